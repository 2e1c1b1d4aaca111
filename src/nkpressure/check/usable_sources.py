"""Which sources can show anything of a quotation: not an empty one, nor the article itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nkpressure.check.alignment import SHORTEST_RUN, SourceIndex
from nkpressure.check.passages import Passage
from nkpressure.check.quoted_words import find_source_words
from nkpressure.model import Document, Span
from nkpressure.read.documents import StopWordRow
from nkpressure.tables import Tables

_COPY = 0.8  # of the article's own words in a source, which then is the article
_ENOUGH = 30  # words between the quotations, below which they tell nothing
_SHARE_OF_STOP_WORDS = 0.2  # of English prose; other languages stay far below
_BEYOND_LATIN = re.compile("[\u0400-\u04ff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class UsableSource:
    """A source with its index; `text` is what the spans of a check point into."""

    name: str
    text: str
    index: SourceIndex


@dataclass(frozen=True, slots=True)
class UnusableSource:
    """A source that can show nothing, and why."""

    name: str
    reason: str


def sort_sources(
    article: Document, passages: Sequence[Passage], sources: Sequence[Document], tables: Tables
) -> tuple[list[UsableSource], list[UnusableSource]]:
    """Divide the sources into those that can be used and those that cannot, with the reason."""
    usable: list[UsableSource] = []
    unusable: list[UnusableSource] = []
    for source in sources:
        index = SourceIndex(find_source_words(source.text))
        reason = _reason(article, passages, source, index, tables)
        if reason is None:
            usable.append(UsableSource(source.id, source.text, index))
        else:
            unusable.append(UnusableSource(source.id, reason))
    return usable, unusable


def _reason(
    article: Document,
    passages: Sequence[Passage],
    source: Document,
    index: SourceIndex,
    tables: Tables,
) -> str | None:
    if not index.words:
        return "holds no words"
    if _is_copy(article, passages, source, index):
        return "is the article itself, or a copy of it, and proves nothing"
    if _is_foreign(article.text, tables) is not _is_foreign(source.text, tables):
        return "is in another language than the article, and words cannot be compared"
    return None


def _is_copy(
    article: Document, passages: Sequence[Passage], source: Document, index: SourceIndex
) -> bool:
    """Say whether the source holds what the author wrote between the quotations."""
    if source.text.split() == article.text.split():
        return True
    runs = own = 0
    for span in _between(article.text, passages):
        keys = tuple(word.key for word in find_source_words(span.of(article.text)))
        own += len(keys)
        starts = range(len(keys) - SHORTEST_RUN + 1)
        runs += sum(keys[at : at + SHORTEST_RUN] in index.runs for at in starts)
    return own >= _ENOUGH and runs >= _COPY * own


def _between(text: str, passages: Sequence[Passage]) -> list[Span]:
    spans, at = [], 0
    for content in sorted(span for passage in passages for span in passage.content):
        if content.start > at:
            spans.append(Span(at, content.start))
        at = max(at, content.end)
    return [*spans, Span(at, len(text))] if at < len(text) else spans


def _is_foreign(text: str, tables: Tables) -> bool:
    """Say whether a text is in another script than English, or too poor in English small words."""
    letters = len(_LETTER.findall(text))
    if len(_BEYOND_LATIN.findall(text)) > letters / 2:
        return True
    words = find_source_words(text)
    small = {row.word for row in tables.rows(StopWordRow)}
    known = sum(word.key in small for word in words)
    return len(words) >= _ENOUGH and known < _SHARE_OF_STOP_WORDS * len(words)
