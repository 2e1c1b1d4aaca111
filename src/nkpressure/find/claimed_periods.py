"""Reads which periods a figure compares: the base and the period, from the dates beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from nkpressure.find.claim_bases import Measure, periods_in
from nkpressure.find.dates import DateMention
from nkpressure.find.series_periods import SeriesPeriod
from nkpressure.model import Span


@dataclass(frozen=True, slots=True)
class ClaimedPeriod:
    """The period of a figure with its base, as far as the text names them, and what that makes."""

    base: SeriesPeriod | None = None
    period: SeriesPeriod | None = None
    measure: Measure | None = None

    @property
    def written(self) -> tuple[str, ...] | None:
        """The periods as they stand in a record: base first, where it is known."""
        named = [str(each) for each in (self.base, self.period) if each is not None]
        return tuple(named) or None


def claimed_periods(
    dates: Sequence[DateMention], sentence: Span, place: int, measure: Measure | None
) -> ClaimedPeriod:
    """Return the periods of the figure at a place: two that are compared, or the nearest."""
    named = [period for period, _ in periods_in(dates, sentence)]
    compared = compared_periods(named)
    if compared.base is not None:
        return compared
    mentions = [date for date in dates if periods_in([date], sentence)]
    if not mentions:
        return ClaimedPeriod()
    nearest = min(mentions, key=lambda date: abs(date.start - place))
    [(period, _)] = periods_in([nearest], sentence)
    return _with_base(period, measure)


def compared_periods(named: Sequence[SeriesPeriod]) -> ClaimedPeriod:
    """Return two periods of one kind that stand one year or one step apart."""
    if len(named) == 2 and named[0].kind == named[1].kind:
        base, period = min(named), max(named)
        if period.year_before() == base:
            return ClaimedPeriod(base, period, Measure.YEAR_ON_YEAR)
        if period.back(1) == base:
            return ClaimedPeriod(base, period, _STEPS.get(period.kind))
    return ClaimedPeriod()


_STEPS = {"quarter": Measure.QUARTER_ON_QUARTER, "month": Measure.MONTH_ON_MONTH}


def _with_base(period: SeriesPeriod, measure: Measure | None) -> ClaimedPeriod:
    """Quarter on quarter through March is the first quarter on the one before it."""
    if measure is Measure.QUARTER_ON_QUARTER:
        quarter = period if period.kind == "quarter" else period.ending_quarter()
        return ClaimedPeriod(quarter.back(1), quarter) if quarter else ClaimedPeriod(None, period)
    if measure is Measure.YEAR_ON_YEAR:
        return ClaimedPeriod(period.year_before(), period)
    if measure is Measure.MONTH_ON_MONTH and period.kind == "month":
        return ClaimedPeriod(period.back(1), period)
    return ClaimedPeriod(None, period)
