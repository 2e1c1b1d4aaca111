from collections.abc import Sequence

import pytest
from taken_time import keeps_within

from nkpressure.check.quotation_differences import DifferenceKind
from nkpressure.check.quotations import QuotationCheck, QuotationStatus, check_quotations
from nkpressure.find.everything import find_everything
from nkpressure.model import Document

S = QuotationStatus


def check(article: str, *sources: str) -> QuotationCheck:
    """Check the only quotation of an article against some sources."""
    [found] = check_all(article, *sources)
    return found


def check_all(article: str, *sources: str) -> Sequence[QuotationCheck]:
    findings = find_everything(Document("article", article))
    said = [Document(f"said-{number}", text) for number, text in enumerate(sources, 1)]
    return check_quotations(findings, said)


@pytest.mark.parametrize(
    ("quoted", "said", "status"),
    [
        pytest.param(
            "we will keep the sanctions.", "And we will keep the sanctions.", S.VERBATIM, id="same"
        ),
        pytest.param(
            "we will keep the sanctions,",
            "And we will keep the sanctions for now.",
            S.VERBATIM_BUT_TYPOGRAPHY,
            id="closing comma",
        ),
        pytest.param(
            "we won’t stop — not ever",
            "And we won't stop -- not  ever",
            S.VERBATIM_BUT_TYPOGRAPHY,
            id="apostrophe, dash and spaces",
        ),
        pytest.param(
            "we will keep the sanctions on coal",
            "we will keep\nthe sanctions\r\non coal",
            S.VERBATIM_BUT_TYPOGRAPHY,
            id="line breaks",
        ),
        pytest.param(
            "they call it ‘maximum pressure’ now",
            'Well, they call it "maximum pressure" now.',
            S.VERBATIM_BUT_TYPOGRAPHY,
            id="curly against straight quotes",
        ),
        pytest.param(
            "[T]he ban on coal stays",
            "I say the ban on coal stays",
            S.ALTERED_AS_MARKED,
            id="[T]he",
        ),
        pytest.param(
            "The ban on coal stays", "I say the ban on coal stays", S.ALTERED_UNMARKED, id="capital"
        ),
        pytest.param(
            "the ban stays […] until they disarm",
            "the ban stays, as I told him, until they disarm",
            S.ALTERED_AS_MARKED,
            id="marked omission",
        ),
        pytest.param(
            "the ban stays until they disarm",
            "the ban stays, as I told him, until they disarm",
            S.ALTERED_UNMARKED,
            id="unmarked omission",
        ),
        pytest.param(
            "the ban will […] be lifted this year",
            "the ban will not be lifted this year",
            S.OMITS_NEGATION,
            id="marked omission of not",
        ),
        pytest.param(
            "the ban will be lifted this year",
            "the ban won't be lifted this year",
            S.OMITS_NEGATION,
            id="won't made will",
        ),
        pytest.param(
            "sanctions will be lifted soon",
            "sanctions, I fear, will hardly ever be lifted soon",
            S.OMITS_NEGATION,
            id="hardly, before the longest run",
        ),
        pytest.param(
            "the ban will not be lifted this year",
            "the ban will be lifted this year",
            S.ADDS_NEGATION,
            id="not put in",
        ),
        pytest.param(
            "until they disarm … the ban stays as it is",
            "the ban stays as it is until they disarm",
            S.OUT_OF_ORDER,
            id="order",
        ),
        pytest.param(
            "we talked with [the Chinese] about the coal trade",
            "we talked with them about the coal trade",
            S.ALTERED_AS_MARKED,
            id="name in brackets",
        ),
        pytest.param(
            "we talked at length about the coal trade; it fell",
            "we talked at length about the coal trade. it fell",
            S.ALTERED_UNMARKED,
            id="punctuation",
        ),
        pytest.param(
            "the ban on coal stays. Beijing has told us that it will see to that at once",
            "the ban on coal stays.",
            S.PARTLY_FOUND,
            id="lacks a sentence; longer than the source",
        ),
        pytest.param(
            "the coal ban hurts Liaoning and its ports",
            "In Liaoning ports suffer: coal is under a ban, which hurts.",
            S.PARAPHRASE,
            id="other words",
        ),
        pytest.param(
            "nobody has ever seen such a thing in Rason",
            "In Liaoning ports suffer: coal is under a ban, which hurts.",
            S.NOT_FOUND,
            id="nothing",
        ),
        pytest.param("fire and fury", "They met. Fury and fire came.", S.NOT_FOUND, id="few words"),
    ],
)
def test_says_how_a_quotation_stands_to_what_was_said(quoted: str, said: str, status: S):
    assert check(f"He said: “{quoted}”", said).status is status


