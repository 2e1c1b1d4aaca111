"""Draws where in the article each family of instruments is spoken of."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from nkpressure.find.everything import Findings
from nkpressure.records import annotation_ids
from nkpressure.report.figure_links import Mark
from nkpressure.report.figures import (
    Figure,
    counted,
    drawable,
    drawing,
    empty_figure,
    label_axis,
    looks,
    plain_look,
)

_QUOTED = "blockquote"
_STEP = 0.2  # how far two mentions in one sentence stand apart
_Place = tuple[int, str, str, str]  # sentence number, family, direction, record


def plot_positions(
    findings: Findings, title: str = "Where in the text", *, name: str = "positions"
) -> Figure:
    """Draw each mention of an instrument by its sentence and family; block quotations are grey.

    The marker and its colour tell the direction. The counts can be equal where the argument is
    not: an article that ends with talks makes another one than an article that begins with them.
    """
    sentences = sorted(sentence.span for sentence in findings.sentences)
    starts = [span.start for span in sentences]
    ids = annotation_ids(findings.document, findings.annotations())
    places: list[_Place] = [
        (
            bisect_right(starts, mention.start),
            mention.code.split(".")[0],
            str(mention.direction),
            ids[id(mention)],
        )
        for mention in findings.instruments
    ]
    if not places:
        return empty_figure(title, name, "no instrument is mentioned.")
    found = {family for _, family, *_ in places}
    families = [*(f for f in looks("family") if f in found), *sorted(found - set(looks("family")))]
    with drawing(title, 2.2 + 0.75 * len(families)) as (canvas, [axes]):
        _shade_quotations(axes, findings, starts)
        links = _draw_marks(axes, places, families)
        label_axis(axes, [_family(family) for family in families])
        axes.hlines(range(len(families)), 0.5, len(starts) + 0.5, color="#d8d3c8", zorder=0)
        axes.set_xlim(0.3, max(len(starts), 1) + 0.7)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=10, min_n_ticks=1))
        axes.set_xlabel("sentence (grey: block quotation)", loc="left")
        canvas.legend(
            handles=_legend({direction for *_, direction, _ in places}),
            loc="outside lower left",
            ncols=4,
            frameon=False,
        )
    return Figure(canvas, name, _alt(title, places, families, len(starts)), links)


def _family(family: str) -> str:
    look = looks("family").get(family)
    return look.label if look else drawable(family)


def _draw_marks(axes: Axes, places: Sequence[_Place], families: Sequence[str]) -> list[Mark]:
    links = []
    stacked: Counter[tuple[int, str]] = Counter()
    for sentence, family, direction, record in places:
        # The first mention stands on the line, further ones above and below it in turn.
        number = stacked[sentence, family]
        stacked[sentence, family] += 1
        shift = (number + 1) // 2 * _STEP * (-1 if number % 2 else 1)
        look = looks("direction").get(direction) or plain_look(direction)
        drawn = axes.plot(
            sentence,
            families.index(family) + max(-0.45, min(0.45, shift)),
            look.marker,
            color=look.colour,
            markeredgecolor="#1c1b1a",
            markeredgewidth=0.8,
            markersize=11,
        )
        about = f"{_family(family)}, {direction}, in sentence {sentence}"
        links.append(Mark(tuple(drawn), about, (record,)))
    return links


def _shade_quotations(axes: Axes, findings: Findings, starts: Sequence[int]) -> None:
    for region in findings.regions:
        if region.subkind == _QUOTED or region.quote_group:
            first = bisect_right(starts, region.start)
            last = bisect_right(starts, max(region.end - 1, region.start))
            axes.axvspan(first - 0.5, last + 0.5, color="#ececec", linewidth=0, zorder=0)


def _legend(directions: set[str]) -> list[Line2D]:
    known = [look for value, look in looks("direction").items() if value in directions]
    return [
        Line2D(
            [],
            [],
            linestyle="",
            marker=look.marker,
            color=look.colour,
            markeredgecolor="#1c1b1a",
            markersize=11,
            label=look.label,
        )
        for look in known
    ]


def _alt(
    title: str, places: Sequence[_Place], families: Sequence[str], number_of_sentences: int
) -> str:
    parts = []
    for family in families:
        numbers = sorted({number for number, each, *_ in places if each == family})
        mentions = counted(sum(each == family for _, each, *_ in places), "mention")
        ends = f"sentence {numbers[0]}"
        if len(numbers) > 1:
            ends = f"sentences {numbers[0]} to {numbers[-1]}"
        parts.append(f"{_family(family)} with {mentions} in {ends}")
    return f"{title}, over {counted(number_of_sentences, 'sentence')}: {'; '.join(parts)}."
