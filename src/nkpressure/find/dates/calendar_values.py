"""Dates what the calendar names, once the day to count from is known."""

from dataclasses import replace

from nkpressure.find.dates.choices import choose, choose_weekday
from nkpressure.find.dates.length_values import value_of_stretch
from nkpressure.find.dates.meanings import (
    Fixed,
    Holiday,
    Length,
    Meaning,
    Offset,
    PeriodOfYear,
    Repeated,
    Step,
    TimeOfDay,
    Vague,
    Weekday,
    Yearless,
)
from nkpressure.find.dates.mentions import Method, TimexType
from nkpressure.find.dates.periods import Period, Unit
from nkpressure.find.dates.tenses import Tense
from nkpressure.find.dates.values import (
    NO_REFERENCE,
    UNDATED,
    Situation,
    Value,
    dated,
    through,
    unresolved,
)


def value_of(
    meaning: Meaning, part: str | None, tense: Tense | None, situation: Situation
) -> Value:
    """Return what a meaning comes to in a situation.

    Raises ValueError or OverflowError where that lies outside the calendar.
    """
    if isinstance(meaning, Length | Step | Repeated | Vague):
        return value_of_stretch(meaning, situation)
    match meaning:
        case Fixed(period, last):
            value = dated(period, part, situation, Method.EXPLICIT, None)
            return through(value, last) if last else value
        case TimeOfDay():
            return _time(meaning, tense, situation)
        case Yearless():
            return _yearless(meaning, part, tense, situation)
        case Holiday():
            return _holiday(meaning, part, tense, situation)
        case PeriodOfYear():
            return _period_of_year(meaning, situation)
        case Weekday():
            return _weekday(meaning, part, tense, situation)
    return _offset(meaning, part, tense, situation)


def _time(meaning: TimeOfDay, tense: Tense | None, situation: Situation) -> Value:
    if meaning.day is not None:
        day = value_of(meaning.day, None, tense, situation)
    elif situation.day is not None:
        day = dated(situation.day, None, situation, Method.RELATIVE, situation.day.timex)
    elif situation.today is not None:
        today = Period.day(situation.today)
        day = dated(today, None, situation, Method.DEICTIC, situation.anchor)
    else:
        day = unresolved(None, "time", Method.DEICTIC, UNDATED)
    timex = f"{day.timex or 'XXXX-XX-XX'}{meaning.time}"
    return replace(day, timex=timex, timex_type=TimexType.TIME, precision="time")


def _yearless(
    meaning: Yearless, part: str | None, tense: Tense | None, situation: Situation
) -> Value:
    if meaning.year_offset is not None or meaning.from_reference:
        return _of_another_year(meaning, part, situation)
    method = Method.EXPLICIT_NO_YEAR if meaning.which is None else Method.DEICTIC
    if situation.today is None:
        reason = "the year is not said, and " + UNDATED
        return unresolved(_without_year(meaning), meaning.unit.value, method, reason)
    period = choose(meaning, tense, situation.today)
    value = dated(period, part, situation, method, situation.anchor)
    if meaning.last_day and period.unit is Unit.DAY:
        return through(value, period.shifted(meaning.last_day - (meaning.day or 0)))
    return value


def _of_another_year(meaning: Yearless, part: str | None, situation: Situation) -> Value:
    """Return "April last year", "February the following year", "this year's third quarter"."""
    reference = situation.reference if meaning.from_reference else None
    method = Method.RELATIVE if reference else Method.DEICTIC
    base = reference.first if reference else situation.today
    if base is None:
        return unresolved(None, meaning.unit.value, method, UNDATED)
    offset = 1 if meaning.from_reference else meaning.year_offset or 0
    period = Period.in_year(meaning.unit, base.year + offset, meaning.number)
    anchor = reference.timex if reference else situation.anchor
    return dated(period, part, situation, method, anchor)


def _holiday(
    meaning: Holiday, part: str | None, tense: Tense | None, situation: Situation
) -> Value:
    method = Method.EXPLICIT_NO_YEAR if meaning.which is None else Method.DEICTIC
    if situation.today is None:
        return unresolved(None, "day", method, "the year is not said, and " + UNDATED)
    period = choose(meaning, tense, situation.today)
    return dated(period, part, situation, method, situation.anchor)


def _without_year(meaning: Yearless) -> str | None:
    if meaning.unit is Unit.DAY:
        return f"XXXX-{meaning.number:02d}-{meaning.day:02d}"
    if meaning.unit is Unit.MONTH:
        return f"XXXX-{meaning.number:02d}"
    return f"XXXX-{Period.in_year(meaning.unit, 2000, meaning.number).timex[5:]}"


def _period_of_year(meaning: PeriodOfYear, situation: Situation) -> Value:
    """Return the quarter (else the year) that the text speaks of, in another year."""
    method, quarter = Method.RELATIVE, situation.quarter
    if quarter is None and meaning.years == 0 and situation.today is not None:
        quarter = Period.of(Unit.QUARTER, situation.today).shifted(-1)  # "the latest period"
    if quarter is None:
        if meaning.year is not None:
            period = Period(Unit.YEAR, meaning.year)
        elif situation.today is not None:
            period = Period(Unit.YEAR, situation.today.year + (meaning.years or 0))
            return dated(period, None, situation, Method.DEICTIC, situation.anchor)
        else:
            return unresolved(None, "year", method, UNDATED)
        return dated(period, None, situation, method, None)
    years = meaning.years if meaning.year is None else meaning.year - quarter.year
    value = dated(quarter.years_later(years or 0), None, situation, method, quarter.timex)
    return replace(value, shifted=True)


def _weekday(
    meaning: Weekday, part: str | None, tense: Tense | None, situation: Situation
) -> Value:
    today, method, anchor = situation.today, Method.DEICTIC, situation.anchor
    if meaning.from_reference and situation.day is not None:
        today, method, anchor = situation.day.first, Method.RELATIVE, situation.day.timex
    if today is None:
        return unresolved(f"XXXX-WXX-{meaning.number}", "day", method, UNDATED)
    day = choose_weekday(meaning, tense, today)
    return dated(Period.day(day), part, situation, method, anchor)


def _offset(meaning: Offset, part: str | None, tense: Tense | None, situation: Situation) -> Value:
    today, method, anchor = situation.today, Method.DEICTIC, situation.anchor
    unit = meaning.unit
    if meaning.latest and meaning.from_reference and situation.quarter:
        return dated(situation.quarter, part, situation, Method.RELATIVE, situation.quarter.timex)
    if meaning.from_reference and not meaning.latest:
        base = situation.day if unit in (Unit.DAY, Unit.WEEK) else situation.reference
        if base is None:
            return unresolved(None, unit.value, Method.RELATIVE, NO_REFERENCE)
        today, method, anchor = base.first, Method.RELATIVE, base.timex
    if today is None:
        return unresolved(None, unit.value, method, UNDATED)
    period = Period.of(unit, today)
    if meaning.latest:
        period = period.shifted(-1)
    elif unit is Unit.WEEKEND and meaning.count == -1:
        behind = tense is not Tense.FUTURE and period.first > today
        period = period.shifted(-1) if behind else period
    else:
        period = period.shifted(meaning.count)
    return dated(period, part, situation, method, anchor)
