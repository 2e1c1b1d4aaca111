"""The words of numbers: what each may be in a number, and its value there."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.find.phrases import PhraseFinder
from nkpressure.tables import Tables


class NumberRole(StrEnum):
    """What a word does in a number."""

    UNIT = "unit"  # "seven"
    TEN = "ten"  # "seventy"
    HUNDRED = "hundred"
    SCALE = "scale"  # "million", which multiplies what stands before it
    SHORT = "short"  # "bn", "m": a scale that is written after digits alone
    FRACTION = "fraction"  # "third"
    VAGUE = "vague"  # "dozens", which leaves the number open
    ORDINAL = "ordinal"  # "fourth"
    TIMES = "times"  # "twice"


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word of a number, with its value; `needs`: "article" before it or "of" after it."""

    TABLE: ClassVar[str] = "number_words.csv"

    word: str
    role: NumberRole
    value: float | None
    needs: str | None


FRACTIONS = ("half",)  # read by a rule of its own: "half of", "half a million"
NumberWords = dict[str, dict[NumberRole, NumberWord]]


@cache
def number_words(tables: Tables) -> NumberWords:
    """Return what each word may be in a number."""
    words: NumberWords = {}
    for row in tables.rows(NumberWord):
        words.setdefault(row.word, {})[row.role] = row
    return words


# A scale after digits begins no number.
_BEGINS = frozenset(NumberRole) - {NumberRole.SHORT}


@cache
def number_finder(tables: Tables) -> PhraseFinder[str]:
    """Return what finds the words and fractions that can open a number."""
    words = number_words(tables)
    opening = [word for word, roles in words.items() if _BEGINS & roles.keys()]
    return PhraseFinder([(word, word, False) for word in [*opening, *FRACTIONS]])
