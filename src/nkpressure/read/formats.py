"""Which kinds of file hold an article, which hold many, and which are named but not read."""

from collections.abc import Callable
from pathlib import PurePath

from nkpressure.model import Document
from nkpressure.read.texts import to_text
from nkpressure.tables import Tables

Reader = Callable[[str, bytes, str, Tables], Document]


def to_document(id: str, data: bytes, name: str, tables: Tables) -> Document:
    """Turn the bytes of a file into a document, by the ending of the file's name.

    Raises UnreadableDocumentError where the bytes are not what the name says.

    >>> from nkpressure.tables import read_tables
    >>> to_document("note", b"Beijing met Seoul.", "talks/note.txt", read_tables()).file
    'talks/note.txt'
    """
    return _READERS.get(ending(name), _plain)(id, data, name, tables)


def ending(name: str) -> str:
    """Return the ending that tells the kind of a file, in small letters.

    >>> ending("Talks.HTML"), ending("talks.txt.gz"), ending("talks")
    ('.html', '.txt', '')
    """
    path = PurePath(name.lower())
    if path.suffix == ".gz":
        path = path.with_suffix("")
    return path.suffix


def holds_article(name: str) -> bool:
    """Say whether a file of this name holds one article."""
    return ending(name) in _READERS


def _plain(id: str, data: bytes, name: str, tables: Tables) -> Document:
    file = to_text(data, name)
    return Document(id, file.text, file=name, sha256=file.sha256, encoding=file.encoding)


def _web_page(id: str, data: bytes, name: str, tables: Tables) -> Document:
    from nkpressure.read.web_pages import to_web_page  # a folder of texts needs no such library

    return to_web_page(id, data, name, tables)


_READERS: dict[str, Reader] = {
    ".txt": _plain,
    ".text": _plain,
    ".html": _web_page,
    ".htm": _web_page,
    ".xhtml": _web_page,
}
