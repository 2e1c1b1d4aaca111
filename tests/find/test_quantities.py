"""Quantities: which words count, what they come to, and on what basis a figure stands."""

import pytest
from brackets import bracketed, marked

from nkpressure.find.citations import find_citations
from nkpressure.find.dates import find_dates
from nkpressure.find.numbers import find_numbers
from nkpressure.find.quantities import Quantity, QuantityKind, find_quantities
from nkpressure.model import Document, Interval, Span
from nkpressure.read.regions import find_regions
from nkpressure.read.sentences import Sentence, find_sentences


def quantities_in(text: str) -> list[Quantity]:
    document = Document("test", text, Interval.parse("2018-07-23"))
    regions = find_regions(document)
    sentences = find_sentences(document, regions)
    dates = find_dates(document, regions, sentences)
    citations = find_citations(document, regions, sentences)
    return find_quantities(document, regions, sentences, dates, citations)


def amounts_in(text: str) -> list[Quantity]:
    return [found for found in quantities_in(text) if not found.subkind.startswith("claim")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("twenty-five", [25.0], id="hyphen"),
        pytest.param("two hundred and six thousand", [206000.0], id="hundred and"),
        pytest.param("1.12 million", [1120000.0], id="digits and scale"),
        pytest.param("4 hundred million", [400000000.0], id="two scales"),
        pytest.param("half a million", [500000.0], id="half"),
        pytest.param("two-thirds of a third of", [2 / 3, 1 / 3], id="fractions"),
        pytest.param("one out of four", [0.25], id="ratio"),
        pytest.param("$5.4m and a 37m mast", [5400000.0, 37.0], id="m after money alone"),
        pytest.param("tens of thousands, several hundred, a few", [None] * 3, id="vague"),
        pytest.param("a dozen, two and a half, 2 1/2", [12.0, 2.5, 2.5], id="mixed"),
        pytest.param("few tens of it", [None], id="of needed"),
        pytest.param("12345678901234567890", [], id="identifier"),
    ],
)
def test_reads_numbers(text: str, values: list[float | None]) -> None:
    assert [value for _, value in find_numbers(text)] == values


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param("Trade rose by [almost 40%] again.", id="percent"),
        pytest.param("Police held [more than ten traders] there.", id="approximator and noun"),
        pytest.param("[The three countries] met.", id="article"),
        pytest.param("[Both governments] denied it.", id="both"),
        pytest.param("Both China and Russia denied it.", id="both names"),
        pytest.param("It seized [60 trucks and wagons] in May.", id="two nouns"),
        pytest.param("A [four-day] visit ended.", id="compound"),
        pytest.param("The six-party talks and two-way trade stalled.", id="no count"),
        pytest.param("It shipped [nearly 1.5 million barrels] of it.", id="barrels"),
        pytest.param("It cost [US$89 to $93 billion] in all.", id="money range"),
        pytest.param("It fell between [5 and 7 per cent] then.", id="between"),
        pytest.param("That needs [a week to 10 days] of work.", id="two units"),
        pytest.param("It passed resolutions 2270 and 2321 on July 20, 2017.", id="no count here"),
        pytest.param("They crossed the 38th parallel near Room 39 by 2015.", id="names"),
        pytest.param("It was [the fourth nuclear test] of theirs.", id="ordinal"),
        pytest.param("Unit 8200 called 555-123-4567 from page 12.", id="labels"),
        pytest.param("One of them said that if one exists it is one.", id="one"),
        pytest.param("It sold [trillions of won] and [dozens of ships].", id="vague"),
        pytest.param("Kim, [34], left.", id="age"),
        pytest.param("The Five Eyes met one day in June.", id="name and some day"),
        pytest.param("It has a [5 000-year] past.", id="space in a number"),
        pytest.param("It moved [a large amount of coal and iron] out.", id="vague amount"),
    ],
)
def test_marks_amounts(shown: str) -> None:
    text, _ = marked(shown)
    assert bracketed(text, [found.span for found in amounts_in(text)]) == shown


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        pytest.param("It paid $370,000 to $5.5 million.", (370000, 5500000), "USD", id="no scale"),
        pytest.param("It took 33-35 billion yuan.", (33 * 10**9, 35 * 10**9), "CNY", id="scale"),
        pytest.param("Fuel cost $58.24 per barrel.", 58.24, "USD per barrel", id="per"),
        pytest.param("It rose by 43 basis points.", 43, "basis point", id="points"),
        pytest.param("It cooled to minus 5 degrees.", -5, "degree", id="minus"),
        pytest.param("They came twice.", 2, "times", id="twice"),
    ],
)
def test_gives_value_and_unit(text: str, value: object, unit: str) -> None:
    [found] = amounts_in(text)
    assert (found.value, found.unit) == (value, unit)


def test_leaves_open_what_the_text_leaves_open() -> None:
    [found] = amounts_in("Trade rose by 12 percent.")
    assert found.subkind is QuantityKind.GROWTH
    assert (found.measure, found.currency, found.period) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "measure", "period"),
    [
        pytest.param(
            "Imports fell 12% in the first quarter of 2018 from a year earlier.",
            "yoy",
            ("2017Q1", "2018Q1"),
            id="year on year",
        ),
        pytest.param(
            "Quarter on quarter growth through June 2018 was two percent.",
            "qoq",
            ("2018Q1", "2018Q2"),
            id="quarter that a month closes",
        ),
        pytest.param("Coal was 40 percent of exports in 2016.", "share", ("2016",), id="share"),
        pytest.param("Trade reached $5 billion in 2016.", "level", ("2016",), id="level"),
    ],
)
def test_reads_the_basis(text: str, measure: str, period: tuple[str, ...]) -> None:
    [found] = [q for q in amounts_in(text) if q.unit in ("percent", "USD")]
    assert (found.measure, found.period) == (measure, period)


def test_takes_the_basis_from_the_sentence_that_defines_the_figure() -> None:
    text = (
        "Trade with the North rose by almost 40%. The number refers to growth in yuan from the "
        "first quarter of 2016 to the first quarter of 2017."
    )
    figure, definition = amounts_in(text)
    assert definition.subkind is QuantityKind.DEFINITION
    assert (figure.measure, figure.currency) == ("yoy", "CNY")
    assert figure.period == ("2016Q1", "2017Q1")
    assert figure.basis == definition.span


@pytest.mark.parametrize(
    ("shown", "subkind"),
    [
        pytest.param("He says [sanctions pressure is easing].", "claim_trend", id="trend"),
        pytest.param("[Trade with them remains flat] today.", "claim_trend", id="particle"),
        pytest.param("[The ban has affected border towns].", "claim_causal", id="cause"),
        pytest.param("If the ban affects towns, they go.", None, id="condition"),
        pytest.param(
            "[China is the largest buyer of coal].", "claim_superlative", id="superlative"
        ),
        pytest.param("[There will be new investors].", "claim_prediction", id="forecast"),
        pytest.param("[Oil flows far exceed the quotas].", "comparison", id="limit"),
    ],
)
def test_marks_claims(shown: str, subkind: str | None) -> None:
    text, _ = marked(shown)
    found = quantities_in(text)
    assert bracketed(text, [claim.span for claim in found]) == shown
    assert [str(claim.subkind) for claim in found] == ([subkind] if subkind else [])


@pytest.mark.parametrize("text", ["", "\x00", "\ud800 5%", "5" * 5000, "$" * 300, "1 to " * 300])
def test_survives_odd_text(text: str) -> None:
    sentences = [Sentence(Span(0, len(text)), "test")] if text else []
    for found in find_quantities(Document("odd", text), [], sentences):
        assert found.end <= len(text)
