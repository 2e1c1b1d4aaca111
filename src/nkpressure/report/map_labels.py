"""Writes the names on a map once its layout stands: places first, states where room is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patheffects import withStroke

from nkpressure.report.figures import counted
from nkpressure.report.labels import Box, Placed, Wanted, nearest, place_labels
from nkpressure.report.outlines import Line, MapFrame, StateName
from nkpressure.tables import read_tables

_INK, _PALE, _HALO = "#1c1b1a", "#6f695f", "#f7f3ea"
_LABELLED = 40
_LABEL, _STATE = 12.5, 10.0  # points
_BESIDE_LINE = 1.5  # points that a label keeps off a line


@dataclass(frozen=True, slots=True)
class MapLabel:
    """A name for a mark on the map, which has a radius in points; a state's name has none."""

    text: str
    x: float
    y: float
    radius: float
    size: float = _LABEL


def write_labels(
    canvas: Canvas,
    axes: Axes,
    frame: MapFrame,
    labels: Sequence[MapLabel],
    lines: Sequence[Line] = (),
) -> None:
    """Write each label where it covers no mark, no line and no other label.

    A label far from its mark is led to it by a thin line; those without room are counted.
    """
    for _ in range(2):  # a map's fixed proportions settle at the second time
        canvas.draw_without_rendering()
    canvas.set_layout_engine("none")  # the labels hold for this layout only
    points = 72 / canvas.dpi
    (left, low), (right, high) = axes.transAxes.transform([(0, 0), (1, 1)]) * points
    ground = Box(left, low, right, high)
    states = [
        MapLabel(state.name.upper(), frame.x_of(state.lon), state.lat, 0.0, _STATE)
        for state in read_tables().rows(StateName)
        if state.map == frame.map
    ]
    wanted = []
    for number, label in enumerate([*labels, *states]):
        x, y = axes.transData.transform((label.x, label.y)) * points
        text = "" if _LABELLED <= number < len(labels) else label.text
        wanted.append(Wanted(text, float(x), float(y), label.radius, label.size))
    kept_off = _boxes_along(axes, lines, points)
    missing = 0
    for want, found in zip(wanted, place_labels(wanted, ground, kept_off), strict=True):
        if found is not None and want.text:
            _write(axes, want, found, ground)
        elif want.radius:
            missing += 1
    if missing:
        told = f"{counted(missing, 'mark')} without room for a name"
        axes.annotate(
            told, (1, 1), (0, 5), "axes fraction", "offset points", ha="right", fontsize=_STATE
        ).set_in_layout(False)


def _boxes_along(axes: Axes, lines: Sequence[Line], points: float) -> list[Box]:
    keep = _BESIDE_LINE
    places = [axes.transData.transform(point) * points for line in lines for point in line]
    return [Box(x - keep, y - keep, x + keep, y + keep) for x, y in places]


def _write(axes: Axes, label: Wanted, found: Placed, ground: Box) -> None:
    box = found.box
    if found.led:
        x, y = nearest(box, label.x, label.y)
        axes.annotate(
            "",
            (label.x - ground.left, label.y - ground.low),
            (x - ground.left, y - ground.low),
            xycoords="axes points",
            textcoords="axes points",
            arrowprops={
                "arrowstyle": "-",
                "color": _PALE,
                "linewidth": 0.9,
                "shrinkA": 0,
                "shrinkB": 0,
            },
            zorder=2.5,
        ).set_in_layout(False)
    axes.annotate(
        label.text,
        (box.left - ground.left, (box.low + box.high) / 2 - ground.low),
        xycoords="axes points",
        va="center_baseline",
        fontsize=label.size,
        color=_INK if label.radius else _PALE,
        path_effects=[withStroke(linewidth=2.4, foreground=_HALO)],
        zorder=7 if label.radius else 6,
    ).set_in_layout(False)
