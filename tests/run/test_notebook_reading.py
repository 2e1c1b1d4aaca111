import json

import pytest

from nkpressure.errors import WrongUseError
from nkpressure.run.notebooks import Per, find_notebooks, list_notebooks, read_notebook


def _write(path, *cells, **metadata):
    made = [
        {"cell_type": kind, "source": source.splitlines(keepends=True), "metadata": {"tags": tags}}
        for kind, source, tags in cells
    ]
    notebook = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def test_reads_title_parameters_and_what_it_runs_on(tmp_path):
    path = _write(
        tmp_path / "01_who.ipynb",
        ("markdown", "Some words first.\n# Who is named?\n## Later", []),
        ("code", "import json", []),
        ("code", "corpus: str = 'seeds'\ndocument: str = ''  # which", ["parameters"]),
    )
    notebook = read_notebook(path)
    assert (notebook.name, notebook.title, notebook.per) == ("01_who", "Who is named?", "document")
    assert notebook.declares("document")
    assert not notebook.declares("json")


def test_what_it_runs_on_can_be_stated(tmp_path):
    cell = ("code", "document: str = ''", ["parameters"])
    path = _write(tmp_path / "all.ipynb", cell, nkpressure={"per": "corpus"})
    assert read_notebook(path).per is Per.CORPUS
    assert read_notebook(path).title == "all"


def test_refuses_an_unknown_kind_of_run(tmp_path):
    path = _write(tmp_path / "all.ipynb", nkpressure={"per": "month"})
    with pytest.raises(WrongUseError, match=r"all\.ipynb: .*'month'; it must be document or"):
        read_notebook(path)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff\xfe\x00", id="bytes"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b'{"worksheets": [], "nbformat": 3}', id="old format"),
        pytest.param(b'{"cells": [{"cell_type": "code"}]}', id="a cell without a source"),
    ],
)
def test_refuses_what_is_no_notebook(tmp_path, content):
    (tmp_path / "x.ipynb").write_bytes(content)
    with pytest.raises(WrongUseError, match=r"x\.ipynb: this is no Jupyter notebook"):
        read_notebook(tmp_path / "x.ipynb")


def test_finds_by_folder_by_path_and_by_name(tmp_path):
    first, second = (_write(tmp_path / f"{name}.ipynb") for name in ("a", "b"))
    (tmp_path / "notes.txt").write_text("no notebook")
    assert [notebook.path for notebook in list_notebooks(tmp_path)] == [first, second]
    assert [notebook.name for notebook in find_notebooks([str(second)])] == ["b"]
    assert [notebook.name for notebook in find_notebooks([str(tmp_path), str(first)])] == ["a", "b"]
    shipped = list_notebooks()
    assert find_notebooks([shipped[0].name]) == shipped[:1]
    assert find_notebooks([]) == shipped


@pytest.mark.parametrize(
    ("word", "complaint"),
    [
        pytest.param("99_nothing", "no notebook '99_nothing'; .* one of: 01_", id="no such name"),
        pytest.param("gone.ipynb", r"gone\.ipynb: cannot be read", id="no such file"),
        pytest.param(
            "../pyproject", "there is no notebook .* one of: 01_", id="a way out of the folder"
        ),
    ],
)
def test_refuses_a_notebook_that_does_not_exist(word, complaint, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongUseError, match=complaint):
        find_notebooks([word])


def test_refuses_two_notebooks_of_one_name(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        _write(tmp_path / folder / "a.ipynb")
    with pytest.raises(WrongUseError, match="bear one name"):
        find_notebooks([str(tmp_path / "one"), str(tmp_path / "two")])


def test_refuses_a_folder_without_notebooks(tmp_path):
    with pytest.raises(WrongUseError, match="no notebook"):
        find_notebooks([str(tmp_path)])
