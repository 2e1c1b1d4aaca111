"""What expressions come to, and the situation in which a document's expressions are read."""

from dataclasses import dataclass, replace
from datetime import date

from nkpressure.find.dates.mentions import Method, TimexType
from nkpressure.find.dates.parts import part_of
from nkpressure.find.dates.periods import Period, Unit

UNDATED = "the document has no publication date to count from"
NO_REFERENCE = "no earlier date of the text to count from"
NOT_SAID = "the text does not say how far off"


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression comes to: its values, their precision, and how they were reached."""

    timex: str | None
    edtf: str | None
    timex_type: TimexType
    precision: str
    method: Method
    anchor: str | None = None
    reason: str | None = None
    days: tuple[date, date] | None = None
    period: Period | None = None
    shifted: bool = False  # a period beside the one that the text speaks of: "a year earlier"


# What an account of a year so far speaks of: "for the nine months", "in the year ended June 30"
_YEAR_TO_DATE = frozenset({"P6M", "P9M", "P1Y"})


@dataclass(slots=True)
class Situation:
    """The day that deictic words count from, and the dates that the text has spoken of so far."""

    today: date | None
    anchor: str
    reference: Period | None = None
    day: Period | None = None
    quarter: Period | None = None

    def remember(self, value: Value) -> None:
        """Take note of a date, for "a week later" and "the year-ago quarter" after it."""
        if value.timex_type is TimexType.DURATION and (value.timex or "") in _YEAR_TO_DATE:
            self.quarter = None  # "a year earlier" after "the nine months" is no quarter
        if value.period is None or value.timex_type is TimexType.SET:
            return
        if value.period.unit is Unit.DAY:
            self.day = value.period
        if value.period.unit is Unit.QUARTER and not value.shifted:
            self.quarter = value.period
        self.reference = value.period


def dated(
    period: Period, part: str | None, situation: Situation, method: Method, anchor: str | None
) -> Value:
    """Return the value of a period, or of the part of it that "early" or "late" picks."""
    picked = part_of(period, part, situation.today) if part else None
    edtf, first, last = picked or (period.edtf, period.first, period.last)
    precision = "range" if picked else period.unit.value
    return Value(
        period.timex, edtf, TimexType.DATE, precision, method, anchor, None, (first, last), period
    )


def through(value: Value, last: Period) -> Value:
    """Stretch a value to a later period of its unit: "17-20 June"."""
    if value.period is None or value.days is None:
        return value
    first = value.period
    days = (first.first, last.last)
    edtf = f"{first.edtf}/{last.edtf}"
    return replace(value, edtf=edtf, precision="range", days=days)


def unresolved(timex: str | None, precision: str, method: Method, reason: str) -> Value:
    """Return the value of an expression that nothing dates."""
    return Value(timex, None, TimexType.DATE, precision, method, None, reason)
