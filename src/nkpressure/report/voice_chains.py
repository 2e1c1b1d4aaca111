"""Draws who speaks through whom: from each origin over those who carry the words to the author."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes

from nkpressure.report.evidence import row_records
from nkpressure.report.figure_links import Mark, in_text_order
from nkpressure.report.figures import (
    Figure,
    counted,
    drawable,
    drawing,
    empty_figure,
    label_axis,
)
from nkpressure.report.layer_bars import draw_layers, layer_patches

_MOST_ROWS = 26
_NODE_WIDTH = 17  # characters of a name within the diagram
_INK = "#1c1b1a"
_LINE = "#8a857c"
Path = tuple[str, ...]  # who speaks, then who carries the words; the author is left out
_ByLayer = dict[str, list[tuple[str, ...]]]  # what stands behind each attribution of a layer


@dataclass(slots=True)
class _Node:
    """A voice nearer to the author than those beneath it, or an origin, which has a row."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)  # of an origin: attributions by layer
    records: "_ByLayer" = field(default_factory=dict)  # of an origin: the same by their ids
    below: "dict[str, _Node]" = field(default_factory=dict)
    row: float = 0.0

    def total(self) -> int:
        return self.counts.total() + sum(node.total() for node in self.below.values())

    def all_records(self) -> tuple[str, ...]:
        """Return the records of all attributions that pass through here, in text order."""
        below = chain.from_iterable(node.all_records() for node in self.below.values())
        own = chain.from_iterable(chain.from_iterable(self.records.values()))
        return in_text_order([*own, *below])


def plot_voice_chains(
    chains: pd.DataFrame, title: str = "Who speaks through whom", *, name: str = "voice-chains"
) -> Figure:
    """Draw one row an origin, its line over those who carry its words to the author on the right.

    `chains` is what `attribution_chains` returns; the author's own claims are left out. Bars count
    the attributions by layer.
    """
    others = chains[chains["layer"] != "own"]
    if others.empty:
        return empty_figure(title, name, "nobody but the author speaks.")
    paths = _paths(others)
    root = _tree(paths)
    rows = list(_leaves(root))
    depth = max(len(path) for path in paths) - 1
    with drawing(title, 2.3 + 0.4 * len(rows), 2, [2.0 + 1.3 * depth, 1.9]) as (
        canvas,
        [axes, side],
    ):
        links = _draw_tree(axes, root, depth)
        drawn = draw_layers(side, [node.counts for node in rows], counted_at_end=True)
        side.set_xlim(0, drawn.longest * 1.25)
        links += [
            Mark(
                (bar,),
                f"{rows[at].name}, {layer}, {_attributions(rows[at].counts[layer])}",
                tuple(chain.from_iterable(rows[at].records[layer])),
            )
            for at, layer, bar in drawn.pieces
        ]
        label_axis(axes, [node.name for node in rows])
        axes.set_xlim(-0.04, depth + 1.04)
        axes.set_ylim(len(rows) - 0.4, -1.5)
        _head(axes, 0, "said by", "right", -0.06)
        if depth:
            _head(axes, 1, "through", "left")
        writer = drawable(str(others["author"].iloc[0]))
        middle = root.row
        axes.text(
            depth + 1.04, middle, f"to {writer}", rotation=270, va="center", ha="left", size=12
        )
        _head(side, 0, "attributions", "left")
        for panel in (axes, side):
            panel.set_xticks([])
            panel.spines[["left", "bottom"]].set_visible(False)
            panel.tick_params(axis="y", length=0)
        found = {layer for node in rows for layer in node.counts}
        canvas.legend(
            handles=layer_patches(found), loc="outside lower left", ncols=2, frameon=False
        )
    return Figure(canvas, name, _alt(title, others), links)


def _attributions(number: int) -> str:
    return counted(number, "attribution")


