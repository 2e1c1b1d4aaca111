"""Events: which phrase names which event, and on which day by which clock."""

from datetime import date

import pytest
from brackets import bracketed, marked

from nkpressure.find.events import Event, EventMention, EventName, find_events
from nkpressure.model import Document, Interval
from nkpressure.read.regions import find_regions
from nkpressure.read.sentences import find_sentences
from nkpressure.tables import read_tables


def events_in(text: str, published: str | None = "2018-07-23") -> list[EventMention]:
    document = Document("note", text, Interval.parse(published) if published else None)
    regions = find_regions(document)
    return find_events(document, regions, find_sentences(document, regions))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It came after the [fourth nuclear test].", "2016-01-06"),
        ("It came after the [Singapore summit].", "2018-06-12"),
        ("It came after the [ICBM test].", "2017-11-29"),
        ("It came after the [shuttering of Kaesong].", "2016-02-10"),
        ("It was promised in the [Panmunjom Declaration].", "2018-04-27"),
        ("It came after the [Hwasong-15 launch].", "2017-11-29"),
    ],
)
def test_finds_the_row_of_a_named_event(text: str, day: str) -> None:
    plain, spans = marked(text)
    (mention,) = events_in(plain)
    assert bracketed(plain, [mention.span]) == bracketed(plain, spans)
    assert mention.date == day


def test_keeps_the_days_of_the_clocks_apart() -> None:
    (mention,) = events_in("It came after the sixth nuclear test.")
    days = (mention.date_utc, mention.date_kst, mention.date_new_york)
    assert days == (date(2017, 9, 3), date(2017, 9, 3), date(2017, 9, 2))


def test_takes_the_latest_event_before_publication() -> None:
    text = "It came after the ICBM test."
    assert [mention.date for mention in events_in(text, "2017-07-10")] == ["2017-07-04"]
    assert [mention.date for mention in events_in(text, "2017-07-30")] == ["2017-07-28"]
    assert events_in(text, "2017-01-01") == []


def test_names_no_event_where_several_are_meant_and_nothing_tells_which() -> None:
    assert events_in("It came after the ICBM test.", None) == []


def test_asks_for_the_words_nearby() -> None:
    named = "Japan, Korea and the United States issued a joint statement."
    assert [mention.date for mention in events_in(named, None)] == ["2017-07-07"]
    assert events_in("Two ministers issued a joint statement.", None) == []


def test_names_only_events_that_the_table_has() -> None:
    tables = read_tables()
    ids = {event.id for event in tables.rows(Event)}
    assert {name.event for name in tables.rows(EventName)} <= ids


def test_has_each_event_once() -> None:
    ids = [event.id for event in read_tables().rows(Event)]
    assert len(ids) == len(set(ids))
