"""The rules of the notebooks: a question each, prose before code, nothing clever in a cell."""

import ast
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from notebook_files import cells_of, code_of, not_as_committed

import nkpressure

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = [*sorted(FOLDER.glob("*.ipynb")), *sorted((FOLDER / "by_hand").glob("*.ipynb"))]
TYPES = {"str", "int", "float", "bool", "list"}
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_there_are_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS][:5] == [
        "01_read_an_article",
        "02_who_is_named",
        "03_three_instruments",
        "04_what_is_cited",
        "05_two_articles_compared",
    ]


@each_notebook
def test_asks_a_question_and_ends_with_what_it_does_not_show(path: Path) -> None:
    cells = cells_of(path)
    title = re.match(r"# (.+)\n", cells[0]["source"])
    assert title
    assert title[1].endswith("?")
    assert cells[-1]["cell_type"] == "markdown"
    assert "does not show" in cells[-1]["source"]


@each_notebook
def test_says_whether_it_runs_once_a_document_or_once_a_corpus(path: Path) -> None:
    metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    assert metadata["nkpressure"]["per"] in ("document", "corpus")
    assert metadata["kernelspec"]["name"] == "python3"


@each_notebook
def test_parameters_are_typed_and_explained(path: Path) -> None:
    cell = code_of(path)[0]
    assert cell["metadata"]["tags"] == ["parameters"]
    for line in cell["source"].splitlines():
        assert re.fullmatch(rf"\w+: ({'|'.join(TYPES)}) = .+  # .{{10,}}", line), line
    assert "corpus: str" in cell["source"]


@each_notebook
def test_imports_stand_together_and_are_public(path: Path) -> None:
    first, *rest = code_of(path)[1:]
    for node in ast.parse(first["source"]).body:
        assert isinstance(node, ast.ImportFrom)
        assert node.module == "nkpressure"
        assert {alias.name for alias in node.names} <= set(nkpressure.__all__)
    for cell in rest:
        assert "import " not in cell["source"]


@each_notebook
def test_imports_what_it_uses(path: Path) -> None:
    first, *rest = code_of(path)[1:]
    used = {
        node.id
        for cell in rest
        for node in ast.walk(ast.parse(cell["source"]))
        if isinstance(node, ast.Name)
    }
    imported = {alias.name for alias in ast.parse(first["source"]).body[0].names}
    assert imported <= used


@each_notebook
def test_defines_nothing_and_prints_nothing(path: Path) -> None:
    forbidden = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.Try, ast.For, ast.While)
    for cell in code_of(path):
        for node in ast.walk(ast.parse(cell["source"])):
            assert not isinstance(node, forbidden), cell["source"]
            assert not (isinstance(node, ast.Name) and node.id in ("print", "open")), cell["source"]


@each_notebook
def test_each_code_cell_is_short_and_explained(path: Path) -> None:
    cells = cells_of(path)
    for before, cell in pairwise(cells):
        if cell["cell_type"] == "code":
            assert before["cell_type"] == "markdown"
            imports = cell["source"].startswith("from nkpressure import")  # one name a line
            assert len(cell["source"].splitlines()) <= (20 if imports else 16)


@each_notebook
def test_prose_outweighs_code(path: Path) -> None:
    cells = cells_of(path)
    words = sum(len(cell["source"].split()) for cell in cells if cell["cell_type"] == "markdown")
    lines = sum(len(cell["source"].splitlines()) for cell in code_of(path)[2:])
    assert words >= 8 * lines


@each_notebook
def test_is_committed_without_outputs_and_with_stable_ids(path: Path) -> None:
    assert not_as_committed(path) == []
