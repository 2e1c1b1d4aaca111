"""Reads the tables of words and facts into typed rows; no other module opens them.

A finder declares its row type beside itself, `tables.rows(RowType)` reads the rows. A user's own
folder goes before ours: a file of the same name takes the place of ours, and `more_<name>.csv`
adds rows to it.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, ClassVar, Generic, Protocol, TypeVar, get_args, get_origin, get_type_hints

from nkpressure.errors import BadTableError, WrongUseError

OUR_FOLDER = Path(__file__).parent / "tables"
MORE = "more_"  # before the name of a table: rows that are added to it


class Row(Protocol):
    """A frozen dataclass with the name of its table; its fields are columns of that table.

    Types that a column can have: str, int, float, bool (yes or no), date, an Enum of strings,
    any of these or None (an empty cell), and tuple[str, ...] (values divided by semicolons).
    """

    TABLE: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The tables in use: our folder, and perhaps a user's own before it.

    `digest` tells two states of the tables apart, so that a changed word is a changed input. Equal
    tables are one object, so that what is kept for them (in `functools.cache`) is found at once.
    """

    folder: Path | None
    digest: str

    def __reduce__(self) -> tuple[Any, ...]:
        return _tables, (self.folder, self.digest)

    def rows(self, row_type: type[R]) -> tuple[R, ...]:
        """Return the rows of the table that the row type names."""
        return _rows(self, row_type)

    def text(self, name: str) -> str:
        """Return a table file's text as it stands, for files that are no CSV (the codebook)."""
        return _read_text(self.path(name))

    def path(self, name: str) -> Path:
        """Return the file of that name: the user's where there is one, else ours."""
        own = self.folder / name if self.folder else None
        return own if own is not None and own.is_file() else OUR_FOLDER / name

    def files(self) -> list[Path]:
        """Return all files in use, by name."""
        return _files(self.folder)


def read_tables(folder: Path | str | None = None) -> Tables:
    """Open our tables, with a user's own folder before them where one is given.

    >>> read_tables().path("entities.csv").name
    'entities.csv'
    """
    own = Path(folder) if folder is not None else None
    if own is not None and not own.is_dir():
        raise WrongUseError(f"{own}: there is no such folder of tables")
    digest = hashlib.sha256()
    for path in _files(own):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return _tables(own, digest.hexdigest())


def refuse_no_tables(folder: Path) -> None:
    """Raise WrongUseError for a folder none of whose files replaces a table of ours or adds to it.

    A folder that is not there is told by `read_tables`.
    """
    ours = [path.name for path in _files_in(OUR_FOLDER)]
    read = {*ours, *(f"{MORE}{name}" for name in ours if name.endswith(".csv"))}
    if folder.is_dir() and not any((folder / name).is_file() for name in read):
        raise WrongUseError(
            f"{folder}: this folder holds no table that is read; a table is called as the one of "
            f"ours that it replaces, such as names.csv, or {MORE}names.csv to add rows to it"
        )


@cache
def _tables(folder: Path | None, digest: str) -> Tables:
    return Tables(folder, digest)


def _files(folder: Path | None) -> list[Path]:
    ours = {path.name: path for path in _files_in(OUR_FOLDER)}
    own = {path.name: path for path in _files_in(folder)} if folder else {}
    return [path for _, path in sorted({**ours, **own}.items())]


def _files_in(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix in (".csv", ".yaml")]


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadTableError(f"{path}: this table is missing") from None
    except UnicodeDecodeError as error:
        raise BadTableError(
            f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8"
        ) from None


@cache
def _rows(tables: Tables, row_type: type[R]) -> tuple[R, ...]:
    more = tables.folder / f"{MORE}{row_type.TABLE}" if tables.folder else None
    paths = [tables.path(row_type.TABLE)]
    if more is not None and more.is_file():
        paths.append(more)
    return tuple(row for path in paths for row in _rows_of(path, row_type))


def _rows_of(path: Path, row_type: type[R]) -> list[R]:
    rows = []
    for line in read_lines(path, row_type):
        if line.row is None:
            raise BadTableError(f"{path}, line {line.number}, {line.problem}")
        rows.append(line.row)
    return rows


@dataclass(frozen=True, slots=True)
class Line(Generic[R]):
    """A line of a table: its number in the file, and its row or else what is wrong with it."""

    number: int
    row: R | None
    problem: str | None = None


def read_lines(path: Path, row_type: type[R]) -> list[Line[R]]:
    """Read a table line by line, also past lines that are wrong.

    Raises BadTableError where the whole table cannot be read: no UTF-8, a column that is missing.
    """
    reader = csv.DictReader(io.StringIO(_read_text(path), newline=""))
    types = get_type_hints(row_type)
    columns = {field.name: types[field.name] for field in fields(row_type)}
    missing = [column for column in columns if column not in (reader.fieldnames or [])]
    if missing:
        raise BadTableError(
            f"{path}: the column {', '.join(missing)} is missing from the first line"
        )
    lines: list[Line[R]] = []
    for record in reader:
        try:
            row = row_type(**_cells(record, columns))
            lines.append(Line(reader.line_num, row))
        except ValueError as error:
            lines.append(Line(reader.line_num, None, str(error)))
    return lines


def _cells(record: Mapping[str | None, Any], columns: Mapping[str, Any]) -> dict[str, Any]:
    if None in record:
        raise ValueError(
            f"cell {record[None][0]!r}: the first line has fewer columns; a cell that holds a "
            "comma must stand in double quotes"
        )
    cells: dict[str, Any] = {}
    for column, wanted in columns.items():
        try:
            cells[column] = _cell((record[column] or "").strip(), wanted)
        except ValueError as error:
            raise ValueError(f"column {column}: {record[column]!r} {error}") from None
    return cells


def _cell(text: str, wanted: Any) -> Any:
    """Turn a cell's text into a value of the column's type; ValueError says what is wrong."""
    if get_origin(wanted) is tuple:
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if isinstance(wanted, UnionType):
        if not text:
            return None
        wanted = next(member for member in get_args(wanted) if member is not NoneType)
    if wanted is str:
        return text
    try:
        return _CONVERSIONS[wanted](text) if wanted in _CONVERSIONS else wanted(text)
    except (KeyError, ValueError):
        raise ValueError(_wish(wanted)) from None


_CONVERSIONS: dict[Any, Callable[[str], Any]] = {
    bool: {"yes": True, "no": False}.__getitem__,
    date: date.fromisoformat,
}


def _wish(wanted: Any) -> str:
    if wanted is bool:
        return "is neither yes nor no"
    if wanted is date:
        return "is no day such as 2017-08-05"
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return f"is none of {', '.join(str(member.value) for member in wanted)}"
    return "is no number"
