"""Two codebooks compared: what a coder has to learn anew, which marks to look at again."""

import json
import shutil
from pathlib import Path

import pytest

from nkpressure.cli import main
from nkpressure.codebook import read_codebook
from nkpressure.measure.codebook_changes import CodebookChange, compare_codebooks, touched_by
from nkpressure.tables import OUR_FOLDER, read_tables


def changes_of(tmp_path: Path, *edits: tuple[str, str]) -> list[CodebookChange]:
    text = (OUR_FOLDER / "codebook.yaml").read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "codebook.yaml").write_text(text, encoding="utf-8")
    return compare_codebooks(read_codebook(), read_codebook(read_tables(tmp_path)))


@pytest.mark.parametrize(
    ("old", "new", "told", "recode"),
    [
        pytest.param(
            "Limits on banking, finance or investment.",
            "Limits on banks.",
            'code S.FIN: definition was "Limits on banking, finance or investment.", '
            'is "Limits on banks."',
            True,
            id="definition",
        ),
        pytest.param(
            "exclude: [weapons tests]",
            "exclude: [rifles on parade]",
            'code S.ARMS: exclude gains "rifles on parade"; loses "weapons tests"',
            True,
            id="exclude",
        ),
        pytest.param(
            "Correspondent accounts were shut.",
            "Accounts were shut.",
            'code S.FIN: examples gains "Accounts were shut."; '
            'loses "Correspondent accounts were shut."',
            False,
            id="example",
        ),
        pytest.param(
            "code: S.HR,", "code: S.RIGHTS,", "code S.HR is now called S.RIGHTS", True, id="renamed"
        ),
        pytest.param(
            "forecast by someone other than the actor",
            "forecast by anybody",
            'mode predicted: definition was "forecast by someone other than the actor, or by the '
            'actor without commitment", is "forecast by anybody, or by the actor without '
            'commitment"',
            True,
            id="mode",
        ),
        pytest.param("version: 0.1.0", "version: 0.2.0", 'version: was "0.1.0", is "0.2.0"', False),
    ],
)
def test_says_the_difference_in_words(tmp_path: Path, old, new, told, recode) -> None:
    [change] = changes_of(tmp_path, (old, new))
    assert (str(change), change.recode) == (told, recode)


def test_another_code_of_another_meaning_came_and_one_went(tmp_path: Path) -> None:
    gone, come = changes_of(
        tmp_path,
        ("code: S.HR,", "code: S.RIGHTS,"),
        ("Laws, reports or listings on rights used as pressure.", "Laws on rights."),
    )
    assert (gone.turn.value, gone.code, come.turn.value, come.code) == (
        *("removed", "S.HR"),
        *("added", "S.RIGHTS"),
    )


RECORDS = [
    {
        "id": "n#instrument-1",
        "document": "n",
        "kind": "instrument",
        "code": "S.FIN",
        "mode": "denied",
    },
    {"id": "n#signal-1", "document": "n", "kind": "signal", "instrument": "S.FIN"},
    {"id": "n#instrument-2", "document": "n", "kind": "instrument", "code": "S.SEC"},
]


def test_names_the_annotations_that_a_change_touches(tmp_path: Path) -> None:
    definition, example = changes_of(
        tmp_path,
        ("Limits on banking, finance or investment.", "Limits on banks."),
        ("Correspondent accounts were shut.", "Accounts were shut."),
    )
    assert [r["id"] for r in touched_by(definition, RECORDS)] == ["n#instrument-1", "n#signal-1"]
    assert touched_by(example, RECORDS) == []


def test_the_command_line_lists_them_and_annotates_under_both(tmp_path: Path, capsys) -> None:
    new = tmp_path / "new"
    new.mkdir()
    shutil.copy(OUR_FOLDER / "codebook.yaml", tmp_path / "older.yaml")
    for name in ("codebook.yaml", "instrument_cues.csv"):
        text = (OUR_FOLDER / name).read_text(encoding="utf-8")
        (new / name).write_text(text.replace("S.HR", "S.RIGHTS"), encoding="utf-8")
    (tmp_path / "note.txt").write_text(
        "The Senate renewed the human rights act.\n", encoding="utf-8"
    )
    record = {"id": "n#instrument-1", "document": "n", "kind": "instrument", "code": "S.HR"}
    record |= {"start": 4, "end": 20, "text": "human rights act"}
    (tmp_path / "r.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    older, records, corpus = (str(tmp_path / n) for n in ("older.yaml", "r.jsonl", "note.txt"))
    assert main(["codebook", "diff", older, str(new), records, "--corpus", corpus]) == 0
    said = capsys.readouterr().out
    assert "code S.HR is now called S.RIGHTS\n" in said
    assert "  re-code n#instrument-1 4-20 “human rights act”\n" in said
    assert 'code: "S.HR" -> "S.RIGHTS"' in said
    assert said.endswith("annotations differ\n")


def test_refuses_a_codebook_that_is_not_there(tmp_path: Path, capsys) -> None:
    assert main(["codebook", "diff", str(tmp_path / "no.yaml"), str(tmp_path)]) == 2
    assert "there is no such codebook" in capsys.readouterr().err
    (tmp_path / "odd.yaml").write_text("meta: [", encoding="utf-8")
    assert main(["codebook", "diff", str(tmp_path / "odd.yaml"), str(tmp_path)]) == 2
    assert "odd.yaml, line 1, column 8: this is no YAML" in capsys.readouterr().err
    book = str(OUR_FOLDER / "codebook.yaml")
    assert main(["codebook", "diff", book, str(tmp_path)]) == 2
    assert "there is no codebook.yaml in this folder" in capsys.readouterr().err
