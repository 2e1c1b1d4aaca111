"""Options that several commands take, explained in the same words."""

from argparse import ArgumentParser, _SubParsersAction
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
