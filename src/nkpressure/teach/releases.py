"""Student copies of the exercises, and the course folder with the answers that nbgrader takes."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nkpressure.errors import WrongUseError
from nkpressure.run.folders import write_whole
from nkpressure.shipped import shipped_folder
from nkpressure.teach.exercise_notebooks import (
    instructor_copy,
    notebook_text,
    read_exercise_notebook,
    student_copy,
)
from nkpressure.teach.exercises import QUESTIONS, TEXTS, Exercises, read_exercises
from nkpressure.teach.keys import (
    KEYS,
    Key,
    KeyCode,
    KeyMark,
    KeyNumber,
    KeyVoice,
    keys_folder,
    needed_key,
)

ASSIGNMENT = "exercises"  # nbgrader's word for a folder of notebooks that is handed out together
STUDENT_PAGE = "START.md"
_FILES = Path(__file__).parent / "files"


def shipped_exercises() -> Path:
    """Return the folder of the exercises that come with the package."""
    return shipped_folder("notebooks") / "exercises"


def release_exercises(folder: Path, exercises: Path | None = None) -> Path:
    """Write the student copies to a folder that is new or empty: no solutions, no keys.

    Raises WrongUseError where something lies in it already or an exercise has no notebook.
    """
    read = read_exercises(exercises or shipped_exercises())
    _refuse_used(folder)
    files = dict(_student_files(read))
    _write(folder, files)
    return folder


def release_course(folder: Path, exercises: Path | None = None, keys: Path | None = None) -> Path:
    """Write a course for nbgrader: the notebooks with answers and hidden tests, the keys apart.

    Raises WrongUseError where the folder is not empty or a key is missing.
    """
    read = read_exercises(exercises or shipped_exercises())
    _refuse_used(folder)
    found = keys or keys_folder(read)
    solutions = {q.id: solution_source(needed_key(q, read, found)) for q in read.questions}
    files = {}
    for name, content in _student_files(read):
        if name.endswith(".ipynb"):
            notebook = instructor_copy(json.loads(content), solutions)
            content = notebook_text(notebook)
        files[f"source/{ASSIGNMENT}/{name}"] = content
    if found is not None:
        for path in sorted(found.glob("*.yaml")):
            files[f"{KEYS}/{path.name}"] = path.read_text(encoding="utf-8")
    files["nbgrader_config.py"] = (_FILES / "nbgrader_config.txt").read_text(encoding="utf-8")
    _write(folder, files)
    return folder


def solution_answer(key: Key) -> Any:
    """Return the answer that a student would type to win full marks."""
    match key[0]:
        case KeyMark():
            return [_typed_mark(mark) for mark in key if isinstance(mark, KeyMark)]
        case KeyCode():
            codes = [each for each in key if isinstance(each, KeyCode)]
            return {each.item: _one_or_all(each.values) for each in codes}
        case KeyVoice():
            return [voice.name for voice in key if isinstance(voice, KeyVoice)]
        case KeyNumber():
            return {each.item: each.value for each in key if isinstance(each, KeyNumber)}


def solution_source(key: Key) -> str:
    """Write the answer of a key as Python, a line for each thing that is asked for."""
    answer = solution_answer(key)
    if isinstance(answer, dict):
        lines = [f"    {item!r}: {value!r}," for item, value in answer.items()]
        return "\n".join(["{", *lines, "}"])
    return "\n".join(["[", *(f"    {member!r}," for member in answer), "]"])


def _typed_mark(mark: KeyMark) -> Any:
    return (mark.typed, *mark.values.values()) if mark.values else mark.typed


def _one_or_all(values: Mapping[str, str]) -> Any:
    return next(iter(values.values())) if len(values) == 1 else tuple(values.values())


def _student_files(exercises: Exercises) -> Iterator[tuple[str, str]]:
    for exercise in exercises.exercises:
        path = exercises.folder / f"{exercise.file}.ipynb"
        if not path.is_file():
            raise WrongUseError(
                f"{path}: this notebook is missing; each file under {QUESTIONS} needs its notebook"
            )
        yield path.name, notebook_text(student_copy(read_exercise_notebook(path)))
        questions = exercises.folder / QUESTIONS / f"{exercise.file}.yaml"
        yield f"{QUESTIONS}/{questions.name}", questions.read_text(encoding="utf-8")
    for file in sorted({q.passage.file for q in exercises.questions if q.passage}):
        path = exercises.folder / TEXTS / file
        with path.open(encoding="utf-8", newline="") as text:
            yield f"{TEXTS}/{file}", text.read()
    yield STUDENT_PAGE, (_FILES / "start.md").read_text(encoding="utf-8")


def _refuse_used(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise WrongUseError(f"{folder}: this is a file; a release needs a folder")
    if folder.is_dir() and any(folder.iterdir()):
        raise WrongUseError(f"{folder}: this folder is not empty; name a new one")


def _write(folder: Path, files: Mapping[str, str]) -> None:
    try:
        for name, content in files.items():
            write_whole(folder / name, content)
    except OSError as error:
        raise WrongUseError(f"{folder}: cannot be written ({error})") from None
