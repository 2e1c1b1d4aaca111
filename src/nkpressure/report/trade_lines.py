"""Draws the trade series by months, with the periods that claims speak of marked."""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from nkpressure.check.trade_claims import TradeCheck
from nkpressure.check.trade_series import Flow, currencies, figures, series_periods
from nkpressure.find.series_periods import SeriesPeriod, period_of
from nkpressure.report.evidence import row_records
from nkpressure.report.figure_links import Mark
from nkpressure.report.figures import Figure, counted, drawing, empty_figure, series_look
from nkpressure.tables import Tables, read_tables

_Band = tuple[int, int]  # first month and last, counted from year 0
_Points = dict[int, float]


def plot_trade(
    checks: Sequence[TradeCheck],
    tables: Tables | None = None,
    title: str = "China's trade with North Korea by months",
    *,
    name: str = "trade",
    claims: pd.DataFrame | None = None,
) -> Figure:
    """Draw imports, exports and total by months; bands mark the periods that are claimed.

    A month without a figure is a gap in the line. `claims` is the frame of the checks, whose ids
    let each band lead to the claims on it; the points are rows of the table and lead to no text.

    >>> print(plot_trade([]).alt[:75])
    China's trade with North Korea by months (USD million), 2016-04 to 2019-07.
    """
    tables = tables or read_tables()
    known = currencies(tables)
    lines = {flow: _points(flow, known[0], tables) for flow in Flow} if known else {}
    months = sorted({month for points in lines.values() for month in points})
    if not months:
        return empty_figure(title, name, "the table has no monthly figures.")
    bands = _bands(checks, [()] * len(checks) if claims is None else row_records(claims))
    links = []
    with drawing(title, 4.6) as (canvas, [axes]):
        for (first, last), records in bands.items():
            band = axes.axvspan(first - 0.5, last + 0.5, color="#e8e1cf", linewidth=0, zorder=0)
            about = f"claimed: {_written(first)} to {_written(last)}"
            links.append(Mark((band,), about, records))
        for number, (flow, points) in enumerate(lines.items()):
            _draw(axes, points, flow, number)
        _label(axes, months, known[0])
        handles, _ = axes.get_legend_handles_labels()
        claimed = [Patch(color="#e8e1cf", label="claimed period")] if bands else []
        canvas.legend(
            handles=[*handles, *claimed], loc="outside lower left", ncols=2, frameon=False
        )
    return Figure(canvas, name, _alt(title, known[0], lines, months, list(bands)), links)


def _points(flow: Flow, currency: str, tables: Tables) -> _Points:
    found: _Points = {}
    for period in series_periods(tables):
        if period.kind == "month":
            for figure in figures(tables, period, flow, currency)[:1]:
                found[_month(period)] = figure.value
    return found


def _month(period: SeriesPeriod) -> int:
    return period.year * 12 + period.months()[0] - 1


def _written(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}"


def _bands(
    checks: Sequence[TradeCheck], behind: Sequence[tuple[str, ...]]
) -> dict[_Band, tuple[str, ...]]:
    """Return the months of each period that a claim speaks of, with the records of the claims."""
    found: dict[_Band, tuple[str, ...]] = {}
    for check, records in zip(checks, behind, strict=True):
        for written in check.quantity.period or ():
            period = period_of(written)
            if period is not None:
                band = _month(period), _month(period) + len(period.months()) - 1
                found[band] = (*found.get(band, ()), *records)
    return dict(sorted(found.items()))


def _draw(axes: Axes, points: _Points, flow: Flow, number: int) -> None:
    look = series_look(number)
    for place, run in enumerate(_runs(points)):
        axes.plot(
            run,
            [points[month] for month in run],
            marker=look.marker,
            color=look.colour,
            linewidth=1.6,
            markersize=5,
            label=str(flow) if place == 0 else "_same",
        )


def _runs(points: _Points) -> list[list[int]]:
    """Cut the months where one is missing, so that no line runs over a gap."""
    runs: list[list[int]] = []
    months = sorted(points)
    for before, month in pairwise([None, *months]):
        if before is None or month != before + 1:
            runs.append([])
        runs[-1].append(month or 0)
    return runs


def _label(axes: Axes, months: Sequence[int], currency: str) -> None:
    years = range(months[0] // 12, months[-1] // 12 + 1)
    axes.set_xticks([year * 12 for year in years], [str(year) for year in years])
    axes.set_xlim(months[0] - 1, months[-1] + 1)
    axes.set_ylim(bottom=0)
    axes.set_ylabel(f"{currency} million")
    axes.grid(axis="y", color="#e3dfd6", linewidth=0.7)
    axes.set_axisbelow(True)


def _alt(
    title: str,
    currency: str,
    lines: dict[Flow, _Points],
    months: Sequence[int],
    bands: Sequence[_Band],
) -> str:
    told = f"{title} ({currency} million), {_written(months[0])} to {_written(months[-1])}."
    for flow, points in lines.items():
        if points:
            high, low = max(points, key=points.__getitem__), min(points, key=points.__getitem__)
            told += (
                f" {str(flow).capitalize()}: {counted(len(points), 'month')}, highest "
                f"{points[high]:,.0f} in {_written(high)}, lowest {points[low]:,.0f} in "
                f"{_written(low)}."
            )
    marked = ", ".join(f"{_written(first)} to {_written(last)}" for first, last in bands)
    return f"{told} Marked: {marked}." if marked else told
