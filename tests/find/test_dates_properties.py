"""What holds of the dates of any text: EDTF that parses, order, shifts, linear time."""

import re
import warnings
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taken_time import keeps_within, seconds_of

from nkpressure.find.dates import DateMention, find_dates
from nkpressure.find.events import find_events
from nkpressure.find.quotations import find_quotations
from nkpressure.model import Document, Interval
from nkpressure.read.regions import find_regions
from nkpressure.read.sentences import find_sentences

with warnings.catch_warnings():
    # the oracle builds its grammar on an older pyparsing
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

_DURATION = re.compile(r"P(?=.)(?:\d+(?:\.\d+)?[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?")

WORDS = [
    "yesterday",
    "today",
    "tomorrow",
    "last week",
    "next month",
    "this year",
    "on Friday",
    "two days ago",
    "a week later",
    "the day before",
    "since",
    "between",
    "and",
    "from",
    "to",
    "until",
    "July 20",
    "17 July",
    "March 2017",
    "in",
    "the",
    "early",
    "late",
    "mid-",
    "1990s",
    "2013",
    "2015",
    "31",
    "30",
    "February",
    "the first quarter of",
    "the year-ago quarter",
    "a",
    "year earlier",
    "every",
    "each",
    "Thursday",
    "morning",
    "10:35 a.m.",
    "noon",
    "fiscal",
    "of",
    "end",
    "beginning",
    "the end of",
    "summer",
    "winter",
    "nineteen ninety-six",
    "two thousand",
    "century",
    "11th",
    "decade",
    "ago",
    "later",
    "before",
    "after",
    "Juche 113",
    "Thanksgiving",
    "Easter",
    "the Singapore summit",
    "recent",
    "recently",
    "now",
    "99999999999",
    "1/2",
    "2018-02-30",
    "2018-07-23",
    "29 February",
    "week",
    "the weekend",
    "several",
    "couple of",
    "hundred",
    "thousand",
    "years",
    "months",
    "met",
    "will meet",
    '"',
    "“",
    "”",
    ",",
    ".",
    "\n",
    "\n\n",
    "'",
    "’s",
    "–",
    "-",
    "/",
    "%",
]

texts = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=25).map(" ".join)
days = st.dates(date(1900, 1, 1), date(2090, 12, 31))
calm = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def dates_of(text: str, published: Interval | None) -> list[DateMention]:
    document = Document("note", text, published)
    regions = find_regions(document)
    sentences = find_sentences(document, regions)
    quotations = find_quotations(document, regions, sentences)
    events = find_events(document, regions, sentences)
    return find_dates(document, regions, sentences, quotations, events)


def _reads(value: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return parse_edtf(value) is not None


@calm
@given(texts, days, st.integers(0, 40))
def test_writes_edtf_that_an_independent_parser_reads(text: str, day: date, length: int) -> None:
    published = Interval(day, day + timedelta(days=length))
    for mention in dates_of(text, published):
        for value in (mention.value, mention.span_of_time):
            if value is not None and not _DURATION.fullmatch(value):
                assert _reads(value), value


@calm
@given(texts, days)
def test_runs_its_intervals_forward(text: str, day: date) -> None:
    for mention in dates_of(text, Interval(day, day)):
        for value in (mention.value, mention.span_of_time):
            first, _, last = (value or "").partition("/")
            if last and ".." not in (first, last):
                assert first <= last, value


@calm
@given(
    st.sampled_from(
        ["yesterday", "today", "tomorrow", "ten days ago", "right now", "three days ago", "now"]
    ),
    days,
    st.integers(-400, 400),
)
def test_moves_deictic_values_with_the_publication_date(words: str, day: date, shift: int) -> None:
    moved = day + timedelta(days=shift)
    (here,) = dates_of(f"They met {words}.", Interval(day, day))
    (there,) = dates_of(f"They met {words}.", Interval(moved, moved))
    assert here.value is not None
    assert there.value is not None
    difference = date.fromisoformat(there.value) - date.fromisoformat(here.value)
    assert difference == timedelta(days=shift)


@calm
@given(st.sampled_from(["last week", "this week", "next week", "on Friday"]), days)
def test_moves_weeks_and_weekdays_by_whole_weeks(words: str, day: date) -> None:
    later = day + timedelta(days=70)
    (here,) = dates_of(f"They met {words}.", Interval(day, day))
    (there,) = dates_of(f"They met {words}.", Interval(later, later))
    first, second = (mention.value or "" for mention in (here, there))
    gaps = {
        date.fromisoformat(b) - date.fromisoformat(a)
        for a, b in zip(first.split("/"), second.split("/"), strict=True)
    }
    assert gaps == {timedelta(days=70)}


@calm
@given(st.text(st.characters(exclude_categories=()), max_size=200) | texts, st.none() | days)
def test_reads_any_text(text: str, day: date | None) -> None:
    published = Interval(day, day) if day else None
    for mention in dates_of(text, published):
        assert 0 <= mention.span.start < mention.span.end <= len(text)


@pytest.mark.parametrize("extreme", [date.min, date.max])
def test_reads_a_text_of_the_calendars_ends(extreme: date) -> None:
    text = "Last century, two thousand years ago, next decade, yesterday, tomorrow, on Friday."
    dates_of(text, Interval(extreme, extreme))


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("It fell on July 20, and since late 2017 by 3 percent. ", id="prose"),
        pytest.param("1998 1999 2000, ", id="years"),
        pytest.param("the the of the last ", id="words of time"),
        pytest.param("two days before Kim Jong Un met Xi on July 4, ", id="events"),
        pytest.param("one two three hundred twenty ", id="numerals"),
        pytest.param('"Today ', id="open marks"),
    ],
)
def test_takes_time_in_proportion_to_the_text(piece: str) -> None:
    published = Interval.parse("2018-07-23")

    def find_in(text: str) -> None:
        find_dates(Document("note", text, published), [], [])

    short = piece * (4_000 // len(piece))
    find_in(short)
    once = min(seconds_of(lambda: find_in(short)) for _ in range(3))
    # A square would take a hundred times as long.
    assert keeps_within(25 * max(once, 0.005), lambda: find_in(short * 10))
