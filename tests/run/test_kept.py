import json

import pytest

from nkpressure.run.kept import HIDDEN, Keeper, Kept

INPUTS = {"document": "a", "tables": "b"}
PIECE = "note/notebook.one"
FILES = {"note/one.html": b"<p>", "note/tables/one.csv": b"n\n"}


@pytest.fixture
def keeper(tmp_path):
    keeper = Keeper(tmp_path)
    keeper.write(PIECE, Kept(INPUTS, said={"uses": ["note#actor-001"]}), FILES)
    return keeper


def test_what_is_written_is_kept(keeper):
    kept = keeper.read(PIECE)
    assert (kept.inputs, kept.said) == (INPUTS, {"uses": ["note#actor-001"]})
    assert {name: (keeper.report / name).read_bytes() for name in kept.files} == FILES
    assert keeper.pieces() == [PIECE]
    assert keeper.reason(PIECE, INPUTS) is None


@pytest.mark.parametrize(
    ("inputs", "reason"),
    [
        pytest.param({**INPUTS, "tables": "c"}, "the tables changed", id="another"),
        pytest.param({"document": "a"}, "the tables changed", id="one less"),
        pytest.param({**INPUTS, "notebook": "d"}, "the notebook changed", id="one more"),
    ],
)
def test_other_inputs_are_a_reason(keeper, inputs, reason):
    assert keeper.reason(PIECE, inputs) == reason


def test_files_that_a_piece_has_no_more_are_taken_away(keeper):
    keeper.write(PIECE, Kept(INPUTS), {"note/one.html": b"<b>"})
    assert not (keeper.report / "note" / "tables" / "one.csv").exists()


def test_a_failure_is_tried_again(keeper):
    keeper.write(PIECE, Kept(INPUTS, failure="it rained"), FILES)
    assert keeper.reason(PIECE, INPUTS) == "it failed the last time"


def test_what_was_broken_off_is_no_result(keeper, tmp_path):
    # A folder stands where a file is to go, so that the writing stops midway.
    (tmp_path / "note" / "two.html" / "x").mkdir(parents=True)
    with pytest.raises(OSError, match=r"two\.html"):
        keeper.write(PIECE, Kept(INPUTS), {**FILES, "note/two.html": b"<i>"})
    assert keeper.reason(PIECE, INPUTS) == "it was broken off the last time"


@pytest.mark.parametrize("words", ["", "{", "[1]", '{"strange": 1}'])
def test_a_note_that_is_none_counts_for_nothing(keeper, words):
    (keeper.report / HIDDEN / f"{PIECE}.json").write_text(words)
    assert keeper.reason(PIECE, INPUTS) == "there is none yet"


def test_drops_its_own_files_and_no_others(keeper, tmp_path):
    outside = tmp_path.parent / f"{tmp_path.name}-outside.txt"
    outside.write_text("mine")
    (tmp_path / "note" / "mine.txt").write_text("mine")
    note = keeper.report / HIDDEN / f"{PIECE}.json"
    said = json.loads(note.read_text())
    said["files"] |= {f"../{outside.name}": "", str(outside): ""}
    note.write_text(json.dumps(said))
    assert keeper.drop(PIECE) == 2
    assert outside.exists()
    assert [path.name for path in (tmp_path / "note").iterdir()] == ["mine.txt"]
    assert keeper.pieces() == []
