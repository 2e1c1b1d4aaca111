"""Dates as tables and exports write them -> the days that they mean, or None."""

import re
from datetime import date

from nkpressure.model import Interval
from nkpressure.read.datelines import full_dates

# "2018-07-23T08:30:00Z", "2018/07/23 08:30", "20180723"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?:[T ]\d{1,2}(?::\d{2}){0,2}.{0,12})?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: .{0,20})?")  # "23/07/2018"
_LONGEST = 80  # characters


def day_of(words: str) -> Interval | None:
    """Return the one day that the words mean; None where they mean none, or one of two.

    >>> [day_of(words).edtf for words in ("2018-07-23T08:30:00Z", "July 23, 2018", "23/07/2018")]
    ['2018-07-23', '2018-07-23', '2018-07-23']
    >>> day_of("04/05/2018") is None
    True
    """
    words = words.strip()
    if len(words) > _LONGEST:
        return None
    day = _year_first(words) or _year_last(words)
    if day is None:
        stated = list(full_dates(words))
        day = stated[0] if len(stated) == 1 else None
    return Interval(day, day) if day else None


def _year_first(words: str) -> date | None:
    match = _YEAR_FIRST.fullmatch(words)
    return _day(match[1], match[3], match[4]) if match else None


def _year_last(words: str) -> date | None:
    match = _YEAR_LAST.fullmatch(words)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if first > 12 or match[2] == ".":  # a full stop stands only where the day comes first
        return _day(match[4], match[3], match[1])
    if second > 12 or first == second:
        return _day(match[4], match[1], match[3])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
