"""Divides an article by voice: what its author says, quotes, reports, or thinks that others think.

Each stretch of the body belongs to one voice. Within a quotation the quoted speaks, whoever is
reported there; within a report the innermost source speaks.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import overload

from nkpressure.errors import WrongUseError
from nkpressure.find.attributions import Attribution, AttributionKind
from nkpressure.find.everything import Findings
from nkpressure.find.quotations import QuotationUse, outermost
from nkpressure.measure.assertions import unasserted_spans, without
from nkpressure.measure.voice_names import UNNAMED, VoiceNames
from nkpressure.model import Span
from nkpressure.read.regions import Role


class Layer(StrEnum):
    """In which way a voice stands in the text."""

    OWN = "own"  # the author's own voice
    QUOTED = "quoted"  # another's words, within marks or set apart
    REPORTED = "reported"  # what another said, in the author's words
    ASCRIBED = "ascribed"  # what the author takes another to think or want; nobody was heard


ALL_LAYERS = "all"
_MINDS = frozenset({"thinks", "wants"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the body in one voice; `attribution` is None in the author's own."""

    span: Span
    layer: Layer
    voice: str
    attribution: Attribution | None = None


def divide_by_voice(findings: Findings) -> list[Stretch]:
    """Return the body in stretches of one voice each, in text order, without gaps or overlaps.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.model import Document
    >>> note = find_everything(Document("n", "Trade fell. Kim said that “we wait” and see."))
    >>> [(s.span.of(note.document.text), s.layer.value) for s in divide_by_voice(note)]
    [('Trade fell. Kim said ', 'own'), ('that ', 'reported'), ('“we wait”', 'quoted'),
     (' and see', 'reported'), ('.', 'own')]
    """
    author = VoiceNames(findings).author
    claims = sorted(
        _claims(findings, author), key=lambda claim: (claim.span.start, -len(claim.span))
    )
    stretches: list[Stretch] = []
    at = 0  # claims before this number end before the region that is being divided
    for region in _body(findings):
        while at < len(claims) and claims[at].span.end <= region.start:
            at += 1
        stretches += _divided(region, claims, at, author)
    return stretches


@overload
def layer_spans(
    findings: Findings,
    layer: str = ALL_LAYERS,
    *,
    country: str = "",
    kind: str = "",
    speaker: str = "",
    asserted: bool = False,
) -> list[Span]: ...


@overload
def layer_spans(
    findings: Sequence[Findings],
    layer: str = ALL_LAYERS,
    *,
    country: str = "",
    kind: str = "",
    speaker: str = "",
    asserted: bool = False,
) -> list[list[Span]]: ...


def layer_spans(
    findings: Findings | Sequence[Findings],
    layer: str = ALL_LAYERS,
    *,
    country: str = "",
    kind: str = "",
    speaker: str = "",
    asserted: bool = False,
) -> list[Span] | list[list[Span]]:
    """Return the stretches of a layer, perhaps only those of some speakers.

    `layer` is own, quoted, reported, ascribed, others (all but own) or all. `country` (an ISO 3166
    code such as CHN) and `kind` (person, agency, media ...) are those of the table of entities;
    `speaker` is an entity id. `asserted` leaves out what is hedged, negated, supposed or open. Of
    several articles a list for each.
    Raises WrongUseError for a layer that does not exist.
    """
    wanted = _layers(layer)
    if not isinstance(findings, Findings):
        choice = {"country": country, "kind": kind, "speaker": speaker}
        return [layer_spans(each, layer, **choice, asserted=asserted) for each in findings]
    names = VoiceNames(findings)
    spans = [
        stretch.span
        for stretch in divide_by_voice(findings)
        if stretch.layer in wanted
        and (not country or names.country(stretch.voice) == country)
        and (not kind or names.kind(stretch.voice) == kind)
        and (not speaker or stretch.voice == speaker)
    ]
    return without(spans, unasserted_spans(findings)) if asserted else spans


def _layers(layer: str) -> set[Layer]:
    if layer == ALL_LAYERS:
        return set(Layer)
    if layer == "others":
        return set(Layer) - {Layer.OWN}
    if layer not in list(Layer):
        known = ", ".join([*Layer, "others", ALL_LAYERS])
        raise WrongUseError(f"there is no layer {layer!r}; there are {known}")
    return {Layer(layer)}


def layer_of(attribution: Attribution) -> Layer:
    """Return the layer of an attribution's content.

    Who is said to think or to want was not heard; the author speaks for them.
    """
    if attribution.subkind in (AttributionKind.DIRECT, AttributionKind.BLOCK):
        return Layer.QUOTED
    if attribution.chain_types and attribution.chain_types[0] in _MINDS:
        return Layer.ASCRIBED
    return Layer.REPORTED


