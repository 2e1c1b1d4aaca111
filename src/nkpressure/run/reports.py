"""Carries a plan out: does what has to be done anew, and writes the pages that lead to it all."""

import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from nkpressure.errors import WrongUseError
from nkpressure.run.clusters import ClusterWorkers
from nkpressure.run.digests import digest
from nkpressure.run.folders import report_folder
from nkpressure.run.kept import Keeper, Kept
from nkpressure.run.plans import CORPUS_FOLDER, Plan
from nkpressure.run.provenance import provenance, to_json
from nkpressure.run.results import Result
from nkpressure.run.steps import Step, Steps
from nkpressure.run.tasks import FORK, Job, Outcome, RecordsTask, work_on
from nkpressure.run.workers import Workers, can_fork, default_jobs
from nkpressure.tables import read_tables

_FRONT = f"{CORPUS_FOLDER}/front"
ENGINES = ("fork", "standard")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Report:
    """A finished report: its first page, one sentence for whatever did not work, what was done.

    `notes` say what else a reader should know, such as pages that were taken away.
    """

    index: Path
    problems: tuple[str, ...]
    done: int
    steps: int
    notes: tuple[str, ...] = ()


def write_report(
    plan: Plan,
    to: Path,
    *,
    jobs: int | None = None,
    engine: str | None = None,
    force: bool = False,
    progress: bool = False,
    cluster: str | None = None,
) -> Report:
    """Run a plan's notebooks and write the report to a folder.

    Only what rests on something that has changed since the last run is made again, or everything
    with `force`. What fails is named in the report and in its `problems`; all else is written
    nevertheless. The same inputs give the same bytes, but for `times.json`. `engine` is "fork",
    which forks a process for each notebook, or "standard", which is papermill's own; None takes the
    first where this system can. `cluster` is the address of a Dask scheduler or "local"; its
    workers must see the corpus and the report's folder under the same names.

    Raises WrongUseError where the folder cannot be written, or another run is writing it.
    """
    keeper = Keeper(report_folder(to).resolve())
    with keeper.alone():
        writing = _Writing(plan, keeper, _papermill_engine(engine), force)
        return writing.write(to, jobs or default_jobs(), progress, cluster)


def foresee_report(
    plan: Plan, to: Path, *, engine: str | None = None, force: bool = False
) -> list[Step]:
    """Return the steps that `write_report` would take, each with its reason; nothing is written."""
    return foreseen(Steps(plan, Keeper(to.resolve()), _papermill_engine(engine), force=force))


def foreseen(steps: Steps) -> list[Step]:
    """Return all steps while nothing is done."""
    return steps.foreseen(steps.first())


def _papermill_engine(engine: str | None) -> str | None:
    """Return papermill's name of an engine: None is its standard one."""
    if engine not in (None, *ENGINES):
        raise WrongUseError(f"there is no engine {engine!r}; there are {', '.join(ENGINES)}")
    if engine == "fork" and not can_fork():
        raise WrongUseError("processes cannot be forked on this system; use the standard engine")
    return FORK if engine != "standard" and can_fork() else None


def _shown(done: Iterable[T], total: int) -> Iterable[T]:
    from tqdm import tqdm

    return tqdm(done, total=total, unit="page")


