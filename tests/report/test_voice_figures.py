import pandas as pd
import pytest

from nkpressure.check.quotations import check_quotations
from nkpressure.find.everything import find_everything
from nkpressure.model import Document
from nkpressure.report.figures import looks
from nkpressure.report.quotation_frames import differences_frame, quotation_checks_frame
from nkpressure.report.voice_chains import plot_voice_chains
from nkpressure.report.voice_shares import plot_voice_shares

CHAINS = pd.DataFrame(
    [
        ("Wang Enbin", "Kyodo News", "Sino-NK", "quoted"),
        ("Wang Enbin", "Kyodo News", "Sino-NK", "reported"),
        ("an unnamed official", "Wang Enbin; Kyodo News", "Sino-NK", "reported"),
        ("Mike Pompeo", "", "Sino-NK", "quoted"),
        ("王恩濱", "", "Sino-NK", "ascribed"),
        ("Sino-NK", "", "Sino-NK", "own"),
    ],
    columns=["said_by", "through", "author", "layer"],
)
VOICES = pd.DataFrame(
    [("Sino-NK", 90, 0.9, 0.25, 90, 0, 0, 0), ("Kim $4 of $5", 10, 0.1, 1.0, 0, 4, 3, 3)],
    columns=["voice", "words", "share", "hedged_share", "own", "quoted", "reported", "ascribed"],
)


def test_says_who_speaks_through_whom():
    assert plot_voice_chains(CHAINS).alt == (
        "Who speaks through whom: 5 attributions to 4 voices, most (2) to Wang Enbin. 3 of these "
        "reach Sino-NK through another: Wang Enbin through Kyodo News; an unnamed official through "
        "Wang Enbin; Kyodo News."
    )


def test_says_whose_words_the_article_holds():
    assert plot_voice_shares(VOICES).alt == (
        "Whose words the article holds, of 100 words: Sino-NK 90% (25% of it hedged); "
        "Kim $4 of $5 10% (100% of it hedged)."
    )


def test_draws_the_same_bytes_again():
    assert plot_voice_chains(CHAINS).to_png() == plot_voice_chains(CHAINS).to_png()
    assert plot_voice_shares(VOICES).to_png() == plot_voice_shares(VOICES).to_png()


@pytest.mark.parametrize("rows", [1, 25, 200])
def test_stays_on_a_page_with_many_voices(rows: int):
    chains = pd.DataFrame(
        [(f"voice {n}", "Kyodo News" if n % 3 else "", "A", "quoted") for n in range(rows)],
        columns=["said_by", "through", "author", "layer"],
    )
    assert plot_voice_chains(chains).figure.get_figheight() < 14
    voices = pd.concat([VOICES.assign(voice=f"voice {n}") for n in range(rows)])
    assert plot_voice_shares(voices).figure.get_figheight() < 10


def test_says_so_where_nobody_speaks():
    assert "nobody but the author" in plot_voice_chains(CHAINS.tail(1)).alt
    assert "no words" in plot_voice_shares(VOICES.head(0)).alt


def test_tells_layers_apart_without_colour():
    marks = [look.hatch for look in looks("layer").values()]
    assert len(marks) == 4
    assert len({look.marker for look in looks("layer").values()}) == 4
    assert marks.count("") == 2  # the author's own is light, quotations are dark


def test_shows_checked_quotations_with_both_texts():
    note = find_everything(Document("note", "Mike Pompeo said: “the ban […] stays on coal.”"))
    sources = [Document("remarks", "I say the ban does not end: it stays on coal.")]
    checks = check_quotations(note, sources)
    [row] = quotation_checks_frame(note, checks).itertuples()
    assert (row.speaker, row.source, row.place) == ("Mike Pompeo", "remarks", "6 to 44")
    assert row.status == "omitted text contains a negation"
    assert row.omitted == "does not end: it"
    assert row.id == "note#quotation-001"
    [change] = differences_frame(note, checks, sources).itertuples()
    assert (change.kind, change.marked) == ("omission", "yes")
    assert (change.as_quoted, change.as_said) == ("[…]", "does not end: it")


def test_shows_that_nothing_was_checked():
    note = find_everything(Document("note", "Mike Pompeo said: “the ban stays on coal.”"))
    checks = check_quotations(note, [])
    assert quotation_checks_frame(note, checks)["status"].tolist() == ["not checked"]
    assert differences_frame(note, checks, []).empty
