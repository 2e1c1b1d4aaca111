"""Which words are asserted: none that a hedge, a negation or a condition bears on.

The scope of a cue runs from the cue to the end of its clause, as in ConText (Harkema et al.
2009); a hedge brings its scope along.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache

from nkpressure.find.everything import Findings
from nkpressure.find.factuality import Factuality, FactualityCue
from nkpressure.find.hedges import Polarity
from nkpressure.find.phrases import PhraseFinder
from nkpressure.model import Span
from nkpressure.tables import Tables

_CLAUSE_END = re.compile(r"[;:—()]|[,.](?=\s|$)|\b(?:but|although|though|because|while)\b")

_CONTRACTED = re.compile(r"\b\w+n['’]t\b")


@cache
def _cues(tables: Tables) -> PhraseFinder[FactualityCue]:
    return PhraseFinder((row.cue, row, False) for row in tables.rows(FactualityCue))


def unasserted_spans(findings: Findings) -> list[Span]:
    """Return what is hedged, negated, supposed or left open, in text order, overlaps joined.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.model import Document
    >>> note = find_everything(Document("n", "Trade did not fall, but coal prices rose."))
    >>> [span.of(note.document.text) for span in unasserted_spans(note)]
    ['not fall']
    """
    text = findings.document.text
    found = [hedge.scope for hedge in findings.hedges if hedge.polarity is Polarity.HEDGE]
    for sentence in findings.sentences:
        words = sentence.span.of(text)
        places = [match.span for match in _cues(findings.tables).find(words)]
        places += [Span(*match.span()) for match in _CONTRACTED.finditer(words)]
        for place in places:
            stop = _CLAUSE_END.search(words, place.end)
            end = stop.start() if stop else len(words)
            found.append(Span(sentence.start + place.start, sentence.start + end))
    for attribution in findings.attributions:
        if attribution.factuality is not Factuality.CERTAIN:
            found += attribution.content
    return _joined(found)


def without(spans: Iterable[Span], taken: Sequence[Span]) -> list[Span]:
    """Return what is left of some stretches when others, which are in order, are taken out.

    >>> without([Span(0, 10)], [Span(2, 4), Span(8, 12)])
    [Span(start=0, end=2), Span(start=4, end=8)]
    """
    starts = [span.start for span in taken]
    left: list[Span] = []
    for span in spans:
        at = span.start
        first = max(bisect_right(starts, span.start) - 1, 0)
        for hole in taken[first:]:
            if hole.start >= span.end:
                break
            if hole.start > at:
                left.append(Span(at, hole.start))
            at = max(at, hole.end)
        if at < span.end:
            left.append(Span(at, span.end))
    return left


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
