"""Opens the Parquet files of a store, and says which of them is missing, damaged or too old."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from nkpressure.errors import WrongUseError
from nkpressure.store.schemas import schema_of

_AGAIN = "run nkpressure annotate again"


def opened_part(path: Path, table: str, columns: Collection[str]) -> Any:
    """Return a part's file of one table as a dataset, of which nothing is read yet.

    Raises WrongUseError where the file is missing, is no Parquet, or lacks one of the columns:
    without a word, the rows of an older version would seem to be empty there.
    """
    there = _read(path, lambda: pq.read_schema(path)).names
    lacking = [name for name in columns if name not in there]
    if lacking:
        raise WrongUseError(
            f"{path}: there is no column {', '.join(lacking)}; the store is of another version, so "
            f"{_AGAIN}"
        )
    return ds.dataset(path, schema=schema_of(table), format="parquet")


def whole_table(path: Path, first: int | None = None) -> pa.Table:
    """Read a small file of a store, or its first rows.

    Raises WrongUseError where it is missing or no Parquet.
    """
    if first is None:
        return _read(path, lambda: pq.read_table(path, partitioning=None))
    return _read(path, lambda: ds.dataset(path, format="parquet").head(first))


def count_rows(path: Path) -> int:
    """Return how many rows a file has, without reading them."""
    return int(_read(path, lambda: pq.read_metadata(path)).num_rows)


def _read(path: Path, read: Any) -> Any:
    try:
        return read()
    except (pa.ArrowInvalid, OSError) as error:
        why = "is missing" if isinstance(error, FileNotFoundError) else "cannot be read as Parquet"
        raise WrongUseError(f"{path}: {why}; {_AGAIN}") from None
