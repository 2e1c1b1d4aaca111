"""Draws the three series by period: an index with its interval, or else the counts as bars."""

from collections.abc import Sequence
from itertools import chain

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from nkpressure.find.directions import Direction
from nkpressure.measure.series import PressureSeries
from nkpressure.report.evidence import row_records
from nkpressure.report.figure_links import Mark, Spot
from nkpressure.report.figures import Figure, counted, drawing, empty_figure, looks, series_look

_SERIES = {
    "sender_pressure": "Pressure by senders",
    "third_party": "Third parties",
    "target_response": "The target's answers",
}
_MOST_TICKS = 6  # period names that have room below a panel
_INK = "#1c1b1a"
_COUNTED = "periods"
_KEYS = ("series", "kind", "period", "direction")
_Place = tuple[str, str]  # a panel: its series and kind


class _Behind:
    """The records of the signals behind a series, kind, period and direction.

    `table` holds the counts, for signals of a store: no page shows their documents.
    """

    def __init__(self, series: PressureSeries) -> None:
        evidence = series.evidence
        self.table = _COUNTED if series.by_store else None
        self._records: dict[tuple[str, str, str, str], list[str]] = {}
        keys = zip(*(evidence[name] for name in _KEYS), row_records(evidence), strict=True)
        for *key, records in keys:
            name, kind, period, direction = map(str, key)
            self._records.setdefault((name, kind, period, direction), []).extend(records)

    def of(
        self, place: _Place, period: str, directions: Sequence[str] = tuple(Direction)
    ) -> tuple[str, ...]:
        return tuple(
            chain.from_iterable(
                self._records.get((*place, period, direction), ()) for direction in directions
            )
        )


def plot_series(
    series: PressureSeries, title: str = "Pressure over time", *, name: str = "series"
) -> Figure:
    """Draw one row of panels a series, acts to the left and words to the right.

    Where an index may be made, lines with the interval of the document bootstrap; else bars of
    counts, up for what tightens and down for what loosens, and the title says that they are
    counts. Each row has a scale of its own, since the series are never added up. Bars and points
    lead to the signals behind them, the numbers of documents to the table `documents`.
    """
    if series.refusal is None:
        return _indices(series, title, name)
    behind = _Behind(series)
    counts = series.counts[series.counts["kind"] != "all"]
    title = f"{title}: counts of signals, no index"
    if not counts["signals"].sum():
        return empty_figure(title, name, "no signal has a day within the corpus's time.")
    with drawing(title, 8.8) as (canvas, [axes]):
        axes.remove()
        panels, links = _panels(canvas, counts, series.documents)
        for panel, place, own in panels:
            links += _bars(panel, own, place, behind)
        canvas.legend(
            handles=[_patch(direction) for direction in ("tighten", "loosen", "maintain")],
            loc="outside lower left",
            ncols=3,
            frameon=False,
        )
    return Figure(canvas, name, _told_counts(title, counts), links)


def _indices(series: PressureSeries, title: str, name: str) -> Figure:
    title = f"{title}: index, mean of the base = 100"
    index = series.index[series.index["kind"] != "all"]
    behind = _Behind(series)
    with drawing(title, 8.8) as (canvas, [axes]):
        axes.remove()
        panels, links = _panels(canvas, index, series.documents)
        for panel, place, own in panels:
            links += _line(panel, own, place, behind)
    return Figure(canvas, name, _told_index(title, index), links)


def _panels(
    canvas: Canvas, rows: pd.DataFrame, documents: pd.DataFrame
) -> tuple[list[tuple[Axes, _Place, pd.DataFrame]], list[Mark]]:
    """Return a panel for each series and kind, with its rows in the order of the periods.

    Below them stands how many documents each period has: without it, counts mislead.
    """
    grid = canvas.subplots(
        *(4, 2), sharex=True, sharey="row", squeeze=False, height_ratios=[3, 3, 3, 1.6]
    )
    periods = documents["period"].tolist()  # all of them, so that a gap stays a gap
    panels = []
    for across, (series, label) in zip(grid[:3], _SERIES.items(), strict=True):
        for panel, kind in zip(across, ("acts", "words"), strict=True):
            own = rows[(rows["series"] == series) & (rows["kind"] == kind)]
            panel.set_title(f"{label}: {kind}", loc="left", size=12)
            panels.append((panel, (series, kind), own.set_index("period").reindex(periods)))
    links = []
    for panel in grid[3]:
        bars = panel.bar(range(len(periods)), documents["documents"], width=0.75, color="#c9c3b8")
        panel.set_title("Documents", loc="left", size=12)
        links += [
            Mark((bar,), f"{period}, {number:.4g} documents", table="documents")
            for bar, period, number in zip(bars, periods, documents["documents"], strict=True)
            if number
        ]
        _label_periods(panel, periods)
    for panel in grid.flat:
        panel.grid(axis="y", color="#e3dfd6", linewidth=0.7)
        panel.set_axisbelow(True)
        panel.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    return panels, links


