"""Runs a submitted notebook in a process and a folder of its own, and takes its answers.

The answers come out by `check`, which writes them to a file; keys and scores stay on this side. It
is no sandbox: the code of a submission runs with the rights of the one who grades.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nkpressure.run.folders import write_whole
from nkpressure.teach.checking import ANSWERS_VARIABLE
from nkpressure.teach.exercise_notebooks import CheckedAnswer
from nkpressure.teach.keys import KEYS_VARIABLE

_MOST_READ = 8 * 1024**2  # bytes of answers; more than anybody types
_ERRORS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a submitted notebook answered, by question, and what went wrong on the way."""

    answers: Mapping[str, Any]
    problems: tuple[str, ...]


@dataclass(slots=True)
class _Notes:
    begun: int = 0
    done: bool = False
    errors: list[tuple[int, str]] = field(default_factory=list)


def run_attempt(
    sources: Sequence[str],
    checks: Sequence[CheckedAnswer],
    files: Mapping[str, str],
    seconds: float,
) -> Attempt:
    """Run the code cells of a notebook beside the exercise's files, at most so many seconds.

    A single cell may take a third of the time. `checks` are made after the last cell, for what the
    student has typed but not checked.
    """
    with tempfile.TemporaryDirectory(prefix="nk-", ignore_cleanup_errors=True) as scratch:
        room, desk = Path(scratch) / "notes", Path(scratch) / "desk"
        room.mkdir()
        for name, content in files.items():
            write_whole(desk / name, content)
        desk.mkdir(exist_ok=True)
        cells, notes, answers = room / "cells.json", room / "notes.jsonl", room / "answers.jsonl"
        closing = [_late_check(check) for check in checks]
        cells.write_text(json.dumps([*sources, *closing]), encoding="utf-8")
        ended = _run(
            [str(cells), str(notes), f"{seconds / 3:g}"],
            desk,
            _surroundings(answers, room),
            seconds,
        )
        read = _read_notes(_lines(notes))
        return Attempt(
            _read_answers(_lines(answers)), _problems(read, ended, len(sources), seconds)
        )


def _late_check(check: CheckedAnswer) -> str:
    """A cell that checks an answer if there is one; its own failure is no student's."""
    return (
        "from nkpressure.teach import check as _late_check\n"
        f"if {check.variable!r} in globals():\n"
        f"    _late_check({check.question!r}, {check.variable})"
    )


def _surroundings(answers: Path, room: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in (KEYS_VARIABLE, "PYTHONSTARTUP", "DISPLAY")
    }
    own = {"IPYTHONDIR": str(room), "MPLCONFIGDIR": str(room)}
    settled = {"PYTHONHASHSEED": "0", "MPLBACKEND": "agg", "OPENBLAS_NUM_THREADS": "1"}
    return {**kept, **own, **settled, ANSWERS_VARIABLE: str(answers)}


def _run(
    arguments: Sequence[str], folder: Path, surroundings: Mapping[str, str], seconds: float
) -> int | None:
    """Run the process, and return how it ended; None where its time was up."""
    process = subprocess.Popen(
        # -P: a pandas.py beside the notebook must not be imported.
        [sys.executable, "-P", "-m", "nkpressure.teach.attempt_process", *arguments],
        cwd=folder,
        env=dict(surroundings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process with all that it has started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _lines(path: Path) -> list[Any]:
    """Read JSON lines, leaving out what a dying process wrote half or a student wrote wrong."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_READ)
    except OSError:
        return []
    found = []
    for line in content.splitlines():
        with suppress(ValueError, RecursionError):
            found.append(json.loads(line))
    return [each for each in found if isinstance(each, dict)]


def _read_answers(lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Take the last answer to each question; an empty one does not undo one that is given."""
    answers: dict[str, Any] = {}
    for line in lines:
        question, answer = line.get("question"), line.get("answer")
        if isinstance(question, str) and (answer or question not in answers):
            answers[question] = answer
    return answers


def _read_notes(lines: Sequence[Mapping[str, Any]]) -> _Notes:
    notes = _Notes()
    for line in lines:
        notes.begun = line.get("begun") or notes.begun
        notes.done = notes.done or "done" in line
        if line.get("error"):
            notes.errors.append((line["ended"], line["error"]))
    return notes


def _problems(notes: _Notes, ended: int | None, cells: int, seconds: float) -> tuple[str, ...]:
    own = [(number, error) for number, error in notes.errors if number <= cells]
    said = [f"cell [{number}]: {error}" for number, error in own[:_ERRORS_NAMED]]
    if more := len(own) - len(said):
        said.append(f"{more} more cell{'' if more == 1 else 's'} failed")
    if notes.done:
        return tuple(said)
    at = f"cell [{min(notes.begun, cells)}]" if notes.begun else "its start"
    if ended is None:
        said.append(f"the notebook was stopped at {at}, after {seconds:g} seconds")
    else:
        said.append(f"the notebook ended its own process at {at}; what came before it counts")
    return tuple(said)
