"""Draws where the places lie that a text names, each mark as large as its number of mentions."""

from dataclasses import dataclass
from itertools import chain
from math import cos, radians, sqrt
from textwrap import fill

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from nkpressure.report.evidence import row_records
from nkpressure.report.figure_links import Mark
from nkpressure.report.figures import Figure, counted, drawable, drawing, looks
from nkpressure.report.map_labels import MapLabel, write_labels
from nkpressure.report.outlines import (
    BORDER,
    Line,
    MapFrame,
    border_lines,
    draw_border,
    draw_outlines,
    map_frame,
)

_INK = "#1c1b1a"
_AREAS = frozenset({"province", "region", "zone", "border"})  # a point stands for them
_ONE_MENTION = 4.2  # radius in points
_LARGEST = 15.0  # points; beyond it all marks are drawn to a smaller scale
_HOLLOW = 1.6  # the hollow mark is so much wider: it can stand around a full one
_WIDTH = 8.6  # inches that the map has of the figure's width
_LINE = 104  # characters of the note below the map
_TOLD = 5


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place on the map."""

    name: str
    look: str
    x: float
    y: float
    mentions: int
    metonyms: int
    records: tuple[str, ...]

    @property
    def label(self) -> str:
        """The name and its mentions."""
        return f"{drawable(self.name)} {_numbers(self.mentions, self.metonyms)}"

    @property
    def about(self) -> str:
        """The name with its mentions in words."""
        governs = f", {self.metonyms} for those who govern there" if self.metonyms else ""
        return f"{self.name}, {counted(self.mentions, 'mention')}{governs}"


@dataclass(frozen=True, slots=True)
class _Border:
    """A border that the text names by both its states."""

    lines: list[Line]
    mentions: int
    records: tuple[str, ...]

    @property
    def about(self) -> str:
        """What is drawn, with its mentions in words."""
        return f"the border of two states, {counted(self.mentions, 'mention')}"


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The rows of a count: those on the map, as points and as borders, and the others."""

    spots: pd.DataFrame
    borders: pd.DataFrame
    outside: pd.DataFrame
    pointless: pd.DataFrame

    @property
    def shown(self) -> pd.DataFrame:
        """All rows on the map."""
        return self.spots if self.borders.empty else pd.concat([self.spots, self.borders])


def plot_places(
    counts: pd.DataFrame, region: str = "border", title: str = "", *, name: str = ""
) -> Figure:
    """Draw a map of the places named: the border region, the wider region or the world.

    `counts` is what `count_places` returns; `region` is border, wider or world. A mark's area
    tells the mentions; where a name stands for those who govern there, the mark is hollow and the
    number follows a plus. What lies outside the map or has no point on it is named below.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.measure.places_count import count_places
    >>> from nkpressure.model import Document
    >>> note = find_everything(Document("note", "The hotel in Dandong is full."))
    >>> plot_places(count_places(note)).alt
    'Places in the border region: of 1 mention of places, 1 lies on the map: Dandong (1).'
    """
    frame = map_frame(region)
    title = title or f"Places in {frame.label}"
    rows = _sorted(counts, frame)
    spots, borders = _spots(rows.spots, frame), _borders(rows.borders, frame)
    aspect = 1 / cos(radians((frame.south + frame.north) / 2))
    height = _WIDTH * aspect * (frame.north - frame.south) / (frame.east - frame.west)
    note = _note(counts, rows)
    legend = _legend(spots, borders)
    lines_below = note.count("\n") + 1 + (len(legend) + 1) // 2
    with drawing(title, height + 0.9 + 0.25 * lines_below) as (canvas, [axes]):
        draw_outlines(axes, frame)
        axes.set_aspect(aspect)
        axes.set_xlabel(note, loc="left", fontsize=11.5, labelpad=7)
        scale = _scale(spots)
        links = [
            Mark((draw_border(axes, each.lines),), each.about, each.records) for each in borders
        ]
        links += [Mark(_draw_mark(axes, spot, scale), spot.about, spot.records) for spot in spots]
        canvas.legend(
            handles=legend, loc="outside lower left", ncols=2, frameon=False, fontsize=11.5
        )
        labels = [MapLabel(spot.label, spot.x, spot.y, _radius(spot, scale)) for spot in spots]
        lines = [line for border in borders for line in border.lines]
        write_labels(canvas, axes, frame, labels, lines)
    return Figure(canvas, name or f"map-{region}", _alt(title, counts, rows), links)


def _numbers(mentions: int, metonyms: int) -> str:
    """Return "2", "2+1" or "+1": the number after the plus is that of the metonyms."""
    if not metonyms:
        return str(mentions)
    return f"{mentions or ''}+{metonyms}"


def _sorted(counts: pd.DataFrame, frame: MapFrame) -> _Sorted:
    has_point = counts["lat"].notna() & counts["lon"].notna()
    points = zip(counts["lon"], counts["lat"], strict=True)
    inside = has_point & pd.Series([frame.holds(*point) for point in points], counts.index, bool)
    pairs = counts["country"].where(counts["subkind"] == "border").fillna("")
    has_line = pd.Series([bool(border_lines(frame, pair)) for pair in pairs], counts.index, bool)
    drawn = ~has_point & has_line
    return _Sorted(
        counts[inside], counts[drawn], counts[has_point & ~inside], counts[~has_point & ~drawn]
    )


