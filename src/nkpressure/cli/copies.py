"""The command that lists which documents of a corpus are copies of others."""

import csv
import io
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from nkpressure.cli.options import Commands
from nkpressure.cli.outcome import complain


def add_copies(commands: "Commands[ArgumentParser]") -> None:
    """Add copies to the command line."""
    command = commands.add_parser(
        "copies",
        help="list the documents that repeat another one, word for word or nearly",
        description="Write a CSV of the documents that are copies of earlier ones, as stories of "
        "an agency are in several papers: document, copy_of, likeness. Nothing is dropped.",
        allow_abbrev=False,
    )
    command.add_argument("corpus", metavar="CORPUS", help="a folder of articles, or one file")
    command.add_argument(
        "--to", metavar="FILE", type=Path, help="the CSV to write (default: the standard output)"
    )
    command.add_argument("--columns", metavar="FIELD=COLUMN,...", help="as for annotate")
    command.set_defaults(carry_out=copies)


def copies(arguments: Namespace) -> int:
    """List the copies of a corpus."""
    from nkpressure.measure.spreadsheets import guarded
    from nkpressure.read.copies import find_copies
    from nkpressure.read.corpora import read_corpus
    from nkpressure.run.folders import writable_file, write_whole

    if arguments.to is not None:
        writable_file(arguments.to)
    corpus = read_corpus(arguments.corpus, columns=arguments.columns)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["document", "copy_of", "likeness"])
    for copy in find_copies(corpus.documents):
        writer.writerow([guarded(copy.document), guarded(copy.copy_of), copy.likeness])
    if arguments.to is None:
        sys.stdout.write(out.getvalue())
    else:
        write_whole(arguments.to, [out.getvalue()])
    return complain(map(str, corpus.unread))
