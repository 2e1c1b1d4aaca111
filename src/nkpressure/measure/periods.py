"""Divides time into months, quarters or years, and spreads an interval of days over them."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from nkpressure.errors import WrongUseError
from nkpressure.model import Interval


class Period(StrEnum):
    """How long a step of a series is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


def to_period(name: str) -> Period:
    """Read the length of a period; raises WrongUseError with those that there are.

    >>> to_period("quarter")
    <Period.QUARTER: 'quarter'>
    """
    if name not in set(Period):
        raise WrongUseError(f"{name!r} is no period; write {', '.join(Period)}")
    return Period(name)


def period_of(day: date, length: Period) -> str:
    """Name the period in which a day lies; the names sort as the periods do.

    >>> period_of(date(2018, 7, 23), Period.MONTH), period_of(date(2018, 7, 23), Period.QUARTER)
    ('2018-07', '2018Q3')
    """
    match length:
        case Period.MONTH:
            return f"{day.year:04d}-{day.month:02d}"
        case Period.QUARTER:
            return f"{day.year:04d}Q{(day.month + 2) // 3}"
    return f"{day.year:04d}"


def spread(days: Interval, length: Period) -> dict[str, float]:
    """Divide one over the periods that an interval touches, by the days that it has in each.

    >>> spread(Interval.parse("2017-07-31/2017-08-03"), Period.MONTH)
    {'2017-07': 0.25, '2017-08': 0.75}
    """
    whole = (days.last - days.first).days + 1
    shares: dict[str, float] = {}
    first = days.first
    while True:
        last = min(_last_day(first, length), days.last)
        shares[period_of(first, length)] = ((last - first).days + 1) / whole
        if last == days.last:
            return shares
        first = date.fromordinal(last.toordinal() + 1)


def periods_between(first: date, last: date, length: Period) -> list[str]:
    """Name all periods from one day to another, also those in which nothing falls."""
    return list(spread(Interval(first, last), length))


def _last_day(day: date, length: Period) -> date:
    month = {Period.MONTH: day.month, Period.QUARTER: (day.month + 2) // 3 * 3}.get(length, 12)
    if month == 12:
        return date(day.year, 12, 31)
    return date.fromordinal(date(day.year, month + 1, 1).toordinal() - 1)


def first_and_last(intervals: Sequence[Interval]) -> Interval | None:
    """Return the days from the first of some intervals to the last; None without any."""
    if not intervals:
        return None
    return Interval(min(each.first for each in intervals), max(each.last for each in intervals))
