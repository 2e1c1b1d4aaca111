"""Finds amounts in a sentence: a number or a range with its unit, and what keeps numbers out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.find.number_tokens import Token
from nkpressure.find.number_words import number_words
from nkpressure.find.numbers import Numeral, numeral_at, numeral_places
from nkpressure.find.units import UnitFound, unit_after, unit_before
from nkpressure.tables import Tables


class ContextRole(StrEnum):
    """What a word beside a number tells of it."""

    LABEL = "label"  # "Unit 8200": the number is a name
    BARE = "bare"  # "rose to 64,900": a number without a unit counts
    DETERMINER = "determiner"  # "the three countries"
    COPULA = "copula"  # "growth was two percent"
    EVENT = "event"  # "the fourth nuclear test": an ordinal counts
    NOT_COUNTED = "not_counted"  # "six-party"
    IRREGULAR_PLURAL = "irregular_plural"
    SIZE = "size"  # "a large amount"
    AMOUNT = "amount"
    LIMIT = "limit"  # "exceeds the quotas"
    SPAN_LED = "span_led"  # "for one day": before "one day" it makes a duration
    BEARING = "bearing"  # "shows no change"


@dataclass(frozen=True, slots=True)
class ContextWord:
    """A word whose place beside a number says how the number is to be read."""

    TABLE: ClassVar[str] = "number_context.csv"

    role: ContextRole
    word: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a range among the tokens, with its unit; `values` is empty where it is vague."""

    first: int
    last: int
    values: tuple[float, ...]
    rule: str
    unit: UnitFound | None = None
    step: float = 1.0
    in_words: bool = False
    joined: bool = False  # to its unit with a hyphen: "four-day"


@cache
def context_words(tables: Tables, role: ContextRole) -> frozenset[str]:
    """Return the words of a role."""
    return frozenset(row.word for row in tables.rows(ContextWord) if row.role is role)


def find_amounts(tokens: Sequence[Token], tables: Tables) -> list[Amount]:
    """Find the amounts of a sentence, in order; numbers that are names or labels are left out."""
    words = number_words(tables)
    found: list[Amount] = []
    read = 0
    for place in numeral_places(tokens, tables):
        numeral = numeral_at(tokens, place, words) if place >= read else None
        if numeral is None:
            continue
        amount = _amount(tokens, numeral, tables)
        if not _is_name(tokens, amount, tables):
            ranged = _range(tokens, amount, numeral, tables)
            found.append(_mixed_units(tokens, ranged or amount, tables))
            read = found[-1].last
        else:
            read = _after_name(tokens, numeral.last)
    return found


def low(tokens: Sequence[Token], place: int) -> str:
    """Return the token in lower case, or nothing beyond either end."""
    return tokens[place].low if 0 <= place < len(tokens) else ""


def _amount(tokens: Sequence[Token], numeral: Numeral, tables: Tables) -> Amount:
    first, value = numeral.first, numeral.value
    currency = unit_before(tokens, first, tables)
    if currency is not None:
        first = currency.first
    first, sign = _signed(tokens, first, numeral)
    after = unit_after(tokens, numeral.last, tables)
    if after is None and value is None and low(tokens, numeral.last) == "of":
        after = unit_after(tokens, numeral.last + 1, tables)  # "trillions of dollars"
    unit = currency or after
    if currency and after and (after.unit.kind == "percent" or not _names_money(after)):
        after = None
    last = after.last if after else numeral.last
    if currency is not None:
        unit = _divided(tokens, currency, last, tables)
    return Amount(
        first,
        last,
        () if value is None else (value * sign,),
        numeral.rule,
        unit,
        numeral.step,
        tokens[numeral.first].kind == "word",
        bool(after) and low(tokens, numeral.last) == "-",
    )


def _names_money(unit: UnitFound) -> bool:
    return unit.unit.kind == "money"


def _divided(tokens: Sequence[Token], currency: UnitFound, last: int, tables: Tables) -> UnitFound:
    """Read on from "$58.24" to "per barrel", from "$3,500" to "a month"."""
    if low(tokens, last) not in ("a", "an", "per", "/"):
        return currency
    per = unit_after(tokens, last + 1, tables)
    return replace(currency, per=per.unit.unit) if per else currency


def _signed(tokens: Sequence[Token], first: int, numeral: Numeral) -> tuple[int, float]:
    """Read "minus 5", "-50.8", "$-50.8"; the hyphen of "TA-35" or of a range is no sign."""
    before = low(tokens, first - 1)
    if before == "minus":
        return first - 1, -1.0
    if before == "-" and low(tokens, first - 2) == "minus":
        return first - 2, -1.0
    glued = first >= 1 and before in ("-", "−") and tokens[first - 1].joins(tokens[first])
    led = (
        first >= 2 and tokens[first - 2].joins(tokens[first - 1]) and low(tokens, first - 2) != "$"
    )
    if glued and not led and tokens[numeral.first].kind == "digits":
        return first - 1, -1.0
    return first, 1.0


