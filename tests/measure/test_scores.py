"""Scores worked out by hand."""

import time

import pytest

from nkpressure.measure.intervals import wilson_interval
from nkpressure.measure.scores import (
    KindScore,
    kind_scores_frame,
    macro_f1,
    micro,
    score_records,
)
from nkpressure.records import Record


def _record(kind: str, start: int, end: int, document: str = "a", **fields: object) -> Record:
    return {"document": document, "kind": kind, "start": start, "end": end, **fields}


def _score(predicted: list[Record], gold: list[Record]) -> KindScore:
    (score,) = score_records(predicted, gold)
    return score


def _code(code: str, direction: str) -> dict[str, object]:
    return {"code": code, "direction": direction}


def _matched(score: KindScore) -> dict[str, int]:
    return {measure.name: measure.matched for measure in score.measures}


@pytest.mark.parametrize(
    ("start", "end", "exact", "overlap"),
    [
        pytest.param(10, 20, 1, 1, id="same"),
        pytest.param(10, 15, 0, 1, id="half"),  # 5 of 10
        pytest.param(10, 14, 0, 0, id="less than half"),  # 4 of 10
        pytest.param(15, 25, 0, 0, id="a third"),  # 5 of 15
        pytest.param(20, 30, 0, 0, id="side by side"),
    ],
)
def test_spans(start: int, end: int, exact: int, overlap: int) -> None:
    score = _score([_record("sentence", start, end)], [_record("sentence", 10, 20)])
    assert _matched(score) == {"exact": exact, "overlap": overlap, "coded": overlap}


@pytest.mark.parametrize(
    ("kind", "ours", "theirs", "coded"),
    [
        ("actor", {"entity": ["x", "y"]}, {"entity": ["y", "x"]}, 1),
        ("actor", {"entity": ["x"]}, {"entity": ["y", "x"]}, 0),
        ("instrument", _code("S.ENF", "tighten"), _code("S.GEN", "tighten"), 1),
        ("instrument", _code("S.ENF", "tighten"), _code("S.ENF", "loosen"), 0),
        ("instrument", _code("S.ENF", "tighten"), _code("N.TALK", "tighten"), 0),
        ("citation", {"number": "2270"}, {"number": 2270}, 1),
        ("citation", {"number": None}, {}, 1),
        ("citation", {"number": "2321"}, {"number": "2231"}, 0),
        ("region", {"role": "title"}, {"role": "body"}, 0),
        ("quantity", {"value": "1,000"}, {"value": 1000}, 1),
        ("date", {"timex": "2017-07", "value": "x"}, {"timex": "2017-07", "value": "y"}, 1),
        ("date", {"value": "2017-07"}, {"value": "2017-08"}, 0),
        ("commodity", {"item": "coal", "hs": None}, {"item": "anthracite", "hs": None}, 1),
    ],
)
def test_deciding_fields(
    kind: str, ours: dict[str, object], theirs: dict[str, object], coded: int
) -> None:
    score = _score([_record(kind, 0, 5, **ours)], [_record(kind, 0, 5, **theirs)])
    assert _matched(score)["coded"] == coded
    assert len(score.wrong) == 1 - coded


def test_each_record_is_matched_once_the_best_first() -> None:
    gold = [_record("sentence", 0, 10)]
    predicted = [_record("sentence", 0, 8), _record("sentence", 0, 9)]
    score = _score(predicted, gold)
    assert _matched(score)["overlap"] == 1
    assert score.spurious == (predicted[0],)  # 9 of 10 goes before 8 of 10


def test_precision_recall_and_f1() -> None:
    gold = [_record("sentence", 10 * n, 10 * n + 9) for n in range(4)]
    predicted = [*gold[:3], *(_record("sentence", 1000 + n, 1001 + n) for n in range(3))]
    exact = _score(predicted, gold).measure("exact")
    assert (exact.precision, exact.recall) == (3 / 6, 3 / 4)
    assert exact.f1 == pytest.approx(2 * (1 / 2) * (3 / 4) / (1 / 2 + 3 / 4))


def test_a_date_that_touches_counts_with_its_value() -> None:
    gold = [_record("date", 0, 20, value="2017-07")]
    right, other = (_record("date", 18, 22, value=value) for value in ("2017-07", "2017-08"))
    assert _matched(_score([right], gold)) == {"exact": 0, "overlap": 0, "coded": 0, "touch": 1}
    assert _matched(_score([other], gold))["touch"] == 0


