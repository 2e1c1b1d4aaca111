"""Draws the dates of a text on the calendar, as exactly as the text gives them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from textwrap import fill, shorten

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from nkpressure.model import Interval
from nkpressure.report.calendar_ticks import calendar_ticks, told_day
from nkpressure.report.evidence import row_records
from nkpressure.report.figure_links import Mark
from nkpressure.report.figures import Figure, counted, drawable, drawing, empty_figure, looks
from nkpressure.report.timeline_rows import (
    EVENTS,
    Bar,
    Row,
    Side,
    merged,
    rows_of,
    shown_ends,
    window_of,
)

_INK, _GRID, _BAND = "#1c1b1a", "#e4dfd5", "#d8d3c8"
_LANES = {
    "reported": "in the author's own words",
    "quoted": "in words that are quoted",
    EVENTS: "events that the text names, dated by the table",
}
_WIDTH = 8.6 * 72  # points that the axes have of the figure's width
_SIZE = 11.0  # points
_ROW = 0.33  # inches; lower rows could not be pointed at one by one
_LEAST = 5.0  # points; a shorter bar could not be seen
_DRAWN = 28  # bars in a lane
_LETTERS = 36
_LINE = 104  # characters of the note below the axis
_TOLD = 4


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What is drawn, by lane, and what is not."""

    window: Interval
    lanes: dict[str, list[Row]]
    outside: list[Bar]
    left_out: int
    valueless: int


def plot_timeline(
    dates: pd.DataFrame,
    events: pd.DataFrame,
    published: Interval | None = None,
    title: str = "The time that the text speaks of",
    *,
    name: str = "timeline",
) -> Figure:
    """Draw the dates of a text above, those in quotations below them, then the events it names.

    `dates` and `events` are what `dated_mentions` and `dated_events` return. A disc is one day; a
    pale bar is a stretch of which some day is meant; a hatched bar is meant from its first day to
    its last; an arrow goes on. The grey band is the time of publication.

    >>> dates = pd.DataFrame({"text": ["July 8"], "first_day": [date(2017, 7, 8)],
    ...     "last_day": [date(2017, 7, 8)], "precision": ["day"], "layer": ["quoted"]})
    >>> plot_timeline(dates, pd.DataFrame()).alt
    'The time that the text speaks of: 1 date on the calendar, 1 of them in quotations, and no
    event of the table. From 8 July 2017 to 8 July 2017.'
    """
    bars = merged([*_date_bars(dates), *_event_bars(events)])
    valueless = len(dates) - sum(bar.mentions for bar in bars if bar.lane != EVENTS)
    if not bars:
        without = f"; {counted(valueless, 'expression')} of time without a day" if valueless else ""
        return empty_figure(title, name, f"no date is named that has a day{without}.")
    plan = _planned(bars, published, valueless)
    rows = [max(row.row for row in lane) + 1 for lane in plan.lanes.values()]
    note = _note(plan, published)
    height = 2.0 + _ROW * (sum(rows) + 1.2 * len(rows)) + 0.24 * note.count("\n")
    with drawing(title, height) as (canvas, [axes]):
        _draw_calendar(axes, plan.window, published)
        top, links = 0.0, list[Mark]()
        for lane, placed in plan.lanes.items():
            axes.text(0, top + 0.5, _LANES[lane], weight="bold", fontsize=_SIZE, va="center")
            for row in placed:
                drawn = _draw_bar(axes, row, top + 1.5 + row.row, plan.window)
                links.append(Mark(drawn, row.bar.label, row.bar.records))
            top += 1.2 + max(row.row for row in placed) + 1
        axes.set_ylim(top, -0.1)
        axes.set_xlabel(note, loc="left", fontsize=_SIZE, labelpad=6)
        shown = {row.bar.look for lane in plan.lanes.values() for row in lane}
        canvas.legend(
            handles=_legend(shown), loc="outside lower left", ncols=4, frameon=False, fontsize=_SIZE
        )
    return Figure(canvas, name, _alt(title, bars, plan, published), links)


