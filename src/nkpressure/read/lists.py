"""The rows of a list or a table of articles: a document each, with its facts."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from nkpressure.errors import UnreadableDocumentError, WrongUseError
from nkpressure.model import DateBasis, Document, Interval
from nkpressure.read.days import day_of
from nkpressure.read.documents import short_id
from nkpressure.read.formats import to_document
from nkpressure.read.places import Place, shown_name, unpacked
from nkpressure.read.texts import sha256_of, to_text
from nkpressure.tables import Tables

LIST_NAME = "documents.csv"

_FACTS = ("title", "author", "outlet", "url", "language")
_LONGEST_CELL = 2**31 - 1  # the csv module refuses long cells otherwise


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row: where it stands, and its cells by column. The text is a cell or in a file."""

    place: str  # "documents.csv, line 3"
    cells: Mapping[str, str]
    stem: str | None = None  # the id of a row that gives none
    problem: str | None = None

    @property
    def name(self) -> str:
        """The file that the row names, else the place of the row."""
        if self.has_text or not self.cells.get("file"):
            return self.place
        return shown_name(self.cells["file"])

    @property
    def has_text(self) -> bool:
        """Whether the text is a cell of the row."""
        return "text" in self.cells and bool(
            self.cells["text"].strip() or not self.cells.get("file")
        )

    @property
    def id(self) -> str:
        """The id that the row gives; UnreadableDocumentError where it gives none."""
        if self.problem is not None:
            raise UnreadableDocumentError(f"{self.place}: {self.problem}")
        try:
            return short_id(self.cells.get("id") or self.stem or self._needed("id"))
        except WrongUseError as error:
            raise UnreadableDocumentError(f"{self.place}: {error}") from None

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

    def from_file(self, id: str, place: Place, tables: Tables) -> Document:
        """Read the document whose file the row names."""
        name = self._needed("file")
        document = to_document(id, self.file_bytes(place), name, tables)
        self._check_sha256(document.sha256 or "", name)
        return document

    def file_bytes(self, place: Place) -> bytes:
        """Return the bytes of the file that the row names."""
        name = self._needed("file")
        return unpacked(place.bytes_of(name, self.place), name)

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
            day = day_of(stated) or Interval.parse(stated)
            return day, DateBasis(self.cells.get("published_basis") or "given")
        except WrongUseError as error:
            raise UnreadableDocumentError(f"{self.place}, published: {error}") from None
        except ValueError:
            raise UnreadableDocumentError(
                f"{self.place}, published_basis: {self.cells['published_basis']!r} is none of "
                f"{', '.join(DateBasis)}"
            ) from None


@dataclass(frozen=True, slots=True)
class Listed:
    """A row as the content of a document; the file that it names lies in `files`."""

    row: ListRow
    files: Place

    def to_document(self, id: str, tables: Tables) -> Document:
        """Read the document of the row.

        Raises UnreadableDocumentError for a file that is missing, changed or outside the folder.
        """
        if self.row.has_text:
            document = self.row.from_cell(id)
        else:
            document = self.row.from_file(id, self.files, tables)
        return self.row.with_facts(document)

    def received(self) -> bytes:
        """Return the cells of the row and the bytes of its file."""
        cells = json.dumps(dict(self.row.cells), sort_keys=True).encode()
        if self.row.has_text:
            return cells
        return cells + b"\n" + self.row.file_bytes(self.files)


def read_list(data: bytes, path: str) -> list[ListRow]:
    """Read documents.csv, with the columns id and file and any others.

    Raises WrongUseError where the list itself cannot be used.
    """
    try:
        text = to_text(data, path).text
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
            ListRow(f"{LIST_NAME}, line {reader.line_num}", _filled(record)) for record in reader
        ]
    except csv.Error as error:
        raise WrongUseError(f"{path}, line {reader.line_num}: {error}") from None
    if not rows:
        raise WrongUseError(f"{path}: the list is empty; add a line for each document")
    return rows


def _filled(record: Mapping[str | None, Any]) -> dict[str, str]:
    # Lines made by hand have too few commas (None) or too many (a list under the name None).
    return {
        name: value.strip()
        for name, value in record.items()
        if name is not None and name != "text" and isinstance(value, str)
    }
