"""What can be said on the command line, and how it is explained."""

import argparse
from pathlib import Path

import nkpressure
from nkpressure.cli.adjudication import add_adjudicate
from nkpressure.cli.codebooks import add_codebook
from nkpressure.cli.coders import add_coder_commands
from nkpressure.cli.copies import add_copies
from nkpressure.cli.options import Commands, add_kinds, add_progress, add_tables
from nkpressure.cli.teaching import add_teach_commands


def argument_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="nkpressure",
        description="Reads articles about pressure on North Korea with you, and reports.",
        epilog="nkpressure COMMAND --help explains a command.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action="version", version=f"nkpressure {nkpressure.__version__}"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for add in (
        _add_report,
        _add_run,
        _add_annotate,
        _add_score,
        _add_budget,
        _add_diff,
        add_copies,
        _add_lint,
        _add_new,
        _add_lab,
        add_coder_commands,
        add_adjudicate,
        add_codebook,
        add_teach_commands,
    ):
        add(commands)
    return parser


def _add_report(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "report",
        help="run all notebooks over a corpus and write reports/index.html",
        description="Run notebooks over every document of a corpus. The last line of the output "
        "is the path of the report's first page.",
        allow_abbrev=False,
    )
    command.add_argument(
        "corpus",
        metavar="CORPUS",
        nargs="?",
        help="a folder of articles, or one file of them; without it, the two seeds",
    )
    _add_to(command, "the folder of the report (default: reports)", Path("reports"))
    command.add_argument(
        "--notebooks",
        metavar="NOTEBOOK",
        nargs="+",
        default=[],
        help="paths or folders of notebooks, or names of shipped ones (default: all shipped)",
    )
    command.add_argument(
        "--documents", metavar="ID", nargs="+", default=[], help="only these documents"
    )
    command.add_argument(
        "--jobs", metavar="N", type=_jobs, help="how many run at a time (default: 2)"
    )
    _add_cluster(command)
    command.add_argument(
        "--pdf", action="store_true", help="print each page as PDF too, where Chromium is installed"
    )
    _add_running(command)
    _add_settings(command)
    add_progress(command)


def _add_run(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "run",
        help="run one notebook with parameters",
        description="Run one notebook. Its parameters are the lines of its first code cell.",
        allow_abbrev=False,
    )
    command.add_argument(
        "notebook", metavar="NOTEBOOK", help="a path, or the name of a shipped one: 02_who_is_named"
    )
    _add_to(command, "the folder of the report (default: reports)", Path("reports"))
    _add_running(command)
    _add_settings(command)
    add_progress(command)


def _add_annotate(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "annotate",
        help="write what was found: records, one JSON object a line, or a store of Parquet files",
        description="Annotate every document and write records, or a store for many documents, "
        "which goes on where an earlier run stopped. A document that cannot be read is named on "
        "stderr; the others are annotated.",
        allow_abbrev=False,
    )
    command.add_argument("corpus", metavar="CORPUS", help="a folder of articles, or one file")
    _add_to(
        command,
        "the .jsonl file of records to write (default, and for -: the standard output), or a "
        "folder for a store",
        None,
    )
    command.add_argument(
        "--jobs", metavar="N", type=_jobs, help="for a store: how many processes (default: 2)"
    )
    _add_cluster(command)
    _add_published(command)
    _add_columns(command)
    add_tables(command)
    add_progress(command)


def _add_score(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "score",
        help="compare records with a gold standard: precision, recall, F1 a kind",
        description="Compare two files of records, kind by kind.",
        allow_abbrev=False,
    )
    command.add_argument(
        "records",
        metavar="RECORDS",
        type=Path,
        help="the records to be judged; or the filled audit form of a ledger (CSV), without gold",
    )
    command.add_argument(
        "gold",
        metavar="GOLD",
        type=Path,
        nargs="*",
        help="the records that count as right, in one file or several",
    )
    add_kinds(command)
    command.add_argument(
        "--errors",
        metavar="N",
        type=_count,
        default=0,
        help="show up to N missed, miscoded and superfluous records of each kind",
    )
    add_tables(command)


