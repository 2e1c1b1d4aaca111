"""The documents of a corpus before they are read: named, told apart, given one at a time.

A corpus of a hundred thousand articles is walked without holding them: each entry knows where its
document lies, reads it when asked, and can be sent to another process.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from nkpressure.errors import NkpressureError, WrongUseError
from nkpressure.model import DateBasis, Document, Interval
from nkpressure.read.contents import File
from nkpressure.read.documents import complete_document, safe_id, to_interval
from nkpressure.read.formats import holds_article
from nkpressure.read.lists import LIST_NAME, ListRow, read_jsonl, read_list
from nkpressure.shipped import shipped_folder
from nkpressure.tables import Tables, read_tables

SEEDS = "seeds"


class Content(Protocol):
    """What stands behind an entry: a file, a member of an archive, a row; it can be pickled."""

    def to_document(self, id: str, tables: Tables) -> Document:
        """Read the document as it was received."""

    def received(self) -> bytes:
        """Return the bytes received, with the facts of a row, without reading what they mean."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a corpus before it is read; it can be sent to another process.

    `name` is what messages call it: a file; a file and its line; an archive and its member.
    `id` is the document's id, known before reading. `published` is the date given for documents
    that have none; `tables` are the words by which a title and a date are seen.
    """

    name: str
    id: str
    content: Content
    published: Interval | None
    tables: Tables

    def read(self) -> Document:
        """Read the document, with the title, date and language that it states.

        Raises UnreadableDocumentError (or another NkpressureError) where it cannot be read.
        """
        return self.dated(complete_document(self.as_received(), self.tables))

    def as_received(self) -> Document:
        """Read the document without looking into its text for title, date or language."""
        return self.content.to_document(self.id, self.tables)

    def dated(self, document: Document) -> Document:
        """Date the completed document by the given date, where it has none of its own."""
        if document.published is not None or self.published is None:
            return document
        return replace(document, published=self.published, published_basis=DateBasis.GIVEN)

    def digest(self) -> str:
        """Return the SHA-256 over the bytes received and the facts given; nothing is interpreted.

        The tables are not in it: they have a digest of their own, and so has the program.
        Raises UnreadableDocumentError where there are no bytes.
        """
        given = self.published.edtf if self.published else ""
        return hashlib.sha256(
            f"{self.id}\n{self.name}\n{given}\n".encode("utf-8", "surrogatepass")
            + self.content.received()
        ).hexdigest()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file of the corpus, or a line of it, that could not be read, and why."""

    file: str
    reason: str

    @classmethod
    def because(cls, name: str, error: NkpressureError) -> "Unread":
        """Return what an error says without the name of the file, which stands beside it."""
        file, _, reason = str(error).partition(": ")
        return cls(name, reason if reason and " " not in file else str(error))


@dataclass(frozen=True, slots=True)
class Remark:
    """What a user should know of a file that is read, such as the columns that were guessed."""

    file: str
    words: str


def iter_entries(
    source: Path | str,
    published: Interval | str | None = None,
    columns: Mapping[str, str] | None = None,
    tables: Tables | None = None,
) -> Iterator[Entry | Unread | Remark]:
    """Walk a corpus and give its documents unread, one at a time, in an order that stays.

    Between the entries stand those of which no document can come (Unread) and what a user should
    know (Remark). Two entries never have one id: the second is Unread. `columns` says which column
    of a table holds what: `{"text": "body", "published": "date"}`.
    Raises WrongUseError at once where there is no such folder or file, and at the end where it
    holds no documents.

    >>> [entry.id for entry in iter_entries("seeds") if isinstance(entry, Entry)]
    ['piie-2017-07', 'sino-nk-2018-07']
    """
    path = corpus_path(source)
    given = to_interval(published) if published is not None else None
    walk = _Walk(given, dict(columns or {}), tables or read_tables())
    return _told_apart(walk.source(path))


def corpus_path(source: Path | str) -> Path:
    """Return where a corpus lies; the word "seeds" means the package's own.

    Raises WrongUseError where nothing lies there.
    """
    path = Path(source)
    if str(source) == SEEDS and not path.exists():
        return shipped_folder(SEEDS)
    if not path.exists():
        raise WrongUseError(f"{path}: there is no such folder or file; check the name")
    return path


def _told_apart(items: Iterator[Entry | Unread | Remark]) -> Iterator[Entry | Unread | Remark]:
    names: dict[str, str] = {}
    for item in items:
        if isinstance(item, Entry) and item.id in names:
            yield Unread(
                item.name,
                f"the id {item.id} is that of {names[item.id]} already; "
                "give each document an id of its own",
            )
            continue
        if isinstance(item, Entry):
            names[item.id] = item.name
        yield item


@dataclass(frozen=True, slots=True)
class _Walk:
    given: Interval | None
    columns: Mapping[str, str]
    tables: Tables

    def source(self, path: Path) -> Iterator[Entry | Unread | Remark]:
        if path.is_dir():
            return self._folder(path)
        if path.name == LIST_NAME:
            return self._rows(read_list(path), path.parent)
        if path.suffix.lower() == ".jsonl":
            return self._rows(read_jsonl(path), path.parent)
        return iter([self._file(path, path.name)])

    def _folder(self, folder: Path) -> Iterator[Entry | Unread | Remark]:
        if (folder / LIST_NAME).is_file():
            yield from self._rows(read_list(folder / LIST_NAME), folder)
            return
        files = sorted(path for path in folder.iterdir() if holds_article(path.name))
        if not files:
            raise WrongUseError(
                f"{folder}: this folder holds no documents; put .txt files or a {LIST_NAME} in it"
            )
        for path in files:
            yield self._file(path, path.name)

    def _file(self, path: Path, name: str) -> Entry | Unread:
        try:
            id = safe_id(path.stem)
        except NkpressureError as error:
            return Unread.because(name, error)
        return Entry(name, id, File(path, name, self.given), self.given, self.tables)

    def _rows(self, rows: Iterable[ListRow], folder: Path) -> Iterator[Entry | Unread | Remark]:
        for row in rows:
            try:
                id = row.id
            except NkpressureError as error:
                yield Unread.because(row.name, error)
            else:
                yield Entry(row.name, id, row.within(folder), self.given, self.tables)
