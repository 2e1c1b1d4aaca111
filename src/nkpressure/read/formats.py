"""Which kinds of file hold an article, which hold many, and which are named but not read."""

from collections.abc import Callable
from pathlib import PurePath

from nkpressure.model import Document
from nkpressure.read.texts import to_text

Reader = Callable[[str, bytes, str], Document]


def to_document(id: str, data: bytes, name: str) -> Document:
    """Turn the bytes of a file into a document, by the ending of the file's name.

    Raises UnreadableDocumentError where the bytes are not what the name says.

    >>> to_document("note", b"Beijing met Seoul.", "talks/note.txt").file
    'talks/note.txt'
    """
    return _READERS.get(ending(name), _plain)(id, data, name)


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


def _plain(id: str, data: bytes, name: str) -> Document:
    file = to_text(data, name)
    return Document(id, file.text, file=name, sha256=file.sha256, encoding=file.encoding)


_READERS: dict[str, Reader] = {".txt": _plain, ".text": _plain}