def _date_bars(dates: pd.DataFrame) -> list[Bar]:
    bars = []
    for row, records in zip(dates.to_dict("records"), row_records(dates), strict=True):
        first, last = _day(row["first_day"]), _day(row["last_day"])
        if first or last:
            look = _look(first, last, str(row["precision"]))
            words = _words(row["text"])
            bars.append(Bar(str(row["layer"]), look, first, last, words, records=records))
    return bars


def _event_bars(events: pd.DataFrame) -> list[Bar]:
    return [
        Bar(
            EVENTS,
            EVENTS,
            _day(row["first_day"]),
            _day(row["last_day"]),
            _words(row["name"]),
            records=records,
        )
        for row, records in zip(events.to_dict("records"), row_records(events), strict=True)
    ]


def _day(value: object) -> date | None:
    return value if isinstance(value, date) and not pd.isna(value) else None


def _look(first: date | None, last: date | None, precision: str) -> str:
    """A month or a year is a day that is not told; a range is meant from end to end."""
    if precision == "range" or first is None or last is None:
        return "range"
    return "day" if first == last and precision != "vague" else "within"


def _words(words: object) -> str:
    return " ".join(drawable(str(words)).split())


def _short(words: str) -> str:
    return shorten(words, _LETTERS, placeholder=" …")


def _planned(bars: list[Bar], published: Interval | None, valueless: int) -> _Drawing:
    window = window_of(bars, published)
    inside = [bar for bar in bars if bar.distance(window) == 0]
    lanes = {}
    left_out = 0
    for lane in _LANES:
        own = [bar for bar in inside if bar.lane == lane]
        left_out += len(own[_DRAWN:])
        labelled = [_with_number(bar) for bar in own[:_DRAWN]]
        if labelled:
            lanes[lane] = list(rows_of(labelled, window, _WIDTH, _SIZE))
    outside = [bar for bar in bars if bar.distance(window) > 0]
    return _Drawing(window, lanes, outside, left_out, valueless)


def _with_number(bar: Bar) -> Bar:
    times = f" ×{bar.mentions}" if bar.mentions > 1 else ""
    return replace(bar, label=_short(bar.label) + times)


def _draw_calendar(axes: Axes, window: Interval, published: Interval | None) -> None:
    """Draw the axis, in points from the left, with dates on it, and the band of publication."""
    axes.set_xlim(0, _WIDTH)
    ticks = calendar_ticks(window)
    places = [shown_ends(Bar("", "", day, day, ""), window, _WIDTH)[0] for day, _ in ticks]
    axes.set_xticks(places, [label for _, label in ticks], fontsize=_SIZE)
    axes.grid(axis="x", color=_GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    if published is not None:
        band = Bar("", "", published.first, published.last, "")
        start, end = shown_ends(band, window, _WIDTH)
        axes.axvspan(start, max(end, start + 3), color=_BAND, linewidth=0, zorder=0)


def _draw_bar(axes: Axes, row: Row, height: float, window: Interval) -> tuple[Artist, ...]:
    bar, look = row.bar, looks("precision")[row.bar.look]
    start, end = shown_ends(bar, window, _WIDTH)
    middle = (start + end) / 2
    is_short = bar.first == bar.last or (bar.is_event and end - start < 3 * _LEAST)
    if bar.look in ("day", EVENTS) and is_short:
        start, end = middle - _LEAST, middle + _LEAST
        drawn: Sequence[Artist] = _draw_mark(axes, middle, height, look.marker, look.colour)
    else:
        start, end = min(start, middle - _LEAST / 2), max(end, middle + _LEAST / 2)
        drawn = axes.barh(
            height,
            end - start,
            left=start,
            height=0.5,
            color=look.colour,
            hatch=look.hatch,
            edgecolor=_INK,
            linewidth=0.6,
        ).patches
        if bar.is_event:
            _draw_mark(axes, start, height, look.marker, look.colour)
    if bar.first is None or bar.first < window.first:
        _draw_mark(axes, start, height, "<", _INK)
    if bar.last is None or bar.last > window.last:
        _draw_mark(axes, end, height, ">", _INK)
    place, align = {
        Side.RIGHT: (end + 5, "left"),
        Side.LEFT: (start - 5, "right"),
        Side.WITHIN: (middle, "center"),
    }[row.side]
    words = axes.text(place, height, bar.label, ha=align, va="center", fontsize=_SIZE)
    if row.side is Side.WITHIN:
        words.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.9})
    return (*drawn, words)


