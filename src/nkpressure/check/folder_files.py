"""Finds what is wrong with the files of a user's own folder: names, columns, cells, sources."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from nkpressure.codebook import FILE as CODEBOOK
from nkpressure.errors import BadTableError
from nkpressure.tables import MORE, OUR_FOLDER, Row, read_lines

RowTypes = Mapping[str, Sequence[type[Row]]]  # a table's file name -> the row types that read it

_TABLE_ENDINGS = (".csv", ".yaml", ".yml", ".tsv", ".xls", ".xlsx", ".ods", ".numbers")
_FACTS = ("source", "checked")
_CHECKED = ("yes", "partial", "no")


@dataclass(frozen=True, slots=True)
class FolderProblem:
    """A problem of a user's folder: the file, the line where there is one, and what to mend."""

    file: str
    line: int | None
    told: str

    def __str__(self) -> str:
        return f"{self.file}{f', line {self.line}' if self.line else ''}: {self.told}"


def check_files(folder: Path, row_types: RowTypes) -> list[FolderProblem]:
    """Return what is wrong with the files of a folder, each by itself.

    >>> from nkpressure.find.inflections import IrregularVerb
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "iregular_verbs.csv").write_text("verb")
    ...     print(check_files(Path(folder), {"irregular_verbs.csv": [IrregularVerb]})[0])
    iregular_verbs.csv: no reader knows this file; is irregular_verbs.csv meant?
    """
    problems: list[FolderProblem] = []
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            problems += _of_file(path, row_types)
    return problems


def _of_file(path: Path, row_types: RowTypes) -> Iterator[FolderProblem]:
    if path.name == CODEBOOK:
        return
    table = path.name.removeprefix(MORE)
    if path.suffix != ".csv" or table not in row_types:
        yield from _unknown(path, row_types)
        return
    try:
        yield from _of_lines(path, row_types[table])
        yield from _of_facts(path, OUR_FOLDER / table)
    except BadTableError as error:
        yield FolderProblem(path.name, None, str(error).removeprefix(f"{path}: "))


def _unknown(path: Path, row_types: RowTypes) -> Iterator[FolderProblem]:
    known = {Path(name).stem: name for name in (CODEBOOK, *row_types)}
    if path.name == MORE + CODEBOOK:
        told = f"a codebook is never added to; bring a whole one as {CODEBOOK}"
        yield FolderProblem(path.name, None, told)
        return
    more = MORE if path.name.startswith(MORE) else ""
    near = get_close_matches(path.stem.removeprefix(more).lower(), known, 1, cutoff=0.75)
    if near:
        told = f"no reader knows this file; is {more}{known[near[0]]} meant?"
        yield FolderProblem(path.name, None, told)
    elif path.suffix in _TABLE_ENDINGS:
        told = "no reader knows this file; the package's README of the tables lists the names"
        yield FolderProblem(path.name, None, told)


def _of_lines(path: Path, types: Sequence[type[Row]]) -> Iterator[FolderProblem]:
    told = set()
    for row_type in types:
        for line in read_lines(path, row_type):
            if line.problem and (line.number, line.problem) not in told:
                told.add((line.number, line.problem))
                yield FolderProblem(path.name, line.number, line.problem)


def _of_facts(path: Path, ours: Path) -> Iterator[FolderProblem]:
    """Facts say where they come from, and whether anybody looked; words need not."""
    if not ours.is_file() or not set(_FACTS) <= set(_rows(ours).fieldnames or ()):
        return
    rows = _rows(path)
    missing = [column for column in _FACTS if column not in (rows.fieldnames or ())]
    if missing:
        told = f"the column {', '.join(missing)} is missing; facts say where they come from"
        yield FolderProblem(path.name, None, told)
        return
    for row in rows:
        if not (row["source"] or "").strip():
            told = 'source is empty; write where the fact comes from, or "general knowledge"'
            yield FolderProblem(path.name, rows.line_num, told)
        if (row["checked"] or "").strip() not in _CHECKED:
            told = f"checked is {row['checked']!r}; write yes, partial or no"
            yield FolderProblem(path.name, rows.line_num, told)


def _rows(path: Path) -> "csv.DictReader[str]":
    words = path.read_bytes().decode("utf-8-sig", "replace")
    return csv.DictReader(io.StringIO(words, newline=""))
