"""The bases on which a trade claim can be read, and what the series says on each."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from nkpressure.check.claim_tolerances import Tolerance
from nkpressure.check.trade_series import Flow, SeriesFigure, figures, lacking, trade_rows
from nkpressure.find.claim_bases import Measure, Trend
from nkpressure.find.quantity_kinds import Quantity
from nkpressure.find.series_periods import SeriesPeriod
from nkpressure.tables import Tables


class Verdict(StrEnum):
    """What the figures say of a claim."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_TESTABLE = "not_testable"
    OPEN = "open"  # fails where it can be tested, and the text leaves a basis that cannot be


class Fit(StrEnum):
    """How a basis goes with the text."""

    STATED = "stated"  # the text names it
    LEFT_OPEN = "left open"  # nothing in the text speaks against it
    OTHER = "other"  # the text says otherwise; shown for comparison


@dataclass(frozen=True, slots=True)
class Basis:
    """One way to read a claim: which change of which flow, in which currency and periods."""

    measure: Measure
    flow: Flow
    currency: str
    period: SeriesPeriod
    base_period: SeriesPeriod | None
    fit: Fit


@dataclass(frozen=True, slots=True)
class TradeBasis:
    """What the series says of a claim on one basis, with the arithmetic on one line.

    Values are in millions of the currency, `computed` and `difference` in percent and percentage
    points (for a level: in millions).
    """

    quantity: Quantity
    verdict: Verdict
    fit: Fit
    measure: Measure
    flow: Flow
    currency: str
    base_period: str | None
    period: str
    base_value: float | None
    figure: float | None
    computed: float | None
    difference: float | None
    arithmetic: str
    vintage: str
    source: str
    missing: str | None = None


def verdicts_on(
    quantity: Quantity, basis: Basis, tolerance: Tolerance, tables: Tables
) -> list[TradeBasis]:
    """Return what each vintage of the series says of the claim on this basis."""
    if basis.measure is Measure.LEVEL:
        found = list(_levels(quantity, basis, tolerance, tables))
    else:
        found = [
            *_reported(quantity, basis, tolerance, tables),
            *_computed(quantity, basis, tolerance, tables),
        ]
    return found or [_untestable(quantity, basis, tables)]


def signed(quantity: Quantity) -> float:
    """Return the claimed number with its sign: a fall by 40 percent is -40."""
    value = quantity.value
    number = (sum(value) / len(value) if value else 0.0) if isinstance(value, tuple) else value or 0
    return -abs(number) if quantity.direction is Trend.DOWN else float(number)


def change(base: SeriesFigure, figure: SeriesFigure) -> float:
    """Return the change from the base to the figure, in percent."""
    return (figure.value / base.value - 1) * 100


def change_written(base: SeriesFigure, figure: SeriesFigure) -> str:
    """Write the change out: "1,223 / 1,773.1 - 1 = -31.0 %", with the sums before it."""
    computed = f"{_short(figure.value)} / {_short(base.value)} - 1 = {change(base, figure):+.1f} %"
    if " + " in base.written or " + " in figure.written:
        return f"{_bracketed(figure.written)} / {_bracketed(base.written)} - 1 = {computed}"
    return computed


def _bracketed(written: str) -> str:
    return f"({written})" if " + " in written else written


def _short(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def pairs(basis: Basis, tables: Tables) -> list[tuple[SeriesFigure, SeriesFigure]]:
    """Return base and figure, of one reporter where there is such a pair, else of any two."""
    if basis.base_period is None:
        return []
    bases = figures(tables, basis.base_period, basis.flow, basis.currency)
    later = figures(tables, basis.period, basis.flow, basis.currency)
    every = [(base, figure) for base in bases for figure in later if base.value]
    same = [(base, figure) for base, figure in every if base.reporter == figure.reporter]
    return same or every


def _computed(
    quantity: Quantity, basis: Basis, tolerance: Tolerance, tables: Tables
) -> Iterator[TradeBasis]:
    for base, figure in pairs(basis, tables):
        computed = change(base, figure)
        written = change_written(base, figure)
        vintage = f"{basis.base_period}: {base.vintage}; {basis.period}: {figure.vintage}"
        source = "; ".join(dict.fromkeys((base.source, figure.source)))
        yield _told(
            quantity,
            basis,
            tolerance,
            computed,
            (base.value, figure.value),
            written,
            vintage,
            source,
        )


def _reported(
    quantity: Quantity, basis: Basis, tolerance: Tolerance, tables: Tables
) -> Iterator[TradeBasis]:
    """The change on the year before as the customs themselves reported it."""
    if basis.measure is not Measure.YEAR_ON_YEAR:
        return
    for row in trade_rows(tables, basis.period, basis.currency):
        reported = row.reported_change(basis.flow)
        if reported is not None:
            written = f"{reported:+.1f} % as reported for {basis.period} on {basis.base_period}"
            level = row.level(basis.flow)
            yield _told(
                quantity,
                basis,
                tolerance,
                reported,
                (None, level),
                written,
                row.vintage,
                row.source,
            )


def _levels(
    quantity: Quantity, basis: Basis, tolerance: Tolerance, tables: Tables
) -> Iterator[TradeBasis]:
    claimed = signed(quantity) / 1e6
    band = Tolerance(tolerance.low / 1e6, tolerance.high / 1e6, tolerance.reason)
    for figure in figures(tables, basis.period, basis.flow, basis.currency):
        verdict = Verdict.HOLDS if band.holds(figure.value) else Verdict.FAILS
        equal = f"{figure.written} = " if " + " in figure.written else ""
        written = (
            f"{equal}{_short(figure.value)} against {_short(claimed)} ({basis.currency} million)"
        )
        yield TradeBasis(
            quantity,
            verdict,
            basis.fit,
            basis.measure,
            basis.flow,
            basis.currency,
            None,
            str(basis.period),
            None,
            figure.value,
            figure.value,
            round(figure.value - claimed, 2),
            written,
            figure.vintage,
            figure.source,
        )


def _told(
    quantity: Quantity,
    basis: Basis,
    tolerance: Tolerance,
    computed: float,
    values: tuple[float | None, float | None],
    written: str,
    vintage: str,
    source: str,
) -> TradeBasis:
    claimed = signed(quantity)
    turned = -computed if claimed < 0 else computed
    return TradeBasis(
        quantity,
        Verdict.HOLDS if tolerance.holds(turned) else Verdict.FAILS,
        basis.fit,
        basis.measure,
        basis.flow,
        basis.currency,
        str(basis.base_period),
        str(basis.period),
        values[0],
        values[1],
        round(computed, 1),
        round(computed - claimed, 1),
        written,
        vintage,
        source,
    )


def _untestable(quantity: Quantity, basis: Basis, tables: Tables) -> TradeBasis:
    periods = [basis.period] if basis.base_period is None else [basis.base_period, basis.period]
    missing = [
        lacking(tables, period, basis.flow, basis.currency)
        for period in periods
        if not figures(tables, period, basis.flow, basis.currency)
    ]
    base = str(basis.base_period) if basis.base_period else None
    return TradeBasis(
        quantity,
        Verdict.NOT_TESTABLE,
        basis.fit,
        basis.measure,
        basis.flow,
        basis.currency,
        base,
        str(basis.period),
        None,
        None,
        None,
        None,
        "",
        "",
        "",
        "; ".join(missing) or "a base to compare with",
    )
