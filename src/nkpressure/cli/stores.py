"""The commands about stores: annotate a corpus of any size, on one machine or on several."""

from argparse import Namespace
from pathlib import Path

from nkpressure.cli.options import shows_progress
from nkpressure.cli.outcome import DONE, SOME_FAILED, note, tell
from nkpressure.errors import WrongUseError

_STANDARD_OUTPUT = Path("-")


def is_store(arguments: Namespace) -> bool:
    """Say whether annotate is to write a store: --to is a folder's name, and no .jsonl file.

    Raises WrongUseError where options for a store meet a file of records.
    """
    to = arguments.to
    if to is not None and to != _STANDARD_OUTPUT and to.suffix.lower() != ".jsonl":
        return True
    for option in ("jobs", "cluster"):
        if getattr(arguments, option) is not None:
            raise WrongUseError(
                f"--{option} is for a store, and {to or 'the standard output'} is a file of "
                "records; name a folder with --to"
            )
    return False


def annotate_to_store(arguments: Namespace) -> int:
    """Write or bring up to date a store, and say what was done."""
    from nkpressure.run.store_writing import write_store

    progress = shows_progress(arguments)
    made = write_store(
        arguments.corpus,
        arguments.to,
        published=arguments.published,
        columns=arguments.columns,
        tables=arguments.tables,
        jobs=arguments.jobs,
        cluster=arguments.cluster,
        progress=progress,
    )
    for words in (*made.notes, *made.problems):
        note(words)
    if made.finished:
        from nkpressure.store.text_remarks import remarks_on_texts

        for words in remarks_on_texts(made.folder):
            note(words)
        counts = (
            f"documents: {made.documents:,}, annotated in this run: {made.annotated:,}, "
            f"shards: {made.shards:,}, made in this run: {made.shards_made:,}"
        )
        tell([counts, str(arguments.to)])
    return SOME_FAILED if made.problems else DONE
