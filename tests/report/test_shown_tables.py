import csv
import io
import re

import pandas as pd
import pytest

from nkpressure.errors import WrongUseError
from nkpressure.report.evidence import link_evidence
from nkpressure.report.shown_tables import Table


def table(**columns: list[object]) -> Table:
    return Table(pd.DataFrame(columns), "actors", "Actors by mentions")


def test_has_caption_and_scopes():
    html = table(name=["China"], mentions=[3]).to_html()
    assert "<caption>Actors by mentions</caption>" in html
    assert html.count('scope="col"') == 2
    assert '<th scope="row">China</th>' in html
    assert '<td class="nk-number">3</td>' in html


def test_escapes_every_cell_and_cuts_none():
    words = "<img src=x onerror=alert(1)> " + "coal " * 200
    html = Table(pd.DataFrame({"<b>": [words]}), "t", "<i>", note="<u>").to_html()
    assert "<img" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert "<u>" not in html
    assert html.count("coal ") == 200


def test_ties_the_words_of_a_row_to_its_record():
    shown = table(id=["a b#actor-003"], mentions=[3], text=["China"])
    html = shown.to_html()
    assert '<td><a data-nk-anchor="a b#actor-003">China</a></td>' in html
    assert ">id<" not in html
    linked = link_evidence(html, "../{document}/text.html")
    assert 'href="../a%20b/text.html#actor-003">China</a>' in linked
    assert shown.to_csv().startswith("id,mentions,text\n")


def test_ties_the_first_cell_where_no_words_are_shown():
    assert '<a data-nk-anchor="a#actor-003">S</a>' in table(id=["a#actor-003"], f=["S"]).to_html()


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        pytest.param('=HYPERLINK("x")', '\'=HYPERLINK("x")', id="formula"),
        pytest.param("+40%", "'+40%", id="plus"),
        pytest.param("-40%", "'-40%", id="minus"),
        pytest.param("@KoreaWatcher", "'@KoreaWatcher", id="handle"),
        pytest.param("\tcoal", "'\tcoal", id="tab"),
        pytest.param(-40, "-40", id="a negative number is a number"),
        pytest.param("coal, iron\nand fish", "coal, iron\nand fish", id="comma and line end"),
        pytest.param("a\x00b\ud800", "a␀b\ufffd", id="control character and lone surrogate"),
        pytest.param(None, "", id="not said"),
    ],
)
def test_writes_csv_that_a_spreadsheet_only_reads(cell: object, kept: str):
    text = Table(pd.DataFrame({"cell": [cell], "n": [1]}), "t", "T").to_csv()
    text.encode("utf-8")
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [kept, "1"]


def test_guards_the_headings_too():
    assert table(**{"=cmd": [1]}).to_csv().startswith("'=cmd\n")


def test_offers_html_csv_and_plain_text_with_the_name():
    data, metadata = table(name=["China"], mentions=[3])._repr_mimebundle_()
    assert set(data) == {"text/html", "text/csv", "text/plain"}
    assert metadata == {"text/csv": {"name": "actors"}}
    assert "China" in data["text/plain"]


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        pytest.param([2016, 2017], ["2016", "2017"], id="years"),
        pytest.param([0.5, 0.25], ["0.50", "0.25"], id="as many decimals as needed"),
        pytest.param([1 / 3, None], ["0.333", ""], id="at most three, and a gap"),
        pytest.param([1.0, 2.0], ["1", "2"], id="whole floats"),
    ],
)
def test_sets_numbers_alike_within_a_column(numbers: list[object], shown: list[str]):
    html = Table(pd.DataFrame({"a": ["x", "y"], "n": numbers}), "t", "T").to_html()
    assert re.findall(r'<td class="nk-number">(.*?)</td>', html) == shown


def test_keeps_the_named_index_of_a_grouped_frame():
    frame = pd.DataFrame({"family": ["S", "S"], "mentions": [1, 2]}).groupby("family").sum()
    assert Table(frame, "t", "T").to_csv() == "family,mentions\nS,3\n"


def test_says_that_there_is_no_row():
    assert "No rows." in table(name=[], mentions=[]).to_html()


@pytest.mark.parametrize("name", ["", "../x", "a b", "a/b", "."])
def test_refuses_a_name_that_cannot_be_a_file(name: str):
    with pytest.raises(WrongUseError, match="cannot name a table"):
        Table(pd.DataFrame(), name, "T")


def test_refuses_a_table_without_caption():
    with pytest.raises(WrongUseError, match="caption"):
        Table(pd.DataFrame(), "t", " ")
