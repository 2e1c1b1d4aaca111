"""Dates that agree and dates that do not; each case says question and answer."""

import pytest

from nkpressure.check.chronology import ChronologyCheck, check_chronology
from nkpressure.find.citations import find_citations
from nkpressure.find.dates import DateMention, Method, TimexType, find_dates
from nkpressure.find.events import find_events
from nkpressure.model import Document, Interval, Span
from nkpressure.read.regions import find_regions
from nkpressure.read.sentences import find_sentences


def checked(text: str, published: str | None = "2018-07-23") -> list[ChronologyCheck]:
    document = Document("note", text, Interval.parse(published) if published else None)
    regions = find_regions(document)
    sentences = find_sentences(document, regions)
    dates = find_dates(document, regions, sentences)
    events = find_events(document, regions, sentences)
    citations = find_citations(document, regions, sentences)
    return check_chronology(document, sentences, dates, events, citations)


CASES = [
    ("weekday fits", "They met on Friday, 20 July 2018.", "weekday consistent"),
    ("weekday does not fit", "They met on Monday, July 18, 2017.", "weekday inconsistent"),
    ("weekday in brackets", "They met on 18 July 2017 (Monday).", "weekday inconsistent"),
    ("the year is reasoned", "They met on Wednesday, 18 May.", "weekday cannot_tell"),
    ("told too early", "On July 25, 2018, the envoys met.", "after_publication inconsistent"),
    ("announced", "On July 25, 2018, the envoys will meet.", ""),
    ("before publication", "On July 5, 2018, the envoys met.", ""),
    (
        "event dated well",
        "The sixth nuclear test of 3 September 2017 shook Yanji.",
        "event_date consistent",
    ),
    (
        "event dated ill",
        "The sixth nuclear test, held on 9 September 2017, shook Yanji.",
        "event_date inconsistent",
    ),
    ("date of the verb", "Seoul condemned the sixth nuclear test on 20 July 2018.", ""),
    (
        "used before it was adopted",
        "In March 2016, China implemented Resolution 2375.",
        "resolution_date inconsistent",
    ),
    ("used after", "In March 2018, China implemented Resolution 2375.", ""),
    ("not used", "Before the test of March 2016 nobody foresaw Resolution 2375.", ""),
    (
        "adopted another day",
        "Resolution 2375, adopted on 11 October 2017, bans textiles.",
        "resolution_date inconsistent",
    ),
    (
        "adopted that month",
        "Resolution 2375, adopted in September 2017, bans textiles.",
        "resolution_date consistent",
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_chronology(text: str, expected: str) -> None:
    checks = checked(text)
    assert " ".join(f"{check.question} {check.status}" for check in checks) == expected


def dated(text: str, words: str, value: str | None, method: Method, anchor: str) -> DateMention:
    start = text.index(words)
    span = Span(start, start + len(words))
    reason = None if value else "the event has no day"
    return DateMention(span, "hand", value, value, TimexType.DATE, "day", method, anchor, reason)


def told_twice(text: str, *dates: DateMention) -> list[str]:
    return [
        f"{c.question} {c.status}" for c in check_chronology(Document("t", text), (), dates, (), ())
    ]


BOTH = "The day after the fair, and two days before Kim left, police came."
BESIDE = "On 18 July, the day after the fair, police came."
RELATIVE, EXPLICIT = Method.RELATIVE, Method.EXPLICIT_NO_YEAR


@pytest.mark.parametrize(
    ("second", "status"),
    [("2018-07-18", "consistent"), ("2018-07-19", "inconsistent"), (None, "cannot_tell")],
)
def test_two_expressions_for_one_time_must_agree(second: str | None, status: str) -> None:
    first = dated(BOTH, "The day after the fair", "2018-07-18", RELATIVE, "2018-07-17 + P1D")
    other = dated(BOTH, "two days before Kim left", second, RELATIVE, "2018-07-20 - P2D")
    assert told_twice(BOTH, first, other) == [f"same_time {status}"]
    day = dated(BESIDE, "18 July", "2018-07-18", EXPLICIT, "publication date")
    after = dated(BESIDE, "the day after the fair", second, RELATIVE, "2018-07-17 + P1D")
    assert told_twice(BESIDE, day, after) == [f"same_time {status}"]


def test_two_times_are_not_one() -> None:
    text = "In March 2016, a year later, and on 17 and 18 July they met."
    march = dated(text, "March 2016", "2016-03", Method.EXPLICIT, "")
    later = dated(text, "a year later", "2017-03", RELATIVE, "2016-03 + P1Y")
    one = dated(text, "17", "2018-07-17", EXPLICIT, "publication date")
    two = dated(text, "18 July", "2018-07-18", EXPLICIT, "publication date")
    assert told_twice(text, march, later, one, two) == []


def test_the_message_says_both_days() -> None:
    (check,) = checked("They met on Monday, July 18, 2017.")
    assert check.message == "2017-07-18 was a Tuesday, not a Monday."


def test_an_undated_document_has_nothing_after_it() -> None:
    assert checked("On July 25, 2018, the envoys met.", None) == []
