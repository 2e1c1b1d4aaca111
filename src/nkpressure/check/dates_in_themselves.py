"""Checks single dates: a weekday that is not the day's, a thing told that was yet to come."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from nkpressure.check.chronology_findings import (
    ChronologyCheck,
    ChronologyQuestion,
    ChronologyStatus,
)
from nkpressure.check.spoken_days import SpokenDays, days_of
from nkpressure.find.dates.mentions import DateMention, Method
from nkpressure.find.dates.tenses import Tense, tense_around
from nkpressure.find.dates.words import DateWord, lexicon, tokens_of
from nkpressure.model import Span
from nkpressure.tables import Tables

_WORD = re.compile(r"[^\W\d_]+")
# "July 17 (Wednesday)", "Wednesday (July 17)"
_BESIDE = re.compile(r",?\s?[(（]?")


@cache
def _weekdays(tables: Tables) -> dict[str, int]:
    rows = tables.rows(DateWord)
    return {row.word: int(row.value) for row in rows if row.kind in ("weekday", "weekday_short")}


@cache
def _day_names(tables: Tables) -> dict[int, str]:
    return {int(row.value): row.word for row in tables.rows(DateWord) if row.kind == "weekday"}


def find_weekdays(
    days: SpokenDays, dates: Sequence[DateMention], tables: Tables
) -> Iterator[ChronologyCheck]:
    """Yield a check for each day of the calendar that stands with a weekday."""
    text = days.document.text
    ordered = sorted(dates, key=lambda each: each.span)
    for index, mention in enumerate(ordered):
        day = _day(mention)
        if day is None:
            continue
        told = _told(text, mention, tables)
        other = None
        if not told:
            other = _neighbour(text, ordered, index, tables)
            told = _told(text, other, tables) if other else []
        if len(told) == 1:
            yield _weekday_check(mention, other, day, told[0], tables)


def _day(mention: DateMention) -> date | None:
    """Return the one day of a date that the text writes with its number and month."""
    days = days_of(mention)
    if days is None or days.first != days.last:
        return None
    return days.first if mention.method in _WRITTEN else None


_WRITTEN = (Method.EXPLICIT, Method.EXPLICIT_NO_YEAR)


def _told(text: str, mention: DateMention, tables: Tables) -> list[int]:
    words = _WORD.findall(mention.span.of(text))
    return [_weekdays(tables)[word] for word in words if word in _weekdays(tables)]


def _neighbour(
    text: str, ordered: Sequence[DateMention], index: int, tables: Tables
) -> DateMention | None:
    """Return the bare weekday that stands in brackets or behind a comma beside a date."""
    mention = ordered[index]
    for other in (*ordered[max(0, index - 1) : index], *ordered[index + 1 : index + 2]):
        first, second = sorted((mention, other), key=lambda each: each.span)
        bare = _WORD.fullmatch(other.span.of(text)) is not None and _told(text, other, tables)
        gap = text[first.end : max(first.end, second.start)]
        if bare and len(gap) <= len(" (") and gap and _BESIDE.fullmatch(gap):
            return other
    return None


def _weekday_check(
    mention: DateMention, other: DateMention | None, day: date, told: int, tables: Tables
) -> ChronologyCheck:
    names, status = _day_names(tables), ChronologyStatus
    question = ChronologyQuestion.WEEKDAY
    real = names[day.isoweekday()]
    if day.isoweekday() == told:
        message = f"{day} was a {real}, as the text says."
        return ChronologyCheck(mention, other, question, status.CONSISTENT, message)
    message = f"{day} was a {real}, not a {names[told]}"
    if mention.method is Method.EXPLICIT:
        return ChronologyCheck(mention, other, question, status.INCONSISTENT, f"{message}.")
    fitting = "".join(f"; it was one in {year}" for year in _years(day, told))
    message += f", and the year is reasoned, not written{fitting}."
    return ChronologyCheck(mention, other, question, status.CANNOT_TELL, message)


_YEARS_NEAR = 6


def _years(day: date, told: int) -> list[int]:
    """Return the last year before in which the day fell on the weekday, where one is near."""
    years = range(day.year - 1, day.year - 1 - _YEARS_NEAR, -1)
    return [year for year in years if _weekday_in(day, year) == told][:1]


def _weekday_in(day: date, year: int) -> int | None:
    try:
        return day.replace(year=year).isoweekday()
    except ValueError:  # 29 February
        return None


def find_told_too_early(
    days: SpokenDays, dates: Sequence[DateMention], tables: Tables
) -> Iterator[ChronologyCheck]:
    """Yield a check for each date after publication of which the text tells as of the past."""
    published = days.published
    late = [
        mention
        for mention in dates
        if published and mention.method is Method.EXPLICIT and _after(mention, published.days.last)
    ]
    if published is None or not late:
        return
    text = days.document.text
    tokens = tokens_of(text, [], lexicon(tables))
    for mention in late:
        span: Span = mention.span
        tense = tense_around(tokens, tokens.at(span.start), tokens.at(span.end), tables)
        if tense is Tense.PAST and days.is_in_sentence(span.start):
            message = (
                f"{span.of(text)!r} comes after the publication ({published.days.edtf}), "
                "but the clause tells it as past."
            )
            question = ChronologyQuestion.AFTER_PUBLICATION
            yield ChronologyCheck(mention, None, question, ChronologyStatus.INCONSISTENT, message)


_FINE = ("day", "month")  # "the goals set for 2030" are told in the past and lie ahead


def _after(mention: DateMention, last: date) -> bool:
    days = days_of(mention)
    return days is not None and days.first > last and mention.precision in _FINE
