"""The pages of teaching: a student's feedback, and the report on a class."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import nkpressure
from nkpressure.report.layout import TEMPLATE_FOLDER
from nkpressure.report.printable import printable
from nkpressure.teach.grading import Graded
from nkpressure.teach.verdicts import verdict_style

_FOLDER = Path(__file__).parent / "files"


def feedback_page(student: str, work: Sequence[Graded], titles: Mapping[str, str]) -> str:
    """Return a student's page: the points, and each answer with its errors explained."""
    exercises = [
        {
            "title": titles.get(each.exercise or "", each.file),
            "points": round(each.points, 2),
            "of": sum(v.question.points for v in each.verdicts if not v.question.practice),
            "problems": each.problems,
            "verdicts": [
                {
                    "name": verdict.question.name,
                    "asks": verdict.question.asks,
                    "practice": verdict.question.practice,
                    "html": Markup(verdict.to_html()),
                }
                for verdict in each.verdicts
            ],
        }
        for each in work
    ]
    return filled("feedback.html.j2", student=student, exercises=exercises)


def filled(template: str, /, **values: Any) -> str:
    """Fill a template; every value is escaped unless it is Markup."""
    return (
        _environment().get_template(template).render(values, verdict_style=Markup(verdict_style()))
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([_FOLDER, TEMPLATE_FOLDER / "nkpressure"]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: (
            printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
        ),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["version"] = nkpressure.__version__
    return environment
