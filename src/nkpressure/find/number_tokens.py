"""Splits a stretch of text into words, digits and marks, the way that amounts are written."""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

from nkpressure.find.kept_readings import KeptReadings
from nkpressure.find.plain_text import lowered

_WORD = r"[^\W\d_]+ (?: ['’][^\W\d_]+ )?"
# "1,773", "5 000", "37.4", ".5"
_DIGITS = r"""
    \d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)? | \d{1,3}(?:[\u00a0\u202f]\d{3}|[ ]000)+(?!\d)
    | \d+(?:\.\d+)? | (?<![\w.])\.\d+
"""
_MARK = r"\S"
_TOKEN = re.compile(rf"(?P<word> {_WORD} ) | (?P<digits> {_DIGITS} ) | (?P<mark> {_MARK} )", re.X)
# A token with the white space after it, so that the pieces of a stretch lie end to end. Most are
# words of plain letters, which a range finds faster than what is no sign, digit or line does.
_PIECE = re.compile(rf"(?: [A-Za-z]++ (?! [\w'’] ) | {_WORD} | {_DIGITS} | {_MARK} ) \s*+", re.X)
_GAPS = re.compile(r"[,\s]")  # "1,773", "5 000"
_LONGEST_NUMBER = 15  # digits; longer ones are identifiers
_COMMON_NUMBERS = 4096


class Token(NamedTuple):
    """A word, a number in digits or a mark; `low` is in lower case with plain quotes."""

    start: int
    end: int
    text: str
    low: str
    kind: str

    def joins(self, other: "Token") -> bool:
        """Say whether the other token follows without a space."""
        return self.end == other.start

    @property
    def number(self) -> float | None:
        """The number that the digits write."""
        return _value(self.text) if self.kind == "digits" else None


# A named tuple made in C: its own constructor is a Python function, thrice as slow.
_token: Callable[[tuple[int, int, str, str, str]], Token] = partial(tuple.__new__, Token)


def number_tokens(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of a stretch, in text order.

    >>> [token.text for token in number_tokens("some US$1,773m of trade", 0, 23)]
    ['some', 'US', '$', '1,773', 'm', 'of', 'trade']
    """
    pieces = _PIECE.findall(text, start, end)
    starts = accumulate(map(len, pieces), initial=end - sum(map(len, pieces)))
    readings = map(_READINGS.__getitem__, pieces)
    return [
        _token((begin, begin + len(shown), shown, low, kind))
        for begin, (shown, low, kind) in zip(starts, readings, strict=False)
    ]


def _read(piece: str) -> tuple[str, str, str]:
    """Return the token at the head of a piece, its lower case and its kind."""
    match = _TOKEN.match(piece)
    shown = match.group() if match else piece
    return shown, lowered(shown), (match.lastgroup if match else None) or "mark"


_READINGS = KeptReadings(_read)


@lru_cache(maxsize=_COMMON_NUMBERS)
def _value(digits: str) -> float | None:
    return None if len(digits) > _LONGEST_NUMBER else float(_GAPS.sub("", digits))
