"""The figures and tables of the series: their words tell what they show, and nothing is an index
that may not be one."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from small_ledgers import article, days, ledger_of, signal

from nkpressure.ledger.series import Series
from nkpressure.measure.corpus_signals import CorpusLedger
from nkpressure.measure.multiverse import multiverse
from nkpressure.measure.series import compare_series, pressure_series
from nkpressure.report.ledger_frames import audit_form, audit_frame
from nkpressure.report.method import method_box
from nkpressure.report.multiverse_dots import plot_multiverse
from nkpressure.report.series_frames import multiverse_frame, peaks_frame, periods_frame
from nkpressure.report.series_lines import plot_series


def two_articles() -> CorpusLedger:
    return ledger_of(
        [article("x", "2018-07-23", "a"), article("y", "2018-08-23", "b")],
        [
            ("x", signal()),
            ("x", signal("loosen", series=Series.THIRD_PARTY, sender=("e:CHN",))),
            ("y", signal("maintain", date=days("2018-08-20"))),
        ],
    )


def two_outlets() -> CorpusLedger:
    """Return 20 documents of each of two outlets in each of two months, twice as much in July."""
    articles, signals = [], []
    for outlet in ("a", "b"):
        for month, told in (("2018-06", 4), ("2018-07", 8)):
            ids = [f"{outlet}-{month}-{number}" for number in range(20)]
            articles += [article(id, f"{month}-15", outlet) for id in ids]
            signals += [
                (id, signal(date=days(f"{month}-15"), instrument=f"S.{id}")) for id in ids[:told]
            ]
    return ledger_of(articles, signals)


def test_counts_are_called_counts() -> None:
    figure = plot_series(pressure_series(two_articles()))
    assert figure.alt == (
        "Pressure over time: counts of signals, no index; 2 periods, 2018-07 to 2018-08. "
        "Pressure by senders 1 tighten, 0 loosen; Third parties 0 tighten, 1 loosen; "
        "The target's answers 0 tighten, 0 loosen."
    )
    heights = [
        patch.get_height() for axes in figure.figure.axes[:2] for patch in axes.patches
    ]  # acts, words of the senders
    assert heights == [1, 1]


def test_an_index_is_drawn_with_its_band() -> None:
    figure = plot_series(pressure_series(two_outlets()))
    assert figure.alt.startswith(
        "Pressure over time: index, mean of the base = 100. "
        "Pressure by senders, words: highest 133 in 2018-07 ("
    )
    words = figure.figure.axes[1]
    assert [round(float(height), 1) for height in words.lines[-1].get_ydata()] == [66.7, 133.3]
    assert len(words.collections) == 1


def test_a_month_that_bears_no_index_is_a_gap_in_the_line() -> None:
    ledger = two_outlets()
    later = [
        article(f"{outlet}-late-{number}", "2018-09-15", outlet)
        for outlet in ("a", "b")
        for number in range(20)
    ]
    longer = replace(ledger, documents=(*ledger.documents, *later))
    words = plot_series(pressure_series(longer)).figure.axes[1]
    heights = [float(height) for height in words.lines[-1].get_ydata()]
    assert [math.isnan(height) for height in heights] == [False, False, True, False]


def test_says_so_where_no_signal_has_a_day() -> None:
    ledger = ledger_of([article("x", "2018-07-23")], [("x", signal(date=None))])
    assert "no signal has a day" in plot_series(pressure_series(ledger)).alt


@pytest.mark.parametrize("documents", [1, 60])
def test_stays_on_a_page_however_long_the_series(documents: int) -> None:
    names = [f"d{number:02d}" for number in range(documents)]
    ledger = ledger_of(
        [article(name, "2018-07-23") for name in names],
        [(name, signal(instrument=f"S.{name}")) for name in names],
    )
    figure = plot_multiverse(multiverse(ledger))
    assert figure.figure.get_figheight() < 24
    assert ("without 48 groups" in figure.alt) is (documents == 60)


def test_the_multiverse_in_words() -> None:
    # 0.8 by mode and evidence, 0.8 * 0.8 by all three: .64 / (.64 + 1) = .39
    assert plot_multiverse(multiverse(two_articles())).alt == (
        "The balance under every choice of signals and weights, 20 specifications. "
        "Senders, x +0.39 to +0.50; Senders, y +0.00 to +0.00; Third parties, x -0.50 to -0.39."
    )


def test_no_signal_no_multiverse() -> None:
    assert "no signal" in plot_multiverse(multiverse(ledger_of([article("x", None)], []))).alt


def test_draws_the_same_bytes_again() -> None:
    for ledger in (two_articles(), two_outlets()):
        first, second = (plot_series(pressure_series(ledger)).to_png() for _ in range(2))
        assert first == second
    first, second = (plot_multiverse(multiverse(two_articles())).to_png() for _ in range(2))
    assert first == second


def test_the_multiverse_as_a_table() -> None:
    table = multiverse_frame(multiverse(two_articles()))
    assert table.iloc[0].to_dict() == {
        "series": "sender_pressure",
        "group": "x",
        "weights": "none",
        "all": "1 (+0.50)",
        "counted": "1 (+0.50)",
        "told once": "1 (+0.50)",
        "one an episode": "1 (+0.50)",
    }
    assert len(table) == 3 * 5  # series with signals, times weights


def test_leads_each_peak_back_to_its_sentences() -> None:
    series = pressure_series(two_articles())
    peaks = peaks_frame(series)
    assert peaks[["id", "period", "sender", "sentence"]].to_numpy().tolist() == [
        ["x#signal-001", "2018-07", "United States", "A sentence."],
        ["x#signal-002", "2018-07", "China", "A sentence."],
    ]
    assert len(peaks_frame(pressure_series(two_outlets()), rows=3)) == 3


def test_lists_only_periods_in_which_something_is_told() -> None:
    frame = periods_frame(pressure_series(two_articles()))
    assert frame[["period", "series", "kind"]].to_numpy().tolist() == [
        ["2018-07", "sender_pressure", "words"],
        ["2018-07", "third_party", "words"],
        ["2018-08", "sender_pressure", "words"],
    ]


def test_compares_the_articles_row_by_row() -> None:
    frame = compare_series(two_articles())
    assert frame[["document", "series", "tighten", "loosen"]].to_numpy().tolist() == [
        ["x", "sender_pressure", 1, 0],
        ["x", "third_party", 0, 1],
        ["y", "sender_pressure", 0, 0],
    ]
    assert compare_series(ledger_of([], [])).empty


def test_audits_a_corpus() -> None:
    drawn = audit_frame(two_articles(), rows=2, seed=1)
    assert len(drawn) == 2
    assert set(drawn["id"]) < {"x#signal-001", "x#signal-002", "y#signal-003"}
    assert drawn["reading"].str.contains("about North Korea; told by the author").all()
    form = audit_form(two_articles(), rows=2, seed=1)
    assert form["id"].tolist() == drawn["id"].tolist()
    assert form["verdict"].tolist() == ["", ""]


def test_the_method_names_the_corpus() -> None:
    rows = dict(method_box(two_articles()).rows)
    assert rows["Corpus"] == "2 documents; outlets named: 2; without a date: 0"
    assert rows["Published"] == "2018-07-23/2018-08-23"


def test_evidence_adds_up_to_the_counts() -> None:
    series = pressure_series(two_outlets())
    shares = series.evidence.groupby("period")["share"].sum().astype(float)
    counts = series.counts[series.counts["kind"] == "all"].groupby("period")["signals"].sum()
    pd.testing.assert_series_equal(shares, counts, check_names=False)
