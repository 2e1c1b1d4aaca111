"""Whether words hold a negation, and how a sentence begins before a quoted stretch of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from nkpressure.check.quoted_words import Word, find_source_words
from nkpressure.model import Span
from nkpressure.tables import Tables

_SENTENCE_ENDS = re.compile(r"[.!?。！？]|\n\s*\n")
_LOOKED_BACK = 40  # words; a sentence that is longer before its quoted part is not read whole


@dataclass(frozen=True, slots=True)
class NegationWord:
    """A word whose loss or gain can turn a sentence round."""

    TABLE: ClassVar[str] = "negation_words.csv"

    word: str


@cache
def _negations(tables: Tables) -> frozenset[str]:
    return frozenset(row.word for row in tables.rows(NegationWord))


def negations_in(words: str, tables: Tables) -> list[str]:
    """Return the negations among some words, as they are written there.

    >>> from nkpressure.tables import read_tables
    >>> negations_in("we don’t expect that they will not act", read_tables())
    ['don’t', 'not']
    """
    return [
        word.span.of(words)
        for word in find_source_words(words)
        if word.key in _negations(tables) or word.key.endswith("n't")
    ]


def sentence_before(source: Sequence[Word], text: str, place: int) -> str:
    """Return what the source's sentence says before its word number `place`."""
    first = place
    while first > max(0, place - _LOOKED_BACK):
        between = text[source[first - 1].span.end : source[first].span.start]
        if _SENTENCE_ENDS.search(between):
            break
        first -= 1
    return text[source[first].span.start : source[place].span.start].strip()


def is_whole_sentences(text: str, span: Span) -> bool:
    """Say whether a stretch of a source runs from the end of one sentence to that of another.

    >>> is_whole_sentences("We met. We did not agree. We left.", Span(8, 24))
    True
    """
    before, after = (
        text[max(0, span.start - 9) : span.start].rstrip(),
        text[span.end : span.end + 3],
    )
    return bool(_SENTENCE_ENDS.match(before[-1:] or ".")) and bool(_SENTENCE_ENDS.match(after))
