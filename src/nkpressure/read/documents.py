"""One file -> one Document, with what the text itself states of its title, date and language."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from nkpressure.errors import WrongUseError
from nkpressure.model import DateBasis, Document, Interval
from nkpressure.read.datelines import full_dates
from nkpressure.read.languages import other_language
from nkpressure.read.regions import Region, Role, find_regions
from nkpressure.read.texts import read_text
from nkpressure.tables import Tables, read_tables


@dataclass(frozen=True, slots=True)
class StopWordRow:
    """A word that a language cannot do without."""

    TABLE: ClassVar[str] = "stop_words.csv"

    word: str
    language: str


_HEAD = 4_000  # characters in which a title, a date and a language show
_SHARE_OF_STOP_WORDS = 0.2  # of English prose; other languages stay far below
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_ID = 70  # characters; a Korean one has three bytes, and a file's name 255 at most
_UNSAFE = re.compile(r"[^\w.-]+")


def read_document(
    path: Path | str, published: Interval | str | None = None, tables: Tables | None = None
) -> Document:
    """Read one article from a file of plain text.

    `published` is the day of publication or an interval of days (EDTF, "2017-07-08/2017-07-13");
    without it the date stays unknown unless the article's dateline states one in full.
    Raises UnreadableDocumentError for a file that is no text, WrongUseError for a wrong date.

    >>> from nkpressure.shipped import shipped_folder
    >>> note = read_document(shipped_folder("seeds") / "sino-nk-2018-07.txt")
    >>> note.title, note.published.edtf, note.published_basis.value
    ('From New York to Dandong: Maximum Pressure', '2018-07-23', 'stated')
    """
    return complete_document(read_as_received(path, published), tables)


def read_as_received(path: Path | str, published: Interval | str | None = None) -> Document:
    """Read one article from a file without looking into its text for title, date or language."""
    file = read_text(path)
    document = Document(
        safe_id(Path(path).stem),
        file.text,
        file=Path(path).name,
        sha256=file.sha256,
        encoding=file.encoding,
    )
    if published is None:
        return document
    return replace(document, published=to_interval(published), published_basis=DateBasis.GIVEN)


def complete_document(document: Document, tables: Tables | None = None) -> Document:
    """Add the title, date and language that the text states, where nobody gave them."""
    tables = tables or read_tables()
    head = _head_of(document)
    regions = find_regions(head, tables)
    published, basis = document.published, document.published_basis
    if published is None:
        published = _stated_date(head, regions)
        basis = DateBasis.STATED if published else None
    return replace(
        document,
        published=published,
        published_basis=basis,
        title=document.title or _stated_title(head, regions),
        language=document.language or _language(document, tables),
    )


def to_interval(published: Interval | str) -> Interval:
    """Return a date of publication as an interval; a text is read as EDTF."""
    if isinstance(published, Interval):
        return published
    return Interval.parse(published)


def safe_id(name: str) -> str:
    """Make a name fit for an id, a file name and a link.

    >>> safe_id("Op-ed (July 2018)")
    'Op-ed-July-2018'
    """
    safe = _UNSAFE.sub("-", name).strip("-.")
    if not safe:
        raise WrongUseError(f"{name!r}: no letter or digit is left for an id; rename the document")
    return safe


def short_id(name: str) -> str:
    """Make a name fit for an id, however long it is and whatever signs it is made of.

    >>> short_id("Op-ed (July 2018)"), short_id("???")
    ('Op-ed-July-2018', 'document-a03b221c')
    """
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    safe = _UNSAFE.sub("-", name).strip("-.")
    if not safe:
        return f"document-{digest}"
    return safe if len(safe) <= _LONGEST_ID else f"{safe[:_LONGEST_ID].rstrip('-.')}-{digest}"


def _head_of(document: Document) -> Document:
    """Return the document cut off after its head, where a file's own parts end as well."""
    text = _head(document.text)
    parts = tuple(part for part in document.parts if part.span.end <= len(text))
    return replace(document, text=text, parts=parts)


def _head(text: str) -> str:
    if len(text) <= _HEAD:
        return text
    cut = text.rfind("\n", 0, _HEAD)
    return text[: cut if cut > 0 else _HEAD]


def _stated_date(head: Document, regions: Sequence[Region]) -> Interval | None:
    """Return the first full date of the dateline; a day without its year states none."""
    for region in regions:
        if region.role is Role.DATELINE:
            for day in full_dates(region.span.of(head.text)):
                return Interval(day, day)
    return None


def _stated_title(head: Document, regions: Sequence[Region]) -> str | None:
    for region in regions:
        if region.role is Role.TITLE and region.subkind is None:
            return " ".join(region.span.of(head.text).split())
    return None


def _language(document: Document, tables: Tables) -> str | None:
    """Tell English by its stop words; only what is not English asks a library."""
    body = [part.span.of(document.text) for part in document.parts if part.role is Role.BODY]
    text = _head("\n".join(body) if body else document.text)
    words = [word.lower() for word in _WORD.findall(text)]
    known = Counter(_stop_words(tables)[word] for word in words if word in _stop_words(tables))
    language, count = known.most_common(1)[0] if known else ("", 0)
    if count and count >= _SHARE_OF_STOP_WORDS * len(words):
        return language
    return other_language(text)


@cache
def _stop_words(tables: Tables) -> dict[str, str]:
    return {row.word: row.language for row in tables.rows(StopWordRow)}