def _paths(chains: pd.DataFrame) -> dict[Path, _ByLayer]:
    """Sort the attributions by path and layer; the rarest paths beyond a page are joined."""
    paths: dict[Path, _ByLayer] = {}
    for row, records in zip(chains.itertuples(index=False), row_records(chains), strict=True):
        path = (str(row.said_by), *(voice for voice in str(row.through).split("; ") if voice))
        paths.setdefault(path, {}).setdefault(str(row.layer), []).append(records)
    if len(paths) <= _MOST_ROWS:
        return paths
    ordered = sorted(paths, key=lambda path: (-sum(map(len, paths[path].values())), path))
    kept = {path: paths[path] for path in ordered[: _MOST_ROWS - 1]}
    rest = ordered[_MOST_ROWS - 1 :]
    joined: _ByLayer = {}
    for path in rest:
        for layer, attributions in paths[path].items():
            joined.setdefault(layer, []).extend(attributions)
    return {**kept, (f"{len(rest)} further voices",): joined}


def _tree(paths: dict[Path, _ByLayer]) -> _Node:
    root = _Node("")
    for path, records in paths.items():
        node = root
        for voice in reversed(path[1:]):
            node = node.below.setdefault(f"through {voice}", _Node(voice))
        counts = Counter({layer: len(ids) for layer, ids in records.items()})
        node.below[path[0]] = _Node(path[0], counts, records)
    return root


def _leaves(root: _Node) -> Iterator[_Node]:
    """Give the origins from top to bottom, those that speak directly first; set all rows."""
    rows: list[_Node] = []

    def visit(node: _Node) -> None:
        if not node.below:
            node.row = len(rows)
            rows.append(node)
            return
        inner = sorted(node.below.values(), key=lambda n: (bool(n.below), -n.total(), n.name))
        for below in inner:
            visit(below)
        node.row = (min(n.row for n in inner) + max(n.row for n in inner)) / 2

    visit(root)
    return iter(rows)


def _draw_tree(axes: Axes, node: _Node, place: int, *, root: bool = True) -> list[Mark]:
    """Draw what lies beneath a node; origins stand at 0, the author's line at the far right."""
    links = []
    here = place + 1 if root else place
    rows = [below.row for below in node.below.values()]
    axes.plot([here, here], [min(rows), max(rows)], color=_LINE, linewidth=1.6, zorder=1)
    for below in node.below.values():
        start = 0 if not below.below else here - 1
        axes.plot([start, here], [below.row, below.row], color=_LINE, linewidth=1.6, zorder=1)
        dot = axes.plot(start, below.row, "o", color=_INK, markersize=6, zorder=2)
        how = "through " if below.below else ""
        about = f"{how}{below.name}, {_attributions(below.total())}"
        links.append(Mark(tuple(dot), about, below.all_records()))
        if below.below:
            links += _draw_tree(axes, below, here - 1, root=False)
            axes.text(
                start + 0.05,
                below.row,
                _node_name(below.name),
                va="center",
                size=11,
                linespacing=0.95,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2},
                zorder=3,
            )
    return links


def _node_name(name: str) -> str:
    return fill(drawable(name), _NODE_WIDTH, break_long_words=False)


def _head(axes: Axes, place: float, words: str, side: str, shift: float = 0) -> None:
    axes.text(place + shift, -0.75, words, ha=side, va="bottom", size=11, style="italic")


def _alt(title: str, chains: pd.DataFrame) -> str:
    author = str(chains["author"].iloc[0])
    voices = chains["said_by"].nunique()
    carried = chains[chains["through"] != ""]
    told = _list([f"{r.said_by} through {r.through}" for r in carried.itertuples(index=False)])
    most = chains["said_by"].value_counts()
    first = sorted(most[most == most.iloc[0]].index)[0]
    reach = (
        f"{counted(len(carried), 'of these reaches', 'of these reach')} {author} through another: "
        f"{told}."
        if len(carried)
        else f"All reach {author} directly."
    )
    return (
        f"{title}: {counted(len(chains), 'attribution')} to {counted(voices, 'voice')}, most "
        f"({most.iloc[0]}) to {first}. {reach}"
    )


def _list(names: Sequence[str]) -> str:
    once = list(dict.fromkeys(names))
    more = f" and {len(once) - 6} more" if len(once) > 6 else ""
    return "; ".join(once[:6]) + more
