"""Reads numbers in digits and in words: "1.12 million", "twenty-five", "tens of thousands"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nkpressure.find.number_tokens import Token, number_tokens
from nkpressure.find.number_words import (
    FRACTIONS,
    NumberRole,
    NumberWord,
    NumberWords,
    number_finder,
    number_words,
)
from nkpressure.model import Span
from nkpressure.tables import Tables, read_tables


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number among the tokens: from the first to before the last; None: the text is vague."""

    first: int
    last: int
    value: float | None
    rule: str
    step: float = 1.0  # what the last digit written stands for: 10,000 in "1.12 million"
    scale: float = 1.0  # what its words multiply it by: 1,000,000 there


_LARGE = 1e6
_DIGIT = re.compile(r"\d")
_ARTICLES = ("a", "an")


def may_hold_number(text: str, start: int, end: int, tables: Tables) -> bool:
    """Say whether a stretch has a digit or a word of a number; without one no number is read.

    >>> text = "The first of two talks. Nothing came of it."
    >>> may_hold_number(text, 0, 23, read_tables()), may_hold_number(text, 24, 43, read_tables())
    (True, False)
    """
    if _DIGIT.search(text, start, end) is not None:
        return True
    return bool(number_finder(tables).all_in(text, start, end))


def find_numbers(text: str, tables: Tables | None = None) -> list[tuple[Span, float | None]]:
    """Find each number with its value; None where the words leave it open.

    >>> text = "3,540 of 1.5 million; twenty-five, two hundred and six, dozens, two-thirds"
    >>> [value for _, value in find_numbers(text)]
    [3540.0, 1500000.0, 25.0, 206.0, None, 0.6666666666666666]
    """
    words = number_words(tables or read_tables())
    tokens = number_tokens(text, 0, len(text))
    found, place = [], 0
    while place < len(tokens):
        numeral = numeral_at(tokens, place, words)
        if numeral is None:
            place += 1
            continue
        span = Span(tokens[numeral.first].start, tokens[numeral.last - 1].end)
        found.append((span, numeral.value))
        place = numeral.last
    return found


@cache
def _first_words(tables: Tables) -> frozenset[str]:
    return frozenset(number_words(tables)).union(_ARTICLES, FRACTIONS)


def numeral_places(tokens: Sequence[Token], tables: Tables) -> list[int]:
    """Return the places where a number may begin, in order."""
    first = _first_words(tables)
    return [
        place for place, token in enumerate(tokens) if token.low in first or token.kind == "digits"
    ]


def numeral_at(tokens: Sequence[Token], place: int, words: NumberWords) -> Numeral | None:
    """Return the number that begins at a token; None where none does."""
    low = tokens[place].low
    if low in _ARTICLES:
        following = _low(tokens, place + 1)
        if following not in words and following != "-":
            return None
    elif low not in words and low not in FRACTIONS and tokens[place].kind != "digits":
        return None
    for read in (_in_digits, _fraction, _vague, _in_words):
        numeral = read(tokens, place, words)
        if numeral is not None:
            return numeral
    return None


def _low(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].low if 0 <= place < len(tokens) else ""


def _role(
    tokens: Sequence[Token], place: int, words: NumberWords, role: NumberRole
) -> float | None:
    row = words.get(_low(tokens, place), {}).get(role)
    return row.value if row else None


def _in_digits(tokens: Sequence[Token], place: int, words: NumberWords) -> Numeral | None:
    value = tokens[place].number
    if value is None:
        return None
    at = place + 1
    step = 10.0 ** -len(tokens[place].text.partition(".")[2])
    factor = 1.0
    over = _over(tokens, at)  # "2 1/2", "1/16"
    if over is not None:
        return Numeral(place, at + 2, value / over, "fraction in digits")
    if at + 2 < len(tokens) and tokens[at].number is not None:
        over = _over(tokens, at + 1)
        if over is not None:
            return Numeral(place, at + 3, value + (tokens[at].number or 0) / over, "mixed number")
    while at < len(tokens):
        scale = _scale_after_digits(tokens, at, words)
        if scale is None:
            break
        factor, at = factor * scale, at + 1
    return Numeral(place, at, _rounded(value * factor), "digits", step * factor, factor)


def _rounded(value: float) -> float:
    """1.12 million is 1,120,000, not 1,120,000.0000000002."""
    return round(value, 6) if value < _LARGE else float(round(value))


def _over(tokens: Sequence[Token], place: int) -> float | None:
    """Return the number under a fraction's stroke; 38/39 and the like are no fractions."""
    if _low(tokens, place) not in ("/", "⁄") or place + 1 >= len(tokens):
        return None
    under = tokens[place + 1].number
    over = tokens[place - 1].number
    further = _low(tokens, place + 2) == "/"
    if not under or over is None or over >= under or under < 2 or further:
        return None
    return under


def _scale_after_digits(tokens: Sequence[Token], place: int, words: NumberWords) -> float | None:
    token, before = tokens[place], tokens[place - 1]
    hundred = _role(tokens, place, words, NumberRole.HUNDRED)
    scale = _role(tokens, place, words, NumberRole.SCALE) or hundred
    if scale is not None:
        return scale
    short = _role(tokens, place, words, NumberRole.SHORT)
    if short is None or before.kind != "digits":
        return None
    # "5.4m" is money, "37m" may be a length: a single small letter needs a currency before it
    if len(token.text) > 1:
        return short
    if not before.joins(token):
        return None
    return short if token.text.isupper() or _led_by_currency(tokens, place - 1) else None


def _led_by_currency(tokens: Sequence[Token], place: int) -> bool:
    """Say whether a currency's sign or code stands right before the digits: "$5m", "USD10m"."""
    if place == 0 or not tokens[place - 1].joins(tokens[place]):
        return False
    before = tokens[place - 1].text
    return before in "$£€¥₩=" or (before.isupper() and 2 <= len(before) <= 3)


