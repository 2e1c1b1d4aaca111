"""The three series: spread days, rates and balances worked out by hand, and the refusals."""

import math

import pandas as pd
import pytest
from small_ledgers import article, days, ledger_of, signal

from nkpressure.errors import WrongUseError
from nkpressure.find.instruments import Mode
from nkpressure.ledger.series import Series
from nkpressure.measure.corpus_signals import CorpusLedger, ledger_of_corpus
from nkpressure.measure.series import PressureSeries, pressure_series
from nkpressure.model import Document, Interval


def row(series: PressureSeries, period: str, of: str, kind: str = "all") -> "pd.Series[object]":
    counts = series.counts
    chosen = counts[
        (counts["period"] == period) & (counts["series"] == of) & (counts["kind"] == kind)
    ]
    assert len(chosen) == 1
    return chosen.iloc[0]


def many(period: str, outlet: str, documents: int) -> list[str]:
    return [f"{outlet}-{period}-{number}" for number in range(documents)]


def corpus(told: dict[tuple[str, str], int], documents: int = 20) -> CorpusLedger:
    """Return so many documents for each outlet and month, with so many signals among them."""
    articles, signals = [], []
    for (outlet, month), number in told.items():
        ids = many(month, outlet, documents)
        articles += [article(id, f"{month}-15", outlet) for id in ids]
        # Different instruments, so that no document repeats another
        signals += [
            (ids[place % documents], signal(date=days(f"{month}-15"), instrument=f"S.{place}"))
            for place in range(number)
        ]
    return ledger_of(articles, signals)


def test_spreads_a_signal_over_the_months_that_it_may_belong_to() -> None:
    # 31 July to 3 August are four days, of which three lie in August
    told = signal(date=days("2018-07-31", "2018-08-03"))
    ledger = ledger_of([article("x", "2018-07-31"), article("y", "2018-08-10")], [("x", told)])
    series = pressure_series(ledger)
    assert row(series, "2018-07", "sender_pressure")["tighten"] == 0.25
    assert row(series, "2018-08", "sender_pressure")["tighten"] == 0.75


@pytest.mark.parametrize(
    ("when", "published", "why"),
    [
        pytest.param(None, "2018-07-23", "without a day", id="no day"),
        pytest.param(
            days("", "2018-07-23"), "2018-07-23", "open at one end (before a day, or since)",
            id="open",
        ),
        pytest.param(
            days("2016-03-02"), "2018-07-23", "before the first document or after the last",
            id="long ago",
        ),
        pytest.param(days("2018-07-23"), None, "in a document without a date", id="no date"),
    ],
)  # fmt: skip
def test_leaves_out_what_has_no_period_and_counts_it(
    when: object, published: str | None, why: str
) -> None:
    documents = [article("x", published), article("y", "2018-07-25")]
    series = pressure_series(ledger_of(documents, [("x", signal(date=when))]))
    assert series.left_out.to_numpy().tolist() == [[why, 1.0]]
    assert series.counts["signals"].sum() == 0


def test_dates_by_publication_where_that_is_wanted() -> None:
    ledger = ledger_of([article("x", "2018-07-23")], [("x", signal(date=None))])
    series = pressure_series(ledger, dated_by="publication")
    assert row(series, "2018-07", "sender_pressure")["signals"] == 1
    assert series.left_out.empty


def test_keeps_series_acts_and_words_apart() -> None:
    signals = [
        ("x", signal(mode=Mode.ACTION_TAKEN)),
        ("x", signal("loosen")),
        ("x", signal("loosen", series=Series.THIRD_PARTY)),
        ("x", signal(series=Series.COMMENTARY)),
        ("x", signal(counts=False)),
    ]
    series = pressure_series(ledger_of([article("x", "2018-07-23")], signals))
    told = series.counts[series.counts["signals"] > 0]
    assert told[["series", "kind", "tighten", "loosen"]].to_numpy().tolist() == [
        ["sender_pressure", "all", 1, 1],
        ["sender_pressure", "acts", 1, 0],
        ["sender_pressure", "words", 0, 1],
        ["third_party", "all", 0, 1],
        ["third_party", "words", 0, 1],
    ]


