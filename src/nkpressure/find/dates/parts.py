"""Which days "early", "mid", "late", "earlier" and "the end of" pick from a period.

The text does not say these days; the choice is a convention: the first, middle and last third of
a month; three months at the ends of a year and four in its middle.
"""

from datetime import date, timedelta

from nkpressure.find.dates.periods import Period, Unit, edtf_of_days

_MONTHS_OF_YEAR = {
    "early": (1, 3),
    "mid": (5, 8),
    "late": (10, 12),
    "start": (1, 1),
    "end": (12, 12),
}
_DAYS_OF_MONTH = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, 31),
    "start": (1, 5),
    "end": (27, 31),
}
_YEARS_OF_DECADE = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "start": (0, 1), "end": (8, 9)}
_DAYS_OF_WEEK = {"early": (0, 1), "mid": (2, 3), "late": (3, 6), "start": (0, 0), "end": (4, 6)}
_THIRDS = {"early": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}


def part_of(period: Period, part: str, today: date | None) -> tuple[str, date, date] | None:
    """Return a part of a period as EDTF, with its first and last day; None: the whole period.

    >>> part_of(Period(Unit.YEAR, 2017), "late", None)[0]
    '2017-10/2017-12'
    """
    if part in ("earlier", "later"):
        return _until_today(period, part, today)
    first, last = period.first, period.last
    if period.unit is Unit.YEAR and part in _MONTHS_OF_YEAR:
        return _months(first.year, *_MONTHS_OF_YEAR[part])
    if period.unit is Unit.MONTH and part in _DAYS_OF_MONTH:
        low, high = _DAYS_OF_MONTH[part]
        return _days(first.replace(day=low), first.replace(day=min(high, last.day)))
    if period.unit is Unit.WEEK and part in _DAYS_OF_WEEK:
        low, high = _DAYS_OF_WEEK[part]
        return _days(first + timedelta(days=low), first + timedelta(days=high))
    if period.unit is Unit.DECADE and part in _YEARS_OF_DECADE:
        low, high = (first.year + years for years in _YEARS_OF_DECADE[part])
        return f"{low:04d}/{high:04d}", date(low, 1, 1), date(high, 12, 31)
    if period.unit in (Unit.QUARTER, Unit.SEASON) and part in _THIRDS:
        month = Period.of(Unit.MONTH, first).shifted(_THIRDS[part])
        return month.edtf, month.first, month.last
    return None


def _until_today(period: Period, part: str, today: date | None) -> tuple[str, date, date] | None:
    """Return the days of the period before today ("earlier this month") or after it."""
    if today is None or not period.first <= today <= period.last:
        return None
    if part == "earlier" and period.first < today:
        return _days(period.first, today - timedelta(days=1))
    if part == "later" and today < period.last:
        return _days(today + timedelta(days=1), period.last)
    return None


def _days(first: date, last: date) -> tuple[str, date, date]:
    return edtf_of_days(first, last), first, last


def _months(year: int, low: int, high: int) -> tuple[str, date, date]:
    first = Period.in_year(Unit.MONTH, year, low)
    last = Period.in_year(Unit.MONTH, year, high)
    edtf = first.edtf if low == high else f"{first.edtf}/{last.edtf}"
    return edtf, first.first, last.last