@pytest.mark.parametrize(
    ("sources", "reason"),
    [
        pytest.param([], "No source was given", id="none"),
        pytest.param([""], "no words", id="empty"),
        pytest.param(["…\n\n--"], "no words", id="marks alone"),
        pytest.param(["我们会继续制裁,直到他们弃核为止。" * 5], "another language", id="Chinese"),
        pytest.param(
            ["Wir werden die Sanktionen beibehalten. " * 9], "another language", id="German"
        ),
        pytest.param(["He said: “we will keep the\nsanctions.”"], "article itself", id="article"),
    ],
)
def test_never_passes_what_it_could_not_check(sources: list[str], reason: str):
    found = check("He said: “we will keep the sanctions.”", *sources)
    assert found.status is S.NOT_CHECKED
    assert reason in found.message


def test_knows_a_copy_of_the_article_with_a_new_ending():
    own = " ".join(f"The {word} of the trade fell again this month." for word in "abcdefghij")
    article = f"{own} He said: “we will keep the sanctions on coal.”"
    assert check(article, f"{article} Leave a comment.").status is S.NOT_CHECKED


def test_places_the_words_in_both_texts():
    article, said = (
        "He said: “the ban […] stays for years.”",
        "So: the ban on coal stays for years.",
    )
    found = check(article, said)
    assert [span.of(article) for span in found.in_article] == ["the ban", "stays for years"]
    assert [span.of(said) for span in found.in_source] == ["the ban", "stays for years"]
    assert found.omitted == ("on coal",)
    assert found.passage == "the ban on coal stays for years"
    [difference] = found.differences
    assert (difference.kind, difference.marked) == (DifferenceKind.OMISSION, True)
    assert difference.quoted.of(article) == "[…]"
    assert difference.source.of(said) == "on coal"


def test_takes_the_source_that_fits_best():
    found = check(
        "He said: “the ban stays for years.”", "the ban is here", "the ban stays for years."
    )
    assert (found.source, found.status) == ("said-2", S.VERBATIM)


def test_shows_a_negation_before_the_quoted_part_of_a_sentence():
    found = check(
        "He said: “the ban will be lifted.”",
        "It is late. I do not think that the ban will be lifted.",
    )
    assert found.status is S.VERBATIM
    assert "“not”: “I do not think that”" in found.message


def test_puts_pieces_around_an_omission_side_by_side():
    said = "we hope for talks. Then again, we hope for talks, and for peace in our time."
    assert check("He said: “we hope for talks […] for peace in our time.”", said).omitted == (
        "and",
    )


def test_checks_a_block_with_a_quotation_in_it_once():
    article = (
        "As one analysis put it:\n\nKu’s presence is an indicator of “positive momentum” and of "
        "ongoing coordination on looking towards the dissolution of sanctions this year.\n\n"
        "That is what they wrote."
    )
    said = article.split("\n\n")[1]
    [found] = check_all(article, f"Editor's note. {said} The end.")
    assert found.status is S.VERBATIM


def test_says_nothing_verbatim_that_differs():
    said = "the ban on coal stays for years, and we will see to it"
    words = said.split()
    for number in range(len(words)):
        changed = " ".join([*words[:number], "zeal", *words[number + 1 :]])
        left_out = " ".join(words[:number] + words[number + 1 :])
        assert check(f"He said: “{changed}”", said).status is not S.VERBATIM
        if 0 < number < len(words) - 1:
            assert check(f"He said: “{left_out}”", said).status is S.ALTERED_UNMARKED


def test_reads_a_long_transcript_in_seconds():
    words = [f"{one}{other}" for one in "bcdfghklmnprst" for other in ("oal", "ort", "ank")]
    text = [words[(7 * number + number // 11) % len(words)] for number in range(17_000)]
    article = "\n\n".join(
        f"He said: “{' '.join(text[at : at + 90])}”" for at in range(0, 16_500, 330)
    )
    findings = find_everything(Document("article", article))
    said = [Document("said", " ".join(text))]
    assert keeps_within(5, lambda: check_quotations(findings, said))
    checks = check_quotations(findings, said)
    assert {found.status for found in checks} == {S.VERBATIM}


@pytest.mark.parametrize(
    "text", ["“”", "He said: “[…]”", "“\ud800 \x00”", "“[“[”", "He said: “… … [sic] [not] …”"]
)
def test_survives_odd_quotations(text: str):
    for found in check_all(text, "we will not keep [any] of it \ud800 …"):
        assert found.message