def test_rate_and_balance_by_hand() -> None:
    # 40 documents; 6 signals tighten, 3 loosen, 1 holds: 10/40 and (6 - 3)/(6 + 3 + 1)
    directions = ["tighten"] * 6 + ["loosen"] * 3 + ["maintain"]
    documents = [article(f"x{number}", "2018-07-23") for number in range(40)]
    signals = [
        (f"x{number}", signal(direction, instrument=f"S.{number}"))
        for number, direction in enumerate(directions)
    ]
    series = pressure_series(ledger_of(documents, signals))
    found = row(series, "2018-07", "sender_pressure")
    assert (found["rate"], found["balance"], found["maintain"]) == (0.25, 0.3, 1)
    # Drawing 40 of 40 documents with a tenth of a signal each: 0.25 -+ 1.96 * sqrt(.25 * .75 / 40)
    assert found["rate_low"] == pytest.approx(0.116, abs=0.035)
    assert found["rate_high"] == pytest.approx(0.384, abs=0.035)
    assert found["balance_low"] < 0.3 < found["balance_high"]


def test_the_gap_is_senders_less_third_parties() -> None:
    # Balances 1/(1 + 1) and -2/(2 + 1)
    documents = [article(f"x{number}", "2018-07-23") for number in range(30)]
    leaks = [("x0", signal("loosen", series=Series.THIRD_PARTY, instrument=code)) for code in "ab"]
    [gap] = pressure_series(ledger_of(documents, [("x1", signal()), *leaks])).gap.to_numpy()
    assert gap[:4].tolist() == ["2018-07", 0.5, -0.667, 1.167]


def test_two_documents_give_counts_and_no_index() -> None:
    documents = [article("x", "2017-07-08", "a"), article("y", "2018-07-23", "b")]
    series = pressure_series(ledger_of(documents, [("y", signal())]))
    assert series.refusal == (
        "2 documents from 2 outlets, 2017-07 to 2018-07: counts and a contrast, no index. An index "
        "takes 30 documents from 2 outlets in a period, and the fullest, 2017-07, has 1 from "
        "1 outlet."
    )
    assert series.index.empty
    assert row(series, "2018-07", "sender_pressure")["signals"] == 1
    assert math.isnan(float(str(row(series, "2018-07", "sender_pressure")["rate"])))


def test_one_outlet_gives_a_rate_and_no_index() -> None:
    series = pressure_series(corpus({("a", "2018-07"): 10}, documents=40))
    assert row(series, "2018-07", "sender_pressure")["rate"] == 0.25
    assert series.refusal is not None
    assert series.refusal.startswith("40 documents from 1 outlet, 2018-07: counts, no index.")


def test_standardises_each_outlet_and_averages_them_with_equal_weight() -> None:
    # Rates of a: 4/20 and 8/20, mean .3; of b: 2/20 and 1/20. Each divided by its own standard
    # deviation (.2 and .05 over the square root of 2): a 1.41, 2.83; b 2.83, 1.41. The means
    # agree, so that both months stand at 100 though a tells four times as much as b.
    told = {("a", "2018-06"): 4, ("a", "2018-07"): 8, ("b", "2018-06"): 2, ("b", "2018-07"): 1}
    series = pressure_series(corpus(told))
    assert series.refusal is None
    assert row(series, "2018-06", "sender_pressure")["signals"] == 4  # b repeats two of them
    index = series.index[
        (series.index["series"] == "sender_pressure") & (series.index["kind"] == "all")
    ]
    assert index[["period", "index"]].to_numpy().tolist() == [["2018-06", 100], ["2018-07", 100]]
    assert (index["low"] < 100).all()
    assert (index["high"] > 100).all()


