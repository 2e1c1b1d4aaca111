import json
from pathlib import Path

import nbformat
import pytest
from notebook_files import code_cells

from nkpressure.run.execution import execute, normalise, to_text
from nkpressure.run.outputs import output_files

CELLS = [
    ("parameters", 'top: int = 3  # rows\ncorpus: str = "seeds"'),
    ("", "print('one'); print('two'); top"),
    (
        "",
        "import base64, os\nfrom IPython.display import display\n"
        "display({'text/csv': 'code,n\\n2231,1\\n', 'text/html': '<b>t</b>'}, raw=True,\n"
        "    metadata={'text/csv': {'name': 'Cited: numbers'}})\n"
        "display({'text/csv': f'top\\n{top}\\n'}, raw=True)\n"
        "display({'image/png': base64.b64encode(b'a figure').decode()}, raw=True,\n"
        "    metadata={'image/png': {'name': 'bars', 'alt': 'Bars.'}})",
    ),
    ("", "os.path.basename(os.getcwd()), '' in __import__('sys').path"),
]
FAILING = [("", "fine = 1"), ("", "1 / 0"), ("", "'never reached'")]


def _notebook(path: Path, cells):
    # Without ids of cells, as older JupyterLabs wrote them: papermill would make random ones.
    notebook = {"cells": code_cells(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """The same notebook, run from two folders, of which one has braces in its name."""
    runs = []
    for name in ("here", "{there}"):
        folder = tmp_path_factory.mktemp("project") / name / "corpus"
        folder.mkdir(parents=True)
        path = _notebook(folder / "x.ipynb", CELLS)
        before = path.read_bytes()
        runs.append(execute(path, {"top": 5}, folder))
        assert path.read_bytes() == before
    return runs


def test_two_runs_give_the_same_bytes(twice):
    first, second = (to_text(run.notebook) for run in twice)
    assert first == second
    assert "T00:" not in first
    assert "/corpus" not in first


def test_runs_with_the_given_parameters_in_the_given_folder(twice):
    notebook = twice[0].notebook
    assert twice[0].failure is None
    assert notebook.cells[1].id == "injected-parameters"
    assert notebook.cells[1].source == "# Parameters\ntop = 5\n"
    stream, value = notebook.cells[2].outputs
    assert (stream.text, value.data["text/plain"]) == ("one\ntwo\n", "5")
    assert notebook.cells[4].outputs[0].data["text/plain"] == "('corpus', False)"
    assert notebook.metadata.papermill == {"parameters": {"top": 5}}


def test_the_executed_notebook_is_a_valid_one(twice):
    nbformat.validate(nbformat.reads(to_text(twice[0].notebook), as_version=4))


def test_takes_out_tables_and_figures_under_their_names(twice):
    assert output_files(twice[0].notebook, "04_cited") == {
        "tables/04_cited-cited-numbers.csv": b"code,n\n2231,1\n",
        "tables/04_cited-cell-03.csv": b"top\n5\n",
        "figures/04_cited-bars.png": b"a figure",
    }


def test_a_failure_is_one_sentence_and_the_notebook_stays(tmp_path):
    run = execute(_notebook(tmp_path / "x.ipynb", FAILING), {}, tmp_path)
    assert run.failure == "ZeroDivisionError: division by zero (cell [2])"
    codes = [cell for cell in run.notebook.cells if cell.cell_type == "code"]
    assert codes[1].outputs[0].ename == "ZeroDivisionError"
    assert codes[2].outputs == []
    ids = [cell.id for cell in run.notebook.cells]
    assert ids == ["error-marker-1", "cell-01", "error-marker-2", "cell-02", "cell-03"]


def test_joins_what_a_cell_wrote_in_pieces():
    pieces = [("stdout", "a"), ("stdout", "b"), ("stderr", "c"), ("stdout", "d")]
    cell = nbformat.v4.new_code_cell(
        outputs=[nbformat.v4.new_output("stream", name=name, text=text) for name, text in pieces]
    )
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"widgets": {"state": {}}})
    normalise(notebook, {"b": 1, "a": 2})
    assert [output.text for output in cell.outputs] == ["ab", "c", "d"]
    assert "widgets" not in notebook.metadata
    assert list(notebook.metadata.papermill["parameters"]) == ["a", "b"]


def test_two_tables_of_one_name_are_two_files():
    outputs = [nbformat.v4.new_output("display_data", {"text/csv": "n\n"}) for _ in range(2)]
    cell = nbformat.v4.new_code_cell(outputs=outputs, id="cell-09")
    files = output_files(nbformat.v4.new_notebook(cells=[cell]), "x")
    assert list(files) == ["tables/x-cell-09.csv", "tables/x-cell-09-2.csv"]
