"""The earliest day of publication, from what a text mentions."""

from pathlib import Path

from nkpressure.find.dates import find_dates
from nkpressure.find.events import find_events
from nkpressure.find.publication import PublicationBound, bound_publication
from nkpressure.model import Document
from nkpressure.read.regions import find_regions
from nkpressure.read.sentences import find_sentences

SEEDS = Path(__file__).parents[2] / "seeds"


def bound_of(text: str) -> PublicationBound | None:
    document = Document("note", text)
    regions = find_regions(document)
    sentences = find_sentences(document, regions)
    events = find_events(document, regions, sentences)
    dates = find_dates(document, regions, sentences, events=events)
    return bound_publication(document, sentences, events, dates)


def test_bounds_the_first_seed_by_the_trilateral_statement() -> None:
    text = (SEEDS / "piie-2017-07.txt").read_text(encoding="utf-8")
    bound = bound_of(text)
    assert bound is not None
    assert bound.edtf == "2017-07-07/.."
    shown = [sentence.span.of(text) for sentence in bound.sentences]
    assert shown[0].startswith("According to the joint statement")


def test_counts_past_days_with_their_year() -> None:
    bound = bound_of("They met on 12 June 2018. The ban will end on 22 December 2019.")
    assert bound is not None
    assert bound.edtf == "2018-06-12/.."


def test_bounds_nothing_where_nothing_is_dated() -> None:
    assert bound_of("Everyone knows that they met.") is None
