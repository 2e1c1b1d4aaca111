import os
from pathlib import Path

import pytest

from nkpressure.errors import WrongUseError
from nkpressure.run.folders import (
    LONGEST_NAME,
    file_name,
    folder_names,
    report_folder,
    writable_file,
    write_whole,
)


@pytest.mark.parametrize(
    "document",
    [
        pytest.param("../../etc/passwd", id="a way out"),
        pytest.param("..", id="the folder above"),
        pytest.param(".", id="the folder itself"),
        pytest.param("", id="empty"),
        pytest.param("/root", id="absolute"),
        pytest.param("a\\b", id="backslash"),
        pytest.param("C:note", id="drive"),
        pytest.param("x" * 5000, id="very long"),
        pytest.param("corpus", id="the report's own folder"),
        pytest.param("INDEX.html", id="the report's own page"),
        pytest.param("NUL", id="a device"),
        pytest.param("con.txt", id="a device with a suffix"),
        pytest.param("-rf", id="an option"),
        pytest.param(".hidden", id="hidden"),
        pytest.param("note.", id="a dot at the end"),
        pytest.param("노동신문", id="Korean"),
        pytest.param("a\x00b", id="a zero byte"),
        pytest.param("a\udc80b", id="a lone surrogate"),
    ],
)
def test_no_id_leaves_the_report(tmp_path, document):
    (name,) = folder_names([document]).values()
    assert name != document
    assert len(name) <= LONGEST_NAME
    assert (tmp_path / name).resolve().parent == tmp_path.resolve()
    assert name.isascii()


def test_safe_ids_stay_as_they_are():
    ids = ["piie-2017-07", "KCNA_2024.01", "a" * LONGEST_NAME]
    assert folder_names(ids) == {each: each for each in ids}


def test_ids_that_one_disk_cannot_tell_apart_get_two_folders():
    names = folder_names(["Note", "note", "a/b", "a?b"])
    assert len({name.casefold() for name in names.values()}) == 4


def test_names_files_after_words():
    assert file_name("../Who: named?") == "who-named"
    assert file_name("노동") == "unnamed"


def test_refuses_a_file_as_a_folder(tmp_path):
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(WrongUseError, match="this is a file"):
            report_folder(path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_refuses_a_folder_that_cannot_be_written(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(WrongUseError, match="cannot be written"):
        report_folder(tmp_path / "reports")


def test_refuses_a_folder_in_which_nobody_can_write():
    with pytest.raises(WrongUseError, match=r"cannot be written|this is a file"):
        report_folder(Path("/dev/null/reports") if os.name == "posix" else Path("NUL/x"))


def test_leaves_the_pages_of_others_alone(tmp_path):
    (tmp_path / "index.html").write_text("my own page")
    with pytest.raises(WrongUseError, match="no report of nkpressure"):
        report_folder(tmp_path)
    assert (tmp_path / "index.html").read_text() == "my own page"


def test_takes_a_folder_with_other_files_and_a_report_of_ours(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    assert report_folder(tmp_path) == tmp_path
    (tmp_path / "index.html").write_text("ours")
    (tmp_path / "run.json").write_text('{"software": {"nkpressure": "0.1.0"}}')
    assert report_folder(tmp_path) == tmp_path
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_writes_a_file_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "new" / "file.txt"
    write_whole(target, "first")

    def fail(*_):
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        write_whole(target, "second")
    assert target.read_text() == "first"
    assert [path.name for path in target.parent.iterdir()] == ["file.txt"]


def test_writes_lone_surrogates_as_escapes(tmp_path):
    write_whole(tmp_path / "x", "a\udc80b 한")
    assert (tmp_path / "x").read_text(encoding="utf-8") == "a\\udc80b 한"


def test_refuses_a_folder_as_a_file(tmp_path):
    with pytest.raises(WrongUseError, match="this is a folder"):
        writable_file(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(WrongUseError, match="cannot be written"):
        writable_file(tmp_path / "file" / "below.jsonl")
