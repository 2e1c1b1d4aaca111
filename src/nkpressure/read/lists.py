"""The rows of documents.csv and the lines of a .jsonl file: a document each, with its facts."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nkpressure.errors import UnreadableDocumentError, WrongUseError
from nkpressure.model import DateBasis, Document, Interval
from nkpressure.read.contents import read_bytes
from nkpressure.read.documents import safe_id
from nkpressure.read.formats import to_document
from nkpressure.read.texts import read_text, sha256_of
from nkpressure.tables import Tables

LIST_NAME = "documents.csv"

_FACTS = ("title", "author", "outlet", "url", "language")
_LONGEST_CELL = 2**31 - 1  # the csv module refuses long cells otherwise


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row: where it stands, and its cells by column. The text is a cell or in a file."""

    place: str  # "documents.csv, line 3"
    cells: Mapping[str, str]
    problem: str | None = None

    @property
    def name(self) -> str:
        """The file that the row names, else the place of the row."""
        return self.cells.get("file") or self.place

    @property
    def id(self) -> str:
        """The id that the row gives; UnreadableDocumentError where it gives none."""
        if self.problem is not None:
            raise UnreadableDocumentError(f"{self.place}: {self.problem}")
        try:
            return safe_id(self._needed("id"))
        except WrongUseError as error:
            raise UnreadableDocumentError(f"{self.place}: {error}") from None

    def within(self, folder: Path) -> "Listed":
        """Return the row as the content of a document, its file in the folder."""
        return Listed(self, folder)

    def with_facts(self, document: Document) -> Document:
        """Put what the row says of the document before what the document says itself."""
        published, basis = self._published()
        if published is None:
            published, basis = document.published, document.published_basis
        facts: dict[str, Any] = {name: self.cells[name] for name in _FACTS if self.cells.get(name)}
        return replace(document, **facts, published=published, published_basis=basis)

    def from_cell(self, id: str) -> Document:
        """Return the document whose text is a cell of the row."""
        text = self.cells["text"]
        if not text.strip():
            raise UnreadableDocumentError(f"{self.place}: the text is empty; fill it in")
        sha256 = sha256_of(text)
        self._check_sha256(sha256, self.place)
        return Document(id, text, file=self.place, sha256=sha256)

    def from_file(self, id: str, folder: Path, tables: Tables) -> Document:
        """Read the document whose file the row names."""
        name = self._needed("file")
        document = to_document(id, self.file_bytes(folder), name, tables)
        self._check_sha256(document.sha256 or "", name)
        return document

    def file_bytes(self, folder: Path) -> bytes:
        """Return the bytes of the file that the row names, which must lie in the folder."""
        name = self._needed("file")
        path = folder / name
        if not lies_within(path, folder):
            raise UnreadableDocumentError(
                f"{self.place}: {name} lies outside the folder; move the file into it"
            )
        if not path.is_file():
            raise UnreadableDocumentError(
                f"{self.place}: there is no file {name} in the folder; "
                "add the file or take out the line"
            )
        return read_bytes(path, name)

    def _needed(self, column: str) -> str:
        value = self.cells.get(column)
        if not value:
            raise UnreadableDocumentError(f"{self.place}: there is no {column}; fill it in")
        return value

    def _check_sha256(self, sha256: str, name: str) -> None:
        stated = self.cells.get("sha256")
        if stated and stated.lower() != sha256:
            raise UnreadableDocumentError(
                f"{name}: the text has changed since it was listed (its SHA-256 is "
                f"{sha256[:12]}, the list says {stated[:12]}); restore it or correct the list"
            )

    def _published(self) -> tuple[Interval | None, DateBasis | None]:
        stated = self.cells.get("published")
        if not stated:
            return None, None
        try:
            return Interval.parse(stated), DateBasis(self.cells.get("published_basis") or "given")
        except WrongUseError as error:
            raise UnreadableDocumentError(f"{self.place}, published: {error}") from None
        except ValueError:
            raise UnreadableDocumentError(
                f"{self.place}, published_basis: {self.cells['published_basis']!r} is none of "
                f"{', '.join(DateBasis)}"
            ) from None


@dataclass(frozen=True, slots=True)
class Listed:
    """A row as the content of a document; the file that it names lies in the folder."""

    row: ListRow
    folder: Path

    def to_document(self, id: str, tables: Tables) -> Document:
        """Read the document of the row.

        Raises UnreadableDocumentError for a file that is missing, changed or outside the folder.
        """
        if "text" in self.row.cells:
            document = self.row.from_cell(id)
        else:
            document = self.row.from_file(id, self.folder, tables)
        return self.row.with_facts(document)

    def received(self) -> bytes:
        """Return the cells of the row and the bytes of its file."""
        cells = json.dumps(dict(self.row.cells), sort_keys=True).encode()
        if "text" in self.row.cells:
            return cells
        return cells + b"\n" + self.row.file_bytes(self.folder)


def lies_within(path: Path, folder: Path) -> bool:
    """Say whether a file lies in a folder, once all links are followed."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (ValueError, OSError):  # a name that no file can have
        return False


def read_list(path: Path) -> list[ListRow]:
    """Read documents.csv, with the columns id and file and any others.

    Raises WrongUseError where the list itself cannot be used.
    """
    try:
        text = read_text(path).text
    except UnreadableDocumentError as error:
        raise WrongUseError(str(error)) from None
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in ("id", "file") if name not in (reader.fieldnames or [])]
    if missing:
        raise WrongUseError(
            f"{path}: the column {' and '.join(missing)} is missing from the first line"
        )
    try:
        rows = [
            ListRow(f"{path.name}, line {reader.line_num}", _filled(record)) for record in reader
        ]
    except csv.Error as error:
        raise WrongUseError(f"{path}, line {reader.line_num}: {error}") from None
    if not rows:
        raise WrongUseError(f"{path}: the list is empty; add a line for each document")
    return rows


def read_jsonl(path: Path) -> Iterator[ListRow]:
    """Read a .jsonl file: an object with id and text a line, and perhaps the facts of the list."""
    try:
        text = read_text(path).text
    except UnreadableDocumentError as error:
        raise WrongUseError(str(error)) from None
    # Only line feeds end a record: a text may hold other signs that Python takes for line ends.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _jsonl_row(f"{path.name}, line {number}", line)


def _jsonl_row(place: str, line: str) -> ListRow:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        return ListRow(place, {}, "this is no JSON object; mend or take out the line")
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return ListRow(place, {}, "this line has no text; give it an id and a text")
    return ListRow(place, {**_plain(record), "text": record["text"]})


def _plain(record: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value).strip() for name, value in record.items() if value is not None}


def _filled(record: Mapping[str | None, Any]) -> dict[str, str]:
    # Lines made by hand have too few commas (None) or too many (a list under the name None).
    return {
        name: value.strip()
        for name, value in record.items()
        if name is not None and name != "text" and isinstance(value, str)
    }
