"""The pieces of work of which a report consists; each runs in a worker and writes its own files."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nkpressure.model import Document
from nkpressure.report.site import DocumentSummary
from nkpressure.run.folders import write_whole
from nkpressure.run.notebooks import Notebook
from nkpressure.tables import read_tables

FORK = "nkpressure-fork"  # the name of the engine in nkpressure.run.fork_engine


@dataclass(frozen=True, slots=True)
class TextTask:
    """Annotate one document, and write the page with its marked text."""

    document: Document
    tables: Path | None
    to: Path


@dataclass(frozen=True, slots=True)
class NotebookTask:
    """Run one notebook with its parameters, and write it as notebook, page, tables and figures.

    The kernel works in `kernel_folder`. `folders` says where the marked text of each document lies,
    beside the folder `to`. `engine` is one of papermill's, None its standard one.
    """

    notebook: Notebook
    document: str | None
    parameters: Mapping[str, Any]
    kernel_folder: Path
    folders: Mapping[str, str]
    to: Path
    engine: str | None = None


Task = TextTask | NotebookTask


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: its files within its folder, and what stopped it, if anything did.

    The marked text also gives the document's records, as lines, and what the landing page says.
    """

    files: tuple[str, ...] = ()
    failure: str | None = None
    seconds: float = 0.0
    records: str = ""
    summary: DocumentSummary | None = None


def work_on(task: Task) -> Outcome:
    """Do one task. Nothing that a notebook or an article holds makes it raise."""
    started = time.perf_counter()
    try:
        outcome = _text(task) if isinstance(task, TextTask) else _notebook(task)
    # One document or notebook must never take the others with it, whatever its fault.
    except Exception as error:
        outcome = Outcome(failure=f"{type(error).__name__}: {error}")
    return replace(outcome, seconds=round(time.perf_counter() - started, 3))


def _text(task: TextTask) -> Outcome:
    from nkpressure.report.layout import Links
    from nkpressure.report.pages import document_page
    from nkpressure.run.annotated import annotate

    annotated = annotate(task.document, read_tables(task.tables))
    links = Links(index="../index.html", records="../records.jsonl")
    write_whole(task.to / "text.html", document_page(annotated.findings, links))
    return Outcome(
        files=("text.html",),
        records=annotated.lines(),
        summary=annotated.summary(f"{task.to.name}/text.html"),
    )


def _notebook(task: NotebookTask) -> Outcome:
    from nkpressure.run.execution import execute, to_text
    from nkpressure.run.outputs import output_files
    from nkpressure.run.pages import to_page

    execution = execute(task.notebook.path, task.parameters, task.kernel_folder, engine=task.engine)
    name = task.notebook.name
    kept = output_files(execution.notebook, name)
    page = to_page(execution.notebook, task, tuple(kept))
    own = {f"{name}.html": page, f"{name}.ipynb": to_text(execution.notebook)}
    files: dict[str, str | bytes] = {**own, **kept}
    for place, content in files.items():
        write_whole(task.to / place, content)
    return Outcome(tuple(files), execution.failure)


def prepare_forks() -> None:
    """Prepare a worker for the engine that forks."""
    from nkpressure.run import fork_engine

    fork_engine.register()
