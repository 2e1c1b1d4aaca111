"""One document of a corpus before it is read, and what stands between such documents."""

import hashlib
from dataclasses import dataclass, replace

from nkpressure.errors import NkpressureError
from nkpressure.model import DateBasis, Document, Interval
from nkpressure.read.contents import Content
from nkpressure.read.documents import complete_document
from nkpressure.tables import Tables


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

    def __str__(self) -> str:
        return f"{self.file}: {self.reason}"

    @classmethod
    def because(cls, name: str, error: NkpressureError) -> "Unread":
        """Return what an error says without the name of the file, which stands beside it."""
        said = " ".join(str(error).split())  # it may quote a cell of several lines
        if said.startswith(f"{name}: "):
            return cls(name, said.removeprefix(f"{name}: "))
        file, _, reason = said.partition(": ")
        return cls(name, reason if reason and " " not in file else said)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a user should know of a file that is read, such as the columns that were guessed."""

    file: str
    words: str
