"""The codebook's log: a content that changed under an old version is seen."""

import shutil
from pathlib import Path

import pytest

from nkpressure.check.codebook_log import check_log, content_checksum, read_log
from nkpressure.cli import main
from nkpressure.codebook import read_codebook
from nkpressure.errors import BadTableError
from nkpressure.tables import OUR_FOLDER, Tables, read_tables


@pytest.fixture
def own(tmp_path: Path) -> Path:
    shutil.copy(OUR_FOLDER / "codebook.yaml", tmp_path)
    return tmp_path


def changed(folder: Path, old: str, new: str) -> Tables:
    path = folder / "codebook.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return read_tables(folder)


def told(tables: Tables) -> list[str]:
    return [sentence for _, sentence in check_log(tables, read_codebook(tables))]


def test_our_log_fits_our_codebook() -> None:
    assert told(read_tables()) == []
    assert read_log(read_tables())[-1].version == read_codebook().version


def test_a_changed_definition_needs_another_version(own: Path) -> None:
    tables = changed(own, "Limits on banking, finance", "Limits on banks, finance")
    [sentence] = told(tables)
    assert sentence.startswith("the content has changed since the log's entry for 0.1.0; raise")
    assert sentence.endswith(content_checksum(tables))


def test_another_version_needs_its_entry(own: Path) -> None:
    tables = changed(own, "version: 0.1.0", "version: 0.2.0")
    [sentence] = told(tables)
    assert "the log has no entry for it" in sentence
    entry = f"log:\n  - {{version: 0.2.0, date: 2027-01-05, checksum: {content_checksum(tables)}, "
    assert told(changed(own, "log:\n", f"{entry}changes: [one word]}}\n")) == []


def test_comments_and_line_breaks_are_no_content(own: Path) -> None:
    assert told(changed(own, "meta:\n", "# tried out in May\nmeta:\n\n")) == []


def test_a_codebook_without_a_log_has_nothing_to_fit() -> None:
    assert read_log(read_tables(Path(__file__).parents[2] / "examples/iran/tables")) == ()


def test_an_entry_must_be_whole(own: Path) -> None:
    tables = changed(own, "    date: 2026-11-21\n", "")
    with pytest.raises(BadTableError, match="log, entry 1: date is missing"):
        read_log(tables)
    assert told(tables) == ["log, entry 1: date is missing"]


def test_the_command_line_tells_it_and_lint_gives_the_line(own: Path, capsys) -> None:
    assert main(["codebook", "log"]) == 0
    assert "0.1.0, 2026-11-21 (content" in capsys.readouterr().out
    changed(own, "Limits on banking, finance", "Limits on banks, finance")
    assert main(["codebook", "log", "--tables", str(own)]) == 1
    assert "raise the version" in capsys.readouterr().err
    assert main(["lint", str(own)]) == 1
    assert "codebook.yaml, line 5: the content has changed" in capsys.readouterr().out
