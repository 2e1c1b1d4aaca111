"""Draws the share of an article's words by voice, and how much of each voice's words is hedged."""

from itertools import chain

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from nkpressure.report.evidence import row_records
from nkpressure.report.figure_links import Mark
from nkpressure.report.figures import (
    Figure,
    counted,
    drawing,
    empty_figure,
    label_axis,
    looks,
)
from nkpressure.report.layer_bars import DrawnLayers, draw_layers, layer_patches

_MOST_ROWS = 14
_FEW = 30  # words; the hedged share of fewer is drawn hollow
_INK = "#1c1b1a"
_IDS = ["ids", "hedged_ids"]
_COUNTS = ["words", "own", "quoted", "reported", "ascribed"]


def plot_voice_shares(
    voices: pd.DataFrame, title: str = "Whose words the article holds", *, name: str = "voices"
) -> Figure:
    """Draw one bar a voice, divided by layer, and beside it the share of its words that is hedged.

    `voices` is what `count_voices` returns; a bar leads to what the voice says, a dot to the hedges
    on it. Those beyond the first fourteen are joined in one row.
    """
    if voices.empty:
        return empty_figure(title, name, "no words are found.")
    shown = _joined(voices)
    total = int(shown["words"].sum())
    layers = list(looks("layer"))
    with drawing(title, 2.5 + 0.45 * len(shown), 2, [2.4, 1.5]) as (canvas, [axes, side]):
        drawn = draw_layers(
            axes,
            [{layer: row[layer] / total for layer in layers} for _, row in shown.iterrows()],
        )
        longest = drawn.longest
        for at, words in enumerate(shown["words"]):
            share = f"{words / total:.0%}" if words / total >= 0.005 else "under 1%"
            axes.text(words / total + 0.02 * longest, at, share, va="center")
        axes.set_xlim(0, 1.2 * longest)
        links = [*_bars(shown, drawn), *_draw_hedged(side, shown)]
        label_axis(axes, [str(voice) for voice in shown["voice"]])
        axes.set_ylim(len(shown) - 0.4, -0.7)
        axes.set_title("share of all words", loc="left", size=12, style="italic")
        side.set_title("of these, hedged", loc="left", size=12, style="italic")
        for panel in (axes, side):
            panel.set_xticks([])
            panel.spines[["left", "bottom"]].set_visible(False)
            panel.tick_params(axis="y", length=0)
        found = [layer for layer in layers if shown[layer].sum()]
        canvas.legend(
            handles=layer_patches(found), loc="outside lower left", ncols=2, frameon=False
        )
    return Figure(canvas, name, _alt(title, voices), links)


def _joined(voices: pd.DataFrame) -> pd.DataFrame:
    if len(voices) <= _MOST_ROWS:
        return voices
    kept, rest = voices.head(_MOST_ROWS - 1), voices.iloc[_MOST_ROWS - 1 :]
    hedged = (rest["hedged_share"] * rest["words"]).sum() / rest["words"].sum()
    more = pd.DataFrame(
        [[f"{len(rest)} further voices", hedged, *rest[_COUNTS].sum()]],
        columns=["voice", "hedged_share", *_COUNTS],
    )
    for column in _IDS:
        more[column] = [tuple(chain.from_iterable(row_records(rest, column)))]
        kept = kept.assign(**{column: pd.Series(row_records(kept, column), index=kept.index)})
    return pd.concat([kept[list(more.columns)], more], ignore_index=True)


def _bars(shown: pd.DataFrame, drawn: DrawnLayers) -> list[Mark]:
    """Return one mark a voice, over all pieces of its bar."""
    pieces: dict[int, list[Artist]] = {}
    for at, _, piece in drawn.pieces:
        pieces.setdefault(at, []).append(piece)
    records = row_records(shown)
    return [
        Mark(
            tuple(pieces[at]),
            f"{shown['voice'].iloc[at]}, {counted(int(shown['words'].iloc[at]), 'word')}",
            records[at],
        )
        for at in pieces
    ]


def _draw_hedged(axes: Axes, shown: pd.DataFrame) -> list[Mark]:
    links, hedges = [], row_records(shown, "hedged_ids")
    for at, (share, words) in enumerate(zip(shown["hedged_share"], shown["words"], strict=True)):
        few = words < _FEW
        axes.plot([0, 1], [at, at], color="#d8d3c8", linewidth=1, zorder=0)
        dot = axes.plot(
            share,
            at,
            "o",
            markersize=10,
            markerfacecolor="white" if few else "#D55E00",
            markeredgecolor=_INK,
            markeredgewidth=1,
        )
        told = f"{share:.0%}" + (f" of {words} words" if few else "")
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        about = f"{shown['voice'].iloc[at]}, {share:.0%} hedged"
        links.append(Mark(tuple(dot), about, hedges[at]))
        axes.text(share + 0.11, at, told, va="center", size=11 if few else 13, bbox=box)
    axes.set_xlim(-0.1, 2.1)
    return links


def _alt(title: str, voices: pd.DataFrame) -> str:
    parts = [
        f"{row.voice} {row.share:.0%} ({row.hedged_share:.0%} of it hedged)"
        for row in voices.head(8).itertuples(index=False)
    ]
    more = f"; {len(voices) - 8} further voices" if len(voices) > 8 else ""
    total = counted(int(voices["words"].sum()), "word")
    return f"{title}, of {total}: {'; '.join(parts)}{more}."
