"""Which kinds of file hold an article, which hold many, and which are named but not read."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import PurePosixPath
from typing import ClassVar

from nkpressure.errors import UnreadableDocumentError
from nkpressure.model import Document
from nkpressure.read.texts import to_text
from nkpressure.tables import Tables, read_tables

Reader = Callable[[str, bytes, str, Tables], Document]


class Kind(StrEnum):
    """What a file is to a corpus."""

    ARTICLE = "article"
    ROWS = "rows"  # an article a row
    ARCHIVE = "archive"
    REFUSED = "refused"  # may hold an article, but is not read
    OTHER = "other"


_ROWS = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"})
_PACKED = ".gz"
_END_OF_ARTICLE = "\nEnd of Document"  # as a press database writes it after each


def to_document(id: str, data: bytes, name: str, tables: Tables) -> Document:
    """Turn the bytes of a file into a document, by the ending of the file's name.

    Raises UnreadableDocumentError where the bytes are not what the name says.

    >>> from nkpressure.tables import read_tables
    >>> to_document("note", b"Beijing met Seoul.", "talks/note.txt", read_tables()).file
    'talks/note.txt'
    """
    if ending(name) in _SLOW:
        document = _kept(id, _Received(name, sha256(data).digest(), data), tables)
    else:
        document = _plain(id, data, name, tables)
    articles = document.text.count(_END_OF_ARTICLE)
    if articles > 1:
        raise UnreadableDocumentError(
            f"{name}: this is an export of {articles} articles in one file; "
            "export each into a file of its own, or all as CSV"
        )
    return document


@dataclass(eq=False, slots=True)
class _Received:
    """Bytes that are told apart by their digest, and let go once they have been read."""

    name: str
    digest: bytes
    data: bytes

    def __hash__(self) -> int:
        return hash((self.name, self.digest))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Received):
            return NotImplemented
        return (self.name, self.digest) == (other.name, other.digest)


@lru_cache(maxsize=512)
def _kept(id: str, received: _Received, tables: Tables) -> Document:
    """Read what takes time to read; kept, since each notebook reads its corpus anew."""
    document = _SLOW[ending(received.name)](id, received.data, received.name, tables)
    received.data = b""
    return document


def ending(name: str) -> str:
    """Return the ending that tells the kind of a file, in small letters.

    >>> ending("Talks.HTML"), ending("talks.txt.gz"), ending("talks")
    ('.html', '.txt', '')
    """
    return PurePosixPath(name.lower().removesuffix(_PACKED)).suffix


def stem_of(name: str) -> str:
    """Return a file's path without its ending.

    >>> stem_of("2018/talks.v2.txt.gz"), stem_of("wire.zip")
    ('2018/talks.v2', 'wire')
    """
    cut = name[: -len(_PACKED)] if name.lower().endswith(_PACKED) else name
    return str(PurePosixPath(cut).with_suffix("")) if PurePosixPath(cut).name else cut


def kind_of(name: str) -> Kind:
    """Return what a file of that name is to a corpus.

    >>> [kind_of(name).value for name in ("a.pdf", "a.csv.gz", "a.zip", "a.doc", "a.png")]
    ['article', 'rows', 'archive', 'refused', 'other']
    """
    found = ending(name)
    if found in _PLAIN or found in _SLOW:
        return Kind.ARTICLE
    if found in _ROWS:
        return Kind.ROWS
    if found == ".zip":
        return Kind.ARCHIVE
    return Kind.REFUSED if found in _refused() else Kind.OTHER


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """An ending of files that may hold articles but are not read, and what to do with one."""

    TABLE: ClassVar[str] = "unread_formats.csv"

    ending: str
    kind: str
    mend: str


def why_not_read(name: str) -> str:
    """Say why a file of that name is not read.

    >>> why_not_read("talks.doc")
    'this is an old Word document, which is not read; save it as .docx'
    """
    row = _refused()[ending(name)]
    return f"this is {row.kind}, which is not read; {row.mend}"


@cache
def _refused() -> dict[str, RefusedRow]:
    return {row.ending: row for row in read_tables().rows(RefusedRow)}


def _plain(id: str, data: bytes, name: str, tables: Tables) -> Document:
    file = to_text(data, name)
    return Document(id, file.text, file=name, sha256=file.sha256, encoding=file.encoding)


# The libraries of the other formats are imported where one is met: a folder of texts needs none.


def _web_page(id: str, data: bytes, name: str, tables: Tables) -> Document:
    from nkpressure.read.web_pages import to_web_page

    return to_web_page(id, data, name, tables)


def _portable(id: str, data: bytes, name: str, tables: Tables) -> Document:
    from nkpressure.read.portable_documents import to_pdf

    return to_pdf(id, data, name, tables)


def _word(id: str, data: bytes, name: str, tables: Tables) -> Document:
    from nkpressure.read.word_documents import to_word_document

    return to_word_document(id, data, name, tables)


_PLAIN = frozenset({".txt", ".text"})
_SLOW: dict[str, Reader] = {
    ".html": _web_page,
    ".htm": _web_page,
    ".xhtml": _web_page,
    ".pdf": _portable,
    ".docx": _word,
}
