"""Chooses which days to write below a calendar axis, and how a day is written."""

from collections.abc import Iterator
from datetime import date, timedelta

from nkpressure.model import Interval

_MONTHS = [  # not those of the machine
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MOST = 7  # labels that have room
_DAYS, _MONTH_STEPS, _YEAR_STEPS = (1, 2, 7, 14), (1, 2, 3, 6), (1, 2, 5, 10, 20, 50, 100, 200, 500)


def told_day(day: date) -> str:
    """Write a day as a reader does.

    >>> told_day(date(2017, 7, 8))
    '8 July 2017'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def calendar_ticks(window: Interval) -> list[tuple[date, str]]:
    """Return the days to mark within a window with their labels: the finest that have room.

    >>> [label for _, label in calendar_ticks(Interval(date(2016, 5, 1), date(2018, 7, 23)))]
    ['Jul 2016', 'Jan 2017', 'Jul 2017', 'Jan 2018', 'Jul 2018']
    """
    ticks: list[tuple[date, str]] = []
    for ticks in _scales(window):
        if len(ticks) <= _MOST:
            break
    return ticks


def _scales(window: Interval) -> Iterator[list[tuple[date, str]]]:
    """Return the ticks of ever coarser scales."""
    length = (window.last - window.first).days
    if length <= _DAYS[-1] * _MOST:
        days = [window.first + timedelta(days=at) for at in range(length + 1)]
        for step in _DAYS:
            chosen = [day for day in days if day.toordinal() % step == 0]
            yield [(day, f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}") for day in chosen]
    years = range(window.first.year, window.last.year + 1)
    firsts = [date(year, month, 1) for year in years for month in range(1, 13)]
    within = [day for day in firsts if window.first <= day <= window.last]
    for step in _MONTH_STEPS:
        chosen = [day for day in within if (day.month - 1) % step == 0]
        yield [(day, f"{_MONTHS[day.month - 1][:3]} {day.year}") for day in chosen]
    januaries = [day for day in within if day.month == 1]
    for step in _YEAR_STEPS:
        yield [(day, str(day.year)) for day in januaries if day.year % step == 0]
