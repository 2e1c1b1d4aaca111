"""Finds the sentences of the regions that are read as prose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from nkpressure.model import Annotation, Document, Span
from nkpressure.read.breaks import divide_words, is_elision
from nkpressure.read.regions import Region, Role
from nkpressure.tables import Tables, read_tables


@dataclass(frozen=True, slots=True)
class Sentence(Annotation):
    """A sentence, or an elision mark that stands for left-out sentences."""

    kind: ClassVar[str] = "sentence"

    subkind: str = "sentence"


_PROSE = (Role.TITLE, Role.BODY)


def find_sentences(
    document: Document, regions: Sequence[Region], tables: Tables | None = None
) -> list[Sentence]:
    """Find the sentences of titles and body; each stays within its region.

    >>> from nkpressure.read.regions import find_regions
    >>> note = Document("note", "The U.S. moved first. Beijing followed. […]")
    >>> [sentence.span.of(note.text) for sentence in find_sentences(note, find_regions(note))]
    ['The U.S. moved first.', 'Beijing followed.', '[…]']
    """
    tables = tables or read_tables()
    return [
        sentence
        for region in regions
        if region.role in _PROSE
        for sentence in _sentences(document.text, region, tables)
    ]


def _sentences(text: str, region: Region, tables: Tables) -> Iterator[Sentence]:
    words = region.span.of(text)
    for start, end in divide_words(words, tables):
        elision = is_elision(words[start:end])
        span = Span(region.span.start + start, region.span.start + end)
        if elision:
            yield Sentence(span, "elision mark", "ellipsis")
        else:
            yield Sentence(span, "Punkt with own abbreviations")
