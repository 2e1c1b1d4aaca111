"""Parameters that name a file or a folder of the user's, such as a transcript.

A path means what it says in the folder in which the command is given, and what lies there is one
of the inputs on which a report rests. The corpus and the tables are looked after elsewhere.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nkpressure.run.digests import file_digest

_LOOKED_AFTER = frozenset({"corpus", "document", "tables", "published"})


def paths_from(parameters: Mapping[str, Any], kernel_folder: Path) -> dict[str, Any]:
    """Return the parameters with paths as they read from the folder in which kernels work."""
    return {
        name: _from(kernel_folder, Path(value)) if _names_path(name, value, Path()) else value
        for name, value in parameters.items()
    }


def content_digests(parameters: Mapping[str, Any], kernel_folder: Path) -> dict[str, str]:
    """Return a checksum of what lies at each path among a notebook's parameters."""
    return {
        f"content of {name}": _digest_at(kernel_folder / value)
        for name, value in parameters.items()
        if _names_path(name, value, kernel_folder)
    }


def _names_path(name: str, value: Any, folder: Path) -> bool:
    """A word may happen to be the name of a folder; a folder is meant where a slash stands."""
    if name in _LOOKED_AFTER or not isinstance(value, str) or not value:
        return False
    path = folder / value
    try:
        return path.is_file() or ("/" in value.replace(os.sep, "/") and path.is_dir())
    except OSError:  # longer than any name of a file
        return False


def _from(kernel_folder: Path, path: Path) -> str:
    try:
        return Path(os.path.relpath(path.resolve(), kernel_folder)).as_posix()
    except ValueError:  # on another drive, which has no relative path
        return str(path.resolve())


def _digest_at(path: Path) -> str:
    files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    return file_digest(b"".join(file_digest(each.read_bytes()).encode() for each in files))
