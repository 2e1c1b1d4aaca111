"""The words that point back to somebody named before: "the country", "both sides", "its allies"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.find.phrases import PhraseFinder
from nkpressure.tables import Tables


class PointerUse(StrEnum):
    """What a word is to a phrase that points back."""

    ONE = "one"  # "the country"
    BEFORE_ONE = "before one"  # "the reclusive country"
    NUMBER = "number"  # "both sides"
    SEVERAL = "several"  # "the three countries"
    OWN = "own"  # "its allies"
    HOMELAND = "homeland"  # "his country"
    BODY = "body"  # "the panel"


class PointerKind(StrEnum):
    """What a phrase points back to."""

    ONE = "one"
    SEVERAL = "several"
    OWN = "own"
    HOMELAND = "homeland"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class PointerWordRow:
    """A word of such phrases; of a number, how many it counts."""

    TABLE: ClassVar[str] = "back_reference_words.csv"

    word: str
    use: PointerUse
    count: int | None


_POINTING = ("the", "our", "their", "his", "her", "its")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A phrase that points back, with its first word and its noun."""

    start: int
    end: int
    kind: PointerKind
    first: str
    noun: str
    count: int = 1


def find_pointers(text: str, tables: Tables) -> list[Pointer]:
    """Find the phrases that point back, in text order.

    >>> from nkpressure.tables import read_tables
    >>> [p.noun for p in find_pointers("Both sides blamed the reclusive regime.", read_tables())]
    ['sides', 'regime']
    """
    numbers, patterns = _numbers(tables), _patterns(tables)
    found: list[Pointer] = []
    ends = dict.fromkeys(patterns, 0)
    for start in dict.fromkeys(m.start for m in pointer_finder(tables).find_all(text)):
        for kind, pattern in patterns.items():
            match = pattern.match(text, start) if start >= ends[kind] else None
            if match is not None:
                ends[kind] = match.end()
                found.append(_pointer(match, kind, numbers))
    return sorted(found, key=lambda pointer: (pointer.start, pointer.end))


@cache
def _numbers(tables: Tables) -> dict[str, int]:
    return {row.word: row.count or 1 for row in tables.rows(PointerWordRow)}


@cache
def pointer_finder(tables: Tables) -> PhraseFinder[None]:
    """Return what finds where a phrase may begin: by its first words, in any case."""
    rows = tables.rows(PointerWordRow)
    firsts = {*_POINTING, *(row.word for row in rows if row.use is PointerUse.NUMBER)}
    then = {row.word for row in rows if row.use is not PointerUse.NUMBER}
    return PhraseFinder((f"{first} {word}", None, False) for first in firsts for word in then)


def _pointer(match: re.Match[str], kind: PointerKind, numbers: Mapping[str, int]) -> Pointer:
    first = " ".join(match["first"].lower().split())
    count = numbers.get(first, 1)
    return Pointer(match.start(), match.end("noun"), kind, first, match["noun"], count)


@cache
def _patterns(tables: Tables) -> dict[PointerKind, re.Pattern[str]]:
    by_use: dict[PointerUse, list[str]] = defaultdict(list)
    for row in tables.rows(PointerWordRow):
        by_use[row.use].append(row.word)
    said = {use: _any(listed) for use, listed in by_use.items()}
    before = f"(?:(?:{said[PointerUse.BEFORE_ONE]})\\s)?"
    # "the country of his birth", "the nation to which", "the government-run press"
    on = r"\b(?!(?:['’]s)?\s(?:of|to which)\b)(?!-)"
    first = {
        PointerKind.ONE: f"[Tt]he|[Oo]ur|[Tt]heir)\\s{before}(?P<noun>{said[PointerUse.ONE]}){on}",
        PointerKind.SEVERAL: f"(?i:{said[PointerUse.NUMBER]}))\\s"
        f"(?P<noun>{said[PointerUse.SEVERAL]})\\b",
        PointerKind.OWN: f"[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\\s(?P<noun>{said[PointerUse.OWN]})\\b",
        PointerKind.HOMELAND: f"[Hh]is|[Hh]er)\\s(?P<noun>{said[PointerUse.HOMELAND]})\\b",
        PointerKind.BODY: f"[Tt]he)\\s(?P<noun>(?i:{said[PointerUse.BODY]})){on}",
    }
    return {kind: re.compile(rf"\b(?P<first>{rest}") for kind, rest in first.items()}


def _any(listed: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(listed), key=len, reverse=True))


_WORD_AFTER = re.compile(r"\s([a-z-]+)")


def next_word(text: str, end: int) -> str:
    """Return the word in small letters that follows, an empty string without one."""
    after = _WORD_AFTER.match(text, end)
    return after[1] if after else ""
