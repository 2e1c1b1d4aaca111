"""The pages' templates, style and script: what they share, and how they are filled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import nkpressure
from nkpressure.report.printable import printable

TEMPLATE_FOLDER = Path(__file__).parent / "template"  # nbconvert looks for "nkpressure" in here


@dataclass(frozen=True, slots=True)
class Links:
    """Where a page leads: to the index, to other pages (title, address), to the records.

    `uses` are, for the anchor of a record, the reports that show it: title and address.
    """

    index: str | None = None
    others: tuple[tuple[str, str], ...] = ()
    records: str | None = None
    uses: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


def rendered(template: str, /, **values: Any) -> str:
    """Fill a template; every value is escaped unless it is an HTML fragment of this package."""
    fragments = {"article", "blocks", "chosen", "notes", "kinds_css"}
    safe = {name: Markup(v) if name in fragments else v for name, v in values.items()}
    return _environment().get_template(template).render(safe)


def asset(name: str) -> str:
    """Return a style sheet or a script as it stands."""
    return _environment().get_template(name).render()


@cache
def _environment() -> Environment:
    folders = [TEMPLATE_FOLDER / "pages", TEMPLATE_FOLDER / "nkpressure"]
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=lambda name: name is not None and name.endswith((".html", ".html.j2")),
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["version"] = nkpressure.__version__
    return environment


def _finished(value: Any) -> Any:
    """What a page prints can always be written as UTF-8, whatever an article holds."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
