"""A class hands in: good work, no work, and everything that can be wrong with a file."""

import csv
import json
import shutil
import time
from pathlib import Path

import pytest

from nkpressure.cli import main
from nkpressure.teach.attempts import run_attempt
from nkpressure.teach.exercise_notebooks import instructor_copy
from nkpressure.teach.exercises import read_exercises
from nkpressure.teach.keys import keys_folder, needed_key
from nkpressure.teach.releases import shipped_exercises, solution_source

EXERCISES = read_exercises(shipped_exercises())
FILE = "05_does_it_exist.ipynb"
EMPTY = json.loads((shipped_exercises() / FILE).read_text(encoding="utf-8"))
SOLUTIONS = {
    question.id: solution_source(needed_key(question, EXERCISES, keys_folder(EXERCISES)))
    for question in EXERCISES.questions
}
SOLVED = instructor_copy(EMPTY, SOLUTIONS)

BETWEEN = {  # the code of a cell that stands before all answers but the first
    "loops": "import time\nwhile True:\n    time.sleep(0.1)",
    "dies": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
}
STUMBLES = (  # cells that fail, of which none costs the student a point
    "this is no Python",
    "import sys\nsys.exit(3)",
    "input('your name')",
    "print('x' * 20_000_000)",
    "hoard = bytearray(10**11)",
)


def with_cells(*sources: str) -> dict:
    """Put cells behind the first answer."""
    cells = list(SOLVED["cells"])
    first_check = next(n for n, cell in enumerate(cells) if "check(" in "".join(cell["source"]))
    cells[first_check + 1 : first_check + 1] = [
        {"cell_type": "code", "metadata": {}, "source": source, "outputs": []} for source in sources
    ]
    return {**SOLVED, "cells": cells}