def _spots(rows: pd.DataFrame, frame: MapFrame) -> list[_Spot]:
    return [
        _Spot(
            row["name"],
            "area" if row["subkind"] in _AREAS else "point",
            frame.x_of(row["lon"]),
            row["lat"],
            row["mentions"],
            row["metonyms"],
            records,
        )
        for row, records in zip(rows.to_dict("records"), row_records(rows), strict=True)
    ]


def _borders(rows: pd.DataFrame, frame: MapFrame) -> list[_Border]:
    borders = []
    for pair, own in rows.groupby("country"):
        records = tuple(chain.from_iterable(row_records(own)))
        borders.append(_Border(border_lines(frame, str(pair)), int(own["mentions"].sum()), records))
    return borders


def _scale(spots: list[_Spot]) -> float:
    """Return the radius of one mention, so that areas tell the numbers and none is too large."""
    most = max((max(spot.mentions, spot.metonyms) for spot in spots), default=1)
    return min(_ONE_MENTION, _LARGEST / sqrt(most))


def _radius(spot: _Spot, scale: float) -> float:
    return scale * max(sqrt(spot.mentions), sqrt(spot.metonyms) * _HOLLOW)


def _draw_mark(axes: Axes, spot: _Spot, scale: float) -> tuple[Artist, ...]:
    """Draw a place, small marks above large ones and points above areas."""
    drawn = looks("place")
    look, hollow = drawn[spot.look], drawn["metonym"]
    above = 3 + (0.5 if spot.look == "point" else 0) + 0.4 / (1 + spot.mentions)
    marks: list[Artist] = []
    if spot.mentions:
        marks += axes.plot(
            spot.x,
            spot.y,
            look.marker,
            color=look.colour,
            markeredgecolor=_INK,
            markeredgewidth=0.8,
            markersize=2 * sqrt(spot.mentions) * scale,
            zorder=above,
        )
    if spot.metonyms:
        marks += axes.plot(
            spot.x,
            spot.y,
            hollow.marker,
            markerfacecolor="none",
            markeredgecolor=hollow.colour,
            markeredgewidth=1.8,
            # a diamond's size is that of the square that it is turned from
            markersize=2 * sqrt(spot.metonyms) * scale * _HOLLOW / sqrt(2),
            zorder=5,
        )
    return tuple(marks)


def _legend(spots: list[_Spot], borders: list[_Border]) -> list[Line2D]:
    has = {spot.look for spot in spots if spot.mentions}
    has |= {"metonym" for spot in spots if spot.metonyms}
    marks = [
        Line2D(
            [],
            [],
            linestyle="",
            marker=look.marker,
            markerfacecolor="none" if value == "metonym" else look.colour,
            markeredgecolor=look.colour if value == "metonym" else _INK,
            markersize=9,
            label=look.label + (" (+)" if value == "metonym" else ""),
        )
        for value, look in looks("place").items()
        if value in has
    ]
    if borders:
        named = sum(border.mentions for border in borders)
        line = Line2D(
            [], [], color=BORDER, linewidth=3, label=f"border of two states named ({named})"
        )
        marks.append(line)
    return marks


def _note(counts: pd.DataFrame, rows: _Sorted) -> str:
    if counts.empty:
        return "no place is named"
    parts = ["size and number: mentions"] if len(rows.shown) else ["no place on this map is named"]
    if len(rows.outside):
        parts.append(f"outside this map: {_told(rows.outside)}")
    if len(rows.pointless):
        parts.append(f"without a point: {_told(rows.pointless)}")
    return fill(drawable("; ".join(parts)), _LINE)


def _told(rows: pd.DataFrame, column: str = "") -> str:
    """Name the first rows with their numbers, or with those of one column."""
    named = [
        f"{row['name']} ({row[column] if column else _numbers(row['mentions'], row['metonyms'])})"
        for row in rows.head(_TOLD).to_dict("records")
    ]
    left = len(rows) - _TOLD
    return ", ".join(named) + (f" and {left} more" if left > 0 else "")


def _alt(title: str, counts: pd.DataFrame, rows: _Sorted) -> str:
    total, metonyms = int(counts["mentions"].sum()), int(counts["metonyms"].sum())
    parts = [f"{title}: no place is named"]
    if total:
        here = int(rows.shown["mentions"].sum())
        named = rows.shown[rows.shown["mentions"] > 0]
        leaders = f": {_told(named, 'mentions')}" if here else ""
        lie = "lies" if here == 1 else "lie"
        mentions = counted(total, "mention")
        parts = [f"{title}: of {mentions} of places, {here or 'none'} {lie} on the map{leaders}"]
    if metonyms:
        told = _told(counts[counts["metonyms"] > 0], "metonyms")
        times = counted(metonyms, "time")
        parts.append(f"Names of places stand for those who govern there {times}: {told}")
    for words, others in (("Outside the map", rows.outside), ("Without a point", rows.pointless)):
        named = others[others["mentions"] > 0]
        if len(named):
            parts.append(f"{words}: {_told(named, 'mentions')}")
    return ". ".join(parts).rstrip(".") + "."
