"""Which stretches of a text assert a signal: a clause, or a part of it, with its instrument.

Coordinated measures assert a signal each; of several mentions in one stretch the most specific
decides, so that "bring more pressure to bear by going after banks" is coded by the banks.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nkpressure.find.directions import Direction
from nkpressure.find.grammar import Word
from nkpressure.find.instruments import InstrumentMention
from nkpressure.find.verb_uses import VerbUse, verb_uses
from nkpressure.ledger.clauses import Clause
from nkpressure.model import Span

_CONCEPTS = frozenset({"G.COERC"})
_GENERAL = {"S.UNSC": 1, "S.GEN": 2, "N.GEN": 2, "F.GEN": 2, "G.PRESS": 3}
_JOINS = frozenset({"and", "or", "but", ";", "—", "--"})
_LISTS = frozenset({"including"})


@dataclass(frozen=True, slots=True)
class Assertion:
    """A stretch that asserts a signal: its clause, its evidence, its instrument.

    `head` is the mention whose code and mode the part of a list takes over.
    """

    clause: Clause
    evidence: tuple[Span, ...]
    mention: InstrumentMention
    rule: str
    head: InstrumentMention | None = None
    others: tuple[InstrumentMention, ...] = ()

    @property
    def coded(self) -> InstrumentMention:
        """The mention whose code counts."""
        return self.head or self.mention

    @property
    def has_verb(self) -> bool:
        """Say whether its last stretch has a finite verb of its own."""
        words = self.clause.within(self.evidence[-1])
        return any(use in (VerbUse.FINITE, VerbUse.PASSIVE) for use in verb_uses(words))

    @property
    def span(self) -> Span:
        """From the first word of the evidence to the last."""
        return Span(self.evidence[0].start, self.evidence[-1].end)


def assertions_of(clause: Clause, mentions: Sequence[InstrumentMention]) -> list[Assertion]:
    """Return what a clause asserts about the instruments that it names."""
    named = [mention for mention in mentions if mention.code not in _CONCEPTS]
    if not named:
        return []
    listed = _listed(clause, named)
    if listed:
        return listed
    edges = _edges(clause, named)
    if not edges:
        return [_assertion(clause, clause.span, named, "whole clause")]
    bounds = [clause.span.start, *edges, clause.span.end]
    parts = [_trimmed(clause, start, end) for start, end in pairwise(bounds)]
    return [
        _assertion(clause, part, held, "coordinated part")
        for part in parts
        if part is not None
        for held in [[m for m in named if part.start <= m.start < part.end]]
        if held
    ]


def _assertion(
    clause: Clause, span: Span, mentions: Sequence[InstrumentMention], rule: str
) -> Assertion:
    chosen = min(mentions, key=_rank)
    others = tuple(mention for mention in mentions if mention is not chosen)
    return Assertion(clause, (span,), chosen, rule, None, others)


def _rank(mention: InstrumentMention) -> tuple[int, int]:
    vague = mention.direction is Direction.AMBIGUOUS
    return _GENERAL.get(mention.code, 0) + 2 * vague, mention.start


def _edges(clause: Clause, mentions: Sequence[InstrumentMention]) -> list[int]:
    """Return where, between two different mentions, a joining word begins a new part."""
    edges = []
    for left, right in pairwise(mentions):
        if (left.code, left.direction) == (right.code, right.direction) and len(mentions) > 2:
            continue
        joints = [word for word in _between(clause, left.end, right.start) if word.low in _JOINS]
        if joints:
            edges.append(joints[-1].end)
    return edges


def _between(clause: Clause, start: int, end: int) -> Sequence[Word]:
    starts = [word.start for word in clause.words]
    return clause.words[bisect_left(starts, start) : bisect_left(starts, end)]


def _trimmed(clause: Clause, start: int, end: int) -> Span | None:
    words = [word for word in clause.words if start <= word.start and word.end <= end]
    while words and (not words[-1].low[0].isalnum() or words[-1].low in _JOINS):
        words.pop()
    while words and not words[0].low[0].isalnum():
        words.pop(0)
    return Span(words[0].start, words[-1].end) if words else None


def _listed(clause: Clause, mentions: Sequence[InstrumentMention]) -> list[Assertion]:
    """Read "crack down on evasion, including the smuggling of coal": the head with each part."""
    opener = next((word for word in clause.words if word.low in _LISTS), None)
    if opener is None or len(mentions) < 2:
        return []
    heads = [mention for mention in mentions if mention.end <= opener.start]
    parts = [mention for mention in mentions if mention.start >= opener.end]
    if not heads or not parts:
        return []
    head = min(heads, key=_rank)
    front = _trimmed(clause, clause.span.start, opener.start)
    ends = [part.start for part in parts[1:]] + [clause.span.end]
    found = []
    for part, end in zip(parts, ends, strict=True):
        tail = _trimmed(clause, part.start, end)
        if front is not None and tail is not None:
            found.append(Assertion(clause, (front, tail), part, "part of a list", head))
    return found
