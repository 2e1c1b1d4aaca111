"""Finds the words that loosen or fix a number: "almost 40%", "more than ten", "a week or so"."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from nkpressure.find.phrases import PhraseFinder, PhraseMatch
from nkpressure.model import Span
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class Approximator:
    """A word at a number; `below` and `above` say how far a figure may lie from the number.

    Both are shares of the number; an empty cell sets no limit on that side.
    """

    TABLE: ClassVar[str] = "approximators.csv"

    cue: str
    side: str
    relation: str
    below: float | None
    above: float | None


@dataclass(frozen=True, slots=True)
class Approximated:
    """A number with its approximators: the stretch, their words, and the row that rules."""

    span: Span
    words: str
    row: Approximator


_Matches = Mapping[int, PhraseMatch[Approximator]]


@dataclass(frozen=True, slots=True)
class NearbyApproximators:
    """The approximators of a sentence, by where they end (before a number) or start (after it)."""

    text: str
    start: int
    end: int
    before: _Matches
    after: _Matches

    def around(self, span: Span) -> Approximated | None:
        """Return the approximators that stand directly at the number; None where none does."""
        start, words, row = span.start, "", None
        while True:
            match = self.before.get(self._edge_before(start))
            if match is None:
                break
            row = row or match.entries[0]
            start = match.start
            words = f"{match.span.of(self.text).lower()} {words}".strip()
        if row is not None:
            return Approximated(Span(start, span.end), words, row)
        following = self.after.get(self._edge_after(span.end))
        if following is None:
            return None
        end = following.span.end
        words = following.span.of(self.text).lower()
        return Approximated(Span(span.start, end), words, following.entries[0])

    def _edge_before(self, start: int) -> int:
        while start > self.start and self.text[start - 1].isspace():
            start -= 1
        return start

    def _edge_after(self, end: int) -> int:
        while end < self.end and self.text[end].isspace():
            end += 1
        return end


@cache
def approximators(tables: Tables) -> dict[str, Approximator]:
    """Return the rows by their words."""
    return {row.cue: row for row in tables.rows(Approximator)}


@cache
def approximator_finder(tables: Tables) -> PhraseFinder[Approximator]:
    """Return what finds the words that make a number a rough one."""
    return PhraseFinder([(row.cue, row, False) for row in tables.rows(Approximator)])


def nearby_approximators(text: str, sentence: Span, tables: Tables) -> NearbyApproximators:
    """Read a sentence's approximators once."""
    matches = approximator_finder(tables).all_in(text, sentence.start, sentence.end)
    longest = sorted(matches, key=lambda match: match.end - match.start)
    return NearbyApproximators(
        text,
        sentence.start,
        sentence.end,
        {match.end: match for match in longest if match.entries[0].side == "before"},
        {match.start: match for match in longest if match.entries[0].side == "after"},
    )
