"""The months, quarters, halves and years in which series are kept, and their neighbours."""

import re
from dataclasses import dataclass
from typing import Self

# "2017-Q1", "2017Q1", "2018-H1", "2017-03", "2017"
_PERIOD = re.compile(r"(?P<year>\d{4})(?:-?(?P<part>[QH])(?P<number>\d)|-(?P<month>\d{2}))?")
_COUNTS = {"year": 1, "half": 2, "quarter": 4, "month": 12}
_LETTERS = {"Q": "quarter", "H": "half"}


@dataclass(frozen=True, slots=True, order=True)
class SeriesPeriod:
    """A month, quarter, half or year: the number counts within the year, from 1.

    >>> period_of("2017-Q1").back(1), period_of("2017-Q1").year_before()
    (2016Q4, 2016Q1)
    """

    year: int
    kind: str
    number: int = 1

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        if self.kind == "year":
            return f"{self.year}"
        if self.kind == "month":
            return f"{self.year}-{self.number:02d}"
        return f"{self.year}{self.kind[0].upper()}{self.number}"

    def back(self, steps: int) -> Self:
        """Return the period of the same kind that many steps earlier."""
        count = _COUNTS[self.kind]
        index = self.year * count + self.number - 1 - steps
        return type(self)(index // count, self.kind, index % count + 1)

    def year_before(self) -> Self:
        """Return the same period of the year before."""
        return type(self)(self.year - 1, self.kind, self.number)

    def months(self) -> tuple[int, ...]:
        """Return the months of the period, as numbers of the year."""
        length = 12 // _COUNTS[self.kind]
        first = (self.number - 1) * length + 1
        return tuple(range(first, first + length))

    def ending_quarter(self) -> "SeriesPeriod | None":
        """Return the quarter that a month closes: March closes the first."""
        if self.kind == "month" and self.number % 3 == 0:
            return SeriesPeriod(self.year, "quarter", self.number // 3)
        return None


def period_of(written: str) -> SeriesPeriod | None:
    """Return the period that is written as in TIMEX3 or as in a series; None for anything else.

    >>> period_of("2017-03"), period_of("2018H1"), period_of("2017-03-08")
    (2017-03, 2018H1, None)
    """
    match = _PERIOD.fullmatch(written)
    if match is None:
        return None
    year = int(match["year"])
    if match["month"]:
        month = int(match["month"])
        return SeriesPeriod(year, "month", month) if 1 <= month <= 12 else None
    if match["part"]:
        kind, number = _LETTERS[match["part"]], int(match["number"])
        return SeriesPeriod(year, kind, number) if 1 <= number <= _COUNTS[kind] else None
    return SeriesPeriod(year, "year")
