"""The pieces of work of which a report consists; each runs in a worker and writes its own files."""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from nkpressure.model import Document
from nkpressure.run.kept import Keeper, Kept
from nkpressure.run.notebooks import Notebook
from nkpressure.tables import read_tables

_LONG = 100_000  # characters; what such an article takes of memory is to be given back
FORK = "nkpressure-fork"  # the name of the engine in nkpressure.run.fork_engine


@dataclass(frozen=True, slots=True)
class RecordsTask:
    """Annotate one document, and write its records to its folder."""

    document: Document
    tables: Path | None
    folder: str

    @property
    def piece(self) -> str:
        """The name under which the report keeps it."""
        return f"{self.folder}/records"


@dataclass(frozen=True, slots=True)
class NotebookTask:
    """Run one notebook with its parameters, and write it as notebook, page, tables and figures.

    The kernel works in `kernel_folder`. `folders` says where the marked text of each document lies,
    beside the task's own `folder`. `engine` is one of papermill's, None its standard one.
    """

    notebook: Notebook
    document: str | None
    parameters: Mapping[str, Any]
    kernel_folder: Path
    folders: Mapping[str, str]
    tables: Path | None
    folder: str
    engine: str | None = None

    @property
    def piece(self) -> str:
        """The name under which the report keeps it."""
        return f"{self.folder}/notebook.{self.notebook.name}"


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A report that was made from a notebook, as other pages speak of it.

    `files` are named by their place in the whole report; `said` is what the piece has to say.
    """

    notebook: str
    title: str
    document: str | None
    files: tuple[str, ...]
    failure: str | None
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PagesTask:
    """Write a document's own pages: its marked text, and the dossier of all reports on it."""

    document: Document
    tables: Path | None
    folder: str
    reports: tuple[MadeReport, ...]

    @property
    def piece(self) -> str:
        """The name under which the report keeps it."""
        return f"{self.folder}/pages"


Task = RecordsTask | NotebookTask | PagesTask


@dataclass(frozen=True, slots=True)
class Job:
    """A task with all on which its result rests, and the report that it is a piece of."""

    task: Task
    inputs: Mapping[str, str]
    report: Path

    @property
    def is_small(self) -> bool:
        """Whether a process may do others after it: no code of a notebook runs in it."""
        match self.task:
            case RecordsTask(document) | PagesTask(document):
                return len(document.text) < _LONG
        return False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: what the report keeps of it, and how long it took."""

    kept: Kept
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The result of a task: contents of files within its folder, and what it has to say."""

    contents: Mapping[str, str | bytes]
    failure: str | None = None
    said: Mapping[str, Any] = field(default_factory=dict)


def work_on(job: Job) -> Outcome:
    """Do one job. Nothing that a notebook or an article holds makes it raise."""
    started = time.perf_counter()
    try:
        made = _make(job.task)
        contents = {
            f"{job.task.folder}/{name}": _bytes(content) for name, content in made.contents.items()
        }
        kept = Kept(job.inputs, {}, made.failure, made.said)
        kept = Keeper(job.report).write(job.task.piece, kept, contents)
    # One document or notebook must never take the others with it, whatever its fault.
    except Exception as error:
        kept = Kept(job.inputs, failure=f"{type(error).__name__}: {error}")
    return Outcome(kept, round(time.perf_counter() - started, 3))


def _bytes(content: str | bytes) -> bytes:
    # A lone surrogate in an article must not cost the report: it becomes an escape.
    return content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content


def _make(task: Task) -> Made:
    match task:
        case RecordsTask():
            return _records(task)
        case NotebookTask():
            return _notebook(task)
        case PagesTask():
            from nkpressure.run.own_pages import own_pages

            return Made(own_pages(task))


def _records(task: RecordsTask) -> Made:
    from nkpressure.run.annotated import annotate
    from nkpressure.run.summaries import document_summary

    annotated = annotate(task.document, read_tables(task.tables))
    summary = asdict(document_summary(annotated, f"{task.folder}/text.html"))
    return Made({"records.jsonl": annotated.lines()}, said={"summary": summary})


def _notebook(task: NotebookTask) -> Made:
    from nkpressure.report.evidence import used_records
    from nkpressure.run.dictionaries import dictionary
    from nkpressure.run.execution import execute, to_text
    from nkpressure.run.outputs import chosen_outputs, output_files
    from nkpressure.run.pages import to_page

    execution = execute(task.notebook.path, task.parameters, task.kernel_folder, engine=task.engine)
    name = task.notebook.name
    kept = {
        **output_files(execution.notebook, name),
        **dictionary(execution.notebook, name, task.folders, read_tables(task.tables)),
    }
    page = to_page(execution.notebook, task, tuple(kept))
    own: dict[str, str | bytes] = {
        f"{name}.html": page,
        f"{name}.ipynb": to_text(execution.notebook),
    }
    said = {"uses": used_records(page), "chosen": chosen_outputs(execution.notebook, name)}
    return Made({**own, **kept}, execution.failure, said)


@dataclass(frozen=True, slots=True)
class Warmth:
    """What a process that forks does before its first task, so that no task has to do it again."""

    corpus: Path
    tables: Path | None
    forking: bool

    def __call__(self) -> None:
        """Load what the tasks need; whatever fails here fails there, where it is reported."""
        if not self.forking:
            return
        from nkpressure.read.corpora import read_corpus
        from nkpressure.report.figures import empty_figure
        from nkpressure.run import fork_engine, own_pages, pages
        from nkpressure.run.annotated import annotate
        from nkpressure.run.summaries import document_summary

        fork_engine.register()
        pages.warm()
        own_pages.warm()
        empty_figure("A figure", "figure", "It is empty").to_png()
        tables = read_tables(self.tables)
        for document in read_corpus(self.corpus, tables=tables).documents[:1]:
            document_summary(annotate(document, tables), "text.html")
