"""What stands behind the entries of a corpus: a file, or a member of an archive."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from nkpressure.model import DateBasis, Document, Interval
from nkpressure.read.archive_limits import read_member
from nkpressure.read.formats import to_document
from nkpressure.read.places import opened, read_bytes, unpacked
from nkpressure.tables import Tables


class Content(Protocol):
    """What stands behind an entry: a file, a member of an archive, a row; it can be pickled."""

    def to_document(self, id: str, tables: Tables) -> Document:
        """Read the document as it was received."""

    def received(self) -> bytes:
        """Return the bytes received, with the facts of a row, without reading what they mean."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that holds one article, or many; a given date goes before one that its text states."""

    path: Path
    name: str
    published: Interval | None = None

    def received(self) -> bytes:
        """Return the bytes of the file, unpacked where gzip packed it."""
        return unpacked(read_bytes(self.path, self.name), self.name)

    def to_document(self, id: str, tables: Tables) -> Document:
        """Read the article as it was received."""
        return _dated(to_document(id, self.received(), self.name, tables), self.published)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a zip archive, as a file is."""

    archive: Path
    member: str
    name: str
    published: Interval | None = None

    def received(self) -> bytes:
        """Return the bytes of the member, unpacked."""
        archive = opened(self.archive, self.name)
        return unpacked(read_member(archive, self.member, self.name), self.name)

    def to_document(self, id: str, tables: Tables) -> Document:
        """Read the article as it was received."""
        return _dated(to_document(id, self.received(), self.name, tables), self.published)


def _dated(document: Document, published: Interval | None) -> Document:
    if published is None or document.published is not None:
        return document
    return replace(document, published=published, published_basis=DateBasis.GIVEN)
