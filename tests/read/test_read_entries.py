"""Entries are known before they are read, can be sent away, and change with their input."""

import json
import pickle
from pathlib import Path

from nkpressure.read.corpora import read_corpus
from nkpressure.read.entries import Entry, Unread, iter_entries

GOOD = "The ministry of commerce said that the trade in coal had ended."


def entries(source: Path, **options) -> list[Entry]:
    return [item for item in iter_entries(source, **options) if isinstance(item, Entry)]


def folder_of_three(folder: Path) -> Path:
    (folder / "a.txt").write_text(GOOD, encoding="utf-8")
    lines = [{"id": "w1", "text": GOOD}, {"id": "w2", "text": GOOD, "published": "2019"}]
    (folder / "wire.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return folder


def test_entries_read_as_the_corpus_does(tmp_path: Path) -> None:
    folder = folder_of_three(tmp_path)
    for source in (folder / "a.txt", folder / "wire.jsonl", Path("seeds")):
        sent = [pickle.loads(pickle.dumps(entry)) for entry in entries(source, published="2020")]
        read = tuple(entry.read() for entry in sent)
        assert read == read_corpus(source, "2020").documents
        assert [entry.id for entry in sent] == [document.id for document in read]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    folder = folder_of_three(tmp_path)
    (entry,) = entries(folder / "a.txt")
    (folder / "a.txt").write_text("Another text.", encoding="utf-8")
    assert entry.read().text == "Another text."


def test_a_digest_tells_every_change_of_the_input(tmp_path: Path) -> None:
    folder = folder_of_three(tmp_path)
    before = [entries(folder / "a.txt")[0].digest()]
    before += [entry.digest() for entry in entries(folder / "wire.jsonl")]
    assert before[0] == entries(folder / "a.txt")[0].digest()
    before.append(entries(folder / "a.txt", published="2019")[0].digest())
    (folder / "a.txt").write_text(GOOD + "\n", encoding="utf-8")
    before.append(entries(folder / "a.txt")[0].digest())
    lines = [{"id": "w1", "text": GOOD, "outlet": "wire"}]
    (folder / "wire.jsonl").write_text(json.dumps(lines[0]), encoding="utf-8")
    before.append(entries(folder / "wire.jsonl")[0].digest())
    assert len(set(before)) == len(before)


def test_two_entries_never_share_an_id(tmp_path: Path) -> None:
    lines = [{"id": "w1", "text": GOOD}, {"id": "w1", "text": "Another."}]
    (tmp_path / "wire.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    one, two = iter_entries(tmp_path / "wire.jsonl")
    assert isinstance(one, Entry)
    assert isinstance(two, Unread)
    assert "w1 is that of wire.jsonl, line 1 already" in two.reason
