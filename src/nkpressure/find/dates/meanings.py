"""What a time expression means before it is known from which day to count.

"last April" is a month without a year that lies behind; "a week later" is a step from another
date. `values` turns each into periods of the calendar once the day to count from is known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from nkpressure.find.dates.periods import Period, Unit


@dataclass(frozen=True, slots=True)
class Fixed:
    """A period that needs no anchor: "17 July 2018", "the 1990s"."""

    period: Period
    last: Period | None = None  # "17-20 June 2024"


@dataclass(frozen=True, slots=True)
class Yearless:
    """A month, day, quarter, half or season whose year is not said.

    `which` is -1 for "last April", 0 for "this April", 1 for "next April"; `year_offset` is -1
    for "April last year"; `following` is the year after another date's: "May the following year".
    """

    unit: Unit
    number: int
    day: int | None = None
    last_day: int | None = None
    which: int | None = None
    year_offset: int | None = None
    from_reference: bool = False


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday without a year: "Thanksgiving", "last Christmas"."""

    in_year: Callable[[int], date | None]
    which: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week: "Friday", "last Friday"; Monday is 1."""

    number: int
    which: int | None = None
    from_reference: bool = False


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units from the day of writing or speaking: "yesterday", "last week", "this year".

    With `from_reference` it is counted from another date of the text: "the following month".
    """

    unit: Unit
    count: int
    from_reference: bool = False
    latest: bool = False  # "the latest quarter": the last one that has ended


@dataclass(frozen=True, slots=True)
class PeriodOfYear:
    """The text's quarter or year in another year: "the year-ago quarter", "the 1988 period"."""

    years: int | None = None  # so many years later than the quarter spoken of
    year: int | None = None
    unit: Unit | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of time: "four-day", "two years"; no amount stands for "several".

    `which` is -1 for "the past two months" and 1 for "the next two months".
    """

    amount: float | None
    unit: Unit
    which: int | None = None
    finer: float | None = None  # the other end of "7 to 10 days"


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of time counted from somewhere: "two years ago", "a week later"."""

    length: Length
    sign: int
    from_reference: bool = False


@dataclass(frozen=True, slots=True)
class Repeated:
    """A time that comes again and again: "every March", "daily"."""

    timex: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that no date can be given: "recently", "in the future", "now"."""

    timex: str


DayMeaning = Fixed | Yearless | Weekday | Offset


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A clock time or a part of the day, with the day where it is said: "10 p.m. Wednesday"."""

    time: str  # "T22:00", "TMO"
    day: DayMeaning | None = None


Meaning = (
    Fixed
    | Yearless
    | Holiday
    | Weekday
    | Offset
    | PeriodOfYear
    | Length
    | Step
    | Repeated
    | Vague
    | TimeOfDay
)
