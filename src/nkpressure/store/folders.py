"""Where a store keeps what, and writing that a killed process or a full disk cannot spoil.

manifest.json                     what the store rests on, its parts, its counts
documents/<part>.parquet          a row a document
records/kind=actor/<part>.parquet a row a record, and so for each kind
unread.parquet, duplicates.parquet
times.json                        the one file that differs between two equal runs
.nkpressure/                      what is not finished, and the notes of what is
"""

import hashlib
import json
import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nkpressure.errors import WrongUseError
from nkpressure.store.schemas import DOCUMENTS, kinds

MANIFEST = "manifest.json"
TIMES = "times.json"
UNREAD = "unread.parquet"
DUPLICATES = "duplicates.parquet"
FORMAT = "nkpressure store 1"
_HIDDEN = ".nkpressure"


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """The places of a store's files."""

    path: Path

    @property
    def hidden(self) -> Path:
        """What is not finished, and the notes of what is."""
        return self.path / _HIDDEN

    def table(self, table: str) -> Path:
        """Return the folder of a table: of "documents", or of a kind of record.

        >>> StoreFolder(Path("kcna")).table("actor").as_posix()
        'kcna/records/kind=actor'
        """
        return self.path / (DOCUMENTS if table == DOCUMENTS else f"records/kind={table}")

    def part(self, table: str, part: str) -> Path:
        """Return a part's file of one table."""
        return self.table(table) / f"{part}.parquet"

    def made(self, table: str, part: str) -> Path:
        """Return the same file before the store is finished."""
        return self.hidden / "made" / part / f"{table}.parquet"

    def lies(self, table: str, part: str) -> Path:
        """Return where a part's file of one table lies now."""
        finished = self.part(table, part)
        return finished if finished.exists() else self.made(table, part)

    def note(self, part: str) -> Path:
        """Return the note of a part: its shards, their counts, its files."""
        return self.hidden / "parts" / f"{part}.json"

    def shard(self, shard: str) -> Path:
        """Return the file of a shard that has not become a piece of a part yet."""
        return self.hidden / "shards" / shard[:2] / f"{shard}.zip"

    def manifest(self) -> dict[str, Any] | None:
        """Read the manifest; None where there is none of ours."""
        said = read_json(self.path / MANIFEST)
        return said if said is not None and said.get("format") == FORMAT else None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other runs out of the store.

        Raises WrongUseError where another run is writing it. On a system or a disk that knows no
        locks, nothing is kept out.
        """
        self.hidden.mkdir(parents=True, exist_ok=True)
        with (self.hidden / "lock").open("ab") as file:
            if not _lock(file.fileno()):
                raise WrongUseError(
                    f"{self.path}: another run is writing this store; wait for its end"
                )
            yield


def tables() -> tuple[str, ...]:
    """Return the names of the tables of which each part has a file."""
    return (DOCUMENTS, *kinds())


def _lock(file: int) -> bool:
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return True
    return True


def store_folder(path: Path) -> StoreFolder:
    """Make the folder of a store ready to be written.

    Raises WrongUseError where it is a file, cannot be written, or holds what is no store.
    """
    folder = StoreFolder(path.resolve())
    if path.is_file():
        raise WrongUseError(
            f"{path}: this is a file and no store; name a folder, or a file that ends in .jsonl "
            "for records"
        )
    there = sorted(each.name for each in path.iterdir()) if path.is_dir() else []
    if there and not folder.hidden.is_dir() and folder.manifest() is None:
        raise WrongUseError(
            f"{path}: this folder is no store and holds {there[0]}; name a folder that is new or "
            "empty"
        )
    if (path / "run.json").exists():
        raise WrongUseError(f"{path}: this folder holds a report; name another one for the store")
    try:
        folder.hidden.mkdir(parents=True, exist_ok=True)
        (folder.hidden / "lock").touch()
    except OSError as error:
        raise WrongUseError(f"{path}: cannot be written ({error.strerror})") from None
    return folder


def write_durably(path: Path, write: Callable[[Path], object]) -> None:
    """Let a file be written under another name, and give it its own when it is safe on the disk.

    So nobody ever meets half of it, also after the power has failed. Two processes that write the
    same file at once leave one of their two, which are equal.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.parent / f".{path.name}.{uuid.uuid4().hex}.part"
    try:
        write(part)
        _settle(part, os.O_RDWR)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    if os.name != "nt":  # a folder cannot be opened there
        _settle(path.parent, os.O_RDONLY)


def _settle(path: Path, flags: int) -> None:
    file = os.open(path, flags)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def write_json(path: Path, said: Mapping[str, Any]) -> None:
    """Write facts as JSON, whole or not at all."""
    content = (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
    write_durably(path, lambda part: part.write_bytes(content))


def read_json(path: Path) -> dict[str, Any] | None:
    """Read facts from JSON; None where the file is missing or no such file."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return read if isinstance(read, dict) else None


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
