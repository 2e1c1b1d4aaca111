"""Where a report's files go: names that are safe on every disk, and writing that is whole or not.

A document's id comes from a user's list and may be anything; its folder must never leave the
report, whatever the id holds.
"""

import hashlib
import os
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from nkpressure.errors import WrongUseError

LONGEST_NAME = 80

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# Names that a report itself uses, and those that Windows keeps for devices.
_TAKEN = re.compile(
    r"(?: corpus | index | records | run | times | changes | assets | ro-crate-metadata"
    r" | con | prn | aux | nul | com\d | lpt\d ) (?: \..* )?",
    re.VERBOSE | re.IGNORECASE,
)


def folder_names(ids: Iterable[str]) -> dict[str, str]:
    """Return a folder name for each document id: the id itself where it is safe, else like it.

    >>> folder_names(["piie-2017-07", "../etc"])
    {'piie-2017-07': 'piie-2017-07', '../etc': 'etc-f7f9121f'}
    """
    ids = list(dict.fromkeys(ids))
    # "Note" and "note" are one folder on most laptops.
    seen = Counter(each.casefold() for each in ids)
    return {
        each: each if _is_safe(each) and seen[each.casefold()] == 1 else _like(each) for each in ids
    }


def file_name(words: str) -> str:
    """Return a safe file name for free words, such as the caption of a table.

    >>> file_name("Who is named?")
    'who-is-named'
    """
    return _slug(words).lower() or "unnamed"


def _is_safe(name: str) -> bool:
    return (
        len(name) <= LONGEST_NAME
        and _SAFE.fullmatch(name) is not None
        and not name.endswith(".")
        and _TAKEN.fullmatch(name) is None
    )


def _like(name: str) -> str:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{_slug(name) or 'document'}-{digest}"


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain)[: LONGEST_NAME - 9].strip("-")


def report_folder(path: Path) -> Path:
    """Make the folder of a report ready to be written.

    Raises WrongUseError where it is a file, cannot be written, or holds pages that are not ours;
    whatever else lies in it stays untouched.
    """
    ours = (path / "run.json").is_file() and b'"nkpressure"' in (path / "run.json").read_bytes()
    foreign = [name for name in ("index.html", "records.jsonl") if (path / name).exists()]
    if foreign and not ours:
        raise WrongUseError(
            f"{path} holds a {foreign[0]} that is no report of nkpressure; name another folder"
        )
    return writable_folder(path, "a report")


def writable_folder(path: Path, what: str) -> Path:
    """Make a folder for `what` is to be written into it, and return it.

    Raises WrongUseError, before any work is done, where it is a file or cannot be written.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            return path
    except (FileExistsError, NotADirectoryError):
        raise WrongUseError(f"{path}: this is a file; {what} needs a folder") from None
    except OSError as error:
        raise WrongUseError(f"{path}: cannot be written ({error.strerror})") from None


def writable_file(path: Path) -> Path:
    """Return the path of a file to be written.

    Raises WrongUseError, before any work is done, where it cannot be.
    """
    if path.is_dir():
        raise WrongUseError(f"{path}: this is a folder; name a file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent):
            return path
    except OSError as error:
        raise WrongUseError(f"{path}: cannot be written ({error.strerror})") from None


def write_whole(
    path: Path, content: str | bytes | Iterable[str], parts: Path | None = None
) -> None:
    """Write a file, all at once or piece by piece, so that nobody ever meets half of it.

    The file grows in the folder `parts`, else beside its place; both must be on one disk.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = parts or path.parent
    parts.mkdir(parents=True, exist_ok=True)
    pieces = [content] if isinstance(content, str | bytes) else content
    part = parts / f".{path.name[:LONGEST_NAME]}.{os.getpid()}.part"
    try:
        with part.open("wb") as file:
            for piece in pieces:
                # A lone surrogate in an article must not cost the report: it becomes an escape.
                file.write(
                    piece.encode("utf-8", "backslashreplace") if isinstance(piece, str) else piece
                )
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
