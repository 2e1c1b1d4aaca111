"""The engine that forks gives what papermill's own gives, on every notebook that we ship."""

import csv
from pathlib import Path

import pytest

from nkpressure.run.plans import plan_report
from nkpressure.run.reports import write_report
from nkpressure.run.workers import can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system cannot fork")


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    made = []
    for engine in ("fork", "standard"):
        plan = plan_report(documents=["piie-2017-07"])
        to = tmp_path_factory.mktemp(engine)
        report = write_report(plan, to, engine=engine, jobs=2)
        assert report.problems == ()
        assert report.done == report.steps
        made.append(to)
    return made


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    assert b"engine" in found.pop("times.json")
    return found


def test_both_engines_give_the_same_bytes(folders):
    forked, standard = (_files(folder) for folder in folders)
    assert sorted(forked) == sorted(standard)
    assert [name for name in forked if forked[name] != standard[name]] == []


def test_the_data_dictionaries_explain_every_column(folders):
    unexplained = []
    for path in sorted(folders[0].rglob("*.dictionary.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            unexplained += [(row["file"], row["column"]) for row in rows if not row["meaning"]]
    assert unexplained == [], "add them to tables/columns.csv"
