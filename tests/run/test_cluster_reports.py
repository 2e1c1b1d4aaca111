"""A report made on a cluster is the report made here."""

import pytest
from notebook_files import write_notebook
from written_files import files_of

from nkpressure.run.plans import plan_report
from nkpressure.run.reports import write_report

CELLS = (
    ("parameters", 'corpus: str = "seeds"\ndocument: str = ""\ntables: str = ""'),
    ("", "print(document, {'a', 'b'})"),
)


def test_a_cluster_changes_no_byte_of_a_report(tmp_path):
    distributed = pytest.importorskip("distributed")
    (tmp_path / "corpus").mkdir()
    text = "Beijing spoke of coal and of sanctions on North Korea.\n"
    (tmp_path / "corpus" / "coal.txt").write_text(text, encoding="utf-8")
    write_notebook(tmp_path / "asks.ipynb", CELLS, nkpressure={"per": "document"})
    plan = plan_report(str(tmp_path / "corpus"), notebooks=[str(tmp_path / "asks.ipynb")])
    here = write_report(plan, tmp_path / "here", jobs=1)
    with distributed.LocalCluster(
        n_workers=1, processes=False, protocol="tcp", dashboard_address=":0", memory_limit=0
    ) as cluster:
        there = write_report(plan, tmp_path / "there", cluster=cluster.scheduler_address)
    assert (there.problems, there.done) == (here.problems, here.done) == ((), 3)
    assert files_of(tmp_path / "there") == files_of(tmp_path / "here")
