"""What each step makes of a mark, and what a coder cannot do."""

from typing import Any

import pytest

from nkpressure.desk.proposals import by_id
from nkpressure.desk.sheet import Sheet
from nkpressure.desk.steps import take_step
from nkpressure.errors import WrongUseError
from nkpressure.model import Document, Span
from nkpressure.records import Record, standing_records
from nkpressure.tables import read_tables

TEXT = "Seoul will ease the sanctions. Beijing objects."
SANCTIONS: Record = {
    "id": "note#instrument-001",
    "document": "note",
    "kind": "instrument",
    "start": 16,
    "end": 29,
    "text": "the sanctions",
    "sent": ["note#sentence-001"],
    "rule": "sanctions",
    "code": "S.GEN",
    "direction": "tighten",
    "mode": None,
}
ID = SANCTIONS["id"]


def sheet(*wishes: dict[str, Any]) -> Sheet:
    sentences = (("note#sentence-001", Span(0, 30)), ("note#sentence-002", Span(31, 47)))
    made = Sheet(Document("note", TEXT), sentences, {ID: SANCTIONS})
    for wish in wishes:
        made = made.after(take_step(made, wish, "Ann Lee", read_tables()))
    return made


ACCEPT, REJECT = {"verb": "accept", "mark": ID}, {"verb": "reject", "mark": ID}
CHANGE = {"verb": "change", "mark": ID, "values": {"direction": "loosen"}}
BEIJING = {"verb": "mark", "kind": "actor", "start": 31, "end": 38, "values": {}}


def test_an_accepted_proposal_keeps_all_that_the_machine_said() -> None:
    [record] = sheet(ACCEPT).records()
    assert SANCTIONS.items() <= record.items()
    assert (record["decision"], record["proposal"]) == ("accepted", ID)


def test_a_change_tells_what_the_machine_had_said() -> None:
    [record] = sheet(CHANGE).records()
    assert (record["decision"], record["direction"]) == ("changed", "loosen")
    assert record["proposed"] == {"direction": "tighten"}


def test_another_place_brings_its_words_and_sentence() -> None:
    wish = {"verb": "change", "mark": ID, "values": {"start": 20, "end": 38}}
    [record] = sheet(wish).records()
    assert record["text"] == "sanctions. Beijing"
    assert record["sent"] == ["note#sentence-001", "note#sentence-002"]
    assert record["proposed"] == {
        "start": 16,
        "end": 29,
        "text": "the sanctions",
        "sent": ["note#sentence-001"],
    }


def test_another_kind_leaves_the_old_coding_behind() -> None:
    wish = {"verb": "change", "mark": ID, "values": {"kind": "hedge", "category": "modal"}}
    [record] = sheet(wish).records()
    assert (record["kind"], record["category"], record.get("code")) == ("hedge", "modal", None)
    assert record["proposed"]["kind"] == "instrument"


def test_changing_back_accepts() -> None:
    back = {"verb": "change", "mark": ID, "values": {"direction": "tighten"}}
    [record] = sheet(CHANGE, back).records()
    assert record["decision"] == "accepted"


def test_a_rejected_proposal_is_shown_and_counts_as_no_mark() -> None:
    rejected = sheet(REJECT)
    assert rejected.records() == []
    assert rejected.counts() == {"rejected": 1}
    assert standing_records(rejected.lines.values()) == []


def test_an_own_mark_has_an_id_of_its_own_even_after_one_was_removed() -> None:
    own = "note#actor-Ann-Lee-001"
    marked = sheet(BEIJING, {"verb": "remove", "mark": own}, BEIJING)
    assert [record["id"] for record in marked.records()] == ["note#actor-Ann-Lee-002"]


def test_an_attribution_has_its_words_as_content_where_none_are_given() -> None:
    values = {"subkind": "indirect", "source": {"start": 31, "end": 38}}
    [record] = sheet({**BEIJING, "kind": "attribution", "values": values}).records()
    assert record["content"] == [{"start": 31, "end": 38}]


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"verb": "accept", "mark": "note#actor-9"}, "note#actor-9 is no proposal of the machine"),
        ({"verb": "guess"}, "there is no step 'guess'; there are accept, reject"),
        ({"verb": "undo"}, "there is no step to undo"),
        ({"verb": "redo"}, "there is no step to take again"),
        ({"verb": "remove", "mark": ID}, "nothing has been decided about this mark"),
        ({**BEIJING, "kind": "sentence"}, "a sentence is no kind to code"),
        ({**BEIJING, "kind": "mood"}, "there is no kind 'mood' to code; there are actor"),
        ({**BEIJING, "end": 31}, "the text has no place 31-31; select some words"),
        ({**BEIJING, "start": None}, "the text has no place None-38"),
        ({**BEIJING, "end": 99}, "note has 47 characters and no place 99"),
        ({**BEIJING, "values": {"entity": "e:CHN"}}, "the entity of this actor is 'e:CHN', of ano"),
        ({**BEIJING, "values": {"colour": "red"}}, "marks of the kind actor have no colour; they"),
        ({**BEIJING, "kind": "instrument"}, "choose the code of this instrument first"),
        (
            {**BEIJING, "kind": "instrument", "values": {"code": "S.GEN", "direction": "up"}},
            "the direction of this instrument is 'up', which the codebook does not have; it has ti",
        ),
        (
            {**BEIJING, "kind": "signal", "values": {"instrument": "S.GEN", "counts": "no"}},
            "the counts of this signal is 'no', of another form",
        ),
        (
            {"verb": "change", "mark": ID, "values": {"evidence": [{"start": 0, "end": 99}]}},
            "marks of the kind instrument have no evidence",
        ),
    ],
)
def test_refuses_in_one_sentence_and_changes_nothing(wish: dict[str, Any], sentence: str) -> None:
    with pytest.raises(WrongUseError) as told:
        sheet(wish)
    assert str(told.value).startswith(sentence)
    assert "\n" not in str(told.value)


def test_new_numbers_of_the_finders_move_no_decision() -> None:
    """A later version finds one mark more before this one, so that its number is another."""
    lines = sheet(REJECT).lines
    first = {**SANCTIONS, "start": 0, "end": 5, "text": "Seoul", "code": "N.GEN"}
    second = {**SANCTIONS, "id": "note#instrument-002", "nested_in": ID}
    known = by_id([first, second], lines, read_tables())
    assert known[ID]["start"] == 16
    assert known["note#instrument-001-2"]["text"] == "Seoul"
    assert known[ID]["nested_in"] == "note#instrument-001-2"


def test_a_proposal_with_another_code_waits_again() -> None:
    changed = {**SANCTIONS, "code": "S.UNSC"}
    known = by_id([changed], sheet(REJECT).lines, read_tables())
    assert list(known) == ["note#instrument-001-2"]
