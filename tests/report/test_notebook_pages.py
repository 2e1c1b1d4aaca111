import re

import nbformat.v4 as v4
import pandas as pd
import pytest
from nbconvert import HTMLExporter

from nkpressure.report.actor_bars import plot_actors
from nkpressure.report.notebook_pages import TEMPLATE_FOLDER, NotebookPage, notebook_resources
from nkpressure.report.shown_tables import Table


def shown(value: object) -> object:
    data, metadata = value._repr_mimebundle_()
    return v4.new_output("execute_result", data, metadata=metadata, execution_count=1)


@pytest.fixture(scope="module")
def page() -> str:
    counts = pd.DataFrame({"name": ["<b>China"], "subkind": ["state"], "mentions": [3]})
    log = v4.new_output("stream", name="stderr", text="a <warning>")
    error = v4.new_output("error", ename="E", evalue="e", traceback=["\x1b[31mE\x1b[0m <i>"])
    notebook = v4.new_notebook(
        cells=[
            v4.new_markdown_cell("# Who is named?\n\nYou will see names."),
            v4.new_code_cell(
                "plot_actors(counts)",
                outputs=[log, shown(plot_actors(counts)), shown(Table(counts, "a", "Actors"))],
            ),
            v4.new_code_cell("1 / 0", outputs=[error]),
        ]
    )
    exporter = HTMLExporter(
        template_name="nkpressure", extra_template_basedirs=[str(TEMPLATE_FOLDER)]
    )
    frame = NotebookPage("Who is named?", "piie", "../index.html", "text.html")
    return str(exporter.from_notebook_node(notebook, notebook_resources(frame))[0])


def test_keeps_the_description_of_a_figure(page: str):
    alt = "Who is named how often: 1 actor with 3 mentions. &lt;b&gt;China (3)."
    assert f'alt="{alt}"' in page


def test_keeps_tables_and_folds_code(page: str):
    assert "<caption>Actors</caption>" in page
    assert "<summary>Code</summary>" in page
    assert "<summary>Messages of the run</summary>" in page
    assert not re.search(r"In.?\[|Out\[", page)


def test_lets_no_output_write_html(page: str):
    assert "<warning>" not in page
    assert "<i>" not in page
    assert "<b>China" not in page


def test_is_one_whole_page_with_its_way_back(page: str):
    assert page.count("<h1") == 1
    assert "<title>Who is named? (piie)</title>" in page
    assert 'href="../index.html"' in page
    assert 'href="text.html"' in page
    assert '<main id="content">' in page


def test_fetches_nothing(page: str):
    assert not re.search(r'https?://|@import|url\(|<link|src="(?!data:)', page)
