"""Adds what the sentence says of an amount: growth of what, on what basis, in which period."""

from collections.abc import Sequence
from dataclasses import replace

from nkpressure.find.amounts import Amount, ContextRole, context_words, low
from nkpressure.find.claim_bases import (
    Measure,
    change_near,
    change_words,
    currency_terms,
    indicator_near,
    measure_cue,
)
from nkpressure.find.claimed_periods import claimed_periods
from nkpressure.find.dates import DateMention
from nkpressure.find.number_tokens import Token
from nkpressure.find.quantity_kinds import Quantity, QuantityKind
from nkpressure.model import Span
from nkpressure.tables import Tables

_COMPARED = ("percent", "points", "money", "times")


def with_basis(
    text: str,
    sentence: Span,
    tokens: Sequence[Token],
    amount: Amount,
    quantity: Quantity,
    dates: Sequence[DateMention],
    tables: Tables,
) -> Quantity:
    """Add what the sentence says of the figure: growth of what, on what basis, in which period."""
    change = change_near(tokens, amount.first, amount.last, tables)
    kind = amount.unit.unit.kind if amount.unit else ""
    if kind not in _COMPARED:
        return quantity
    relative = kind in ("percent", "points")
    share = relative and low(tokens, amount.last) == "of" and not _grows(tokens, amount, change)
    row = change_words(tables)[tokens[change].low] if change is not None else None
    cue = measure_cue(text, sentence, quantity.start, tables)
    measure = Measure.SHARE if share else (cue[1] if cue else None)
    if kind == "money":
        measure = Measure.LEVEL
    indicator = indicator_near(text, sentence, quantity.start, tables)
    grows = relative and row is not None and measure is not Measure.SHARE
    period = claimed_periods(dates, sentence, quantity.start, measure)
    told = replace(
        quantity,
        subkind=QuantityKind.GROWTH if grows else quantity.subkind,
        metric=indicator.metric if indicator else None,
        measure=measure or period.measure,
        currency=quantity.currency or currency_terms(tokens, tables),
        period=period.written,
        direction=row.direction if row else None,
        basis=cue[0] if cue and grows else None,
    )
    return _grown(text, tokens, amount, told, change, tables) if grows else told


def _grows(tokens: Sequence[Token], amount: Amount, change: int | None) -> bool:
    """Tell "fell by 40% of its value", which grows, from the share "90% of trade"."""
    return change is not None and change < amount.first and amount.first - change <= 3


def _grown(
    text: str,
    tokens: Sequence[Token],
    amount: Amount,
    quantity: Quantity,
    change: int | None,
    tables: Tables,
) -> Quantity:
    """Widen the span to the noun: "growth through March to be just one percent"."""
    at = next((n for n, token in enumerate(tokens) if token.start >= quantity.start), amount.first)
    copulas = context_words(tables, ContextRole.COPULA)
    if change is None or change >= at or low(tokens, at - 1) not in copulas:
        return quantity
    if change_words(tables)[tokens[change].low].part != "noun":
        return quantity
    if any(token.kind == "mark" for token in tokens[change:at]):
        return quantity
    start = tokens[change].start
    if quantity.basis is not None and text[quantity.basis.end : start].strip() == "":
        start = quantity.basis.start
    return replace(
        quantity, span=Span(start, quantity.end), rule=f"{quantity.rule}, noun and copula"
    )
