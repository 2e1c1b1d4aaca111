"""Chooses the year of "July 20" and the week of "Friday": behind the day of writing, or ahead."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from nkpressure.find.dates.calendar_rules import day_period
from nkpressure.find.dates.meanings import Holiday, Weekday, Yearless
from nkpressure.find.dates.periods import Period, Unit, shifted_day
from nkpressure.find.dates.tenses import Tense

_YEARS_AROUND = range(-5, 6)  # 29 February comes back within four years, or eight
_COMMON_DAYS = 4096


def choose(meaning: Yearless | Holiday, tense: Tense | None, today: date) -> Period:
    """Return the month, day or quarter that is meant.

    >>> choose(Yearless(Unit.DAY, 7, 20), None, date(2018, 7, 23)).timex
    '2018-07-20'
    """
    candidates = _candidates(meaning, today.year)
    if not candidates:
        raise ValueError(f"the calendar has no such day: {meaning}")
    match meaning.which:
        case -1:
            # "last February" is not said of the month just gone
            limit = shifted_day(today.replace(day=1), -1, Unit.MONTH)
            fitting = [period for period in candidates if period.last < limit]
            return fitting[-1] if fitting else candidates[0]
        case 1:
            fitting = [period for period in candidates if period.first > today]
            return fitting[0] if fitting else candidates[-1]
        case 0:
            return min(candidates, key=lambda period: abs(period.year - today.year))
    return min(candidates, key=lambda period: _strain(period, tense, today))


# How much nearer a date must be on the side against the tense of its clause to be the one meant.
_AGAINST_PAST = 4.0
# "expects to report a third-quarter loss": a quarter may lie behind when its account lies ahead
_AGAINST_FUTURE = {Unit.DAY: 4.0, Unit.MONTH: 4.0, Unit.SEASON: 2.0}


def _strain(period: Period, tense: Tense | None, today: date) -> float:
    """Return how far a period lies from today, more where the tense speaks against that side."""
    distance = _distance(period, today)
    if tense is Tense.PAST and period.first > today:
        return distance * _AGAINST_PAST
    if tense is Tense.FUTURE and period.last < today:
        return distance * _AGAINST_FUTURE.get(period.unit, 1.0)
    return distance


@lru_cache(maxsize=_COMMON_DAYS)
def _candidates(meaning: Yearless | Holiday, year: int) -> tuple[Period, ...]:
    """Return what is meant in each of the years around; a text names the same days again."""
    return tuple(_in_years_around(meaning, year))


def _in_years_around(meaning: Yearless | Holiday, year: int) -> Iterator[Period]:
    for other in (year + offset for offset in _YEARS_AROUND):
        if not 1 < other < date.max.year:
            continue
        if isinstance(meaning, Holiday):
            day = meaning.in_year(other)
            if day is not None:
                yield Period.day(day)
        elif meaning.unit is Unit.DAY:
            period = day_period(other, meaning.number, meaning.day or 1)
            if period is not None:
                yield period
        else:
            yield Period.in_year(meaning.unit, other, meaning.number)


def _distance(period: Period, today: date) -> int:
    if period.first <= today <= period.last:
        return 0
    return min(abs((period.first - today).days), abs((period.last - today).days))


def choose_weekday(meaning: Weekday, tense: Tense | None, today: date) -> date:
    """Return the day of the week that is meant.

    >>> choose_weekday(Weekday(5), Tense.PAST, date(2018, 7, 23))
    datetime.date(2018, 7, 20)
    """
    back = (today.isoweekday() - meaning.number) % 7
    forward = (meaning.number - today.isoweekday()) % 7
    if meaning.which == -1:
        return _days_off(today, -(back or 7))
    if meaning.which == 1:
        return _days_off(today, forward or 7)
    ahead = tense is Tense.FUTURE or (meaning.which == 0 and tense is None)
    return _days_off(today, forward if ahead else -back)


def _days_off(day: date, days: int) -> date:
    return day + timedelta(days=days)
