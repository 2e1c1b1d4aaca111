"""Tells a store's folder from others, and says what is wrong with one that cannot be read."""

import json
from pathlib import Path

FAMILY = "nkpressure store"  # what the format of every store begins with, whatever its version
_HIDDEN, _REPORT = ".nkpressure", "run.json"  # reports have the one too, and the other


def is_store(folder: Path | str) -> bool:
    """Say whether a folder is a store, finished or not, of this version or of another.

    >>> is_store("seeds")
    False
    """
    path = Path(folder)
    if format_of(path) is not None:
        return True
    return (path / _HIDDEN).is_dir() and not (path / _REPORT).exists()


def format_of(folder: Path) -> str | None:
    """Return the format that a manifest names; None where there is no manifest of a store."""
    try:
        said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    named = said.get("format") if isinstance(said, dict) else None
    return named if isinstance(named, str) and named.startswith(FAMILY) else None


def why_not(folder: Path) -> str:
    """Return in one sentence why a folder cannot be opened as a store of this version."""
    if not folder.is_dir():
        return f"{folder}: there is no such folder; check the name"
    named = format_of(folder)
    if named is not None:
        return (
            f"{folder}: this store is of another version ({named}); make it anew with: "
            "nkpressure annotate CORPUS --to NEW_FOLDER"
        )
    if is_store(folder):
        return f"{folder}: this store is not finished; run nkpressure annotate again"
    return f"{folder}: this is no store; nkpressure annotate CORPUS --to {folder} makes one"


def is_being_changed(folder: Path) -> bool:
    """Say whether an update of a finished store has begun and not come to its end."""
    return any((folder / _HIDDEN / name).is_dir() for name in ("shards", "made"))
