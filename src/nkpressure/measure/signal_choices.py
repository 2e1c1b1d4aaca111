"""Which signals count and how much each: the choices that a figure from the ledger depends on.

The unweighted figure comes first; weights are there to see how much hangs on them.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.errors import BadTableError
from nkpressure.find.directions import Direction
from nkpressure.ledger.rows import Signal
from nkpressure.measure.corpus_signals import THREE, CorpusLedger, ToldSignal
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a value of one field lets a signal weigh, from 0 to 1."""

    TABLE: ClassVar[str] = "weights.csv"

    field: str
    value: str
    weight: float


class Kept(StrEnum):
    """Which signals are kept, each choice stricter than the one before it."""

    ALL = "all"
    COUNTED = "counted"  # no repeats, forecasts, advice, denials of facts
    ONCE = "told once"  # and what several documents tell, once
    EPISODE = "one an episode"  # and a speech or an act with many parts, once in each series


class Weighting(StrEnum):
    """By what the signals that are kept are weighed."""

    NONE = "none"
    EVIDENTIALITY = "evidentiality"
    FACTUALITY = "factuality"
    MODE = "mode"
    ALL_THREE = "all three"


_FIELDS = {
    Weighting.NONE: (),
    Weighting.EVIDENTIALITY: ("evidentiality",),
    Weighting.FACTUALITY: ("factuality",),
    Weighting.MODE: ("mode",),
    Weighting.ALL_THREE: ("evidentiality", "factuality", "mode"),
}


def masses(
    ledger: CorpusLedger, kept: Kept = Kept.ONCE, weighting: Weighting = Weighting.NONE
) -> list[float]:
    """Return how much each signal of the ledger weighs, 0 for one that is left out.

    Signals outside the three series weigh nothing. Where an episode counts once, it does so in
    the direction that most of its signals have, and they share its weight.

    >>> from nkpressure.model import Document
    >>> from nkpressure.measure.corpus_signals import ledger_of_corpus
    >>> note = Document("note", "The US imposed new sanctions on North Korea.")
    >>> masses(ledger_of_corpus([note]))
    [1.0]
    """
    chosen = [_is_kept(told, kept, ledger) for told in ledger.signals]
    shares = _episode_shares(ledger.signals, chosen) if kept is Kept.EPISODE else None
    weights = _weights(ledger.tables)
    return [
        (shares[place] if shares else 1.0) * _weight(told.signal, weighting, weights)
        if chosen[place]
        else 0.0
        for place, told in enumerate(ledger.signals)
    ]


def _is_kept(told: ToldSignal, kept: Kept, ledger: CorpusLedger) -> bool:
    signal = told.signal
    if signal.series not in THREE:
        return False
    if kept is Kept.ALL:
        return True
    return signal.counts and (kept is Kept.COUNTED or told.id not in ledger.told_before)


def _episode_shares(signals: Sequence[ToldSignal], chosen: Sequence[bool]) -> list[float]:
    members: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, told in enumerate(signals):
        if chosen[place] and told.signal.episode is not None:
            members[told.document, told.signal.episode, told.signal.series].append(place)
    shares = [1.0] * len(signals)
    for places in members.values():
        leading = _leading([signals[place].signal.direction for place in places])
        winners = [place for place in places if signals[place].signal.direction in leading]
        for place in places:
            shares[place] = 1 / len(winners) if place in winners else 0.0
    return shares


def _leading(directions: Sequence[Direction]) -> set[Direction]:
    counted = Counter(directions)
    most = max(counted.values())
    return {direction for direction, number in counted.items() if number == most}


@cache
def _weights(tables: Tables) -> dict[tuple[str, str], float]:
    return {(row.field, row.value): row.weight for row in tables.rows(Weight)}


def _weight(signal: Signal, weighting: Weighting, weights: dict[tuple[str, str], float]) -> float:
    product = 1.0
    for field in _FIELDS[weighting]:
        value = str(getattr(signal, field).value)
        if (field, value) not in weights:
            raise BadTableError(f"{Weight.TABLE}: no weight for {field} {value}; add a line for it")
        product *= weights[field, value]
    return product
