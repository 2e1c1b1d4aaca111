"""What earlier runs have made: what each piece rested on, and which files it wrote.

Each piece of a report keeps a small file in the report's hidden folder, written after all its
others. So a run that is broken off leaves pieces that are done and pieces that are not, and none
that only seems done.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from nkpressure.errors import WrongUseError
from nkpressure.run.digests import file_digest, reason_for
from nkpressure.run.folders import write_whole

HIDDEN = ".nkpressure"
_PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece of a report: what it rests on, its files with their checksums, what it has to say.

    Files are named by their place in the report. `said` holds what other pages need of this one.
    """

    inputs: Mapping[str, str]
    files: Mapping[str, str] = field(default_factory=dict)
    failure: str | None = None
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Keeper:
    """The hidden folder of one report."""

    report: Path

    def read(self, piece: str) -> Kept | None:
        """Return what is kept of a piece ("piie-2017-07/02_who_is_named"), None if nothing is."""
        try:
            return Kept(**json.loads(self._path(piece).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def pieces(self) -> list[str]:
        """List the pieces of which something is kept."""
        home = self.report / HIDDEN
        return sorted(
            path.relative_to(home).with_suffix("").as_posix() for path in home.glob("*/*.json")
        )

    def reason(self, piece: str, inputs: Mapping[str, str]) -> str | None:
        """Say why a piece has to be made again; None where it stands as it should."""
        kept = self.read(piece)
        if kept is None:
            return "there is none yet"
        if not kept.inputs:
            return "it was broken off the last time"
        if kept.failure is not None:
            return "it failed the last time"
        return reason_for(kept.inputs, inputs) or self._damage(kept)

    def _damage(self, kept: Kept) -> str | None:
        for name, stated in kept.files.items():
            path = self.report / name
            if not path.is_file():
                return f"{name} is missing"
            if file_digest(path.read_bytes()) != stated:
                return f"{name} was changed by somebody else"
        return None

    def write(self, piece: str, made: Kept, contents: Mapping[str, bytes]) -> Kept:
        """Write the files of a piece and then its note; take away files that it no longer has."""
        before = self.read(piece)
        old = before.files if before else {}
        # Said beforehand, so that a run that is broken off here leaves no file without an owner.
        self._note(piece, Kept({}, dict.fromkeys([*old, *contents], "")))
        for name, content in contents.items():
            self.put(name, content)
        for name in [name for name in old if name not in contents]:
            (self.report / name).unlink(missing_ok=True)
        files = {name: file_digest(content) for name, content in contents.items()}
        finished = Kept(made.inputs, files, made.failure, made.said)
        self._note(piece, finished)
        return finished

    def put(self, name: str, content: bytes) -> None:
        """Write one file of the report, whole or not at all."""
        write_whole(self.report / name, content, self.report / HIDDEN / _PARTS)

    def drop(self, piece: str) -> int:
        """Take away a piece with its files; return how many files there were."""
        kept = self.read(piece)
        names = [name for name in kept.files if _is_inside(name)] if kept else []
        there = [self.report / name for name in names if (self.report / name).is_file()]
        for path in there:
            path.unlink()
        self._path(piece).unlink(missing_ok=True)
        for folder in sorted({path.parent for path in [*there, self._path(piece)]}, reverse=True):
            _remove_empty(folder, self.report)
        return len(there)

    def _note(self, piece: str, kept: Kept) -> None:
        words = json.dumps(asdict(kept), ensure_ascii=False, indent=1, sort_keys=True)
        self.put(self._path(piece).relative_to(self.report).as_posix(), f"{words}\n".encode())

    def _path(self, piece: str) -> Path:
        return self.report / HIDDEN / f"{piece}.json"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other runs out of this report, and clear away what one that was killed left.

        Raises WrongUseError where another run is writing it.
        """
        home = self.report / HIDDEN
        home.mkdir(parents=True, exist_ok=True)
        with _locked(home):
            shutil.rmtree(home / _PARTS, ignore_errors=True)
            yield
            shutil.rmtree(home / _PARTS, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, which the system gives back however the process ends."""
    if sys.platform == "win32":  # a folder cannot be locked there
        yield
        return
    import fcntl

    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise WrongUseError(
            f"{folder.parent}: another run is writing this report; wait for its end"
        ) from None
    finally:
        os.close(lock)


def _is_inside(name: str) -> bool:
    """A note that somebody has tampered with must not lead out of the report."""
    return not Path(name).is_absolute() and ".." not in Path(name).parts


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
