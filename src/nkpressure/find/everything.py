"""Runs every finder over a document, each on what the earlier ones found."""

from dataclasses import dataclass

from nkpressure.find.actors import ActorMention, find_actors
from nkpressure.find.attributions import Attribution, find_attributions
from nkpressure.find.citations import Citation, find_citations
from nkpressure.find.commodities import Commodity, find_commodities
from nkpressure.find.dates import DateMention, find_dates
from nkpressure.find.events import EventMention, find_events
from nkpressure.find.hedges import Hedge, find_hedges
from nkpressure.find.instrument_objects import with_objects
from nkpressure.find.instruments import InstrumentMention, find_instruments
from nkpressure.find.phrase_tables import search_phrases
from nkpressure.find.places import PlaceMention, find_places
from nkpressure.find.quantities import Quantity, find_quantities
from nkpressure.find.quotations import Quotation, find_quotations
from nkpressure.model import Annotation, Document
from nkpressure.read.regions import Region, find_regions
from nkpressure.read.sentences import Sentence, find_sentences
from nkpressure.tables import Tables, read_tables


@dataclass(frozen=True, slots=True)
class Findings:
    """A document with all that the finders marked in it, each kind in text order.

    `signals` is filled by the ledger (`with_ledger`) and `errata` by the checks (`with_errata`),
    which stand above the finders.
    """

    document: Document
    tables: Tables
    regions: tuple[Region, ...]
    sentences: tuple[Sentence, ...]
    actors: tuple[ActorMention, ...]
    places: tuple[PlaceMention, ...]
    instruments: tuple[InstrumentMention, ...]
    citations: tuple[Citation, ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    events: tuple[EventMention, ...]
    dates: tuple[DateMention, ...]
    hedges: tuple[Hedge, ...]
    commodities: tuple[Commodity, ...]
    quantities: tuple[Quantity, ...]
    signals: tuple[Annotation, ...] = ()
    errata: tuple[Annotation, ...] = ()

    def annotations(self) -> list[Annotation]:
        """Return the annotations of all kinds."""
        return [
            *self.regions,
            *self.sentences,
            *self.actors,
            *self.places,
            *self.instruments,
            *self.citations,
            *self.quotations,
            *self.attributions,
            *self.events,
            *self.dates,
            *self.hedges,
            *self.commodities,
            *self.quantities,
            *self.signals,
            *self.errata,
        ]


def find_everything(document: Document, tables: Tables | None = None) -> Findings:
    """Annotate a document with every finder."""
    tables = tables or read_tables()
    search_phrases(document.text, tables)
    regions = find_regions(document, tables)
    sentences = find_sentences(document, regions, tables)
    actors = find_actors(document, regions, sentences, tables)
    quotations = find_quotations(document, regions, sentences, tables)
    events = find_events(document, regions, sentences, tables)
    citations = find_citations(document, regions, sentences, tables)
    instruments = find_instruments(document, regions, sentences, tables)
    commodities = find_commodities(document, regions, sentences, tables)
    dates = find_dates(document, regions, sentences, quotations, events, tables)
    return Findings(
        document,
        tables,
        tuple(regions),
        tuple(sentences),
        tuple(actors),
        tuple(find_places(document, regions, sentences, actors, tables)),
        tuple(with_objects(instruments, commodities)),
        tuple(citations),
        tuple(quotations),
        tuple(find_attributions(document, regions, sentences, quotations, actors, tables)),
        tuple(events),
        tuple(dates),
        tuple(find_hedges(document, regions, sentences, tables)),
        tuple(commodities),
        tuple(find_quantities(document, regions, sentences, dates, citations, tables)),
    )
