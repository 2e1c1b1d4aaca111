"""Holds two expressions of one time against each other: "on 18 July, the day after the summit"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nkpressure.check.chronology_findings import (
    ChronologyCheck,
    ChronologyQuestion,
    ChronologyStatus,
)
from nkpressure.check.spoken_days import SpokenDays, days_of
from nkpressure.find.dates.mentions import DateMention, Method

# "18 July, the day after ...", "Tuesday (two days after ...)", "on 18 July - a day after ..."
_BESIDE = re.compile(r"(?:,|\s?[(–—-])?\s?(?:on\s|that is,\s)?")
# "The day after the conference, and two days before he arrived": one time seen from two events
_AND = re.compile(r",?\s(?:and|but|or)\s(?:on\s)?")
_OFFSETS = (Method.RELATIVE, Method.EVENT_ANCHORED)


def find_dates_told_twice(
    days: SpokenDays, dates: Sequence[DateMention]
) -> Iterator[ChronologyCheck]:
    """Yield a check for each pair of neighbours in a sentence that tell one time."""
    for first, second in pairwise(sorted(dates, key=lambda date: date.span)):
        if second.start < first.end or second.start >= days.sentence(first.start)[1]:
            continue
        if _tell_one_time(days.document.text, first, second):
            yield _compared(days.document.text, first, second)


def _tell_one_time(text: str, first: DateMention, second: DateMention) -> bool:
    between = text[first.end : second.start]
    offsets = [date for date in (first, second) if _is_offset(text, date)]
    if not offsets or _counts_from(first, second) or _counts_from(second, first):
        return False
    if _AND.fullmatch(between):
        return len(offsets) == len((first, second)) and _opens(text, first)
    return bool(between.strip()) and _BESIDE.fullmatch(between) is not None


def _is_offset(text: str, date: DateMention) -> bool:
    """Say whether a date is counted from another: "two days before Pompeo arrived"."""
    return date.method in _OFFSETS and len(date.span.of(text).split()) > 1


def _counts_from(date: DateMention, other: DateMention) -> bool:
    """Say whether one is the other's anchor: "in March 2016, a year later" are two times."""
    if date.value is None or other.anchor is None:
        return False
    return date.value in other.anchor or other.anchor.split(" ")[0].startswith(date.value)


_OPENING = re.compile(r"(?:^|[.!?\n”\"]\s*|\s{2,})(?:On\s|In\s)?$")


def _opens(text: str, date: DateMention) -> bool:
    """Say whether a date opens its sentence: further in, "and" may list two times."""
    return _OPENING.search(text[max(0, date.start - 6) : date.start]) is not None


def _compared(text: str, first: DateMention, second: DateMention) -> ChronologyCheck:
    question, status = ChronologyQuestion.SAME_TIME, ChronologyStatus
    left, right = days_of(first), days_of(second)
    said = [f"{date.span.of(text)!r}" for date in (first, second)]
    if left is None or right is None:
        unknown = first if left is None else second
        reason = unknown.reason or "its days are not settled"
        told = f"{said[0]} and {said[1]} tell one time, but {unknown.span.of(text)!r}: {reason}."
        return ChronologyCheck(first, second, question, status.CANNOT_TELL, told)
    if left.first <= right.last and right.first <= left.last:
        same = (
            f"both come to {left.edtf}" if left == right else f"{left.edtf} and {right.edtf} meet"
        )
        told = f"{said[0]} and {said[1]} tell one time: {same}."
        return ChronologyCheck(first, second, question, status.CONSISTENT, told)
    told = f"{said[0]} comes to {left.edtf}, {said[1]} to {right.edtf}."
    return ChronologyCheck(first, second, question, status.INCONSISTENT, told)
