"""The quick question where a quantity may stand passes over none that the finders would find."""

import pytest

from nkpressure.find.quantities import find_quantities
from nkpressure.find.quantity_places import QuantityPlaces
from nkpressure.model import Document
from nkpressure.read.regions import find_regions
from nkpressure.read.sentences import find_sentences
from nkpressure.tables import read_tables

_TEXT = (
    "Trade with China has slipped. It was the fourth nuclear test of the regime. Nobody came. "
    "Half a million tons went north. A decades-long quarrel goes on. Both sides left. "
    "Huge quantities of coal were sold. Sanctions caused the price of fuel to rise. "
    "The paper closed twice. Exports fell by 40%. There will be more of it."
)


def _quantities() -> list[str]:
    document = Document("note", _TEXT)
    regions = find_regions(document)
    found = find_quantities(document, regions, find_sentences(document, regions))
    return [repr(quantity) for quantity in found]


def test_nothing_is_missed_that_is_found_where_every_sentence_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = _quantities()
    monkeypatch.setattr(QuantityPlaces, "may_hold_count", lambda *_: True)
    monkeypatch.setattr(QuantityPlaces, "may_hold_claim", lambda *_: True)
    assert _quantities() == asked
    assert len(asked) > 6


def test_words_that_begin_where_a_stretch_cuts_into_a_word_count_too() -> None:
    text = "ReplyTwo men were held."
    places = QuantityPlaces(text, read_tables())
    assert places.may_hold_count(len("Reply"), len(text))
    assert not places.may_hold_count(0, len(text))
