"""A coder's file: what a crash leaves, and every wrong file, in one sentence each."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkpressure.desk.coding_file import CodingFile
from nkpressure.desk.desk import Desk
from nkpressure.errors import NkpressureError, WrongUseError
from nkpressure.model import Document
from nkpressure.records import Record, read_records
from nkpressure.tables import read_tables

# Hangul, a joined emoji, a combining accent, a no-break space, line ends, what no screen can show
TEXT = "서울 👩‍🚀 cafe\u0301\u00a0eased\r\nthe sanctions \ud800 on Pyongyang\x00.\nBeijing objects."
PROPOSALS = [
    {"id": f"note#{kind}-{number:03d}", "kind": kind, "start": start, "end": end, **coding}
    for number, (kind, start, end, coding) in enumerate(
        [
            ("actor", 0, 2, {"entity": ["e:KOR"], "form": "name"}),
            ("instrument", 14, 34, {"code": "S.GEN", "direction": "loosen", "mode": None}),
            ("actor", 49, 56, {"entity": ["e:CHN"], "form": "metonym"}),
        ],
        1,
    )
]


def clock() -> str:
    return "2026-11-21T12:00:00+00:00"


def proposals(text: str = TEXT) -> list[Record]:
    sentence = {"id": "note#sentence-001", "kind": "sentence", "start": 0, "end": len(text)}
    return [
        {**each, "document": "note", "text": text[each["start"] : each["end"]], "rule": "a table"}
        for each in [sentence, *PROPOSALS]
    ]


def opened(file: Path, coder: str = "ann", text: str = TEXT) -> Desk:
    document = Document("note", text)
    return Desk(document, proposals(text), CodingFile(file, coder), read_tables(), clock)


WISHES = st.one_of(
    st.builds(
        lambda verb, number: {"verb": verb, "mark": PROPOSALS[number]["id"]},
        st.sampled_from(["accept", "reject", "remove"]),
        st.integers(0, len(PROPOSALS) - 1),
    ),
    st.builds(
        lambda start, length, entity: {
            "verb": "mark",
            "kind": "actor",
            "start": start,
            "end": start + length,
            "values": {"entity": entity},
        },
        st.integers(0, len(TEXT)),
        st.integers(1, 9),
        st.lists(st.sampled_from(["e:KOR", "e:CHN", "김 정은 👩‍🚀"]), max_size=2),
    ),
    st.builds(
        lambda number, code, start: {
            "verb": "change",
            "mark": PROPOSALS[number]["id"],
            "values": {"kind": "instrument", "code": code, "start": start, "end": start + 4},
        },
        st.integers(0, len(PROPOSALS) - 1),
        st.sampled_from(["S.UNSC", "N.TALK", "S.NONE"]),
        st.integers(0, 60),
    ),
    st.just({"verb": "undo"}),
    st.just({"verb": "redo"}),
    st.just({"verb": "open anew"}),
)


@settings(max_examples=60, deadline=None)
@given(wishes=st.lists(WISHES, max_size=14))
def test_the_file_holds_what_the_coder_sees(
    tmp_path_factory: pytest.TempPathFactory, wishes: list[dict[str, Any]]
) -> None:
    file = tmp_path_factory.mktemp("coding") / "ann.jsonl"
    desk = opened(file)
    for wish in wishes:
        if wish["verb"] == "open anew":
            desk = opened(file)
            continue
        before = desk.sheet
        try:
            desk.take(wish)
        except WrongUseError:
            assert desk.sheet == before
    again = opened(file)
    assert again.sheet == desk.sheet
    for record in desk.sheet.shown():
        assert record["text"] == TEXT[record["start"] : record["end"]]
    if file.exists():
        kept = [record for record in read_records(file) if record["decision"] != "given"]
        assert sorted(kept, key=str) == sorted(desk.sheet.records(), key=str)


@settings(max_examples=30, deadline=None)
@given(wishes=st.lists(WISHES, min_size=1, max_size=8))
def test_undoing_all_leaves_nothing_and_redoing_all_brings_it_back(
    tmp_path_factory: pytest.TempPathFactory, wishes: list[dict[str, Any]]
) -> None:
    desk = opened(tmp_path_factory.mktemp("coding") / "ann.jsonl")
    for wish in wishes:
        try:
            desk.take(wish)
        except WrongUseError:
            continue
    before, steps = shown(desk), len(desk.sheet.done)
    for _ in range(steps):
        desk.take({"verb": "undo"})
    assert desk.sheet.records() == []
    assert len(desk.sheet.open_proposals()) == len(PROPOSALS)
    for _ in range(steps):
        desk.take({"verb": "redo"})
    assert shown(desk) == before


def shown(desk: Desk) -> list[Record]:
    return [{**record, "step": None} for record in desk.sheet.shown()]


def accept_first(file: Path) -> None:
    opened(file).take({"verb": "accept", "mark": "note#actor-001"})


@pytest.mark.parametrize("lost", [1, 30, 200])
def test_a_torn_last_line_is_set_aside(tmp_path: Path, lost: int) -> None:
    file = tmp_path / "ann.jsonl"
    desk = opened(file)
    desk.take({"verb": "accept", "mark": "note#actor-001"})
    whole = file.read_bytes()
    desk.take({"verb": "reject", "mark": "note#actor-003"})
    file.write_bytes(file.read_bytes()[: -lost - 1])
    again = opened(file)
    assert again.sheet.counts() == {"accepted": 1, "open": 2}
    assert "was torn by a crash" in again.notes[0]
    assert file.read_bytes() == whole
    assert (tmp_path / "ann.jsonl.torn").read_bytes().startswith(b'{"id": "note#actor-003"')
    again.take({"verb": "reject", "mark": "note#actor-003"})
    assert opened(file).sheet == again.sheet


def test_a_last_line_that_only_lacks_its_end_counts(tmp_path: Path) -> None:
    file = tmp_path / "ann.jsonl"
    accept_first(file)
    file.write_bytes(file.read_bytes()[:-1])
    assert opened(file).sheet.counts()["accepted"] == 1
    assert file.read_bytes().endswith(b"}\n")


def test_a_full_disk_costs_the_step_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ann.jsonl"
    desk = opened(file)
    desk.take({"verb": "accept", "mark": "note#actor-001"})
    before, sheet = file.read_bytes(), desk.sheet
    write, room = os.write, [40]

    def write_a_little(place: int, content: Any) -> int:
        if not room:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(place, content[: room.pop()])

    monkeypatch.setattr(os, "write", write_a_little)
    with pytest.raises(WrongUseError, match=r"ann\.jsonl: the step is not taken.*No space left"):
        desk.take({"verb": "reject", "mark": "note#actor-003"})
    assert (file.read_bytes(), desk.sheet) == (before, sheet)
    monkeypatch.undo()
    desk.take({"verb": "reject", "mark": "note#actor-003"})
    assert opened(file).sheet == desk.sheet


def test_two_desks_share_a_file_but_not_a_document(tmp_path: Path) -> None:
    file, other = tmp_path / "ann.jsonl", Document("other", "Seoul agreed.")
    desk = opened(file)
    second = Desk(other, [], CodingFile(file, "ann"), read_tables(), clock)
    second.take({"verb": "mark", "kind": "actor", "start": 0, "end": 5})
    desk.take({"verb": "accept", "mark": "note#actor-001"})
    same = opened(file)
    same.take({"verb": "accept", "mark": "note#actor-003"})
    with pytest.raises(WrongUseError, match="somebody else has written to this file"):
        desk.take({"verb": "reject", "mark": "note#actor-003"})
    assert opened(file).sheet.counts() == {"accepted": 2, "open": 1}


def changed_line(file: Path, **values: Any) -> None:
    """Give the last line of a file other values."""
    *lines, last = file.read_text(encoding="utf-8").splitlines()
    lines.append(json.dumps({**json.loads(last), **values}, ensure_ascii=False))
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def with_no_coder(file: Path) -> None:
    file.write_text('{"id": "a", "document": "note", "kind": "actor"}\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "open_again", "sentence"),
    [
        (None, {"coder": "ben"}, "line 1: this is the file of ann, not of ben; name another"),
        (None, {"text": f"{TEXT} More."}, "line 1: note was coded in a text of 67 characters, and"),
        (None, {"text": f"뉴욕{TEXT[2:]}"}, "line 2: at 0-67 note now has '뉴욕"),
        (
            {"kind": "instrument", "code": "S.OLD"},
            {},
            "line 3: the code of this instrument is 'S.OLD'",
        ),
        ({"decision": "perhaps"}, {}, "line 3: there is no decision 'perhaps'; there are given"),
        ({"start": None, "end": 2}, {}, "line 3: this step has no start that can be read (None)"),
        (with_no_coder, {}, "line 1: this is no line of a coder's file"),
        (lambda file: file.write_text("once\n"), {}, "line 1: this is no JSON object"),
    ],
    ids=["coder", "length", "words", "code", "decision", "place", "records", "prose"],
)
def test_says_what_is_wrong_with_a_file(
    tmp_path: Path, spoil: Any, open_again: dict[str, str], sentence: str
) -> None:
    file = tmp_path / "ann.jsonl"
    accept_first(file)
    if isinstance(spoil, dict):
        changed_line(file, **spoil)
    elif spoil:
        spoil(file)
    before = file.read_bytes()
    with pytest.raises(WrongUseError) as told:
        opened(file, **open_again)
    assert str(file) in str(told.value)
    assert sentence in str(told.value)
    assert "\n" not in str(told.value)
    assert file.read_bytes() == before


@pytest.mark.parametrize("file", ["/proc/ann.jsonl", "/proc"])
def test_refuses_at_once_what_cannot_be_written(file: str) -> None:
    if not Path("/proc").is_dir():
        pytest.skip("this system has no /proc")
    with pytest.raises(NkpressureError, match=rf"{file}: (this is a folder|cannot be written)"):
        CodingFile(Path(file), "ann")


def test_looking_leaves_no_file(tmp_path: Path) -> None:
    opened(tmp_path / "ann.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_refuses_a_file_that_may_only_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ann.jsonl"
    accept_first(file)

    def refuse(*_: Any) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(WrongUseError, match=r"ann\.jsonl: cannot be written \(Permission denied\)"):
        CodingFile(file, "ann")
