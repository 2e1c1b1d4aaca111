"""What stands behind the entries of a corpus: a file, or a row of a list; each can be pickled."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from nkpressure.errors import UnreadableDocumentError
from nkpressure.model import DateBasis, Document, Interval
from nkpressure.read.formats import to_document
from nkpressure.tables import Tables

_LARGEST = 512 * 1024 * 1024  # bytes of a file; no article has as many


@dataclass(frozen=True, slots=True)
class File:
    """A file that holds one article; a given date goes before one that its text states."""

    path: Path
    name: str
    published: Interval | None = None

    def received(self) -> bytes:
        """Return the bytes of the file."""
        return read_bytes(self.path, self.name)

    def to_document(self, id: str, tables: Tables) -> Document:
        """Read the article as it was received."""
        document = to_document(id, self.received(), self.name, tables)
        if self.published is None or document.published is not None:
            return document
        return replace(document, published=self.published, published_basis=DateBasis.GIVEN)


def read_bytes(path: Path, name: str) -> bytes:
    """Read a file whole.

    Raises UnreadableDocumentError for one that is missing, locked, a folder or huge.
    """
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > _LARGEST:
                raise UnreadableDocumentError(
                    f"{name}: the file is larger than {_LARGEST // 2**20} MB; divide it"
                )
            return file.read()
    except IsADirectoryError:
        raise UnreadableDocumentError(f"{name}: this is a folder; name a file in it") from None
    except OSError as error:
        raise UnreadableDocumentError(
            f"{name}: the file cannot be read ({error.strerror}); check its name and its rights"
        ) from None
