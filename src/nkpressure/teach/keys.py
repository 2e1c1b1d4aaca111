"""Reads keys: what counts as right, with the reason where the codebook's rule does not say it all.

The key of a practice question stands beside the question. Those of graded questions lie in a
folder of their own, which no student copy holds.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nkpressure.errors import BadTableError, WrongUseError
from nkpressure.model import Span
from nkpressure.shipped import shipped_folder
from nkpressure.teach.exercises import Exercises, Question, QuestionKind, loaded_yaml
from nkpressure.teach.quoted_words import find_quotes

KEYS = "keys"
KEYS_VARIABLE = "NKPRESSURE_KEYS"  # names the folder of keys where it lies elsewhere


@dataclass(frozen=True, slots=True)
class KeyMark:
    """Words that are to be marked; optional ones may be marked, and need not be.

    `typed` is how a student would type them: with words around, where they stand twice.
    """

    span: Span
    words: str
    typed: str
    values: Mapping[str, str]
    why: str | None
    optional: bool


@dataclass(frozen=True, slots=True)
class KeyCode:
    """What an item is to be coded as."""

    item: str
    values: Mapping[str, str]
    why: str | None


@dataclass(frozen=True, slots=True)
class KeyVoice:
    """A link of a chain: the name of the voice, and what else it may be called."""

    name: str
    also: tuple[str, ...]
    why: str | None


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """A number with its tolerance; `traps` are wrong numbers that tell which mistake was made."""

    item: str
    value: float
    within: float
    why: str | None
    traps: tuple[tuple[float, str], ...]


Key = tuple[KeyMark, ...] | tuple[KeyCode, ...] | tuple[KeyVoice, ...] | tuple[KeyNumber, ...]


def keys_folder(exercises: Exercises) -> Path | None:
    """Return the folder with the keys of graded questions; None where there is none, as in a copy.

    The environment variable NKPRESSURE_KEYS names it, else it is the folder `keys` beside the
    questions; of the exercises that come with the package it lies in the source, under `teaching`.
    """
    if os.environ.get(KEYS_VARIABLE):
        return Path(os.environ[KEYS_VARIABLE])
    if (exercises.folder / KEYS).is_dir():
        return exercises.folder / KEYS
    try:
        if exercises.folder.samefile(shipped_folder("notebooks") / "exercises"):
            return shipped_folder("teaching") / KEYS
    except (WrongUseError, OSError):
        pass
    return None


def read_key(question: Question, exercises: Exercises, folder: Path | None) -> Key | None:
    """Return the key of a question; None where it is graded and the folder has no key for it.

    Raises BadTableError, with file and question, where a key does not fit its question.
    """
    if question.practice:
        return _key(question, question.own_key, f"questions of {question.exercise}")
    exercise = next(e for e in exercises.exercises if e.name == question.exercise)
    path = folder / f"{exercise.file}.yaml" if folder else None
    if path is None or not path.is_file():
        return None
    content = loaded_yaml(path)
    if question.name not in content:
        return None
    return _key(question, content[question.name], str(path))


def needed_key(question: Question, exercises: Exercises, folder: Path | None) -> Key:
    """Return the key of a question; WrongUseError says where one is to be put if it lacks."""
    key = read_key(question, exercises, folder)
    if key is None:
        where = f"{folder} holds" if folder else "this installation has"
        raise WrongUseError(
            f"{where} no key for {question.id}; name the folder that does with --keys"
        )
    return key


def _key(question: Question, content: Any, place: str) -> Key:
    place = f"{place}, {question.name}"
    try:
        key: Key = _KINDS[question.kind](question, content, place)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadTableError(f"{place}: this key cannot be read ({error})") from None
    if not key:
        raise BadTableError(f"{place}: this key is empty")
    return key


def _marks(question: Question, content: Any, place: str) -> tuple[KeyMark, ...]:
    if question.passage is None:
        raise BadTableError(f"{place}: a question of marks needs a text")
    found = find_quotes([str(entry["words"]) for entry in content], question.passage.text)
    marks = []
    for entry, each in zip(content, found, strict=True):
        if len(each.spans) != 1:
            raise BadTableError(f"{place}: {each.question or 'one mark for each entry, please'}")
        span = each.spans[0]
        marks.append(
            KeyMark(
                span,
                span.of(question.passage.text),
                str(entry["words"]),
                _values(question, entry, place),
                _why(entry),
                bool(entry.get("optional", False)),
            )
        )
    return tuple(sorted(marks, key=lambda mark: mark.span))


def _codes(question: Question, content: Any, place: str) -> tuple[KeyCode, ...]:
    _same_items(question, content, place)
    return tuple(
        KeyCode(item, _values(question, content[item], place), _why(content[item]))
        for item in question.items
    )


def _chain(question: Question, content: Any, place: str) -> tuple[KeyVoice, ...]:
    return tuple(
        KeyVoice(str(entry["voice"]), tuple(map(str, entry.get("also", ()))), _why(entry))
        for entry in content
    )


def _numbers(question: Question, content: Any, place: str) -> tuple[KeyNumber, ...]:
    _same_items(question, content, place)
    return tuple(
        KeyNumber(
            item,
            float(content[item]["value"]),
            float(content[item].get("within", 0)),
            _why(content[item]),
            tuple((float(t["value"]), str(t["why"])) for t in content[item].get("traps", ())),
        )
        for item in question.items
    )


_KINDS: Mapping[QuestionKind, Callable[[Question, Any, str], Key]] = {
    QuestionKind.MARKS: _marks,
    QuestionKind.CODES: _codes,
    QuestionKind.CHAIN: _chain,
    QuestionKind.NUMBERS: _numbers,
}


def _same_items(question: Question, content: Mapping[str, Any], place: str) -> None:
    differing = set(question.items) ^ set(map(str, content))
    if differing:
        raise BadTableError(f"{place}: question and key differ in {', '.join(sorted(differing))}")


def _values(question: Question, entry: Mapping[str, Any], place: str) -> Mapping[str, str]:
    values = {}
    for field in question.fields:
        code = str(entry[field.name])
        if field.choice(code) is None:
            raise BadTableError(f"{place}: {code!r} is no {field.name} among which to choose")
        values[field.name] = code
    return values


def _why(entry: Mapping[str, Any]) -> str | None:
    return str(entry["why"]) if "why" in entry else None
