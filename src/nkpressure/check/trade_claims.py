"""Checks claims about China's trade with the DPRK against the trade series, basis by basis.

Customs data record licit trade. What is said of evasion is not testable with them, and the check
says so; it never calls such a claim refuted.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nkpressure.check.claim_tolerances import tolerance_of
from nkpressure.check.seasons import Season, usual_change
from nkpressure.check.trade_bases import Basis, Fit, TradeBasis, Verdict, verdicts_on
from nkpressure.check.trade_series import Flow, currencies
from nkpressure.find.actors import ActorMention
from nkpressure.find.claim_bases import Measure, indicator_finder
from nkpressure.find.plain_text import lowered
from nkpressure.find.quantity_kinds import Quantity, QuantityKind
from nkpressure.find.series_periods import SeriesPeriod, period_of
from nkpressure.model import Document, Interval, Span
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables, read_tables

__all__ = ["TradeBasis", "TradeCheck", "Verdict", "check_trade_claims", "trade_bases"]

_CHINA, _DPRK = "e:CHN", "e:PRK"
_FLOWS = {"trade": (Flow.TOTAL,), "exports": (Flow.EXPORTS,), "imports": (Flow.IMPORTS,)}
_CLAUSE_MARKS = (", ", ";", ": ", "\u2014")
_NEAR = 600  # characters of the sentence to either side that are read
_BACK = 3  # sentences before a claim in which the two countries may be named


@dataclass(frozen=True, slots=True)
class TradeCheck:
    """What the series says of one claim: a verdict, why, and the bases on which it was read.

    The verdict rests on the bases that the text states or leaves open; the others are there for
    comparison. `season` is how the same step went in other years, for claims between quarters.
    """

    quantity: Quantity
    verdict: Verdict
    message: str
    tolerance: str | None = None
    season: str | None = None
    bases: tuple[TradeBasis, ...] = ()


def check_trade_claims(
    document: Document,
    quantities: Sequence[Quantity],
    sentences: Sequence[Sentence],
    actors: Sequence[ActorMention],
    tables: Tables | None = None,
) -> list[TradeCheck]:
    """Check each claim about China's trade with the DPRK, in their order.

    >>> from nkpressure.find.everything import find_everything
    >>> text = "China's trade with North Korea grew by almost 40% in the first quarter of 2017."
    >>> note = find_everything(Document("note", text))
    >>> [check] = check_trade_claims(note.document, note.quantities, note.sentences, note.actors)
    >>> check.verdict.value, check.bases[0].arithmetic
    ('holds', '+37.4 % as reported for 2017Q1 on 2016Q1')
    """
    tables = tables or read_tables()
    places = _Places(document.text, sentences, actors)
    checks = [_checked(document, quantity, places, tables) for quantity in quantities]
    return _with_seasons([check for check in checks if check is not None], tables)


def trade_bases(checks: Sequence[TradeCheck]) -> list[TradeBasis]:
    """Return all bases of all claims, one after the other."""
    return [basis for check in checks for basis in check.bases]


def _with_seasons(checks: Sequence[TradeCheck], tables: Tables) -> list[TradeCheck]:
    """Give a trend without a period the season of the claim before it."""
    found: list[TradeCheck] = []
    for check in checks:
        trend = check.quantity.subkind is QuantityKind.CLAIM_TREND
        if trend and found and check.verdict is Verdict.OPEN:
            told = next((known.season for known in reversed(found) if known.season), None)
            check = replace(check, season=told)
        found.append(check)
    return found


class _Places:
    """The sentences of a document, with the states that each names."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], actors: Sequence[ActorMention]
    ) -> None:
        self.text = text
        self.spans = [sentence.span for sentence in sentences]
        self.starts = [span.start for span in self.spans]
        self.named: list[set[str]] = [set() for _ in self.spans]
        for actor in actors:
            number = self.number(actor.start)
            if number >= 0:
                self.named[number].update(actor.entity)

    def number(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1

    def sentence(self, quantity: Quantity) -> Span:
        number = self.number(quantity.start)
        span = self.spans[number] if number >= 0 else quantity.span
        return Span(max(span.start, quantity.start - _NEAR), min(span.end, quantity.end + _NEAR))

    def concerns(self, quantity: Quantity) -> bool:
        """Say whether both countries are named in the claim's sentence or shortly before it."""
        number = self.number(quantity.start)
        near = set().union(*self.named[max(0, number - _BACK) : number + 1]) if number >= 0 else ()
        return _CHINA in near and _DPRK in near


def _checked(
    document: Document, quantity: Quantity, places: _Places, tables: Tables
) -> TradeCheck | None:
    sentence = places.sentence(quantity)
    amount = quantity.subkind is not QuantityKind.DURATION
    if amount and _evades(_clause(sentence, quantity, places.text), tables):
        return TradeCheck(quantity, Verdict.NOT_TESTABLE, _EVASION)
    if quantity.metric not in _FLOWS or not places.concerns(quantity):
        return None
    if quantity.subkind is QuantityKind.CLAIM_TREND:
        return TradeCheck(quantity, Verdict.OPEN, _NO_NUMBER)
    if quantity.measure is Measure.SHARE:
        return TradeCheck(quantity, Verdict.NOT_TESTABLE, _SHARE)
    tolerance = tolerance_of(quantity, tables)
    claims = quantity.subkind is QuantityKind.GROWTH or quantity.measure is Measure.LEVEL
    if tolerance is None or not claims:
        return None
    flows = _flows(quantity, sentence, places.text)
    bases = [
        told
        for basis in _bases(quantity, flows, document.published, tables)
        for told in verdicts_on(quantity, basis, tolerance, tables)
        if basis.fit is not Fit.OTHER or told.verdict is not Verdict.NOT_TESTABLE
    ]
    bases.sort(key=lambda told: (list(Fit).index(told.fit), told.verdict is Verdict.NOT_TESTABLE))
    season = _season(quantity, flows, tables)
    verdict, message = _verdict(bases)
    told = season.told if season else None
    return TradeCheck(quantity, verdict, message, tolerance.reason, told, tuple(bases))


_EVASION = (
    "Not testable with customs data: they record licit trade, and can neither bear out nor refute "
    "what is said of trade that goes round the customs."
)
_SHARE = "Not testable with this series: a share needs the trade with all partners as well."
_NO_NUMBER = "The claim names no number; see how the same step went in other years."
_NO_PERIOD = "The text names no period, and the document no date from which to take one."


def _clause(sentence: Span, quantity: Quantity, text: str) -> str:
    """Return the stretch between the marks around a claim: what it is said of."""
    before = text[sentence.start : quantity.start]
    after = text[quantity.end : sentence.end]
    start = max(before.rfind(mark) for mark in _CLAUSE_MARKS) + 1
    ends = [place for mark in _CLAUSE_MARKS if (place := after.find(mark)) >= 0]
    return before[start:] + quantity.span.of(text) + after[: min(ends, default=len(after))]


def _evades(sentence: str, tables: Tables) -> bool:
    return any(
        match.entries[0].metric == "evasion" for match in indicator_finder(tables).find(sentence)
    )


def _flows(quantity: Quantity, sentence: Span, text: str) -> tuple[Flow, ...]:
    """Return the flow that is meant, seen from China: North Korea's exports are China's imports."""
    words = lowered(sentence.of(text))
    flows = _FLOWS[quantity.metric or "trade"]
    mirrored = any(
        phrase in words for phrase in ("north korean exports", "north korea's exports")
    ) or any(phrase in words for phrase in ("exports to china", "dprk exports"))
    inward = "imports from china" in words or "north korean imports" in words
    if flows == (Flow.EXPORTS,) and mirrored:
        return (Flow.IMPORTS,)
    if flows == (Flow.IMPORTS,) and inward:
        return (Flow.EXPORTS,)
    return flows


def _bases(
    quantity: Quantity, flows: tuple[Flow, ...], published: Interval | None, tables: Tables
) -> list[Basis]:
    """List the readings, those first that the text states or leaves open."""
    found = [
        Basis(measure, flow, currency, period, base, _fit(quantity, measure, flow, flows, currency))
        for measure, base, period in _steps(quantity, published)
        for flow in Flow
        for currency in _currencies(quantity, tables)
    ]
    return sorted(found, key=lambda basis: list(Fit).index(basis.fit))


def _currencies(quantity: Quantity, tables: Tables) -> tuple[str, ...]:
    known = currencies(tables)
    return (
        (quantity.currency,) if quantity.measure is Measure.LEVEL and quantity.currency else known
    )


def _fit(
    quantity: Quantity, measure: Measure, flow: Flow, flows: tuple[Flow, ...], currency: str
) -> Fit:
    said = quantity.measure
    if flow not in flows or (said is not None and measure is not said):
        return Fit.OTHER
    if quantity.currency is not None and quantity.currency != currency:
        return Fit.OTHER
    stated = said is not None and quantity.currency is not None and quantity.period is not None
    return Fit.STATED if stated else Fit.LEFT_OPEN


def _steps(
    quantity: Quantity, published: Interval | None
) -> list[tuple[Measure, SeriesPeriod | None, SeriesPeriod]]:
    """Return what can be compared with what: the claim's own periods, else the last ones."""
    named = [period for text in quantity.period or () if (period := period_of(text)) is not None]
    periods = [max(named)] if named else _last_periods(published)
    if quantity.measure is Measure.LEVEL:
        return [(Measure.LEVEL, None, period) for period in periods]
    return [step for period in periods for step in _steps_to(period)]


def _steps_to(period: SeriesPeriod) -> list[tuple[Measure, SeriesPeriod | None, SeriesPeriod]]:
    steps: list[tuple[Measure, SeriesPeriod | None, SeriesPeriod]] = [
        (Measure.YEAR_ON_YEAR, period.year_before(), period)
    ]
    if period.kind == "quarter":
        steps.append((Measure.QUARTER_ON_QUARTER, period.back(1), period))
    if period.kind == "month":
        steps.append((Measure.MONTH_ON_MONTH, period.back(1), period))
    return steps


def _last_periods(published: Interval | None) -> list[SeriesPeriod]:
    """Return the last quarter and the last year that were over when the text was published."""
    if published is None:
        return []
    day = published.first
    quarter = SeriesPeriod(day.year, "quarter", (day.month - 1) // 3 + 1).back(1)
    return [quarter, SeriesPeriod(day.year - 1, "year")]


def _season(quantity: Quantity, flows: tuple[Flow, ...], tables: Tables) -> Season | None:
    period = period_of(quantity.period[-1]) if quantity.period else None
    seasonal = quantity.measure in (None, Measure.QUARTER_ON_QUARTER)  # a year has all seasons
    if period is None or period.kind != "quarter" or not seasonal:
        return None
    return usual_change(period, flows[0], tables)


def _verdict(bases: Sequence[TradeBasis]) -> tuple[Verdict, str]:
    if not bases:
        return Verdict.OPEN, _NO_PERIOD
    meant = [basis for basis in bases if basis.fit is not Fit.OTHER]
    holds = [basis for basis in meant if basis.verdict is Verdict.HOLDS]
    fails = [basis for basis in meant if basis.verdict is Verdict.FAILS]
    blank = [basis for basis in meant if basis.verdict is Verdict.NOT_TESTABLE]
    if holds:
        return Verdict.HOLDS, f"Holds: {_reading(holds[0])}: {holds[0].arithmetic}."
    lacks = "; ".join(f"{_reading(basis)} needs {basis.missing}" for basis in blank)
    if not fails:
        return Verdict.NOT_TESTABLE, f"Not testable: {lacks}."
    found = "; ".join(f"{_reading(basis)}: {basis.arithmetic}" for basis in fails)
    if blank:
        return Verdict.OPEN, f"Not reproduced: {found}. Not testable: {lacks}."
    return Verdict.FAILS, f"Not reproduced: {found}."


def _reading(basis: TradeBasis) -> str:
    return f"{basis.flow} in {basis.currency}, {_IN_WORDS[basis.measure]}, {basis.period}"


_IN_WORDS = {
    Measure.YEAR_ON_YEAR: "year on year",
    Measure.QUARTER_ON_QUARTER: "quarter on quarter",
    Measure.MONTH_ON_MONTH: "month on month",
    Measure.LEVEL: "level",
    Measure.SHARE: "share",
}
