"""The ledger keeps its scores on the seeds: training scores, on a draft that nobody has checked."""

import pytest
from gold.set_floors import SETS

from nkpressure.find.everything import find_everything
from nkpressure.ledger.signals import with_ledger
from nkpressure.measure.scores import score_records
from nkpressure.records import Record, to_records


@pytest.mark.parametrize(("measure", "floor"), [("overlap", 0.68), ("coded", 0.43)])
def test_signals_of_the_seeds(measure: str, floor: float) -> None:
    seeds = SETS[0]
    predicted: list[Record] = []
    for document in seeds.documents():
        findings = with_ledger(find_everything(document))
        predicted += to_records(document, findings.annotations())
    [score] = score_records(predicted, seeds.records(), ["signal"])
    assert score.measure(measure).f1 >= floor, score.differences()
