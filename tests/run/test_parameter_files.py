from pathlib import Path

import pytest

from nkpressure.run.parameter_files import content_digests, paths_from


def test_keeps_the_meaning_of_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    here, home = tmp_path / "here", tmp_path / "home"
    for folder in (here, home, here / "texts"):
        folder.mkdir()
    (here / "remarks.txt").write_text("We met.")
    monkeypatch.chdir(here)
    given = {"transcript": "remarks.txt", "more": "./texts", "word": "texts", "top": 3, "none": ""}
    assert paths_from(given, home) == {
        "transcript": "../here/remarks.txt",
        "more": "../here/texts",
        "word": "texts",
        "top": 3,
        "none": "",
    }
    assert paths_from({"word": "x" * 5000}, home) == {"word": "x" * 5000}


def test_notices_that_a_file_changed(tmp_path: Path):
    (tmp_path / "remarks.txt").write_text("We met.")
    given = {"transcript": "remarks.txt", "word": "coal"}
    before = content_digests(given, tmp_path)
    assert list(before) == ["content of transcript"]
    (tmp_path / "remarks.txt").write_text("We did not meet.")
    assert content_digests(given, tmp_path) != before
