"""Finds counts that words write: "the fourth nuclear test", "twice", "decades-long", "both sides".

An ordinal counts where it counts events; "the 38th parallel" is a name.
"""

from collections.abc import Sequence
from functools import cache

from nkpressure.find.amounts import ContextRole, context_words, low
from nkpressure.find.counted_nouns import counted_noun
from nkpressure.find.number_tokens import Token
from nkpressure.find.number_words import NumberRole, number_words
from nkpressure.find.phrases import PhraseFinder
from nkpressure.find.quantity_kinds import Quantity, QuantityKind
from nkpressure.find.units import unit_after
from nkpressure.model import Span
from nkpressure.tables import Tables

_ENDINGS = ("st", "nd", "rd", "th")
_LEADS = frozenset({"the", "its", "their", "his", "a", "north's", "country's", "nation's"})
_SECOND = 2
_BETWEEN = 2  # words between the ordinal and what it counts: "sixth underground nuclear test"


def find_worded_counts(
    text: str, sentence: Span, tokens: Sequence[Token], taken: bytearray, tables: Tables
) -> list[Quantity]:
    """Return the counts of a sentence that are written without a numeral."""
    found = []
    for place in _places(tokens, tables):
        if taken[tokens[place].start]:
            continue
        for read in (_counted_event, _times, _long, _both, _vague_amount):
            quantity = read(text, sentence, tokens, place, tables)
            if quantity is not None:
                found.append(quantity)
                break
    return found


@cache
def _openings(tables: Tables) -> frozenset[str]:
    """Return the words with which a count in words may begin."""
    ordinals = (NumberRole.ORDINAL, NumberRole.TIMES)
    numbers = (word for word, roles in number_words(tables).items() if roles.keys() & {*ordinals})
    return context_words(tables, ContextRole.SIZE).union(numbers, ("both",))


def _places(tokens: Sequence[Token], tables: Tables) -> list[int]:
    """Return the places where a count may begin, in order."""
    openings = _openings(tables)
    places = [
        place
        for place, token in enumerate(tokens)
        if token.low in openings or token.kind == "digits"
    ]
    long = [place - 2 for place, token in enumerate(tokens) if token.low == "long" and place > 1]
    return sorted({*places, *long}) if long else places


@cache
def count_finder(tables: Tables) -> PhraseFinder[str]:
    """Return what finds the words that can begin a count in words."""
    words = {*_openings(tables), "long"} - context_words(tables, ContextRole.SIZE)
    words |= context_words(tables, ContextRole.AMOUNT)
    return PhraseFinder([(word, word, False) for word in sorted(words)])


def may_hold_worded_count(text: str, start: int, end: int, tables: Tables) -> bool:
    """Say whether a stretch without digits has a word that every count in words needs."""
    return bool(count_finder(tables).all_in(text, start, end))


def _counted_event(
    text: str, sentence: Span, tokens: Sequence[Token], place: int, tables: Tables
) -> Quantity | None:
    """Read "the fourth nuclear test"; the first of anything is left to the claims."""
    value = _ordinal(tokens, place, tables)
    if value is None or value < _SECOND:
        return None
    events = context_words(tables, ContextRole.EVENT)
    first = place + (tokens[place].kind == "digits") + 1
    for last in range(first, min(first + _BETWEEN + 1, len(tokens))):
        if tokens[last].kind != "word":
            return None
        if tokens[last].low in events:
            start = place - (low(tokens, place - 1) in _LEADS)
            span = Span(tokens[start].start, tokens[last].end)
            noun = tokens[last].low
            return Quantity(span, "ordinal", QuantityKind.COUNT, value, noun, checkable=True)
    return None


def _times(
    text: str, sentence: Span, tokens: Sequence[Token], place: int, tables: Tables
) -> Quantity | None:
    """Read "twice", but not "twice as many"."""
    row = number_words(tables).get(tokens[place].low, {}).get(NumberRole.TIMES)
    if row is None or row.value is None or low(tokens, place + 1) in ("as", "the"):
        return None
    span = Span(tokens[place].start, tokens[place].end)
    return Quantity(span, "adverb of number", QuantityKind.COUNT, int(row.value), "times")


def _long(
    text: str, sentence: Span, tokens: Sequence[Token], place: int, tables: Tables
) -> Quantity | None:
    """Read "decades-long"."""
    if low(tokens, place + 1) != "-" or low(tokens, place + 2) != "long":
        return None
    unit = unit_after(tokens, place, tables)
    if unit is None or unit.unit.kind != "time" or low(tokens, place - 1) == "-":
        return None
    span = Span(tokens[place].start, tokens[place + 2].end)
    kind, word = QuantityKind.DURATION, tokens[place].low
    return Quantity(span, "plural time and long", kind, None, unit.name, approx=word)


def _both(
    text: str, sentence: Span, tokens: Sequence[Token], place: int, tables: Tables
) -> Quantity | None:
    """Read "both political parties", but not "both China and Russia"."""
    if tokens[place].low != "both":
        return None
    noun = counted_noun(text, tokens[place].end, sentence.end, tables)
    if noun is None or " and " in noun.span.of(text):
        return None
    span = Span(tokens[place].start, noun.span.end)
    return Quantity(span, "both and noun", QuantityKind.COUNT, 2, noun.noun)


def _vague_amount(
    text: str, sentence: Span, tokens: Sequence[Token], place: int, tables: Tables
) -> Quantity | None:
    """Read "a large amount of oil and food", "huge quantities of coal"."""
    sizes = context_words(tables, ContextRole.SIZE)
    nouns = context_words(tables, ContextRole.AMOUNT)
    if tokens[place].low not in sizes or low(tokens, place + 1) not in nouns:
        return None
    if low(tokens, place + 2) != "of":
        return None
    start = place - (low(tokens, place - 1) in ("a", "an", "the"))
    last = _end_of_goods(tokens, place + 3)
    span = Span(tokens[start].start, tokens[last - 1].end)
    words = text[tokens[start].start : tokens[place + 1].end].lower()
    return Quantity(span, "size and amount", QuantityKind.COUNT, None, approx=words)


def _end_of_goods(tokens: Sequence[Token], place: int) -> int:
    """Read one noun, or two that "and" joins."""
    end = min(place + 1, len(tokens))
    joined = low(tokens, end) in ("and", "or") and end + 1 < len(tokens)
    return end + 2 if joined and tokens[end + 1].kind == "word" else end


def _ordinal(tokens: Sequence[Token], place: int, tables: Tables) -> int | None:
    token = tokens[place]
    row = number_words(tables).get(token.low, {}).get(NumberRole.ORDINAL)
    if row is not None and row.value is not None:
        return int(row.value)
    if token.number is None or place + 1 >= len(tokens):
        return None
    ending = tokens[place + 1]
    return int(token.number) if token.joins(ending) and ending.low in _ENDINGS else None