def hand_in(folder: Path, notebook: object, name: str = FILE) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = notebook if isinstance(notebook, str) else json.dumps(notebook)
    (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The grades of a class of which each member does another thing."""
    class_ = tmp_path_factory.mktemp("class")
    work = class_ / "work"
    hand_in(work / "good", SOLVED)
    shutil.copytree(shipped_exercises() / "questions", work / "good" / "questions")
    hand_in(work / "empty", EMPTY)
    hand_in(work / '=HYPERLINK("x")', "Dear teacher", "essay.txt")
    unchecked = [c for c in SOLVED["cells"] if "check(" not in "".join(c["source"])]
    hand_in(work, {**SOLVED, "cells": unchecked}, f"kim_{FILE}")
    hand_in(work / "stumbles", with_cells(*STUMBLES))
    hand_in(work / "emptied", {**EMPTY, "cells": []})
    hand_in(work / "broken", '{"cells": [')
    hand_in(work / "other", '{"a": 1}')
    hand_in(work / "foreign", '{"cells": [], "nbformat": 4}', "thesis.ipynb")
    hand_in(work / "essay", "Dear teacher", "essay.docx")
    hand_in(work / "stumbles", EMPTY, "05_does_it_exist (1).ipynb")
    (work / "nothing").mkdir()
    for name, code in BETWEEN.items():
        hand_in(work / name, with_cells(code))
    code = main(["teach", "check", str(work), "--to", str(class_ / "grades"), "--seconds", "24"])
    return class_ / "grades", code


@pytest.fixture(scope="module")
def totals(graded: tuple[Path, int]) -> dict[str, dict[str, str]]:
    with (graded[0] / "totals.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_the_others_are_still_graded_and_the_exit_code_says_so(
    graded: tuple[Path, int], totals: dict[str, dict[str, str]]
) -> None:
    assert graded[1] == 1
    assert len(totals) == 11 + len(BETWEEN)
    assert {row["of"] for row in totals.values()} == {"5.0"}


@pytest.mark.parametrize("student", ["good", "kim", "stumbles", "loops"])
def test_what_is_right_wins_full_marks(student: str, totals: dict[str, dict[str, str]]) -> None:
    assert totals[student]["points"] == "5.0"


@pytest.mark.parametrize(
    ("student", "told"),
    [
        pytest.param("good", "", id="nothing to tell"),
        pytest.param("kim", "", id="a file without a folder, the checks cut out"),
        pytest.param("empty", "all answers are empty", id="nothing filled in"),
        pytest.param("emptied", "no answer came out of it for resolution/looked-up", id="no cell"),
        pytest.param("broken", "its file is broken; ask for it anew", id="broken JSON"),
        pytest.param("other", "this is no Jupyter notebook", id="other JSON"),
        pytest.param("foreign", "thesis.ipynb: this notebook answers none", id="another's"),
        pytest.param("essay", "essay.docx: this is no notebook", id="no notebook"),
        pytest.param("nothing", "this folder holds no notebook", id="an empty folder"),
        pytest.param("stumbles", "a second notebook of this exercise", id="two of them"),
        pytest.param("loops", "cell [4]: ran longer than 8 seconds", id="an endless cell"),
        pytest.param("dies", "ended its own process at cell [4]", id="a dead process"),
        pytest.param("stumbles", "cell [4]: SyntaxError", id="no Python"),
        pytest.param("stumbles", "cell [5]: SystemExit: 3", id="an exit"),
        pytest.param("stumbles", "cell [6]: ", id="a question to nobody"),
        pytest.param("stumbles", "1 more cell failed", id="a memory eaten up"),
    ],
)
def test_what_is_wrong_is_told(student: str, told: str, totals: dict[str, dict[str, str]]) -> None:
    problems = totals[student]["problems"]
    assert told in problems
    assert told or problems == ""
    assert "Traceback" not in problems


STUBBORN = """
import time
while True:
    try:
        time.sleep(9)
    except BaseException:
        pass
"""


def test_one_that_cannot_be_stopped_is_ended() -> None:
    began = time.monotonic()
    attempt = run_attempt([STUBBORN], [], {}, 2)
    assert attempt.answers == {}
    assert "the notebook was stopped at" in attempt.problems[-1]
    assert time.monotonic() - began < 60  # it would go on for ever


def test_what_a_notebook_starts_ends_with_it(tmp_path: Path) -> None:
    sign = tmp_path / "alive"
    beat = f"import time\nwhile True:\n    open({str(sign)!r}, 'a').write('.'); time.sleep(0.05)"
    start = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {beat!r}])"
    wait = f"import pathlib, time\nwhile not pathlib.Path({str(sign)!r}).exists(): time.sleep(0.05)"
    assert run_attempt([start, wait], [], {}, 30).problems == ()
    beats = sign.stat().st_size
    time.sleep(0.5)
    assert sign.stat().st_size == beats


def test_the_process_of_a_notebook_has_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NKPRESSURE_KEYS", "somewhere")
    code = "import os\nassert 'NKPRESSURE_KEYS' not in os.environ"
    assert run_attempt([code], [], {}, 20).problems == ()


def test_no_cell_acts_as_a_formula(graded: tuple[Path, int]) -> None:
    for name in ("totals.csv", "scores.csv"):
        with (graded[0] / name).open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                assert not [cell for cell in row if cell[:1] in tuple("=+-@\t\r")]


def test_each_student_has_feedback_with_reasons(graded: tuple[Path, int]) -> None:
    pages = {path.stem: path.read_text(encoding="utf-8") for path in graded[0].glob("*/*.html")}
    assert len(pages) == 11 + len(BETWEEN)
    assert "5 of 5 points" in pages["good"]
    assert "2321 of 30 November 2016 set the binding cap on coal" in pages["empty"]
    assert "<h1>Feedback for empty</h1>" in pages["empty"]
    hyperlink = next(page for name, page in pages.items() if name.startswith("HYPERLINK"))
    assert "=HYPERLINK(&#34;x&#34;)" in hyperlink


def test_scores_tell_each_question(graded: tuple[Path, int]) -> None:
    with (graded[0] / "scores.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["student"] == "empty"]
    assert [row["question"] for row in rows] == [
        *("resolution/looked-up", "resolution/cited", "resolution/meant"),
    ]
    assert [row["missed"] for row in rows] == ["4", "2", "1"]


def test_a_report_is_made_of_the_class(
    graded: tuple[Path, int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["teach", "summary", str(graded[0]), "--anonymous"]) == 0
    page = Path(capsys.readouterr().out.strip()).read_text(encoding="utf-8")
    assert "kim" not in page
    assert "stumbles" not in page


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["check", "nowhere", "--to", "g"], "no such folder", id="no folder"),
        pytest.param(["check", "bare", "--to", "g"], "nothing was handed in", id="nothing there"),
        pytest.param(["check", "work", "--to", "other"], "holds other things", id="a used folder"),
        pytest.param(["check", "work", "--to", "a.txt"], "this is a file", id="a file"),
        pytest.param(["check", "work", "--to", "g", "--seconds", "0"], "between 1 and", id="time"),
        pytest.param(["check", "work", "--to", "g", "--keys", "bare"], "no key for", id="no keys"),
        pytest.param(
            ["check", "work", "--to", "g", "--exercises", "bare"], "no exercise", id="no exercises"
        ),
        pytest.param(["summary", "bare"], "no answers.json lies in this folder", id="ungraded"),
        pytest.param(["summary", "torn"], "this file is broken", id="a broken file"),
    ],
)
def test_a_wrong_call_is_one_sentence(
    arguments: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    hand_in(tmp_path / "work" / "ann", EMPTY)
    hand_in(tmp_path / "other", "mine", "thesis.txt")
    hand_in(tmp_path / "torn", "{", "answers.json")
    hand_in(tmp_path, "text", "a.txt")
    (tmp_path / "bare").mkdir()
    assert main(["teach", *arguments]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert (tmp_path / "other" / "thesis.txt").read_text() == "mine"
