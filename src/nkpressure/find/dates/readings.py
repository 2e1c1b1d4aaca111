"""Reads all expressions of a document: from one day, or from both ends of a publication interval.

Where the publication date is an interval, every expression is read from its first and from its
last day, and the two values are put together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from nkpressure.find.dates.calendar_values import value_of
from nkpressure.find.dates.meanings import Fixed
from nkpressure.find.dates.patterns import Expression
from nkpressure.find.dates.periods import edtf_of_days
from nkpressure.find.dates.tenses import Tense
from nkpressure.find.dates.values import Situation, Value
from nkpressure.model import Interval

PUBLICATION = "publication date"


@dataclass(frozen=True, slots=True)
class Read:
    """An expression with the tense of its clause and its value."""

    expression: Expression
    tense: Tense | None
    value: Value


def read_all(
    expressions: Sequence[tuple[Expression, Tense | None]], published: Interval | None
) -> list[Read]:
    """Give each expression its value; drop what lies outside the calendar."""
    first = _values(expressions, Situation(published.first if published else None, PUBLICATION))
    if published is None or published.first == published.last:
        values = first
    else:
        last = _values(expressions, Situation(published.last, PUBLICATION))
        values = [
            together(low, high) if low is not None and high is not None else None
            for low, high in zip(first, last, strict=True)
        ]
    return [
        Read(expression, tense, value)
        for (expression, tense), value in zip(expressions, values, strict=True)
        if value is not None
    ]


def _values(
    expressions: Sequence[tuple[Expression, Tense | None]], situation: Situation
) -> list[Value | None]:
    values: list[Value | None] = []
    for expression, tense in expressions:
        value = value_from(expression, tense, situation)
        if value is not None:
            situation.remember(value)
        values.append(value)
    return values


def value_from(expression: Expression, tense: Tense | None, situation: Situation) -> Value | None:
    """Return an expression's value in a situation; None where it lies outside the calendar."""
    try:
        return value_of(expression.meaning, expression.part, tense, situation)
    except (ValueError, OverflowError):
        return None


def together(low: Value, high: Value) -> Value:
    """Put together what an expression comes to from the first and from the last possible day."""
    if low.edtf == high.edtf and low.timex == high.timex:
        return low
    timex = low.timex if low.timex == high.timex else None
    if low.days is None or high.days is None:
        return replace(low, timex=timex, edtf=None, reason="the publication date leaves it open")
    days: tuple[date, date] = (min(low.days[0], high.days[0]), max(low.days[1], high.days[1]))
    return replace(low, timex=timex, edtf=edtf_of_days(*days), days=days, period=None)


def is_counted_from_publication(read: Read) -> bool:
    """Say whether the value depends on the day of writing, as "yesterday" and "July 20" do."""
    return (
        read.value.anchor is not None
        and read.value.anchor.startswith(PUBLICATION)
        and not (isinstance(read.expression.meaning, Fixed))
    )
