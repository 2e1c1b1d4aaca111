"""Which passages of an article claim to be somebody's very words: with marks, or set apart."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from nkpressure.find.attributions import Attribution, AttributionKind
from nkpressure.find.everything import Findings
from nkpressure.find.quotations import QuotationUse, outermost
from nkpressure.model import Annotation, Span
from nkpressure.read.regions import Region

_NEARLY_ALL = 0.8  # of a block quotation, which then stands between marks as well
_LOOKED_BACK = 60  # attributed stretches before a quotation that may hold it
_Places = Sequence[tuple[Span, str]]


@dataclass(frozen=True, slots=True)
class Passage:
    """Quoted words, marks apart; `speaker` is whom the article names for them."""

    annotation: Annotation
    content: tuple[Span, ...]
    speaker: str | None

    def of(self, text: str) -> str:
        """Return the quoted words, a line a paragraph."""
        return "\n".join(span.of(text) for span in self.content)


def find_passages(findings: Findings) -> list[Passage]:
    """Return each quotation once: marked ones, and block quotations without marks.

    What is quoted within a quotation is part of it. Titles of works are nobody's words.
    """
    blocks = _blocks(findings.regions)
    places = sorted((region.span, group) for group in blocks for region in blocks[group])
    said = _said(findings.attributions)
    passages: list[Passage] = []
    for quotation in outermost(findings.quotations):
        if quotation.use is QuotationUse.TITLE or not quotation.content:
            continue
        group = _group_at(places, quotation.content)
        if group is not None and _length(quotation.content) < _NEARLY_ALL * _length(blocks[group]):
            continue
        if group is not None:
            blocks.pop(group)
            places = [place for place in places if place[1] != group]
        speaker = _speaker(said, quotation.content)
        passages.append(Passage(quotation, quotation.content, speaker))
    for regions in blocks.values():
        content = tuple(region.span for region in regions)
        passages.append(Passage(regions[0], content, _speaker(said, content)))
    return sorted(passages, key=lambda passage: passage.content[0])


def _blocks(regions: Sequence[Region]) -> dict[str, list[Region]]:
    groups: dict[str, list[Region]] = {}
    for number, region in enumerate(regions):
        if region.subkind == "blockquote":
            groups.setdefault(region.quote_group or f"region {number}", []).append(region)
    return groups


def _group_at(places: _Places, content: Sequence[Span]) -> str | None:
    """Return the block quotation that shares words with a quotation."""
    after = bisect_left(places, content[-1].end, key=lambda place: place[0].start)
    near = reversed(places[max(0, after - _LOOKED_BACK) : after])
    return next((group for span, group in near if content[0].start < span.end), None)


def _length(parts: Sequence[Region] | Sequence[Span]) -> int:
    return sum(part.end - part.start for part in parts)


_Said = Sequence[tuple[Span, Attribution]]


def _said(attributions: Sequence[Attribution]) -> _Said:
    spoken = (found for found in attributions if found.subkind is not AttributionKind.SCARE)
    return sorted(
        ((span, found) for found in spoken for span in found.content), key=lambda pair: pair[0]
    )


def _speaker(said: _Said, content: Sequence[Span]) -> str | None:
    """Return the origin of the attribution whose content is nearest in extent to the quotation."""
    after = bisect_left(said, content[0].end, key=lambda pair: pair[0].start)
    near = said[max(0, after - _LOOKED_BACK) : after]
    around = [found for span, found in near if span.overlaps(content[0])]
    nearest = min(around, key=lambda found: _distance(found, content), default=None)
    return nearest.chain[0] if nearest is not None else None


def _distance(found: Attribution, content: Sequence[Span]) -> int:
    first, last = found.content[0], found.content[-1]
    return abs(first.start - content[0].start) + abs(last.end - content[-1].end)
