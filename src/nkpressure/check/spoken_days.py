"""The day that a text speaks of at a place: the nearest date of the sentence, else its own date."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nkpressure.errors import WrongUseError
from nkpressure.find.dates.mentions import DateMention, TimexType
from nkpressure.model import Document, Interval
from nkpressure.read.sentences import Sentence

_FAR = 2000  # characters; a longer paragraph is no one story
_COMMON_VALUES = 4096
_DATED = (TimexType.DATE, TimexType.TIME)


@dataclass(frozen=True, slots=True)
class SpokenDay:
    """Days that a text speaks of; `date` is the expression that says so, None for publication."""

    days: Interval
    date: DateMention | None

    def said(self, text: str) -> str:
        """Return the days with what they rest on, for a sentence."""
        if self.date is None:
            return f"{self.days.edtf}, its publication"
        return f"{self.days.edtf} ({self.date.span.of(text)!r})"


def days_of(date: DateMention) -> Interval | None:
    """Return the days that a date comes to; None for lengths, habits and what is unresolved.

    >>> from nkpressure.find.dates.mentions import Method
    >>> from nkpressure.model import Span
    >>> april = ("2018-04", "2018-04", TimexType.DATE, "month", Method.DEICTIC)
    >>> days_of(DateMention(Span(0, 15), "rule", *april)).edtf
    '2018-04-01/2018-04-30'
    """
    if date.value is None or date.timex_type not in _DATED:
        return None
    return _interval(date.value)


@lru_cache(maxsize=_COMMON_VALUES)
def _interval(value: str) -> Interval | None:
    try:
        return Interval.parse(value)
    except WrongUseError:  # a season, a decade, an open end: no days to compare
        return None


class SpokenDays:
    """The days of one document, asked for by place."""

    def __init__(
        self, document: Document, sentences: Sequence[Sentence], dates: Sequence[DateMention]
    ) -> None:
        self.document = document
        self._sentences = sorted([(each.span.start, each.span.end) for each in sentences])
        self._starts = [start for start, _ in self._sentences]
        in_order = sorted(dates, key=_place)
        self._dated = [SpokenDay(days, date) for date in in_order if (days := days_of(date))]
        self._places = [day.date.start for day in self._dated if day.date]

    def at(self, place: int) -> SpokenDay | None:
        """Return the day that is spoken of at a place; None where nothing tells it."""
        here = list(self._between(*self.sentence(place)))
        points = [day for day in here if day.date and day.date.bound is None]
        if points:
            return min(points, key=lambda day: _distance(day, place))
        return self.published

    @property
    def published(self) -> SpokenDay | None:
        """The day on which the text itself was published."""
        published = self.document.published
        return SpokenDay(published, None) if published else None

    def near(self, place: int) -> list[SpokenDay]:
        """Return all dates of the paragraph."""
        return list(self._between(*self._line(place)))

    def sentence(self, place: int) -> tuple[int, int]:
        """Return where the sentence at a place begins and ends; outside of any, its line."""
        if self.is_in_sentence(place):
            return self._sentences[bisect_right(self._starts, place) - 1]
        return self._line(place)

    def is_in_sentence(self, place: int) -> bool:
        """Say whether a place belongs to a sentence, not to a dateline or other furniture."""
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._sentences[index][1]

    def _line(self, place: int) -> tuple[int, int]:
        """Return the bounds of a line, or of its part nearby where it is very long."""
        text, first, last = self.document.text, max(0, place - _FAR), place + _FAR
        end = text.find("\n", place, last)
        start = text.rfind("\n", first, place) + 1 or first
        return start, min(last, len(text)) if end < 0 else end

    def _between(self, start: int, end: int) -> Iterator[SpokenDay]:
        for index in range(bisect_right(self._places, start - 1), len(self._dated)):
            if self._places[index] >= end:
                return
            yield self._dated[index]


def _place(date: DateMention) -> tuple[int, int]:
    return date.span.start, date.span.end


def _distance(day: SpokenDay, place: int) -> int:
    if day.date is None:
        return 0
    return min(abs(day.date.start - place), abs(day.date.end - place))
