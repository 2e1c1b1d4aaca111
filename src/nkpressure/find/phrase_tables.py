"""One pass over a text for the phrases of all finders' tables."""

from functools import cache
from typing import Any

from nkpressure.find.actor_marks import actor_finder
from nkpressure.find.approximators import approximator_finder
from nkpressure.find.back_reference_words import pointer_finder
from nkpressure.find.citation_heads import citation_head_finder
from nkpressure.find.citation_words import citation_words
from nkpressure.find.claim_bases import change_finder, indicator_finder, measure_finder
from nkpressure.find.claims import claim_finder
from nkpressure.find.commodities import commodity_finder
from nkpressure.find.dates.holidays import holiday_finder
from nkpressure.find.dates.vague import vague_date_finder
from nkpressure.find.events import event_finder
from nkpressure.find.factuality import evidence_finder
from nkpressure.find.hedges import hedge_finder
from nkpressure.find.instrument_cues import read_cues
from nkpressure.find.legal_documents import legal_name_finder
from nkpressure.find.number_words import number_finder
from nkpressure.find.phrases import PhraseFinder, SharedSearch
from nkpressure.find.places import place_words
from nkpressure.find.relays import relay_finder
from nkpressure.find.worded_counts import count_finder
from nkpressure.tables import Tables


def search_phrases(text: str, tables: Tables) -> None:
    """Look for the phrases of every table at once; each finder keeps what is its own.

    A finder that was not asked so searches the text by itself and finds the same.
    """
    _shared(tables).read(text)


@cache
def _shared(tables: Tables) -> SharedSearch:
    finders: list[PhraseFinder[Any]] = [
        actor_finder(tables),
        approximator_finder(tables),
        pointer_finder(tables),
        citation_words(tables).phrases,
        citation_head_finder(tables),
        change_finder(tables),
        indicator_finder(tables),
        measure_finder(tables),
        claim_finder(tables),
        commodity_finder(tables),
        holiday_finder(tables),
        vague_date_finder(tables),
        event_finder(tables),
        evidence_finder(tables),
        hedge_finder(tables),
        read_cues(tables).parts,
        read_cues(tables).around,
        legal_name_finder(tables),
        number_finder(tables),
        place_words(tables).names,
        place_words(tables).after,
        relay_finder("relay", tables),
        relay_finder("approximate", tables),
        count_finder(tables),
    ]
    return SharedSearch(finders)
