"""The rules of notebooks, as far as exercises can keep them, and how they run unanswered."""

import ast
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from notebook_files import cells_of, code_of, not_as_committed

import nkpressure
from nkpressure.teach import __all__ as teach_names
from nkpressure.teach.exercise_notebooks import (
    checked_answer,
    instructor_copy,
    nbgrader_of,
    student_copy,
)
from nkpressure.teach.exercises import read_exercises
from nkpressure.teach.releases import release_exercises, shipped_exercises
from nkpressure.teach.verdicts import HandedIn, Verdict

EXERCISES = read_exercises(shipped_exercises())
NOTEBOOKS = sorted(shipped_exercises().glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_each_exercise_has_its_notebook() -> None:
    assert [path.stem for path in NOTEBOOKS] == [each.file for each in EXERCISES.exercises]


@each_notebook
def test_asks_a_question_and_says_goal_time_and_limits(path: Path) -> None:
    exercise = next(each for each in EXERCISES.exercises if each.file == path.stem)
    first, *_, last = (cell["source"] for cell in cells_of(path))
    assert first.startswith(f"# {exercise.title}\n")
    assert exercise.title.endswith("?")
    assert exercise.goal[1:] in first
    assert f"about {exercise.minutes} minutes" in first
    assert "does not show" in last


@each_notebook
def test_each_question_is_asked_filled_in_and_checked(path: Path) -> None:
    exercise = next(each for each in EXERCISES.exercises if each.file == path.stem)
    cells = cells_of(path)
    asked = []
    for prose, answer, check in zip(cells, cells[1:], cells[2:], strict=False):
        checked = checked_answer(check)
        if checked is None:
            continue
        question = EXERCISES.question(checked.question)
        asked.append(question.name)
        assert prose["cell_type"] == "markdown"
        assert ("**Practice**" if question.practice else "**Graded**") in prose["source"]
        assert answer["source"].startswith(f"{checked.variable} = ")
        assert nbgrader_of(answer)["solution"] is True
        if not question.practice:
            assert nbgrader_of(check)["locked"] is True
            assert nbgrader_of(check)["points"] == question.points
        if question.passage:
            quoted = "\n".join(f"> {line}".rstrip() for line in question.passage.text.split("\n"))
            assert quoted in prose["source"]
            said = question.passage.source.removeprefix("seed ")
            assert said.capitalize() in prose["source"] or f"`{said}`" in prose["source"]
        for words in question.items.values():
            assert words in prose["source"] or path.stem == "07_two_coders"
    assert asked == [question.name for question in exercise.questions]


@each_notebook
def test_holds_no_answer(path: Path) -> None:
    for cell in code_of(path):
        tree = ast.parse(cell["source"])
        constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        if nbgrader_of(cell):
            typed = [c for c in constants if c not in (None, "") and not re.match(r"^\w+$|/", c)]
            assert not [c for c in typed if "/" not in c]
        assert "SOLUTION" not in cell["source"]
        assert "HIDDEN" not in cell["source"]


@each_notebook
def test_code_keeps_the_rules_of_notebooks(path: Path) -> None:
    forbidden = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.Try, ast.For, ast.While)
    first, *rest = code_of(path)
    for node in ast.parse(first["source"]).body:
        if isinstance(node, ast.ImportFrom):
            public = {"nkpressure": nkpressure.__all__, "nkpressure.teach": teach_names}
            assert {alias.name for alias in node.names} <= set(public[node.module or ""])
    for cell in rest:
        assert "import " not in cell["source"]
        assert len(cell["source"].splitlines()) <= 16
        for node in ast.walk(ast.parse(cell["source"])):
            assert not isinstance(node, forbidden)


@each_notebook
def test_prose_comes_before_code_but_between_an_answer_and_its_check(path: Path) -> None:
    for before, cell in pairwise(cells_of(path)):
        if cell["cell_type"] == "code" and checked_answer(cell) is None:
            assert before["cell_type"] == "markdown"


@each_notebook
def test_is_committed_without_outputs_and_with_stable_ids(path: Path) -> None:
    assert not_as_committed(path) == []


def test_ids_of_graded_cells_are_unique() -> None:
    ids = [nbgrader_of(cell).get("grade_id") for path in NOTEBOOKS for cell in code_of(path)]
    named = [id for id in ids if id]
    assert len(named) == len(set(named))


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release_exercises(tmp_path_factory.mktemp("class") / "copies")


def run_cells(path: Path) -> dict[str, object]:
    """Run a notebook's cells from the top, and return what each check has said."""
    names: dict[str, object] = {}
    said: dict[str, object] = {}
    for cell in code_of(path):
        checked = checked_answer(cell)
        if checked is None:
            exec(cell["source"], names)
        else:
            said[checked.question] = eval(cell["source"], names)
    return said


@each_notebook
def test_a_student_copy_runs_from_top_to_bottom_with_nothing_filled_in(
    path: Path, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copies)
    for id, said in run_cells(copies / path.name).items():
        assert isinstance(said, Verdict if EXERCISES.question(id).practice else HandedIn)
        assert "nothing is answered yet" in str(said)


@each_notebook
def test_in_a_checkout_the_teacher_sees_verdicts(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    assert all(isinstance(said, Verdict) for said in run_cells(path).values())


def test_solutions_and_hidden_tests_are_cut() -> None:
    source = (
        "answer = []\n### BEGIN SOLUTION\nanswer = ['secret']\n### END SOLUTION\nkept = 1\n"
        "# BEGIN HIDDEN TESTS\nassert 'secret' in answer\n# END HIDDEN TESTS"
    )
    cell = {"cell_type": "code", "source": source, "outputs": [1], "execution_count": 3}
    notebook = student_copy({"cells": [cell]})
    assert "".join(notebook["cells"][0]["source"]) == "answer = []\nkept = 1"
    assert notebook["cells"][0]["outputs"] == []
    assert cell["source"] == source


def test_a_region_without_an_end_is_cut_to_the_end() -> None:
    cell = {"cell_type": "code", "source": "a = 1\n### BEGIN SOLUTION\na = 2\n"}
    assert student_copy({"cells": [cell]})["cells"][0]["source"] == ["a = 1"]


@each_notebook
def test_cutting_undoes_what_the_instructor_copy_puts_in(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    answers = {question.id: "['secret']" for question in EXERCISES.questions}
    filled = instructor_copy(notebook, answers)
    text = json.dumps(filled)
    asked = [c for c in code_of(path) if checked_answer(c)]
    assert text.count("secret") == len(asked)
    assert text.count("HIDDEN") == 2 * sum(bool(nbgrader_of(c)) for c in asked)
    assert student_copy(filled) == notebook