def test_a_quantity_s_value_counts_wherever_it_stands() -> None:
    gold = [_record("quantity", 0, 2, value=40), _record("quantity", 5, 7, value=40)]
    predicted = [_record("quantity", 90 + n, 91 + n, value="40") for n in range(3)]
    assert _matched(_score(predicted, gold)) == {"exact": 0, "overlap": 0, "coded": 0, "value": 2}


def test_an_attribution_is_its_content_without_marks() -> None:
    text = 'he said "we will wait."'
    span = {"start": 8, "end": 23}
    inner = {"start": 9, "end": 21}
    gold = _record("attribution", 0, 23, text=text, content=[span], source={"start": 0, "end": 2})
    found = _record("attribution", 0, 23, text=text, content=[inner], source={"start": 0, "end": 2})
    assert _matched(_score([found], [gold])) == {"exact": 1, "overlap": 1, "coded": 1}
    sourceless = {**found, "source": None}
    assert _matched(_score([sourceless], [gold])) == {"exact": 1, "overlap": 1, "coded": 0}


def test_a_signal_is_its_evidence() -> None:
    fields = {"instrument": "S.ENF", "direction": "tighten", "sender": ["x"], "target": ["y"]}
    evidence = [{"start": 50, "end": 60}, {"start": 70, "end": 80}]
    gold = _record("signal", 0, 5, evidence=evidence, **fields)
    half = _record("signal", 0, 5, evidence=evidence[:1], **{**fields, "instrument": "S.GEN"})
    assert _matched(_score([half], [gold])) == {"exact": 0, "overlap": 1, "coded": 1}


def test_documents_without_gold_do_not_count() -> None:
    gold = [_record("sentence", 0, 10)]
    score = _score([*gold, _record("sentence", 0, 10, document="b")], gold)
    assert (score.predicted, score.measure("exact").f1) == (1, 1.0)


def test_what_went_wrong_is_told_in_words() -> None:
    gold = [
        _record("actor", 0, 5, text="China", entity=["e:CHN"]),
        _record("actor", 9, 14, text="Seoul", entity=["e:KOR"]),
    ]
    predicted = [
        _record("actor", 0, 5, text="China", entity=["e:TWN"]),
        _record("actor", 30, 35, text="Coal"),
    ]
    told = _score(predicted, gold).differences()
    assert "missed (1): “Seoul”" in told
    assert "wrong (1): “China” is e:CHN, not e:TWN" in told
    assert "spurious (1): “Coal”" in told


def test_macro_and_micro() -> None:
    gold = [*(_record("sentence", 10 * n, 10 * n + 9) for n in range(9)), _record("region", 0, 9)]
    scores = score_records(gold[:9], gold)
    assert macro_f1(scores, "exact") == 0.5  # sentences 1, regions 0
    assert micro(scores, "exact").recall == 0.9
    assert len(kind_scores_frame(scores)) == 6


def test_documents_and_entities_are_not_scored_by_themselves() -> None:
    gold = [_record("document", 0, 9), {"document": "a", "kind": "entity", "entity": "e:PRK"}]
    assert score_records([], gold) == []


def test_a_long_document_costs_no_product_of_all_pairs() -> None:
    gold = [_record("actor", 10 * n, 10 * n + 9, entity=[str(n)]) for n in range(10_000)]
    began = time.process_time()
    score = _score(gold, gold)
    assert score.measure("coded").f1 == 1.0
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # p = 0: low 0, high z²/(n + z²) = 3.8415 / 13.8415
        pytest.param(0, 10, 0.0, 0.27753, id="none"),
        pytest.param(10, 10, 0.72247, 1.0, id="all"),
        # p = 1/2: centre 1/2, half width z / (2 sqrt(n + z²)) = 1.95996 / (2 * 10.1903)
        pytest.param(50, 100, 0.40383, 0.59617, id="half"),
        pytest.param(0, 0, 0.0, 1.0, id="no trials"),
    ],
)
def test_wilson(successes: int, trials: int, low: float, high: float) -> None:
    assert wilson_interval(successes, trials) == pytest.approx((low, high), abs=1e-5)
