"""What a row of the ledger is: a signal with its evidence, its roles and its reasons."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from nkpressure.find.chains import Level
from nkpressure.find.directions import Direction
from nkpressure.find.factuality import Evidentiality, Factuality
from nkpressure.find.instruments import InstrumentMention, Mode
from nkpressure.ledger.series import Role, Series
from nkpressure.ledger.times import Days
from nkpressure.model import Annotation, Span


class Confidence(StrEnum):
    """How far the words of the clause itself carry the row."""

    HIGH = "high"  # sender and target stand in the clause
    MEDIUM = "medium"  # one of them is taken from elsewhere
    LOW = "low"  # both are, or one is not known


@dataclass(frozen=True, slots=True)
class Signal(Annotation):
    """A row of the ledger; fields as in the record format.

    `evidence` are the stretches that assert it, `rules` name every rule that had a part in it.
    """

    kind: ClassVar[str] = "signal"

    evidence: tuple[Span, ...]
    date: Days | None
    date_basis: str | None
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    target: tuple[str, ...]
    instrument: str
    direction: Direction
    mode: Mode
    polarity: str | None
    speaker: str | None
    level: Level
    chain: tuple[str, ...]
    evidentiality: Evidentiality
    factuality: Factuality
    series: Series | None
    role: Role | None
    counts: bool
    episode: str | None
    dedup_of: "Signal | None"
    sub: str | None
    confidence: Confidence
    confidence_reason: str
    rules: tuple[str, ...]
    named_by: InstrumentMention
