"""Reads JSON that another tool wrote, and says in one sentence where it is something else."""

import json
from pathlib import Path
from typing import Any

from nkpressure.errors import UnreadableDocumentError


def strange(file: Path, problem: str) -> UnreadableDocumentError:
    """Return the error that a file is not what its format asks for."""
    return UnreadableDocumentError(f"{file}: {problem}; is this a file of that tool?")


def read_json(file: Path) -> Any:
    """Return what a JSON file holds."""
    try:
        return json.loads(_text(file))
    except json.JSONDecodeError as error:
        raise strange(file, f"line {error.lineno} is no JSON ({error.msg})") from None


def read_json_lines(file: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of one JSON object a line."""
    found = []
    for number, line in enumerate(_text(file).split("\n"), 1):
        if line.strip():
            try:
                each = json.loads(line)
            except json.JSONDecodeError as error:
                raise strange(file, f"line {number} is no JSON ({error.msg})") from None
            if not isinstance(each, dict):
                raise strange(file, f"line {number} is no JSON object")
            found.append(each)
    return found


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableDocumentError(f"{file}: cannot be read ({error})") from None
