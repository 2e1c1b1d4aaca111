"""Divides a text into runs of capitalised words: there stand the names that no table has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪĮİŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽ"
# "J.", "H.W.", "O'Malley", "Bon-tae", "Katzeff"; the mark of the possessive stays outside
_REST = rf"(?:\.-?(?:[{_UPPER}]\.-?)*|[^\W_]*(?:[-'’](?![sS]\b)[^\W_]+)*)"
_WORD = rf"[{_UPPER}]{_REST}"
_TOKEN = re.compile(_WORD)
# a search skips to the next capital at once where the pattern begins with it
_RUN = re.compile(rf"[{_UPPER}](?<!\w.){_REST}(?:[  \n]{_WORD})*")
_OPENING = re.compile(r"[\s“\"'‘(]+$")
_HEADING_WORDS = 5


@dataclass(frozen=True, slots=True)
class Token:
    """A capitalised word of a run."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words side by side; `heading` where so many stand that none of them tells."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    opens: bool  # at the head of a sentence, where each first word has a capital
    heading: bool


def capital_runs(text: str) -> Iterator[Run]:
    """Give the runs of capitalised words of a text in order.

    >>> [run.tokens[-1].word for run in capital_runs("Then Victor J. Cha of the Council spoke")]
    ['Cha', 'Council']
    """
    for match in _RUN.finditer(text):
        start, end = match.span()
        tokens = _tokens(text, start, end, match.group())
        opens = _opens(text[max(0, start - 3) : start])
        yield Run(start, end, tokens, opens, len(tokens) >= _HEADING_WORDS)


def _tokens(text: str, start: int, end: int, shown: str) -> tuple[Token, ...]:
    if shown.isalnum():
        return (Token(start, end, shown),)  # as most runs are
    return tuple(Token(*token.span(), token.group()) for token in _TOKEN.finditer(text, start, end))


@lru_cache(maxsize=4096)
def _opens(left: str) -> bool:
    """Say whether a sentence begins behind these characters."""
    before = _OPENING.sub("", left)
    return not before or before[-1] in '.?!:…”"' or left[-1] in "\n\r"
