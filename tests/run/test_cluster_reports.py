"""A report made on a cluster is the report made here."""

import json
from pathlib import Path

import pytest

from nkpressure.run.plans import plan_report
from nkpressure.run.reports import write_report

CELLS = (
    'corpus: str = "seeds"\ndocument: str = ""\ntables: str = ""',
    "print(document, {'a', 'b'})",
)


def _notebook(path: Path) -> None:
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{number:02d}",
            "source": source,
            "metadata": {"tags": ["parameters"] if number == 0 else []},
            "outputs": [],
            "execution_count": None,
        }
        for number, source in enumerate(CELLS)
    ]
    facts = {"nkpressure": {"per": "document"}}
    notebook = {"cells": cells, "metadata": facts, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")


def _files(report: Path) -> dict[str, bytes]:
    return {
        path.relative_to(report).as_posix(): path.read_bytes()
        for path in report.rglob("*")
        if path.is_file() and path.name != "times.json"
    }


def test_a_cluster_changes_no_byte_of_a_report(tmp_path):
    distributed = pytest.importorskip("distributed")
    (tmp_path / "corpus").mkdir()
    text = "Beijing spoke of coal and of sanctions on North Korea.\n"
    (tmp_path / "corpus" / "coal.txt").write_text(text, encoding="utf-8")
    _notebook(tmp_path / "asks.ipynb")
    plan = plan_report(str(tmp_path / "corpus"), notebooks=[str(tmp_path / "asks.ipynb")])
    here = write_report(plan, tmp_path / "here", jobs=1)
    with distributed.LocalCluster(
        n_workers=1, processes=False, protocol="tcp", dashboard_address=None, memory_limit=0
    ) as cluster:
        there = write_report(plan, tmp_path / "there", cluster=cluster.scheduler_address)
    assert (there.problems, there.done) == (here.problems, here.done) == ((), 3)
    assert _files(tmp_path / "there") == _files(tmp_path / "here")
