"""A PDF -> a document with its pages; running heads and page numbers are marked as furniture."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING

from nkpressure.errors import UnreadableDocumentError
from nkpressure.model import Document, GivenPart, Page, Role, Span
from nkpressure.tables import Tables

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 3_000
_EDGE = 2  # lines at the head and at the foot of a page that may be furniture
_LONGEST_HEAD = 150  # characters
_SHARE_OF_PAGES = 0.3  # that bear a running head; left and right pages may differ
_FEWEST_PAGES = 2
_NUMBER = re.compile(r"\d+")
# "12", "- 12 -", "Page 3 of 8", "3/8", "iv"
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page\s+)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)
_BETWEEN = "\f"  # ends a page, as programs write it that turn a PDF into text


def to_pdf(id: str, data: bytes, name: str, tables: Tables) -> Document:
    """Read the text layer of a PDF, page after page; hyphens at line ends stay.

    Raises UnreadableDocumentError for a PDF that is broken, locked or without a text layer.
    """
    pages = _pages(data, name)
    text = _BETWEEN.join(words for _, words in pages)
    if not any(character.isalnum() for character in text):
        raise UnreadableDocumentError(
            f"{name}: this PDF has no text layer, its pages are pictures; run OCR over it first"
        )
    starts = _starts([words for _, words in pages])
    spans = [
        Span(start, start + len(words)) for start, (_, words) in zip(starts, pages, strict=True)
    ]
    return Document(
        id,
        text,
        file=name,
        sha256=sha256(data).hexdigest(),
        reader=f"pypdf {version('pypdf')}",
        parts=tuple(_furniture(text, spans)),
        pages=tuple(Page(label, span) for (label, _), span in zip(pages, spans, strict=True)),
    )


def _pages(data: bytes, name: str) -> list[tuple[str, str]]:
    """Return the label and the text of each page."""
    if not data.lstrip()[:5].startswith(b"%PDF"):
        raise UnreadableDocumentError(f"{name}: this is no PDF, whatever its name says; check it")
    import pypdf  # here, since a folder of texts needs it not
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocumentError(f"{name}: this PDF is locked; save it without a password")
        if len(reader.pages) > _MOST_PAGES:
            raise UnreadableDocumentError(
                f"{name}: this PDF has more than {_MOST_PAGES} pages; divide it"
            )
        labels = _labels(reader)
        return [
            (label, page.extract_text()) for label, page in zip(labels, reader.pages, strict=True)
        ]
    except UnreadableDocumentError:
        raise
    except DependencyError:
        raise UnreadableDocumentError(
            f"{name}: this PDF is encrypted; print it into a new PDF"
        ) from None
    except Exception:  # a broken PDF raises whatever its broken place is read with
        raise UnreadableDocumentError(
            f"{name}: this PDF is broken; open it and print it into a new PDF"
        ) from None


def _labels(reader: "PdfReader") -> list[str]:
    counted = [str(number) for number in range(1, len(reader.pages) + 1)]
    try:
        printed = reader.page_labels
    except Exception:  # as above; the pages are counted then
        return counted
    return printed if len(printed) == len(counted) else counted


def _starts(pages: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for words in pages:
        starts.append(at)
        at += len(words) + len(_BETWEEN)
    return starts


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the head or at the foot of a page."""

    span: Span
    words: str
    likeness: str  # what it has in common with the same line of other pages


def _furniture(text: str, pages: Sequence[Span]) -> Iterator[GivenPart]:
    """Mark the lines from each edge of a page inward, up to the first that is the page's own."""
    edges = [list(_edges(text, page)) for page in pages]
    on_pages = Counter(
        likeness for page in edges for likeness in {e.likeness for edge in page for e in edge}
    )
    least = max(_FEWEST_PAGES, _SHARE_OF_PAGES * len(pages))
    for page in edges:
        found: dict[Span, GivenPart] = {}
        for edge in page:
            for line in edge:
                part = _part(line, repeated=on_pages[line.likeness] >= least)
                if part is None:
                    break
                found[part.span] = part
        yield from (found[span] for span in sorted(found))


def _part(line: _Edge, *, repeated: bool) -> GivenPart | None:
    if _PAGE_NUMBER.fullmatch(line.words):
        return GivenPart(line.span, Role.BOILERPLATE, "page_number", "number of the page")
    if repeated:
        return GivenPart(line.span, Role.BOILERPLATE, "running_head", "same line on other pages")
    return None


def _edges(text: str, page: Span) -> Iterator[list[_Edge]]:
    """Give the first lines of a page, and the last ones from below."""
    lines = list(_lines(text, page))
    for chosen in (lines[:_EDGE], lines[: -_EDGE - 1 : -1]):
        short = [(span, span.of(text)) for span in chosen if len(span) <= _LONGEST_HEAD]
        yield [
            _Edge(span, words, " ".join(_NUMBER.sub("#", words.lower()).split()))
            for span, words in short
        ]


def _lines(text: str, page: Span) -> Iterator[Span]:
    at = page.start
    for line in page.of(text).splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + line.index(words)
            yield Span(start, start + len(words))
        at += len(line)
