"""Finds the notebooks that were handed in: whose they are, and which exercise each answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nkpressure.errors import WrongUseError
from nkpressure.teach.exercise_notebooks import (
    Notebook,
    checked_answer,
    nbgrader_of,
    read_exercise_notebook,
)
from nkpressure.teach.exercises import QUESTIONS, TEXTS, Exercise, Exercises
from nkpressure.teach.releases import STUDENT_PAGE

_OWN_FOLDERS = frozenset({QUESTIONS, TEXTS, "__pycache__"})


@dataclass(frozen=True, slots=True)
class Submission:
    """A notebook that somebody handed in; `notebook` is None where `problem` says why not."""

    student: str
    path: Path
    exercise: Exercise | None
    notebook: Notebook | None
    problem: str | None = None


def find_submissions(folder: Path, exercises: Exercises) -> list[Submission]:
    """Find what was handed in: a folder for each student, or files that begin with the name.

    A file that cannot be read is among them with its problem. Raises WrongUseError where there is
    no such folder, or nothing in it.
    """
    if not folder.is_dir():
        raise WrongUseError(f"{folder}: there is no such folder of submissions")
    found = [
        _submission(student, path, exercises)
        for student, paths in _students(folder, exercises)
        for path in paths
    ]
    if not found:
        raise WrongUseError(
            f"{folder}: nothing was handed in here; it needs a folder for each student, with the "
            "notebooks in it"
        )
    return [each for one in _by_student(found) for each in _one_for_each_exercise(one)]


def _students(folder: Path, exercises: Exercises) -> Iterator[tuple[str, list[Path]]]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            files = [file for file in sorted(path.rglob("*")) if _is_handed_in(file, path)]
            yield path.name, files or [path]
        else:
            yield _student_of(path.stem, exercises), [path]


def _student_of(stem: str, exercises: Exercises) -> str:
    """Take "kim_03_which_instrument" as what kim handed in."""
    for exercise in exercises.exercises:
        if stem.endswith(exercise.file) and stem != exercise.file:
            return stem.removesuffix(exercise.file).strip(" _-.") or stem
    return stem


def _is_handed_in(file: Path, folder: Path) -> bool:
    parts = file.relative_to(folder).parts
    if any(part.startswith(".") or part in _OWN_FOLDERS for part in parts):
        return False
    return file.is_file() and file.name != STUDENT_PAGE


def _submission(student: str, path: Path, exercises: Exercises) -> Submission:
    by_name = next((each for each in exercises.exercises if path.stem.endswith(each.file)), None)
    if path.is_dir():
        return Submission(student, path, None, None, f"{student}: this folder holds no notebook")
    if path.suffix.lower() != ".ipynb":
        problem = f"{path.name}: this is no notebook; ask for the .ipynb file itself"
        return Submission(student, path, by_name, None, problem)
    try:
        notebook = read_exercise_notebook(path)
    except WrongUseError as error:
        return Submission(student, path, by_name, None, str(error))
    exercise = _exercise_of(notebook, exercises) or by_name
    if exercise is None:
        problem = f"{path.name}: this notebook answers none of the exercises"
        return Submission(student, path, None, None, problem)
    return Submission(student, path, exercise, notebook)


def _exercise_of(notebook: Notebook, exercises: Exercises) -> Exercise | None:
    """Recognise an exercise by what its cells check, whatever its file is called."""
    names = {q.id: e for e in exercises.exercises for q in e.questions}
    cells = {q.id.replace("/", "-"): e for e in exercises.exercises for q in e.questions}
    for cell in notebook["cells"]:
        checked = checked_answer(cell)
        if checked is not None and checked.question in names:
            return names[checked.question]
        grade_id = str(nbgrader_of(cell).get("grade_id", "")).removesuffix("-check")
        if grade_id in cells:
            return cells[grade_id]
    return None


def _by_student(found: Sequence[Submission]) -> list[list[Submission]]:
    students: dict[str, list[Submission]] = {}
    for each in found:
        students.setdefault(each.student, []).append(each)
    return list(students.values())


def _one_for_each_exercise(of_student: Sequence[Submission]) -> Iterator[Submission]:
    """Keep one notebook for each exercise, that under its own name; the others are named."""
    kept: dict[str, Path] = {}
    for each in sorted(of_student, key=lambda s: _is_renamed(s)):
        if each.exercise is None or each.notebook is None:
            yield each
        elif each.exercise.name in kept:
            other = kept[each.exercise.name].name
            problem = f"{each.path.name}: a second notebook of this exercise; {other} was graded"
            yield Submission(each.student, each.path, None, None, problem)
        else:
            kept[each.exercise.name] = each.path
            yield each


def _is_renamed(each: Submission) -> bool:
    return each.exercise is None or each.path.stem != each.exercise.file
