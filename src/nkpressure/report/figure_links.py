"""What the marks of a figure stand for: each leads from its place on the image to the text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.transforms import Bbox

from nkpressure.report.evidence import further_passages
from nkpressure.report.figure_targets import Target, targets_of
from nkpressure.report.labels import Box
from nkpressure.report.printable import printable

NARROWEST = 714  # pixels (42rem) at which a page shows a figure; style.css has the same
_LEAST = 24 / NARROWEST  # of the figure's width: what WCAG 2.2 asks of a target
_TOLD = 4  # marks that the name of a target lists
_PLACES = 2  # decimals of a per cent


class Drawn(Protocol):
    """What is seen somewhere on a figure: any of matplotlib's artists, or a spot."""

    axes: Any

    def get_window_extent(self, renderer: Any = None) -> Bbox:
        """Return where it is seen, in dots."""

    def get_clip_on(self) -> bool:
        """Say whether it ends where its axes end."""


@dataclass(slots=True)
class Spot:
    """A point of a line, which is drawn with all its points as one artist."""

    axes: Axes
    x: float
    y: float

    def get_window_extent(self, renderer: Any = None) -> Bbox:
        """Return the point alone: a rectangle without extent."""
        x, y = self.axes.transData.transform((self.x, self.y))
        return Bbox.from_extents(x, y, x, y)

    def get_clip_on(self) -> bool:
        """Say that it may stand on the very edge."""
        return False


@dataclass(frozen=True, slots=True)
class Mark:
    """Drawn artists and what they stand for: a name for a reader, the ids of the records behind.

    A mark without words in any text, such as a computed balance, names the table that holds it; one
    with records may do so too, for reports in which no page shows their documents.
    """

    artists: tuple[Drawn, ...]
    label: str
    records: tuple[str, ...] = ()
    table: str | None = None


def in_text_order(records: Iterable[str]) -> tuple[str, ...]:
    """Sort records of one document and kind, of which the thousandth has a longer number.

    >>> in_text_order(["note#actor-1000", "note#actor-999"])
    ('note#actor-999', 'note#actor-1000')
    """
    return tuple(sorted(records, key=lambda record: (len(record), record)))


def placed_links(canvas: Canvas, marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Return a link for each mark of a drawn figure, as an output's metadata holds it.

    `box` is left, top, width and height in per cent of the image. Marks too close to be pointed at
    one by one share a link. Marks that lead nowhere have none.
    """
    leading = [mark for mark in marks if mark.records or mark.table]
    width, height = canvas.get_size_inches()
    boxes = [_box(mark.artists, canvas.dpi) for mark in leading]
    ground = Box(0, 0, float(width), float(height))
    found = targets_of(boxes, ground, _LEAST * float(width))
    return [_link([leading[n] for n in target.marks], target, ground) for target in found]


def _box(artists: Sequence[Drawn], dots_per_inch: float) -> Box:
    whole = Bbox.union([_extent(artist) for artist in artists])
    return Box(*(float(place) / dots_per_inch for place in whole.extents))


def _extent(artist: Drawn) -> Bbox:
    """Return where an artist is seen: a stretch of an axis may go on beyond it."""
    extent = artist.get_window_extent()
    if artist.axes is None or not artist.get_clip_on():
        return extent
    return Bbox.intersection(extent, artist.axes.bbox) or extent


def _link(marks: Sequence[Mark], target: Target, ground: Box) -> dict[str, Any]:
    box = target.box
    shares = (
        box.left / ground.right,
        1 - box.high / ground.high,
        (box.right - box.left) / ground.right,
        (box.high - box.low) / ground.high,
    )
    records = list(dict.fromkeys(record for mark in marks for record in mark.records))
    table = next((mark.table for mark in marks if mark.table), None)
    goal: dict[str, str | None] = {"table": table} if table else {}
    if records:
        goal = {"record": records[0], "also": further_passages(records), **goal}
    return {
        "label": printable(_name(marks, len(records))),
        "box": [round(100 * share, _PLACES) for share in shares],
        **goal,
    }


def _name(marks: Sequence[Mark], records: int) -> str:
    labels = list(dict.fromkeys(mark.label for mark in marks))
    more = f" and {len(labels) - _TOLD} more" if len(labels) > _TOLD else ""
    goal = {0: "the table", 1: "its words"}.get(records, f"the first of {records} passages")
    return f"{'; '.join(labels[:_TOLD])}{more}: {goal}"
