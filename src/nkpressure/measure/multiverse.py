"""Works a figure out under every choice that was open, and says which conclusions survive.

A specification is one choice of signals with one choice of weights. A conclusion is what the
plain specification says (all that is told once, unweighted); it survives a specification that
says the same. The idea is that of Steegen et al. 2016, Increasing Transparency Through a
Multiverse Analysis.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

import pandas as pd

from nkpressure.find.directions import Direction
from nkpressure.ledger.series import Series
from nkpressure.measure.corpus_signals import THREE, CorpusLedger
from nkpressure.measure.periods import period_of, to_period
from nkpressure.measure.signal_choices import Kept, Weighting, masses
from nkpressure.model import Interval

PLAIN = (Kept.ONCE.value, Weighting.NONE.value)
_EVEN = 1e-9  # nearer to nothing than any weight
_PLACES = {Direction.TIGHTEN: 0, Direction.LOOSEN: 1}
_COLUMNS = [
    *("group", "series", "kept", "weights", "tighten", "loosen", "neither"),
    *("documents", "net", "balance"),
]
# What a series says when its net is above nothing, below it, or neither
_OF_ONE = {
    Series.SENDER_PRESSURE: {
        1: "Senders add pressure",
        -1: "Senders ease pressure",
        0: "Senders go as much one way as the other",
    },
    Series.THIRD_PARTY: {
        1: "Third parties add pressure",
        -1: "Third parties leak",
        0: "Third parties go as much one way as the other",
    },
    Series.TARGET_RESPONSE: {
        1: "The target's answers go towards more pressure",
        -1: "The target's answers go towards less pressure",
        0: "The target's answers go as much one way as the other",
    },
}
# What the higher of two balances says, or the lower, with the place of the one that is named first
_OF_TWO = {
    Series.SENDER_PRESSURE: ("Senders add more pressure in {0} than in {1}", 1),
    Series.THIRD_PARTY: ("Third parties leak more in {0} than in {1}", -1),
    Series.TARGET_RESPONSE: ("The target's answers go further to less in {0} than in {1}", -1),
}
_ALIKE = {
    Series.SENDER_PRESSURE: "Senders press as much in {0} as in {1}",
    Series.THIRD_PARTY: "Third parties leak as much in {0} as in {1}",
    Series.TARGET_RESPONSE: "The target's answers are alike in {0} and in {1}",
}
_CONCLUSIONS = ["conclusion", "series", "signals", "holds", "of", "survives", "fails_under"]
_MOST_NAMED = 3  # specifications that a cell has room for


@dataclass(frozen=True, slots=True)
class Specification:
    """One way through the choices."""

    kept: Kept
    weighting: Weighting

    def __str__(self) -> str:
        return f"{self.kept}, weights: {self.weighting}"


def specifications() -> list[Specification]:
    """Return every combination of signals and weights.

    >>> len(specifications())
    20
    """
    return [Specification(kept, weighting) for kept in Kept for weighting in Weighting]


def groups_by_document(ledger: CorpusLedger) -> dict[str, str]:
    """Let each document stand for itself, as when two articles are compared."""
    return {document.id: document.id for document in ledger.documents}


def groups_by_period(ledger: CorpusLedger, period: str = "month") -> dict[str, str]:
    """Put each document into the period in which it appeared, by its middle day.

    The periods are in the order of time; a document without a date is in none.
    """
    length = to_period(period)
    placed = [
        (period_of(_middle(document.published), length), document.id)
        for document in ledger.documents
        if document.published is not None
    ]
    return {document: name for name, document in sorted(placed)}


def _middle(days: Interval) -> date:
    return days.first + (days.last - days.first) // 2


def multiverse(ledger: CorpusLedger, groups: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Work out each group's three series under every specification.

    `groups` names the group of each document; without it each document is a group. Columns:
    group, series, kept, weights, the weight of the signals that tighten, loosen and do neither,
    documents, net (tighten less loosen) and balance, net / (tighten + loosen + 1).
    """
    groups = groups_by_document(ledger) if groups is None else groups
    documents = Counter(groups.values())
    rows = []
    for each in specifications():
        sums = _sums(ledger, groups, each)
        for name, series in product(documents, THREE):
            more, less, neither = sums[name, series]
            rows.append(
                [
                    *(name, series.value, each.kept.value, each.weighting.value),
                    *(more, less, neither, documents[name]),
                    *(more - less, (more - less) / (more + less + 1)),
                ]
            )
    return pd.DataFrame(rows, columns=_COLUMNS).round(3)


