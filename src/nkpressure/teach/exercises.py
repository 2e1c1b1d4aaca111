"""Reads the exercises: what they ask, in which form, about which passage, with which hints.

An exercise is a YAML file under `questions/` and a notebook beside that folder. The passages lie
under `texts/`. Keys are read apart, by `nkpressure.teach.keys`.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nkpressure.codebook import Code, Codebook, read_codebook
from nkpressure.errors import BadTableError, WrongUseError

QUESTIONS, TEXTS = "questions", "texts"


class QuestionKind(StrEnum):
    """In which form a question is answered."""

    MARKS = "marks"  # words of a passage, each with codes or without
    CODES = "codes"  # a code, or several, for each of some items
    CHAIN = "chain"  # voices, the origin first
    NUMBERS = "numbers"  # a number for each of some items


@dataclass(frozen=True, slots=True)
class Field:
    """What is to be coded, such as the direction, and the codes among which to choose."""

    name: str
    choices: tuple[Code, ...]

    def choice(self, code: str) -> Code | None:
        """Return the choice of that code; None where it is not among them."""
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True, slots=True)
class Passage:
    """The text that a question is about, and where it is taken from: a seed, or invented."""

    text: str
    file: str
    source: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an exercise; `own_key` stands in the exercise itself where it is practice."""

    exercise: str
    name: str
    kind: QuestionKind
    asks: str
    points: float
    practice: bool
    passage: Passage | None
    fields: tuple[Field, ...]
    items: Mapping[str, str]
    hints: tuple[str, ...]
    own_key: Any

    @property
    def id(self) -> str:
        """The name under which it is checked: exercise/question."""
        return f"{self.exercise}/{self.name}"


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise: its goal, how long it takes, its questions; `file` has no suffix."""

    name: str
    file: str
    title: str
    goal: str
    minutes: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Exercises:
    """All exercises of a folder, in their order."""

    folder: Path
    exercises: tuple[Exercise, ...]

    @property
    def questions(self) -> Iterator[Question]:
        """All questions, exercise by exercise."""
        return (question for exercise in self.exercises for question in exercise.questions)

    def question(self, id: str) -> Question:
        """Return the question of that id.

        Raises WrongUseError where there is none; it names the one that was perhaps meant.
        """
        known = {question.id: question for question in self.questions}
        if id in known:
            return known[id]
        close = difflib.get_close_matches(str(id), known, 1)
        meant = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(known)}"
        raise WrongUseError(f"there is no question {id!r}; {meant}")


def read_exercises(folder: Path) -> Exercises:
    """Read the exercises of a folder.

    Raises WrongUseError where the folder holds none, BadTableError with file and place where one
    of them cannot be read.

    >>> from nkpressure.shipped import shipped_folder
    >>> exercises = read_exercises(shipped_folder("notebooks") / "exercises")
    >>> exercises.question("mark/warm-up").kind.value
    'marks'
    """
    paths = sorted((folder / QUESTIONS).glob("*.yaml"))
    if not paths:
        raise WrongUseError(f"{folder}: no exercise (questions/*.yaml) lies in this folder")
    texts = sorted((folder / TEXTS).glob("*"))
    return _read(folder, tuple((path, path.stat().st_mtime_ns) for path in (*paths, *texts)))


@cache
def _read(folder: Path, files: tuple[tuple[Path, int], ...]) -> Exercises:
    """Read each state of a folder once: a notebook checks many answers."""
    paths = [path for path, _ in files if path.parent.name == QUESTIONS]
    book = read_codebook()
    return Exercises(folder, tuple(_exercise(path, folder, book) for path in paths))


def loaded_yaml(path: Path) -> Mapping[str, Any]:
    """Return the mapping that a YAML file holds; BadTableError names the file and the line."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise BadTableError(f"{path}{line}: this is no YAML") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadTableError(f"{path}: cannot be read ({error})") from None
    if not isinstance(content, dict):
        raise BadTableError(f"{path}: here must stand names with values")
    return content


def _exercise(path: Path, folder: Path, book: Codebook) -> Exercise:
    content = loaded_yaml(path)
    try:
        passages = {
            name: _passage(folder, entry) for name, entry in content.get("texts", {}).items()
        }
        name = str(content["exercise"])
        return Exercise(
            name=name,
            file=path.stem,
            title=str(content["title"]),
            goal=str(content["goal"]),
            minutes=int(content["minutes"]),
            questions=tuple(_question(name, each, passages, book) for each in content["questions"]),
        )
    except KeyError as error:
        raise BadTableError(f"{path}: {error.args[0]!r} is missing or unknown") from None
    except (ValueError, TypeError, AttributeError, OSError) as error:
        raise BadTableError(f"{path}: {error}") from None


def _passage(folder: Path, entry: Mapping[str, Any]) -> Passage:
    path = folder / TEXTS / entry["file"]
    with path.open(encoding="utf-8", newline="") as file:
        return Passage(file.read().rstrip("\n"), entry["file"], str(entry["source"]))


def _question(
    exercise: str, entry: Mapping[str, Any], passages: Mapping[str, Passage], book: Codebook
) -> Question:
    fields = entry.get("fields") or {}
    return Question(
        exercise=exercise,
        name=str(entry["id"]),
        kind=QuestionKind(entry["kind"]),
        asks=str(entry["asks"]),
        points=float(entry["points"]),
        practice="key" in entry,
        passage=passages[entry["text"]] if "text" in entry else None,
        fields=tuple(Field(name, _choices(value, book)) for name, value in fields.items()),
        items={str(name): str(words) for name, words in (entry.get("items") or {}).items()},
        hints=tuple(map(str, entry.get("hints") or ())),
        own_key=entry.get("key"),
    )


def _choices(value: Any, book: Codebook) -> tuple[Code, ...]:
    """Return a closed set of the codebook by its name, or the codes that the exercise defines."""
    if value == "families":
        return tuple(
            Code(family.family, family.definition, name=family.name) for family in book.families
        )
    if isinstance(value, str):
        return tuple(getattr(book, value))
    return tuple(
        Code(
            code=str(entry["code"]),
            definition=str(entry["definition"]),
            include=tuple(map(str, entry.get("include", ()))),
            exclude=tuple(map(str, entry.get("exclude", ()))),
        )
        for entry in value
    )
