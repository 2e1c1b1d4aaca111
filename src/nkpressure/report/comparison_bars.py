"""Draws documents side by side on the same categories, as shares of their own mentions."""

import pandas as pd

from nkpressure.report.evidence import row_records
from nkpressure.report.figure_links import Mark
from nkpressure.report.figures import (
    Figure,
    counted,
    drawable,
    drawing,
    empty_figure,
    label_axis,
    looks,
    series_look,
)


def plot_comparison(
    counts: pd.DataFrame, title: str = "What each document stresses", *, name: str = "comparison"
) -> Figure:
    """Draw, for each category, its share among a document's mentions: one bar a document.

    `counts` has the columns document, category and mentions, and `ids` where the bars are to lead
    to the mentions. Shares, since documents differ in
    length; the number of mentions stands beside each bar and each document's total in the legend.

    >>> counts = pd.DataFrame({"document": ["a", "a"], "category": ["F", "S"], "mentions": [1, 3]})
    >>> plot_comparison(counts).alt
    'What each document stresses: a (n = 4): Sanctions 75% (3), Force 25% (1).'
    """
    if counts.empty or not counts["mentions"].sum():
        return empty_figure(title, name, "nothing is mentioned in any document.")
    documents = list(dict.fromkeys(counts["document"]))
    table = counts.pivot_table(
        index="category", columns="document", values="mentions", aggfunc="sum", fill_value=0
    )
    categories = _in_order(table.index.tolist())
    table = table.reindex(index=categories, columns=documents, fill_value=0)
    totals = {document: int(table[document].sum()) for document in documents}
    behind = dict(
        zip(
            zip(counts["document"], counts["category"], strict=True),
            row_records(counts),
            strict=True,
        )
    )
    links = []
    height = 0.8 / len(documents)
    with drawing(title, 1.7 + len(categories) * max(0.55, 0.36 * len(documents))) as (
        canvas,
        [axes],
    ):
        for number, document in enumerate(documents):
            look = series_look(number)
            offset = (number - (len(documents) - 1) / 2) * height
            bars = axes.barh(
                [row + offset for row in range(len(categories))],
                table[document] / max(totals[document], 1),
                height=height * 0.9,
                color=look.colour,
                hatch=look.hatch,
                edgecolor="#1c1b1a",
                linewidth=0.6,
                label=f"{drawable(str(document))} (n = {totals[document]})",
            )
            links += [
                Mark((bar,), _named(document, category, n), behind.get((document, category), ()))
                for bar, (category, n) in zip(bars, table[document].items(), strict=True)
                if n
            ]
            axes.bar_label(bars, [_share(n, totals[document]) for n in table[document]], padding=4)
        label_axis(axes, [_label(category) for category in categories])
        axes.set_xlim(0, float((table / table.sum().clip(lower=1)).to_numpy().max()) * 1.2)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
        axes.set_xlabel("share of the document's mentions (mentions)", loc="left")
        canvas.legend(loc="outside lower left", ncols=2, frameon=False)
    return Figure(canvas, name, _alt(title, table, totals), links)


def _in_order(categories: list[str]) -> list[str]:
    order = [*looks("family"), *looks("direction")]
    return sorted(
        categories, key=lambda name: (order.index(name) if name in order else len(order), name)
    )


def _label(category: str) -> str:
    look = looks("family").get(category) or looks("direction").get(category)
    return look.label if look else drawable(str(category))


def _named(document: object, category: object, mentions: int) -> str:
    return f"{document}: {_label(str(category))}, {counted(int(mentions), 'mention')}"


def _share(mentions: int, total: int) -> str:
    return f"{mentions / max(total, 1):.0%} ({mentions})"


def _alt(title: str, table: pd.DataFrame, totals: dict[str, int]) -> str:
    parts = []
    for document, total in totals.items():
        ranked = table[document].sort_values(ascending=False, kind="stable")
        said = [f"{_label(str(name))} {_share(int(n), total)}" for name, n in ranked.items() if n]
        parts.append(f"{document} (n = {total}): {', '.join(said[:4]) or 'none'}")
    return f"{title}: {'; '.join(parts)}."
