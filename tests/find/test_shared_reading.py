"""What is read once for all finders must be what each would read by itself."""

import pickle

import pytest

from nkpressure.find.grammar import words_of
from nkpressure.find.numbers import find_numbers, may_hold_number
from nkpressure.find.phrases import PhraseFinder, plain
from nkpressure.tables import read_tables

FINDER = PhraseFinder([("talks", "N", False), ("The talks", "T", True), ("Kim Il Sung", "K", True)])


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Trade fell. The talks ended, and talks began.", 12, 45),
        ("ReplyThe talks ended there.", 5, 27),  # furniture glued before the stretch
        ("The talksShare and more", 0, 9),  # and behind it
        ("met atKim Il SungSquare today", 0, 29),
        ("the talks and the tal", 4, 7),  # a stretch that ends within a phrase
    ],
    ids=["within", "glued before", "glued behind", "lost spaces", "cut off"],
)
def test_a_stretch_holds_what_its_words_alone_hold(text: str, start: int, end: int) -> None:
    alone = [
        (match.start + start, match.end + start, match.entries)
        for match in FINDER.find(text[start:end])
    ]
    assert [tuple(match) for match in FINDER.find_in(text, start, end)] == alone


def test_words_of_a_stretch_are_read_once() -> None:
    text, tables = "China's envoy left. It said so.", read_tables()
    assert words_of(text, 0, 19, tables) is words_of(text, 0, 19, read_tables())
    assert [word.low for word in words_of(text, 20, 31, tables)] == ["it", "said", "so", "."]


def test_tables_stay_one_object_when_a_worker_receives_them() -> None:
    tables = read_tables()
    assert pickle.loads(pickle.dumps(tables)) is tables


@pytest.mark.parametrize(
    "text",
    ["a half of it", "dozens left", "an hundred", "5,000 tons", "half a million", "two-thirds"],
)
def test_every_number_passes_the_quick_question(text: str) -> None:
    assert find_numbers(text)
    assert may_hold_number(text, 0, len(text), read_tables())


def test_plain_characters_stand_one_for_one() -> None:
    odd = "a\tb\u00a0\u2018c\u2019 \u201cd\u201d\u2013e\r\n"
    assert plain(odd) == "a b 'c' \"d\"-e  "
