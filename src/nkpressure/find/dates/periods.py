"""Periods of the calendar: a day, a week, a quarter, a decade ..., each a unit and a number.

The number counts the periods of that unit since the year 0, so that "the next one" is plus one.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Unit(StrEnum):
    """The units of the calendar and the clock, the finest first."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"

    @property
    def on_the_clock(self) -> bool:
        """Whether the unit is shorter than a day."""
        return self in (Unit.SECOND, Unit.MINUTE, Unit.HOUR)


# The letters of TIMEX3 and ISO 8601 for a length in each unit, and the T that clock units need.
UNIT_LETTERS = {
    Unit.SECOND: "S",
    Unit.MINUTE: "M",
    Unit.HOUR: "H",
    Unit.DAY: "D",
    Unit.WEEKEND: "WE",
    Unit.WEEK: "W",
    Unit.MONTH: "M",
    Unit.SEASON: "M",
    Unit.QUARTER: "Q",
    Unit.HALF: "H",
    Unit.YEAR: "Y",
    Unit.DECADE: "E",
    Unit.CENTURY: "C",
}

SEASON_NAMES = ("SP", "SU", "FA", "WI")
_MONTHS_IN = {Unit.MONTH: 1, Unit.SEASON: 3, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}
_YEARS_IN = {Unit.DECADE: 10, Unit.CENTURY: 100}
_FIRST_SEASON_MONTH = 2  # spring begins in March, and winter runs into the next year


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period of the calendar.

    >>> Period.of(Unit.QUARTER, date(2017, 7, 8)).shifted(-1).timex
    '2017-Q2'
    """

    unit: Unit
    number: int

    @classmethod
    def of(cls, unit: Unit, day: date) -> "Period":
        """Return the period of that unit in which a day lies."""
        if unit in (Unit.WEEK, Unit.WEEKEND):
            return cls(unit, (day.toordinal() - 1) // 7)
        if unit in _YEARS_IN:
            return cls(unit, day.year // _YEARS_IN[unit])
        if unit in _MONTHS_IN:
            months = day.year * 12 + day.month - 1
            months -= _FIRST_SEASON_MONTH if unit is Unit.SEASON else 0
            return cls(unit, months // _MONTHS_IN[unit])
        return cls(Unit.DAY, day.toordinal())

    @classmethod
    def day(cls, day: date) -> "Period":
        """Return a single day."""
        return cls(Unit.DAY, day.toordinal())

    @classmethod
    def in_year(cls, unit: Unit, year: int, number: int) -> "Period":
        """Return the year's nth month, quarter, half or season (spring is the first)."""
        return cls(unit, year * (12 // _MONTHS_IN[unit]) + number - 1)

    @property
    def first(self) -> date:
        """The first day; OverflowError or ValueError where the calendar has no such day."""
        if self.unit in _YEARS_IN:
            return date(max(self.number * _YEARS_IN[self.unit], 1), 1, 1)
        if self.unit in _MONTHS_IN:
            return _month_start(self._months())
        if self.unit is Unit.WEEK:
            return date.fromordinal(self.number * 7 + 1)
        if self.unit is Unit.WEEKEND:
            return date.fromordinal(self.number * 7 + 6)
        return date.fromordinal(self.number)

    @property
    def last(self) -> date:
        """The last day."""
        if self.unit in _YEARS_IN:
            return date((self.number + 1) * _YEARS_IN[self.unit] - 1, 12, 31)
        if self.unit in _MONTHS_IN:
            following = _month_start(self._months() + _MONTHS_IN[self.unit])
            return following - timedelta(days=1)
        if self.unit is Unit.WEEK:
            return self.first + timedelta(days=6)
        return self.first + timedelta(days=1 if self.unit is Unit.WEEKEND else 0)

    @property
    def year(self) -> int:
        """The year in which the period begins."""
        return self.first.year

    def _months(self) -> int:
        months = self.number * _MONTHS_IN[self.unit]
        return months + (_FIRST_SEASON_MONTH if self.unit is Unit.SEASON else 0)

    def shifted(self, count: int) -> "Period":
        """Return the period so many of its unit later (earlier, where negative)."""
        return Period(self.unit, self.number + count)

    def years_later(self, count: int) -> "Period":
        """Return the same day, month or quarter of another year (29 February becomes the 28th)."""
        if self.unit in _MONTHS_IN:
            return self.shifted(count * (12 // _MONTHS_IN[self.unit]))
        return Period.of(self.unit, shifted_day(self.first, count, Unit.YEAR))

    @property
    def timex(self) -> str:
        """The period as a TIMEX3 value."""
        first = self.first
        match self.unit:
            case Unit.CENTURY | Unit.DECADE:
                return str(self.number)
            case Unit.YEAR:
                return f"{first.year:04d}"
            case Unit.HALF | Unit.QUARTER:
                per_year = 12 // _MONTHS_IN[self.unit]
                letter = "H" if self.unit is Unit.HALF else "Q"
                return f"{first.year:04d}-{letter}{self.number % per_year + 1}"
            case Unit.SEASON:
                return f"{first.year:04d}-{SEASON_NAMES[self.number % 4]}"
            case Unit.MONTH:
                return first.isoformat()[:7]
            case Unit.WEEK | Unit.WEEKEND:
                year, week, _ = first.isocalendar()
                return f"{year:04d}-W{week:02d}{'-WE' if self.unit is Unit.WEEKEND else ''}"
        return first.isoformat()

    @property
    def edtf(self) -> str:
        """The period as EDTF: a day, a month, a year, a season, an interval."""
        match self.unit:
            case Unit.CENTURY:
                return f"{self.number:02d}XX"
            case Unit.DECADE:
                return f"{self.number:03d}X"
            case Unit.SEASON:
                return f"{self.first.year:04d}-{self.number % 4 + 21}"
            case Unit.YEAR | Unit.MONTH:
                return self.timex
        return edtf_of_days(self.first, self.last)


def edtf_of_days(first: date, last: date) -> str:
    """Write a day, or the days from the first to the last, as EDTF."""
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def shifted_day(day: date, count: int, unit: Unit) -> date:
    """Return the day so many days, weeks, months ... later; the calendar's ends are kept.

    >>> shifted_day(date(2017, 3, 31), -1, Unit.MONTH)
    datetime.date(2017, 2, 28)
    """
    if unit in _MONTHS_IN or unit in _YEARS_IN:
        months = _MONTHS_IN.get(unit) or _YEARS_IN[unit] * 12
        start = _month_start(day.year * 12 + day.month - 1 + count * months)
        return start.replace(day=min(day.day, calendar.monthrange(start.year, start.month)[1]))
    days = {Unit.WEEK: 7, Unit.WEEKEND: 7, Unit.DAY: 1}.get(unit, 0)
    return date.fromordinal(min(max(day.toordinal() + count * days, 1), date.max.toordinal()))


def _month_start(months: int) -> date:
    year, month = divmod(months, 12)
    return date(min(max(year, date.min.year), date.max.year), month + 1, 1)
