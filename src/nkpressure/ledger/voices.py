"""In whose voice a signal is asserted, through whom it came, and on what ground it rests."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from nkpressure.find.attributions import Attribution, AttributionKind
from nkpressure.find.chains import Level
from nkpressure.find.factuality import EvidenceCue, Evidentiality, Factuality
from nkpressure.find.grammar import words_of
from nkpressure.find.phrases import PhraseFinder
from nkpressure.find.verb_uses import VerbUse, verb_use
from nkpressure.ledger.clause_starts import ACTS
from nkpressure.model import Span
from nkpressure.tables import Tables

_VERBS = (VerbUse.FINITE, VerbUse.PASSIVE)
_NO_VOICE = (AttributionKind.SCARE, AttributionKind.RESPONSE_REPORT)
_DOCUMENT, _UNNAMED = "doc:", "unnamed"
_HELD = 0.6  # of the evidence, at least, lies in a content that voices it
_REACH = 40  # attributions that are looked at before a stretch


@dataclass(frozen=True, slots=True)
class Voice:
    """Who asserts a signal; without `attribution` it is the document's author."""

    attribution: Attribution | None
    speaker: str | None
    level: Level
    chain: tuple[str, ...]
    evidentiality: Evidentiality
    factuality: Factuality | None
    rule: str
    cue: Span | None = None
    act: bool = False  # the evidence is itself what this voice demands or refuses


class Voices:
    """Knows the attributions of one document."""

    def __init__(
        self, text: str, attributions: Sequence[Attribution], author: str, tables: Tables
    ) -> None:
        self._text = text
        self._tables = tables
        self._author = author
        self._spoken = [a for a in attributions if a.content and a.subkind not in _NO_VOICE]
        self._starts = [a.span.start for a in self._spoken]
        self._issuers = _issuers(self._spoken)
        self._edges = sorted(
            (edge, piece)
            for a in self._spoken
            # "Police reportedly arrested ten": hearsay stands in the middle of its own clause
            if a.source is not None and a.chain_types[0] not in ACTS
            for piece in a.content
            for edge in (piece.start, piece.end)
        )

    def _is_clause(self, piece: Span) -> bool:
        words = words_of(self._text, piece.start, min(piece.end, piece.start + 400), self._tables)
        return any(verb_use(words, place) in _VERBS for place in range(len(words)))

    def party(self, voice: Voice) -> str | None:
        """Return who speaks: for a document its issuer, where the text has named one before."""
        named = [v for v in voice.chain[:-1] if not v.startswith(_DOCUMENT) and v != _UNNAMED]
        if voice.speaker is None or not voice.speaker.startswith(_DOCUMENT):
            return voice.speaker
        return named[0] if named else self._issuers.get(voice.speaker)

    def within(self, unit: Span) -> list[int]:
        """Return the edges, inside a sentence, of contents that are clauses and no act's part."""
        first = bisect_left(self._edges, unit.start + 1, key=_place)
        last = bisect_left(self._edges, unit.end, lo=first, key=_place)
        near = self._edges[first:last]
        clauses = {piece for piece in {piece for _, piece in near} if self._is_clause(piece)}
        return [edge for edge, piece in near if piece in clauses]

    def of(self, evidence: Sequence[Span], own_ground: Span) -> Voice:
        """Return the innermost voice that holds most of the evidence, else the author's."""
        first = max(0, bisect_left(self._starts, evidence[0].start) - _REACH)
        last = bisect_left(self._starts, evidence[-1].end)
        holding = [a for a in self._spoken[first:last] if _held(evidence, a) >= _HELD]
        whole = Span(evidence[0].start, evidence[-1].end)
        acts = [a for a in self._spoken[first:last] if _is_act(a, whole)]
        if acts:
            return replace(_voiced(acts[-1]), act=True)
        if holding:
            return _voiced(min(holding, key=lambda a: sum(len(piece) for piece in a.content)))
        return self._own(own_ground)

    def _own(self, stretch: Span) -> Voice:
        for match in _grounds(self._tables).find(stretch.of(self._text)):
            start = match.start + stretch.start
            return Voice(
                *(None, None, Level.L0, (self._author,)),
                Evidentiality(match.entries[0].code),
                None,
                "the author, with a ground",
                Span(start, start + len(match.span)),
            )
        return Voice(
            None,
            None,
            Level.L0,
            (self._author,),
            Evidentiality.BARE,
            None,
            "the author's own voice",
        )


def _place(edge: tuple[int, Span]) -> int:
    return edge[0]


def _issuers(attributions: Sequence[Attribution]) -> dict[str, str]:
    """Return who is said to stand behind each document that is quoted."""
    issuers: dict[str, str] = {}
    for attribution in attributions:
        for voice, following in pairwise(attribution.chain):
            if following.startswith(_DOCUMENT) and not voice.startswith(_DOCUMENT):
                issuers.setdefault(following, voice)
    return issuers


@cache
def _grounds(tables: Tables) -> PhraseFinder[EvidenceCue]:
    return PhraseFinder((row.cue, row, False) for row in tables.rows(EvidenceCue))


def _is_act(attribution: Attribution, whole: Span) -> bool:
    """Say whether the evidence is itself a demand or a refusal: "pressing China to enforce"."""
    if attribution.chain_types[0] not in ACTS or not whole.contains(attribution.cue):
        return False
    return any(whole.overlaps(piece) for piece in attribution.content)


def _held(evidence: Sequence[Span], attribution: Attribution) -> float:
    total = inside = 0
    for span in evidence:
        start, end = span.start, span.end
        total += end - start
        for piece in attribution.content:
            if piece.start < end and start < piece.end:
                inside += min(end, piece.end) - max(start, piece.start)
    return inside / total if total else 0.0


def _voiced(attribution: Attribution) -> Voice:
    return Voice(
        attribution,
        attribution.source_entity,
        attribution.attribution_level,
        attribution.chain,
        attribution.evidentiality,
        attribution.factuality,
        f"the voice of {attribution.source_rule}",
        attribution.cue,
    )