def _draw_mark(axes: Axes, place: float, height: float, marker: str, colour: str) -> list[Line2D]:
    return axes.plot(
        place,
        height,
        marker,
        color=colour,
        markeredgecolor=_INK,
        markeredgewidth=0.7,
        markersize=8.5,
        clip_on=False,
    )


def _legend(drawn: set[str]) -> list[Patch | Line2D]:
    handles: list[Patch | Line2D] = []
    for value, look in looks("precision").items():
        if value in drawn and value in ("day", EVENTS):
            handles.append(
                Line2D(
                    [],
                    [],
                    linestyle="",
                    marker=look.marker,
                    color=look.colour,
                    markeredgecolor=_INK,
                    markersize=8.5,
                    label=look.label,
                )
            )
        elif value in drawn:
            hatch = look.hatch * 2
            patch = Patch(facecolor=look.colour, hatch=hatch, edgecolor=_INK, label=look.label)
            handles.append(patch)
    return handles


def _note(plan: _Drawing, published: Interval | None) -> str:
    parts = [f"grey: published {_told_days(published)}"] if published else ["publication undated"]
    if plan.outside:
        parts.append(f"outside this time: {_told_bars(plan.outside)}")
    if plan.left_out:
        parts.append(f"{plan.left_out} more not drawn")
    if plan.valueless:
        parts.append(f"{counted(plan.valueless, 'expression')} of time without a day")
    return fill(drawable("; ".join(parts)), _LINE)


def _told_days(days: Interval) -> str:
    first, last = told_day(days.first), told_day(days.last)
    return first if first == last else f"{first} to {last}"


def _told_bars(bars: list[Bar]) -> str:
    told = [
        _short(bar.label) + ("" if _says_year(bar) else f" ({bar.days[0].year})")
        for bar in bars[:_TOLD]
    ]
    left = len(bars) - _TOLD
    return ", ".join(told) + (f" and {left} more" if left > 0 else "")


def _says_year(bar: Bar) -> bool:
    return str(bar.days[0].year) in _short(bar.label)


def _alt(title: str, bars: list[Bar], plan: _Drawing, published: Interval | None) -> str:
    counts = Counter[str]()
    for bar in bars:
        counts[bar.lane] += bar.mentions
    dates = counts["reported"] + counts["quoted"]
    quoted = f", {counts['quoted']} of them in quotations," if counts["quoted"] else ""
    events = counted(counts[EVENTS], "event") if counts[EVENTS] else "no event"
    days = [day for bar in bars for day in bar.days]
    parts = [
        f"{title}: {counted(dates, 'date')} on the calendar{quoted} and {events} of the table",
        f"From {told_day(min(days))} to {told_day(max(days))}",
    ]
    if published is not None:
        before = sum(bar.mentions for bar in bars if bar.last and bar.last < published.first)
        after = sum(bar.mentions for bar in bars if bar.first and bar.first > published.last)
        parts.append(
            f"{before} lie before the publication ({_told_days(published)}) and {after} after it"
        )
    if plan.outside:
        parts.append(f"Outside the time drawn: {_told_bars(plan.outside)}")
    if plan.valueless:
        parts.append(f"{counted(plan.valueless, 'expression')} of time without a day, not drawn")
    return ". ".join(parts) + "."
