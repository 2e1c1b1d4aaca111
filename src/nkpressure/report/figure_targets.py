"""Divides the ground of an image among its marks, so that each can be hit and none hides another.

All measures are inches from the lower left corner of the figure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from nkpressure.report.labels import Box

_NEAR = 0.06  # inches; marks whose middles are closer than this are one to a pointer


@dataclass(frozen=True, slots=True)
class Target:
    """A rectangle to point at, and the numbers of the marks that it stands for."""

    box: Box
    marks: tuple[int, ...]


def targets_of(boxes: Sequence[Box], ground: Box, least: float) -> list[Target]:
    """Return rectangles on the ground, none over another, none narrower or lower than `least`.

    The ground is cut where the marks leave most room between them; marks that stand too close for
    two targets share one. The targets are in the order of their first marks.

    >>> apart, close = Box(0, 0, 1, 1), Box(4.0, 0, 4.1, 0.1)
    >>> [target.marks for target in targets_of(
    ...     [apart, close, Box(4.02, 0, 4.12, 0.1)], Box(0, 0, 9, 5), 0.3)]
    [(0,), (1, 2)]
    """
    shares = _divided(list(range(len(boxes))), boxes, ground, least) if boxes else iter(())
    targets = [
        Target(_target(_around([boxes[n] for n in numbers]), region, least), tuple(sorted(numbers)))
        for numbers, region in shares
    ]
    return sorted(targets, key=lambda target: target.marks)


def _divided(
    numbers: list[int], boxes: Sequence[Box], region: Box, least: float
) -> Iterator[tuple[list[int], Box]]:
    cuts = [_cut(numbers, boxes, region, least, upright) for upright in (False, True)]
    room, place, before = max(cuts, key=lambda cut: cut[0])
    if room == -inf:
        yield numbers, region
        return
    upright = cuts[1][0] == room and cuts[0][0] != room
    after = [number for number in numbers if number not in before]
    first, second = (
        (region._replace(high=place), region._replace(low=place))
        if upright
        else (region._replace(right=place), region._replace(left=place))
    )
    yield from _divided(sorted(before), boxes, first, least)
    yield from _divided(after, boxes, second, least)


def _cut(
    numbers: Sequence[int], boxes: Sequence[Box], region: Box, least: float, upright: bool
) -> tuple[float, float, frozenset[int]]:
    """Return the room at the best cut (-inf where there is none), its place, the marks before."""
    sides = {
        n: (boxes[n][1], boxes[n][3]) if upright else (boxes[n][0], boxes[n][2]) for n in numbers
    }
    low, high = (region.low, region.high) if upright else (region.left, region.right)
    ordered = sorted(numbers, key=lambda n: (sum(sides[n]), n))
    reached = list(accumulate((sides[n][1] for n in ordered), max))
    begins = list(accumulate((sides[n][0] for n in reversed(ordered)), min))[::-1]
    best = (-inf, 0.0, frozenset[int]())
    for at in range(1, len(ordered)):
        middles = sum(sides[ordered[at - 1]]) / 2, sum(sides[ordered[at]]) / 2
        ends = sorted((reached[at - 1], begins[at]))
        room = begins[at] - reached[at - 1]
        allowed = ends if room >= 0 else [max(ends[0], middles[0]), min(ends[1], middles[1])]
        place = min(max(sum(allowed) / 2, low + least), high - least)
        is_apart = middles[1] - middles[0] >= _NEAR
        if (
            is_apart
            and allowed[0] <= place <= allowed[1]
            and low + least <= place
            and room > best[0]
        ):
            best = room, place, frozenset(ordered[:at])
    return best


def _around(boxes: Sequence[Box]) -> Box:
    left, low, right, high = zip(*boxes, strict=True)
    return Box(min(left), min(low), max(right), max(high))


def _target(box: Box, region: Box, least: float) -> Box:
    """Cut a box to its region and widen it there to what a finger can hit."""
    left, right = _widened(box.left, box.right, region.left, region.right, least)
    low, high = _widened(box.low, box.high, region.low, region.high, least)
    return Box(left, low, right, high)


def _widened(
    start: float, end: float, low: float, high: float, least: float
) -> tuple[float, float]:
    start, end = min(max(start, low), high), max(min(end, high), low)
    lacking = max(least - (end - start), 0.0) / 2
    start, end = start - lacking, end + lacking
    shift = max(low - start, 0.0) - max(end - high, 0.0)
    return start + shift, end + shift
