"""Divides a text into runs of capitalised words: there stand the names that no table has."""

import re
from functools import lru_cache, partial
from typing import NamedTuple

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪĮİŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽ"
# "J.", "H.W.", "O'Malley", "Bon-tae", "Katzeff"; the mark of the possessive stays outside
_REST = rf"(?:\.-?(?:[{_UPPER}]\.-?)*|[^\W_]*(?:[-'’](?![sS]\b)[^\W_]+)*)"
_WORD = rf"[{_UPPER}]{_REST}"
# a search skips to the next capital at once where the pattern begins with it
_RUN = re.compile(rf"[{_UPPER}](?<!\w.){_REST}(?:[ \n]{_WORD})*")
_OPENING = re.compile(r"[\s“\"'‘(]+$")
_HEADING_WORDS = 5


class Token(NamedTuple):
    """A capitalised word of a run."""

    start: int
    end: int
    word: str


class Run(NamedTuple):
    """Capitalised words side by side; `heading` where so many stand that none of them tells."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    opens: bool  # at the head of a sentence, where each first word has a capital
    heading: bool


# Named tuples made in C: their own constructors are Python functions, thrice as slow.
_token = partial(tuple.__new__, Token)
_run = partial(tuple.__new__, Run)


def capital_runs(text: str) -> list[Run]:
    """Return the runs of capitalised words of a text in order.

    >>> [run.tokens[-1].word for run in capital_runs("Then Victor J. Cha of the Council spoke")]
    ['Cha', 'Council']
    """
    runs: list[Run] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        shown = match[0]
        if shown.isalnum():  # as most runs are
            tokens: tuple[Token, ...] = (_token((start, end, shown)),)
        else:
            tokens = _tokens(start, shown)
        # most stand behind a word of their sentence
        amid = start > 1 and text[start - 1] == " " and text[start - 2].isalnum()
        opens = not amid and _opens(text[start - 3 if start > 3 else 0 : start])
        runs.append(_run((start, end, tokens, opens, len(tokens) >= _HEADING_WORDS)))
    return runs


def _tokens(start: int, shown: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    for word in shown.replace("\n", " ").split(" "):
        end = start + len(word)
        tokens.append(_token((start, end, word)))
        start = end + 1
    return tuple(tokens)


@lru_cache(maxsize=4096)
def _opens(left: str) -> bool:
    """Say whether a sentence begins behind these characters."""
    before = _OPENING.sub("", left)
    return not before or before[-1] in '.?!:…”"' or left[-1] in "\n\r"
