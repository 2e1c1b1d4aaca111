"""The finders keep the scores that they have on the gold; `tests/gold/set_floors.py` sets them."""

import json

import pytest
from gold.set_floors import FLOORS, SETS, GoldSet, digest, scores_of

_FLOORS = json.loads(FLOORS.read_text(encoding="utf-8"))
_CASES = [
    pytest.param(gold_set, kind, id=f"{gold_set.name}-{kind}")
    for gold_set in SETS
    for kind in _FLOORS[gold_set.name]["floors"]
]
_BY_SET = [pytest.param(gold_set, id=gold_set.name) for gold_set in SETS]


@pytest.mark.parametrize(("gold_set", "kind"), _CASES)
def test_scores_stay_above_their_floors(gold_set: GoldSet, kind: str) -> None:
    score = scores_of(gold_set)[kind]
    fallen = [
        f"{name} F1 {score.measure(name).f1:.3f} is below its floor {floor:.3f}"
        for name, floor in _FLOORS[gold_set.name]["floors"][kind].items()
        if score.measure(name).f1 < floor
    ]
    if fallen:
        pytest.fail("\n".join([f"{gold_set.name}, {kind}:", *fallen, score.differences()]))


@pytest.mark.parametrize("gold_set", _BY_SET)
def test_gold_is_the_one_that_the_floors_were_set_on(gold_set: GoldSet) -> None:
    now = {path.name: digest(path) for path in gold_set.gold_files()}
    assert now == _FLOORS[gold_set.name]["gold"], "the gold changed: note why, then set the floors"


@pytest.mark.parametrize("gold_set", _BY_SET)
def test_gold_points_at_the_words_that_it_quotes(gold_set: GoldSet) -> None:
    texts = {document.id: document.text for document in gold_set.documents()}
    wrong = [
        record["id"]
        for record in gold_set.records()
        if record.get("text") is not None and "start" in record
        if texts[record["document"]][record["start"] : record["end"]] != record["text"]
    ]
    assert wrong == []
