"""Finds traded goods and services: coal, textiles, oil, guest workers, with their HS codes.

Whether a resolution bans them is a question for `nkpressure.check.commodities`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from nkpressure.find.inflections import verb_forms
from nkpressure.find.phrases import PhraseFinder, PhraseMatch
from nkpressure.find.plain_text import lowered
from nkpressure.model import Annotation, Document, Span
from nkpressure.read.regions import Region, Role
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables, read_tables


@dataclass(frozen=True, slots=True)
class CommodityWord:
    """Words for a good, with its HS codes and the flow in which sanctions on the DPRK know it.

    An empty item says that these words name no traded good ("iron fist"); `in_trade` asks for a
    word of trade nearby ("statues" stand, unless they are sold).
    """

    TABLE: ClassVar[str] = "commodity_words.csv"

    cue: str
    item: str | None
    hs: str | None
    flow: str | None
    in_trade: bool


@dataclass(frozen=True, slots=True)
class TradeWord:
    """A word that shows that goods change hands; a verb counts in all its forms."""

    TABLE: ClassVar[str] = "trade_words.csv"

    word: str
    verb: bool


@dataclass(frozen=True, slots=True)
class Commodity(Annotation):
    """A traded good or service; `flow` is the direction in which sanctions on the DPRK know it."""

    kind: ClassVar[str] = "commodity"

    item: str
    hs: str | None
    flow: str | None


_UNREAD = frozenset({Role.BOILERPLATE, Role.EMBED, Role.DATELINE})
_NEAR = 150  # characters to either side in which a word of trade must stand
_LABOUR = "labour"
_WHOSE = ("north korean ", "dprk ", "the north's ", "north korea's ", "nk ", "chinese ", "russian ")
_WHERE = (" abroad", " overseas")


def find_commodities(
    document: Document,
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    tables: Tables | None = None,
) -> list[Commodity]:
    """Find each traded good or service that the text names, with its HS codes where it has some.

    >>> note = Document("note", "It sold sea cucumbers and hired North Korean guest workers.")
    >>> [(good.span.of(note.text), good.hs) for good in find_commodities(note, [], [])]
    [('sea cucumbers', '0308'), ('North Korean guest workers', None)]
    """
    tables = tables or read_tables()
    unread = sorted(region.span for region in regions if region.role in _UNREAD)
    found = []
    for match in commodity_finder(tables).find(document.text):
        row = match.entries[0]
        if row.item is None or _within(unread, match.span) or _is_compound(document.text, match):
            continue
        if row.in_trade and not _is_traded(document.text, match.span, tables):
            continue
        span = _whole(document.text, match.span) if row.item == _LABOUR else match.span
        found.append(Commodity(span, row.cue, row.item, row.hs, row.flow))
    return _named(document.text, found, sentences)


@cache
def commodity_finder(tables: Tables) -> PhraseFinder[CommodityWord]:
    """Return what finds the words for goods and services."""
    rows = tables.rows(CommodityWord)
    # "Rice" is a minister, "rice" is a good: a word with a capital must stand as it is written
    return PhraseFinder([(row.cue, row, row.cue != row.cue.lower()) for row in rows])


@cache
def _trade_finder(tables: Tables) -> PhraseFinder[TradeWord]:
    phrases = []
    for row in tables.rows(TradeWord):
        forms = verb_forms(row.word, tables).all() if row.verb else (row.word,)
        phrases += [(form, row, False) for form in forms]
    return PhraseFinder(phrases)


def _is_traded(text: str, span: Span, tables: Tables) -> bool:
    """Say whether a word of trade stands near, in the same paragraph."""
    before = text[max(0, span.start - _NEAR) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _NEAR].partition("\n")[0]
    return bool(_trade_finder(tables).find_all(before) or _trade_finder(tables).find_all(after))


def _within(spans: Sequence[Span], span: Span) -> bool:
    place = bisect_right(spans, span) - 1
    return place >= 0 and spans[place].overlaps(span)


def _is_compound(text: str, match: PhraseMatch[CommodityWord]) -> bool:
    """Say whether the good is part of another word: "oil-rich", "coal-fired"."""
    after = lowered(text[match.end : match.end + 2])
    before = lowered(text[max(0, match.start - 2) : match.start])
    return (len(after) == 2 and after[0] == "-" and after[1].isalpha()) or (
        len(before) == 2 and before[1] == "-" and before[0].isalpha()
    )


def _whole(text: str, span: Span) -> Span:
    """Take along whose workers they are, and where: "North Korean workers abroad"."""
    before, after = (
        lowered(text[max(0, span.start - 16) : span.start]),
        lowered(text[span.end : span.end + 10]),
    )
    start = next((span.start - len(word) for word in _WHOSE if before.endswith(word)), span.start)
    end = next((span.end + len(word) for word in _WHERE if after.startswith(word)), span.end)
    return Span(start, end)


def _named(text: str, found: Sequence[Commodity], sentences: Sequence[Sentence]) -> list[Commodity]:
    """Leave out a good that is part of a name: "Gold Mountain Trading", "Pacific Coal Co."."""
    starts = {sentence.start for sentence in sentences}
    return [good for good in found if not _in_a_name(text, good.span, starts)]


def _in_a_name(text: str, span: Span, starts: set[int]) -> bool:
    if not text[span.start].isupper() or span.start in starts or " " in span.of(text).strip():
        return False
    after = text[span.end : span.end + 2]
    before = text[max(0, span.start - 3) : span.start].rstrip()[-1:]
    titled = len(after) == 2 and after[0] == " " and after[1].isupper()
    return titled or before.isalpha()