def _add_budget(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "budget",
        help="say how much of the ledger's loss each earlier stage causes",
        description="Build the ledger of a coded corpus as found, and again with the sentences, "
        "actors, instruments, attributions and dates of the coder put in one after the other.",
        allow_abbrev=False,
    )
    command.add_argument("corpus", metavar="CORPUS", help="a folder of articles, or seeds")
    command.add_argument(
        "gold", metavar="GOLD", type=Path, nargs="+", help="the coded records of these articles"
    )
    _add_published(command)
    add_tables(command)


def _add_diff(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "diff",
        help="say which annotations came, went or changed between two files of records",
        description="Compare two files of records of the same documents: what a changed codebook, "
        "table or rule does to the annotations.",
        allow_abbrev=False,
    )
    command.add_argument("old", metavar="OLD", type=Path, help="the older records")
    command.add_argument("new", metavar="NEW", type=Path, help="the newer records")
    add_kinds(command)
    command.add_argument("--summary", action="store_true", help="only the numbers by kind and rule")


def _add_lint(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "lint",
        help="find what is wrong in your own tables and codebook",
        description="Read your own tables over the package's and name what is to be mended, a line "
        "each. The exit code is 1 where there is something.",
        allow_abbrev=False,
    )
    command.add_argument("folder", metavar="FOLDER", type=Path, help="the folder of your tables")


def _add_new(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "new",
        help="make a working copy of notebooks and seeds for a project of your own",
        description="Copy the notebooks, the seeds and the exercises to a new folder; nothing is "
        "overwritten.",
        allow_abbrev=False,
    )
    command.add_argument(
        "folder", metavar="FOLDER", type=Path, help="a folder that is new or empty"
    )


def _add_lab(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "lab",
        help="open JupyterLab in a folder",
        description="Open JupyterLab; it asks nobody for news or updates.",
        allow_abbrev=False,
    )
    command.add_argument(
        "folder", metavar="FOLDER", type=Path, nargs="?", default=Path(), help="default: this one"
    )


def _add_cluster(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="work on a Dask cluster: the address of its scheduler, or local for one on this "
        "machine; all its machines must see the same folders under the same names",
    )


def _add_to(command: argparse.ArgumentParser, explanation: str, default: Path | None) -> None:
    command.add_argument("--to", metavar="PATH", type=Path, default=default, help=explanation)


def _add_running(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--engine",
        choices=("fork", "standard"),
        help="fork a process for each notebook, or start a kernel for it as papermill does: the "
        "same report, in several times the time (default: fork where the system can)",
    )
    command.add_argument(
        "--force",
        action="store_true",
        help="make everything anew; otherwise only what rests on something that changed",
    )
    command.add_argument(
        "--dry-run",
        action="store_true",
        help="say what would be made and why, and do nothing",
    )


def _add_settings(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-p",
        "--parameter",
        metavar=("NAME", "VALUE"),
        nargs=2,
        action="append",
        default=[],
        dest="parameters",
        help="set a parameter of the notebooks; may be given several times",
    )
    add_tables(command)
    _add_published(command)
    _add_columns(command)


def _add_published(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--published",
        metavar="DATE",
        help="when it appeared, where the file does not say: 2018-07-23, 2018-07, or an interval "
        "such as 2017-07-08/2017-07-13",
    )


def _add_columns(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--columns",
        metavar="FIELD=COLUMN,...",
        help="for CSV, JSON lines and Parquet: which column holds what, where its name does not "
        "say it: text=body,published=date",
    )


def _jobs(words: str) -> int:
    number = _count(words)
    if number < 1:
        raise argparse.ArgumentTypeError("at least one job is needed")
    return number


def _count(words: str) -> int:
    if not words.isdecimal():
        raise argparse.ArgumentTypeError(f"{words!r} is no whole number")
    return int(words)
