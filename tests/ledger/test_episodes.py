"""Repeats and episodes: one act told twice is one signal, one speech is one episode."""

from dataclasses import replace
from datetime import date

import pytest

from nkpressure.find.everything import find_everything
from nkpressure.ledger.episodes import find_repeats, near_in_time
from nkpressure.ledger.rows import Signal
from nkpressure.ledger.signals import build_ledger
from nkpressure.ledger.times import Days, days_of
from nkpressure.model import Document, Interval


def ledger_of(text: str, published: str = "2018-07-23") -> tuple[Signal, ...]:
    return build_ledger(find_everything(Document("note", text, Interval.parse(published))))


def days(first: str | None, last: str | None) -> Days:
    return (
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


@pytest.mark.parametrize(
    ("left", "right", "near"),
    [
        pytest.param(days("2018-07-20", "2018-07-20"), days("2018-07-23", None), True, id="three"),
        pytest.param(days("2018-07-20", "2018-07-20"), days("2018-07-24", None), False, id="four"),
        pytest.param(days(None, "2018-07-20"), days("2018-07-01", "2018-07-02"), True, id="open"),
        pytest.param(None, days("2018-07-20", "2018-07-20"), True, id="undated"),
    ],
)
def test_three_days_apart_is_near(left: Days | None, right: Days | None, near: bool) -> None:
    assert near_in_time(left, right) is near
    assert near_in_time(right, left) is near


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2018-07-20", days("2018-07-20", "2018-07-20")),
        ("2018-07", days("2018-07-01", "2018-07-31")),
        ("2017-10/..", days("2017-10-01", None)),
        ("../2018-07-20", days(None, "2018-07-20")),
        ("P3D", None),
        (None, None),
    ],
)
def test_reads_dates_as_days(value: str | None, read: Days | None) -> None:
    assert days_of(value) == read


def test_another_document_tells_the_same() -> None:
    text = "The US imposed sanctions on North Korea on 20 July 2018."
    [first], [second] = ledger_of(text), ledger_of(text.replace("20", "22", 1))
    [repeat] = find_repeats({"a": [first], "b": [second]})
    assert (repeat.document, repeat.first_document) == ("b", "a")
    assert repeat.signal is second


def test_another_day_is_another_signal() -> None:
    text = "The US imposed sanctions on North Korea on 2 July 2018."
    [first], [second] = ledger_of(text), ledger_of(text.replace("2 July", "12 July"))
    assert find_repeats({"a": [first], "b": [second]}) == []


def test_another_sender_is_another_signal() -> None:
    [signal] = ledger_of("The US imposed sanctions on North Korea on 2 July 2018.")
    assert find_repeats({"a": [signal], "b": [replace(signal, sender=("e:JPN",))]}) == []


def test_one_speech_is_one_episode() -> None:
    text = (
        "On July 20, Pompeo said: “We must enforce sanctions on North Korea. "
        "We must also crack down on the smuggling of coal to North Korea.”"
    )
    episodes = {signal.episode for signal in ledger_of(text)}
    assert len(ledger_of(text)) == 2
    assert len(episodes) == 1
    assert None not in episodes
