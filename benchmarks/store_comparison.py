"""Compares two stores of any size: their files byte for byte, their tables row for row."""

import hashlib
from itertools import zip_longest
from pathlib import Path

import pyarrow.parquet as pq

VARYING = {"times.json", "lock"}
_ROWS = 8_192  # that are held of each store at a time


def compared(store: Path, other: Path) -> dict[str, bool]:
    """Say whether two stores are the same, byte for byte and row for row."""
    names = files_of(store)
    there = files_of(other)
    return {
        "bytes_equal": names == there,
        "rows_equal": all(
            name in there and rows_equal(store / name, other / name)
            for name in names
            if name.endswith(".parquet")
        ),
    }


def files_of(store: Path) -> dict[str, str]:
    """Return the checksum of each file that may not vary."""
    return {
        path.relative_to(store).as_posix(): checksum(path)
        for path in sorted(store.rglob("*"))
        if path.is_file() and path.name not in VARYING
    }


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def rows_equal(path: Path, other: Path) -> bool:
    """Say whether two Parquet files have the same rows in the same order."""
    with pq.ParquetFile(path) as one, pq.ParquetFile(other) as two:
        if one.schema_arrow != two.schema_arrow or one.metadata.num_rows != two.metadata.num_rows:
            return False
        batches = (each.iter_batches(_ROWS, use_threads=False) for each in (one, two))
        return all(first == second for first, second in zip_longest(*batches))
