"""Tables that a person fills in with a spreadsheet: written safely, read however it was saved."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from nkpressure.errors import WrongUseError

# A cell that begins so is carried out as a formula by spreadsheets.
# Those of full width are so where Chinese, Japanese or Korean is typed.
FORMULA_STARTS = (*"=+-@\t\r\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_SEPARATORS = (",", ";", "\t")  # a spreadsheet with a decimal comma saves with semicolons


def guarded(cell: str) -> str:
    """Return the words of a cell so that no spreadsheet takes them for a formula.

    >>> guarded("=1+1"), guarded("coal ban")
    ("'=1+1", 'coal ban')
    """
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def unguarded(cell: str) -> str:
    """Return the words of a cell as they were before they were guarded.

    >>> unguarded("'=1+1"), unguarded("'twas")
    ('=1+1', "'twas")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def to_sheet(columns: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> str:
    r"""Return rows as CSV for a spreadsheet, with the mark by which these know UTF-8.

    >>> to_sheet(["unit", "why"], [("a", None)])
    '\ufeffunit,why\r\na,\r\n'
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([guarded(column) for column in columns])
    for row in rows:
        cells = ("" if cell is None else cell for cell in row)
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
    return f"\ufeff{file.getvalue()}"


def read_sheet(path: Path | str, needed: Sequence[str]) -> list[tuple[int, Mapping[str, str]]]:
    """Read a table that was filled in: each row with the number of the line on which it ends.

    Commas, semicolons and tabs may separate. Raises WrongUseError with the file where it cannot
    be read or lacks a column.
    """
    try:
        words = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        told = "is not UTF-8; save it as “CSV UTF-8”" if isinstance(error, ValueError) else error
        raise WrongUseError(f"{path}: cannot be read as a table ({told})") from None
    head = words.partition("\n")[0].rstrip("\r")
    separator = next((s for s in _SEPARATORS if needed[0] in _cells(head, s)), _SEPARATORS[0])
    lacking = [column for column in needed if column not in _cells(head, separator)]
    if lacking:
        raise WrongUseError(f"{path}: this table has no column {lacking[0]!r}; do not rename any")
    reader = csv.DictReader(io.StringIO(words, newline=""), delimiter=separator, restval="")
    try:
        return [
            (
                reader.line_num,
                {unguarded(name): unguarded(row[name] or "") for name in row if name is not None},
            )
            for row in reader
        ]
    except csv.Error as error:
        raise WrongUseError(
            f"{path}, line {reader.line_num}: cannot be read as a table ({error})"
        ) from None


def _cells(line: str, separator: str) -> list[str]:
    return [unguarded(cell) for row in csv.reader([line], delimiter=separator) for cell in row]
