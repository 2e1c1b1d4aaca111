"""Finds the documents of state that a text cites: resolutions, statements, statutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from nkpressure.model import Annotation, Document
from nkpressure.read.regions import Region
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class Citation(Annotation):
    """A cited resolution, statement, statute or agreement, as the author printed it."""

    kind: ClassVar[str] = "citation"

    subkind: str
    number: str | None = None
    year: int | None = None
    name: str | None = None
    status: str | None = None


def find_citations(
    document: Document,
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    tables: Tables | None = None,
) -> list[Citation]:
    """STUB."""
    return []
