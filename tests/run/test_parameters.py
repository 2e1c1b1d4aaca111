import nbformat
import papermill
import pytest

from nkpressure.errors import WrongUseError
from nkpressure.run.parameters import Parameter, check_parameters, read_parameters

CELL = """\
# what to look at
corpus: str = "seeds"  # a folder of articles
top: int = 12  # rows to show
share: float = 0.5
names: list[str] = ["China"]  # whom to count
years: list = []
all_rows: bool = False  # show each row, "#" and all
since: str | None = None
plain = 3
computed = len("abc")
"""


def test_reads_name_type_default_and_help():
    by_name = {parameter.name: parameter for parameter in read_parameters(CELL)}
    assert by_name["corpus"] == Parameter("corpus", "str", "'seeds'", "a folder of articles")
    assert by_name["share"] == Parameter("share", "float", "0.5", "")
    assert by_name["all_rows"].help == 'show each row, "#" and all'
    assert by_name["plain"].type == "int"
    assert list(by_name)[-1] == "computed"


def test_sees_all_that_papermill_sees(tmp_path):
    cell = nbformat.v4.new_code_cell(CELL, metadata={"tags": ["parameters"]})
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": ""}
    nbformat.write(notebook, tmp_path / "one.ipynb")
    theirs = papermill.inspect_notebook(str(tmp_path / "one.ipynb"))
    ours = {parameter.name: parameter for parameter in read_parameters(CELL)}
    assert {"corpus", "top", "names", "plain"} <= set(theirs) <= set(ours)
    assert theirs["top"]["help"] == ours["top"].help
    assert theirs["names"]["inferred_type_name"] == ours["names"].type


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        pytest.param("corpus", "007", "007", id="a text stays as it was written"),
        pytest.param("corpus", "", "", id="an empty text"),
        pytest.param("top", "30", 30, id="whole number"),
        pytest.param("top", " 30 ", 30, id="number with blanks"),
        pytest.param("share", "1e-1", 0.1, id="number with exponent"),
        pytest.param("share", 1, 1.0, id="whole number for a fraction"),
        pytest.param("all_rows", "Yes", True, id="yes"),
        pytest.param("all_rows", "0", False, id="nought"),
        pytest.param("names", "China, Russia", ["China", "Russia"], id="names by comma"),
        pytest.param("names", '["a, b", "c"]', ["a, b", "c"], id="names as JSON"),
        pytest.param("years", "[2017, 2018]", [2017, 2018], id="numbers as JSON"),
        pytest.param("since", None, None, id="nothing, where that is declared"),
        pytest.param("since", "2017", "2017", id="a text where nothing is allowed too"),
        pytest.param("plain", "4", 4, id="type taken from the default"),
    ],
)
def test_converts_words_to_the_declared_type(name, words, value):
    checked = check_parameters("note", read_parameters(CELL), {name: words})
    assert checked == {name: value}
    assert type(checked[name]) is type(value)


@pytest.mark.parametrize(
    ("name", "words", "complaint"),
    [
        pytest.param("corpsu", "x", r"no parameter 'corpsu'; did you mean 'corpus'\?", id="slip"),
        pytest.param("xyz", "x", "It has all_rows, computed, corpus", id="nothing like it"),
        pytest.param("top", "many", "top is of type int, and 'many' is not", id="no number"),
        pytest.param("top", 1.5, "is of type int", id="a fraction"),
        pytest.param("top", True, "is of type int", id="a truth for a number"),
        pytest.param("all_rows", "maybe", "is of type bool", id="neither yes nor no"),
        pytest.param("years", "[2017", "is of type list", id="broken list"),
        pytest.param("names", '[{"a": 1}]', "is of type str", id="list of something else"),
        pytest.param("corpus", None, "is of type str", id="nothing, where a text is declared"),
    ],
)
def test_refuses_what_does_not_fit(name, words, complaint):
    with pytest.raises(WrongUseError, match=complaint):
        check_parameters("note", read_parameters(CELL), {name: words})


def test_says_that_a_notebook_takes_none():
    with pytest.raises(WrongUseError, match="it takes none"):
        check_parameters("note", (), {"top": "3"})


def test_refuses_a_cell_that_is_no_python():
    with pytest.raises(WrongUseError, match="is no Python"):
        read_parameters("top: int = ")
