"""The error budget: a coder's records in the place of each stage, and the ledger built again."""

from functools import cache

import pytest
from gold.set_floors import SETS

from nkpressure.cli import main
from nkpressure.find.everything import Findings, find_everything
from nkpressure.ledger.signals import build_ledger
from nkpressure.measure.error_budget import BudgetStep, budget_frame, error_budget
from nkpressure.measure.gold_stages import CODED, Stage, with_gold
from nkpressure.model import Document, Span

SEEDS = SETS[0]


@cache
def steps() -> list[BudgetStep]:
    return error_budget([find_everything(d) for d in SEEDS.documents()], SEEDS.records())


def test_prints_a_line_a_stage() -> None:
    frame = budget_frame(steps())
    stages = ["as found", "sentences", "actors", "instruments", "attributions", "dates"]
    assert frame["coded_so_far"].tolist() == stages
    assert frame["gain_in_coded"].isna().tolist() == [True] + [False] * 5
    gains = frame["gain_in_overlap"].iloc[1:].sum()
    whole = frame["overlap_f1"].iloc[-1] - frame["overlap_f1"].iloc[0]
    assert gains == pytest.approx(whole, abs=0.005)


def test_coded_instruments_help_the_ledger() -> None:
    by_stage = {step.stage: step.score.measure("overlap").f1 for step in steps()}
    assert by_stage["instruments"] > by_stage["actors"]


@pytest.mark.parametrize("stage", list(Stage))
def test_puts_the_coded_records_in(stage: Stage) -> None:
    findings = find_everything(SEEDS.documents()[0])
    gold = SEEDS.records()
    changed: Findings = with_gold(findings, gold, stage)
    coded = getattr(changed, f"{stage.value}s")
    wanted = [r for r in gold if r["kind"] == stage and r["document"] == findings.document.id]
    assert len(coded) == len(wanted)
    assert {annotation.rule for annotation in coded} == {CODED}
    assert build_ledger(changed)


def test_leaves_a_stage_that_nobody_coded() -> None:
    findings = find_everything(Document("other", "The US imposed sanctions on North Korea."))
    assert with_gold(findings, SEEDS.records(), Stage.ACTORS) is findings


def test_a_coded_span_counts_as_coded() -> None:
    findings = find_everything(Document("n", "They pressed on."))
    record = {
        **{"document": "n", "kind": "instrument", "start": 5, "end": 12},
        **{"code": "G.PRESS", "direction": "tighten", "mode": None},
    }
    [mention] = with_gold(findings, [record], Stage.INSTRUMENTS).instruments
    assert (mention.span, mention.mode) == (Span(5, 12), None)


def test_the_command_prints_the_budget(capsys) -> None:
    gold = [str(path) for path in SEEDS.gold_files()]
    assert main(["budget", "seeds", *gold]) == 0
    said = capsys.readouterr().out
    assert "instruments" in said
    assert "training score" in said


def test_the_command_needs_coded_articles(tmp_path, capsys) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"document": "other", "kind": "signal"}\n', encoding="utf-8")
    assert main(["budget", "seeds", str(gold)]) == 2
    assert "no signal" in capsys.readouterr().err
