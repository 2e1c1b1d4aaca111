"""Finds the instruments of pressure that a text names, with their code and direction."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from nkpressure.model import Annotation, Document
from nkpressure.read.regions import Region
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables


class Direction(StrEnum):
    """What the mention means for the net pressure on the final target."""

    TIGHTEN = "tighten"
    LOOSEN = "loosen"
    MAINTAIN = "maintain"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class InstrumentMention(Annotation):
    """A phrase that names a means of pressure or inducement; `code` is one of the codebook."""

    kind: ClassVar[str] = "instrument"

    code: str
    direction: Direction


def find_instruments(
    document: Document,
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    tables: Tables | None = None,
) -> list[InstrumentMention]:
    """STUB."""
    return []
