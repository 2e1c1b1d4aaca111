"""The alphas of unitizing: how far coders agree on where the units lie, and on their values.

After Krippendorff, Mathet, Bouvry and Widlöcher, "On the reliability of unitizing textual continua:
further developments", Quality & Quantity 50 (2016). A text is a continuum; each coder cuts it into
units that bear a value, and gaps. Coincidences are lengths, so they add up over documents.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any, NamedTuple, Self, TypeVar

K = TypeVar("K")


class Piece(NamedTuple):
    """A stretch of a continuum with its value; None is the value of a gap."""

    start: int
    end: int
    value: str | None


@dataclass(frozen=True, slots=True)
class Continuum:
    """What several coders' cuttings of one text, or of several, have in common.

    `observed` are the lengths that two values share, over all pairs of coders; `alone` what a unit
    would share with itself, a value at a time; `alone_valued` the same of the parts of units that
    meet another coder's unit.
    """

    observed: Mapping[tuple[str | None, str | None], float]
    alone: Mapping[str | None, float]
    alone_valued: Mapping[str | None, float]

    def tally(self) -> dict[tuple[str, Any], float]:
        """Return all lengths in one tally, which adds up over texts."""
        return {
            (name, key): length
            for name in ("observed", "alone", "alone_valued")
            for key, length in getattr(self, name).items()
        }

    @classmethod
    def of_tally(cls, tally: Mapping[tuple[str, Any], float]) -> Self:
        """Return the continuum of such a tally."""
        parts: dict[str, dict[Any, float]] = {"observed": {}, "alone": {}, "alone_valued": {}}
        for (name, key), length in tally.items():
            parts[name][key] = length
        return cls(**parts)


@dataclass(frozen=True, slots=True)
class ValueAlpha:
    """How reliably one value is given to units that meet, and the share of its units that do."""

    alpha: float | None
    coverage: float


@dataclass(frozen=True, slots=True)
class UnitizingAlphas:
    """The four coefficients of 2016; None where chance alone would make the coders agree.

    `units` judges boundaries and values together (uα), `boundaries` units against gaps (|uα),
    `coding` the values of units that meet (cuα), which are the share `coverage` of the text;
    `values` one value at a time ((k)uα).
    """

    units: float | None
    boundaries: float | None
    coding: float | None
    coverage: float
    values: Mapping[str, ValueAlpha]


def unitize(coders: Sequence[Iterable[Piece]], length: int) -> Continuum:
    """Return what the coders' units of one text have in common.

    Raises ValueError where a coder's units overlap or leave the text; `flattened` mends the first.

    >>> one, other = [Piece(0, 5, "F")], [Piece(0, 4, "F")]
    >>> unitizing_alphas(unitize([one, other], length=10)).boundaries
    0.8242424242424242
    """
    observed: dict[tuple[str | None, str | None], float] = defaultdict(float)
    alone: dict[str | None, float] = defaultdict(float)
    alone_valued: dict[str | None, float] = defaultdict(float)
    cuttings = [list(_cutting(pieces, length)) for pieces in coders]
    weight = 1 / max(len(cuttings) - 1, 1)
    for ours, theirs in permutations(cuttings, 2):
        for mine, other, shared in _intersections(ours, theirs):
            observed[mine.value, other.value] += shared * weight
    for number, ours in enumerate(cuttings):
        others = cuttings[:number] + cuttings[number + 1 :]
        meeting = _meeting(ours, others, weight)
        for piece in ours:
            size = piece.end - piece.start
            alone[piece.value] += size if piece.value is None else size**2
            if piece.value is not None:
                alone_valued[piece.value] += meeting[piece] ** 2
    return Continuum(dict(observed), dict(alone), dict(alone_valued))


def pooled(continua: Iterable[Continuum]) -> Continuum:
    """Lay texts end to end: their coincidences add up.

    >>> pooled([]).observed
    {}
    """
    continua = list(continua)
    return Continuum(
        _sum(continuum.observed for continuum in continua),
        _sum(continuum.alone for continuum in continua),
        _sum(continuum.alone_valued for continuum in continua),
    )


def _sum(lengths: Iterable[Mapping[K, float]]) -> dict[K, float]:
    sums: dict[K, float] = defaultdict(float)
    for each in lengths:
        for key, length in each.items():
            sums[key] += length
    return dict(sums)


def unitizing_alphas(continuum: Continuum) -> UnitizingAlphas:
    """Return the four coefficients of what coders have in common.

    >>> unitizing_alphas(unitize([[Piece(0, 5, "F")]] * 2, length=10)).units
    1.0
    """
    table = _Table(continuum.observed, continuum.alone)
    valued = {
        pair: length for pair, length in continuum.observed.items() if None not in pair and length
    }
    inner = _Table(valued, continuum.alone_valued)
    share = inner.whole / table.whole if table.whole else 0.0
    values = {
        value: ValueAlpha(inner.alpha_of_value(value), inner.sums.get(value, 0.0) / length)
        for value, length in sorted(table.sums.items(), key=lambda item: str(item[0]))
        if value is not None and length
    }
    return UnitizingAlphas(table.alpha(), table.alpha_of_gaps(), inner.alpha(), share, values)


def units_alpha(continuum: Continuum) -> float | None:
    """Return uα alone, which judges boundaries and values together.

    >>> units_alpha(unitize([[Piece(0, 5, "F")]] * 2, length=10))
    1.0
    """
    return _Table(continuum.observed, continuum.alone).alpha()


def flattened(pieces: Iterable[Piece]) -> tuple[list[Piece], int]:
    """Cut units of one coder that overlap: the first to begin, then the longest, keeps the text.

    Also returns how many characters were cut off.

    >>> flattened([Piece(0, 6, "a"), Piece(4, 9, "b"), Piece(5, 6, "c")])
    ([Piece(start=0, end=6, value='a'), Piece(start=6, end=9, value='b')], 3)
    """
    kept: list[Piece] = []
    cut = reached = 0
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end, str(piece.value))):
        start = max(piece.start, reached)
        cut += min(start, piece.end) - piece.start
        if start < piece.end:
            kept.append(Piece(start, piece.end, piece.value))
            reached = piece.end
    return kept, cut


def _cutting(pieces: Iterable[Piece], length: int) -> Iterator[Piece]:
    reached = 0
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if not reached <= piece.start < piece.end <= length:
            raise ValueError(f"{piece} overlaps another unit or leaves the text of {length}")
        if piece.start > reached:
            yield Piece(reached, piece.start, None)
        yield piece
        reached = piece.end
    if reached < length:
        yield Piece(reached, length, None)


def _intersections(
    ours: Sequence[Piece], theirs: Sequence[Piece]
) -> Iterator[tuple[Piece, Piece, int]]:
    """Give the pieces that meet, and in how many characters; both cover the same text."""
    place = other = 0
    while place < len(ours) and other < len(theirs):
        mine, yours = ours[place], theirs[other]
        end = min(mine.end, yours.end)
        yield mine, yours, end - max(mine.start, yours.start)
        place += mine.end == end
        other += yours.end == end


def _meeting(
    ours: Sequence[Piece], others: Iterable[Sequence[Piece]], weight: float
) -> Mapping[Piece, float]:
    """Return the length in which each unit meets the others' units, on the average of these."""
    lengths: dict[Piece, float] = defaultdict(float)
    for theirs in others:
        for mine, other, shared in _intersections(ours, theirs):
            if mine.value is not None and other.value is not None:
                lengths[mine] += shared * weight
    return lengths


