"""Finds where a text says on what basis a figure stands, and lends that basis to the figure.

"Trade grew by almost 40%. The number refers to growth in RMB from Q1 2016 to Q1 2017."
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nkpressure.find.claim_bases import change_words, currency_terms, indicator_near, periods_in
from nkpressure.find.claimed_periods import compared_periods
from nkpressure.find.dates import DateMention
from nkpressure.find.number_tokens import Token
from nkpressure.find.quantity_kinds import Quantity, QuantityKind
from nkpressure.model import Span
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables

_CARRIED = 2  # sentences over which what grows is taken as said
_REACH = 15  # tokens between the word of change and the first period


def find_definition(
    text: str,
    sentence: Span,
    tokens: Sequence[Token],
    dates: Sequence[DateMention],
    tables: Tables,
) -> Quantity | None:
    """Return a stretch such as "growth of trade in RMB from Q1 2016 to Q1 2017"; None without."""
    if len(dates) < 2:
        return None
    named = [date for date in dates if periods_in([date], sentence)]
    words = change_words(tables)
    for first, second in pairwise(named):
        compared = compared_periods([periods_in([d], sentence)[0][0] for d in (first, second)])
        before = [n for n, token in enumerate(tokens) if token.end <= first.start]
        change = next((n for n in reversed(before[-_REACH:]) if tokens[n].low in words), None)
        if compared.base is None or change is None or words[tokens[change].low].part != "noun":
            continue
        span = Span(tokens[change].start, second.end)
        indicator = indicator_near(text, sentence, first.start, tables)
        return Quantity(
            span,
            "growth from a period to a period",
            QuantityKind.DEFINITION,
            metric=indicator.metric if indicator else None,
            measure=compared.measure,
            currency=currency_terms(tokens, tables),
            period=compared.written,
            direction=words[tokens[change].low].direction,
            checkable=True,
            basis=span,
        )
    return None


def with_definition(
    quantities: Sequence[Quantity], sentences: Sequence[Sentence]
) -> list[Quantity]:
    """Give a figure whose sentence leaves its basis open the one that the next sentence states."""
    starts = [sentence.start for sentence in sentences]
    definitions = {
        _number(starts, quantity.start): quantity
        for quantity in quantities
        if quantity.subkind is QuantityKind.DEFINITION
    }
    lent = [
        _lent(quantity, definitions, _number(starts, quantity.start)) for quantity in quantities
    ]
    return _with_metric(sorted(lent, key=lambda quantity: quantity.span), starts)


def _with_metric(quantities: Sequence[Quantity], starts: Sequence[int]) -> list[Quantity]:
    """Take growth that does not say of what for growth of what the figure before it measures."""
    found: list[Quantity] = []
    metric, told = None, 0
    for quantity in quantities:
        number = _number(starts, quantity.start)
        grows = quantity.subkind in (QuantityKind.GROWTH, QuantityKind.DEFINITION)
        if grows and quantity.metric is None and metric and number - told <= _CARRIED:
            quantity = replace(quantity, metric=metric)
        if grows and quantity.metric is not None:
            metric, told = quantity.metric, number
        found.append(quantity)
    return found


def _number(starts: Sequence[int], place: int) -> int:
    return bisect_right(starts, place)


def _lent(quantity: Quantity, definitions: dict[int, Quantity], number: int) -> Quantity:
    definition = definitions.get(number + 1)
    open_growth = quantity.subkind is QuantityKind.GROWTH and quantity.measure is None
    if definition is None or not open_growth or quantity.period is not None:
        return quantity
    return replace(
        quantity,
        measure=definition.measure,
        currency=quantity.currency or definition.currency,
        period=definition.period,
        basis=definition.span,
    )