def _is_name(tokens: Sequence[Token], amount: Amount, tables: Tables) -> bool:
    """Say whether the number is part of a name, a label, a time of day or an address."""
    first, last = amount.first, amount.last
    if low(tokens, first - 1) in context_words(tables, ContextRole.LABEL) or (
        low(tokens, first - 1) == "." and low(tokens, first - 2) in ("no", "nos", "res", "art")
    ):
        return True
    if _is_proper(tokens, first, last):
        return True
    led = first > 0 and tokens[first].kind == "digits" and tokens[first - 1].joins(tokens[first])
    if led and _glued(tokens, first):
        return True
    glued = last < len(tokens) and tokens[last - 1].joins(tokens[last])
    return (
        glued
        and tokens[last - 1].kind == "digits"
        and (tokens[last].text.isalpha() or tokens[last].low in (":", "_", "@"))
    )


def _is_proper(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether a number in words belongs to a name: "Five Eyes" within a sentence."""
    word = tokens[first]
    if first == 0 or word.kind != "word" or not word.text[0].isupper() or last >= len(tokens):
        return False
    return tokens[last].text[:1].isupper() and len(tokens[last].text) > 1


def _glued(tokens: Sequence[Token], first: int) -> bool:
    before, digits = tokens[first - 1], tokens[first].text
    if before.text.isupper() and ("," in digits or "." in digits):
        return False  # a currency that no table knows: "XYZ5,000"
    if before.low == "-":  # "COVID-19", "B-1", but not "sub-7"
        led = first >= 2 and tokens[first - 2].joins(before)
        return led and tokens[first - 2].low not in ("sub", "to", "pre")
    return before.text.isalpha() or before.low in (":", "#", "@", "_", "&", "/", ".")


def _after_name(tokens: Sequence[Token], place: int) -> int:
    """Step over the rest of a telephone number, a time or an address."""
    while (
        place + 1 < len(tokens)
        and tokens[place - 1].joins(tokens[place])
        and tokens[place].low in ("-", ":", "/", ".", "_")
        and tokens[place].joins(tokens[place + 1])
    ):
        place += 2
    return place


def _range(
    tokens: Sequence[Token], amount: Amount, numeral: Numeral, tables: Tables
) -> Amount | None:
    """Read on to a range: "5 to 10 percent", "between $62 and $68", "15-22 miles"."""
    if not amount.values or not _connects(tokens, amount):
        return None
    at = amount.last + 1
    while (
        at < len(tokens) and tokens[at].low in ("$", "€", "£", "us", "-") and at < amount.last + 4
    ):
        at += 1  # "to $93 billion"
    second = numeral_at(tokens, at, number_words(tables)) if at < len(tokens) else None
    if second is None or second.value is None:
        return None
    upper = _amount(tokens, second, tables)
    if not _same_unit(amount.unit, upper.unit):
        return None
    values = _scaled(amount, numeral, second, upper)
    if not _is_range(tokens, amount, values):
        return None
    unit = upper.unit or amount.unit
    return replace(amount, last=upper.last, values=values, unit=unit, rule="range")


def _connects(tokens: Sequence[Token], amount: Amount) -> bool:
    word, before = low(tokens, amount.last), low(tokens, amount.first - 1)
    if (
        word == "to"
    ):  # "up 9 per cent to $84", "by $43 billion to $419 billion", "by 1 to 2 degrees"
        return before not in ("by", "up", "down") or amount.unit is None
    if word == "and":
        return before == "between" or low(tokens, amount.first - 2) == "between"
    if word in ("-", "—"):
        return amount.unit is None or amount.unit.unit.place == "before" or not amount.joined
    return word == "or"


def _same_unit(lower: UnitFound | None, upper: UnitFound | None) -> bool:
    if lower is None or upper is None:
        return lower is None or lower.unit.kind not in ("percent", "points")
    return lower.unit.unit == upper.unit.unit


def _scaled(amount: Amount, lower: Numeral, second: Numeral, upper: Amount) -> tuple[float, float]:
    """Give "33-35 billion" and "1 to 2 thousand" one scale."""
    first = amount.values[0]
    # "$370,000 to $5.5 million": the first number is too large to be of millions
    if lower.scale == 1 and second.scale > 1 and first < upper.values[0] / second.scale:
        first *= second.scale
    return first, upper.values[0]


def _is_range(tokens: Sequence[Token], amount: Amount, values: tuple[float, float]) -> bool:
    word = low(tokens, amount.last)
    if word == "or":
        return values[0] < values[1] <= 2 * values[0] + 1
    return word == "to" or values[0] < values[1]


def _mixed_units(tokens: Sequence[Token], amount: Amount, tables: Tables) -> Amount:
    """Read "a week to 10 days" and "last week to 10 days" as a range in days."""
    before = unit_after(tokens, amount.first - 2, tables) if amount.first >= 3 else None
    if (
        before is None
        or before.last != amount.first - 1
        or low(tokens, amount.first - 1) != "to"
        or low(tokens, before.first - 1) not in ("a", "last", "past", "next", "the", "one")
        or amount.unit is None
        or not (before.unit.days and amount.unit.unit.days)
        or len(amount.values) != 1
    ):
        return amount
    lower = before.unit.days / amount.unit.unit.days
    if lower >= amount.values[0]:
        return amount
    values = (lower, amount.values[0])
    return replace(amount, first=before.first - 1, values=values, rule="range in two units")
