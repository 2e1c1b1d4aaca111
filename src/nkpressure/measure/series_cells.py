"""Puts a corpus's signals into cells: document, period, series, acts or words, direction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from nkpressure.find.directions import Direction
from nkpressure.measure.corpus_signals import (
    ACTS,
    THREE,
    WORDS,
    CorpusLedger,
    CountedDocument,
    ToldSignal,
)
from nkpressure.measure.document_bootstrap import Array
from nkpressure.measure.periods import Period, first_and_last, periods_between, spread
from nkpressure.model import Interval

KINDS = (ACTS, WORDS)
DIRECTIONS = tuple(Direction)
NO_DATED_DOCUMENT = "in a document without a date"
UNDATED = "without a day"
OPEN = "open at one end (before a day, or since)"
OUTSIDE = "before the first document or after the last"


class Dating(StrEnum):
    """By which day a signal is put into a period."""

    SIGNAL = "signal"  # the days on which it happened or was said
    PUBLICATION = "publication"  # the days on which the document appeared


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """How much each document adds to each cell, and to the volume of each period.

    `masses` has the axes document, period, series, kind, direction; `documents` and `sentences`
    have the axes document, period. `placed` are the signals with their period and share in it;
    `left_out` counts, by reason, the weight that has no period.
    """

    periods: tuple[str, ...]
    outlets: tuple[str | None, ...]
    masses: Array
    documents: Array
    sentences: Array
    placed: tuple[tuple[str, ToldSignal, float], ...]
    left_out: Mapping[str, float]


def cells_of(
    ledger: CorpusLedger, weights: Sequence[float], length: Period, dating: Dating = Dating.SIGNAL
) -> Cells:
    """Spread each signal evenly over the days that it may have, within the corpus's own time.

    Periods run from the first to the last publication: before and after there is no volume of
    documents to measure signals by.
    """
    window = first_and_last([d.published for d in ledger.documents if d.published is not None])
    periods = periods_between(window.first, window.last, length) if window else []
    places = {name: place for place, name in enumerate(periods)}
    documents = {each.id: place for place, each in enumerate(ledger.documents)}
    masses = np.zeros(
        (len(ledger.documents), len(periods), len(THREE), len(KINDS), len(DIRECTIONS))
    )
    left_out: dict[str, float] = defaultdict(float)
    placed: list[tuple[str, ToldSignal, float]] = []
    for told, weight in zip(ledger.signals, weights, strict=True):
        series = told.signal.series
        if not weight or series not in THREE:
            continue
        cell = (
            THREE.index(series),
            KINDS.index(told.kind),
            DIRECTIONS.index(told.signal.direction),
        )
        document = documents[told.document]
        days = _days(told, ledger.documents[document], dating)
        for period, share in _shares(days, length):
            if period in places:
                masses[(document, places[period], *cell)] += weight * share
                placed.append((period, told, weight * share))
            else:
                left_out[OUTSIDE if isinstance(days, Interval) else period] += weight * share
    volume = _volume(ledger.documents, places, length)
    sentences = np.array([float(document.sentences) for document in ledger.documents])
    return Cells(
        tuple(periods),
        tuple(each.outlet for each in ledger.documents),
        masses,
        volume,
        volume * sentences[:, None],
        tuple(placed),
        dict(left_out),
    )


def _shares(days: Interval | str, length: Period) -> Iterable[tuple[str, float]]:
    return spread(days, length).items() if isinstance(days, Interval) else [(days, 1.0)]


def _volume(
    documents: Sequence[CountedDocument], places: Mapping[str, int], length: Period
) -> Array:
    volume = np.zeros((len(documents), len(places)))
    for place, document in enumerate(documents):
        if document.published is not None:
            for period, share in spread(document.published, length).items():
                volume[place, places[period]] = share
    return volume


def _days(told: ToldSignal, document: CountedDocument, dating: Dating) -> Interval | str:
    """Return the days over which a signal is spread, or why it has none."""
    if document.published is None:
        return NO_DATED_DOCUMENT
    if dating is Dating.PUBLICATION:
        return document.published
    if told.signal.date is None:
        return UNDATED
    first, last = told.signal.date
    if first is None or last is None:
        return OPEN
    return Interval(first, last)
