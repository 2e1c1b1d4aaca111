"""Finds the phrases of a table in a text: whole words, the longest first, in one pass.

Only for matching, no-break spaces, line ends, curly quotes and odd hyphens count as their plain
forms; each stands for one character, so that offsets stay those of the untouched text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

from nkpressure.find.phrase_search import PhraseMatch, PhraseSearch, is_within_word, sought
from nkpressure.find.plain_text import plain

__all__ = [
    "PhraseFinder",
    "PhraseMatch",
    "SharedSearch",
    "longest_first",
    "with_the",
]

T = TypeVar("T")

_TEXTS = 4  # that are kept with their matches: a document, and what is looked at beside it

# The matches of a text in text order, and where each begins.
_Placed = tuple[list[int], list[PhraseMatch[T]]]


class PhraseFinder(Generic[T]):
    """Finds many phrases in one pass; several entries may share one phrase.

    An exact phrase is matched with its own capitals, any other in any case.

    >>> finder = PhraseFinder([("North Korea", "PRK", True), ("sanctions", "S.GEN", False)])
    >>> [(match.span.of("Sanctions on North Korea"), match.entries)
    ...  for match in finder.find("Sanctions on North Korea")]
    [('Sanctions', ('S.GEN',)), ('North Korea', ('PRK',))]
    """

    def __init__(self, phrases: Iterable[tuple[str, T, bool]]) -> None:
        self.sought = sought(phrases)
        self._search: PhraseSearch | None = None
        # Asked for each stretch, this knows a text again at once; in `_shared` a plain text that
        # was made a second time would be compared whole.
        self._kept = lru_cache(maxsize=_TEXTS)(self._placed)
        self._shared: dict[str, list[PhraseMatch[T]]] = {}

    def find(self, text: str) -> list[PhraseMatch[T]]:
        """Return the longest matches that do not overlap, in text order."""
        return longest_first(self._matches(text))

    def find_in(self, text: str, start: int, end: int) -> list[PhraseMatch[T]]:
        """Return the longest matches within a stretch; the text is searched once for all of them.

        >>> finder = PhraseFinder([("North Korea", "PRK", True)])
        >>> [match.span for match in finder.find_in("In North Korea. Why North Korea?", 15, 32)]
        [Span(start=20, end=31)]
        """
        matches = self.all_in(text, start, end)
        return longest_first(matches) if len(matches) > 1 else matches

    def all_in(self, text: str, start: int, end: int) -> list[PhraseMatch[T]]:
        """Return every match within a stretch; the text is searched once for all stretches."""
        # most stretches begin behind a space and end with a full stop
        begins_behind, ends_with = text[start - 1 : start], text[end - 1 : end]
        if (begins_behind.isalnum() and is_within_word(text, start)) or (
            ends_with.isalnum() and is_within_word(text, end)
        ):
            return [_moved(match, start) for match in self.find_all(text[start:end])]
        starts, matches = self._kept(text)
        first = bisect_left(starts, start)
        last = bisect_left(starts, end, first)
        if first == last:
            return []
        return [match for match in matches[first:last] if match.end <= end]

    def find_all(self, text: str) -> list[PhraseMatch[T]]:
        """Return every match that stands on word boundaries, also those within longer ones."""
        return self._matches(text).copy()

    def keep(self, texts: Sequence[str], matches: list[PhraseMatch[T]]) -> None:
        """Take over what a search shared with other finders found in a text, however printed."""
        self._shared = dict.fromkeys(texts, matches)

    def _matches(self, text: str) -> list[PhraseMatch[T]]:
        shared = self._shared.get(text)
        if shared is not None:
            return shared
        if self._search is None:
            self._search = PhraseSearch([self.sought])
        return self._search.find(text)[0]

    def _placed(self, text: str) -> _Placed[T]:
        matches = self._matches(text)
        return [match[0] for match in matches], matches


class SharedSearch:
    """Looks for the phrases of several finders in one pass over a text.

    >>> goods, states = PhraseFinder([("coal", 1, False)]), PhraseFinder([("China", 2, True)])
    >>> SharedSearch([goods, states]).read("Coal for China")
    >>> [match.entries for finder in (goods, states) for match in finder.find("Coal for China")]
    [(1,), (2,)]
    """

    def __init__(self, finders: Sequence[PhraseFinder[Any]]) -> None:
        self._finders = finders
        self._search = PhraseSearch([finder.sought for finder in finders])

    def read(self, text: str) -> None:
        """Search a text; each finder keeps its own matches until the next text is read."""
        texts = (text, plain(text))
        for finder, matches in zip(self._finders, self._search.find(text), strict=True):
            finder.keep(texts, matches)


_THE = re.compile(r"\b[Tt]he\s")


def with_the(text: str, start: int) -> int:
    """Return where the article before a name begins, or the name's own start where none stands.

    >>> with_the("in the DPRK", 7), with_the("this blithe Beltway", 12)
    (3, 12)
    """
    place = start - 4
    if place < 0 or text[place : start - 1] not in ("the", "The"):
        return start
    return place if _THE.match(text, place, start) else start


def longest_first(matches: Sequence[PhraseMatch[T]]) -> list[PhraseMatch[T]]:
    """Drop each match that overlaps a longer one (or an equal one that starts earlier).

    The matches are in text order, as they were found, and stay so.
    """
    taken: list[PhraseMatch[T]] = []
    first, size = 0, len(matches)
    while first < size:
        last, reach = first + 1, matches[first].end
        while last < size and matches[last].start < reach:
            reach = max(reach, matches[last].end)
            last += 1
        if last == first + 1:
            taken.append(matches[first])
        else:
            taken += _longest_of(matches[first:last], reach)
        first = last
    return taken


def _longest_of(matches: Sequence[PhraseMatch[T]], reach: int) -> list[PhraseMatch[T]]:
    """Choose among matches that overlap one another, in a row that ends at a place."""
    offset = matches[0].start
    covered = bytearray(reach - offset)
    taken: list[PhraseMatch[T]] = []
    for match in sorted(matches, key=_shortness):  # of equals, the earlier stays the first
        first, last = match.start - offset, match.end - offset
        if 1 not in covered[first:last]:
            covered[first:last] = b"\1" * (last - first)
            taken.append(match)
    taken.sort(key=_start)
    return taken


def _shortness(match: PhraseMatch[Any]) -> int:
    return match.start - match.end


def _start(match: PhraseMatch[Any]) -> int:
    return match.start


def _moved(match: PhraseMatch[T], by: int) -> PhraseMatch[T]:
    return PhraseMatch(match.start + by, match.end + by, match.entries)
