"""A Word document -> a document; its styles tell titles, headings and quotations."""

import io
import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from nkpressure.errors import UnreadableDocumentError
from nkpressure.model import Document, GivenPart, Role, Span
from nkpressure.read.archive_limits import check_members
from nkpressure.tables import Tables

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_PARAGRAPH, _WORDS, _CELL, _ROW = f"{_W}p", f"{_W}t", f"{_W}tc", f"{_W}tr"
_STYLES = (
    (re.compile(r"title", re.IGNORECASE), Role.TITLE, None),
    (re.compile(r"subtitle", re.IGNORECASE), Role.TITLE, "subtitle"),
    (re.compile(r"heading \d", re.IGNORECASE), Role.TITLE, "heading"),
    (re.compile(r"(?:block|intense )?\s*(?:quote|text)", re.IGNORECASE), Role.BODY, "blockquote"),
)


def to_word_document(id: str, data: bytes, name: str, tables: Tables) -> Document:
    """Read the paragraphs and tables of a Word document in their order.

    Footnotes, comments, page heads and what was deleted under tracked changes are not read; nor
    are the properties of the file, which tell who saved it.
    Raises UnreadableDocumentError for what is no Word document, and for one that is empty.
    """
    pieces: list[str] = []
    parts: list[GivenPart] = []
    at = 0
    for words, style in _read(data, name):
        role = _role(style)
        shown = words.strip()
        if role is not None and shown:
            start = at + words.index(shown)
            span = Span(start, start + len(shown))
            parts.append(GivenPart(span, *role, f"style {style}"))
        pieces.append(words)
        at += len(words)
    text = "".join(pieces)
    if not text.strip():
        raise UnreadableDocumentError(
            f"{name}: the document is empty; put the article's text in it"
        )
    return Document(
        id,
        text,
        file=name,
        sha256=sha256(data).hexdigest(),
        reader=f"python-docx {version('python-docx')}",
        parts=tuple(parts),
    )


def _read(data: bytes, name: str) -> list[tuple[str, str]]:
    """Return each paragraph with its end and the name of its style."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableDocumentError(
            f"{name}: this is an old or a locked Word document; save it as .docx without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_members(archive, name)
        import docx  # here, since a folder of texts needs it not

        return list(_paragraphs(docx.Document(io.BytesIO(data))))
    except UnreadableDocumentError:
        raise
    except Exception:  # a broken package raises whatever its broken part is read with
        raise UnreadableDocumentError(
            f"{name}: this is no Word document that can be read; save it as .docx once more"
        ) from None


def _role(style: str) -> tuple[Role, str | None] | None:
    for pattern, role, subkind in _STYLES:
        if pattern.fullmatch(style):
            return role, subkind
    return None


def _paragraphs(word: "WordDocument") -> Iterator[tuple[str, str]]:
    """Give each paragraph with its end and the name of its style; cells end in a tab."""
    styles = {style.style_id: str(style.name) for style in word.styles}
    for element in word.element.body.iter(_PARAGRAPH):
        if _is_apart(element):
            continue
        yield _words(element) + _end(element), styles.get(_style_id(element), "")


def _is_apart(paragraph: Any) -> bool:
    """Say whether a paragraph stands within another one, in a text box that is read there."""
    return next(paragraph.iterancestors(_PARAGRAPH, _DRAWN_TWICE), None) is not None


def _words(paragraph: Any) -> str:
    pieces = []
    for element in paragraph.iter(_WORDS, _PARAGRAPH, *_MARKS):
        if next(element.iterancestors(_DRAWN_TWICE), None) is not None:
            continue
        if element.tag == _WORDS:
            pieces.append(element.text or "")
        elif element.tag == _PARAGRAPH:
            pieces.append("\n" if pieces else "")
        elif next(element.iterancestors(f"{_W}tabs"), None) is None:
            pieces.append(_MARKS[element.tag])
    return "".join(pieces)


def _end(paragraph: Any) -> str:
    cell = paragraph.getparent()
    if cell is None or cell.tag != _CELL or paragraph.getnext() is not None:
        return "\n"
    return "\t" if cell.getnext() is not None else "\n"


def _style_id(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return str(style.get(f"{_W}val")) if style is not None else ""
