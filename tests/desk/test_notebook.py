"""The notebook that opens the desk runs under papermill as well, and its page needs no kernel."""

from pathlib import Path

import pytest
from nbconvert import HTMLExporter

from nkpressure.run.execution import execute
from nkpressure.shipped import shipped_folder

PATH = shipped_folder("notebooks") / "by_hand" / "code_a_text.ipynb"


@pytest.mark.parametrize(
    ("coder", "told"), [("", "to be coded"), ("ann", "coded by ann")], ids=["nobody", "ann"]
)
def test_runs_without_a_person_and_writes_nothing(tmp_path: Path, coder: str, told: str) -> None:
    given = {"coder": coder, "kinds": ["instrument"], "document": "sino-nk-2018-07"}
    executed = execute(PATH, given, tmp_path)
    assert executed.failure is None
    assert list(tmp_path.iterdir()) == []
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(executed.notebook)
    assert f"sino-nk-2018-07, {told}: " in page
    assert 'class="nkc nkc-still"' in page
    assert "widget-view" not in page
