"""The trade series: monthly, quarterly and annual figures with their currency and vintage.

A user's own file in the same columns takes the place of ours: trade.csv in a folder of tables.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.find.series_periods import SeriesPeriod, period_of
from nkpressure.tables import Tables


class Flow(StrEnum):
    """Which way the goods go, seen from China."""

    TOTAL = "total"
    IMPORTS = "imports from the DPRK"
    EXPORTS = "exports to the DPRK"


@dataclass(frozen=True, slots=True)
class TradeRow:
    """One published figure, or one derived from such; `unit` is a currency and a factor."""

    TABLE: ClassVar[str] = "trade.csv"

    period: str
    period_kind: str
    imports_from_dprk: float | None
    exports_to_dprk: float | None
    total: float | None
    unit: str
    value_kind: str
    imports_yoy_pct: float | None
    exports_yoy_pct: float | None
    total_yoy_pct: float | None
    reporter: str
    release: str
    source: str
    checked: str
    note: str

    @property
    def currency(self) -> str:
        """The currency of the figures: "USD" of "USD million"."""
        return self.unit.split()[0]

    @property
    def vintage(self) -> str:
        """Who reported the figure and when, and whether it was derived."""
        parts = [
            self.reporter,
            self.release,
            self.value_kind if "derived" in self.value_kind else "",
        ]
        return ", ".join(part for part in parts if part)

    def level(self, flow: Flow) -> float | None:
        """Return the figure of a flow; a total may be the sum of the two flows."""
        if flow is Flow.IMPORTS:
            return self.imports_from_dprk
        if flow is Flow.EXPORTS:
            return self.exports_to_dprk
        if self.total is None and self.imports_from_dprk and self.exports_to_dprk:
            return self.imports_from_dprk + self.exports_to_dprk
        return self.total

    def reported_change(self, flow: Flow) -> float | None:
        """Return the change on the year before, in percent, as it was reported."""
        changes = {
            Flow.TOTAL: self.total_yoy_pct,
            Flow.IMPORTS: self.imports_yoy_pct,
            Flow.EXPORTS: self.exports_yoy_pct,
        }
        return changes[flow]


@dataclass(frozen=True, slots=True)
class SeriesFigure:
    """A level for a period: its value in millions, how it was put together, and from what."""

    period: SeriesPeriod
    value: float
    written: str
    vintage: str
    source: str
    reporter: str


_MILLIONS = {"million": 1.0, "thousand": 0.001, "billion": 1000.0}


@cache
def _by_period(tables: Tables) -> dict[tuple[SeriesPeriod, str], tuple[TradeRow, ...]]:
    found: dict[tuple[SeriesPeriod, str], tuple[TradeRow, ...]] = {}
    for row in tables.rows(TradeRow):
        period = period_of(row.period)
        if period is not None:
            key = (period, row.currency)
            found[key] = (*found.get(key, ()), row)
    return found


def trade_rows(tables: Tables, period: SeriesPeriod, currency: str) -> tuple[TradeRow, ...]:
    """Return the rows of a period in a currency, one for each vintage."""
    return _by_period(tables).get((period, currency), ())


def currencies(tables: Tables) -> tuple[str, ...]:
    """Return the currencies of the series, in the order of the table."""
    return tuple(dict.fromkeys(row.currency for row in tables.rows(TradeRow)))


def series_periods(tables: Tables) -> tuple[SeriesPeriod, ...]:
    """Return the periods that have a row, in order of time."""
    return tuple(sorted({period for period, _ in _by_period(tables)}, key=_moment))


def _moment(period: SeriesPeriod) -> tuple[int, int, str]:
    return period.year, period.months()[0], period.kind


def figures(tables: Tables, period: SeriesPeriod, flow: Flow, currency: str) -> list[SeriesFigure]:
    """Return the figures of a period: as published, one a vintage, else the sum of its months.

    >>> from nkpressure.tables import read_tables
    >>> fourth = figures(read_tables(), SeriesPeriod(2016, "quarter", 4), Flow.TOTAL, "USD")
    >>> [figure.written for figure in fourth]
    ['525.2 + 613.2 + 634.7']
    """
    found = [
        SeriesFigure(
            period,
            _million(level, row),
            _written(_million(level, row)),
            row.vintage,
            row.source,
            row.reporter,
        )
        for row in trade_rows(tables, period, currency)
        if (level := row.level(flow)) is not None
    ]
    summed = None if period.kind == "month" else _sum_of_months(tables, period, flow, currency)
    # a quarter that an outlet converted stands beside the sum of the customs' own months
    return [*found, *([summed] if summed else [])]


def _sum_of_months(
    tables: Tables, period: SeriesPeriod, flow: Flow, currency: str
) -> SeriesFigure | None:
    months = [SeriesPeriod(period.year, "month", number) for number in period.months()]
    parts = [figures(tables, month, flow, currency)[:1] for month in months]
    if not all(parts):
        return None
    chosen = [part[0] for part in parts]
    vintages = "; ".join(f"{figure.period}: {figure.vintage}" for figure in chosen)
    sources = "; ".join(dict.fromkeys(figure.source for figure in chosen))
    written = " + ".join(figure.written for figure in chosen)
    total = round(sum(figure.value for figure in chosen), 6)
    return SeriesFigure(period, total, written, f"sum of months ({vintages})", sources, "months")


def lacking(tables: Tables, period: SeriesPeriod, flow: Flow, currency: str) -> str:
    """Say which figure the series lacks for a period."""
    if period.kind == "month":
        return f"{period} {flow} in {currency}"
    months = [SeriesPeriod(period.year, "month", number) for number in period.months()]
    missing = [str(month) for month in months if not figures(tables, month, flow, currency)]
    parts = "its months" if len(missing) == len(months) else f"the months {', '.join(missing)}"
    return f"{period} {flow} in {currency}, or {parts}"


def _million(level: float, row: TradeRow) -> float:
    return level * next((f for word, f in _MILLIONS.items() if word in row.unit), 1.0)


def _written(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")