def test_an_outlet_is_measured_by_what_another_told_before_it_too() -> None:
    # The same tuples on the same days in both outlets: once in the counts, twice in the index
    told = {("a", "2018-06"): 4, ("a", "2018-07"): 8, ("b", "2018-06"): 4, ("b", "2018-07"): 8}
    series = pressure_series(corpus(told))
    assert row(series, "2018-07", "sender_pressure")["signals"] == 8
    chosen = series.index[series.index["series"] == "sender_pressure"]
    assert chosen[chosen["kind"] == "all"]["index"].tolist() == [66.7, 133.3]


def test_an_index_that_rises_in_both_outlets() -> None:
    # Rates of a and of b both double: x, 2x -> mean 1.5x is 100
    told = {("a", "2018-06"): 4, ("a", "2018-07"): 8, ("b", "2018-06"): 1, ("b", "2018-07"): 2}
    index = pressure_series(corpus(told)).index
    chosen = index[(index["series"] == "sender_pressure") & (index["kind"] == "words")]
    assert chosen["index"].tolist() == [66.7, 133.3]


def test_the_base_needs_two_periods() -> None:
    told = {("a", "2018-06"): 4, ("a", "2018-07"): 8, ("b", "2018-06"): 1, ("b", "2018-07"): 2}
    series = pressure_series(corpus(told), base="2018-06")
    assert series.refusal is not None
    assert "base has fewer than 2 periods" in series.refusal


def test_gives_the_same_intervals_on_every_run() -> None:
    told = {("a", "2018-06"): 4, ("a", "2018-07"): 8, ("b", "2018-06"): 1, ("b", "2018-07"): 2}
    pd.testing.assert_frame_equal(
        pressure_series(corpus(told)).index, pressure_series(corpus(told)).index
    )


def test_counts_once_what_two_documents_tell_within_three_days() -> None:
    documents = [article("x", "2018-07-20"), article("y", "2018-07-24")]
    near, far = signal(date=days("2018-07-23")), signal(date=days("2018-07-28"))
    ledger = ledger_of(documents, [("x", signal()), ("y", near), ("y", far)])
    assert ledger.told_before == {"y#signal-002"}
    assert row(pressure_series(ledger), "2018-07", "sender_pressure")["signals"] == 2


def test_an_open_day_is_near_its_known_end_alone() -> None:
    documents = [article("x", "2018-01-20"), article("y", "2018-07-24")]
    early, late = signal(date=days("", "2018-01-20")), signal(date=days("", "2018-07-24"))
    assert ledger_of(documents, [("x", early), ("y", late)]).told_before == frozenset()


def test_keeps_to_one_party() -> None:
    other = signal(target=("e:RUS",), sender=("e:USA",))
    own = signal("loosen", sender=("e:PRK",), target=("e:USA",), series=Series.TARGET_RESPONSE)
    ledger = ledger_of([article("x", "2018-07-23")], [("x", signal()), ("x", other), ("x", own)])
    assert [told.id for told in ledger.about("PRK").signals] == ["x#signal-001", "x#signal-003"]
    assert ledger.about("") is ledger


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        pytest.param({"period": "fortnight"}, "fortnight", id="period"),
        pytest.param({"dated_by": "guess"}, "guess", id="dating"),
    ],
)
def test_refuses_a_choice_that_there_is_not(arguments: dict[str, str], word: str) -> None:
    with pytest.raises(WrongUseError, match=word):
        pressure_series(ledger_of([], []), **arguments)


def test_a_corpus_without_dates_says_so() -> None:
    assert pressure_series(ledger_of([article("x", None)], [])).refusal == (
        "No index: no document has a date."
    )


def test_draws_the_same_documents_for_everybody() -> None:
    notes = [
        Document(f"n{number}", "The US imposed new sanctions on North Korea.",
                 Interval.parse("2018-07-23"))
        for number in range(6)
    ]  # fmt: skip
    drawn = ledger_of_corpus(notes, sample=3, seed=1)
    again = ledger_of_corpus(list(reversed(notes)), sample=3, seed=1)
    assert {each.id for each in drawn.documents} == {each.id for each in again.documents}
    assert (len(drawn.documents), drawn.drawn_from, len(drawn.signals)) == (3, 6, 3)
