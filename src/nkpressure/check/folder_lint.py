"""Finds all that is wrong with a user's own folder of tables, read over ours."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from nkpressure.check.codebook_lint import check_codebook, check_examples, check_version
from nkpressure.check.cue_lint import check_cues, cue_tables
from nkpressure.check.folder_files import FolderProblem, RowTypes, check_files
from nkpressure.check.tables_lint import TableProblem, TableProblemKind, check_tables
from nkpressure.codebook import FILE as CODEBOOK
from nkpressure.codebook import read_codebook
from nkpressure.errors import BadTableError
from nkpressure.tables import MORE, Tables, read_tables


def check_folder(folder: Path, row_types: RowTypes) -> list[FolderProblem]:
    """Return the problems of a folder of tables, by file and line; an empty list is all well.

    `row_types` are the row types that read each table. Raises WrongUseError where there is no
    such folder.
    """
    tables = read_tables(folder)
    problems = [*check_files(folder, row_types), *_codebook_and_cues(tables)]
    problems += _facts(tables)
    told = dict.fromkeys(problems)
    return sorted(told, key=lambda problem: (problem.file, problem.line or 0))


def _codebook_and_cues(tables: Tables) -> Iterator[FolderProblem]:
    try:
        book = read_codebook(tables)
    except BadTableError as error:
        path = tables.path(CODEBOOK)
        yield FolderProblem(CODEBOOK, None, str(error).removeprefix(str(path)).lstrip(":, "))
        return
    try:
        problems = check_cues(tables, book)
        if tables.path(CODEBOOK).parent == tables.folder:
            problems += check_codebook(tables, book)
            yield from check_version(tables, book)
        yield from problems
        if not problems and _brings_words(tables):
            yield from check_examples(tables, book)
    except BadTableError:
        return  # a table that cannot be read at all: `check_files` tells it


def _brings_words(tables: Tables) -> bool:
    names = [CODEBOOK, *cue_tables()]
    own = tables.folder or Path()
    return any((own / f"{more}{name}").is_file() for name in names for more in ("", MORE))


@cache
def _problems_of_ours() -> frozenset[TableProblem]:
    return frozenset(check_tables(read_tables()))


def _facts(tables: Tables) -> Iterator[FolderProblem]:
    """Tell what `check_tables` finds with the user's folder, but not without it."""
    ours = _problems_of_ours()
    for problem in check_tables(tables):
        # a cell that cannot be read is told by `check_files`, with its line
        if problem not in ours and problem.kind is not TableProblemKind.UNREADABLE:
            row = f"{problem.row}: " if problem.row else ""
            yield FolderProblem(Path(problem.table).name, None, f"{row}{problem.message}")