def _sums(
    ledger: CorpusLedger, groups: Mapping[str, str], each: Specification
) -> Mapping[tuple[str, Series | None], list[float]]:
    """Return the weights that tighten, loosen and do neither, by group and series."""
    sums: dict[tuple[str, Series | None], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for told, weight in zip(ledger.signals, masses(ledger, each.kept, each.weighting), strict=True):
        if weight and told.document in groups:
            place = _PLACES.get(told.signal.direction, 2)
            sums[groups[told.document], told.signal.series][place] += weight
    return sums


def conclusions(universe: pd.DataFrame) -> pd.DataFrame:
    """Return what the plain specification concludes, and in how many specifications it holds.

    First the direction of each series in each group that has signals of it; then, where there are
    several groups, the first of them against the last, by balance and by net a document alike.
    Columns: conclusion, series, signals (behind it in the plain specification), holds, of,
    survives ("every specification" or "holds in 12 of 20"), fails_under.
    """
    groups = list(dict.fromkeys(universe["group"]))
    tables = {
        (series, group): _figures(universe, series, group)
        for series, group in product(THREE, groups)
    }
    told = {key: own for key, own in tables.items() if own["signals"].max() > 0}
    rows = [_one(series, group, own) for (series, group), own in told.items()]
    if len(groups) > 1:
        first, last = groups[0], groups[-1]
        both = [s for s in THREE if (s, first) in told and (s, last) in told]
        rows += [_two(s, (first, last), told[s, first], told[s, last]) for s in both]
    return pd.DataFrame(rows, columns=_CONCLUSIONS, dtype="object")


def _figures(universe: pd.DataFrame, series: Series, group: str) -> pd.DataFrame:
    own = universe[(universe["series"] == series.value) & (universe["group"] == group)]
    own = own.assign(signals=own["tighten"] + own["loosen"] + own["neither"])
    return own.set_index(["kept", "weights"])


def _one(series: Series, group: str, own: pd.DataFrame) -> list[object]:
    sign = _sign(own["net"][PLAIN])
    said = f"{_OF_ONE[series][sign]} in {group}"
    return _row(said, series, [own], sign, own["net"])


def _two(
    series: Series, names: tuple[str, str], first: pd.DataFrame, last: pd.DataFrame
) -> list[object]:
    by_balance = first["balance"] - last["balance"]
    a_document = first["net"] / first["documents"] - last["net"] / last["documents"]
    sign = _sign(by_balance[PLAIN])
    said, lead = _OF_TWO[series]
    said = (said if sign else _ALIKE[series]).format(*(reversed(names) if sign == -lead else names))
    both = pd.concat({"by balance": by_balance, "by net a document": a_document})
    return _row(said, series, [first, last], sign, both)


def _row(
    said: str,
    series: Series,
    behind: Sequence[pd.DataFrame],
    sign: int,
    figures: "pd.Series[float]",
) -> list[object]:
    failing = [name for name in figures.index if _sign(figures[name]) != sign]
    holds, of = len(figures) - len(failing), len(figures)
    survives = "every specification" if holds == of else f"holds in {holds} of {of}"
    signals = " and ".join(f"{own['signals'][PLAIN]:g}" for own in behind)
    return [said, series.value, signals, holds, of, survives, _told(failing)]


def _sign(number: float) -> int:
    return 0 if abs(number) < _EVEN else 1 if number > 0 else -1


def _told(failing: Sequence[tuple[str, ...]]) -> str | None:
    named = [", ".join(parts) for parts in failing[:_MOST_NAMED]]
    more = len(failing) - len(named)
    return "; ".join(named) + (f"; and {more} more" if more else "") if failing else None
