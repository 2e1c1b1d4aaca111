"""Cuts a stretch of text into flat segments, each with all the annotations that cover it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nkpressure.model import Annotation, Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch within which nothing begins or ends; longer annotations come first."""

    span: Span
    annotations: tuple[Annotation, ...]


def flat_segments(span: Span, annotations: Iterable[Annotation]) -> Iterator[Segment]:
    """Cut the span wherever an annotation begins or ends, so that overlaps become plain.

    >>> actor, place = Annotation(Span(0, 11), "name"), Annotation(Span(6, 11), "city")
    >>> [(s.span.start, s.span.end, len(s.annotations)) for s in flat_segments(
    ...     Span(0, 14), [actor, place])]
    [(0, 6, 1), (6, 11, 2), (11, 14, 0)]
    """
    within = [a for a in annotations if len(a.span) and a.span.overlaps(span)]
    within.sort(key=lambda a: (a.span.start, -a.span.end, a.kind))
    cuts = {span.start, span.end}
    cuts.update(max(a.span.start, span.start) for a in within)
    cuts.update(min(a.span.end, span.end) for a in within)
    waiting = iter(within)
    upcoming = next(waiting, None)
    current: list[Annotation] = []
    for start, end in pairwise(sorted(cuts)):
        current = [annotation for annotation in current if annotation.span.end > start]
        while upcoming is not None and upcoming.span.start <= start:
            current.append(upcoming)
            upcoming = next(waiting, None)
        yield Segment(Span(start, end), tuple(sorted(current, key=lambda a: -len(a.span))))


def shared_out(blocks: Sequence[Span], annotations: Iterable[Annotation]) -> list[list[Annotation]]:
    """Give each block, of blocks in text order without overlap, the annotations that touch it."""
    ordered = sorted(annotations, key=lambda a: a.span)
    shares: list[list[Annotation]] = [[] for _ in blocks]
    first = 0
    for annotation in ordered:
        while first < len(blocks) and blocks[first].end <= annotation.span.start:
            first += 1
        for at in range(first, len(blocks)):
            if blocks[at].start >= annotation.span.end:
                break
            shares[at].append(annotation)
    return shares
