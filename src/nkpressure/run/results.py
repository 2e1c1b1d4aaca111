"""What became of each notebook's run, and of each document, as a report's other pages need it."""

from dataclasses import dataclass
from typing import Any

from nkpressure.run.kept import Kept
from nkpressure.run.tasks import MadeReport, NotebookTask, PagesTask, RecordsTask


@dataclass(frozen=True, slots=True)
class Result:
    """A task of a report with what is kept of it; `seconds` are None where it was done before."""

    task: RecordsTask | NotebookTask | PagesTask
    kept: Kept
    seconds: float | None

    @property
    def document(self) -> str | None:
        """The document's id; None for a notebook over the whole corpus."""
        return self.task.document if isinstance(self.task, NotebookTask) else self.task.document.id

    @property
    def notebook(self) -> str | None:
        """The notebook's name; None for what is not made from a notebook."""
        return self.task.notebook.name if isinstance(self.task, NotebookTask) else None

    @property
    def what(self) -> str:
        """What it is, in a word."""
        if isinstance(self.task, NotebookTask):
            return self.task.notebook.name
        return "records" if isinstance(self.task, RecordsTask) else "marked text"

    @property
    def problem(self) -> str | None:
        """What went wrong, in one sentence; None if nothing did."""
        if self.kept.failure is None:
            return None
        return f"{self.document or 'the corpus'}, {self.what}: {self.kept.failure}"

    def made_for(self, document: str) -> MadeReport:
        """Return what a document's own pages need of a notebook's run."""
        title = self.task.notebook.title if isinstance(self.task, NotebookTask) else ""
        uses = {
            record: place
            for record, place in self.kept.said.get("uses", {}).items()
            if record.rpartition("#")[0] == document
        }
        chosen = self.kept.said.get("chosen", ()) if self.document == document else ()
        return MadeReport(
            notebook=self.notebook or "",
            title=title,
            document=self.document,
            files=ordered_files(self.kept),
            failure=self.kept.failure,
            said={"uses": uses, "chosen": list(chosen)},
        )

    def facts(self) -> dict[str, Any]:
        """Return what run.json keeps of it."""
        return {
            "document": self.document,
            "made": self.what,
            "failure": self.kept.failure,
            "files": dict(sorted(self.kept.files.items())),
        }

    def time(self) -> dict[str, Any]:
        """Return how long it took, which differs from run to run."""
        return {"document": self.document, "made": self.what, "seconds": self.seconds}


def ordered_files(kept: Kept) -> tuple[str, ...]:
    """Return a report's files: its page, its notebook, then what belongs to it, by name."""
    suffixes = (".html", ".ipynb")

    def place(name: str) -> tuple[int, str]:
        rank = next((n for n, suffix in enumerate(suffixes) if name.endswith(suffix)), 2)
        return rank, name

    return tuple(sorted(kept.files, key=place))
