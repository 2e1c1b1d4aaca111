"""The series as tables for a reader: what each period tells, and the sentences behind its peaks."""

from collections.abc import Iterable, Mapping

import pandas as pd

from nkpressure.measure.series import PressureSeries
from nkpressure.report.names import names_of
from nkpressure.tables import Tables, read_tables

_CONFIDENCE = ["high", "medium", "low"]


def periods_frame(series: PressureSeries) -> pd.DataFrame:
    """Return the periods in which something is told, acts and words apart.

    Columns as in `PressureSeries.counts`; rates and balances are empty below 30 documents.
    """
    told = series.counts[(series.counts["kind"] != "all") & (series.counts["signals"] > 0)]
    return told.reset_index(drop=True)


def peaks_frame(
    series: PressureSeries, tables: Tables | None = None, rows: int = 10
) -> pd.DataFrame:
    """Return the signals behind the fullest period of each series, the surest first.

    At most so many rows a series; the first of two equally full periods is taken.
    """
    names = names_of(tables or read_tables())
    whole = series.counts[series.counts["kind"] == "all"]
    parts = []
    for name, counts in whole[whole["signals"] > 0].groupby("series", sort=False):
        peak = counts["period"].iloc[int(counts["signals"].to_numpy().argmax())]
        own = series.evidence[
            (series.evidence["series"] == name) & (series.evidence["period"] == peak)
        ]
        order = own["confidence"].map(_CONFIDENCE.index)
        surest = own.assign(order=order, most=-own["share"].astype(float))
        parts.append(surest.sort_values(["order", "most"], kind="stable").head(rows))
    if not parts:
        return series.evidence
    peaks: pd.DataFrame = pd.concat(parts, ignore_index=True).drop(columns=["order", "most"])
    for column in ("sender", "target"):
        peaks[column] = [_named(parties, names) for parties in peaks[column]]
    return peaks


def _named(parties: Iterable[str], names: Mapping[str, str]) -> str | None:
    return " and ".join(names.get(party, party) for party in parties) or None


def multiverse_frame(universe: pd.DataFrame) -> pd.DataFrame:
    """Return the multiverse with a column for each choice of signals, a row for each of weights.

    A cell holds what tightens less what loosens, and the balance in brackets; rows of a group
    and series without any signal are left away.
    """
    told = universe[universe[["tighten", "loosen", "neither"]].sum(axis=1) > 0]
    cells = [f"{net:.3g} ({at:+.2f})" for net, at in zip(told["net"], told["balance"], strict=True)]
    keys = ["series", "group", "weights"]
    wide = told.assign(cell=cells).pivot_table(
        index=keys, columns="kept", values="cell", aggfunc="first", sort=False
    )
    columns = list(dict.fromkeys(universe["kept"]))
    return wide.reindex(columns=columns).reset_index().rename_axis(columns=None)
