"""Finds quotations between marks: straight, curly, nested, German, guillemets, over paragraphs.

A text with an odd number of marks is read to its end: a mark without a partner closes with its
paragraph. Quotations without marks are regions of subkind blockquote.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import ClassVar

from nkpressure.find.plain_text import lowered
from nkpressure.find.quotation_marks import Mark, Turn, find_marks, mark_places
from nkpressure.model import Annotation, Document, Span
from nkpressure.read.regions import Region
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables, read_tables


class QuotationUse(StrEnum):
    """What the marks are for."""

    SPEECH = "speech"  # words that somebody said or wrote
    SCARE = "scare"  # a word or two held at a distance, or taken from another's mouth
    TITLE = "title"  # the name of a work, a law, a slogan


@dataclass(frozen=True, slots=True)
class Quotation(Annotation):
    """Words between quotation marks, marks included; `content` is without them, a part a paragraph.

    `level` 0 stands in the author's text, 1 within another quotation, and so on.
    """

    kind: ClassVar[str] = "quotation"

    use: QuotationUse
    content: tuple[Span, ...]
    level: int
    closed: bool


@dataclass(frozen=True, slots=True)
class QuotationWord:
    """A word before a quotation that tells its use: "titled", "the so-called"."""

    TABLE: ClassVar[str] = "quotation_words.csv"

    word: str
    use: QuotationUse


@dataclass(slots=True)
class _Open:
    """A quotation whose closing mark has not come yet."""

    mark: Mark
    level: int
    content_from: int
    parts: list[Span] = field(default_factory=list)
    reopened: bool = False


MOST_OPEN = 6  # marks open at once; a deeper one can only be an error of typing
MOST_PARAGRAPHS = 40  # that one quotation may run through
_edges = attrgetter("start", "end")
_FEW_WORDS = 3
_WORD = re.compile(r"\w[\w'’.-]*")
_CLOSING_POINT = (".", ",", "?", "!", "…")


def find_quotations(
    document: Document,
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    tables: Tables | None = None,
) -> list[Quotation]:
    """Find what stands between quotation marks, and say whether it is speech, title or distance.

    >>> note = Document("note", "Options are “on the table,” but “we hope to talk,” he said.")
    >>> [(q.use.value, q.content[0].of(note.text)) for q in find_quotations(note, [], [])]
    [('scare', 'on the table,'), ('speech', 'we hope to talk,')]
    """
    tables = tables or read_tables()
    pairing = _Pairing(document.text)
    for paragraph in _paragraphs(document, regions):
        pairing.read(paragraph)
    return sorted(
        (
            _quotation(document.text, opened, end, closed, tables)
            for opened, end, closed in pairing.finish()
        ),
        key=lambda quotation: (quotation.span.start, -quotation.span.end),
    )


def _paragraphs(document: Document, regions: Sequence[Region]) -> list[Span]:
    if not regions:
        return [Span(0, len(document.text))]
    spans: list[Span] = []
    for span in sorted([region.span for region in regions], key=_edges):
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
    return spans


class _Pairing:
    """Pairs marks paragraph by paragraph; what is open at the end of one may go on in the next."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places = mark_places(text)
        self._open: list[_Open] = []
        self._waiting: list[tuple[_Open, int]] = []  # open from earlier paragraphs, and how long
        self._pairs: list[tuple[_Open, int, bool]] = []

    def read(self, paragraph: Span) -> None:
        marks = self._marks(paragraph)
        if not (marks or self._waiting):
            return
        if self._waiting and marks:
            marks = self._go_on(paragraph, marks)
        for mark in marks:
            self._take(mark)
        self._end_paragraph(paragraph)

    def _marks(self, paragraph: Span) -> list[Mark]:
        first = bisect_left(self._places, paragraph.start)
        if first == len(self._places) or self._places[first] >= paragraph.end:
            return []
        return list(find_marks(self._text, paragraph.start, paragraph.end))

    def finish(self) -> Iterator[tuple[_Open, int, bool]]:
        for opened, _ in self._waiting:
            self._give_up(opened)
        self._waiting = []
        return iter(self._pairs)

    def _go_on(self, paragraph: Span, marks: list[Mark]) -> list[Mark]:
        """Let a waiting quotation go on: its mark is opened again, or the first mark closes it."""
        opened, _ = self._waiting[-1]
        first = marks[0]
        same = first.family == opened.mark.family
        if same and first.turn is not Turn.CLOSES and first.start == paragraph.start:
            opened.content_from, opened.reopened = first.end, True
            marks = marks[1:]
        elif same and first.turn is not Turn.OPENS:
            opened.content_from = paragraph.start
        else:
            self._waiting.pop()
            self._give_up(opened)
            return marks
        self._waiting.pop()
        for part in self._between(opened, paragraph):
            opened.parts.append(part)
        self._open = [opened]
        return marks

    def _between(self, opened: _Open, paragraph: Span) -> list[Span]:
        """Paragraphs without any mark lie wholly within a quotation that closes later."""
        if opened.reopened or not opened.parts:
            return []
        stretch = self._text[opened.parts[-1].end : paragraph.start]
        start = opened.parts[-1].end + len(stretch) - len(stretch.lstrip())
        end = paragraph.start - (len(stretch) - len(stretch.rstrip()))
        return [Span(start, end)] if start < end else []

    def _take(self, mark: Mark) -> None:
        place = self._partner(mark)
        if mark.turn is not Turn.OPENS and place is not None:
            opened = self._open[place]
            for unclosed in self._open[place + 1 :]:
                # a single mark left open within is an apostrophe: "’twas", "rock ’n’ roll"
                if unclosed.mark.family != "single":
                    self._pairs.append((self._with_part(unclosed, mark.start), mark.start, False))
            del self._open[place:]
            self._pairs.append((self._with_part(opened, mark.start), mark.end, True))
        elif mark.turn is not Turn.CLOSES and len(self._open) < MOST_OPEN:
            self._end_unclosed(mark)
            self._open.append(_Open(mark, len(self._open), mark.end))

    def _end_unclosed(self, mark: Mark) -> None:
        """A mark that opens while one of its kind is open shows that one to lack its partner."""
        if self._open and self._open[-1].mark.family == mark.family != "single":
            unclosed = self._open.pop()
            self._pairs.append((self._with_part(unclosed, mark.start), mark.start, False))

    def _partner(self, mark: Mark) -> int | None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].mark.family == mark.family:
                return place
        return None

    def _with_part(self, opened: _Open, end: int) -> _Open:
        if end > opened.content_from:
            opened.parts.append(Span(opened.content_from, end))
        return opened

    def _end_paragraph(self, paragraph: Span) -> None:
        self._waiting = [(o, age + 1) for o, age in self._waiting if self._lives(o, age)]
        for opened in self._open:
            if opened.mark.family == "single":
                continue  # an apostrophe
            self._with_part(opened, paragraph.end)
            if opened.level == 0 and not self._waiting:
                self._waiting.append((opened, 0))
            else:
                self._pairs.append((opened, paragraph.end, False))
        self._open = []

    def _lives(self, opened: _Open, age: int) -> bool:
        if age < MOST_PARAGRAPHS:
            return True
        self._give_up(opened)
        return False

    def _give_up(self, opened: _Open) -> None:
        if not opened.reopened:
            opened.parts = opened.parts[:1]
        end = opened.parts[-1].end if opened.parts else opened.mark.end
        self._pairs.append((opened, end, False))


