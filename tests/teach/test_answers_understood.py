"""How students type: what is understood, and what is asked back in words."""

import math

import pytest
from brackets import bracketed

from nkpressure.codebook import Code
from nkpressure.model import Span
from nkpressure.teach.answers import Answer, recordable, understand
from nkpressure.teach.exercises import Field, Passage, Question, QuestionKind
from nkpressure.teach.quoted_words import find_quotes

TEXT = "Seoul asked for talks, and the “talks” were held. [T]he  oil cap stays; 왕 spoke of oil."
FAMILIES = Field("code", (Code("S", "Sanctions"), Code("N", "Talks")))
DIRECTIONS = Field("direction", (Code("tighten", "more"), Code("loosen", "less")))


def question(kind, *fields, text=TEXT, items=None):
    passage = Passage(text, "t.txt", "invented") if text else None
    return Question("e", "q", kind, "?", 1, True, passage, fields, items or {}, (), None)


def understood(kind, typed, *fields, **options) -> Answer:
    asked = question(kind, *fields, **options)
    return understand(asked, recordable(asked, typed))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param(["Seoul"], "[Seoul] asked", id="a quote"),
        pytest.param("Seoul", "[Seoul] asked", id="a quote without a list"),
        pytest.param(("Seoul", "왕"), "[Seoul] asked", id="a tuple of quotes"),
        pytest.param({"Seoul"}, "[Seoul] asked", id="a set"),
        pytest.param(["seoul ASKED"], "[Seoul asked] for", id="other capitals"),
        pytest.param(['the "talks"'], "and [the “talks”] were", id="straight marks"),
        pytest.param(["the oil cap"], None, id="over the author's brackets"),
        pytest.param(["oil cap"], "[T]he  [oil cap] stays", id="run-together spaces"),
        pytest.param(["[T]he oil cap"], "[[T]he  oil cap] stays", id="the author's brackets"),
        pytest.param(["talks", "talks"], "for [talks], and the “[talks]”", id="both places"),
        pytest.param(["asked for [talks]"], "asked for [talks],", id="brackets say which"),
        pytest.param(["the “[talks]” were"], "the “[talks]” were", id="brackets in marks"),
        pytest.param(
            ["[Seoul] asked for [talks], and"], "[Seoul] asked for [talks],", id="several brackets"
        ),
        pytest.param([TEXT.replace("왕", "[왕]")], "[왕] spoke", id="the whole passage copied"),
        pytest.param([{"text": "Seoul"}], "[Seoul] asked", id="a record"),
        pytest.param([Span(0, 5)], "[Seoul] asked", id="a span"),
    ],
)
def test_words_are_found(typed, shown):
    answer = understood(QuestionKind.MARKS, typed)
    if shown is None:
        assert "does not stand in the passage" in answer.unclear[0]
    else:
        assert answer.unclear == ()
        assert shown in bracketed(TEXT, [mark.span for mark in answer.marks])


@pytest.mark.parametrize(
    ("typed", "asked_back"),
    [
        pytest.param(["talks"], "“talks” stands 2 times in the passage; which one", id="twice"),
        pytest.param(["Tokyo"], "“Tokyo” does not stand in the passage", id="not there"),
        pytest.param(["Seou"], "does not stand", id="half a word"),
        pytest.param(["Seoul", "Seoul"], "stands once in the passage; you quote", id="too often"),
        pytest.param(["asked for [talks"], "is not closed", id="an open bracket"),
        pytest.param(["asked for talks]"], "never opened", id="a bracket too much"),
        pytest.param(["Seoul []"], "nothing between two brackets", id="empty brackets"),
        pytest.param(["[Tokyo] asked"], "do not stand in the passage", id="changed words"),
        pytest.param(["[talks]"], "stand 2 times", id="brackets without context"),
        pytest.param([3], "3 is no words", id="a number"),
        pytest.param(["Seoul"] * 600, "has 600 members", id="a loop's answer"),
        pytest.param(["x" * 30_000], "longer than 20000", id="a page too many"),
        pytest.param([("Seoul", "S")], "only words are asked for", id="a code unasked"),
    ],
)
def test_what_is_unclear_is_asked_back(typed, asked_back):
    answer = understood(QuestionKind.MARKS, typed)
    assert asked_back in answer.unclear[0] + (answer.unclear[-1])
    assert all(isinstance(each, str) for each in answer.unclear)


