"""Says whether a number without unit or noun counts: "rose to 64,900", "Jang, 66, said"."""

from collections.abc import Sequence

from nkpressure.find.amounts import Amount, ContextRole, context_words, low
from nkpressure.find.approximators import Approximated
from nkpressure.find.number_tokens import Token
from nkpressure.tables import Tables

_YEARS = (1900, 2199)
_OLDEST = 120  # years of age


def counts_alone(
    text: str,
    tokens: Sequence[Token],
    amount: Amount,
    about: Approximated | None,
    tables: Tables,
) -> bool:
    """Say whether a number without unit or noun counts: "rose to 64,900", "just one"."""
    written = text[tokens[amount.first].start : tokens[amount.last - 1].end]
    if not amount.values or _looks_like_a_year(written, amount):
        return False
    if amount.rule not in ("digits", "range", "number in words"):
        return True  # a fraction
    if amount.in_words:
        return about is not None and amount.values != (1.0,) and amount.last == len(tokens)
    if amount.step != 1 or "," in written:
        return True
    if _is_age(tokens, amount):
        return True
    led = low(tokens, amount.first - 1) in context_words(tables, ContextRole.BARE)
    following = tokens[amount.last] if amount.last < len(tokens) else None
    closes = following is None or following.kind == "mark" or following.text.islower()
    return (led or about is not None) and closes and low(tokens, amount.last) != "-"


def _is_age(tokens: Sequence[Token], amount: Amount) -> bool:
    """Read "Jang, 66, said": a number between commas after a name."""
    first, last = amount.first, amount.last
    framed = low(tokens, first - 1) == "," and low(tokens, last) in (",", ")")
    named = first >= 2 and tokens[first - 2].text[:1].isupper()
    return framed and named and amount.values[0] <= _OLDEST


def _looks_like_a_year(written: str, amount: Amount) -> bool:
    return len(written) == 4 and written.isdigit() and _YEARS[0] <= amount.values[0] <= _YEARS[1]
