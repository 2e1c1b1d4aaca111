"""Finds mentions of dated events: "the fourth nuclear test", "the Singapore summit".

An event is a row of the table of events, with its day in UTC, in Korea and in New York kept apart.
A phrase that several events share ("the ICBM test") means the latest one before publication.
"""

import datetime
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from nkpressure.errors import BadTableError
from nkpressure.find.phrases import PhraseFinder
from nkpressure.model import Annotation, Document, Interval, Span
from nkpressure.read.regions import Region
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables, read_tables


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the table of events; `date` is the day where it happened."""

    TABLE: ClassVar[str] = "events.csv"

    id: str
    date: datetime.date
    end_date: datetime.date | None
    date_utc: datetime.date | None
    date_kst: datetime.date | None
    date_new_york: datetime.date | None
    kind: str
    actors: tuple[str, ...]
    title: str

    @property
    def days(self) -> Interval:
        """The event's days."""
        return Interval(self.date, self.end_date or self.date)


@dataclass(frozen=True, slots=True)
class EventName:
    """A phrase for an event, with the words that its sentence must hold besides.

    `near` gives words of which each must stand in the sentence ("Trump|Trump's" is either of the
    two); `within` is how many days before publication the phrase can look back.
    """

    TABLE: ClassVar[str] = "event_names.csv"

    event: str
    phrase: str
    near: tuple[str, ...]
    within: int | None


@dataclass(frozen=True, slots=True)
class EventMention(Annotation):
    """A mention of an event of the table."""

    kind: ClassVar[str] = "event"

    event: str
    subkind: str
    name: str
    date: str
    date_utc: datetime.date | None
    date_kst: datetime.date | None
    date_new_york: datetime.date | None
    basis: str
    confidence: str

    @property
    def days(self) -> Interval:
        """The event's days, for anything that counts from it."""
        return Interval.parse(self.date)


@dataclass(frozen=True, slots=True)
class _Named:
    """An event under one of its names."""

    event: Event
    name: EventName


def find_events(
    document: Document,
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    tables: Tables | None = None,
) -> list[EventMention]:
    """Find the mentions of events whose day is known.

    >>> from nkpressure.read.regions import find_regions
    >>> from nkpressure.read.sentences import find_sentences
    >>> note = Document("note", "Since the Singapore summit little has happened.")
    >>> regions = find_regions(note)
    >>> [m.date for m in find_events(note, regions, find_sentences(note, regions))]
    ['2018-06-12']
    """
    tables = tables or read_tables()
    starts = [sentence.span.start for sentence in sentences]
    mentions = []
    for match in event_finder(tables).find(document.text):
        index = bisect_right(starts, match.start) - 1
        if index < 0 or not sentences[index].span.contains(match.span):
            continue
        words = _words(sentences[index].span.of(document.text))
        fitting = [named for named in match.entries if _fits(named, words, document.published)]
        mention = _mention(document, match.span, fitting)
        if mention is not None:
            mentions.append(mention)
    return mentions


@cache
def event_finder(tables: Tables) -> PhraseFinder[_Named]:
    """Return what finds the names of dated events."""
    events = {event.id: event for event in tables.rows(Event)}
    names = tables.rows(EventName)
    for name in names:
        if name.event not in events:
            raise BadTableError(
                f"{tables.path(EventName.TABLE)}: {name.phrase!r} names the event "
                f"{name.event!r}, which is no id in {Event.TABLE}"
            )
    return PhraseFinder(
        (name.phrase, _Named(events[name.event], name), name.phrase[:1].isupper()) for name in names
    )


_WORD = re.compile(r"[\w.%'’-]*[\w%]|[\w.]+")


def _words(sentence: str) -> set[str]:
    """Return a sentence's words, and the parts of the hyphenated ones."""
    words = {match.group().replace("’", "'") for match in _WORD.finditer(sentence)}
    parts = {part for word in words for part in word.split("-")}
    return words | parts | {word.removesuffix("'s") for word in words}


def _fits(named: _Named, words: set[str], published: Interval | None) -> bool:
    """Say whether an event can be meant: it lies behind, near enough, and the sentence agrees."""
    name = named.name
    for wanted in name.near:
        if not any(_holds(words, either) for either in wanted.split("|")):
            return False
    if published is None:
        return name.within is None or bool(name.near)
    if named.event.date > published.last:
        return False
    return name.within is None or published.first - named.event.days.last <= datetime.timedelta(
        name.within
    )


def _holds(words: set[str], wanted: str) -> bool:
    return all(part in words or part.rstrip(".") in words for part in wanted.split())


def _mention(document: Document, span: Span, fitting: Sequence[_Named]) -> EventMention | None:
    if not fitting or (len(fitting) > 1 and document.published is None):
        return None  # several events bear the name, and no date tells which is meant
    named = max(fitting, key=lambda candidate: candidate.event.date)
    event = named.event
    sure = len(fitting) == 1 and named.name.within is None
    return EventMention(
        span,
        "named with words nearby" if named.name.near else "named",
        event.id,
        event.kind,
        event.title,
        event.days.edtf,
        event.date_utc,
        event.date_kst,
        event.date_new_york,
        f"{Event.TABLE}, by the name {named.name.phrase!r}",
        "high" if sure else "medium",
    )
