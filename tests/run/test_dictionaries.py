import nbformat.v4 as v4
import pytest

from nkpressure.run.dictionaries import ColumnRow, dictionary, meaning_of
from nkpressure.tables import read_tables


def _notebook(**tables):
    outputs = [
        v4.new_output("display_data", {"text/csv": csv}, metadata={"text/csv": {"name": name}})
        for name, csv in tables.items()
    ]
    return v4.new_notebook(cells=[v4.new_code_cell("tables", outputs=outputs)])


def test_lists_each_column_of_each_table():
    notebook = _notebook(facts="fact,note\ntitle,x\n", mine='"odd, name",rule\n1,2\n')
    (place, content), *others = dictionary(notebook, "09_x", {"note"}, read_tables()).items()
    assert place == "tables/09_x.dictionary.csv"
    assert others == []
    assert content.decode().splitlines() == [
        "file,column,meaning",
        "09_x-facts.csv,fact,what is known of the article",
        '09_x-facts.csv,note,"the fact, for that article"',
        '09_x-mine.csv,"odd, name",',
        "09_x-mine.csv,rule,the name of the rule that made the mark",
    ]


def test_a_notebook_without_tables_has_none():
    assert dictionary(_notebook(), "x", (), read_tables()) == {}


@pytest.mark.parametrize(
    ("table", "meaning"),
    [
        pytest.param("checks", "what the table of resolutions says of the number", id="its own"),
        pytest.param("others", "of a citation", id="the general one"),
    ],
)
def test_a_table_may_have_its_own_meaning(table, meaning):
    assert str(meaning_of(table, "status", read_tables())).startswith(meaning)


def test_no_column_is_explained_twice():
    rows = [(row.table, row.column) for row in read_tables().rows(ColumnRow)]
    assert sorted({row for row in rows if rows.count(row) > 1}, key=str) == []
