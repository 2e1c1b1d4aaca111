"""Which documents of state a text cites; the [brackets] show the spans."""

from itertools import pairwise

import pytest
from brackets import bracketed, marked

from nkpressure.find.citations import Citation, find_citations
from nkpressure.find.resolution_numbers import resolution_numbers
from nkpressure.find.resolutions import resolution_years, resolutions
from nkpressure.model import Document, Span
from nkpressure.read.regions import Region, Role
from nkpressure.read.sentences import Sentence
from nkpressure.tables import read_tables


def _cited(text: str) -> list[Citation]:
    whole = Span(0, len(text))
    body = [Region(whole, "test", Role.BODY)]
    return find_citations(Document("test", text), body, [Sentence(whole, "test")])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("as resolutions [2270] and [2321] did", id="and"),
        pytest.param("UNSCRs [2270], [2321], and [2371] went further", id="UNSCRs"),
        pytest.param("UNSC Res. [1718] came first", id="Res."),
        pytest.param("UNSC [2397] is the strictest", id="UNSC and number"),
        pytest.param("as UNSC Res [2087] and UN SCR [2094] say", id="Res without a point"),
        pytest.param("UN RESOLUTION [2371]", id="capitals"),
        pytest.param("Security Council resolution no. [2094]", id="no."),
        pytest.param("Resolution [2321] (2016) capped coal", id="year in brackets"),
        pytest.param("S/RES/[2375] (2017) and S/RES/[2397](2017)", id="symbols"),
        pytest.param("resolutions [1718] (2006), [1874] (2009) and [2087] (2013)", id="years"),
        pytest.param("resolutions [2270] & [2321] as well as [2371]", id="as well as"),
        pytest.param("resolutions [1718] through [2397]", id="range"),
        pytest.param("resolutions [1718]–[2397]", id="range with a dash"),
        pytest.param('the "resolution" [2270] cooked up by the U.S.', id="scare quotes"),
        pytest.param(
            "Resolution [2270] came first. Then [2321] cut coal.", id="number alone later"
        ),
        pytest.param("유엔 안보리 결의 [2270]호와 [2321]호", id="Korean"),
        pytest.param("안보리 결의 제[2397]호에 따라", id="Korean with je"),
        pytest.param("第[2270]号决议，以及[2375]号决议", id="Chinese"),
        pytest.param("第[2270]（2016）号决议", id="Chinese with the year"),
        pytest.param("国連安保理決議第[2397]号", id="Japanese"),
    ],
)
def test_resolution_numbers(text: str) -> None:
    words, _ = marked(text)
    numbered = [citation for citation in _cited(words) if citation.number]
    assert bracketed(words, [citation.span for citation in numbered]) == text
    assert {citation.subkind for citation in numbered} == {"unsc_resolution"}
    assert [citation.number for citation in numbered] == [c.span.of(words) for c in numbered]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("New Year's resolution 1: less coal", id="New Year"),
        pytest.param("a screen resolution 1080 pixels high", id="screen"),
        pytest.param("resolution 1920 x 1080", id="pixels"),
        pytest.param("experts in conflict resolution", id="conflict"),
        pytest.param("a peaceful resolution of the nuclear issue", id="peaceful"),
        pytest.param("The Council hopes for a resolution of the crisis.", id="crisis"),
        pytest.param("UN General Assembly Resolution 2758", id="General Assembly"),
        pytest.param("A/RES/72/188 was adopted in December", id="General Assembly symbol"),
        pytest.param("联合国大会第2758号决议", id="General Assembly in Chinese"),
        pytest.param("국회 결의 1234호", id="parliament in Korean"),
        pytest.param("The IAEA board adopted a resolution on inspections.", id="IAEA"),
        pytest.param("2,270 tons of coal in 2016 from 2321 people", id="plain numbers"),
        pytest.param("call +82 2 2270 2321 for more", id="telephone"),
        pytest.param("a Reuters report on the price of rice", id="newspaper report"),
        pytest.param("the Council's press statement", id="press statement"),
        pytest.param("no agreement was in sight", id="no agreement"),
        pytest.param("the North Atlantic Treaty Organization", id="treaty in a name"),
        pytest.param("Act now, or never act again", id="act"),
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert bracketed(text, [citation.span for citation in _cited(text)]) == text


