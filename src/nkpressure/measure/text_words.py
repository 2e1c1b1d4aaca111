"""The words of an article for counting: no marks, and only those within given stretches."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

from nkpressure.errors import WrongUseError
from nkpressure.find.everything import Findings
from nkpressure.find.plain_text import lowered
from nkpressure.model import Span
from nkpressure.read.documents import StopWordRow
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
# "US-DPRK", "don't", "1,500", a Chinese character
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+(?:[-'’.,][^\W_{_CJK}]+)*")


@cache
def stop_words(tables: Tables) -> frozenset[str]:
    """Return the small words that tell nothing of a text's subject."""
    return frozenset(row.word for row in tables.rows(StopWordRow))


def words_within(findings: Findings, spans: Sequence[Span]) -> list[list[Span]]:
    """Return the words that begin in each of some stretches, which are in text order."""
    text = findings.document.text
    found = [Span(*match.span()) for match in _WORD.finditer(text)]
    starts = [word.start for word in found]
    return [
        found[bisect_left(starts, span.start) : bisect_left(starts, span.end)] for span in spans
    ]


def each_with(
    findings: Findings | Sequence[Findings],
    within: Sequence[Span] | Sequence[Sequence[Span]] | None,
) -> list[tuple[Findings, Sequence[Span] | None]]:
    """Pair the findings of one article, or of several, with their stretches, as `layer_spans` does.

    Raises WrongUseError where there are not as many lists of stretches as articles.
    """
    if isinstance(findings, Findings):
        return [(findings, cast("Sequence[Span] | None", within))]
    stretches = [None] * len(findings) if within is None else list(within)
    if len(stretches) != len(findings):
        raise WrongUseError(
            f"{len(findings)} articles and {len(stretches)} lists of stretches; give one list each"
        )
    return list(zip(findings, cast("list[Sequence[Span] | None]", stretches), strict=True))


class Within:
    """Tells which places lie within given stretches; without any, all do."""

    def __init__(self, spans: Sequence[Span] | None) -> None:
        self._spans = None if spans is None else sorted(spans)
        self._starts = [span.start for span in self._spans or ()]

    def holds(self, place: Span) -> bool:
        """Say whether a place begins within the stretches."""
        if self._spans is None:
            return True
        at = bisect_left(self._starts, place.start + 1) - 1
        return at >= 0 and place.start < self._spans[at].end


def words_by_sentence(
    findings: Findings, within: Sequence[Span] | None = None
) -> Iterator[tuple[Sentence, list[Span]]]:
    """Give each sentence with its words, or with those of them that lie within given stretches."""
    sentences = sorted(
        (s for s in findings.sentences if s.subkind == "sentence"), key=lambda s: s.span
    )
    allowed = Within(within)
    words = words_within(findings, [sentence.span for sentence in sentences])
    for sentence, spoken in zip(sentences, words, strict=True):
        yield sentence, [word for word in spoken if allowed.holds(word)]


def key_of(text: str, word: Span) -> str:
    """Return the form in which a word is counted: small letters, without the owner's 's.

    >>> key_of("China’s", Span(0, 7)), key_of("US", Span(0, 2))
    ('china', 'us')
    """
    return lowered(word.of(text)).removesuffix("'s")
