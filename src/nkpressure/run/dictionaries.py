"""The data dictionary that goes with a notebook's tables: what each column means."""

import csv
import io
from collections.abc import Container
from dataclasses import dataclass
from typing import ClassVar

from nbformat import NotebookNode

from nkpressure.measure.spreadsheets import guarded
from nkpressure.run.outputs import columns_of
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """What a column of a report's tables means; a table's name narrows it to that table."""

    TABLE: ClassVar[str] = "columns.csv"

    table: str | None
    column: str
    meaning: str


_DOCUMENT = "(a document)"  # stands for the columns that bear a document's id


def dictionary(
    notebook: NotebookNode, name: str, documents: Container[str], tables: Tables
) -> dict[str, bytes]:
    """Return the data dictionary as a CSV file by its place, nothing for a notebook of no table."""
    columns = columns_of(notebook, name)
    if not columns:
        return {}
    words = io.StringIO(newline="")
    writer = csv.writer(words, lineterminator="\n")
    writer.writerow(["file", "column", "meaning"])
    for file, column in columns:
        table = file.removeprefix(f"{name}-").removesuffix(".csv")
        known = _DOCUMENT if column in documents else column
        cells = (file, column, meaning_of(table, known, tables) or "")
        writer.writerow([guarded(cell) for cell in cells])
    return {f"tables/{name}.dictionary.csv": words.getvalue().encode("utf-8", "backslashreplace")}


def meaning_of(table: str, column: str, tables: Tables) -> str | None:
    """Say what a column means, None where no table of ours or the user's says it.

    >>> from nkpressure.tables import read_tables
    >>> meaning_of("actors", "mentions", read_tables())
    'how often it is mentioned'
    """
    rows = [row for row in tables.rows(ColumnRow) if row.column == column]
    own = [row.meaning for row in rows if row.table == table]
    general = [row.meaning for row in rows if row.table is None]
    return next(iter([*own, *general]), None)
