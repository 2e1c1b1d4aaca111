"""Where the bytes of a corpus lie: a folder, or an archive that is never unpacked onto the disk."""

import gzip
import io
import os
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from nkpressure.errors import UnreadableDocumentError
from nkpressure.read.archive_limits import (
    LARGEST_MEMBER,
    check_members,
    is_bomb,
    leads_out,
    read_member,
)

_LARGEST = 512 * 2**20  # bytes of a file that is read whole; no article has as many
_LONGEST_SHOWN = 100  # characters of a name


class Place(Protocol):
    """A folder of files, on the disk or in an archive; it can be pickled."""

    def bytes_of(self, file: str, asked_by: str) -> bytes:
        """Return the bytes of a file in it, which the row `asked_by` names."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on the disk."""

    path: Path

    def bytes_of(self, file: str, asked_by: str) -> bytes:
        """Return the bytes of a file that must lie in the folder.

        Raises UnreadableDocumentError for one that is missing or lies outside.
        """
        path = self.path / file
        if not lies_within(path, self.path):
            raise UnreadableDocumentError(
                f"{asked_by}: {shown_name(file)} lies outside the folder; move the file into it"
            )
        if not _is_file(path):
            raise UnreadableDocumentError(
                f"{asked_by}: there is no file {shown_name(file)} in the folder; "
                "add the file or take out the line"
            )
        return read_bytes(path, file)


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder within a zip archive; its prefix ends in a slash, or is empty."""

    path: Path
    name: str
    prefix: str = ""

    def bytes_of(self, file: str, asked_by: str) -> bytes:
        """Return the bytes of a member.

        Raises UnreadableDocumentError for one that is missing or whose name leads out.
        """
        member = f"{self.prefix}{file}"
        if leads_out(file):
            raise UnreadableDocumentError(
                f"{asked_by}: {shown_name(file)} lies outside the folder; move the file into it"
            )
        archive = opened(self.path, self.name)
        if member not in archive.NameToInfo:
            raise UnreadableDocumentError(
                f"{asked_by}: there is no file {shown_name(file)} in the archive; "
                "add the file or take out the line"
            )
        return read_member(archive, member, f"{self.name}/{member}")


def shown_name(file: str) -> str:
    r"""Return a name in a line; a table whose columns are mixed up names files by their text.

    >>> shown_name("talks\n2018.txt")
    'talks 2018.txt'
    """
    words = " ".join(file.split())
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"


def lies_within(path: Path, folder: Path) -> bool:
    """Say whether a file lies in a folder, once all links are followed."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (ValueError, OSError, RuntimeError):  # a name that no file can have, links in a circle
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long
        return False


def read_bytes(path: Path, name: str) -> bytes:
    """Read a file whole.

    Raises UnreadableDocumentError for one that is missing, locked, a folder or huge.
    """
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > _LARGEST:
                raise UnreadableDocumentError(
                    f"{name}: the file is larger than {_LARGEST // 2**20} MB; divide it"
                )
            return file.read()
    except IsADirectoryError:
        raise UnreadableDocumentError(f"{name}: this is a folder; name a file in it") from None
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else "no file can have this name"
        raise UnreadableDocumentError(
            f"{name}: the file cannot be read ({said}); check its name and its rights"
        ) from None


def opened(path: Path, name: str) -> zipfile.ZipFile:
    """Open a zip archive; it stays open in this process, since each member asks for it.

    Raises UnreadableDocumentError for what is no archive, or one that must not be unpacked.
    """
    try:
        state = path.stat()
        archive = _opened(path, state.st_mtime_ns, state.st_size, os.getpid())
    except UnreadableDocumentError:
        raise
    except Exception:  # a broken archive raises whatever its broken place is read with
        raise UnreadableDocumentError(
            f"{name}: this is no zip archive; pack it once more"
        ) from None
    return archive


@lru_cache(maxsize=4)
def _opened(path: Path, changed: int, size: int, process: int) -> zipfile.ZipFile:
    # Keyed by the process too: parent and child would share one place in the open file.
    archive = zipfile.ZipFile(path)
    check_members(archive, path.name)
    return archive


def unpacked(data: bytes, name: str) -> bytes:
    """Unpack what gzip packed; other bytes are given back as they are.

    Raises UnreadableDocumentError for what is broken or unpacks to more than can be.
    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.open(io.BytesIO(data)) as file:
            whole = file.read(LARGEST_MEMBER + 1)
    except (OSError, EOFError, zlib.error):
        raise UnreadableDocumentError(f"{name}: it cannot be unpacked; pack it once more") from None
    if len(whole) > LARGEST_MEMBER or is_bomb(len(whole), len(data)):
        raise UnreadableDocumentError(
            f"{name}: it unpacks to more than an article can be; it is left alone"
        )
    return whole