class _Writing:
    """One run: its steps, then the files that speak of the whole report."""

    def __init__(self, plan: Plan, keeper: Keeper, engine: str | None, force: bool) -> None:
        self.plan = plan
        self.keeper = keeper
        self.engine = engine
        self.steps = Steps(plan, keeper, engine, force=force)
        self.unread = list(map(str, plan.corpus.unread))
        self.force = force

    def write(self, to: Path, jobs: int, progress: bool, cluster: str | None) -> Report:
        with self._crew(jobs, cluster) as workers:
            results = self._take(self.steps.first(), workers, progress)
            results += self._take(self.steps.second(results), workers, progress)
        done = [result for result in results if result.seconds is not None]
        notes = self._take_away_stale(results) if self.plan.whole else ()
        problems = [result.problem for result in results if result.problem is not None]
        self._write_front(results, anew=bool(done))
        return Report(
            to / "index.html", (*self.unread, *problems), len(done), len(results), tuple(notes)
        )

    def _crew(
        self, jobs: int, cluster: str | None
    ) -> Workers[Job, Outcome] | ClusterWorkers[Job, Outcome]:
        warmth = self.plan.warmth(forking=self.engine is not None)
        if cluster is None:
            return Workers(work_on, warmth, jobs, forking=can_fork())
        report, tables = self.keeper.report, self.plan.tables
        return ClusterWorkers(work_on, warmth, cluster, jobs, report, tables)

    def _take(
        self,
        steps: Sequence[Step],
        workers: Workers[Job, Outcome] | ClusterWorkers[Job, Outcome],
        progress: bool,
    ) -> list[Result]:
        """Take the steps that there is a reason for, and return the results of all, in order."""
        due = [number for number, step in enumerate(steps) if step.reason is not None]
        outcomes: dict[int, Outcome] = {}
        done = workers.run([steps[number].job for number in due])
        for place, outcome in _shown(done, len(due)) if progress else done:
            if isinstance(outcome, BaseException):
                outcome = Outcome(Kept({}, failure=f"the work was broken off ({outcome})"), 0.0)
            outcomes[due[place]] = outcome
        return [
            self.steps.result(
                step,
                outcomes[number].kept if number in outcomes else None,
                outcomes[number].seconds if number in outcomes else None,
            )
            for number, step in enumerate(steps)
        ]

    def _take_away_stale(self, results: Sequence[Result]) -> list[str]:
        """Take away what earlier runs made of documents that the corpus has no more."""
        current = {*self.plan.folders().values(), CORPUS_FOLDER}
        stale = [piece for piece in self.keeper.pieces() if piece.partition("/")[0] not in current]
        files = sum(self.keeper.drop(piece) for piece in stale)
        gone = sorted({piece.partition("/")[0] for piece in stale})
        notes = [
            f"took away {files} files of what is not in the corpus any more: {', '.join(gone)}"
        ]
        shown = {_FRONT, *(result.task.piece for result in results)}
        others = [piece for piece in self.keeper.pieces() if piece not in shown]
        also = f"{others[0]} and {len(others) - 1} others" if others[1:] else "".join(others)
        kept = [f"earlier runs have made what this one does not show, and it is kept: {also}"]
        return [*(notes if gone else []), *(kept if others else [])]

    def _write_front(self, results: Sequence[Result], *, anew: bool) -> None:
        rests_on = self._rests_on(results)
        reason = self.keeper.reason(_FRONT, rests_on)
        if reason is not None or self.force:
            from nkpressure.run.front import front_files

            facts = provenance(
                read_tables(self.plan.tables), self.plan.documents, self.plan.notebooks
            )
            facts["rests_on"] = self.steps.basis
            if self.plan.store:
                facts["store"] = {"about": self.plan.store.about, "state": self.plan.store.state}
            records = b"".join(
                (self.keeper.report / name).read_bytes()
                for result in results
                if isinstance(result.task, RecordsTask)
                for name in result.kept.files
            )
            files = front_files(self.plan, self.keeper.report, results, facts, records)
            self.keeper.write(_FRONT, Kept(rests_on), files)
        if anew or reason is not None:
            self.keeper.put("times.json", to_json(self._times(results)).encode())

    def _rests_on(self, results: Sequence[Result]) -> dict[str, str]:
        pieces = [
            [
                result.task.piece,
                dict(result.kept.files),
                result.kept.failure,
                digest(result.kept.said),
            ]
            for result in results
        ]
        titles = [[notebook.name, notebook.title] for notebook, _ in self.plan.notebooks]
        store = {"store": self.plan.store.state} if self.plan.store else {}
        return {
            **self.steps.basis,
            **store,
            "reports": digest([pieces, titles]),
            "unread files": digest(self.unread),
        }

    def _times(self, results: Sequence[Result]) -> dict[str, Any]:
        """Whatever differs from run to run stands in this one file."""
        return {
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "host": platform.node(),
            "platform": platform.platform(),
            "engine": "fork" if self.engine else "standard",
            "runs": [result.time() for result in results],
        }
