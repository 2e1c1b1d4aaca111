"""The notebook that opens the desk runs under papermill as well, and its page needs no kernel."""

from pathlib import Path

import pytest
from nbconvert import HTMLExporter

from nkpressure import code_text, coding_file, find_everything, read_corpus
from nkpressure.measure.corpus_codings import codings_of
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


def test_a_coders_file_lies_where_the_notebook_about_two_coders_looks(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Seoul will ease the sanctions.", encoding="utf-8")
    file = coding_file(read_corpus(tmp_path), "ann")
    assert file == tmp_path / "coders" / "ann.jsonl"
    articles = read_corpus(tmp_path)
    widget = code_text(find_everything(articles["note"]), "ann", file, kinds=["instrument"])
    [proposal] = widget.desk.sheet.proposals
    widget.desk.take({"verb": "accept", "mark": proposal})
    assert [document.id for document in read_corpus(tmp_path).documents] == ["note"]
    assert [coding.coder for coding in codings_of(articles).codings] == ["ann"]


def test_nothing_is_written_beside_the_founding_articles_or_without_a_name() -> None:
    assert coding_file(read_corpus("seeds"), "ann") == Path("ann.jsonl")
    assert coding_file(read_corpus("seeds"), " ") is None