class _Table:
    """Observed coincidences, and those that chance would give."""

    def __init__(
        self,
        observed: Mapping[tuple[str | None, str | None], float],
        alone: Mapping[str | None, float],
    ) -> None:
        self._observed, self._alone = observed, alone
        self.sums: dict[str | None, float] = {}
        for (value, _), length in observed.items():
            self.sums[value] = self.sums.get(value, 0.0) + length
        self.whole = sum(self.sums.values())
        rest = self.whole - sum(alone.values()) / self.whole if self.whole else 0.0
        self._scale = 1 / rest if rest > 0 else 0.0

    def alpha(self) -> float | None:
        agreed = sum(self._same(value) for value in self.sums)
        chance = sum(self._chance(value) for value in self.sums)
        expected = sum(self._row(value) for value in self.sums)
        return _ratio(self.whole - agreed, expected - chance)

    def alpha_of_gaps(self) -> float | None:
        gaps = self.sums.get(None, 0.0)
        return _ratio(gaps - self._same(None), self._row(None) - self._chance(None))

    def alpha_of_value(self, value: str) -> float | None:
        length, row = self.sums.get(value, 0.0), self._row(value)
        expected = row - self._chance(value)
        return _ratio(row * (length - self._same(value)), length * expected)

    def _same(self, value: str | None) -> float:
        return self._observed.get((value, value), 0.0)

    def _chance(self, value: str | None) -> float:
        return (self.sums.get(value, 0.0) ** 2 - self._alone.get(value, 0.0)) * self._scale

    def _row(self, value: str | None) -> float:
        """Return a value's expected coincidences with every value."""
        length = self.sums.get(value, 0.0)
        return (length * self.whole - self._alone.get(value, 0.0)) * self._scale


def _ratio(observed: float, expected: float) -> float | None:
    return 1 - observed / expected if expected > 1e-9 else None
