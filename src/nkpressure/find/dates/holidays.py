"""Finds holidays, and says on which day of a year they fall: "Thanksgiving", "Day of the Sun"."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import ClassVar

from nkpressure.find.dates.meanings import Fixed, Holiday, Meaning
from nkpressure.find.dates.patterns import Expression
from nkpressure.find.dates.periods import Period
from nkpressure.find.dates.words import Tokens
from nkpressure.find.phrases import PhraseFinder
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A holiday: a day of a month, the first such weekday from it on, or days after Easter."""

    TABLE: ClassVar[str] = "holidays.csv"

    name: str
    month: int | None
    day: int | None
    weekday: int | None
    easter_offset: int | None

    def in_year(self, year: int) -> date | None:
        """Return the holiday's day in a year.

        >>> HolidayRow("Thanksgiving", 11, 22, 4, None).in_year(2018)
        datetime.date(2018, 11, 22)
        """
        if self.easter_offset is not None:
            return easter(year) + timedelta(days=self.easter_offset)
        try:
            day = date(year, self.month or 1, self.day or 1)
        except ValueError:
            return None
        ahead = (self.weekday - day.isoweekday()) % 7 if self.weekday else 0
        return day + timedelta(days=ahead)


def easter(year: int) -> date:
    """Return Easter Sunday (the anonymous Gregorian computus, as in Meeus 1991, chapter 8).

    >>> easter(2018)
    datetime.date(2018, 4, 1)
    """
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, odd_centuries = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    weekday = (32 + 2 * odd_centuries + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def holiday_finder(tables: Tables) -> PhraseFinder[HolidayRow]:
    """Return what finds the names of holidays."""
    return PhraseFinder((row.name, row, True) for row in tables.rows(HolidayRow))


def holiday_expressions(tokens: Tokens, tables: Tables) -> list[Expression]:
    """Return the holidays of a text as expressions, with "last" before and a year after them."""
    found = []
    for match in holiday_finder(tables).find(tokens.text):
        first, end = tokens.at(match.start), tokens.at(match.end)
        if first == end:  # within a token such as "x-Christmas_2"
            continue
        row, which = match.entries[0], None
        before = tokens.senses[first - 1] if first else {}
        for kind in ("this", "last", "next"):
            which = int(before[kind]) if which is None and kind in before else which
        first -= which is not None
        year, end = _year_after(tokens, end)
        meaning = _meaning(row, which, year)
        if meaning is not None:
            found.append(Expression(first, end, tokens.span(first, end), meaning, "holiday"))
    return found


def _year_after(tokens: Tokens, end: int) -> tuple[int | None, int]:
    for index in (end, end + 1):
        senses = tokens.senses[index] if index < len(tokens.senses) else {}
        if "year" in senses:
            return int(senses["year"]), index + 1
        if "comma" not in senses:
            break
    return None, end


def _meaning(row: HolidayRow, which: int | None, year: int | None) -> Meaning | None:
    if year is None:
        return Holiday(row.in_year, which)
    day = row.in_year(year)
    return Fixed(Period.day(day)) if day else None
