"""Finds room for labels on a picture: none over another, none over a mark, none outside.

All measures are points (1/72 inch) from the lower left corner of the figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import NamedTuple

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties

_AIR = 1.5
_RINGS = (3.0, 12.0, 24.0, 38.0, 54.0, 72.0, 92.0)  # how far from its mark a label may stand
# right first, since a name is read from its mark on; then left, above, below and the corners
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
_BETWEEN = ((1, 0.5), (1, -0.5), (-1, 0.5), (-1, -0.5), (0.5, 1), (0.5, -1), (-0.5, 1), (-0.5, -1))


class Box(NamedTuple):
    """A rectangle by its lower left and its upper right corner."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: "Box") -> bool:
        """Say whether the two share ground."""
        across = self.left < other.right and other.left < self.right
        return across and self.low < other.high and other.low < self.high

    def within(self, other: "Box") -> bool:
        """Say whether this box lies wholly in the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.low <= self.low and self.high <= other.high


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that wants room beside its mark, a disc; without a radius there is no mark."""

    text: str
    x: float
    y: float
    radius: float
    size: float

    @property
    def mark(self) -> Box:
        """The ground that the mark covers."""
        return Box(
            self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label stands, and whether so far off that a line must lead to its mark."""

    box: Box
    led: bool


def text_size(text: str, size: float, font: str = "DejaVu Sans") -> tuple[float, float]:
    """Return how wide and how high a line of text is at a size, in points.

    >>> width, height = text_size("Dandong", 13)
    >>> 50 < width < 70, 13 < height < 17
    (True, True)
    """
    face = font_manager.get_font(font_manager.findfont(FontProperties(family=font)))
    face.set_size(size, 72)
    face.set_text(text, 0.0)
    width, _ = face.get_width_height()
    return width / 64, size * 1.2


def place_labels(
    wanted: Sequence[Wanted], frame: Box, lines: Sequence[Box] = ()
) -> list[Placed | None]:
    """Find room for each label, the first ones first; None where there is none.

    `lines` are boxes along what no label may cover but a leading line may cross.

    >>> near = [Wanted("Dandong", 50, 50, 4, 13), Wanted("Sinuiju", 51, 49, 4, 13)]
    >>> first, second = place_labels(near, Box(0, 0, 200, 100))
    >>> first.box.meets(second.box)
    False
    """
    taken = [label.mark for label in wanted if label.radius]
    placed: list[Placed | None] = []
    for label in wanted:
        choices = (each for each in _choices(label) if not _covers(each.box, lines))
        found = next((each for each in choices if _fits(each, label, frame, taken)), None)
        if found is not None:
            taken.append(found.box)
        placed.append(found)
    return placed


def _choices(label: Wanted) -> list[Placed]:
    width, height = text_size(label.text, label.size)
    if not label.radius:  # a name that stands at its place
        steps = [(x, y) for y in (0, 1, -1, 2, -2) for x in (0, 1, -1)]
        centres = [(label.x + x * width / 2, label.y + y * height) for x, y in steps]
        return [Placed(_around(x, y, width, height), False) for x, y in centres]
    return [
        Placed(_beside(label, ring, side, width, height), ring > _RINGS[0])
        for ring in _RINGS
        for side in (*_SIDES, *(_BETWEEN if ring > _RINGS[1] else ()))
    ]


def _around(x: float, y: float, width: float, height: float) -> Box:
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _beside(
    label: Wanted, ring: float, side: tuple[float, float], width: float, height: float
) -> Box:
    across, up = side
    # at a corner the disc leaves more room than its square
    reach = (label.radius + ring) * (0.72 if across and up else 1.0)
    x = label.x + across * (reach + width / 2)
    y = label.y + up * (reach + height / 2)
    return _around(x, y, width, height)


def _covers(box: Box, lines: Sequence[Box]) -> bool:
    return any(box.meets(line) for line in lines)


def _fits(choice: Placed, label: Wanted, frame: Box, taken: Sequence[Box]) -> bool:
    box = choice.box
    air = Box(box.left - _AIR, box.low, box.right + _AIR, box.high)
    if not air.within(frame) or any(air.meets(other) for other in taken):
        return False
    if not choice.led:
        return True
    others = [other for other in taken if not other.meets(label.mark)]
    return not any(other.meets(dot) for dot in _line(choice, label) for other in others)


def _line(choice: Placed, label: Wanted) -> list[Box]:
    """Return points along the line that leads from the mark to its label."""
    x, y = nearest(choice.box, label.x, label.y)
    steps = max(2, int(hypot(x - label.x, y - label.y) / 3))
    shares = [step / steps for step in range(1, steps)]
    dots = [(label.x + (x - label.x) * s, label.y + (y - label.y) * s) for s in shares]
    return [Box(a - 0.5, b - 0.5, a + 0.5, b + 0.5) for a, b in dots]


def nearest(box: Box, x: float, y: float) -> tuple[float, float]:
    """Return the point of a box that is nearest to a point."""
    return min(max(x, box.left), box.right), min(max(y, box.low), box.high)
