"""What the page of the desk is given, the still view of it, and the answers of the widget."""

import json
from pathlib import Path
from typing import Any

import pytest

from nkpressure import code_text, find_everything
from nkpressure.desk import opening
from nkpressure.desk.choices import ValueMeaning, forms_of_kinds
from nkpressure.desk.page import marks_of_page, page_of
from nkpressure.desk.static_view import StaticView
from nkpressure.errors import WrongUseError
from nkpressure.model import Document
from nkpressure.tables import read_tables

TEXT = "Seoul <b>will</b> ease the sanctions\r\n on 평양 👩‍🚀 \ud800\x00.\n\nBeijing objects."
NOTE = Document("note", TEXT)


def still(**given: Any) -> StaticView:
    view = code_text(NOTE, **given)
    assert isinstance(view, StaticView)
    return view


def test_without_a_name_it_shows_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    view = still(kinds=["instrument"])
    assert repr(view) == "note, to be coded: 1 open"
    assert list(tmp_path.iterdir()) == []


def test_the_still_view_marks_the_words_and_lets_none_of_them_act() -> None:
    html = still()._repr_html_()
    assert 'nkc-open" data-sign="open" title="Instrument, open: code ' in html
    assert "&lt;b&gt;will&lt;/b&gt;" in html
    assert "<script" not in html
    assert "http" not in html
    html.encode()


def test_the_still_view_says_what_was_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "find_spec", lambda name: None)
    view = still(coder="ann", file=tmp_path / "ann.jsonl", kinds=["instrument"])
    assert "anywidget is not installed" in view._repr_html_()
    [proposal] = view.desk.sheet.proposals
    view.desk.take({"verb": "reject", "mark": proposal})
    again = still(coder="ann", file=tmp_path / "ann.jsonl", kinds=["instrument"])
    assert repr(again) == "note, coded by ann: 1 rejected"
    assert 'data-sign="rejected"' in again._repr_html_()


def test_the_page_has_the_text_in_as_many_code_points() -> None:
    page = page_of(still().desk)
    assert len(page["text"]) == len(TEXT)
    assert page["text"][: TEXT.index("\ud800")] == TEXT[: TEXT.index("\ud800")]
    json.dumps([page, marks_of_page(still().desk)]).encode()


def test_each_code_comes_with_what_the_codebook_says_of_it() -> None:
    kinds = {kind["kind"]: kind["form"] for kind in page_of(still().desk)["kinds"]}
    codes = {choice["value"]: choice for choice in kinds["instrument"][0]["choices"]}
    assert codes["S.SEC"]["group"] == "Sanctions"
    assert codes["S.SEC"]["definition"].startswith("Penalties on third-country parties")
    for part in ("include", "exclude", "positive", "negative"):
        assert all(codes["S.SEC"][part])


def test_each_choice_says_what_it_means_and_no_meaning_is_of_a_choice_that_there_is_not() -> None:
    tables = read_tables()
    choices = {
        (kind, field.field, choice.value): choice.definition
        for kind, form in forms_of_kinds(tables).items()
        for field in form
        for choice in field.choices
    }
    assert [choice for choice, definition in choices.items() if not definition] == []
    told = {(row.kind, row.field, row.value) for row in tables.rows(ValueMeaning)}
    assert told - set(choices) == set()


def test_a_blind_coder_sees_no_proposals() -> None:
    assert repr(still(proposals=())) == "note, to be coded: no marks"


def test_what_another_coder_decided_waits_for_this_one() -> None:
    [actor] = [r for r in still(kinds=["actor"]).desk.sheet.shown() if r["text"] == "Seoul"]
    bens = {**actor, "coder": "ben", "decision": "changed", "step": "change"}
    assert repr(still(proposals=[bens])) == "note, to be coded: 1 open"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kinds": ["mood"]}, "there is no kind 'mood' to code; there are actor"),
        ({"coder": "  ", "file": "x.jsonl"}, "a coder has a name, such as 'ann', and is not '  '"),
        ({"coder": "../ann"}, "a coder's file is called after the coder, and '../ann' is no name"),
    ],
)
def test_says_what_is_wrong_with_a_call(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(WrongUseError, match=sentence):
        code_text(NOTE, **given)


def test_the_widget_answers_each_wish_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("anywidget", reason="anywidget is not installed")
    widget: Any = code_text(find_everything(NOTE), "ann", tmp_path / "ann.jsonl", ["instrument"])
    answers: list[dict[str, Any]] = []
    monkeypatch.setattr(widget, "send", answers.append)
    [mark] = widget.marks
    widget._answer(widget, {"verb": "accept", "mark": mark, "number": "1"}, [])
    widget._answer(widget, {"verb": "accept", "mark": "no such mark", "number": "2"}, [])
    widget._answer(widget, {"verb": "undo", "number": "3"}, [])
    accepted, refused, undone = answers
    assert (accepted["number"], accepted["item"]["decision"]) == ("1", "accepted")
    assert refused == {"number": "2", "problem": "no such mark is no proposal of the machine"}
    assert (undone["item"]["decision"], undone["state"]["redo"]) == ("", True)
    assert widget.marks[mark]["decision"] == ""
    data = widget._repr_mimebundle_()
    bundle = data[0] if isinstance(data, tuple) else data
    assert {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"} <= set(bundle)
    assert bundle["text/plain"] == "note, coded by ann: 1 open"
    widget.close()
