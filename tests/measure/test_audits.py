"""The audit of a ledger: the draw is the same for everybody, a filled form comes to a precision."""

import math

import pytest

from nkpressure.cli import main
from nkpressure.errors import WrongUseError
from nkpressure.find.everything import find_everything
from nkpressure.ledger.signals import build_ledger
from nkpressure.measure.audits import draw_rows, read_verdicts
from nkpressure.model import Document

TEXT = " ".join(
    f"{state} imposed sanctions on North Korea." for state in ("Japan", "Canada", "France", "Chile")
)
ROWS = [
    (f"note#signal-{number:03d}", signal)
    for number, signal in enumerate(build_ledger(find_everything(Document("note", TEXT))), 1)
]


def test_draws_the_same_rows_again_in_text_order() -> None:
    drawn = draw_rows(ROWS, 2, seed=1)
    assert drawn == draw_rows(ROWS, 2, seed=1)
    assert [row[0] for row in drawn] == sorted(row[0] for row in drawn)
    assert len(drawn) == 2


def test_another_seed_draws_other_rows() -> None:
    draws = {tuple(row[0] for row in draw_rows(ROWS, 2, seed)) for seed in range(20)}
    assert len(draws) > 1


@pytest.mark.parametrize("rows", [-1, 0, 99])
def test_draws_no_more_than_there_are(rows: int) -> None:
    assert len(draw_rows(ROWS, rows, 1)) == max(0, min(rows, len(ROWS)))


def test_a_filled_form_comes_to_a_precision(tmp_path, capsys) -> None:
    form = tmp_path / "form.csv"
    verdicts = ["right"] * 8 + ["Wrong", "wrong ", "unsure", ""]
    lines = [f"note#signal-{n:03d},{verdict}" for n, verdict in enumerate(verdicts)]
    form.write_text("id,verdict\n" + "\n".join(lines) + "\n", encoding="utf-8")
    score = read_verdicts(form)
    assert (score.right, score.judged, score.unsure, score.left_open) == (8, 10, 1, 1)
    assert math.isclose(score.precision, 0.8)
    assert main(["score", str(form)]) == 0
    # Wilson 1927, worked out by hand for 8 of 10
    assert "0.490 to 0.943" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("id,verdict\na,maybe\n", "line 2", id="strange verdict"),
        pytest.param("id,note\na,b\n", "column verdict", id="no column"),
    ],
)
def test_says_what_is_wrong_with_a_form(tmp_path, content: str, said: str) -> None:
    form = tmp_path / "form.csv"
    form.write_text(content, encoding="utf-8")
    with pytest.raises(WrongUseError, match=said):
        read_verdicts(form)


def test_score_needs_gold_for_records(tmp_path, capsys) -> None:
    assert main(["score", str(tmp_path / "found.jsonl")]) == 2
    assert "audit form" in capsys.readouterr().err
