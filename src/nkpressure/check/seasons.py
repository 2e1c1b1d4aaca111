"""How a step from quarter to quarter went in other years, so that a season is not read as news."""

from dataclasses import dataclass

from nkpressure.check.trade_bases import Basis, Fit, change, pairs
from nkpressure.check.trade_series import Flow, currencies, series_periods
from nkpressure.find.claim_bases import Measure
from nkpressure.find.series_periods import SeriesPeriod
from nkpressure.tables import Tables

_ENOUGH = 3  # years below which a mean says little


@dataclass(frozen=True, slots=True)
class Season:
    """The changes of the same step in other years, in percent."""

    step: str
    currency: str
    changes: tuple[tuple[str, float], ...]

    @property
    def told(self) -> str:
        """The changes in words, with their number."""
        number = len(self.changes)
        if not number:
            return f"{self.step} in other years ({self.currency}): no figures (n = 0)."
        listed = ", ".join(f"{change:+.1f} % ({periods})" for periods, change in self.changes)
        mean = sum(change for _, change in self.changes) / number
        weak = "" if number >= _ENOUGH else "; too few years to say what is usual"
        usual = f", mean {mean:+.1f} %" if number > 1 else ""
        return (
            f"{self.step} in other years ({self.currency}): {listed}{usual} (n = {number}{weak})."
        )


def usual_change(period: SeriesPeriod, flow: Flow, tables: Tables) -> Season:
    """Return how the step to this quarter went in the other years of the series.

    >>> from nkpressure.tables import read_tables
    >>> usual_change(SeriesPeriod(2017, "quarter", 1), Flow.TOTAL, read_tables()).changes
    (('2017Q4-2018Q1', -53.3),)
    """
    currency = currencies(tables)[0]
    years = sorted({known.year for known in series_periods(tables)} - {period.year})
    found = []
    for year in years:
        same = SeriesPeriod(year, period.kind, period.number)
        before = same.back(1)
        basis = Basis(Measure.QUARTER_ON_QUARTER, flow, currency, same, before, Fit.OTHER)
        for base, figure in pairs(basis, tables)[:1]:
            found.append((f"{before}-{same}", round(change(base, figure), 1)))
    step = f"From {_name(period.back(1))} to {_name(period)}"
    return Season(step, currency, tuple(found))


def _name(period: SeriesPeriod) -> str:
    return f"Q{period.number}"
