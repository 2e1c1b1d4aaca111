"""Splits a stretch of text into words, digits and marks, the way that amounts are written."""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

from nkpressure.find.phrases import lowered_word

# "1,773", "5 000", "37.4", ".5"; letters; any other sign by itself
_TOKEN = re.compile(
    r"""
      (?P<word> [^\W\d_]+ (?: ['’][^\W\d_]+ )? )
    | (?P<digits> \d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)? | \d{1,3}(?:[\u00a0\u202f]\d{3}|[ ]000)+(?!\d)
                | \d+(?:\.\d+)? | (?<![\w.])\.\d+ )
    | (?P<mark> [^\s] )
    """,
    re.VERBOSE,
)
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
    return [
        _token((*match.span(), shown := match.group(), lowered_word(shown), match.lastgroup or ""))
        for match in _TOKEN.finditer(text, start, end)
    ]


@lru_cache(maxsize=_COMMON_NUMBERS)
def _value(digits: str) -> float | None:
    return None if len(digits) > _LONGEST_NUMBER else float(_GAPS.sub("", digits))
