"""Whether the clause around a date looks back or ahead: "met on Friday", "will meet on Friday"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.find.dates.words import BREAK, Tokens
from nkpressure.tables import Tables


class Tense(StrEnum):
    """Where a clause places what it tells."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class TenseWord:
    """A word that tells the tense of its clause: "will", "said", "expected"."""

    TABLE: ClassVar[str] = "tense_words.csv"

    word: str
    tense: Tense


@cache
def _tense_words(tables: Tables) -> dict[str, Tense]:
    return {row.word: row.tense for row in tables.rows(TenseWord)}


_REACH = 14  # tokens either side; further off, another clause speaks
_STOPS = frozenset(".;:!?")


def tense_around(tokens: Tokens, first: int, end: int, tables: Tables) -> Tense | None:
    """Return the tense of the nearest verb, the one before the date first; None if none tells."""
    words = _tense_words(tables)
    before = _nearest(tokens, _back_from(tokens, first), words)
    if before is not None:
        return before
    return _nearest(tokens, range(end, min(end + _REACH, len(tokens.starts))), words)


# What closes a quotation: "released the statement "We will respond" on Saturday"
_CLOSED = re.compile(r"(?<=[^\W_][.,!?])[\"”](?=\s)|(?<=[^\W_])[\"”](?=[\s,])")
_CLOSING = ('"', "”")
_LONGEST = 300  # characters of a quotation that is passed over


def _back_from(tokens: Tokens, first: int) -> Iterable[int]:
    """Give the tokens before a date, the nearest first, without what is quoted between."""
    furthest = max(0, first - _REACH)
    end = tokens.starts[first] if first < len(tokens.starts) else len(tokens.text)
    before = tokens.text[tokens.starts[furthest] : end]
    if _CLOSING[0] in before or _CLOSING[1] in before:
        return _around_quotations(tokens, first)
    return range(first - 1, furthest - 1, -1)


def _around_quotations(tokens: Tokens, first: int) -> Iterator[int]:
    index, given = first - 1, 0
    while index >= 0 and given < _REACH:
        following = tokens.starts[index + 1] if index + 1 < len(tokens.starts) else None
        closed = _CLOSED.search(tokens.text, tokens.starts[index], following or len(tokens.text))
        opened = _opening(tokens.text, closed.start()) if closed else -1
        if opened >= 0:
            index = min(tokens.at(opened), index) - 1
            continue
        yield index
        index, given = index - 1, given + 1


def _opening(text: str, closing: int) -> int:
    """Return where the quotation that ends here began, or -1 where that is too far off."""
    mark = '"' if text[closing] == '"' else "“"
    return text.rfind(mark, max(0, closing - _LONGEST), closing)


def _nearest(tokens: Tokens, indices: Iterable[int], words: dict[str, Tense]) -> Tense | None:
    text, starts, ends = tokens.text, tokens.starts, tokens.ends
    for index in indices:
        shown = text[starts[index] : ends[index]]
        word = shown.lower()
        tense = words.get(word)
        if tense is not None:
            return tense
        if word in _STOPS and not _abbreviates(tokens, index):
            return None
        if tokens.letters[index] == BREAK:
            return None
        if word.endswith("ed") and len(word) > 3 and shown.islower():
            return Tense.PAST
    return None


def _abbreviates(tokens: Tokens, index: int) -> bool:
    """Say whether a point ends an abbreviation: "Gov. Bush", "U.S. troops"."""
    before = tokens.word(index - 1)
    return tokens.word(index) == "." and before[:1].isupper() and len(before) <= 4
