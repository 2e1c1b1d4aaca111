"""Turns the notebooks of exercises into students' and instructors' copies, in nbgrader's format.

A cell knows by its metadata whether a student fills it in (solution) or it grades (grade, locked).
What stands between BEGIN SOLUTION and END SOLUTION, or between the same words for HIDDEN TESTS, is
for instructors alone.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nkpressure.errors import WrongUseError

Notebook = dict[str, Any]

_CHECK = re.compile(r"""^\s*check\(\s*(["'])(?P<question>[^"']+)\1\s*,\s*(?P<answer>\w+)\s*\)""")
_REGIONS = ("SOLUTION", "HIDDEN TESTS")


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """What a cell checks: the question's id and the name that holds the answer."""

    question: str
    variable: str


def read_exercise_notebook(path: Path) -> Notebook:
    """Read a notebook file.

    Raises WrongUseError with one sentence where it is no notebook.
    """
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise WrongUseError(f"{path.name}: cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError):
        raise WrongUseError(
            f"{path.name}: this is no notebook, or its file is broken; ask for it anew"
        ) from None
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list) or not all(_is_cell(cell) for cell in cells):
        raise WrongUseError(f"{path.name}: this is no Jupyter notebook (format 4); ask for it anew")
    return dict(content)


def notebook_text(notebook: Notebook) -> str:
    """Write a notebook as the text of its file."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def source_of(cell: Mapping[str, Any]) -> str:
    """Return the source of a cell, which a file holds as a string or as its lines."""
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def checked_answer(cell: Mapping[str, Any]) -> CheckedAnswer | None:
    """Return what a code cell checks; None where it checks nothing.

    >>> checked_answer({"cell_type": "code", "source": 'check("mark/actors", actors)'})
    CheckedAnswer(question='mark/actors', variable='actors')
    """
    match = _CHECK.search(source_of(cell)) if cell.get("cell_type") == "code" else None
    return CheckedAnswer(match["question"], match["answer"]) if match else None


def student_copy(notebook: Notebook) -> Notebook:
    """Cut solutions and hidden tests, and drop what running the notebook has left."""
    return _with_sources(notebook, lambda source: _cut(source))


def instructor_copy(notebook: Notebook, solutions: Mapping[str, str]) -> Notebook:
    """Put the solutions in, keyed by question, and hidden tests that give nbgrader the points."""
    cells: list[Notebook] = [dict(cell) for cell in student_copy(notebook)["cells"]]
    for place, cell in enumerate(cells):
        checked = checked_answer(cell)
        if checked is None or checked.question not in solutions:
            continue
        answer = f"{checked.variable} = {solutions[checked.question]}"
        before = _solution_cell(cells, place)
        if before is not None:
            before["source"] = _lines(f"{source_of(before)}\n{_region('SOLUTION', answer)}")
        if nbgrader_of(cell).get("grade"):
            test = (
                "from nkpressure.teach import points\n\n"
                f'points("{checked.question}", {checked.variable})'
            )
            cell["source"] = _lines(f"{source_of(cell)}\n{_region('HIDDEN TESTS', test)}")
    return {**notebook, "cells": cells}


def nbgrader_of(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what nbgrader keeps of a cell; empty where that is nothing, or nonsense."""
    metadata = cell.get("metadata")
    kept = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return kept if isinstance(kept, dict) else {}


def _solution_cell(cells: list[Notebook], place: int) -> Notebook | None:
    for cell in reversed(cells[:place]):
        if nbgrader_of(cell).get("solution"):
            return cell
    return None


def _region(name: str, source: str) -> str:
    return f"### BEGIN {name}\n{source}\n### END {name}"


def _cut(source: str) -> str:
    for name in _REGIONS:
        region = rf"^[^\S\n]*#+ ?BEGIN {name}\b.*?(?:^[^\n]*#+ ?END {name}\b[^\n]*(?:\n|\Z)|\Z)"
        source = re.sub(region, "", source, flags=re.MULTILINE | re.DOTALL)
    return source.rstrip("\n")


def _with_sources(notebook: Notebook, change: Any) -> Notebook:
    cells = []
    for cell in notebook["cells"]:
        changed = {**cell, "source": _lines(change(source_of(cell)))}
        if cell.get("cell_type") == "code":
            changed |= {"outputs": [], "execution_count": None}
        cells.append(changed)
    return {**notebook, "cells": cells}


def _lines(source: str) -> list[str]:
    return source.splitlines(keepends=True)


def _is_cell(cell: Any) -> bool:
    return isinstance(cell, dict) and isinstance(cell.get("source", ""), str | list)
