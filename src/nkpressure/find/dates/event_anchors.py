"""Counts from an event: "the day after the Shenyang press conference", "since the summit".

The event is dated by the table of events, or by an earlier sentence of the text that names the
same people and places beside a date.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from nkpressure.find.dates.meanings import Length
from nkpressure.find.dates.periods import Unit, shifted_day
from nkpressure.find.dates.words import BREAK, Tokens
from nkpressure.find.events import EventMention
from nkpressure.model import Interval, Span
from nkpressure.read.sentences import Sentence

_LONGEST_PHRASE = 12  # tokens of the words that name an event
_ENDS = ("phrase_end", "comma", "dot", "dash", "open", "close")
_END_MARKS = frozenset({";", ":", "!", "?"})


@dataclass(frozen=True, slots=True)
class EventAnchor:
    """The event after "before" or "after": the words that name it, and its days."""

    end: int  # the token after the words
    days: Interval
    name: str
    named: bool  # whether the table of events knows it


class EventAnchors:
    """Dates the events that a text names, by the table and by its own sentences."""

    def __init__(
        self,
        tokens: Tokens,
        sentences: Sequence[Sentence],
        events: Sequence[EventMention],
        days: Sequence[tuple[Span, date]],
    ) -> None:
        self._tokens = tokens
        self._sentences = sentences
        self._starts = [sentence.span.start for sentence in sentences]
        self._events = {tokens.at(event.span.start): event for event in events}
        self._days = days

    @cached_property
    def _dated(self) -> dict[str, list[tuple[int, date]]]:
        """For each capital word, the sentences that hold it beside a date."""
        dated: dict[str, list[tuple[int, date]]] = {}
        seen: set[int] = set()
        for span, day in self._days:
            index = bisect_right(self._starts, span.start) - 1
            if index < 0 or index in seen:
                continue
            seen.add(index)
            sentence = self._sentences[index].span
            first, end = self._tokens.at(sentence.start), self._tokens.at(sentence.end)
            for word in set(self._names(first, end)):
                dated.setdefault(word, []).append((index, day))
        return dated

    def _names(self, first: int, end: int) -> list[str]:
        words = (self._tokens.word(index) for index in range(first, end))
        return [word for word in words if len(word) > 2 and word[0].isupper()]

    def after(self, first: int) -> EventAnchor | None:
        """Return the event that is named from a token on; None where nothing dates it."""
        for index in range(first, first + 3):
            event = self._events.get(index)
            if event is not None:
                end = self._tokens.at(event.span.end)
                return EventAnchor(end, event.days, event.event, named=True)
        return self._in_text(first)

    def _ends_phrase(self, index: int) -> bool:
        tokens = self._tokens
        return (
            tokens.letters[index] == BREAK
            or tokens.word(index) in _END_MARKS
            or any(kind in tokens.senses[index] for kind in _ENDS)
        )

    def _near(self, name: str, here: int) -> dict[int, date]:
        """Return the dated sentences near here that hold a name, with their dates."""
        dated = self._dated.get(name, [])
        at = bisect_right(dated, here, key=lambda entry: entry[0])
        return dict(dated[max(at - _FARTHEST, 0) : at + _FARTHEST])

    def _in_text(self, first: int) -> EventAnchor | None:
        end = first
        limit = min(first + _LONGEST_PHRASE, len(self._tokens.starts))
        while end < limit and not self._ends_phrase(end):
            end += 1
        names = set(self._names(first, end))
        if not names or end == first:
            return None
        here = bisect_right(self._starts, self._tokens.starts[first]) - 1
        common = [self._near(name, here) for name in names]
        told = set.intersection(*(set(days) for days in common)) - {here}
        if not told:
            return None
        nearest = min(told, key=lambda index: (index > here, abs(here - index)))
        day = common[0][nearest]
        return EventAnchor(end, Interval(day, day), day.isoformat(), named=False)


_FARTHEST = 40  # dated sentences with a name that are looked at, either side


def moved(days: Interval, length: Length, sign: int) -> Interval | None:
    """Return the days so long before or after an event; None where the length is not said."""
    if length.amount is None or length.unit.on_the_clock:
        return None
    count = round(length.amount) * sign
    unit = {Unit.QUARTER: Unit.MONTH, Unit.WEEKEND: Unit.WEEK}.get(length.unit, length.unit)
    count *= 3 if length.unit is Unit.QUARTER else 1
    start = days.first if sign < 0 else days.last
    day = shifted_day(start, count, unit)
    return Interval(day, day)
