"""Draws how many documents a corpus has of each month, divided by outlet."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from nkpressure.report.figure_links import Mark
from nkpressure.report.figures import (
    Figure,
    counted,
    drawable,
    drawing,
    empty_figure,
    series_look,
)

_MOST_OUTLETS = 7  # further ones are drawn as one
_MOST_TICKS = 8  # names of months that have room
_SHORT = 34  # characters of an outlet's name in the legend
_OTHERS = "other outlets"
_INK = "#1c1b1a"
_UNDATED = "undated"


def plot_months(
    months: pd.DataFrame, title: str = "Documents by month and outlet", *, name: str = "months"
) -> Figure:
    """Draw one bar a month, also for months without any document, divided by outlet.

    `months` is that of an overview: month, outlet, documents. Undated documents are told in
    words. A bar stands for documents and no passage: it leads to the table of the same name.
    """
    dated = months[months["month"] != _UNDATED]
    undated = int(months["documents"].sum() - dated["documents"].sum())
    if dated.empty:
        return empty_figure(title, name, "no document has a date.")
    wide = _by_outlet(dated)
    links: list[Mark] = []
    with drawing(title, 4.6) as (canvas, [axes]):
        bottom = pd.Series(0.0, index=range(len(wide)))
        for number, outlet in enumerate(wide.columns):
            look = series_look(number)
            heights = wide[outlet].reset_index(drop=True)
            bars = axes.bar(
                *(heights.index, heights),
                bottom=bottom,
                width=0.8,
                color=look.colour,
                hatch=look.hatch,
                edgecolor=_INK,
                linewidth=0.4,
                label=_short(str(outlet)),
            )
            bottom += heights
            links += [
                Mark((bar,), f"{month}, {outlet}, {counted(int(height), 'document')}", table=name)
                for bar, month, height in zip(bars, wide.index, heights, strict=True)
                if height
            ]
        _label(axes, [str(month) for month in wide.index])
        canvas.legend(loc="outside lower left", ncols=2, frameon=False)
    return Figure(canvas, name, _told(title, wide, undated), links)


def _by_outlet(dated: pd.DataFrame) -> pd.DataFrame:
    """Return a row a month and a column an outlet, the fullest first, gaps filled with months."""
    sums = dated.groupby("outlet")["documents"].sum().sort_values(ascending=False, kind="stable")
    kept = sums.index[: _MOST_OUTLETS if len(sums) <= _MOST_OUTLETS else _MOST_OUTLETS - 1]
    named = dated["outlet"].where(dated["outlet"].isin(kept), _OTHERS)
    wide = dated.assign(outlet=named).pivot_table(
        index="month", columns="outlet", values="documents", aggfunc="sum", fill_value=0
    )
    whole = [str(m) for m in pd.period_range(wide.index.min(), wide.index.max(), freq="M")]
    order = [*kept, *([_OTHERS] if _OTHERS in wide.columns and _OTHERS not in kept else [])]
    return wide.reindex(index=whole, columns=order, fill_value=0)


def _short(outlet: str) -> str:
    shown = drawable(outlet)
    return shown if len(shown) <= _SHORT else f"{shown[: _SHORT - 1]}…"


def _label(axes: Axes, months: list[str]) -> None:
    step = -(-len(months) // _MOST_TICKS)
    places = range(0, len(months), step)
    axes.set_xticks(list(places), [months[place] for place in places], size=11)
    axes.set_xlim(-0.6, len(months) - 0.4)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.grid(axis="y", color="#e3dfd6", linewidth=0.7)
    axes.set_axisbelow(True)
    axes.set_ylabel("documents")


def _told(title: str, wide: pd.DataFrame, undated: int) -> str:
    totals = wide.sum(axis=1)
    empty = int((totals == 0).sum())
    said = [
        f"{title}: {counted(int(totals.sum()), 'document')} from {wide.index[0]} to "
        f"{wide.index[-1]}, most in {totals.idxmax()} ({int(totals.max())})"
    ]
    if empty:
        said.append(f"{counted(empty, 'month')} without any")
    if undated:
        said.append(f"{counted(undated, 'document')} without a date")
    return f"{'; '.join(said)}."