def _quotation(text: str, opened: _Open, end: int, closed: bool, tables: Tables) -> Quotation:
    span = Span(opened.mark.start, end)
    use, why = _use(text, span, opened.parts, tables)
    if len(opened.parts) > 1:
        pairing = "opened again" if opened.reopened else "closed in a later paragraph"
    else:
        pairing = "paired" if closed else "never closed"
    return Quotation(span, f"{pairing}, {why}", use, tuple(opened.parts), opened.level, closed)


@cache
def _words(tables: Tables) -> dict[str, QuotationUse]:
    return {row.word: row.use for row in tables.rows(QuotationWord)}


def _use(text: str, span: Span, parts: Sequence[Span], tables: Tables) -> tuple[QuotationUse, str]:
    quoted = text[parts[0].start : parts[0].end][:400] if parts else ""
    words: list[str] = _WORD.findall(quoted)
    told = _told(text, span.start, tables)
    if told is not None:
        return told, "told by the word before"
    if len(parts) > 1:
        return QuotationUse.SPEECH, "several paragraphs"
    if _is_title(words, quoted):
        return QuotationUse.TITLE, "words with capitals"
    if len(words) <= _FEW_WORDS and not _stands_apart(text, span, quoted):
        return QuotationUse.SCARE, "few words within a clause"
    return QuotationUse.SPEECH, "a sentence or a phrase of some length"


def _told(text: str, start: int, tables: Tables) -> QuotationUse | None:
    """Return the use that the word before a quotation tells, or the one before that."""
    uses = _words(tables)
    before: list[str] = _WORD.findall(lowered(text[max(0, start - 40) : start]))
    for word in reversed(before[-2:]):
        if word in uses:
            return uses[word]
    return None


def _is_title(words: Sequence[str], quoted: str) -> bool:
    long_words = [word for word in words if len(word) > 3]
    return (
        1 < len(words) <= 12
        and len(long_words) > 1
        and all(word[0].isupper() or word[0].isdigit() for word in long_words)
        and words[0][0].isupper()
        and not quoted.rstrip().endswith(("!", "?"))
    )


def _stands_apart(text: str, span: Span, quoted: str) -> bool:
    """A short cry is speech where a colon or comma leads in, or it is a sentence."""
    before = text[max(0, span.start - 3) : span.start].rstrip()
    sentence = quoted[:1].isupper() and quoted.rstrip().endswith(_CLOSING_POINT)
    return sentence or before.endswith((":", ","))


def outermost(quotations: Iterable[Quotation]) -> list[Quotation]:
    """Return the quotations that stand in no other, in text order."""
    return [quotation for quotation in quotations if quotation.level == 0]
