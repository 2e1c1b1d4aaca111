"""Carries a plan out: runs everything, writes the pages, the records and what they rest on."""

from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from nkpressure.run.folders import report_folder, write_whole
from nkpressure.run.front_page import front_page
from nkpressure.run.plans import Plan
from nkpressure.run.provenance import provenance, to_json
from nkpressure.run.results import Result
from nkpressure.run.tasks import FORK, Outcome, prepare_forks, work_on
from nkpressure.run.workers import default_jobs, run_all
from nkpressure.tables import read_tables


@dataclass(frozen=True, slots=True)
class Report:
    """A finished report: its first page, and one sentence for whatever did not work."""

    index: Path
    problems: tuple[str, ...]


def write_report(
    plan: Plan, to: Path, *, jobs: int | None = None, fast: bool = False, progress: bool = False
) -> Report:
    """Run a plan's notebooks and write the report to a folder.

    What fails is named in the report and in its `problems`; all else is written nevertheless. A
    second run over the same inputs writes the same bytes, but for `times.json`. `fast` forks a
    process for each notebook rather than starting a kernel; only POSIX systems can.

    Raises WrongUseError where the folder cannot be written.
    """
    folder = report_folder(to).resolve()
    facts = provenance(read_tables(plan.tables), plan.documents, plan.notebooks)
    # Written first, so that a report that was broken off is known as ours.
    write_whole(folder / "run.json", to_json(facts))
    results = _results(plan, folder, jobs or default_jobs(), fast, progress)
    unread = [f"{unread.file}: {unread.reason}" for unread in plan.corpus.unread]
    runs = {"unread": unread, "runs": [result.facts() for result in results]}
    write_whole(folder / "records.jsonl", "".join(result.outcome.records for result in results))
    write_whole(folder / "run.json", to_json({**facts, **runs}))
    write_whole(folder / "times.json", to_json({"runs": [result.time() for result in results]}))
    write_whole(folder / "index.html", front_page(plan, results, facts))
    problems = [result.problem for result in results if result.problem is not None]
    return Report(to / "index.html", (*unread, *problems))


def _results(plan: Plan, folder: Path, jobs: int, fast: bool, progress: bool) -> list[Result]:
    """Do all tasks, and return their results in the order of the plan."""
    tasks = plan.tasks(folder, FORK if fast else None)
    outcomes: dict[int, Outcome] = {}
    done = run_all(work_on, tasks, jobs, prepare_forks if fast else None)
    for number, outcome in tqdm(done, total=len(tasks), disable=not progress, unit="page"):
        if isinstance(outcome, BaseException):
            outcome = Outcome((), f"the work was broken off ({outcome})", 0.0)
        outcomes[number] = outcome
    return [
        Result(task, outcomes[number], task.to.relative_to(folder).as_posix())
        for number, task in enumerate(tasks)
    ]
