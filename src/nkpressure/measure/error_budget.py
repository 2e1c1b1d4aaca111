"""How much of the ledger's loss each earlier stage causes: the stages as coded, one by one.

The ledger is built again with a coder's sentences, then with his actors besides, and so on. What
a step gains is what the finders of that stage cost the ledger; what is left at the end is the
ledger's own. Scores on texts that were read when rules were written are training scores.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from nkpressure.find.everything import Findings
from nkpressure.ledger.signals import with_ledger
from nkpressure.measure.gold_stages import Stage, with_gold
from nkpressure.measure.scores import KindScore, score_records
from nkpressure.records import Record, to_records

AS_FOUND = "as found"
_COLUMNS = [
    *("coded_so_far", "gold", "found", "overlap_f1", "coded_f1"),
    *("gain_in_overlap", "gain_in_coded"),
]


@dataclass(frozen=True, slots=True)
class BudgetStep:
    """The ledger's score with the stages up to this one as coded."""

    stage: str
    score: KindScore


def error_budget(
    documents: Iterable[Findings], gold: Sequence[Record], stages: Sequence[Stage] = tuple(Stage)
) -> list[BudgetStep]:
    """Score the ledger as found, and again with each further stage as the gold has it.

    The gold is the same for all documents; only its signals are scored.
    """
    now = list(documents)
    steps = [BudgetStep(AS_FOUND, _score(now, gold))]
    for stage in stages:
        now = [with_gold(findings, gold, stage) for findings in now]
        steps.append(BudgetStep(f"{stage.value}s", _score(now, gold)))
    return steps


def _score(documents: Sequence[Findings], gold: Sequence[Record]) -> KindScore:
    predicted = []
    for findings in documents:
        full = with_ledger(findings)
        predicted += to_records(full.document, full.annotations())
    return score_records(predicted, gold, ["signal"])[0]


def budget_frame(steps: Sequence[BudgetStep]) -> pd.DataFrame:
    """Return the steps as a table: the scores, and what each step gained over the one before.

    >>> list(budget_frame([]).columns)[:2]
    ['coded_so_far', 'gold']
    """
    rows = []
    before = (0.0, 0.0)
    for place, step in enumerate(steps):
        now = step.score.measure("overlap").f1, step.score.measure("coded").f1
        gains = (now[0] - before[0], now[1] - before[1]) if place else (None, None)
        found = step.score.predicted
        rows.append((step.stage, step.score.gold, found, *map(_short, (*now, *gains))))
        before = now
    return pd.DataFrame(rows, columns=_COLUMNS)


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
