"""Finds words held at a distance: marks around a word or two that no report accounts for."""

from bisect import bisect_right
from collections.abc import Sequence

from nkpressure.find.frames import Frame
from nkpressure.find.grammar import Word
from nkpressure.find.quotations import QuotationUse
from nkpressure.find.verb_reports import Report
from nkpressure.find.verb_uses import verb_use
from nkpressure.find.voices import Voiced
from nkpressure.model import Span

MOST_CUE_WORDS = 3


def find_scare_quotes(frames: Sequence[Frame], voices: Sequence[Voiced]) -> list[Voiced]:
    """Return a voice for each quotation of few words that stands in no report's content."""
    scare = [
        (frame, place, quotation.span)
        for frame in frames
        for place, quotation in frame.quotations.items()
        if quotation.use is QuotationUse.SCARE and place < len(frame.words)
    ]
    if not scare:
        return []
    pieces = sorted(piece for voiced in voices for piece in voiced.content)
    ends: list[int] = []
    for piece in pieces:
        ends.append(max(piece.end, ends[-1] if ends else 0))
    found = []
    for frame, place, span in scare:
        before = bisect_right(pieces, span) - 1
        if before >= 0 and ends[before] > span.start:
            continue
        cue = _cue(frame.words, place)
        if cue is not None:
            report = Report(None, cue, (span,), "says", "scare quotes", "none named")
            found.append(Voiced(report, report.content, frame))
    return found


def _cue(words: Sequence[Word], place: int) -> Span | None:
    """The nearest words that govern the quotation: back to a verb, or the words just before."""
    last = place
    while last > 0 and (words[last - 1].has("determiner") or words[last - 1].has("mark")):
        last -= 1
    first = last
    while first > 0 and last - first < MOST_CUE_WORDS:
        if words[first - 1].has("mark") or words[first - 1].has("quotation"):
            break
        first -= 1
        if verb_use(words, first) is not None:
            break
    if first == last:
        return words[place - 1].span if place else None
    return Span(words[first].start, words[last - 1].end)
