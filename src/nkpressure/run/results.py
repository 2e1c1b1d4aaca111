"""What became of each task of a report."""

from dataclasses import dataclass
from typing import Any

from nkpressure.run.tasks import NotebookTask, Outcome, Task


@dataclass(frozen=True, slots=True)
class Result:
    """A task of a report with its outcome; `folder` is the task's folder within the report."""

    task: Task
    outcome: Outcome
    folder: str

    @property
    def document(self) -> str | None:
        """The document's id; None for a notebook over the whole corpus."""
        return self.task.document if isinstance(self.task, NotebookTask) else self.task.document.id

    @property
    def notebook(self) -> str | None:
        """The notebook's name; None for the marked text."""
        return self.task.notebook.name if isinstance(self.task, NotebookTask) else None

    @property
    def paths(self) -> list[str]:
        """The files within the report: page and notebook, then tables and figures."""
        return [f"{self.folder}/{name}" for name in self.outcome.files]

    @property
    def problem(self) -> str | None:
        """What went wrong, in one sentence; None if nothing did."""
        if self.outcome.failure is None:
            return None
        where = self.document or "the corpus"
        return f"{where}, {self.notebook or 'marked text'}: {self.outcome.failure}"

    def facts(self) -> dict[str, Any]:
        """Return what run.json keeps of it."""
        return {
            "document": self.document,
            "notebook": self.notebook,
            "failure": self.outcome.failure,
            "files": self.paths,
        }

    def time(self) -> dict[str, Any]:
        """Return how long it took, which differs from run to run."""
        return {
            "document": self.document,
            "notebook": self.notebook,
            "seconds": self.outcome.seconds,
        }
