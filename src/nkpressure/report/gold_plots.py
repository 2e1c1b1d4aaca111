"""Draws how the machine does against a coder: its scores, and what each stage costs the ledger."""

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from nkpressure.report.evidence import row_records
from nkpressure.report.figure_links import Mark
from nkpressure.report.figures import (
    Figure,
    drawing,
    empty_figure,
    label_axis,
    series_look,
)

_INK = "#1c1b1a"
_MEASURES = {
    "overlap": ("same place", "low", "high"),
    "coded": ("same place and code", "low_coded", "high_coded"),
}
_STAGES = {"overlap_f1": "same evidence", "coded_f1": "same evidence and codes"}


def plot_scores(
    scores: pd.DataFrame, title: str = "The machine against the coder", *, name: str = "scores"
) -> Figure:
    """Draw F1 of each kind, the best-found first, with its interval where there is one.

    `scores` is what `scores_frame` returns; a kind's dots lead to what the machine marked.

    >>> row = {"kind": "place", "gold": 9, "overlap": 1.0, "coded": 0.5, "ids": []}
    >>> none = dict.fromkeys(("low", "high", "low_coded", "high_coded"))
    >>> plot_scores(pd.DataFrame([row | none])).alt
    'The machine against the coder, F1: place 1.00 same place, 0.50 with its code (9 in the gold).'
    """
    if scores.empty:
        return empty_figure(title, name, "there is no gold to score against.")
    ranked = scores.sort_values("coded", ascending=False, kind="stable", ignore_index=True)
    labels = [f"{k} ({n})" for k, n in zip(ranked["kind"], ranked["gold"], strict=True)]
    with drawing(title, 2.3 + 0.46 * len(ranked)) as (canvas, [axes]):
        dots: list[list[Artist]] = [[] for _ in labels]
        for number, (column, (label, low, high)) in enumerate(_MEASURES.items()):
            look = series_look(number)
            for at in range(len(ranked)):
                height = at + 0.24 * (number - 0.5)
                _interval(axes, ranked[low][at], ranked[high][at], height, look.colour)
                dots[at] += axes.plot(
                    [ranked[column][at]], [height], look.marker, color=look.colour
                )
            axes.plot([], [], look.marker, color=look.colour, label=label)
        for at in range(len(ranked)):
            axes.axhline(at, color="#e3dfd6", linewidth=0.7, zorder=0)
        label_axis(axes, labels)
        axes.set_xlim(-0.03, 1.03)
        axes.set_xlabel("F1; lines: 95% interval; in brackets: records in the gold", loc="left")
        canvas.legend(loc="outside lower left", ncols=2, frameon=False)
    links = [
        Mark(tuple(own), f"{kind}, what the machine marked", records)
        for own, kind, records in zip(dots, ranked["kind"], row_records(ranked), strict=True)
    ]
    told = [
        f"{kind} {overlap:.2f} same place, {coded:.2f} with its code ({gold} in the gold)"
        for kind, overlap, coded, gold in zip(
            *(ranked[c] for c in ("kind", "overlap", "coded", "gold")), strict=True
        )
    ]
    return Figure(canvas, name, f"{title}, F1: {'; '.join(told)}.", links)


def _interval(axes: Axes, low: object, high: object, height: float, colour: str) -> None:
    if isinstance(low, float) and isinstance(high, float) and not pd.isna(low):
        axes.plot([low, high], [height, height], color=colour, linewidth=2, solid_capstyle="butt")


def plot_stages(
    stages: pd.DataFrame,
    title: str = "What each stage costs the ledger",
    *,
    name: str = "stages",
) -> Figure:
    """Draw F1 of the ledger with ever more stages as the coder has them, the machine's own on top.

    `stages` is what `stages_frame` returns. A figure of the ledger stands for no single passage,
    so each row leads to the table of the same name.

    >>> rows = {"coded_so_far": ["as found"], "overlap_f1": [0.5], "coded_f1": [0.25]}
    >>> plot_stages(pd.DataFrame(rows)).alt
    'What each stage costs the ledger, F1: as found 0.50, with its codes 0.25.'
    """
    if stages.empty:
        return empty_figure(title, name, "no signal was coded, so the ledger cannot be scored.")
    names = [str(stage) for stage in stages["coded_so_far"]]
    labels = [stage if at == 0 else f"+ {stage} as coded" for at, stage in enumerate(names)]
    with drawing(title, 2.0 + 0.62 * len(labels)) as (canvas, [axes]):
        bars: list[list[Artist]] = [[] for _ in labels]
        for number, (column, label) in enumerate(_STAGES.items()):
            look = series_look(number)
            drawn = axes.barh(
                [at + 0.36 * (number - 0.5) for at in range(len(labels))],
                stages[column],
                color=look.colour,
                hatch=look.hatch,
                edgecolor=_INK,
                linewidth=0.6,
                height=0.34,
                label=label,
            )
            axes.bar_label(drawn, fmt="%.2f", padding=4, fontsize=11)
            for at, bar in enumerate(drawn):
                bars[at].append(bar)
        label_axis(axes, labels)
        axes.set_xlim(0, 1.05)
        axes.set_xlabel("F1 of the ledger's signals", loc="left")
        canvas.legend(loc="outside lower left", ncols=2, frameon=False)
    links = [Mark(tuple(own), label, table=name) for own, label in zip(bars, labels, strict=True)]
    told = [
        f"{stage} {overlap:.2f}, with its codes {coded:.2f}"
        for stage, overlap, coded in zip(
            names, stages["overlap_f1"], stages["coded_f1"], strict=True
        )
    ]
    return Figure(canvas, name, f"{title}, F1: {'; '.join(told)}.", links)
