"""The report on a class: a page and tables, from what `nkpressure teach check` has written."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from nkpressure.report.printable import html_text
from nkpressure.report.shown_tables import Table
from nkpressure.run.folders import write_whole
from nkpressure.teach.class_figures import (
    FEWEST,
    ClassFigures,
    HalfMean,
    PartFigure,
    class_figures,
    read_class,
    without_names,
)
from nkpressure.teach.pages import filled

_MOST_ERRORS = 15
_TELLING = 10
_STEPS = 5  # of shade, from nobody to all


def write_class_report(folder: Path, *, anonymous: bool = False) -> Path:
    """Write class.html and its tables into the folder of a grading; return the page's path.

    Raises WrongUseError where the folder holds no grading.
    """
    record = read_class(folder)
    if anonymous:
        record = without_names(record)
    figures = class_figures(record)
    tables = _tables(figures)
    for table in tables.values():
        write_whole(folder / f"class-{table.name}.csv", table.to_csv())
    page = folder / "class.html"
    write_whole(page, class_page(record, figures, tables))
    return page


def class_page(
    record: Mapping[str, Any], figures: ClassFigures, tables: Mapping[str, Table]
) -> str:
    """Return the page of the report."""
    shown = dict(tables)
    # The sentence says what the error is about; both columns are in the file.
    told = tables["errors"].frame[["question", "type", "students", "of", "explained"]]
    shown["errors"] = _shortened(Table(told, "errors", tables["errors"].caption), _MOST_ERRORS)
    shown["passages"] = _shortened(tables["passages"], _TELLING)
    graded = sum(question["graded"] for question in record["questions"])
    return filled(
        "class.html.j2",
        students=len(record["students"]),
        counted=len(figures.totals),
        graded=graded,
        practice=len(record["questions"]) - graded,
        upper=len(figures.upper),
        lower=len(figures.lower),
        fewest=FEWEST,
        tables={name: Markup(table.to_html()) for name, table in shown.items()},
        passages=[
            _passage(q, figures.parts) for q in record["questions"] if _has_marks(q, figures)
        ],
        problems=record["problems"],
        items=figures.items,
    )


def _tables(figures: ClassFigures) -> dict[str, Table]:
    questions = pd.DataFrame(
        [
            {
                "question": i.question,
                "graded": i.graded,
                "n": i.n,
                "left_empty": i.empty,
                "difficulty": i.difficulty,
                "discrimination": i.discrimination,
                **_halves(i.upper, i.lower),
            }
            for i in figures.items
        ]
    )
    parts = pd.DataFrame(
        [
            {
                "question": p.question,
                "passage": p.about,
                "n": p.n,
                "met": p.met,
                **_halves(p.upper, p.lower),
            }
            for p in figures.parts
        ],
        columns=["question", "passage", "n", "met", *_HALVES],
    )
    errors = pd.DataFrame(
        [
            {
                "question": e.question,
                "type": e.type,
                "about": e.about,
                "students": e.students,
                "of": e.of,
                "explained": e.sentence,
            }
            for e in figures.errors
        ],
        columns=["question", "type", "about", "students", "of", "explained"],
    )
    ranked = sorted(figures.totals.items(), key=lambda pair: (-pair[1][0], pair[0]))
    students = pd.DataFrame(
        [{"student": s, "points": points, "share": share} for s, (points, share) in ranked],
        columns=["student", "points", "share"],
    )
    differing = parts.dropna(subset=["difference"])
    order = differing["difference"].astype(float).abs().sort_values(ascending=False, kind="stable")
    return {
        "questions": Table(questions, "questions", "Each question"),
        "passages": Table(
            parts.sort_values("met", kind="stable"), "passages", "The hardest first: what was met"
        ),
        "halves": Table(
            differing.loc[order.index].head(_TELLING),
            "halves",
            "Where the two halves differ most",
        ),
        "errors": Table(errors, "errors", "The commonest errors"),
        "students": Table(students, "students", "Points by student"),
    }


_HALVES = ("upper_half", "n_upper", "lower_half", "n_lower", "difference")


def _halves(upper: HalfMean, lower: HalfMean) -> dict[str, float | None]:
    both = upper.mean is not None and lower.mean is not None
    difference = (upper.mean or 0) - (lower.mean or 0) if both else None
    return dict(zip(_HALVES, (upper.mean, upper.n, lower.mean, lower.n, difference), strict=True))


def _shortened(table: Table, most: int) -> Table:
    left = len(table.frame) - most
    note = f"{left} more rows stand in class-{table.name}.csv." if left > 0 else None
    return Table(table.frame.head(most), table.name, table.caption, note)


def _has_marks(question: Mapping[str, Any], figures: ClassFigures) -> bool:
    return any(p.question == question["id"] and p.start is not None for p in figures.parts)


def _passage(question: Mapping[str, Any], parts: Sequence[PartFigure]) -> dict[str, Any]:
    """Return a passage with each mark of the key shaded by how far the class has met it."""
    text = question["text"]
    own = [p for p in parts if p.question == question["id"] and p.start is not None]
    pieces: list[str] = []
    place = 0
    for part in sorted(own, key=lambda p: (p.start or 0, p.end or 0)):
        start, end = part.start or 0, part.end or 0
        if start < place:
            continue
        shade = min(_STEPS - 1, int(part.met * _STEPS))
        pieces.append(html_text(text[place:start]))
        pieces.append(
            f'<mark class="nk-met-{shade}">{html_text(text[start:end])}'
            f'<span class="nk-per-cent"> {part.met:.0%}</span></mark>'
        )
        place = end
    pieces.append(html_text(text[place:]))
    n = max((part.n for part in own), default=0)
    return {"id": question["id"], "asks": question["asks"], "n": n, "html": Markup("".join(pieces))}
