"""The command that brings several coders' files to one agreed file."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from nkpressure.cli.coders import told_left_out
from nkpressure.cli.options import Commands, add_kinds, add_tables
from nkpressure.cli.outcome import complain_briefly, note

if TYPE_CHECKING:
    from nkpressure.measure.adjudication import Adjudication


def add_adjudicate(commands: "Commands[ArgumentParser]") -> None:
    """Add adjudicate to the command line."""
    command = commands.add_parser(
        "adjudicate",
        help="bring several coders' files to one agreed file, with who decided what",
        description="Write the records on which all coders agree, and a table of the others. Fill "
        "in its columns decision (a coder's name or none, then “; field=value” for what neither "
        "has right), decided_by and why, and give the same command again.",
        epilog="The exit code is 1 as long as a disagreement is open.",
        allow_abbrev=False,
    )
    command.add_argument(
        "codings", metavar="RECORDS", type=Path, nargs="+", help="one file of records for a coder"
    )
    command.add_argument(
        "--to", metavar="FILE", type=Path, required=True, help="the agreed file to write (.jsonl)"
    )
    command.add_argument(
        "--decisions",
        metavar="TABLE",
        type=Path,
        help="the table of disagreements (default: FILE with the ending .decisions.csv); it is "
        "written where it is missing, and read where it is there",
    )
    command.add_argument(
        "--majority", action="store_true", help="let pass what more than half of the coders chose"
    )
    add_kinds(command)
    add_tables(command)
    command.set_defaults(carry_out=adjudicate)


def adjudicate(arguments: Namespace) -> int:
    """Bring coders' files to one."""
    from nkpressure.errors import WrongUseError
    from nkpressure.measure.adjudication import adjudicate as judge
    from nkpressure.measure.codings import read_codings
    from nkpressure.measure.rulings import read_rulings, rulings_sheet
    from nkpressure.records import record_line
    from nkpressure.run.folders import writable_file, write_whole
    from nkpressure.tables import read_tables

    tables = read_tables(arguments.tables)
    codings = read_codings(arguments.codings)
    form: Path = arguments.decisions or arguments.to.with_suffix(".decisions.csv")
    given = {path.resolve() for path in (*arguments.codings, form)}
    if arguments.to.resolve() in given:
        raise WrongUseError(
            f"{arguments.to}: the agreed file needs a name of its own; choose another"
        )
    writable_file(arguments.to)
    coders = [coding.coder for coding in codings]
    exists = form.exists()
    rulings = read_rulings(form, coders) if exists else []
    result = judge(
        codings, rulings, majority=arguments.majority, kinds=arguments.kind or None, tables=tables
    )
    write_whole(arguments.to, (f"{record_line(record)}\n" for record in result.agreed))
    if result.unresolved and not exists:
        write_whole(form, rulings_sheet(result.unresolved, result.coders))
    sys.stdout.write(_told(result, arguments.to))
    return _complain(result, form)


def _told(result: "Adjudication", to: Path) -> str:
    passed = ", ".join(f"{number} by {who}" for who, number in result.passed.items()) or "none"
    lines = [
        f"{result.units} units: {passed}; {len(result.unresolved)} open",
        *([f"on {result.dropped} of them nothing is to be marked"] if result.dropped else []),
        *told_left_out(result.left_out),
        str(to),
    ]
    return "".join(f"{line}\n" for line in lines)


def _complain(result: "Adjudication", form: Path) -> int:
    code = complain_briefly([dispute.told(result.coders) for dispute in result.unresolved])
    if result.unresolved:
        note(f"{form}: fill in decision and decided_by, and give the same command again")
    return code