def _label_periods(axes: Axes, periods: Sequence[str]) -> None:
    step = -(-len(periods) // _MOST_TICKS)
    places = range(0, len(periods), step)
    axes.set_xticks(list(places), [periods[place] for place in places], size=10)
    axes.set_xlim(-0.6, len(periods) - 0.4)


def _bars(axes: Axes, own: pd.DataFrame, place: _Place, behind: _Behind) -> list[Mark]:
    links = []
    periods = own.index.tolist()
    own = own.reset_index(drop=True)
    nothing = pd.Series(0.0, index=own.index)
    held = own["maintain"] + own["ambiguous"]
    for direction, heights, bottom in (
        ("tighten", own["tighten"], nothing),
        ("loosen", -own["loosen"], nothing),
        ("maintain", held, own["tighten"]),
    ):
        look = looks("direction")[direction]
        told = heights != 0
        bars = axes.bar(
            heights.index[told],
            heights[told],
            bottom=bottom[told],
            width=0.75,
            color=look.colour,
            hatch=look.hatch,
            edgecolor=_INK,
            linewidth=0.5,
        )
        meant = ("maintain", "ambiguous") if direction == "maintain" else (direction,)
        for bar, at, height in zip(bars, heights.index[told], heights[told], strict=True):
            about = f"{', '.join((_SERIES[place[0]], place[1], periods[at], direction))}"
            records = behind.of(place, periods[at], meant)
            links.append(Mark((bar,), f"{about} {abs(height):.3g}", records, behind.table))
    axes.axhline(0, color=_INK, linewidth=0.8)
    axes.margins(y=0.08)
    return links


def _line(axes: Axes, own: pd.DataFrame, place: _Place, behind: _Behind) -> list[Mark]:
    links = []
    look = series_look(0)
    places = list(range(len(own)))
    axes.axhline(100, color="#8a857c", linewidth=0.8, linestyle="--")
    axes.fill_between(places, own["low"], own["high"], color=look.colour, alpha=0.22, linewidth=0)
    axes.plot(places, own["index"], color=look.colour, marker=look.marker, linewidth=1.6)
    for at, (period, value) in enumerate(own["index"].items()):
        if value == value:
            about = f"{_SERIES[place[0]]}, {place[1]}, {period}, index {value:.0f}"
            point = Spot(axes, at, float(value))
            links.append(Mark((point,), about, behind.of(place, str(period)), behind.table))
    return links


def _patch(direction: str) -> Patch:
    look = looks("direction")[direction]
    label = "neither" if direction == "maintain" else look.label
    return Patch(facecolor=look.colour, hatch=look.hatch * 2, edgecolor=_INK, label=label)


def _told_counts(title: str, counts: pd.DataFrame) -> str:
    said = []
    for series, label in _SERIES.items():
        own = counts[counts["series"] == series]
        more, less = own["tighten"].sum(), own["loosen"].sum()
        said.append(f"{label} {more:.4g} tighten, {less:.4g} loosen")
    periods = list(dict.fromkeys(counts["period"]))
    whole = f"{counted(len(periods), 'period')}, {periods[0]} to {periods[-1]}"
    return f"{title}; {whole}. {'; '.join(said)}."


def _told_index(title: str, index: pd.DataFrame) -> str:
    said = []
    for series, label in _SERIES.items():
        own = index[(index["series"] == series) & (index["kind"] == "words")].dropna()
        if not own.empty:
            top = own.iloc[int(own["index"].to_numpy().argmax())]
            said.append(
                f"{label}, words: highest {top['index']:.0f} in {top['period']} "
                f"({top['low']:.0f} to {top['high']:.0f})"
            )
    return f"{title}. {'; '.join(said)}."
