"""What a run has written: the bytes of every file of a folder."""

from collections.abc import Collection
from pathlib import Path

VARYING = ("times.json", "lock")  # what differs from run to run, in reports and in stores


def files_of(folder: Path, but: Collection[str] = VARYING) -> dict[str, bytes]:
    """Return the bytes of each file by its path in the folder, but for files of these names."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in but
    }
