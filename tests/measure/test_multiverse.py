"""The multiverse: the hand-coded seeds give the figures that were worked out by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from seed_codings import PIIE, SINO, gold_of
from small_ledgers import article, days, ledger_of, signal

from nkpressure.errors import BadTableError
from nkpressure.find.factuality import Evidentiality, Factuality
from nkpressure.find.instruments import Mode
from nkpressure.ledger.series import Series
from nkpressure.measure.corpus_signals import CorpusLedger
from nkpressure.measure.multiverse import (
    conclusions,
    groups_by_period,
    multiverse,
    specifications,
)
from nkpressure.measure.signal_choices import Kept, Weighting, masses
from nkpressure.tables import read_tables


def coded_signals(document: str) -> Iterator[dict[str, Any]]:
    return (record for record in gold_of(document) if record["kind"] == "signal")


@pytest.fixture(scope="module")
def seeds() -> CorpusLedger:
    """Return the ledger of the seeds as it was coded by hand."""
    signals = [
        (
            document,
            signal(
                record["direction"],
                series=Series(record["series"]),
                counts=record["counts"],
                episode=record.get("episode"),
                mode=Mode(record["mode"]),
                evidentiality=Evidentiality(record["evidentiality"]),
                factuality=Factuality(record["factuality"]),
                date=None,
            ),
        )
        for document in (PIIE, SINO)
        for record in coded_signals(document)
    ]
    documents = [article(PIIE, "2017-07-08/2017-07-13", "a"), article(SINO, "2018-07-23", "b")]
    return ledger_of(documents, signals)


def figures(universe: pd.DataFrame, group: str, series: str, kept: str) -> tuple[float, float]:
    chosen = universe[
        (universe["group"] == group)
        & (universe["series"] == series)
        & (universe["kept"] == kept)
        & (universe["weights"] == "none")
    ]
    return float(chosen["net"].iloc[0]), float(chosen["balance"].iloc[0])


# Counted by hand in the coding: signals that tighten and that loosen, in brackets
@pytest.mark.parametrize(
    ("group", "series", "kept", "net", "balance"),
    [
        pytest.param(PIIE, "sender_pressure", "counted", 10, 0.909, id="10 and 0"),
        pytest.param(PIIE, "third_party", "counted", -5, -0.833, id="0 and 5"),
        pytest.param(SINO, "sender_pressure", "counted", 3, 0.3, id="6 and 3"),
        pytest.param(SINO, "third_party", "counted", -7, -0.5, id="3 and 10"),
        pytest.param(
            SINO, "sender_pressure", "one an episode", 0, 0.0, id="one speech, one signal"
        ),
        pytest.param(PIIE, "sender_pressure", "all", 13, 0.929, id="13 and 0"),
        pytest.param(SINO, "third_party", "all", -15, -0.682, id="3 and 18"),
    ],
)
def test_the_coded_seeds(
    seeds: CorpusLedger, group: str, series: str, kept: str, net: float, balance: float
) -> None:
    assert figures(multiverse(seeds), group, series, kept) == (net, balance)


def test_third_parties_leak_in_the_seeds_whatever_one_chooses(seeds: CorpusLedger) -> None:
    table = conclusions(multiverse(seeds)).set_index("conclusion")
    for document in (PIIE, SINO):
        assert table.loc[f"Third parties leak in {document}", "survives"] == "every specification"


def test_which_year_leaks_more_hangs_on_the_choice(seeds: CorpusLedger) -> None:
    table = conclusions(multiverse(seeds)).set_index("conclusion")
    compared = table.loc[f"Third parties leak more in {PIIE} than in {SINO}"]
    assert 0 < compared["holds"] < compared["of"] == 2 * len(specifications())


def test_the_senders_of_2018_fall_with_the_one_speech(seeds: CorpusLedger) -> None:
    table = conclusions(multiverse(seeds)).set_index("conclusion")
    fallen = table.loc[f"Senders add pressure in {SINO}"]
    assert "one an episode, none" in fallen["fails_under"]


def test_weights_multiply() -> None:
    # A named speaker 0.8, probable 0.75, announced 0.8
    told = signal(evidentiality=Evidentiality.SPEAKER, factuality=Factuality.PROBABLE)
    ledger = ledger_of([article("x", "2018-07-23")], [("x", told)])
    found = {each: masses(ledger, Kept.COUNTED, each)[0] for each in Weighting}
    assert found == {
        Weighting.NONE: 1,
        Weighting.EVIDENTIALITY: 0.8,
        Weighting.FACTUALITY: 0.75,
        Weighting.MODE: 0.8,
        Weighting.ALL_THREE: pytest.approx(0.48),
    }


def test_an_episode_counts_once_in_the_direction_of_most_of_it() -> None:
    parts = [signal(d, episode="ep:x") for d in ("tighten", "tighten", "loosen")]
    ledger = ledger_of([article("x", "2018-07-23")], [("x", part) for part in parts])
    assert masses(ledger, Kept.EPISODE) == [0.5, 0.5, 0]
    halves = ledger_of([article("x", "2018-07-23")], [("x", part) for part in parts[1:]])
    assert masses(halves, Kept.EPISODE) == [0.5, 0.5]


def test_a_weight_that_the_table_lacks_is_named(tmp_path: Path) -> None:
    (tmp_path / "weights.csv").write_text("field,value,weight,note\nmode,denied,0.5,\n")
    ledger = ledger_of([article("x", "2018-07-23")], [("x", signal())], read_tables(tmp_path))
    with pytest.raises(BadTableError, match="no weight for mode announced"):
        masses(ledger, Kept.COUNTED, Weighting.MODE)


def test_groups_documents_by_the_middle_of_their_dates() -> None:
    documents = [
        article("late", "2018-08-01"),
        article("early", "2018-07-28/2018-08-02"),  # the middle is 30 July
        article("never", None),
    ]
    assert groups_by_period(ledger_of(documents, [])) == {"early": "2018-07", "late": "2018-08"}


def test_no_conclusion_without_signals() -> None:
    ledger = ledger_of([article("x", "2018-07-23"), article("y", "2018-07-24")], [("x", signal())])
    assert conclusions(multiverse(ledger))["conclusion"].tolist() == ["Senders add pressure in x"]


def test_compares_the_first_group_with_the_last() -> None:
    # x: 1 tightens, balance 1/2; y: 1 tightens and 1 loosens, balance 0
    signals = [("x", signal()), ("y", signal(date=days("2018-01-01"))), ("y", signal("loosen"))]
    ledger = ledger_of([article("x", "2018-07-23"), article("y", "2018-07-24")], signals)
    table = conclusions(multiverse(ledger)).set_index("conclusion")
    assert table["survives"].to_dict() == {
        "Senders add pressure in x": "every specification",
        "Senders go as much one way as the other in y": "every specification",
        "Senders add more pressure in x than in y": "every specification",
    }
    assert table["signals"].tolist() == ["1", "2", "1 and 2"]
