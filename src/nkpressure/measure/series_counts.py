"""Counts the ledger's rows by series and direction: three series, never summed to one number."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from nkpressure.find.directions import Direction
from nkpressure.find.instruments import Mode
from nkpressure.ledger.rows import Signal
from nkpressure.ledger.series import Series

_COLUMNS = ["series", "kind", "tighten", "loosen", "maintain", "ambiguous", "balance", "uncounted"]


def count_series(signals: Sequence[Signal]) -> pd.DataFrame:
    """Count the signals of each series, acts (done) and words (all else) apart.

    Columns: series, kind, then the counted rows a direction, balance, and the rows that do not
    count (repeats, forecasts, advice). The balance is (tighten - loosen) / (tighten + loosen + 1):
    near +1 where nearly all tighten. Rows without a series are listed as "not known".

    >>> count_series([])["series"].tolist()
    []
    """
    counted: Counter[tuple[str, str, str]] = Counter()
    for signal in signals:
        kind = "acts" if signal.mode is Mode.ACTION_TAKEN else "words"
        series = signal.series.value if signal.series else "not known"
        counted[series, kind, signal.direction.value if signal.counts else "uncounted"] += 1
    order = [*(series.value for series in Series), "not known"]
    rows = [
        _row(series, kind, counted)
        for series in order
        for kind in ("acts", "words")
        if any(key[:2] == (series, kind) for key in counted)
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _row(series: str, kind: str, counted: Counter[tuple[str, str, str]]) -> dict[str, object]:
    numbers = {d.value: counted[series, kind, d.value] for d in Direction}
    more, less = numbers["tighten"], numbers["loosen"]
    return {
        "series": series,
        "kind": kind,
        **numbers,
        "balance": round((more - less) / (more + less + 1), 2),
        "uncounted": counted[series, kind, "uncounted"],
    }
