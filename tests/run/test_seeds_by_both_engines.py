"""The engine that forks gives what papermill's own gives, on every notebook that we ship."""

import csv
import json
from pathlib import Path

import pytest

from nkpressure.run.plans import plan_report
from nkpressure.run.tasks import Job, work_on
from nkpressure.run.workers import Workers, can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
DOCUMENT = "piie-2017-07"


@pytest.fixture(scope="module")
def standard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the notebooks on one document, and those on the corpus, become in kernels of their own.

    A report's other pages are made from these files, by whatever engine they came to be.
    """
    to = tmp_path_factory.mktemp("standard")
    plan = plan_report()
    tasks = [task for task in plan.notebook_tasks(None) if task.document in (DOCUMENT, None)]
    assert {task.notebook.name for task in tasks} == {each.name for each, _ in plan.notebooks}
    jobs = [Job(task, {"engine": "standard"}, to) for task in tasks]
    # Forks have papermill at once; the kernels that they start import everything anew.
    with Workers(work_on, plan.warmth(forking=True), 2, forking=True) as workers:
        outcomes = [outcome for _, outcome in workers.run(jobs)]
    assert [outcome.kept.failure for outcome in outcomes] == [None] * len(tasks)
    return to


def _of_notebooks(report: Path) -> dict[str, bytes]:
    """The files of the notebooks on the one document or the corpus, by their place."""
    notes = [
        path
        for folder in (DOCUMENT, "corpus")
        for path in (report / ".nkpressure" / folder).glob("notebook.*.json")
    ]
    names = [name for note in notes for name in json.loads(note.read_text("utf-8"))["files"]]
    return {name: (report / name).read_bytes() for name in names}


def test_the_report_says_by_which_engine_it_was_made(seeds_report: Path) -> None:
    assert json.loads((seeds_report / "times.json").read_text("utf-8"))["engine"] == "fork"


def test_both_engines_give_the_same_bytes(seeds_report: Path, standard: Path) -> None:
    by_fork, by_kernel = _of_notebooks(seeds_report), _of_notebooks(standard)
    assert len([name for name in by_kernel if name.endswith(".ipynb")]) > 10
    assert sorted(by_fork) == sorted(by_kernel)
    assert [name for name in by_fork if by_fork[name] != by_kernel[name]] == []


def test_the_data_dictionaries_explain_every_column(seeds_report: Path) -> None:
    unexplained = []
    for path in sorted(seeds_report.rglob("*.dictionary.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            unexplained += [(row["file"], row["column"]) for row in rows if not row["meaning"]]
    assert unexplained == [], "add them to tables/columns.csv"