@pytest.mark.parametrize(
    ("text", "subkind", "status"),
    [
        pytest.param(
            "they want [a new UNSC resolution] soon", "unsc_resolution", "prospective", id="new"
        ),
        pytest.param(
            "[a draft resolution] lies before the Security Council",
            "unsc_resolution",
            "draft",
            id="draft",
        ),
        pytest.param(
            "must implement [all UNSC resolutions] now", "unsc_resolution_set", "in force", id="all"
        ),
        pytest.param("once [the UN sanctions] end", "unsc_resolution_set", None, id="UN sanctions"),
        pytest.param("[a UNSC statement] on the launch", "unsc_statement", None, id="statement"),
        pytest.param(
            "above [the ceiling set by the United Nations], it", "unsc_measure", None, id="measure"
        ),
        pytest.param(
            "[a presidential statement by the Security Council] followed",
            "presidential_statement",
            None,
            id="presidential statement",
        ),
        pytest.param("see [S/PRST/2017/16]", "presidential_statement", None, id="PRST"),
        pytest.param(
            "in [the joint statement issued by Seoul, Tokyo and Washington], they",
            "joint_statement",
            None,
            id="who issued it",
        ),
        pytest.param(
            "after [the recent Abe-Moon joint statement]", "joint_statement", None, id="name pair"
        ),
        pytest.param("[the Panmunjom Declaration]", "declaration", None, id="declaration"),
        pytest.param(
            "[pledges given at the Singapore summit] fade", "declaration", None, id="pledges"
        ),
        pytest.param("[The 1994 Agreed Framework] froze it", "agreement", None, id="framework"),
        pytest.param("ended [the Leap Day deal] in weeks", "agreement", None, id="Leap Day"),
        pytest.param("tore up [the bilateral treaty and pact]", "agreement", None, id="two nouns"),
        pytest.param("amend [the country’s constitution]", "constitution", None, id="possessor"),
        pytest.param("[the UN Charter] forbids it", "charter", None, id="charter"),
        pytest.param("under [Public Law 115-44],", "us_statute", None, id="public law"),
        pytest.param("see [22 U.S.C. 9201] et seq.", "us_statute", None, id="code"),
        pytest.param(
            "[Section 311 of the USA PATRIOT Act] bars it", "us_statute", None, id="section"
        ),
        pytest.param("[Article 41 of the UN Charter] lists it", "charter", None, id="article"),
        pytest.param("[Executive Order 13810] lets it", "executive_order", None, id="order"),
        pytest.param("under [E.O. 13722] it", "executive_order", None, id="E.O."),
        pytest.param(
            "[the Iran Sanctions, Accountability, and Divestment Act of 2010] did",
            "statute",
            None,
            id="act by its form",
        ),
        pytest.param("[the UN Panel of Experts report] says", "report", None, id="panel report"),
        pytest.param("exempt from [the sanctions regime]", "regime", None, id="regime"),
    ],
)
def test_documents_without_a_number(text: str, subkind: str, status: str | None) -> None:
    words, _ = marked(text)
    found = _cited(words)
    assert bracketed(words, [citation.span for citation in found]) == text
    assert [(citation.subkind, citation.status) for citation in found] == [(subkind, status)]


def test_two_acts_side_by_side_are_two() -> None:
    text = (
        "Congress passed [the North Korean Human Rights Act] and "
        "[the North Korea Sanctions and Policy Enhancement Act of 2016]."
    )
    words, _ = marked(text)
    assert bracketed(words, [citation.span for citation in _cited(words)]) == text
    assert [citation.year for citation in _cited(words)] == [None, 2016]


def test_a_resolution_is_taken_up_only_after_it_was_cited() -> None:
    assert _cited("They praised the resolution at length.") == []
    text = "The Council adopted resolution [2397]. Few states carry out [the resolution]."
    words, _ = marked(text)
    assert bracketed(words, [citation.span for citation in _cited(words)]) == text
    assert _cited(words)[-1].status == "coreferent"


def test_a_resolution_without_the_council_is_none_of_it() -> None:
    assert _cited("The villagers passed a new resolution on the well.") == []


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Resolution 2321 (2016)", [2016]),
        ("Resolution 2270 of 2016", [2016]),
        ("Resolution 2397, adopted in December 2017", [2017]),
        ("Resolution 2397 and 2371", [None, None]),
        ("S/RES/2375 (2017)", [2017]),
    ],
)
def test_the_year_is_taken_where_it_is_printed(text: str, years: list[int | None]) -> None:
    assert [citation.year for citation in _cited(text)] == years


def test_boilerplate_cites_nothing() -> None:
    text = "Resolution 2270"
    span = Span(0, len(text))
    regions = [Region(span, "test", Role.BOILERPLATE)]
    assert find_citations(Document("test", text), regions, []) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00 resolution \ud800 2270",
        "resolution " * 3000,
        "2270, " * 3000,
        "Act " * 500,
        "결의" * 999,
    ],
    ids=["empty", "surrogate", "nouns", "numbers", "acts", "Korean"],
)
def test_odd_texts_do_no_harm(text: str) -> None:
    assert all(citation.span.of(text) for citation in _cited(text))


def test_the_seed_cites_what_its_author_printed() -> None:
    text = "Leverage comes by biting into trade, as resolutions 2270 and 2231 finally did"
    found = resolution_numbers(text, 0, len(text), read_tables())
    assert [number.number for number in found] == ["2270", "2231"]


def test_the_tables_agree_on_the_years() -> None:
    years = {row.year: row for row in resolution_years(read_tables())}
    for number, row in resolutions(read_tables()).items():
        year = years[row.adopted.year]
        assert year.first_number <= number <= year.last_number, row.symbol


def test_the_years_leave_no_number_out() -> None:
    rows = resolution_years(read_tables())
    assert rows[0].first_number == 1
    for before, after in pairwise(rows):
        assert (after.year, after.first_number) == (before.year + 1, before.last_number + 1)
