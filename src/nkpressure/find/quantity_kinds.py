"""What a quantity is: an amount or a claim, with the basis on which it could be checked."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from nkpressure.find.claim_bases import Measure, Trend
from nkpressure.model import Annotation, Span

Number = int | float


class QuantityKind(StrEnum):
    """What is said with an amount, or what a claim without one says."""

    GROWTH = "growth"
    COUNT = "count"
    COMPARISON = "comparison"
    DURATION = "duration"
    DEFINITION = "definition"  # says on what basis a figure named before stands
    CLAIM_TREND = "claim_trend"
    CLAIM_CAUSAL = "claim_causal"
    CLAIM_SUPERLATIVE = "claim_superlative"
    CLAIM_CATEGORICAL = "claim_categorical"
    CLAIM_NEGATIVE = "claim_negative"
    CLAIM_PREDICTION = "claim_prediction"
    CLAIM_INTENSITY = "claim_intensity"


@dataclass(frozen=True, slots=True)
class Quantity(Annotation):
    """A number, a vague count or a claim that figures could bear out.

    `value` is a number, or two for a range, or None where the text leaves it open. `period` runs
    from the base to the period of the figure, as far as the text names them. `basis` is where the
    text says what is compared with what; `step` is what the last digit written stands for.
    """

    kind: ClassVar[str] = "quantity"

    subkind: QuantityKind
    value: Number | tuple[Number, ...] | None = None
    unit: str | None = None
    approx: str | None = None
    relation: str | None = None
    metric: str | None = None
    measure: Measure | None = None
    currency: str | None = None
    period: tuple[str, ...] | None = None
    direction: Trend | None = None
    checkable: bool = False
    step: float | None = None
    basis: Span | None = None
