"""Finds the sentences of the regions that are read as prose."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from nkpressure.model import Annotation, Document, Span
from nkpressure.read.regions import Region
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class Sentence(Annotation):
    """A sentence, or an elision mark that stands for left-out sentences."""

    kind: ClassVar[str] = "sentence"

    subkind: str = "sentence"


def find_sentences(
    document: Document, regions: Sequence[Region], tables: Tables | None = None
) -> list[Sentence]:
    """STUB."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    punkt = PunktSentenceTokenizer()
    return [
        Sentence(Span(region.start + s, region.start + e), "stub")
        for region in regions
        for s, e in punkt.span_tokenize(region.span.of(document.text))
    ]
