"""How far a figure may lie from a claimed number for the claim to hold."""

from dataclasses import dataclass
from math import inf

from nkpressure.find.approximators import approximators
from nkpressure.find.quantity_kinds import Quantity
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class Tolerance:
    """The band in which a figure bears a claim out, without the sign of the change."""

    low: float
    high: float
    reason: str

    def holds(self, figure: float) -> bool:
        """Say whether a figure lies in the band."""
        return self.low <= figure <= self.high


def tolerance_of(quantity: Quantity, tables: Tables) -> Tolerance | None:
    """Return the band of a claim: from its approximator, else from how finely it is written.

    >>> from nkpressure.find.quantity_kinds import QuantityKind
    >>> from nkpressure.model import Span
    >>> from nkpressure.tables import read_tables
    >>> claim = Quantity(Span(0, 10), "r", QuantityKind.GROWTH, 40, "percent", "almost")
    >>> tolerance_of(claim, read_tables())
    Tolerance(low=35.0, high=40.0, reason='almost: 35 to 40')
    """
    value = quantity.value
    if value is None:
        return None
    half = (quantity.step or 0) / 2
    if isinstance(value, tuple):
        low, high = sorted(abs(number) for number in value)
        return Tolerance(low - half, high + half, f"range: {_band(low - half, high + half)}")
    number = abs(value)
    row = approximators(tables).get(_ruling(quantity.approx, tables))
    if row is None or row.relation == "=":
        low, high = number - half, number + half
        return Tolerance(low, high, f"as rounded in the text: {_band(low, high)}")
    low = -inf if row.below is None else number * (1 - row.below)
    high = inf if row.above is None else number * (1 + row.above)
    return Tolerance(low, high, f"{row.cue}: {_band(low, high)}")


def _ruling(approx: str | None, tables: Tables) -> str:
    """Of several approximators the one next to the number rules: "at least some 40"."""
    words = (approx or "").lower()
    known = [cue for cue in approximators(tables) if words == cue or words.endswith(f" {cue}")]
    return max(known, key=len, default="")


def _band(low: float, high: float) -> str:
    if low == -inf:
        return f"{high:,.10g} or less"
    return f"{low:,.10g} or more" if high == inf else f"{low:,.10g} to {high:,.10g}"
