"""Finds the day on which quoted words were said, from which their "today" counts."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nkpressure.find.quotations import Quotation, QuotationUse
from nkpressure.model import Span
from nkpressure.read.regions import Region, Role
from nkpressure.read.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of quoted words, and where the words that introduce it stand."""

    span: Span
    frame: Span


def framed(
    quotations: Sequence[Quotation], regions: Sequence[Region], sentences: Sequence[Sentence]
) -> list[Quote]:
    """Return what is quoted, between marks or as a block, with its frame, in text order."""
    starts = [sentence.span.start for sentence in sentences]
    quotes = _blocks(regions)
    for quotation in quotations:
        if quotation.use is not QuotationUse.SPEECH or quotation.level > 0:
            continue
        span = quotation.span
        index = bisect_right(starts, span.start) - 1
        last = bisect_right(starts, max(span.end - 1, 0)) - 1
        if index >= 0:
            frame = Span(sentences[index].span.start, sentences[max(last, index)].span.end)
            quotes.append(Quote(span, frame))
    return sorted(quotes, key=lambda quote: (quote.span.start, -quote.span.end))


def _blocks(regions: Sequence[Region]) -> list[Quote]:
    """Return the block quotations; each is introduced by the paragraph before its first part."""
    blocks: list[Quote] = []
    frame: Span | None = None
    for region in regions:
        if region.role is not Role.BODY:
            continue
        if region.subkind == "blockquote":
            if frame is not None:
                blocks.append(Quote(region.span, frame))
        else:
            frame = region.span
    return blocks


def speech_day(
    span: Span, quotes: Sequence[Quote], starts: Sequence[int], days: Sequence[tuple[Span, date]]
) -> tuple[bool, date | None]:
    """Say whether a span is quoted, and on which day the words were said, where that is told.

    Args:
        span: the expression inside or outside a quotation.
        quotes: all quotations of the document, in text order.
        starts: where each of them starts.
        days: the dates to the day of the text, outside any quotation.
    """
    index = bisect_right(starts, span.start) - 1
    if index < 0 or not quotes[index].span.contains(span):
        return False, None
    frame = quotes[index].frame
    told = [
        day for place, day in days[_from(days, frame.start) :][:_MOST_DAYS] if frame.contains(place)
    ]
    return True, told[-1] if told else None


_MOST_DAYS = 12  # dates of one sentence or paragraph that are looked at


def _from(days: Sequence[tuple[Span, date]], start: int) -> int:
    return bisect_right(days, start - 1, key=lambda told: told[0].start)
