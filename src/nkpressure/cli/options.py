"""Options that several commands take, explained in the same words."""

import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

# argparse has no public name for what `add_subparsers` returns.
Commands = _SubParsersAction


def add_tables(command: ArgumentParser) -> None:
    """Add --tables, the folder of the user's own tables."""
    command.add_argument(
        "--tables", metavar="FOLDER", type=Path, help="your own tables, read before the package's"
    )


def add_kinds(command: ArgumentParser) -> None:
    """Add --kind, which leaves all records of other kinds out."""
    command.add_argument("--kind", metavar="KIND", nargs="+", default=[], help="only these kinds")


def add_progress(command: ArgumentParser) -> None:
    """Add --quiet and --progress, of which only one can be given."""
    choice = command.add_mutually_exclusive_group()
    choice.add_argument("--quiet", action="store_true", help="no progress bar")
    choice.add_argument(
        "--progress", action="store_true", help="a progress bar even where no terminal shows it"
    )


def shows_progress(arguments: Namespace) -> bool:
    """Say whether a progress bar is wanted: where somebody looks, unless told otherwise."""
    return bool(arguments.progress or (sys.stderr.isatty() and not arguments.quiet))
