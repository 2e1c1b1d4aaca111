"""A corpus is read whole: a bad document is named and the others are there."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from nkpressure.errors import WrongUseError
from nkpressure.read.corpora import Corpus, read_corpus

GOOD = "The ministry of commerce said that the trade in coal had ended."


def listed(folder: Path, *lines: str, columns: str = "id,file,published,sha256") -> Corpus:
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / "documents.csv").write_text("\n".join([columns, *lines]), encoding="utf-8")
    return read_corpus(folder)


def ids(corpus: Corpus) -> list[str]:
    return [document.id for document in corpus.documents]


def test_reads_the_seeds_as_they_were_received() -> None:
    corpus = read_corpus(Path(__file__).parents[2] / "seeds")
    piie, sino = corpus.documents
    assert (len(piie.text), len(sino.text)) == (4675, 8802)
    assert piie.published is not None
    assert (piie.published.edtf, piie.published_basis) == ("2017-07-08/2017-07-13", "inferred")
    assert piie.title is None
    assert corpus.unread == ()


def test_reads_a_folder_of_texts_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "notes.md"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    assert ids(read_corpus(tmp_path)) == ["a", "b"]
    assert ids(read_corpus(tmp_path / "b.txt")) == ["b"]


def test_dates_those_that_have_no_date(tmp_path: Path) -> None:
    listed(tmp_path, "one,good.txt,2018-07,", "two,good.txt,,")
    corpus = read_corpus(tmp_path, "2019")
    dates = [document.published and document.published.edtf for document in corpus.documents]
    assert dates == ["2018-07-01/2018-07-31", "2019-01-01/2019-12-31"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("two,none.txt,,", "there is no file none.txt", id="missing file"),
        pytest.param("two,../out.txt,,", "lies outside the folder", id="outside"),
        pytest.param("two,/etc/hosts,,", "lies outside the folder", id="absolute"),
        pytest.param("two,empty.txt,,", "the file is empty", id="empty file"),
        pytest.param("two,good.txt,May,", "line 3, published: 'May' is no date", id="bad date"),
        pytest.param("two,good.txt,,abc", "has changed since it was listed", id="changed"),
        pytest.param("one,good.txt,,", "the id one is that of good.txt already", id="same id"),
        pytest.param(",good.txt,,", "line 3: there is no id", id="no id"),
        pytest.param("two", "there is no file", id="short line"),
        pytest.param("two,a\0b.txt,,", "lies outside the folder", id="odd name"),
    ],
)
def test_names_a_bad_line_and_reads_the_others(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    corpus = listed(tmp_path, "one,good.txt,,", line)
    assert ids(corpus) == ["one"]
    assert [reason in unread.reason for unread in corpus.unread] == [True]


def test_an_unchanged_text_passes(tmp_path: Path) -> None:
    digest = sha256(GOOD.encode()).hexdigest()
    assert ids(listed(tmp_path, f"one,good.txt,,{digest}")) == ["one"]


def test_more_columns_do_no_harm(tmp_path: Path) -> None:
    corpus = listed(tmp_path, "one,good.txt,Reader,x", columns="id,file,author,shelf")
    assert corpus.documents[0].author == "Reader"


def test_reads_lines_of_json_and_names_the_bad_ones(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    good = {"id": "w1", "text": GOOD, "published": "2024-01-02", "outlet": "wire", "title": "Coal"}
    lone = {"id": "w2", "text": "a \ud800 b."}
    lines = [json.dumps(good), "{not json", json.dumps({"id": "w3"}), json.dumps(lone), "[1]"]
    path.write_text("\n".join(lines), encoding="utf-8")
    corpus = read_corpus(path)
    assert ids(corpus) == ["w1", "w2"]
    assert corpus.documents[0].outlet == "wire"
    assert [unread.file for unread in corpus.unread] == [
        f"wire.jsonl, line {number}" for number in (2, 3, 5)
    ]


@pytest.mark.parametrize("name", ["none", "none.jsonl", "empty"])
def test_nothing_to_read_is_a_wrong_call(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(WrongUseError, match=r"no such folder or file|holds no documents"):
        read_corpus(tmp_path / name)


@pytest.mark.parametrize("text", ["", "name,file\n", "id,file\n"], ids=["empty", "no id", "no row"])
def test_a_list_that_cannot_be_used_is_a_wrong_call(tmp_path: Path, text: str) -> None:
    (tmp_path / "documents.csv").write_text(text, encoding="utf-8")
    with pytest.raises(WrongUseError, match=r"documents\.csv"):
        read_corpus(tmp_path)
