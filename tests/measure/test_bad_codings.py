"""What agree, adjudicate and score say of files that cannot be compared: one sentence, code 2."""

import json
from pathlib import Path

import pytest

from nkpressure.cli import main

BAN = {
    "document": "note",
    "kind": "instrument",
    "start": 2,
    "end": 5,
    "text": "ban",
    "code": "S.GEN",
}
SAID = {"document": "note", "kind": "attribution", "start": 0, "end": 5, "text": "a ban"}
DOCUMENT = {"document": "note", "kind": "document"}
COMMANDS = ("agree", "adjudicate", "score")


def bad(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


CASES = [
    pytest.param("", "there is no record in it", id="empty"),
    pytest.param("\n\n", "there is no record in it", id="blank lines"),
    pytest.param("A ban.\n", "bad.jsonl, line 1: this is no JSON object", id="no JSON"),
    pytest.param("[1]\n", "bad.jsonl, line 1: this record has no document", id="another JSON"),
    pytest.param(b"\xff\xfe", "bad.jsonl, line 1: cannot be read as records", id="no text"),
    pytest.param(
        bad(BAN) + json.dumps(BAN)[:-9], "line 2: this last line is torn", id="a torn line"
    ),
    pytest.param(
        bad(BAN).encode() + b'{"text": "\xed\x8f', "line 2: this last line is torn", id="torn word"
    ),
    pytest.param(bad({**BAN, "kind": ["ban"]}), "line 1: kind must be a word", id="a list as kind"),
    pytest.param(bad({**BAN, "document": 7}), "document must be a word", id="a number as document"),
    pytest.param(bad({**BAN, "document": "other"}), "no document in common", id="other documents"),
    pytest.param(
        bad({**BAN, "text": "band"}), "has 4 characters, its place 2-5 has 3", id="length"
    ),
    pytest.param(bad({**BAN, "text": "Ban"}), "quote different texts of note", id="other words"),
    pytest.param(bad({**BAN, "start": "2"}), "has no place in the text", id="a place in words"),
    pytest.param(bad({**BAN, "start": 5, "end": 2}), "has no place in the text", id="end first"),
    pytest.param(bad({**BAN, "code": "S.BAN"}), "which the codebook does not have", id="a code"),
    pytest.param(
        bad(BAN, {**DOCUMENT, "sha256": "b"}), "their checksums (sha256) differ", id="checksums"
    ),
    pytest.param(
        bad(BAN, {**SAID, "content": "a ban"}), "must hold places with a start", id="no places"
    ),
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("content", "sentence"), CASES)
def test_says_in_one_sentence_what_is_wrong(
    tmp_path: Path, capsys, command: str, content: str | bytes, sentence: str
) -> None:
    good, wrong = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(bad(BAN, SAID, {**DOCUMENT, "sha256": "a"}), encoding="utf-8")
    wrong.write_bytes(content if isinstance(content, bytes) else content.encode())
    to = ["--to", str(tmp_path / "agreed.jsonl")] if command == "adjudicate" else []
    for files in ([good, wrong], [wrong, good]):
        assert main([command, *map(str, files), *to]) == 2
        said = capsys.readouterr()
        assert sentence in said.err
        assert said.err.count("\n") == 1
        assert said.out == ""
    assert not (tmp_path / "agreed.jsonl").exists()


def test_an_own_code_is_known_with_ones_own_codebook(tmp_path: Path) -> None:
    from shutil import copy

    from nkpressure.tables import OUR_FOLDER

    own = tmp_path / "tables"
    own.mkdir()
    copy(OUR_FOLDER / "codebook.yaml", own)
    book = (own / "codebook.yaml").read_text(encoding="utf-8")
    (own / "codebook.yaml").write_text(book.replace("code: S.GEN,", "code: S.BAN,"), "utf-8")
    for name in ("ann", "ben"):
        (tmp_path / f"{name}.jsonl").write_text(bad({**BAN, "code": "S.BAN"}), encoding="utf-8")
    files = [str(tmp_path / f"{name}.jsonl") for name in ("ann", "ben")]
    assert main(["score", *files]) == 2
    assert main(["score", *files, "--tables", str(own)]) == 0