def test_asking_back_shows_how_to_say_which():
    found = find_quotes(["talks"], TEXT)[0]
    assert "“Seoul asked for [talks]" in (found.question or "")
    example = (found.question or "").split("as in “")[1].split("” or")[0]
    assert find_quotes([example], TEXT)[0].spans == (Span(16, 21),)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param([("oil cap", "S", "tighten")], id="a flat pair"),
        pytest.param([["oil cap", ("S", "tighten")]], id="a pair in a pair"),
        pytest.param([("oil cap", "tighten", "s")], id="another order, another case"),
        pytest.param(("oil cap", "S", "tighten"), id="one pair without a list"),
        pytest.param({"oil cap": ("S", "tighten")}, id="words with codes"),
        pytest.param([{"words": "oil cap", "code": "S", "direction": "tighten"}], id="a record"),
    ],
)
def test_codes_go_to_their_fields(typed):
    answer = understood(QuestionKind.MARKS, typed, FAMILIES, DIRECTIONS)
    assert [mark.values for mark in answer.marks] == [{"code": "S", "direction": "tighten"}]


def test_an_unknown_code_is_asked_back_with_the_choices():
    answer = understood(QuestionKind.MARKS, [("oil cap", "X")], FAMILIES, DIRECTIONS)
    assert answer.marks == ()
    assert (
        "'X' is no code to choose here; there are code: S, N; direction: tighten"
        in (answer.unclear[0])
    )


ITEMS = {"a": "first", "b": "second"}


@pytest.mark.parametrize(
    ("kind", "typed", "read", "asked_back"),
    [
        pytest.param("codes", {"a": "s"}, {"a": {"code": "S"}}, None, id="one of two items"),
        pytest.param("codes", {"c": "S"}, {}, "there is no item 'c'", id="an unknown item"),
        pytest.param("codes", "S", {}, "answer each item by its letter", id="no letters"),
        pytest.param("codes", {"a": "Q"}, {}, "'Q' is no code", id="an unknown code"),
        pytest.param("numbers", {"a": "12.5%"}, {"a": 12.5}, None, id="per cent"),
        pytest.param("numbers", {"a": "−3", "b": None}, {"a": -3.0}, None, id="a minus sign"),
        pytest.param("numbers", {"a": "12,5"}, {}, "type it as in 12.5", id="a comma"),
        pytest.param("numbers", {"a": True}, {}, "True is no number", id="a truth"),
        pytest.param("numbers", {"a": math.nan}, {}, "is no number", id="not a number"),
        pytest.param("numbers", [1], {}, "give each number by its name", id="no names"),
    ],
)
def test_items(kind, typed, read, asked_back):
    answer = understood(QuestionKind(kind), typed, FAMILIES, text=None, items=ITEMS)
    assert dict(answer.codes or answer.numbers) == read
    assert (answer.unclear[0] if answer.unclear else None) is None or asked_back
    if asked_back:
        assert asked_back in answer.unclear[0]
    else:
        assert answer.unclear == ()


@pytest.mark.parametrize(
    ("typed", "voices"),
    [
        pytest.param(["Wang ", "Kyodo"], ("Wang", "Kyodo"), id="a list"),
        pytest.param("Wang > Kyodo", ("Wang", "Kyodo"), id="arrows"),
        pytest.param(["Wang", "", None], ("Wang",), id="with gaps"),
    ],
)
def test_voices(typed, voices):
    assert understood(QuestionKind.CHAIN, typed).voices == voices


@pytest.mark.parametrize("kind", list(QuestionKind))
@pytest.mark.parametrize(
    "typed",
    [None, ..., "", " ", [], (), {}, [None, ""], {"a": ""}, {"a": ("", "")}, set()],
    ids=repr,
)
def test_nothing_is_nothing(kind, typed):
    assert understood(kind, typed, FAMILIES, items=ITEMS).is_empty


def _loop():
    itself: list[object] = []
    itself.append(itself)
    return itself


@pytest.mark.parametrize("kind", list(QuestionKind))
@pytest.mark.parametrize(
    "typed",
    [
        object(),
        b"Seoul",
        3.5,
        {"a": {"b": {"c": 1}}},
        [[[[["Seoul"]]]]],
        [("Seoul", None), None, 4],
        "\ud800",
        {1: 2},
        [{"start": 99, "end": "x"}],
        [{"start": 0}],
        _loop(),
        lambda: None,
    ],
    ids=lambda typed: type(typed).__name__,
)
def test_whatever_is_typed_nothing_breaks(kind, typed):
    answer = understood(kind, typed, FAMILIES, DIRECTIONS, items=ITEMS)
    assert isinstance(answer, Answer)
