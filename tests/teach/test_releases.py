"""What students get, and what they do not; what an instructor gets."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nkpressure.cli import main
from nkpressure.teach import check, hint, points
from nkpressure.teach.exercises import read_exercises
from nkpressure.teach.keys import keys_folder, needed_key
from nkpressure.teach.releases import release_exercises, shipped_exercises, solution_answer
from nkpressure.teach.verdicts import HandedIn, Verdict

EXERCISES = read_exercises(shipped_exercises())


def contents(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_a_student_copy_holds_no_key_of_a_graded_question(tmp_path: Path) -> None:
    text = contents(release_exercises(tmp_path / "class"))
    names = {path.name for path in (tmp_path / "class").iterdir()}
    assert "START.md" in names
    assert "keys" not in names
    folder = keys_folder(EXERCISES)
    whys: dict[bool, set[str]] = {True: set(), False: set()}
    for question in EXERCISES.questions:
        for part in needed_key(question, EXERCISES, folder):
            whys[question.practice].add(part.why or "")
    secret = whys[False] - whys[True]
    assert len(secret) > 20
    assert not [why for why in secret if why in text]


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["teach", "release", str(tmp_path)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_working_copy_has_the_exercises_without_the_keys(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "mine")]) == 0
    assert (tmp_path / "mine" / "exercises" / "START.md").is_file()
    assert not (tmp_path / "mine" / "notebooks" / "exercises").exists()


def test_a_course_has_answers_and_keys_apart(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    assert main(["teach", "release", str(folder), "--with-answers"]) == 0
    source = folder / "source" / "exercises"
    assert "### BEGIN SOLUTION" in (source / "01_mark_a_paragraph.ipynb").read_text()
    assert not (source / "keys").exists()
    assert len(list((folder / "keys").iterdir())) == 8


def test_graded_answers_are_read_back_and_not_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(release_exercises(tmp_path / "class"))
    said = check("mark/instruments", [("coercive diplomacy", "G"), ("negotiations", "N")])
    assert isinstance(said, HandedIn)
    assert said.understood == 1
    assert "“negotiations” stands 3 times" in str(said)
    assert "graded later" in said._repr_html_()
    assert isinstance(check("mark/actors", ["Beijing"]), Verdict)


def test_an_instructor_names_the_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = keys_folder(EXERCISES)
    assert keys is not None
    monkeypatch.chdir(release_exercises(tmp_path / "class"))
    monkeypatch.setenv("NKPRESSURE_KEYS", str(keys))
    question = EXERCISES.question("voices/wang")
    answer = solution_answer(needed_key(question, EXERCISES, keys))
    assert points("voices/wang", answer) == question.points


@pytest.mark.parametrize(
    ("id", "told"),
    [
        pytest.param("mark/actor", "did you mean 'mark/actors'", id="nearly"),
        pytest.param("zzz", "there are mark/warm-up", id="not at all"),
    ],
)
def test_an_unknown_question_is_told_with_what_was_meant(id: str, told: str) -> None:
    with pytest.raises(Exception, match=told):
        check(id, [])


def test_hints_are_numbered() -> None:
    assert 'hint("mark/warm-up", 2)' in str(hint("mark/warm-up"))
    assert "hint(" not in str(hint("mark/warm-up", 2))
    with pytest.raises(Exception, match="has the hints 1 to 2"):
        hint("mark/warm-up", 3)


def test_checking_brings_no_heavy_library() -> None:
    code = (
        "import sys; from nkpressure.teach import check; check('mark/warm-up', []); "
        "print([m for m in ('matplotlib', 'nltk', 'papermill', 'IPython') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "[]"


OWN = """
exercise: own
title: Own?
goal: You can.
minutes: 5
texts: {t: {file: t.txt, source: invented}}
questions:
  - {id: q, kind: marks, asks: Mark., points: 2, text: t}
"""


def own_exercises(folder: Path, questions: str = OWN, key: str = "q: [{words: a ban}]") -> Path:
    for name in ("questions", "texts", "keys"):
        (folder / name).mkdir(parents=True)
    (folder / "questions" / "own.yaml").write_text(questions)
    (folder / "texts" / "t.txt").write_text("There was a ban and then a ban.\n")
    (folder / "keys" / "own.yaml").write_text(key)
    (folder / "own.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4}')
    return folder


@pytest.mark.parametrize(
    ("questions", "key", "told"),
    [
        pytest.param("a: [", "q: []", "own.yaml, line 1: this is no YAML", id="no YAML"),
        pytest.param("exercise: own", "q: []", "'title' is missing", id="a gap"),
        pytest.param(OWN.replace("marks", "poem"), "q: []", "'poem' is not", id="a kind"),
        pytest.param(OWN.replace("text: t}", "text: u}"), "q: []", "'u' is missing", id="a text"),
        pytest.param(OWN.replace("t.txt", "u.txt"), "q: []", "u.txt", id="a file"),
        pytest.param(OWN, "q: []", "own.yaml, q: this key is empty", id="an empty key"),
        pytest.param(OWN, "q: [{words: a cap}]", "does not stand in the passage", id="words"),
        pytest.param(OWN, "q: [{words: a ban}]", "stands 2 times", id="words that repeat"),
        pytest.param(OWN, "q: [{}]", "cannot be read", id="no words"),
        pytest.param(OWN, "r: []", "no key for own/q", id="no key"),
        pytest.param(OWN, "- 1", "names with values", id="a list"),
    ],
)
def test_a_mistake_in_own_exercises_is_one_sentence(
    questions: str, key: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = own_exercises(tmp_path / "own", questions, key)
    arguments = ["teach", "release", str(tmp_path / "x"), "--exercises", str(folder)]
    assert main([*arguments, "--with-answers"]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1


def test_own_exercises_are_released(tmp_path: Path) -> None:
    folder = own_exercises(tmp_path / "own", key="q: [{words: 'then [a ban]'}]")
    assert main(["teach", "release", str(tmp_path / "x"), "--exercises", str(folder)]) == 0
    assert {path.name for path in (tmp_path / "x").iterdir()} == {
        *("START.md", "own.ipynb", "questions", "texts"),
    }
