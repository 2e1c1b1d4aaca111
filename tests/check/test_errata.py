"""What the errata mark, shown in [brackets], and what they leave alone."""

import pytest
from brackets import bracketed, marked
from taken_time import keeps_within

from nkpressure.check.errata import Severity, Slip, find_errata, with_errata
from nkpressure.check.slips_of_writing import find_slips_of_writing
from nkpressure.find.everything import Findings, find_everything
from nkpressure.model import Document, Interval

DAY = Interval.parse("2018-07-23")
WEEK = Interval.parse("2017-07-08/2017-07-13")


def findings(text: str, published: Interval | None = DAY) -> Findings:
    return find_everything(Document("note", text, published))


SLIPS = [
    pytest.param("Trade [of of] coal fell.", Slip.TYPO, id="doubled word"),
    pytest.param("[The the] coal trade fell.", Slip.TYPO, id="doubled word with a capital"),
    pytest.param("The coal [etc etc] etc fell.", Slip.TYPO, id="tripled word once"),
    pytest.param("He had had enough that that day.", Slip.TYPO, id="words that may double"),
    pytest.param("They flew to Pago Pago, day by day.", Slip.TYPO, id="names that double"),
    pytest.param("The border[ ,] where trade fell.", Slip.TYPO, id="space before a comma"),
    pytest.param("Trade fell[,,] they say.", Slip.TYPO, id="doubled comma"),
    pytest.param("Trade fell ... they say.", Slip.TYPO, id="dots that leave out"),
    pytest.param("Ships left the sea[.]They came back.", Slip.TYPO, id="no space after a point"),
    pytest.param("See www.example.Org or Node.Js now.", Slip.TYPO, id="points within names"),
    pytest.param("They met on [31 June].", Slip.DATE, id="day beyond the month"),
    pytest.param("They met on [February 30], 2017.", Slip.DATE, id="day beyond February"),
    pytest.param("In June 31 people were held.", Slip.DATE, id="people in June"),
    pytest.param("They met on 29 February.", Slip.DATE, id="leap day"),
    pytest.param("Trade [(]coal and ore fell.", Slip.BRACKET_PAIRING, id="bracket alone"),
    pytest.param("Two things: 1) coal, 2) ore (all).", Slip.BRACKET_PAIRING, id="points of a list"),
    pytest.param("[The figure below] shows trade.", Slip.MISSING_ARTIFACT, id="figure below"),
    pytest.param("[The following map] shows it.", Slip.MISSING_ARTIFACT, id="following map"),
    pytest.param("The table is below the window.", Slip.MISSING_ARTIFACT, id="a real table"),
    pytest.param("Trade fell ([Figure 2]).", Slip.MISSING_ARTIFACT, id="figure by number"),
    pytest.param(
        "Trade fell (Figure 2).\n\nFigure 2: Trade by months.\n\nMore.",
        Slip.MISSING_ARTIFACT,
        id="figure with its caption",
    ),
    pytest.param("Trade[\u00a0]fell.", Slip.NBSP, id="no-break space"),
    pytest.param("Chinaâ€™s trade fell, cafés closed.", Slip.NBSP, id="no no-break space"),
    pytest.param("China[â€™]s trade fell.", Slip.DAMAGED_TEXT, id="wrong encoding"),
    pytest.param("Les câbles à Genève, ça va.", Slip.DAMAGED_TEXT, id="accents"),
    pytest.param("He said [“]trade fell.", Slip.QUOTE_MARK_PAIRING, id="mark not closed"),
    pytest.param("He said “trade fell.”", Slip.QUOTE_MARK_PAIRING, id="mark closed"),
    pytest.param(
        "As resolutions 2270, [2270] and 2321 say.", Slip.LEGAL_CITATION, id="number listed twice"
    ),
    pytest.param(
        "Resolution 2270 came before 2321. Resolution 2270 holds.",
        Slip.LEGAL_CITATION,
        id="number told twice",
    ),
    pytest.param("They met on [Monday, 18 July 2017].", Slip.DATE, id="weekday"),
]


@pytest.mark.parametrize(("shown", "slip"), SLIPS)
def test_marks_each_slip(shown: str, slip: Slip) -> None:
    text, _ = marked(shown)
    found = [each.span for each in find_errata(findings(text)) if each.subkind is slip]
    assert bracketed(text, found) == shown


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        pytest.param(DAY, [], id="day known"),
        pytest.param(WEEK, ["Yesterday"], id="week known"),
        pytest.param(None, ["Yesterday"], id="nothing known"),
    ],
)
def test_asks_for_the_day_of_writing(published: Interval | None, expected: list[str]) -> None:
    note = findings("Yesterday I argued that trade fell. Today it rose.", published)
    found = [each for each in find_errata(note) if each.subkind is Slip.UNRESOLVABLE_DATE]
    assert [each.span.of(note.document.text) for each in found] == expected


def test_asks_for_the_author() -> None:
    text, _ = marked("Coal and its Trade\n\n[By |] July 23, 2018 | No Comments\n\nTrade fell.")
    found = [each for each in find_errata(findings(text)) if each.subkind is Slip.MISSING_AUTHOR]
    assert [each.span.of(text) for each in found] == ["By |"]
    signed = findings(text.replace("By |", "By Ann Lee |"))
    assert not [each for each in find_errata(signed) if each.subkind is Slip.MISSING_AUTHOR]


def test_compares_quotations_only_with_sources() -> None:
    note = findings("He said: “Sanctions will be lifted after the talks end.”")
    said = Document("remarks", "Again: sanctions will not be lifted after the talks end.")
    assert not find_errata(note)
    [erratum] = find_errata(note, [said])
    assert (erratum.subkind, erratum.severity) == (Slip.QUOTATION, Severity.HIGH)


def test_suggests_and_never_applies() -> None:
    note = findings("Resolution 2231 cut the coal trade.")
    listed = with_errata(note)
    assert [each.correction for each in find_errata(note)] == ["2321"]
    assert listed.document is note.document
    assert [each.kind for each in listed.errata] == ["erratum"]
    assert note.errata == ()


@pytest.mark.parametrize(
    "text",
    ["", "\x00\ud800", "(" * 5000, "the " * 3000, "“" * 3000, "a\u00a0" * 3000, " ,," * 2000],
    ids=["empty", "odd", "brackets", "doubles", "marks", "spaces", "points"],
)
def test_reads_any_text(text: str) -> None:
    note = findings(text, None)
    assert all(0 <= each.start < each.end <= len(text) for each in find_errata(note))


def test_a_text_of_nothing_but_odd_signs_takes_no_longer() -> None:
    note = findings("".join(map(chr, range(0x100000, 0x10FFFE))), None)
    assert keeps_within(0.3, lambda: list(find_slips_of_writing(note)))
