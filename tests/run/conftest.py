"""What several tests of whole reports look at; to make it takes longer than any of them."""

from pathlib import Path

import pytest

from nkpressure.run.plans import plan_report
from nkpressure.run.reports import write_report


@pytest.fixture(scope="session")
def seeds_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on both seeds, of every notebook that we ship; nobody may change it."""
    to = tmp_path_factory.mktemp("seeds") / "report"
    report = write_report(plan_report(), to, jobs=2)
    assert report.problems == ()
    assert report.done == report.steps
    return to
