"""Draws the families of instruments by direction: less pressure to the left, more to the right."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from nkpressure.report.evidence import row_records
from nkpressure.report.figure_links import Mark, in_text_order
from nkpressure.report.figures import (
    Figure,
    counted,
    drawable,
    drawing,
    empty_figure,
    label_axis,
    looks,
)

_Records = Mapping[tuple[str, str], tuple[str, ...]]
_LEAST = 3  # mentions; a panel narrower than this has no room for its heading


def plot_instruments(
    counts: pd.DataFrame,
    title: str = "Instruments by family and direction",
    *,
    name: str = "instruments",
) -> Figure:
    """Draw how often each family is mentioned, loosening against tightening, the rest beside it.

    `counts` has the columns family (F, S, N or G), direction and mentions, and `ids` where the bars
    are to lead to the mentions; rows of one family and direction are added up. One mention is
    equally long in both panels.

    >>> counts = pd.DataFrame({"family": ["S"], "direction": ["tighten"], "mentions": [4]})
    >>> plot_instruments(counts).alt
    'Instruments by family and direction: 4 mentions. Sanctions 4 (4 tighten).'
    """
    if counts.empty or not counts["mentions"].sum():
        return empty_figure(title, name, "no instrument is mentioned.")
    sums = _sums(counts)
    families = [family for family in sums.index if sums.loc[family].sum()]
    sums = sums.loc[families]
    behind = _behind(counts)
    left, right = int(sums["loosen"].max()), int(sums["tighten"].max())
    other = int((sums["maintain"] + sums["ambiguous"]).max())
    room = 0.12 * max(left, right, other, _LEAST)  # for the numbers at the ends of the bars
    reach, far = max(right, _LEAST) + room, max(left, _LEAST) + room
    beside = max(other, _LEAST) + room
    with drawing(title, 2.5 + 0.62 * len(families), 2, [reach + far, beside]) as (
        canvas,
        [axes, side],
    ):
        links = _bars(axes, -sums["loosen"], "loosen", behind)
        links += _bars(axes, sums["tighten"], "tighten", behind)
        axes.axvline(0, color="#1c1b1a", linewidth=1)
        axes.set_xlim(-far, reach)
        axes.set_xlabel("← less pressure    more pressure →")
        links += _bars(side, sums["maintain"], "maintain", behind)
        links += _bars(side, sums["ambiguous"], "ambiguous", behind, sums["maintain"])
        side.axvline(0, color="#1c1b1a", linewidth=1)
        side.set_xlim(0, beside)
        side.set_xlabel("neither")
        label_axis(axes, [_family(family) for family in families])
        for panel in (axes, side):
            panel.set_xticks([])
            panel.spines[["left", "bottom"]].set_visible(False)
            panel.tick_params(axis="y", length=0)
        canvas.legend(
            handles=[_patch(direction) for direction in looks("direction")],
            loc="outside lower left",
            ncols=4,
            frameon=False,
        )
    return Figure(canvas, name, _alt(title, sums), links)


def _sums(counts: pd.DataFrame) -> pd.DataFrame:
    table = counts.pivot_table(
        index="family", columns="direction", values="mentions", aggfunc="sum", fill_value=0
    )
    known = [family for family in looks("family") if family in table.index]
    others = sorted(set(table.index) - set(known))
    return table.reindex(
        index=[*known, *others], columns=list(looks("direction")), fill_value=0
    ).astype(int)


def _behind(counts: pd.DataFrame) -> _Records:
    """Return the records of each family and direction, in the order of the text."""
    behind: dict[tuple[str, str], list[str]] = {}
    rows = zip(counts["family"], counts["direction"], row_records(counts), strict=True)
    for family, direction, records in rows:
        behind.setdefault((family, direction), []).extend(records)
    return {cell: in_text_order(records) for cell, records in behind.items()}


def _family(family: str) -> str:
    look = looks("family").get(family)
    return look.label if look else drawable(family)


def _bars(
    axes: Axes,
    lengths: "pd.Series[int]",
    direction: str,
    behind: _Records,
    after: "pd.Series[int] | None" = None,
) -> list[Mark]:
    look = looks("direction")[direction]
    bars = axes.barh(
        range(len(lengths)),
        lengths,
        left=None if after is None else after,
        color=look.colour,
        hatch=look.hatch,
        edgecolor="#1c1b1a",
        linewidth=0.6,
        height=0.7,
    )
    within = after is not None or direction == "maintain"
    labels = [str(abs(int(length))) if length else "" for length in lengths]
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.9}
    axes.bar_label(
        bars,
        labels,
        label_type="center" if within else "edge",
        padding=0 if within else 4,
        bbox=box if within else None,
    )
    return [
        Mark(
            (bar,),
            f"{_family(str(family))}, {direction}, {counted(abs(int(length)), 'mention')}",
            behind.get((str(family), direction), ()),
        )
        for bar, (family, length) in zip(bars, lengths.items(), strict=True)
        if length
    ]


def _patch(direction: str) -> Patch:
    look = looks("direction")[direction]
    return Patch(facecolor=look.colour, hatch=look.hatch * 2, edgecolor="#1c1b1a", label=look.label)


def _alt(title: str, sums: pd.DataFrame) -> str:
    parts = []
    for family, row in sums.iterrows():
        told = ", ".join(f"{n} {direction}" for direction, n in row.items() if n)
        parts.append(f"{_family(str(family))} {int(row.sum())} ({told})")
    return f"{title}: {counted(int(sums.to_numpy().sum()), 'mention')}. {'; '.join(parts)}."