def _body(findings: Findings) -> list[Span]:
    spans: list[Span] = []
    for region in sorted(region.span for region in findings.regions if region.role is Role.BODY):
        start = max(region.start, spans[-1].end if spans else 0)
        if start < region.end:
            spans.append(Span(start, region.end))
    return spans


def _claims(findings: Findings, author: str) -> Iterable[Stretch]:
    """Give what each attribution and each quotation claims; later ones lie within earlier ones."""
    for attribution in findings.attributions:
        if attribution.subkind is AttributionKind.SCARE or attribution.chain[0] == author:
            continue
        for span in attribution.content:
            yield Stretch(span, layer_of(attribution), attribution.chain[0], attribution)
    yield from _set_apart(findings, author)
    yield from _marked(findings, author)


def _set_apart(findings: Findings, author: str) -> Iterable[Stretch]:
    """Give each part of a block quotation to whom another part of it is attributed."""
    speakers: dict[str, Attribution] = {}
    blocks = sorted(
        (region for region in findings.regions if region.subkind == "blockquote"),
        key=lambda region: region.span,
    )
    starts = [region.start for region in blocks]
    for attribution in findings.attributions:
        for span in attribution.content if attribution.subkind is AttributionKind.BLOCK else ():
            at = bisect_right(starts, span.start) - 1
            if at >= 0 and blocks[at].quote_group and blocks[at].end > span.start:
                speakers.setdefault(blocks[at].quote_group or "", attribution)
    for region in blocks:
        found = speakers.get(region.quote_group or "")
        voice = found.chain[0] if found is not None else UNNAMED
        if voice != author:
            yield Stretch(region.span, Layer.QUOTED, voice, found)


def _marked(findings: Findings, author: str) -> Iterable[Stretch]:
    """Give the quotations between marks: of the source around them, or of nobody named."""
    contents = sorted(
        ((span, found) for found in findings.attributions for span in found.content),
        key=lambda pair: pair[0],
    )
    at = 0
    open_now: list[tuple[Span, Attribution]] = []
    for quotation in outermost(findings.quotations):
        if quotation.use is QuotationUse.TITLE:
            continue
        while at < len(contents) and contents[at][0].start < quotation.end:
            open_now.append(contents[at])
            at += 1
        open_now = [pair for pair in open_now if pair[0].end > quotation.start]
        said = [pair for pair in open_now if pair[1].subkind is not AttributionKind.SCARE]
        found = _speaking(quotation.span, said)
        if found is not None and found.chain[0] != author:
            yield Stretch(quotation.span, Layer.QUOTED, found.chain[0], found)
        elif not open_now and quotation.use is QuotationUse.SPEECH:
            yield Stretch(quotation.span, Layer.QUOTED, UNNAMED, None)


def _speaking(quotation: Span, contents: Sequence[tuple[Span, Attribution]]) -> Attribution | None:
    """Return the innermost attribution that holds most of a quotation, else the one with most.

    What is reported within the quotation holds less of it.
    """
    held: dict[int, int] = {}
    by_id = {id(found): found for _, found in contents}
    for span, found in contents:
        shared = min(span.end, quotation.end) - max(span.start, quotation.start)
        held[id(found)] = held.get(id(found), 0) + max(shared, 0)
    most = [found for found in by_id.values() if held[id(found)] >= len(quotation) / 2]
    if most:
        return min(most, key=lambda found: sum(len(span) for span in found.content))
    return max(by_id.values(), key=lambda found: held[id(found)], default=None)


def _divided(region: Span, claims: Sequence[Stretch], at: int, author: str) -> list[Stretch]:
    """Divide a paragraph at the ends of claims, so that one of them counts for each stretch."""
    over = []
    for claim in claims[at:]:
        if claim.span.start >= region.end:
            break
        if claim.span.end > region.start:
            over.append(claim)
    ends = {region.start, region.end}
    for claim in over:
        ends |= {max(claim.span.start, region.start), min(claim.span.end, region.end)}
    found: list[Stretch] = []
    active: list[Stretch] = []
    waiting = iter([*over, None])
    following = next(waiting)
    for start, end in pairwise(sorted(ends)):
        while following is not None and following.span.start <= start:
            active.append(following)
            following = next(waiting)
        active = [claim for claim in active if claim.span.end >= end]
        inner = _counting(active)
        found.append(
            replace(inner, span=Span(start, end))
            if inner is not None
            else Stretch(Span(start, end), Layer.OWN, author)
        )
    return found


def _counting(claims: Sequence[Stretch]) -> Stretch | None:
    """Return the claim that counts: the outermost quotation, else the innermost report."""
    quoted = [claim for claim in claims if claim.layer is Layer.QUOTED]
    if quoted:
        return max(quoted, key=lambda claim: len(claim.span))
    return min(claims, key=lambda claim: len(claim.span), default=None)
