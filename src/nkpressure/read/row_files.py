"""Files of many articles, one a row: CSV, lines of JSON, Parquet; read row by row."""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import PurePath
from typing import Any

from nkpressure.errors import NkpressureError, UnreadableDocumentError
from nkpressure.read.columns import find_columns
from nkpressure.read.contents import File, Member
from nkpressure.read.lists import ListRow
from nkpressure.read.texts import to_text
from nkpressure.tables import Tables

Rows = Iterator[ListRow | str]  # a string is what the user should know of the file

_HEAD = 64 * 2**20  # bytes by which the encoding of a table is told
_LONGEST_CELL = 2**31 - 1  # the csv module refuses long cells otherwise
_LONGEST_LINE = 256 * 2**20
_BATCH = 64  # rows of a Parquet file that are held at a time
_DELIMITERS = ",;\t|"


def read_rows(
    content: File | Member, stem: str, columns: Mapping[str, str], tables: Tables
) -> Rows:
    """Read the rows of a table, each with its cells by field, and what was guessed of its columns.

    Raises UnreadableDocumentError where the table itself cannot be used.
    """
    ending = PurePath(content.name.lower().removesuffix(".gz")).suffix
    if ending == ".parquet":
        return _parquet(content, stem, columns, tables)
    if ending in (".csv", ".tsv"):
        return _csv(content, stem, columns, tables)
    return _jsonl(content, stem, columns, tables)


def _csv(content: File | Member, stem: str, columns: Mapping[str, str], tables: Tables) -> Rows:
    name = content.name
    # Old spreadsheets end lines with a bare carriage return, which the reader is to see as an end.
    with _text_of(content, newline="") as lines:
        csv.field_size_limit(_LONGEST_CELL)
        at = 0
        try:
            first = lines.readline()
            delimiter = max(_DELIMITERS, key=first.count)
            reader = csv.reader(chain([first], lines), delimiter=delimiter)
            header = next(reader, [])
            found = find_columns(header, columns, name, tables)
            if (said := found.said()) is not None:
                yield said
            for row in reader:
                at = reader.line_num
                if row:
                    cells = dict(zip(header, row, strict=False))
                    yield ListRow(f"{name}, line {at}", _by_field(cells, found.of), f"{stem}-{at}")
        except (csv.Error, UnicodeDecodeError, OSError, EOFError, zlib.error) as error:
            raise UnreadableDocumentError(
                f"{name}: it cannot be read after line {at} ({error}); "
                "save it as CSV in UTF-8 once more"
            ) from None


def _jsonl(content: File | Member, stem: str, columns: Mapping[str, str], tables: Tables) -> Rows:
    """Read an object a line; only line feeds end one, since texts hold other line ends."""
    name = content.name
    said: set[str] = set()
    with _text_of(content) as lines:
        number = 0
        try:
            while line := lines.readline(_LONGEST_LINE):
                number += 1
                if line.strip():
                    row = _jsonl_row(f"{name}, line {number}", line)
                    yield from _mapped(row, columns, tables, f"{stem}-{number}", said)
        except (UnicodeDecodeError, OSError, EOFError, zlib.error) as error:
            raise UnreadableDocumentError(
                f"{content.name}: it cannot be read after line {number} ({error}); "
                "save it in UTF-8 once more"
            ) from None


def _jsonl_row(place: str, line: str) -> ListRow:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return ListRow(place, {}, problem="this is no JSON object; mend or take out the line")
    if not isinstance(record, dict):
        return ListRow(place, {}, problem="this line has no text; give it an id and a text")
    return ListRow(place, {name: _plain(value) for name, value in record.items()})


def _mapped(
    row: ListRow, columns: Mapping[str, str], tables: Tables, stem: str, said: set[str]
) -> Rows:
    """Give the row by fields; each line of JSON has keys of its own, which say what they hold."""
    if row.problem is not None:
        yield row
        return
    there = [name for name, value in row.cells.items() if value]
    given = {field: column for field, column in columns.items() if column in there}
    try:
        found = find_columns(there, given, row.place, tables)
    except NkpressureError:
        problem = "this line has no text; give it an id and a text"
        yield ListRow(row.place, {}, problem=problem)
        return
    if (words := found.said()) is not None and words not in said:
        said.add(words)
        yield words
    yield ListRow(row.place, _by_field(row.cells, found.of), stem)


def _parquet(content: File | Member, stem: str, columns: Mapping[str, str], tables: Tables) -> Rows:
    try:
        from pyarrow import parquet
    except ImportError:
        raise UnreadableDocumentError(
            f'{content.name}: Parquet needs pyarrow; pip install "nkpressure[corpora]" brings it'
        ) from None
    name = content.name
    packed = content.name.lower().endswith(".gz")
    if isinstance(content, File) and not packed:
        source: str | io.BytesIO = str(content.path)
    else:
        source = io.BytesIO(content.received())
    try:
        with parquet.ParquetFile(source) as file:
            found = find_columns(file.schema_arrow.names, columns, content.name, tables)
            if (said := found.said()) is not None:
                yield said
            wanted = list(found.of.values())
            number = 0
            for batch in file.iter_batches(batch_size=_BATCH, columns=wanted):
                for record in batch.to_pylist():
                    number += 1
                    cells = {column: _plain(value) for column, value in record.items()}
                    place = f"{name}, row {number}"
                    yield ListRow(place, _by_field(cells, found.of), f"{stem}-{number}")
    except NkpressureError:
        raise
    except Exception:  # a broken file raises whatever its broken place is read with
        raise UnreadableDocumentError(
            f"{content.name}: this is no Parquet file that can be read; write it once more"
        ) from None


def _by_field(cells: Mapping[str, str], of: Mapping[str, str]) -> dict[str, str]:
    found = {field: cells.get(column, "") for field, column in of.items()}
    return {field: cell if field == "text" else cell.strip() for field, cell in found.items()}


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(str(member) for member in value)
    return str(value)


@contextmanager
def _text_of(content: File | Member, newline: str = "\n") -> Iterator[io.TextIOWrapper]:
    """Open a file of text in its encoding; what is small is read whole, to tell that by."""
    packed = content.name.lower().endswith(".gz")
    if isinstance(content, Member) or content.path.stat().st_size <= _HEAD:
        data = content.received()
        encoding = to_text(data, content.name).encoding
        yield io.TextIOWrapper(io.BytesIO(data), encoding, newline=newline)
        return
    with (gzip.open if packed else open)(content.path, "rb") as file:
        head = file.read(2**20)
        encoding = to_text(head[: head.rfind(b"\n") + 1] or head, content.name).encoding
        file.seek(0)
        yield io.TextIOWrapper(file, encoding, newline=newline)
