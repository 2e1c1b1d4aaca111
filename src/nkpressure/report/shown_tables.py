"""A table as a reader sees it: a caption, headings, and rows that lead back to the text."""

import math
import re
from dataclasses import dataclass
from enum import Enum
from numbers import Integral, Real
from typing import Any

import pandas as pd

from nkpressure.errors import WrongUseError
from nkpressure.measure.spreadsheets import guarded
from nkpressure.report.evidence import anchor_attributes, row_records
from nkpressure.report.printable import html_text, isolated_html, printable

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_LONG = 60  # characters; a longer cell is set as running text
_PLAIN_ROWS = 25

# Also needed where no page gives the table its style, as in JupyterLab.
_STYLE = (
    "<style>.nk-table table{border-collapse:collapse}.nk-table caption{text-align:left}"
    ".nk-table th,.nk-table td{text-align:left!important;vertical-align:top;"
    "overflow-wrap:anywhere}.nk-table .nk-number{text-align:right!important;"
    "font-variant-numeric:tabular-nums}.nk-table .nk-long{min-width:22em;max-width:40em}"
    ".nk-scroll{overflow:auto}</style>"
)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    r"""A frame with a caption, shown as HTML and kept as CSV under its name.

    The columns `id` (of a record) and `ids` (of all that a row counts), and others whose names end
    in `_ids`, are not shown: they tie the row's words to their places in the text.
    Raises WrongUseError where the name cannot name a file or the caption is empty.

    >>> table = Table(pd.DataFrame({"number": [2231]}), "citations", "Cited resolutions")
    >>> bundle, metadata = table._repr_mimebundle_()
    >>> bundle["text/csv"], metadata["text/csv"]["name"]
    ('number\n2231\n', 'citations')
    """

    frame: pd.DataFrame
    name: str
    caption: str
    note: str | None = None

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise WrongUseError(
                f"{self.name!r} cannot name a table; "
                "use letters, digits and hyphens, as in 'citations'"
            )
        if not self.caption.strip():
            raise WrongUseError(f"the table {self.name!r} needs a caption")

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        bundle = {"text/html": self.to_html(), "text/csv": self.to_csv(), "text/plain": str(self)}
        return bundle, {"text/csv": {"name": self.name}}

    def __str__(self) -> str:
        frame = _with_index(self.frame)
        lists = [name for name in frame.columns if _is_evidence(name) and name != "id"]
        rows = frame.drop(columns=lists).map(_cell_text)
        shown = rows.head(_PLAIN_ROWS).to_string(index=False, max_colwidth=40)
        left = len(rows) - _PLAIN_ROWS
        more = f"\n... and {left} more rows" if left > 0 else ""
        return printable(f"{self.caption}\n{shown if len(rows) else '(no rows)'}{more}")

    def to_csv(self) -> str:
        """Return the frame as CSV with all columns; no cell can act as a formula."""
        safe = _with_index(self.frame).map(_csv_cell)
        safe.columns = pd.Index([_csv_cell(str(column)) for column in safe.columns])
        return str(safe.to_csv(index=False, lineterminator="\n"))

    def to_html(self) -> str:
        """Return the table as HTML: every cell escaped, none cut."""
        frame = _with_index(self.frame)
        anchors = [anchor_attributes(ids) for ids in row_records(frame)]
        columns = [_Column(frame, str(name)) for name in frame.columns if not _is_evidence(name)]
        names = [column.name for column in columns]
        linked = names.index("text") if "text" in names else 0
        heads = "".join(column.head() for column in columns)
        rows = []
        for at, anchor in enumerate(anchors):
            cells = (
                column.cell(at, is_first=place == 0, anchor=anchor if place == linked else "")
                for place, column in enumerate(columns)
            )
            rows.append(f"<tr>{''.join(cells)}</tr>")
        if not rows:
            rows.append(f'<tr><td colspan="{max(len(columns), 1)}">No rows.</td></tr>')
        label = html_text(self.caption)
        note = f'<p class="nk-table-note">{isolated_html(self.note)}</p>' if self.note else ""
        return (
            f'{_STYLE}<div class="nk-table">'
            f'<div class="nk-scroll" role="group" tabindex="0" aria-label="{label}">'
            f'<table id="table-{html_text(self.name)}"><caption>{isolated_html(self.caption)}'
            f"</caption><thead><tr>{heads}</tr></thead>\n<tbody>{chr(10).join(rows)}</tbody>"
            f"</table></div>{note}</div>"
        )


class _Column:
    """A column's heading and cells as HTML."""

    def __init__(self, frame: pd.DataFrame, name: str) -> None:
        self.name = name
        self.values: list[Any] = frame.iloc[:, [str(c) for c in frame.columns].index(name)].tolist()
        said = [value for value in self.values if not _is_missing(value)]
        self.is_number = bool(said) and all(_is_number(value) for value in said)
        self.decimals = _decimals(said) if self.is_number else 0
        is_long = any(len(_cell_text(value)) > _LONG for value in said)
        classes = "nk-number" if self.is_number else "nk-long" if is_long else ""
        self.attributes = f' class="{classes}"' if classes else ""

    def head(self) -> str:
        heading = html_text(self.name.replace("_", " "))
        return f'<th scope="col"{self.attributes}>{heading}</th>'

    def cell(self, at: int, *, is_first: bool, anchor: str) -> str:
        value = self.values[at]
        shown = isolated_html(_cell_text(value, self.decimals))
        if anchor:
            shown = f"<a {anchor}>{shown or '(no words)'}</a>"
        if is_first:
            return f'<th scope="row"{self.attributes}>{shown}</th>'
        return f"<td{self.attributes}>{shown}</td>"


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """A grouped frame keeps its groups in a named index: they are columns to a reader."""
    return frame.reset_index() if any(frame.index.names) else frame


def _is_evidence(column: object) -> bool:
    return column in ("id", "ids") or str(column).endswith("_ids")


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value


def _is_number(value: object) -> bool:
    return (
        isinstance(value, Real) and not isinstance(value, bool) and "bool" not in str(type(value))
    )


def _decimals(values: list[Any]) -> int:
    """The fewest decimals, at most three, that tell these numbers as well as three do."""
    exact = [float(v) for v in values if not isinstance(v, Integral) and math.isfinite(v)]
    return next(d for d in range(4) if d == 3 or all(round(v, d) == round(v, 3) for v in exact))


def _cell_text(value: Any, decimals: int = 3) -> str:
    if isinstance(value, tuple | list):
        return "; ".join(_cell_text(member) for member in value)
    if _is_missing(value):
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if _is_number(value):
        return str(value) if isinstance(value, Integral) else f"{value:.{decimals}f}"
    if not isinstance(value, str) and str(value) in ("True", "False"):
        return "yes" if value else "no"
    return str(value)


def _csv_cell(value: Any) -> Any:
    if _is_missing(value):
        return None
    if _is_number(value):
        return value
    return guarded(printable(_cell_text(value)))
