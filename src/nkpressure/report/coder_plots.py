"""Draws how far coders agree, and in what they differ."""

import pandas as pd
from matplotlib.artist import Artist

from nkpressure.report.evidence import row_records
from nkpressure.report.figure_links import Mark
from nkpressure.report.figures import (
    Figure,
    counted,
    drawing,
    empty_figure,
    label_axis,
    series_look,
)

_INK = "#1c1b1a"
_FIGURES = {
    "f1_overlap": "same place (F1)",
    "f1_coded": "same place and code (F1)",
    "alpha_units": "place and code beyond chance (alpha)",
}
_TYPES = {
    "missed": "one marked nothing",
    "boundary": "other ends",
    "code": "other code",
    "link": "other link",
}
_RELIABLE = 0.8  # Krippendorff's line above which data may be relied on


def plot_agreement(
    agreement: pd.DataFrame, title: str = "How far the coders agree", *, name: str = "agreement"
) -> Figure:
    """Draw three figures of agreement for each kind: dots on one scale from 0 to 1.

    `agreement` is what `agreement_frame` returns. Each kind's row leads to the sentences in which
    the coders differ.

    >>> row = {"kind": "place", "f1_overlap": 1.0, "f1_coded": 0.5, "alpha_units": 0.4, "ids": []}
    >>> plot_agreement(pd.DataFrame([row])).alt
    'How far the coders agree: place 1.00 same place, 0.50 with its code, alpha 0.40.'
    """
    if agreement.empty:
        return empty_figure(title, name, "there are no two codings to compare.")
    kinds = agreement["kind"].tolist()
    with drawing(title, 2.3 + 0.5 * len(kinds)) as (canvas, [axes]):
        dots: list[list[Artist]] = [[] for _ in kinds]
        axes.axvline(_RELIABLE, color="#8a857c", linewidth=1, linestyle=(0, (4, 3)))
        for number, (column, label) in enumerate(_FIGURES.items()):
            look = series_look(number)
            for at, value in enumerate(agreement[column]):
                if not pd.isna(value):
                    dots[at] += axes.plot(
                        [max(value, 0)], [at + 0.18 * (number - 1)], look.marker, color=look.colour
                    )
            axes.plot([], [], look.marker, color=look.colour, label=label)
        for at in range(len(kinds)):
            axes.axhline(at, color="#e3dfd6", linewidth=0.7, zorder=0)
        label_axis(axes, kinds)
        axes.set_xlim(-0.03, 1.03)
        axes.set_xlabel("1 is full agreement; dashed: .8, below which alpha is not to be relied on")
        canvas.legend(loc="outside lower left", ncols=1, frameon=False)
    records = row_records(agreement)
    links = [
        Mark(tuple(own), f"{kind}, where the coders differ", behind)
        for own, kind, behind in zip(dots, kinds, records, strict=True)
        if own
    ]
    return Figure(canvas, name, f"{title}: {'; '.join(_told(agreement))}.", links)


def _told(agreement: pd.DataFrame) -> list[str]:
    rows = zip(*(agreement[column] for column in ("kind", *_FIGURES)), strict=True)
    return [
        f"{kind} {overlap:.2f} same place, {coded:.2f} with its code"
        f"{'' if pd.isna(alpha) else f', alpha {alpha:.2f}'}"
        for kind, overlap, coded, alpha in rows
    ]


def plot_disagreements(
    counts: pd.DataFrame, title: str = "In what the coders differ", *, name: str = "disagreements"
) -> Figure:
    """Draw how often coders differ on each kind, a bar divided by the type of the difference.

    `counts` is what `counted_disagreements` returns; each part leads to its sentences.

    >>> counts = pd.DataFrame({"kind": ["place"], "type": ["missed"], "times": [2], "ids": [[]]})
    >>> plot_disagreements(counts).alt
    'In what the coders differ: 2 differences. place 2 (one marked nothing 2).'
    """
    if counts.empty:
        return empty_figure(title, name, "no difference is known.")
    kinds = counts.groupby("kind")["times"].sum().sort_values(ascending=False, kind="stable")
    order = [str(kind) for kind in kinds.index]
    ends = dict.fromkeys(order, 0)
    links: list[Mark] = []
    said: dict[str, list[str]] = {kind: [] for kind in order}
    with drawing(title, 2.0 + 0.5 * len(order)) as (canvas, [axes]):
        for number, (type_, label) in enumerate(_TYPES.items()):
            look = series_look(number)
            own = counts[counts["type"] == type_]
            for kind, times, records in zip(
                own["kind"], own["times"], row_records(own), strict=True
            ):
                bar = axes.barh(
                    [order.index(kind)],
                    [times],
                    left=ends[kind],
                    color=look.colour,
                    hatch=look.hatch,
                    edgecolor=_INK,
                    linewidth=0.6,
                    height=0.66,
                )
                ends[kind] += times
                said[kind].append(f"{label} {times}")
                links.append(Mark(tuple(bar), f"{kind}, {label}, {times}", records))
            axes.barh([0], [0], color=look.colour, hatch=look.hatch, edgecolor=_INK, label=label)
        for at, kind in enumerate(order):
            axes.text(ends[kind] + 0.01 * max(ends.values()), at, str(ends[kind]), va="center")
        label_axis(axes, order)
        axes.spines["bottom"].set_visible(False)
        axes.set_xticks([])
        axes.margins(x=0.08)
        axes.set_xlabel("differences between two coders", loc="left")
        canvas.legend(loc="outside lower left", ncols=2, frameon=False)
    total = counted(int(counts["times"].sum()), "difference")
    told = "; ".join(f"{kind} {ends[kind]} ({', '.join(said[kind])})" for kind in order)
    return Figure(canvas, name, f"{title}: {total}. {told}.", links)
