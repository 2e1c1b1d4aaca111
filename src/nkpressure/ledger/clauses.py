"""Cuts a sentence into clauses: the stretch that asserts one thing, and so can be its evidence."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nkpressure.find.grammar import Word, words_of
from nkpressure.ledger.clause_starts import LinkPlace, clause_starts, links_of
from nkpressure.model import Span
from nkpressure.tables import Tables

_MOST_WORDS = 400  # of one sentence; a longer one is a list or a fault


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch that asserts one thing, with its words; `rule` says why it begins where it does."""

    span: Span
    words: tuple[Word, ...]
    rule: str

    def before(self, place: int) -> tuple[Word, ...]:
        """Return the clause's words that end at or before a place of the text."""
        return self.words[: bisect_right(self.words, place, key=_end)]

    def after(self, place: int) -> tuple[Word, ...]:
        """Return the clause's words that start at or after a place of the text."""
        return self.words[bisect_left(self.words, place, key=_start) :]

    def within(self, span: Span) -> tuple[Word, ...]:
        """Return the clause's words that lie within a stretch."""
        first = bisect_left(self.words, span.start, key=_start)
        return self.words[first : max(first, bisect_right(self.words, span.end, key=_end))]


def _start(word: Word) -> int:
    return word.start


def _end(word: Word) -> int:
    return word.end


def words_until(words: Sequence[Word], place: int) -> Sequence[Word]:
    """Return the words that end at or before a place of the text."""
    return words[: bisect_right(words, place, key=_end)]


def find_clauses(text: str, unit: Span, edges: Iterable[int], tables: Tables) -> list[Clause]:
    """Cut a sentence into its clauses; `edges` are further places where a clause begins or ends.

    >>> from nkpressure.tables import read_tables
    >>> note = "China paused, but the council adopted a resolution that caps coal."
    >>> [c.span.of(note) for c in find_clauses(note, Span(0, 66), (), read_tables())]
    ['China paused', 'the council adopted a resolution that caps coal']
    """
    words = words_of(text, unit.start, unit.end, tables)[:_MOST_WORDS]
    if not words:
        return []
    cuts = clause_starts(words, tables)
    starts = [word.start for word in words]
    for edge in edges:
        place = bisect_left(starts, edge)
        if 0 < place < len(words):
            cuts.setdefault(place, "voice")
    loose = links_of(tables)[LinkPlace.LOOSE]
    clauses = (
        _clause(words, first, last, cuts[first], loose)
        for first, last in pairwise([*sorted(cuts), len(words)])
    )
    return [clause for clause in clauses if clause is not None]


def _clause(
    words: Sequence[Word], first: int, last: int, rule: str, loose: Container[str]
) -> Clause | None:
    """Return the clause of the words between two places, without what stands loose."""
    while first < last and (words[first].low in loose or not words[first].low[0].isalnum()):
        first += 1
    while last > first and not words[last - 1].low[0].isalnum():
        last -= 1
    if first == last:
        return None
    kept = tuple(words[first:last])
    return Clause(Span(kept[0].start, kept[-1].end), kept, rule)


def clause_at(clauses: Sequence[Clause], place: int) -> Clause | None:
    """Return the clause that a place of the text stands in; None outside all of them."""
    starts = [clause.span.start for clause in clauses]
    at = bisect_right(starts, place) - 1
    return clauses[at] if at >= 0 and place < clauses[at].span.end else None
