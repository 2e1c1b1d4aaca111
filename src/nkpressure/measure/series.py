"""Three series from the ledgers of a corpus: how much is told in each period, and which way.

Sender pressure, third-party conduct and target response are never summed, acts stand apart from
words, and the rate (how much) apart from the balance (which way). Whether an index may be made
of them is a question for `nkpressure.measure.pressure_index`.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from nkpressure.errors import WrongUseError
from nkpressure.find.directions import Direction
from nkpressure.ledger.rows import Signal
from nkpressure.ledger.series import Series
from nkpressure.measure.corpus_signals import THREE, CorpusLedger
from nkpressure.measure.document_bootstrap import Array, document_draws, middle_95
from nkpressure.measure.periods import to_period
from nkpressure.measure.pressure_index import (
    FEWEST_DOCUMENTS,
    pressure_index,
    refusal,
    volumes,
)
from nkpressure.measure.series_cells import DIRECTIONS, KINDS, Cells, Dating, cells_of
from nkpressure.measure.series_counts import count_series
from nkpressure.measure.signal_choices import Kept, Weighting, masses

TIGHTEN, LOOSEN = DIRECTIONS.index(Direction.TIGHTEN), DIRECTIONS.index(Direction.LOOSEN)
_EVIDENCE = [
    *("id", "text", "period", "series", "kind", "share", "direction", "sender", "target"),
    *("instrument", "confidence", "sentence"),
]
_PLACE = ["document", "place"]
_COUNTS = [
    *("period", "series", "kind", *(direction.value for direction in DIRECTIONS)),
    *("signals", "documents", "rate", "rate_low", "rate_high"),
    *("balance", "balance_low", "balance_high"),
]


@dataclass(frozen=True, slots=True, eq=False)
class PressureSeries:
    """The three series of a corpus, and what can and cannot be made of them.

    `counts`: one row a period, series and kind ("all", "acts", "words") with the signals by
    direction, their rate a document and their balance, both with 95 per cent intervals; rate and
    balance are empty where a period has fewer than 30 documents. `gap`: the balances of senders
    and of third parties in the periods that have them, and the first less the second. `index`:
    empty where `refusal` says why. `documents`: documents and outlets of each period.
    `evidence`: the signals behind the counts, each with its share in each period. `left_out`:
    why signals have no period. Where the signals come `by_store`, no page shows their documents,
    and the evidence says in which document and at which place the words stand.
    """

    counts: pd.DataFrame
    gap: pd.DataFrame
    index: pd.DataFrame
    refusal: str | None
    documents: pd.DataFrame
    evidence: pd.DataFrame
    left_out: pd.DataFrame
    by_store: bool = False


def pressure_series(
    ledger: CorpusLedger,
    period: str = "month",
    *,
    dated_by: str = "signal",
    kept: Kept = Kept.ONCE,
    weighting: Weighting = Weighting.NONE,
    base: str = "",
) -> PressureSeries:
    """Count the signals of each period, and say how far the figures can be trusted.

    A signal that may have happened on any of several days is spread over them evenly; `dated_by`
    "publication" puts it on the day of the document instead. `base` is the time (EDTF) over which
    outlets are standardised; empty takes all periods that have documents enough.

    >>> from nkpressure.measure.corpus_signals import ledger_of_corpus
    >>> from nkpressure.model import Document, Interval
    >>> day = Interval.parse("2018-07-23")
    >>> note = Document("note", "The US imposed new sanctions on North Korea.", day)
    >>> pressure_series(ledger_of_corpus([note]), dated_by="publication").refusal[:63]
    '1 document from no named outlet, 2018-07: counts, no index. An '
    """
    if dated_by not in set(Dating):
        raise WrongUseError(f"{dated_by!r} dates no signal; write {' or '.join(Dating)}")
    length = to_period(period)
    cells = cells_of(ledger, masses(ledger, kept, weighting), length, Dating(dated_by))
    # An outlet is measured by all that it tells, also where another told it before
    apart = replace(ledger, told_before=ledger.told_in_outlet)
    by_outlet = cells_of(apart, masses(apart, kept, weighting), length, Dating(dated_by))
    draws = document_draws(cells.outlets)
    once, many = _figures(cells, np.ones((1, len(cells.outlets)))), _figures(cells, draws)
    return PressureSeries(
        _counts(cells, once, many),
        _gap(cells, once, many),
        pressure_index(by_outlet, draws, base, length),
        refusal(cells, base, length),
        volumes(cells),
        _evidence(cells, ledger.origin is not None),
        pd.DataFrame(sorted(cells.left_out.items()), columns=["why", "signals"]),
        ledger.origin is not None,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Figures:
    """Totals, rates and balances, one row a draw; axes draw, period, series, kind (all first)."""

    totals: Array
    rates: Array
    balances: Array


def _figures(cells: Cells, drawn: Array) -> _Figures:
    """Work the figures out for documents that are drawn so many times each."""
    apart = np.tensordot(drawn, cells.masses, axes=1)
    totals = np.concatenate([apart.sum(axis=3, keepdims=True), apart], axis=3)
    enough = cells.documents.sum(axis=0) >= FEWEST_DOCUMENTS
    volume = (drawn @ cells.documents)[:, :, None, None]
    more, less = totals[..., TIGHTEN], totals[..., LOOSEN]
    allowed = enough[None, :, None, None] & (volume > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where(allowed, totals.sum(axis=4) / volume, np.nan)
    balances = np.where(allowed, (more - less) / (more + less + 1), np.nan)
    return _Figures(totals, rates, balances)


def _counts(cells: Cells, once: _Figures, many: _Figures) -> pd.DataFrame:
    rate_ends, balance_ends = middle_95(many.rates), middle_95(many.balances)
    rows = []
    for place in np.ndindex(once.rates.shape[1:]):
        period, series, kind = place
        directions = once.totals[0][place]
        rows.append(
            [
                *(cells.periods[period], THREE[series].value, ("all", *KINDS)[kind]),
                *directions,
                directions.sum(),
                cells.documents[:, period].sum(),
                *(once.rates[0][place], rate_ends[0][place], rate_ends[1][place]),
                *(once.balances[0][place], balance_ends[0][place], balance_ends[1][place]),
            ]
        )
    return pd.DataFrame(rows, columns=_COUNTS).round(3)


def _gap(cells: Cells, once: _Figures, many: _Figures) -> pd.DataFrame:
    senders, others = THREE.index(Series.SENDER_PRESSURE), THREE.index(Series.THIRD_PARTY)
    plain, drawn = once.balances[0, :, :, 0], many.balances[:, :, :, 0]
    low, high = middle_95(drawn[:, :, senders] - drawn[:, :, others])
    gap = pd.DataFrame(
        {
            "period": cells.periods,
            "sender_pressure": plain[:, senders],
            "third_party": plain[:, others],
            "gap": plain[:, senders] - plain[:, others],
            "gap_low": low,
            "gap_high": high,
        }
    )
    return gap.dropna(subset="gap", ignore_index=True).round(3)


def _evidence(cells: Cells, by_store: bool) -> pd.DataFrame:
    rows = [
        [
            *(told.id, told.text, period, told.signal.series, told.kind, round(share, 3)),
            *(told.signal.direction.value, told.signal.sender, told.signal.target),
            *(told.signal.instrument, told.signal.confidence.value, told.sentence),
            *(told.document, told.place),
        ]
        for period, told, share in cells.placed
    ]
    evidence = pd.DataFrame(rows, columns=[*_EVIDENCE, *_PLACE], dtype="object")
    return evidence if by_store else evidence[_EVIDENCE]


def compare_series(ledger: CorpusLedger) -> pd.DataFrame:
    """Count each document's signals by series, acts and words apart, as `count_series` does."""
    signals: dict[str, list[Signal]] = {document.id: [] for document in ledger.documents}
    for told in ledger.signals:
        signals[told.document].append(told.signal)
    parts = {name: count_series(own) for name, own in signals.items() if own}
    if not parts:
        return count_series([]).assign(document=None)
    return pd.concat(parts, names=["document"]).reset_index("document").reset_index(drop=True)
