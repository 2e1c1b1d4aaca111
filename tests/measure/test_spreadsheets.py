"""No CSV that we write can act as a formula, and numbers stay numbers."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

import nkpressure
from nkpressure.measure.spreadsheets import guarded, read_sheet, to_sheet, unguarded
from nkpressure.report.shown_tables import Table

HARMFUL = ["=1+1", "+1", "-1+A1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1"]
HARMLESS = ["coal ban", "", "1-2", "'twas", "a=b", " - a dash"]


@pytest.mark.parametrize("cell", HARMFUL)
def test_what_a_spreadsheet_would_carry_out_is_quoted_and_comes_back(cell):
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", HARMLESS)
def test_other_cells_stay_as_they_are(cell):
    assert guarded(cell) == unguarded(cell) == cell


@pytest.mark.parametrize("cell", [cell for cell in HARMFUL if "\r" not in cell])
def test_a_sheet_gives_back_what_was_put_in(tmp_path, cell):
    path = tmp_path / "a.csv"
    path.write_text(to_sheet(["unit", "n"], [(cell, -1)]), encoding="utf-8", newline="")
    ((_, row),) = read_sheet(path, ["unit"])
    assert dict(row) == {"unit": cell, "n": "-1"}


def test_tables_of_reports_keep_their_numbers():
    frame = pd.DataFrame({"=score": [-0.5, 2.0], "count": [-3, 4], "words": ["=1", "-0.5"]})
    rows = list(csv.reader(io.StringIO(Table(frame, "scores", "Scores").to_csv())))
    assert rows == [
        ["'=score", "count", "words"],
        ["-0.5", "-3", "'=1"],
        ["2.0", "4", "'-0.5"],
    ]


def test_whatever_writes_a_csv_guards_its_cells():
    package = Path(nkpressure.__file__).parent
    writing = {
        path.relative_to(package).as_posix(): path.read_text(encoding="utf-8")
        for path in package.rglob("*.py")
        if any(call in path.read_text(encoding="utf-8") for call in ("csv.writer(", "to_csv(index"))
    }
    assert len(writing) >= 4
    assert [name for name, words in writing.items() if "guarded(" not in words] == []
