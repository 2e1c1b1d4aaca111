"""Draws the land, the borders and the names of states that a map lies on.

The outlines are Natural Earth's, cut by `tools/cut_outlines.py`; they show who holds what, not
who claims it.
"""

from dataclasses import dataclass
from typing import ClassVar

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from nkpressure.errors import WrongUseError
from nkpressure.find.actor_table import entity_rows
from nkpressure.tables import Tables, read_tables

_SEA, _LAND, _SHORE, _LINE = "#dbe7ee", "#f7f3ea", "#a9a294", "#8a8377"
BORDER = "#D55E00"  # that the text names
Line = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class MapFrame:
    """A map that can be drawn, by its frame in degrees; an edge beyond 180 crosses the date line.

    >>> map_frame("border").label
    'the border region'
    """

    TABLE: ClassVar[str] = "maps.csv"

    map: str
    label: str
    west: float
    east: float
    south: float
    north: float

    def x_of(self, longitude: float) -> float:
        """Return where a longitude lies on this map, which need not begin at -180."""
        return (longitude - self.west) % 360 + self.west

    def holds(self, longitude: float, latitude: float) -> bool:
        """Say whether a point lies within the frame."""
        within = self.west <= self.x_of(longitude) <= self.east
        return within and self.south <= latitude <= self.north


@dataclass(frozen=True, slots=True)
class Outline:
    """The land of a country or the border between two, as "longitude latitude" pairs."""

    TABLE: ClassVar[str] = "outlines.csv"

    map: str
    kind: str
    countries: tuple[str, ...]
    points: tuple[str, ...]

    def line(self) -> Line:
        """Return the points as numbers."""
        pairs = (point.split() for point in self.points)
        return [(float(longitude), float(latitude)) for longitude, latitude in pairs]


@dataclass(frozen=True, slots=True)
class StateName:
    """Where a map has room for the name of a state."""

    TABLE: ClassVar[str] = "map_labels.csv"

    map: str
    name: str
    lat: float
    lon: float


def map_frame(region: str, tables: Tables | None = None) -> MapFrame:
    """Return the frame of a map by its name: "border", "wider" or "world"."""
    frames = {frame.map: frame for frame in (tables or read_tables()).rows(MapFrame)}
    if region not in frames:
        raise WrongUseError(f"there is no map {region!r}; there are {', '.join(frames)}")
    return frames[region]


def draw_outlines(axes: Axes, frame: MapFrame) -> None:
    """Draw sea, land and borders, and set the axes to the frame."""
    outlines = [row for row in read_tables().rows(Outline) if row.map == frame.map]
    land = [row.line() for row in outlines if row.kind == "land"]
    borders = [row.line() for row in outlines if row.kind == "border"]
    axes.set_facecolor(_SEA)
    axes.add_collection(
        PolyCollection(land, facecolor=_LAND, edgecolor=_SHORE, linewidth=0.7), autolim=False
    )
    axes.add_collection(LineCollection(borders, color=_LINE, linewidth=1.0), autolim=False)
    axes.set_xlim(frame.west, frame.east)
    axes.set_ylim(frame.south, frame.north)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(True)


def border_lines(frame: MapFrame, country: str) -> list[Line]:
    """Return the lines of the border between two states on a map: "CHN|PRK".

    >>> len(border_lines(map_frame("border"), "CHN|PRK"))
    1
    """
    names = {
        entity.removeprefix("e:"): row.name for entity, row in entity_rows(read_tables()).items()
    }
    both = {names.get(code, code) for code in country.split("|")}
    return [
        row.line()
        for row in read_tables().rows(Outline)
        if row.map == frame.map and row.kind == "border" and both == set(row.countries)
    ]


def draw_border(axes: Axes, lines: list[Line]) -> Artist:
    """Mark a border that the text names; return the knot by which it can be pointed at."""
    longest = max(lines, key=len)
    x, y = longest[len(longest) // 2]
    axes.add_collection(
        LineCollection(lines, color=BORDER, linewidth=3, alpha=0.75, zorder=2),
        autolim=False,
    )
    (knot,) = axes.plot(x, y, "s", color=BORDER, markeredgecolor="white", markersize=7, zorder=2.2)
    return knot
