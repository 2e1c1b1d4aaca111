"""When a signal happened or was given: an interval, with the basis on which it was dated."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from nkpressure.errors import WrongUseError
from nkpressure.find.dates import DateMention
from nkpressure.find.dates.mentions import TimexType
from nkpressure.find.events import EventMention
from nkpressure.find.instruments import Mode
from nkpressure.ledger.assertions import Assertion
from nkpressure.ledger.voices import Voice
from nkpressure.model import Interval, Span

_WORDS = (Mode.ANNOUNCED, Mode.DEMANDED, Mode.THREATENED, Mode.PROMISED, Mode.DENIED)
_NOW = frozenset({"is", "are", "'re"})  # "is taking action": on the day of writing
_ONE_ACT = timedelta(days=7)
_NEAR = 8  # events that are looked at from a mention's first word on
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class When:
    """The days of a signal, open at one end where the text leaves it open, and their basis."""

    days: Days | None
    basis: str | None


def days_of(value: str | None) -> Days | None:
    """Read an EDTF value as its first and last day; None where it is no such value.

    >>> days_of("2017-10/..")
    (datetime.date(2017, 10, 1), None)
    >>> days_of("P3D") is None
    True
    """
    if not value:
        return None
    first, slash, last = value.partition("/")
    if slash and ".." in (first, last):
        opens = _interval(last if first == ".." else first)
        if opens is None:
            return None
        return (None, opens.last) if first == ".." else (opens.first, None)
    whole = _interval(value)
    return (whole.first, whole.last) if whole else None


def _interval(value: str) -> Interval | None:
    try:
        return Interval.parse(value)
    except WrongUseError:
        return None


def _is_short(days: Days) -> bool:
    """Say whether days can be those of one speech or act: "on July 20", not "since 2017"."""
    first, last = days
    return first is not None and last is not None and last - first <= _ONE_ACT


@dataclass(slots=True)
class Calendar:
    """Knows the dates and dated events of one document, and on which days its speakers spoke."""

    published: Interval | None
    dates: Sequence[DateMention]
    events: Sequence[EventMention]
    spoken: dict[str, Days] = field(default_factory=dict)
    starts: Sequence[int] = field(init=False)  # of the dates

    def __post_init__(self) -> None:
        self.starts = [found.span.start for found in self.dates]

    def when(self, assertion: Assertion, voice: Voice, mode: Mode, sentence: Span) -> When:
        """Date an assertion by its clause, its sentence, its speech, or the publication."""
        own = self._own(assertion, voice, mode)
        if own is not None:
            return When(self._closed(own), "text")
        event = self._event(assertion.mention.span) if mode is not Mode.ASSESSED else None
        if event is not None:
            return When((event.days.first, event.days.last), "event")
        before = self._dated(Span(sentence.start, max(sentence.start, assertion.span.start)))
        if before is not None and voice.speaker is None:
            return When(self._closed(before), "text: the same sentence")
        spoken = self._spoken(voice, sentence) if voice.speaker else None
        return When(spoken, "speech") if spoken else self._by_publication(mode, assertion)

    def _own(self, assertion: Assertion, voice: Voice, mode: Mode) -> Days | None:
        """Return the date of the part, else of the clause; of a word, the day it was said.

        "He said he will meet the envoy on Sunday": the announcement is not Sunday's.
        """
        words = mode in _WORDS
        said = voice.attribution.content if words and voice.attribution else ()
        for span in (assertion.evidence[-1], assertion.clause.span):
            days = self._dated(span, beside=said)
            if days is not None and not (words and self._is_to_come(days)):
                return days
        return None

    def _is_to_come(self, days: Days) -> bool:
        """Say whether days lie behind the publication."""
        first, published = days[0], self.published
        return first is not None and published is not None and first > published.last

    def _event(self, span: Span) -> EventMention | None:
        first = max(bisect_left(self.events, span.start, key=lambda found: found.start) - 1, 0)
        near = self.events[first : first + _NEAR]
        return next((event for event in near if event.span.overlaps(span)), None)

    def _spoken(self, voice: Voice, sentence: Span) -> Days | None:
        """Return the day on which a speaker spoke, as far as the text has said it yet."""
        speaker = voice.speaker or ""
        said = voice.attribution.content if voice.attribution else ()
        around = self._dated(sentence, beside=said)
        if around is not None and _is_short(around):
            self.spoken[speaker] = around
        return self._closed(self.spoken[speaker]) if speaker in self.spoken else None

    def note_speech(self, sentence: Span, speakers: Callable[[Span], Iterable[str]]) -> None:
        """Remember on which day a sentence lets somebody act or speak, for what follows."""
        around = self._dated(sentence)
        if around is not None and _is_short(around) and not self._is_to_come(around):
            for speaker in speakers(sentence):
                self.spoken[speaker] = around

    def _dated(self, span: Span, beside: Sequence[Span] = ()) -> Days | None:
        """Return the first date in a stretch, outside of what is said in it."""
        first = bisect_left(self.starts, span.start)
        last = bisect_left(self.starts, span.end, lo=first)
        for found in self.dates[first:last]:
            if any(said.contains(found.span) for said in beside):
                continue
            if found.timex_type in (TimexType.DATE, TimexType.TIME):
                days = days_of(found.span_of_time) or days_of(found.value)
                if days is not None:
                    return days
        return None

    def _closed(self, days: Days) -> Days:
        """Nothing that a text reports as so far lies behind its publication."""
        first, last = days
        if last is None and first is not None and self.published is not None:
            return (first, max(first, self.published.last))
        return days

    def _by_publication(self, mode: Mode, assertion: Assertion) -> When:
        if self.published is None:
            return When(None, None)
        under_way = any(word.low in _NOW for word in assertion.clause.words)
        if mode is Mode.ACTION_TAKEN and not under_way:
            return When((None, self.published.last), "before publication")
        return When((self.published.first, self.published.last), "publication")
