"""Draws who is mentioned how often."""

import pandas as pd
from matplotlib.patches import Patch

from nkpressure.report.evidence import row_records
from nkpressure.report.figure_links import Mark
from nkpressure.report.figures import (
    Figure,
    Look,
    counted,
    drawing,
    empty_figure,
    label_axis,
    looks,
    plain_look,
)

_SHOWN = 15


def plot_actors(
    counts: pd.DataFrame, title: str = "Who is named how often", *, name: str = "actors"
) -> Figure:
    """Draw the mentions of each actor as bars, coloured and hatched by the kind of actor.

    `counts` has the columns name, subkind and mentions, and `ids` where the bars are to lead to the
    mentions; the fifteen most mentioned are drawn and the rest is counted in a line below.

    >>> counts = pd.DataFrame({"name": ["China"], "subkind": ["state"], "mentions": [3]})
    >>> plot_actors(counts).alt
    'Who is named how often: 1 actor with 3 mentions. China (3).'
    """
    ranked = counts.sort_values(["mentions", "name"], ascending=[False, True], kind="stable")
    if ranked.empty:
        return empty_figure(title, name, "no actor is named.")
    top, rest = ranked.head(_SHOWN), ranked.iloc[_SHOWN:]
    marks = [_look(subkind) for subkind in top["subkind"]]
    with drawing(title, 1.7 + 0.42 * len(top)) as (canvas, [axes]):
        bars = axes.barh(
            range(len(top)),
            top["mentions"],
            color=[mark.colour for mark in marks],
            hatch=[mark.hatch for mark in marks],
            edgecolor="#1c1b1a",
            linewidth=0.6,
            height=0.72,
        )
        axes.bar_label(bars, padding=4)
        label_axis(axes, [str(actor) for actor in top["name"]])
        axes.spines["bottom"].set_visible(False)
        axes.set_xticks([])
        axes.margins(x=0.08)
        shown = {mark.label: mark for mark in marks}
        patches = [_patch(mark) for mark in shown.values()]
        canvas.legend(handles=patches, loc="outside lower left", ncols=3, frameon=False)
        axes.set_xlabel(f"mentions{_rest(rest)}", loc="left")
    behind = zip(bars, top["name"], row_records(top), strict=True)
    links = [
        Mark((bar,), f"{actor}, {counted(int(bar.get_width()), 'mention')}", records)
        for bar, actor, records in behind
    ]
    return Figure(canvas, name, _alt(title, ranked, rest), links)


def _look(subkind: object) -> Look:
    if not isinstance(subkind, str) or not subkind:
        return Look("subkind", "", "not in the table", "#FFFFFF", "", "o")
    return looks("subkind").get(subkind) or plain_look(subkind)


def _patch(mark: Look) -> Patch:
    return Patch(facecolor=mark.colour, hatch=mark.hatch * 2, edgecolor="#1c1b1a", label=mark.label)


def _rest(rest: pd.DataFrame) -> str:
    if rest.empty:
        return ""
    mentions = counted(int(rest["mentions"].sum()), "mention")
    return f"\n{counted(len(rest), 'further actor')} with {mentions} not drawn"


def _alt(title: str, ranked: pd.DataFrame, rest: pd.DataFrame) -> str:
    names = [f"{name} ({n})" for name, n in zip(ranked["name"], ranked["mentions"], strict=True)]
    leaders = ", ".join(names[: min(5, len(names) - len(rest))])
    more = ", then others" if len(names) > 5 else ""
    total = counted(int(ranked["mentions"].sum()), "mention")
    return f"{title}: {counted(len(ranked), 'actor')} with {total}. {leaders}{more}."
