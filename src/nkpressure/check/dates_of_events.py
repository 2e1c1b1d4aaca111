"""Holds the date that a text gives to an event or a resolution against the tables."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import ClassVar

from nkpressure.check.checked import Checked, source_words
from nkpressure.check.chronology_findings import (
    ChronologyCheck,
    ChronologyQuestion,
    ChronologyStatus,
    ChronologyUse,
    chronology_words,
)
from nkpressure.check.spoken_days import SpokenDays, days_of
from nkpressure.find.citation_kinds import Citation, CitedKind
from nkpressure.find.dates.mentions import DateMention, Method
from nkpressure.find.events import EventMention
from nkpressure.find.resolutions import Resolution, resolutions
from nkpressure.model import Interval, Span
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class EventSource:
    """Where the row of an event comes from."""

    TABLE: ClassVar[str] = "events.csv"

    id: str
    source: str
    checked: Checked


@cache
def _sources(tables: Tables) -> dict[str, EventSource]:
    return {row.id: row for row in tables.rows(EventSource)}


_GAP = 60  # characters between an event and its date


def find_dates_of_events(
    days: SpokenDays,
    dates: Sequence[DateMention],
    events: Sequence[EventMention],
    citations: Sequence[Citation],
    tables: Tables,
) -> Iterator[ChronologyCheck]:
    """Yield a check for each date that the text ties to an event of the table."""
    cited = {place for each in citations for place in range(each.start, each.end)}
    for event in events:
        row = _sources(tables).get(event.event)
        if row is None or cited.intersection(range(event.start, event.end)):
            continue  # a resolution's own table knows it better
        for date_, tied in _dates_beside(days, event.span, dates, tables):
            check = _event_check(days.document.text, event, row, date_, tied=tied)
            if check is not None:
                yield check


def _dates_beside(
    days: SpokenDays, span: Span, dates: Sequence[DateMention], tables: Tables
) -> Iterator[tuple[DateMention, bool]]:
    """Yield the dates in an event's name, before it or behind it, and whether they are its own."""
    text = days.document.text
    first = bisect_left(dates, span.start - 1, key=lambda each: each.end)
    last = bisect_right(dates, span.end + _GAP, key=lambda each: each.start)
    for date_ in dates[first:last]:
        if date_.method not in _WRITTEN:
            continue
        if span.contains(date_.span) or (0 <= span.start - date_.end <= 1):
            yield date_, True
        elif 0 <= date_.start - span.end <= _GAP:
            link = _link(text[span.end : date_.start], tables)
            if link is not None:
                yield date_, link


_WRITTEN = (Method.EXPLICIT, Method.EXPLICIT_NO_YEAR)
_WORD = re.compile(r"[^\W_]+")
_STOPS = re.compile(r"[.;:!?\n]")


def _link(between: str, tables: Tables) -> bool | None:
    """Say whether words tie a date to what stands before it; None where they do not link them."""
    words = {word.lower() for word in _WORD.findall(between)}
    ties = chronology_words(tables, ChronologyUse.TIES)
    if _STOPS.search(between) or not words <= ties | chronology_words(tables, ChronologyUse.LINKS):
        return None
    if between.strip() in ("(", "（"):
        return True
    return bool(words & ties) if words else None


# "the test on 2 September" of an event of the 3rd: a slip, or the day in another time zone
_SLIP = timedelta(days=3)


def _event_check(
    text: str, event: EventMention, row: EventSource, date_: DateMention, *, tied: bool
) -> ChronologyCheck | None:
    told_days = days_of(date_)
    if told_days is None:
        return None
    known = _all_days(event)
    source = source_words(row.source, row.checked)
    told = f"{event.name} was on {event.date} ({source}); the text has {date_.span.of(text)!r}"
    status = ChronologyStatus.CONSISTENT
    if not (known.first <= told_days.last and told_days.first <= known.last):
        if not tied and told_days.first > known.last + _SLIP:
            return None  # "praised the summit on 20 July": the day of the praise
        sure = tied and row.checked is not Checked.NO and event.confidence == "high"
        status = ChronologyStatus.INCONSISTENT if sure else ChronologyStatus.CANNOT_TELL
    question = ChronologyQuestion.EVENT_DATE
    return ChronologyCheck(event, date_, question, status, f"{told}.", row.source)


def _all_days(event: EventMention) -> Interval:
    """Return the event's days in every time zone that the table keeps."""
    zones = [day for day in (event.date_utc, event.date_kst, event.date_new_york) if day]
    days = event.days
    return Interval(min([days.first, *zones]), max([days.last, *zones]))


def find_dates_of_resolutions(
    days: SpokenDays,
    dates: Sequence[DateMention],
    citations: Sequence[Citation],
    tables: Tables,
) -> Iterator[ChronologyCheck]:
    """Yield a check for each resolution with its date, or put to use at a date before it."""
    for citation in citations:
        if citation.subkind is not CitedKind.UNSC_RESOLUTION or citation.number is None:
            continue
        row = resolutions(tables).get(int(citation.number))
        if row is None:
            continue
        own = [date_ for date_, tied in _dates_beside(days, citation.span, dates, tables) if tied]
        for date_ in own:
            yield from _adoption_check(days.document.text, citation, row, date_)
        if not own:
            yield from _use_check(days, citation, row, tables)


def _adoption_check(
    text: str, citation: Citation, row: Resolution, date_: DateMention
) -> Iterator[ChronologyCheck]:
    told_days = days_of(date_)
    if told_days is None:
        return
    fits = told_days.first <= row.adopted <= told_days.last
    status = ChronologyStatus.CONSISTENT if fits else _wrong(row)
    told = f"{_adopted(row)}; the text has {date_.span.of(text)!r}."
    yield ChronologyCheck(
        citation, date_, ChronologyQuestion.RESOLUTION_DATE, status, told, row.source
    )


def _use_check(
    days: SpokenDays, citation: Citation, row: Resolution, tables: Tables
) -> Iterator[ChronologyCheck]:
    """Find "in 2015 China enforced resolution 2270": a use before there was anything to use."""
    text = days.document.text
    day = days.at(citation.start)
    before = text[max(days.sentence(citation.start)[0], citation.start - _GAP) : citation.start]
    used = chronology_words(tables, ChronologyUse.APPLIES).intersection(
        word.lower() for word in _WORD.findall(before)
    )
    if day is None or day.date is None or not used or day.days.last >= row.adopted:
        return
    told = f"{_adopted(row)}, later than {day.said(text)}, for which the text puts it to use."
    yield ChronologyCheck(
        citation, day.date, ChronologyQuestion.RESOLUTION_DATE, _wrong(row), told, row.source
    )


def _wrong(row: Resolution) -> ChronologyStatus:
    unsure = Checked(row.checked) is Checked.NO
    return ChronologyStatus.CANNOT_TELL if unsure else ChronologyStatus.INCONSISTENT


def _adopted(row: Resolution) -> str:
    source = source_words(row.source, Checked(row.checked))
    day: date = row.adopted
    return f"{row.number} was adopted on {day} ({source})"
