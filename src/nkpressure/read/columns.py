"""Which column of a table holds what: as the user says, else by the column's name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from nkpressure.errors import UnreadableDocumentError, WrongUseError
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A name that a column may have, and what such a column holds."""

    TABLE: ClassVar[str] = "column_names.csv"

    field: str
    column: str


FIELDS = (
    "id",
    "text",
    "file",
    "title",
    "author",
    "outlet",
    "published",
    "published_basis",
    "url",
    "language",
    "sha256",
)
_MOST_SHOWN, _LONGEST_SHOWN = 20, 40  # columns, and characters of a name


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each field, and which of them were guessed from another name."""

    of: Mapping[str, str]
    guessed: tuple[str, ...]

    def said(self) -> str | None:
        """Say in words what was guessed; None where nothing was.

        >>> Columns({"text": "body", "id": "id"}, ("text",)).said()
        'text is read from the column body; --columns says otherwise, such as --columns text=body'
        """
        if not self.guessed:
            return None
        pairs = [f"{field} is read from the column {self.of[field]}" for field in self.guessed]
        first = self.guessed[0]
        return (
            f"{', '.join(pairs)}; --columns says otherwise, such as "
            f"--columns {first}={self.of[first]}"
        )


def to_columns(columns: Mapping[str, str] | str | None) -> dict[str, str]:
    """Return the column of each field, from a mapping or from words as the command line takes them.

    Raises WrongUseError for a field that there is not.

    >>> to_columns("text=body,published=date of issue")
    {'text': 'body', 'published': 'date of issue'}
    """
    if not isinstance(columns, str):
        pairs = dict(columns or {})
    else:
        parts = [part.partition("=") for part in columns.split(",") if part.strip()]
        pairs = {field.strip(): column.strip() for field, _, column in parts}
    for field, column in pairs.items():
        if field not in FIELDS or not column:
            raise WrongUseError(
                f"columns {field}={column}: write FIELD=COLUMN,FIELD=COLUMN "
                f"with the fields {', '.join(FIELDS)}"
            )
    return pairs


def find_columns(
    header: Sequence[str], given: Mapping[str, str], name: str, tables: Tables
) -> Columns:
    """Find the column of each field: the one that is given, of its name, or of a name like it.

    Raises UnreadableDocumentError where a given column is missing, or none holds texts or files.

    >>> from nkpressure.tables import read_tables
    >>> dict(find_columns(["Headline", "Body"], {}, "a.csv", read_tables()).of)
    {'text': 'Body', 'title': 'Headline'}
    """
    shown = ", ".join(map(_shown, header[:_MOST_SHOWN])) or "none"
    of: dict[str, str] = {}
    guessed: list[str] = []
    for field, column in given.items():
        if column not in header:
            raise UnreadableDocumentError(
                f"{name}: there is no column {column!r} for the {field}; there are {shown}"
            )
        of[field] = column
    for field in FIELDS:
        if field in of:
            continue
        for column in _candidates(field, header, frozenset(of.values()), tables):
            of[field] = column
            if column.strip().lower() != field:
                guessed.append(field)
            break
    if "text" not in of and "file" not in of:
        raise UnreadableDocumentError(
            f"{name}: no column is known to hold the texts; name it with --columns text=COLUMN "
            f"(there are {shown})"
        )
    return Columns({field: of[field] for field in FIELDS if field in of}, tuple(guessed))


def _shown(column: str) -> str:
    """Return the name of a column in a line; where quotes are open, it holds half the file."""
    words = " ".join(column.split())
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"


def _candidates(
    field: str, header: Sequence[str], taken: frozenset[str], tables: Tables
) -> Iterator[str]:
    by_name = {_plain(column): column for column in reversed(header) if column not in taken}
    for name in _names(tables).get(field, ()):
        if name in by_name:
            yield by_name[name]


def _plain(column: str) -> str:
    return " ".join(column.lower().replace("_", " ").replace("-", " ").replace(".", " ").split())


@cache
def _names(tables: Tables) -> dict[str, tuple[str, ...]]:
    rows = tables.rows(ColumnRow)
    return {
        field: tuple(_plain(row.column) for row in rows if row.field == field) for field in FIELDS
    }