def _fraction(tokens: Sequence[Token], place: int, words: NumberWords) -> Numeral | None:
    """Read "two-thirds", "a third of", "half of", "half a million", "one out of three"."""
    low = _low(tokens, place)
    if low == "half":
        return _half(tokens, place, words)
    count = 1.0 if low == "a" else _role(tokens, place, words, NumberRole.UNIT)
    if not count:
        return None
    ratio = _ratio(tokens, place, words, count)
    if ratio is not None:
        return ratio
    at = place + 1
    hyphen = _low(tokens, at) == "-"
    at += hyphen
    part = _role(tokens, at, words, NumberRole.FRACTION)
    if part is None:
        return None
    plural = _low(tokens, at).endswith("s")
    told = hyphen or _low(tokens, at + 1) == "of" or (plural and count > 1)
    return Numeral(place, at + 1, count * part, "fraction in words") if told else None


def _half(tokens: Sequence[Token], place: int, words: NumberWords) -> Numeral | None:
    if _low(tokens, place + 1) == "a":
        scale = _role(tokens, place + 2, words, NumberRole.SCALE)
        return Numeral(place, place + 3, scale / 2, "half a scale") if scale else None
    if _low(tokens, place + 1) in ("of", "the", "its", "their"):
        return Numeral(place, place + 1, 0.5, "half of")
    return None


def _ratio(tokens: Sequence[Token], place: int, words: NumberWords, count: float) -> Numeral | None:
    at = place + 1
    if _low(tokens, at) == "out" and _low(tokens, at + 1) == "of":
        at += 2
    elif _low(tokens, at) == "in":
        at += 1
    else:
        return None
    whole = _role(tokens, at, words, NumberRole.UNIT) or _role(tokens, at, words, NumberRole.TEN)
    if not whole or whole <= count or _low(tokens, place) == "a":
        return None
    if _low(tokens, at + 1) in ("years", "months", "days", "weeks", "decades", "-"):
        return None  # "the fourth in two years"
    return Numeral(place, at + 1, count / whole, "one out of several")


def _vague(tokens: Sequence[Token], place: int, words: NumberWords) -> Numeral | None:
    """Read "dozens", "several hundred", "tens of thousands", "a few"."""
    at = place + 1 if _low(tokens, place) == "a" else place
    row = words.get(_low(tokens, at), {}).get(NumberRole.VAGUE)
    if row is None or (row.needs == "article") != (at > place):
        return None
    if row.needs == "of" and _low(tokens, at + 1) != "of":
        return None
    at += 1
    while True:
        skip = 1 if _low(tokens, at) == "of" else 0
        following = words.get(_low(tokens, at + skip), {})
        if not following.keys() & {NumberRole.SCALE, NumberRole.HUNDRED, NumberRole.VAGUE}:
            return Numeral(place, at, None, "vague number")
        at += skip + 1


def _in_words(tokens: Sequence[Token], place: int, words: NumberWords) -> Numeral | None:
    """Read "seven", "twenty-five", "two hundred and six", "a million", "two and a half"."""
    at = place + 1 if _low(tokens, place) in ("a", "an") else place
    article = at > place
    total = current = 0.0
    last: NumberRole | None = None
    while at < len(tokens):
        step = _step(words.get(_low(tokens, at), {}), last, article and at == place + 1)
        if step is None:
            break
        role, value = step
        if role is NumberRole.HUNDRED:
            current = (current or 1) * value
        elif role is NumberRole.SCALE:
            total, current = total + (current or 1) * value, 0.0
        else:
            current += value
        last, at = role, at + 1
        at = _joined(tokens, at, words, last)
    if last is None:
        return None
    value = total + current
    if [_low(tokens, n) for n in range(at, at + 3)] == ["and", "a", "half"]:
        return Numeral(place, at + 3, value + 0.5, "number in words")
    return Numeral(place, at, value, "number in words")


def _step(
    roles: dict[NumberRole, NumberWord], last: NumberRole | None, after_article: bool
) -> tuple[NumberRole, float] | None:
    """Return what a word adds to a number, where it can stand after what came before."""
    for role in _AFTER.get(last, ()):
        if role in roles and not (after_article and role in (NumberRole.UNIT, NumberRole.TEN)):
            if (
                last is None
                and not after_article
                and role in (NumberRole.HUNDRED, NumberRole.SCALE)
            ):
                continue
            return role, roles[role].value or 0.0
    return None


_AFTER = {
    None: (NumberRole.UNIT, NumberRole.TEN, NumberRole.HUNDRED, NumberRole.SCALE),
    NumberRole.UNIT: (NumberRole.HUNDRED, NumberRole.SCALE),
    NumberRole.TEN: (NumberRole.UNIT, NumberRole.HUNDRED, NumberRole.SCALE),
    NumberRole.HUNDRED: (NumberRole.UNIT, NumberRole.TEN, NumberRole.SCALE),
    NumberRole.SCALE: (NumberRole.UNIT, NumberRole.TEN, NumberRole.SCALE),
}


def _joined(tokens: Sequence[Token], place: int, words: NumberWords, last: NumberRole) -> int:
    """Step over the hyphen of "twenty-five" and the "and" of "two hundred and six"."""
    low = _low(tokens, place)
    small = words.get(_low(tokens, place + 1), {}).keys() & {NumberRole.UNIT, NumberRole.TEN}
    if low == "-" and last is NumberRole.TEN and small:
        return place + 1
    if low == "and" and last in (NumberRole.HUNDRED, NumberRole.SCALE) and small:
        return place + 1
    return place
