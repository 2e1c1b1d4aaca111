import pytest
from brackets import marked

from nkpressure.measure.changes import Change, Turn, find_changes, tally

OLD = "[Seoul] spoke. [The talks] went on in [Geneva] with [Mr. Lu Chao]."


def records(text, *, document="note", shift=0, **fields):
    """One place a bracket, and its sentence; `fields` go to the first."""
    plain, spans = marked(text)
    sentence = {
        "id": f"{document}#sentence-001",
        "document": document,
        "kind": "sentence",
        "start": 0,
        "end": len(plain),
        "text": plain,
    }
    places = [
        {
            "id": f"{document}#place-{number + shift:03d}",
            "document": document,
            "kind": "place",
            "start": span.start,
            "end": span.end,
            "text": span.of(plain),
            "sent": [sentence["id"]],
            "rule": "name",
            "near": f"{document}#place-{max(number - 1, 1) + shift:03d}",
        }
        for number, span in enumerate(spans, 1)
    ]
    places[0].update(fields)
    return [sentence, *places]


@pytest.mark.parametrize(
    ("new", "said"),
    [
        pytest.param(records(OLD), [], id="nothing"),
        pytest.param(records(OLD, shift=7), [], id="other numbers only"),
        pytest.param(records(OLD, rule="capital"), [("changed", "Seoul")], id="a field"),
        pytest.param(
            records("Seoul spoke. [The talks] went on in [Geneva] with [Mr. Lu Chao]."),
            # What refers to the place that is gone refers to another now.
            [("went", "Seoul"), ("changed", "The talks")],
            id="one went",
        ),
        pytest.param(
            records("[Seoul] spoke. [The talks] went on in [Geneva] with Mr. [Lu Chao]."),
            [("changed", "Lu Chao")],
            id="another extent",
        ),
    ],
)
def test_tells_what_came_went_or_changed(new, said):
    changes = find_changes(records(OLD), new)
    assert [(change.turn.value, change.text) for change in changes] == said


def test_a_change_bears_its_values_and_its_sentence():
    (change,) = find_changes(records(OLD), records(OLD, rule="capital"))
    assert (change.before, change.after) == ({"rule": "name"}, {"rule": "capital"})
    assert change.sentence == "Seoul spoke. The talks went on in Geneva with Mr. Lu Chao."
    assert str(change).startswith('changed: place “Seoul”, rule: "name" -> "capital" (rule:')


def test_another_text_is_compared_by_its_words():
    old = [{"document": "note", "kind": "document", "sha256": "a"}, *records("[Seoul] spoke.")]
    new = [{"document": "note", "kind": "document", "sha256": "b"}]
    new += records("Then [Seoul] spoke, and [Seoul] again.")
    changes = find_changes(old, new)
    turns = [(change.turn, change.kind) for change in changes]
    assert turns == [
        (Turn.CAME, "place"),
        (Turn.WENT, "sentence"),
        (Turn.CAME, "sentence"),
    ]


def test_documents_that_only_one_side_has_are_left_out():
    assert find_changes(records(OLD), records(OLD, document="other")) == []


def test_counts_by_kind_and_rule():
    def change(turn: Turn, rule: str) -> Change:
        return Change(turn, "note", "place", rule, None, "x", None, {}, {})

    changes = [change(Turn.CAME, "b"), change(Turn.CAME, "b"), change(Turn.WENT, "a")]
    assert tally(changes) == [("place", "a", {Turn.WENT: 1}), ("place", "b", {Turn.CAME: 2})]
