"""Draws every specification of the multiverse: one dot each, the plain one large and filled."""

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from nkpressure.measure.multiverse import PLAIN
from nkpressure.report.figure_links import Mark
from nkpressure.report.figures import (
    Figure,
    counted,
    drawing,
    empty_figure,
    label_axis,
    series_look,
)

_SERIES = {
    "sender_pressure": "Senders",
    "third_party": "Third parties",
    "target_response": "The target",
}
_MOST_GROUPS = 12  # a longer series shows those with most signals
_SPREAD = 0.6  # of a row's height that the dots of one row take


def plot_multiverse(
    universe: pd.DataFrame,
    title: str = "The balance under every choice of signals and weights",
    *,
    name: str = "multiverse",
) -> Figure:
    """Draw one row a series and group, and on it the balance of each specification.

    `universe` is what `multiverse` returns. Where a row's dots lie on both sides of the line in
    the middle, its direction is a matter of choice. Rows without any signal are left away. A dot
    is worked out and stands for no passage: its row leads to the table of the same name.
    """
    told = _fullest(universe)
    if told.empty:
        return empty_figure(title, name, "no signal belongs to any series.")
    groups = list(dict.fromkeys(told["group"]))
    rows = [
        (series, group)
        for series in _SERIES
        for group in groups
        if ((told["series"] == series) & (told["group"] == group)).any()
    ]
    said, links = [], []
    with drawing(title, 2.0 + 0.5 * len(rows)) as (canvas, [axes]):
        for at, (series, group) in enumerate(rows):
            own = told[(told["series"] == series) & (told["group"] == group)]
            dots = _dots(axes, own, at, groups.index(group) if len(groups) < 3 else 0)
            label = f"{_SERIES[series]}, {group}"
            links.append(Mark(dots, f"{label}, {counted(len(own), 'balance')}", table=name))
            said.append(f"{label} {own['balance'].min():+.2f} to {own['balance'].max():+.2f}")
        axes.axvline(0, color="#1c1b1a", linewidth=1)
        label_axis(axes, [f"{_SERIES[series]}, {group}" for series, group in rows])
        axes.set_xlim(-1.05, 1.05)
        axes.set_xticks([-1, -0.5, 0, 0.5, 1])
        axes.grid(axis="x", color="#e3dfd6", linewidth=0.7)
        axes.set_axisbelow(True)
        axes.set_xlabel("← all loosen    balance    all tighten →")
        number = len(universe.groupby(["kept", "weights"]))
        axes.plot([], [], "o", markersize=9, color="#1c1b1a", label="told once, unweighted")
        axes.plot([], [], "o", color="white", markeredgecolor="#1c1b1a", label="any other choice")
        canvas.legend(loc="outside lower left", ncols=2, frameon=False)
    left = universe["group"].nunique() - len(groups)
    whole = f"{title}, {counted(number, 'specification')}"
    whole += f", without {counted(left, 'group')} of few signals" if left else ""
    return Figure(canvas, name, f"{whole}. {'; '.join(said)}.", links)


def _fullest(universe: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have signals, of the groups that have most of them."""
    signals = universe[["tighten", "loosen", "neither"]].sum(axis=1)
    by_group = signals.groupby(universe["group"], sort=False).sum()
    fullest = by_group.sort_values(ascending=False, kind="stable").index[:_MOST_GROUPS]
    return universe[(signals > 0) & universe["group"].isin(fullest)]


def _dots(axes: Axes, own: pd.DataFrame, at: int, number: int) -> tuple[Artist, ...]:
    """Draw a row's dots below one another in the order of the choices, so that none hides one."""
    look = series_look(number)
    plain = (own["kept"] == PLAIN[0]) & (own["weights"] == PLAIN[1])
    step = _SPREAD / max(len(own) - 1, 1)
    heights = pd.Series([at - _SPREAD / 2 + step * n for n in range(len(own))], index=own.index)
    others = axes.plot(
        own["balance"][~plain],
        heights[~plain],
        look.marker,
        markersize=5,
        markerfacecolor="white",
        markeredgecolor=look.colour,
    )
    chosen = axes.plot(
        own["balance"][plain], heights[plain] * 0 + at, look.marker, markersize=9, color=look.colour
    )
    return *others, *chosen
