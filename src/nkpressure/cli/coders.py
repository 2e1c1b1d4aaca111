"""The commands about people who code: agreement, and exchange with the tools that they code in."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nkpressure.cli.options import Commands, add_kinds, add_tables
from nkpressure.cli.outcome import DONE, complain_briefly

if TYPE_CHECKING:
    import pandas as pd

    from nkpressure.model import Document
    from nkpressure.tables import Tables

WRITTEN = "brat, uima-xmi, uima-json, doccano, label-studio, conll, w3c, refi-qda, convokit"
READ = "brat, uima-xmi, uima-json, webanno-tsv, doccano, label-studio, conll, w3c, refi-qda"
_SHOWN_OF_KINDS = ("f1 exact", "f1 overlap", "f1 coded", "alpha units", "alpha boundaries")
_SHOWN_OF_FIELDS = ("units", "percent", "kappa", "alpha", "ac1", "low", "high", "note")


def add_coder_commands(commands: "Commands[ArgumentParser]") -> None:
    """Add agree, export and import to the command line."""
    _add_agree(commands)
    _add_export(commands)
    _add_import(commands)


def _add_agree(commands: "Commands[ArgumentParser]") -> None:
    command = commands.add_parser(
        "agree",
        help="how far coders of the same texts agree, and where they differ",
        description="Compare two or more coders' records of the same texts: a kind, a code, a "
        "document and a coder at a time.",
        allow_abbrev=False,
    )
    command.add_argument(
        "codings", metavar="RECORDS", type=Path, nargs="+", help="one file of records for a coder"
    )
    add_kinds(command)
    command.add_argument(
        "--to", metavar="FOLDER", type=Path, help="write all tables there as CSV, disagreements too"
    )
    add_tables(command)
    command.set_defaults(carry_out=agree)


def _add_export(commands: "Commands[ArgumentParser]") -> None:
    command = commands.add_parser(
        "export",
        help="write records in the format of another tool",
        description="Write records in the format of another tool, and say what does not go along.",
        allow_abbrev=False,
    )
    command.add_argument("records", metavar="RECORDS", type=Path, help="a file of records")
    command.add_argument(
        "--corpus", metavar="CORPUS", required=True, help="the texts that were coded"
    )
    command.add_argument("--format", metavar="FORMAT", required=True, help=WRITTEN)
    command.add_argument(
        "--to", metavar="FOLDER", type=Path, required=True, help="the folder of the files"
    )
    add_tables(command)
    command.set_defaults(carry_out=export)


def _add_import(commands: "Commands[ArgumentParser]") -> None:
    command = commands.add_parser(
        "import",
        help="read records from the format of another tool",
        description="Read what was coded in another tool as records. With the corpus, a record "
        "whose words are no longer in their place is named and left out.",
        allow_abbrev=False,
    )
    command.add_argument("path", metavar="PATH", type=Path, help="a folder or a file of that tool")
    command.add_argument("--format", metavar="FORMAT", required=True, help=READ)
    command.add_argument("--corpus", metavar="CORPUS", help="the texts that were coded")
    command.add_argument(
        "--to", metavar="FILE", type=Path, help="the file to write (default: the standard output)"
    )
    add_tables(command)
    command.set_defaults(carry_out=import_)


def agree(arguments: Namespace) -> int:
    """Compare coders."""
    from nkpressure.measure.agreement import compare_coders
    from nkpressure.measure.codings import comparable, kinds_left_out, read_codings
    from nkpressure.measure.disagreements import (
        count_disagreements,
        disagreements_frame,
        find_disagreements,
    )
    from nkpressure.measure.spreadsheets import guarded
    from nkpressure.run.folders import writable_folder, write_whole
    from nkpressure.tables import read_tables

    tables = read_tables(arguments.tables)
    codings = read_codings(arguments.codings)
    if arguments.to is not None:
        writable_folder(arguments.to, "a set of tables")
    agreement = compare_coders(codings, arguments.kind or None, tables)
    compared = comparable(codings, tables)
    differences = find_disagreements(compared, [each.kind for each in agreement.spans], tables)
    kinds, fields = agreement.kinds_table(), agreement.fields_table()
    _show("Which words are marked", kinds, ("kind", *agreement.coders, *_SHOWN_OF_KINDS))
    _show("How they are coded, where both marked", fields, ("kind", "field", *_SHOWN_OF_FIELDS))
    counted = count_disagreements(differences)
    _show("Where they differ", counted, tuple(counted.columns))
    left_out = {} if arguments.kind else kinds_left_out(compared)
    sys.stdout.writelines(f"{line}\n" for line in told_left_out(left_out))
    if arguments.to is not None:
        frames = {**agreement.tables(), "disagreements": disagreements_frame(differences)}
        for name, frame in frames.items():
            safe = frame.map(lambda cell: guarded(cell) if isinstance(cell, str) else cell)
            write_whole(arguments.to / f"{name}.csv", safe.to_csv(index=False, lineterminator="\n"))
        sys.stdout.write(f"{arguments.to}\n")
    return DONE


def told_left_out(kinds: Mapping[str, Sequence[str]]) -> list[str]:
    """Tell each kind that cannot be compared, with the coders who have used it.

    >>> told_left_out({"actor": ["ben"], "place": ["ann", "ben"]})[1]
    'left out: place, which only ann and ben have records of'
    """
    return [
        f"left out: {kind}, which only {' and '.join(coders)} "
        f"{'has' if len(coders) == 1 else 'have'} records of"
        for kind, coders in kinds.items()
    ]


def _show(title: str, table: "pd.DataFrame", columns: Sequence[str]) -> None:
    if table.empty:
        sys.stdout.write(f"{title}: nothing\n\n")
        return
    shown = table[list(columns)].copy()
    for name in columns:
        if shown[name].dtype.kind == "O":  # in such a column, na_rep leaves None as it stands
            shown[name] = shown[name].where(shown[name].notna(), "")
    words = shown.to_string(index=False, na_rep="", float_format="{:.3f}".format, line_width=10_000)
    lines = "\n".join(line.rstrip() for line in words.split("\n"))
    sys.stdout.write(f"{title}\n{lines}\n\n")


def export(arguments: Namespace) -> int:
    """Write records in another tool's format."""
    from nkpressure.exchange.journeys import export_records
    from nkpressure.exchange.losses import LossCase, losses_of
    from nkpressure.records import read_records
    from nkpressure.run.folders import writable_folder, write_whole
    from nkpressure.tables import read_tables

    tables = read_tables(arguments.tables)
    documents = _documents(arguments.corpus, tables)
    writable_folder(arguments.to, "an export")
    exported = export_records(read_records(arguments.records), documents, arguments.format, tables)
    for name, content in exported.files:
        write_whole(arguments.to / name, content)
    sys.stdout.write(
        f"{arguments.to}: {exported.records} records of {exported.documents} documents\n"
    )
    for loss in losses_of(arguments.format, tables):
        lost = "" if loss.when is LossCase.NEVER else "lost: "
        sys.stdout.write(f"  {lost}{_subject(loss.kind, loss.field)}{loss.what}\n")
    for kind, number in exported.lost.items():
        sys.stdout.write(f"  {number} x {kind} stay behind\n")
    return complain_briefly(exported.problems)


def _subject(kind: str, field: str) -> str:
    parts = [part for part in (kind, field) if part and part != "*"]
    return f"{' '.join(parts)}: " if parts else ""


def import_(arguments: Namespace) -> int:
    """Read records from another tool's format."""
    from nkpressure.exchange.journeys import import_records
    from nkpressure.records import record_line
    from nkpressure.run.folders import writable_file, write_whole
    from nkpressure.tables import read_tables

    tables = read_tables(arguments.tables)
    documents = _documents(arguments.corpus, tables) if arguments.corpus else None
    if arguments.to is not None:
        writable_file(arguments.to)
    imported = import_records(arguments.path, arguments.format, documents, tables)
    lines = [f"{record_line(record)}\n" for record in imported.records]
    if arguments.to is None:
        sys.stdout.writelines(lines)
    else:
        write_whole(arguments.to, lines)
    return complain_briefly([str(orphan) for orphan in imported.orphans])


def _documents(corpus: str, tables: "Tables") -> "Sequence[Document]":
    from nkpressure.read.corpora import read_corpus

    return read_corpus(corpus, tables=tables).documents
