"""What of a report has to be made, and why: the steps of a run."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from nkpressure.model import Document
from nkpressure.records import CODERS
from nkpressure.run.digests import (
    digest,
    document_digest,
    file_digest,
    package_digest,
)
from nkpressure.run.kept import Keeper, Kept
from nkpressure.run.notebooks import Per
from nkpressure.run.parameter_files import content_digests
from nkpressure.run.plans import Plan
from nkpressure.run.provenance import versions
from nkpressure.run.results import Result
from nkpressure.run.tasks import Job, NotebookTask, Task
from nkpressure.tables import read_tables

_OF_CODINGS = ("coders", "gold")  # the parameters of notebooks that read codings
_FORCED = "everything is to be made anew"


@dataclass(frozen=True, slots=True)
class Step:
    """A job with the reason to do it; None where what earlier runs made still stands."""

    job: Job
    reason: str | None


class Steps:
    """The steps of one report; what each piece rests on is reckoned once."""

    def __init__(self, plan: Plan, keeper: Keeper, engine: str | None, *, force: bool) -> None:
        self._plan = plan
        self._keeper = keeper
        self._engine = engine
        self._force = force
        self.basis = {
            "program": package_digest(),
            "software": digest(versions()),
            "tables": read_tables(plan.tables).digest,
        }
        self._documents = {each.id: document_digest(each) for each in plan.documents}

    def first(self) -> list[Step]:
        """Return the annotations and the notebooks."""
        tasks: list[Task] = [
            *self._plan.records_tasks(),
            *self._plan.notebook_tasks(self._engine),
        ]
        return [self._step(task, {**self.basis, **self._rests_on(task)}) for task in tasks]

    def second(self, results: Sequence[Result]) -> list[Step]:
        """Return the documents' own pages, which show of what the first steps have made."""
        return [self._pages(document, results) for document in self._plan.documents]

    def foreseen(self, first: Sequence[Step]) -> list[Step]:
        """Return all steps as a run would take them, while nothing is done."""
        results = [self.result(step, None, None) for step in first]
        due = {step.job.task.folder for step in first if step.reason is not None}
        second = []
        for step in self.second(results):
            again = step.job.task.folder in due
            reason = "its reports are made again" if again else step.reason
            second.append(Step(step.job, reason))
        return [*first, *second]

    def result(self, step: Step, kept: Kept | None, seconds: float | None) -> Result:
        """Return a step's result: what a run has just made, else what is kept of earlier ones."""
        task = step.job.task
        return Result(task, kept or self._keeper.read(task.piece) or Kept({}), seconds)

    def _step(self, task: Task, inputs: Mapping[str, str]) -> Step:
        reason = _FORCED if self._force else self._keeper.reason(task.piece, inputs)
        return Step(Job(task, inputs, self._keeper.report), reason)

    def _rests_on(self, task: Task) -> dict[str, str]:
        if not isinstance(task, NotebookTask):
            return {"document": self._documents[task.document.id]}
        # A document's folder bears its id; where it cannot, links lead to another name.
        renamed = {each: name for each, name in task.folders.items() if each != name}
        own = {
            "notebook": task.notebook.sha256[:16],
            "parameters": digest({**task.parameters, **self._contents(task)}),
            "folders": digest(renamed),
        }
        if task.notebook.per is Per.DOCUMENT and task.document is not None:
            return {**own, "document": self._documents[task.document]}
        return {**own, "corpus": self._plan.corpus_state(), **self._codings(task)}

    def _codings(self, task: NotebookTask) -> dict[str, str]:
        """Codings lie beside the articles, so that no parameter names them."""
        if not any(task.notebook.declares(name) for name in _OF_CODINGS):
            return {}
        files = sorted((self._plan.corpus.folder / CODERS).glob("*.jsonl"))
        return {"codings": digest([[each.name, file_digest(each.read_bytes())] for each in files])}

    def _contents(self, task: NotebookTask) -> dict[str, str]:
        return content_digests(task.parameters, self._plan.kernel_folder)

    def _pages(self, document: Document, results: Sequence[Result]) -> Step:
        made = [
            result.made_for(document.id)
            for result in results
            if result.document in (document.id, None) and isinstance(result.task, NotebookTask)
        ]
        rests = {
            "document": self._documents[document.id],
            "reports": digest([asdict(report) for report in made]),
        }
        return self._step(self._plan.pages_task(document, made), {**self.basis, **rests})
