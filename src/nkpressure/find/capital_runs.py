"""Divides a text into runs of capitalised words: there stand the names that no table has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪĮİŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽ"
# "J.", "H.W.", "O'Malley", "Bon-tae", "Katzeff"; the mark of the possessive stays outside
_WORD = rf"(?:(?:[{_UPPER}]\.-?)+|[{_UPPER}][^\W_]*(?:[-'’](?![sS]\b)[^\W_]+)*)"
_TOKEN = re.compile(_WORD)
_RUN = re.compile(rf"(?<!\w){_WORD}(?:[  \n]{_WORD})*")
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
        tokens = tuple(
            Token(token.start(), token.end(), token.group())
            for token in _TOKEN.finditer(text, match.start(), match.end())
        )
        start = match.start()
        before = _OPENING.sub("", text[max(0, start - 3) : start])
        opens = not before or before[-1] in '.?!:…”"' or text[start - 1] in "\n\r"
        yield Run(start, match.end(), tokens, opens, len(tokens) >= _HEADING_WORDS)
