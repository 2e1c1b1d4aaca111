"""Brings together what several coders marked at the same place: one unit, a record of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from nkpressure.measure.codings import Coding, shared_documents
from nkpressure.measure.matching import Pair, best_pairs, touching_pairs
from nkpressure.measure.places import iou
from nkpressure.measure.scored_fields import covered
from nkpressure.records import Record

# The same rule as in scores: half of what both cover together is common to them.
ENOUGH_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class AlignedUnit:
    """Records of one kind that overlap by half, one of each coder; None where a coder has none."""

    document: str
    kind: str
    records: tuple[Record | None, ...]

    @property
    def marked(self) -> list[Record]:
        """The records that there are."""
        return [record for record in self.records if record is not None]


def aligned_units(codings: Sequence[Coding], kind: str) -> list[AlignedUnit]:
    """Return the units of a kind in the documents that all coders have worked on, in text order.

    Pairs of records are joined, the best overlap first, as long as no coder comes in twice.

    >>> one = {"document": "d", "kind": "place", "start": 0, "end": 7}
    >>> codings = [Coding("a", (one,)), Coding("b", ({**one, "end": 6},))]
    >>> [len(unit.marked) for unit in aligned_units(codings, "place")]
    [2]
    """
    marks = [coding.marks(kind) for coding in codings]
    return [
        AlignedUnit(document, kind, records)
        for document in shared_documents(codings)
        for records in _joined([each.get(document, []) for each in marks])
    ]


def matched(ours: Sequence[Record], theirs: Sequence[Record]) -> list[tuple[int, int]]:
    """Return which of two coders' records belong together, by their numbers in the lists."""
    return best_pairs(pair for pair in _pairs(ours, theirs) if pair.overlap >= ENOUGH_OVERLAP)


def _pairs(ours: Sequence[Record], theirs: Sequence[Record]) -> list[Pair]:
    left, right = [covered(record) for record in ours], [covered(record) for record in theirs]
    return [
        Pair(1.0 if left[one] == right[other] else iou(left[one], right[other]), one, other)
        for one, other in touching_pairs(left, right)
    ]


Mark = tuple[int, int]  # a coder's number and the number of one of that coder's records


def _joined(marks: Sequence[Sequence[Record]]) -> list[tuple[Record | None, ...]]:
    groups: dict[Mark, set[Mark]] = {
        (coder, place): {(coder, place)}
        for coder, records in enumerate(marks)
        for place in range(len(records))
    }
    overlapping = sorted(
        (-pair.overlap, (one, pair.predicted), (other, pair.gold))
        for one, other in combinations(range(len(marks)), 2)
        for pair in _pairs(marks[one], marks[other])
        if pair.overlap >= ENOUGH_OVERLAP
    )
    for _, mine, yours in overlapping:
        ours, theirs = groups[mine], groups[yours]
        if not {coder for coder, _ in ours} & {coder for coder, _ in theirs}:
            ours |= theirs
            groups |= dict.fromkeys(theirs, ours)
    units = []
    for group in {id(group): group for group in groups.values()}.values():
        places = dict(group)
        units.append(
            tuple(
                marks[coder][places[coder]] if coder in places else None
                for coder in range(len(marks))
            )
        )
    return sorted(units, key=_place)


def _place(records: tuple[Record | None, ...]) -> tuple[int, int]:
    return min((record["start"], record["end"]) for record in records if record is not None)
