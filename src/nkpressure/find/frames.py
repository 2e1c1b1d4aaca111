"""Sentences as frames: the words of one voice, with each quotation in it as a single word.

A quotation of several sentences makes its sentences one frame; what stands inside a quotation
has frames of its own, so that a voice within a voice is read apart.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from nkpressure.find.grammar import Word, words_of
from nkpressure.find.quotations import Quotation, QuotationUse
from nkpressure.model import Document, Span
from nkpressure.read.regions import Region, Role
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables

MOST_WORDS = 150  # of one frame; a longer one is a list or a fault, and is read in pieces
_READ_ROLES = (Role.TITLE, Role.BODY)
_CLOSING = "\"”’'»"  # marks at the end of a quotation
_edges = attrgetter("start", "end")  # to sort spans by: comparing them themselves takes longer


@dataclass(frozen=True, slots=True)
class Frame:
    """The words of one sentence in one voice; `paragraph` numbers the region it stands in.

    `quotations` gives the quotation at each place that is one; `within` the quotation or the
    block quotation that the frame is part of.
    """

    words: tuple[Word, ...]
    quotations: dict[int, Quotation]
    paragraph: int
    within: Quotation | Region | None
    block: bool = False

    @property
    def span(self) -> Span:
        """From the first word to the last."""
        return Span(self.words[0].start, self.words[-1].end)


class FrameReader:
    """Reads the frames of one document: of the author's text, and of what quotations hold."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        quotations: Sequence[Quotation],
        tables: Tables,
    ) -> None:
        self._text = document.text
        self._tables = tables
        self._sentences = sorted([sentence.span for sentence in sentences], key=_edges)
        self._starts = [span.start for span in self._sentences]
        self._levels: dict[int, list[Quotation]] = {}
        for quotation in quotations:
            if not quotation.closed and len(quotation.content) < 2:
                continue  # a mark without its partner: where the words end, it does not say
            self._levels.setdefault(quotation.level, []).append(quotation)
        self._opens = {
            level: [quotation.span.start for quotation in found]
            for level, found in self._levels.items()
        }

    def of_regions(self, regions: Sequence[Region]) -> list[Frame]:
        """Return the frames of the author's text and of each block quotation, in text order."""
        frames: list[Frame] = []
        prose = [region for region in regions if region.role in _READ_ROLES]
        for number, region in enumerate(prose):
            inside = self._quotations(region.span, 0)
            first = region.span.start
            # a paragraph that begins with a mark shows itself who speaks in it
            marked = any(found.span.start <= first < found.span.end for found in inside)
            block = region.subkind == "blockquote" and not marked
            low = bisect_left(self._starts, region.span.start)
            high = bisect_left(self._starts, region.span.end)
            spans = self._sentences[low:high] or [region.span]
            for span in _joined(spans, inside, self._text):
                frames += self._frames(
                    span, None if block else 0, number, region if block else None
                )
        return frames

    def within(self, quotation: Quotation) -> list[Frame]:
        """Return the frames of what stands inside a quotation."""
        level = quotation.level + 1
        frames: list[Frame] = []
        for part in quotation.content:
            cuts = self._starts[
                bisect_right(self._starts, part.start) : bisect_left(self._starts, part.end)
            ]
            edges = [part.start, *cuts, part.end]
            spans = [Span(a, b) for a, b in pairwise(edges) if a < b]
            for span in _joined(spans, self._quotations(part, level), self._text):
                frames += self._frames(span, level, -1, quotation)
        return frames

    def _quotations(self, span: Span, level: int) -> list[Quotation]:
        """Return the quotations of a level that reach into a stretch."""
        opens = self._opens.get(level)
        if opens is None:
            return []
        first = max(bisect_right(opens, span.start) - 1, 0)
        found = self._levels[level][first : bisect_left(opens, span.end)]
        return [quotation for quotation in found if quotation.span.end > span.start]

    def _frames(
        self, span: Span, level: int | None, paragraph: int, within: Quotation | Region | None
    ) -> list[Frame]:
        quotations = self._quotations(span, level) if level is not None else []
        words: list[Word] = []
        places: dict[int, dict[int, Quotation]] = {}  # by the first word of their frame
        at = span.start
        for quotation in quotations:
            words += words_of(self._text, at, max(at, quotation.span.start), self._tables)
            within_frame = len(words) % MOST_WORDS
            places.setdefault(len(words) - within_frame, {})[within_frame] = quotation
            end = min(quotation.span.end, span.end)
            words.append(self._quoted_word(max(at, quotation.span.start), end, quotation))
            at = end
        rest = words_of(self._text, at, span.end, self._tables)
        block = level is None
        if not words and 0 < len(rest) <= MOST_WORDS:  # as most are
            return [Frame(rest, {}, paragraph, within, block)]
        words += rest
        return [
            Frame(
                tuple(words[first : first + MOST_WORDS]),
                places.get(first, {}),
                paragraph,
                within,
                block,
            )
            for first in range(0, len(words), MOST_WORDS)
        ]

    def _quoted_word(self, start: int, end: int, quotation: Quotation) -> Word:
        speech = quotation.use is QuotationUse.SPEECH
        classes = {"quotation", "speech"} if speech else {"quotation", "noun"}
        if self._text[start:end].rstrip(_CLOSING).endswith((".", "?", "!", ",")):
            classes.add("sentence")
        return Word(start, end, '"', frozenset(classes))


def _joined(spans: Sequence[Span], quotations: Sequence[Quotation], text: str) -> list[Span]:
    """Join sentences between which a quotation runs on, or that a quotation's end divides."""
    joined: list[Span] = []
    at = 0
    for span in spans:
        if joined:
            edge = joined[-1].end
            while at < len(quotations) and quotations[at].span.end <= edge:
                at += 1
            running = at < len(quotations) and quotations[at].span.start < edge
            quoted = edge > 0 and text[edge - 1] in _CLOSING
            if running or (quoted and _goes_on(text, edge, span.start)):
                joined[-1] = Span(joined[-1].start, max(edge, span.end))
                continue
        joined.append(span)
    return joined


def _goes_on(text: str, quoted: int, start: int) -> bool:
    """As in "“With nukes?” Wallace asked.": a quotation ends there, its sentence does not."""
    asked = text[max(0, quoted - 3) : quoted].rstrip(_CLOSING).endswith(("?", "!", ","))
    return asked or text[start].islower()
