"""An index of pressure, where a corpus can bear one, and the reason where it cannot.

After the practice of news-based indices: the rate of signals a document is divided by its own
standard deviation in each outlet, outlets are averaged with equal weight, and the mean over the
base is set to 100 (Baker, Bloom and Davis 2016, Measuring Economic Policy Uncertainty).
"""

from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nkpressure.measure.corpus_signals import THREE
from nkpressure.measure.document_bootstrap import Array, middle_95
from nkpressure.measure.periods import Period, spread
from nkpressure.measure.series_cells import KINDS, Cells
from nkpressure.model import Interval

Flags = NDArray[np.bool_]

FEWEST_DOCUMENTS = 30  # a period; with fewer, one document more or less moves the figure too far
FEWEST_OUTLETS = 2  # a series of one outlet shows the outlet's habits with the world's changes
FEWEST_PERIODS = 2  # a standard deviation needs two


def volumes(cells: Cells) -> pd.DataFrame:
    """Return the documents, the outlets and the sentences of each period, and whether it may."""
    enough = _enough(cells)
    return pd.DataFrame(
        {
            "period": cells.periods,
            "documents": cells.documents.sum(axis=0).round(2),
            "outlets": [len(_present(cells, place)) for place in range(len(cells.periods))],
            "sentences": cells.sentences.sum(axis=0).round(1),
            "enough_for_an_index": enough,
        }
    )


def refusal(cells: Cells, base: str, length: Period) -> str | None:
    """Say why there is no index; None where there is one."""
    if not cells.periods:
        return "No index: no document has a date."
    enough = _enough(cells)
    if not any(enough):
        return _too_few(cells)
    if sum(_in_base(cells, base, length)) < FEWEST_PERIODS:
        return (
            f"No index: the base has fewer than {FEWEST_PERIODS} periods with documents enough "
            "to standardise the outlets over."
        )
    return None


def _too_few(cells: Cells) -> str:
    """Say what there is, and what an index would take."""
    dated = [outlet for outlet, own in zip(cells.outlets, cells.documents, strict=True) if any(own)]
    when = (
        cells.periods[0]
        if len(cells.periods) == 1
        else f"{cells.periods[0]} to {cells.periods[-1]}"
    )
    fullest = int(np.argmax(cells.documents.sum(axis=0)))
    documents = cells.documents[:, fullest].sum()
    return (
        f"{_several(len(dated), 'document')} from {_outlets(set(dated) - {None})}, {when}: "
        f"counts{' and a contrast' if len(dated) == 2 else ''}, no index. An index takes "
        f"{FEWEST_DOCUMENTS} documents from {FEWEST_OUTLETS} outlets in a period, and the fullest, "
        f"{cells.periods[fullest]}, has {documents:.4g} from {_outlets(_present(cells, fullest))}."
    )


def _several(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _outlets(named: Collection[str | None]) -> str:
    return _several(len(named), "outlet") if named else "no named outlet"


def pressure_index(cells: Cells, draws: Array, base: str, length: Period) -> pd.DataFrame:
    """Return the index of each period, series and kind with its 95 per cent interval.

    Columns: period, series, kind, index, low, high. No rows where `refusal` has a reason.
    """
    columns = ["period", "series", "kind", "index", "low", "high"]
    if refusal(cells, base, length) is not None:
        return pd.DataFrame(columns=columns)
    in_base = np.array(_in_base(cells, base, length))
    once = _indices(cells, np.ones((1, len(cells.outlets))), in_base)[0]
    low, high = middle_95(_indices(cells, draws, in_base))
    enough = _enough(cells)
    rows = [
        [
            *(cells.periods[period], THREE[series].value, ("all", *KINDS)[kind]),
            *(once[period, series, kind], low[period, series, kind], high[period, series, kind]),
        ]
        for period, series, kind in np.ndindex(once.shape)
        if enough[period]
    ]
    return pd.DataFrame(rows, columns=columns).round(1)


def _indices(cells: Cells, drawn: Array, in_base: Flags) -> Array:
    """Return the index, one row a draw; axes draw, period, series, kind (all first)."""
    standardised = [
        _standardised(cells, drawn, [o == outlet for o in cells.outlets], in_base)
        for outlet in sorted({outlet for outlet in cells.outlets if outlet is not None})
    ]
    stacked = np.stack(standardised)
    known = ~np.isnan(stacked)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(known, stacked, 0.0).sum(axis=0) / known.sum(axis=0)
        level = mean[:, in_base].mean(axis=1, keepdims=True)
        return np.where(level > 0, 100 * mean / level, np.nan)


def _standardised(cells: Cells, drawn: Array, own: list[bool], in_base: Flags) -> Array:
    """Return an outlet's rates in units of their standard deviation over the base."""
    totals = np.tensordot(drawn[:, own], cells.masses[own].sum(axis=4), axes=1)
    totals = np.concatenate([totals.sum(axis=3, keepdims=True), totals], axis=3)
    volume = (drawn[:, own] @ cells.documents[own])[:, :, None, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where(volume > 0, totals / volume, np.nan)
        deviation = _deviation(rates[:, in_base])
        return np.where(deviation > 0, rates / deviation, np.nan)


def _deviation(rates: Array) -> Array:
    """Return the standard deviation over the periods in which the outlet has documents."""
    known = ~np.isnan(rates)
    number = known.sum(axis=1, keepdims=True)
    mean = np.where(known, rates, 0.0).sum(axis=1, keepdims=True) / number
    squares = np.where(known, (rates - mean) ** 2, 0.0).sum(axis=1, keepdims=True)
    deviation: Array = np.sqrt(squares / (number - 1))
    return deviation


def _present(cells: Cells, period: int) -> set[str]:
    named = zip(cells.outlets, cells.documents[:, period], strict=True)
    return {outlet for outlet, documents in named if outlet is not None and documents > 0}


def _enough(cells: Cells) -> list[bool]:
    documents = cells.documents.sum(axis=0)
    return [
        bool(documents[place] >= FEWEST_DOCUMENTS) and len(_present(cells, place)) >= FEWEST_OUTLETS
        for place in range(len(cells.periods))
    ]


def _in_base(cells: Cells, base: str, length: Period) -> list[bool]:
    wanted = set(spread(Interval.parse(base), length)) if base else set(cells.periods)
    pairs = zip(cells.periods, _enough(cells), strict=True)
    return [enough and period in wanted for period, enough in pairs]
