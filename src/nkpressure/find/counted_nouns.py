"""Finds what a number counts: "three building blocks", "60 tankers and trucks"."""

from collections.abc import Sequence
from dataclasses import dataclass

from nkpressure.find.amounts import ContextRole, context_words
from nkpressure.find.grammar import Word, is_nominal, words_of
from nkpressure.model import Span
from nkpressure.tables import Tables

_REACH = 100  # characters after a number that are looked at
_MOST_WORDS = 6
_NO_PLURAL = ("ss", "us", "is", "'s", "ous")


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun phrase after a number, and the noun that heads it."""

    span: Span
    noun: str


def counted_noun(text: str, start: int, end: int, tables: Tables) -> Counted | None:
    """Return the plural noun that a number before `start` counts; None where none follows.

    >>> from nkpressure.tables import read_tables
    >>> counted_noun("seven small Chinese banks and firms closed", 5, 42, read_tables()).noun
    'banks'
    """
    words = words_of(text, start, min(end, start + _REACH), tables)
    irregular = context_words(tables, ContextRole.IRREGULAR_PLURAL)
    for place, word in enumerate(words[:_MOST_WORDS]):
        if not _inside(word, place):
            return None
        if _is_plural(word, irregular):
            last = _coordinated(words, place, irregular)
            return Counted(Span(words[0].start, words[last].end), word.low)
    return None


def _inside(word: Word, place: int) -> bool:
    if word.has("finite") or word.has("preposition") or word.low in (",", ".", ")", '"'):
        return False
    return is_nominal(word) or word.has("adverb") or (word.low == "more" and place == 0)


def _is_plural(word: Word, irregular: frozenset[str]) -> bool:
    low = word.low
    if low in irregular:
        return True
    return low.endswith("s") and len(low) > 3 and not low.endswith(_NO_PLURAL) and low.isalpha()


def _coordinated(words: Sequence[Word], place: int, irregular: frozenset[str]) -> int:
    """Take a second noun along: "60 tankers and trucks", "two tests or launches"."""
    if place + 2 >= len(words) or words[place + 1].low not in ("and", "or"):
        return place
    second, after = words[place + 2], words[place + 3] if place + 3 < len(words) else None
    closes = after is None or after.has("mark") or after.has("preposition") or after.has("finite")
    if _is_plural(second, irregular) and not second.has("name") and closes:
        return place + 2
    return place
