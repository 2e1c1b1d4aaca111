"""Writes stretches of time, counts steps of time from a day, and dates what is vague."""

from datetime import date

from nkpressure.find.dates.meanings import Length, Repeated, Step, Vague
from nkpressure.find.dates.mentions import Method, TimexType
from nkpressure.find.dates.periods import UNIT_LETTERS, Period, Unit, edtf_of_days, shifted_day
from nkpressure.find.dates.values import (
    NO_REFERENCE,
    NOT_SAID,
    UNDATED,
    Situation,
    Value,
    dated,
    unresolved,
)

# The unit in which the half of a unit is written: "P2Y6M" is two and a half years
_FINER = {
    Unit.YEAR: ("M", 12),
    Unit.HOUR: ("M", 60),
    Unit.MINUTE: ("S", 60),
    Unit.DAY: ("TH", 24),
}


def length_value(amount: float | None, unit: Unit, *, edtf: bool) -> str | None:
    """Return a length as TIMEX3 value, or as ISO 8601 duration (None where it is vague).

    >>> length_value(2.5, Unit.YEAR, edtf=False), length_value(None, Unit.WEEK, edtf=False)
    ('P2Y6M', 'PXW')
    """
    if amount is None:
        return None if edtf else f"P{'T' if unit.on_the_clock else ''}X{UNIT_LETTERS[unit]}"
    if unit in (Unit.DECADE, Unit.CENTURY):
        amount, unit = amount * (10 if unit is Unit.DECADE else 100), Unit.YEAR
    if edtf and unit in (Unit.QUARTER, Unit.HALF, Unit.SEASON, Unit.WEEKEND):
        amount *= {Unit.QUARTER: 3, Unit.HALF: 6, Unit.SEASON: 3}.get(unit, 2)
        unit = Unit.DAY if unit is Unit.WEEKEND else Unit.MONTH
    whole, rest = divmod(amount, 1)
    text = f"{int(whole)}{UNIT_LETTERS[unit]}" if whole or not rest else ""
    if rest and unit in _FINER:
        letter, size = _FINER[unit]
        count = round(rest * size)
        text += f"T{count}H" if letter == "TH" else f"{count}{letter}"
    elif rest:
        text = f"{amount:g}{UNIT_LETTERS[unit]}"
    return f"P{'T' if unit.on_the_clock else ''}{text}"


def value_of_stretch(meaning: Length | Step | Repeated | Vague, situation: Situation) -> Value:
    """Return the value of a stretch or a step of time, of a habit, of a vague time.

    Raises ValueError or OverflowError where it lies outside the calendar.
    """
    match meaning:
        case Length():
            return _length(meaning, situation)
        case Step():
            return _step(meaning, situation)
        case Repeated(timex, value):
            return Value(timex, value, TimexType.SET, "set", Method.DURATION)
    return _vague(meaning, situation)


def _vague(meaning: Vague, situation: Situation) -> Value:
    """Return the value of "now" (today) or "recently" (none, with the reason)."""
    timex = meaning.timex
    if timex == "PRESENT_REF" and situation.today:
        days = (situation.today, situation.today)
        return Value(
            timex,
            edtf_of_days(*days),
            TimexType.DATE,
            "day",
            Method.DEICTIC,
            situation.anchor,
            None,
            days,
        )
    if timex.startswith("P") and not timex.endswith("_REF"):
        return Value(timex, None, TimexType.DURATION, "vague", Method.DURATION, None, NOT_SAID)
    return unresolved(
        timex, "vague", Method.DEICTIC, UNDATED if timex == "PRESENT_REF" else NOT_SAID
    )


def _length(meaning: Length, situation: Situation) -> Value:
    """Return a stretch of time; "the past two months" has its days as well."""
    timex = length_value(meaning.amount, meaning.unit, edtf=False)
    edtf = length_value(meaning.amount, meaning.unit, edtf=True)
    today, which = situation.today, meaning.which
    if which is not None and today and meaning.amount and not meaning.unit.on_the_clock:
        farthest = max(meaning.amount, meaning.finer or 0)
        days = sorted((_moved(today, which * farthest, meaning.unit), today))
        return Value(
            timex,
            edtf_of_days(*days),
            TimexType.DURATION,
            "range",
            Method.DEICTIC,
            situation.anchor,
            None,
            (days[0], days[1]),
        )
    reason = None if edtf else "the number is not said"
    return Value(timex, edtf, TimexType.DURATION, "duration", Method.DURATION, None, reason)


def _moved(day: date, amount: float, unit: Unit) -> date:
    """Return the day so many units off; the halves of "a year and a half" are months or days."""
    finer = {Unit.YEAR: (Unit.MONTH, 12), Unit.DECADE: (Unit.YEAR, 10), Unit.WEEK: (Unit.DAY, 7)}
    if amount != int(amount) and unit in finer:
        smaller, size = finer[unit]
        return shifted_day(day, round(amount * size), smaller)
    return shifted_day(day, round(amount), unit)


def _step(meaning: Step, situation: Situation) -> Value:
    """Return where "two years ago" or "a week later" leads."""
    length, relative = meaning.length, meaning.from_reference
    timex = length_value(length.amount, length.unit, edtf=False)
    method = Method.RELATIVE if relative else Method.DEICTIC
    reference = situation.day.first if situation.day else None
    start = reference if relative else situation.today
    if length.amount is None:
        vague = "PAST_REF" if meaning.sign < 0 else "FUTURE_REF"
        return unresolved(timex if relative else vague, "vague", method, NOT_SAID)
    if start is None:
        reason = NO_REFERENCE if relative else UNDATED
        return Value(timex, None, TimexType.DURATION, "vague", method, None, reason)
    unit = {Unit.DECADE: Unit.YEAR, Unit.CENTURY: Unit.YEAR}.get(length.unit, length.unit)
    unit = Unit.DAY if unit.on_the_clock else unit
    day = _moved(start, meaning.sign * length.amount, length.unit)
    sign = "+" if meaning.sign > 0 else "-"
    name = start.isoformat() if relative else situation.anchor
    anchor = f"{name} {sign} {length_value(length.amount, length.unit, edtf=True)}"
    return dated(Period.of(unit, day), None, situation, method, anchor)
