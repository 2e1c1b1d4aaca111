"""Checks a text's chronology: do its dates agree with each other, the calendar and the tables?

A check never corrects; where a row is not checked or a date not settled, it cannot tell.
"""

from collections.abc import Sequence

from nkpressure.check.chronology_findings import (
    ChronologyCheck,
    ChronologyQuestion,
    ChronologyStatus,
)
from nkpressure.check.dates_in_themselves import find_told_too_early, find_weekdays
from nkpressure.check.dates_of_events import find_dates_of_events, find_dates_of_resolutions
from nkpressure.check.dates_told_twice import find_dates_told_twice
from nkpressure.check.spoken_days import SpokenDays
from nkpressure.find.citation_kinds import Citation
from nkpressure.find.dates.mentions import DateMention
from nkpressure.find.events import EventMention
from nkpressure.model import Document
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables, read_tables

__all__ = ["ChronologyCheck", "ChronologyQuestion", "ChronologyStatus", "check_chronology"]


def check_chronology(
    document: Document,
    sentences: Sequence[Sentence],
    dates: Sequence[DateMention],
    events: Sequence[EventMention],
    citations: Sequence[Citation],
    tables: Tables | None = None,
) -> list[ChronologyCheck]:
    """Check dates told twice, dates of events and resolutions, weekdays, and what came too early.

    >>> from nkpressure.find.dates import find_dates
    >>> note = Document("note", "They met on Monday, 18 July 2017.")
    >>> check_chronology(note, (), find_dates(note, (), ()), (), ())[0].message
    '2017-07-18 was a Tuesday, not a Monday.'
    """
    tables = tables or read_tables()
    days = SpokenDays(document, sentences, dates)
    dates = sorted(dates, key=lambda date: date.span)
    checks = [
        *find_dates_told_twice(days, dates),
        *find_dates_of_events(days, dates, events, citations, tables),
        *find_dates_of_resolutions(days, dates, citations, tables),
        *find_weekdays(days, dates, tables),
        *find_told_too_early(days, dates, tables),
    ]
    return sorted(checks, key=lambda check: (check.mention.span, check.question))
