"""Pairs predicted with gold annotations: which touch, and which of these belong together."""

import heapq
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nkpressure.measure.places import Stretches


class Pair(NamedTuple):
    """A predicted and a gold annotation, by their places in their lists, and their overlap."""

    overlap: float
    predicted: int
    gold: int


def touching_pairs(
    predicted: Sequence[Stretches], gold: Sequence[Stretches]
) -> list[tuple[int, int]]:
    """Return the pairs that share a character (or are equally empty), in one sweep over the text.

    The work grows with the number of annotations and of touching pairs, not with their product.

    >>> touching_pairs([((0, 4),), ((8, 9),)], [((3, 5),), ((20, 25),)])
    [(0, 0)]
    """
    starts = sorted(
        (start, end, side, place)
        for side, places in enumerate((predicted, gold))
        for place, stretches in enumerate(places)
        for start, end in stretches
    )
    open_sides: tuple[dict[int, int], dict[int, int]] = ({}, {})
    ends: list[tuple[int, int, int, int]] = []
    pairs: set[tuple[int, int]] = set()
    for key, (start, end, side, place) in enumerate(starts):
        while ends and ends[0][0] < start:
            _, closed, closed_side, _ = heapq.heappop(ends)
            del open_sides[closed_side][closed]
        for other in open_sides[1 - side].values():
            pairs.add((place, other) if side == 0 else (other, place))
        open_sides[side][key] = place
        heapq.heappush(ends, (end, key, side, place))
    return sorted(pairs)


def best_pairs(pairs: Iterable[Pair]) -> list[tuple[int, int]]:
    """Match each annotation at most once, the best overlap first, then by their order.

    >>> best_pairs([Pair(0.6, 0, 0), Pair(0.9, 1, 0), Pair(0.5, 0, 1)])
    [(1, 0), (0, 1)]
    """
    used: tuple[set[int], set[int]] = (set(), set())
    matched = []
    for pair in sorted(pairs, key=lambda pair: (-pair.overlap, pair.predicted, pair.gold)):
        if pair.predicted not in used[0] and pair.gold not in used[1]:
            used[0].add(pair.predicted)
            used[1].add(pair.gold)
            matched.append((pair.predicted, pair.gold))
    return matched
