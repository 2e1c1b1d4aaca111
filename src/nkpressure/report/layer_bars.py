"""Bars divided by layer: the author's own voice, quoted, reported, ascribed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from nkpressure.report.figures import looks

_INK = "#1c1b1a"


@dataclass(frozen=True, slots=True)
class DrawnLayers:
    """The length of the longest bar, and the pieces of all with their row and layer."""

    longest: float
    pieces: tuple[tuple[int, str, Artist], ...]


def draw_layers(
    axes: Axes, rows: Sequence[Mapping[str, float]], *, counted_at_end: bool = False
) -> DrawnLayers:
    """Draw one bar a row, divided by layer."""
    ends = [0.0] * len(rows)
    pieces: list[tuple[int, str, Artist]] = []
    for layer, look in looks("layer").items():
        lengths = [float(row.get(layer, 0)) for row in rows]
        if not any(lengths):
            continue
        bars = axes.barh(
            range(len(rows)),
            lengths,
            left=ends,
            color=look.colour,
            hatch=look.hatch,
            edgecolor=_INK,
            linewidth=0.6,
            height=0.66,
        )
        pieces += [(at, layer, bar) for at, bar in enumerate(bars) if lengths[at]]
        ends = [end + length for end, length in zip(ends, lengths, strict=True)]
    longest = max(ends, default=0.0)
    for row, end in enumerate(ends) if counted_at_end else ():
        axes.text(end + 0.03 * longest, row, f"{end:.0f}", va="center")
    return DrawnLayers(longest, tuple(pieces))


def layer_patches(layers: Iterable[str]) -> list[Patch]:
    """Return the legend of the layers that occur."""
    found = set(layers)
    return [
        Patch(facecolor=look.colour, hatch=look.hatch * 2, edgecolor=_INK, label=look.label)
        for layer, look in looks("layer").items()
        if layer in found
    ]
