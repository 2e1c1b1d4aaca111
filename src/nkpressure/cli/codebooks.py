"""The commands about the codebook as a file that lives: its log, and what a new version touches."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from nkpressure.cli.options import Commands
from nkpressure.cli.outcome import complain, tell

if TYPE_CHECKING:
    from nkpressure.measure.codebook_changes import CodebookChange
    from nkpressure.records import Record
    from nkpressure.tables import Tables


def add_codebook(commands: "Commands[ArgumentParser]") -> None:
    """Add codebook log and codebook diff to the command line."""
    command = commands.add_parser(
        "codebook",
        help="the codebook's change log, and what differs between two versions",
        description="Show the codebook's change log, or what differs between two versions of it "
        "and which annotations each difference touches.",
        allow_abbrev=False,
    )
    parts = command.add_subparsers(dest="part", metavar="PART", required=True)
    log = parts.add_parser(
        "log", help="what each version changed", description="Show what each version changed."
    )
    log.add_argument(
        "--tables", metavar="FOLDER", type=Path, help="your own tables, with your own codebook"
    )
    log.set_defaults(carry_out=codebook_log)
    diff = parts.add_parser(
        "diff",
        help="what differs between two versions, and which annotations to look at again",
        description="Say what differs between two codebooks; with records, name the annotations "
        "that each difference touches; with a corpus, annotate it under both and compare.",
    )
    what = "a codebook (.yaml), or a folder of tables with one"
    diff.add_argument("old", metavar="OLD", type=Path, help=what)
    diff.add_argument("new", metavar="NEW", type=Path, help=what)
    diff.add_argument(
        "records", metavar="RECORDS", type=Path, nargs="?", help="annotations made with the old one"
    )
    diff.add_argument(
        "--corpus", metavar="CORPUS", help="articles to annotate under both, each with its tables"
    )
    diff.set_defaults(carry_out=codebook_diff)


def codebook_log(arguments: Namespace) -> int:
    """Show the log, and whether the content is what its entry says."""
    from nkpressure.check.codebook_log import check_log, read_log
    from nkpressure.codebook import read_codebook
    from nkpressure.tables import read_tables

    tables = read_tables(arguments.tables)
    book = read_codebook(tables)
    log = read_log(tables)
    head = f"{book.name} {book.version}{f', {book.status}' if book.status else ''}"
    lines = [head, *map(str, log)] if log else [head, "this codebook has no log"]
    tell(lines)
    return complain(told for _, told in check_log(tables, book))


def codebook_diff(arguments: Namespace) -> int:
    """Compare two codebooks; the exit code is 0 whether or not they differ."""
    from nkpressure.codebook import read_codebook
    from nkpressure.measure.codebook_changes import compare_codebooks
    from nkpressure.records import read_records

    records = read_records(arguments.records) if arguments.records is not None else []
    with ExitStack() as stack:
        old, new = (_tables(path, stack) for path in (arguments.old, arguments.new))
        changes = compare_codebooks(read_codebook(old), read_codebook(new))
        lines = [*_told(changes, records, old), f"{len(changes)} differences"]
        if arguments.corpus is not None:
            lines += _annotated_anew(arguments.corpus, old, new)
    return tell(lines)


def _tables(path: Path, stack: ExitStack) -> "Tables":
    """Open the tables that a codebook belongs to: its folder, or ours where it lies alone."""
    from shutil import copyfile
    from tempfile import TemporaryDirectory

    from nkpressure.codebook import FILE, read_codebook
    from nkpressure.errors import BadTableError, WrongUseError
    from nkpressure.tables import read_tables

    if path.is_dir() and not (path / FILE).is_file():
        raise WrongUseError(
            f"{path}: there is no {FILE} in this folder; name a codebook, or a folder that has one"
        )
    if path.is_dir():
        return read_tables(path)
    if not path.is_file():
        raise WrongUseError(f"{path}: there is no such codebook, and no such folder of tables")
    if path.name == FILE:
        return read_tables(path.parent)
    alone = Path(stack.enter_context(TemporaryDirectory()))
    copyfile(path, alone / FILE)
    tables = read_tables(alone)
    try:
        read_codebook(tables)
    except BadTableError as error:
        raise BadTableError(str(error).replace(str(alone / FILE), str(path))) from None
    return tables


def _told(
    changes: "Sequence[CodebookChange]", records: "Sequence[Record]", tables: "Tables"
) -> Iterator[str]:
    from nkpressure.measure.codebook_changes import touched_by

    for change in changes:
        yield str(change)
        for record in touched_by(change, records, tables):
            words = " ".join(str(record.get("text") or "").split())
            place = f"{record.get('start')}-{record.get('end')}"
            yield f"  re-code {record.get('id') or record['document']} {place} “{words}”"


def _annotated_anew(corpus: str, old: "Tables", new: "Tables") -> list[str]:
    from nkpressure.cli.told_changes import told_changes
    from nkpressure.measure.changes import find_changes
    from nkpressure.read.corpora import read_corpus
    from nkpressure.run.annotated import annotate

    before, after = (
        [
            record
            for document in read_corpus(corpus, tables=tables).documents
            for record in annotate(document, tables).records
        ]
        for tables in (old, new)
    )
    return told_changes(find_changes(before, after))
