"""Finds attributions: who is said to say what, in which words, and through whom.

Verbs, nouns and fixed phrases that report come from tables; where the content ends is a question
for `nkpressure.find.contents`, who the source is for `nkpressure.find.speakers`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from nkpressure.find.actors import ActorMention
from nkpressure.find.alterations import AlterationKind, find_alterations
from nkpressure.find.chains import (
    ChainLink,
    Fidelity,
    Level,
    Relay,
    build_chain,
    level_of,
    weakest_link,
)
from nkpressure.find.factuality import (
    Evidentiality,
    Factuality,
    evidentiality_of,
    factuality_of,
)
from nkpressure.find.frames import FrameReader
from nkpressure.find.quotations import Quotation, QuotationUse
from nkpressure.find.relays import fidelity_of, find_relay, near
from nkpressure.find.scare_quotes import find_scare_quotes
from nkpressure.find.speakers import UNNAMED, Speaker, Speakers, author_voice
from nkpressure.find.verb_reports import Report
from nkpressure.find.voices import Voiced, find_voiced
from nkpressure.model import Annotation, Document, Span
from nkpressure.read.regions import Region
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables, read_tables


class AttributionKind(StrEnum):
    """How the words of another are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    BLOCK = "block"
    SCARE = "scare"
    RESPONSE_REPORT = "response_report"


@dataclass(frozen=True, slots=True)
class Attribution(Annotation):
    """A source, a cue and the content that is attributed, with the chain of voices.

    `chain` lists the voices, origin first and the author of the document last; `chain_spans` and
    `chain_types` say of each where it is named and what it does with the words, `chain_named`
    whether it has a name.
    """

    kind: ClassVar[str] = "attribution"

    subkind: AttributionKind
    source: Span | None
    source_entity: str | None
    source_rule: str
    cue: Span
    content: tuple[Span, ...]
    chain: tuple[str, ...]
    chain_spans: tuple[Span | None, ...]
    chain_types: tuple[str, ...]
    chain_named: tuple[bool, ...]
    weakest: str
    attribution_level: Level
    relay: str | None
    nested_in: "Attribution | None"
    fidelity: Fidelity
    verbatim: Span | None
    elision: tuple[Span, ...]
    alterations: tuple[str, ...]
    translation: str | None
    evidentiality: Evidentiality
    evidentiality_cue: Span | None
    factuality: Factuality
    factuality_cue: Span | None

    @property
    def distance(self) -> int:
        """How many voices stand between the reader's author and the origin."""
        return len(self.chain) - 1

    @property
    def links(self) -> tuple[ChainLink, ...]:
        """The chain as links, origin first."""
        parts = zip(self.chain, self.chain_spans, self.chain_types, self.chain_named, strict=True)
        return tuple(ChainLink(*part) for part in parts)


def find_attributions(
    document: Document,
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    actors: Sequence[ActorMention] = (),
    tables: Tables | None = None,
) -> list[Attribution]:
    """Find who is said to say what, and through whom the words came.

    >>> from nkpressure.read.regions import find_regions
    >>> from nkpressure.read.sentences import find_sentences
    >>> note = Document("note", "Pompeo said that the sanctions must stay.", author="Ann Lee")
    >>> parts = find_regions(note)
    >>> [found] = find_attributions(note, parts, find_sentences(note, parts), [])
    >>> found.source.of(note.text), found.content[0].of(note.text)
    ('Pompeo', 'that the sanctions must stay')
    >>> found.chain
    ('e:pompeo', 'e:ann-lee')
    """
    tables = tables or read_tables()
    reader = FrameReader(document, sentences, quotations, tables)
    frames = reader.of_regions(regions)
    voiced = find_voiced(document, frames, reader, quotations, tables)
    voiced += find_scare_quotes(frames, voiced)
    builder = _Builder(document, quotations, Speakers(document, actors, tables), tables)
    return builder.build(voiced)


class _Builder:
    """Makes attributions of the voices of one document."""

    def __init__(
        self,
        document: Document,
        quotations: Sequence[Quotation],
        speakers: Speakers,
        tables: Tables,
    ) -> None:
        self._document = document
        self._quotations = [quotation for quotation in quotations if quotation.level == 0]
        self._speakers = speakers
        self._tables = tables
        self._author = ChainLink(author_voice(document, tables), None, "writes")

    def build(self, voices: Sequence[Voiced]) -> list[Attribution]:
        order = sorted(
            range(len(voices)), key=lambda place: (voices[place].report.cue.start, place)
        )
        order.sort(key=lambda place: voices[place].outer is not None)
        speakers: dict[int, Speaker] = {}
        made: dict[int, Attribution] = {}
        for place in order:
            voiced = voices[place]
            outer = made.get(voiced.outer) if voiced.outer is not None else None
            around = speakers.get(voiced.outer) if voiced.outer is not None else None
            speaker = self._speakers.speaker(
                voiced.report.source, voiced.report.source_head, around, voiced.content
            )
            speakers[place] = speaker
            made[place] = self._attribution(voiced, speaker, outer)
        return sorted(made.values(), key=lambda found: (found.span.start, -found.span.end))

    def _attribution(
        self, voiced: Voiced, speaker: Speaker, outer: Attribution | None
    ) -> Attribution:
        text, report = self._document.text, voiced.report
        if report.content != voiced.content:
            report = replace(report, content=voiced.content)
        subkind = self._subkind(voiced)
        frame = voiced.frame.span
        around = near(text, frame, report.cue)
        relay = find_relay(text, voiced.frame, around, report, self._speakers, self._tables)
        chain, level, speaker = self._chain(voiced, speaker, relay, outer, subkind)
        quoted = subkind in (AttributionKind.DIRECT, AttributionKind.BLOCK)
        verbatim = self._verbatim(voiced) if subkind is AttributionKind.MIXED else None
        changes = find_alterations(self._document, voiced.content) if quoted else []
        ground = evidentiality_of(report, speaker, relay, text, frame, self._tables)
        sure = factuality_of(report, voiced.frame.words, self._tables)
        spans = [span for span in (report.source, report.cue, *voiced.content) if span]
        return Attribution(
            Span(min([span.start for span in spans]), max([span.end for span in spans])),
            report.how,
            subkind,
            report.source,
            None if speaker.voice == "unnamed" else speaker.voice,
            speaker.rule,
            report.cue,
            voiced.content,
            tuple([link.voice for link in chain]),
            tuple([link.span for link in chain]),
            tuple([link.type for link in chain]),
            tuple([link.named for link in chain]),
            chain[weakest_link(chain)].voice,
            level,
            relay.speaker.voice if relay else None,
            outer,
            fidelity_of(text, Span(around.start, report.cue.end), relay, quoted, self._tables),
            verbatim,
            tuple([c.span for c in changes if c.kind is AlterationKind.ELISION]),
            tuple([c.kind.value for c in changes]),
            f"{relay.language}>{self._document.language or 'en'}"
            if relay and relay.language
            else None,
            ground.value,
            ground.cue,
            sure.value,
            sure.cue,
        )

    def _subkind(self, voiced: Voiced) -> AttributionKind:
        if voiced.report.how == "scare quotes":
            return AttributionKind.SCARE
        if not voiced.content:
            return AttributionKind.RESPONSE_REPORT
        if voiced.block is not None:
            return AttributionKind.BLOCK
        inside = self._inside(voiced)
        if not inside:
            return AttributionKind.INDIRECT
        whole = sum(len(q.span) for q in inside) + 3 * len(voiced.content)
        all_quoted = whole >= sum(len(piece) for piece in voiced.content)
        return AttributionKind.DIRECT if all_quoted else AttributionKind.MIXED

    def _inside(self, voiced: Voiced) -> list[Quotation]:
        """Return the quotations, speech or few words, that the content holds."""
        return [
            quotation
            for place, quotation in voiced.frame.quotations.items()
            if quotation.use is not QuotationUse.TITLE
            and any(piece.overlaps(quotation.span) for piece in voiced.content)
        ]

    def _verbatim(self, voiced: Voiced) -> Span | None:
        inside = self._inside(voiced)
        return max((quotation.span for quotation in inside), key=len, default=None)

    def _origin(self, report: Report, speaker: Speaker) -> tuple[ChainLink | None, ChainLink]:
        """Return the document that carries the words, if one does, and who speaks through it."""
        origin = ChainLink(speaker.voice, report.source, report.link, speaker.named)
        issuer = self._speakers.issuer(speaker)
        if issuer is not None:
            return origin, ChainLink(issuer.voice, None, report.link, issuer.named)
        paper = None
        if report.how == "phrase before the source":
            paper = self._speakers.document_in(report.cue, speaker)
        return (ChainLink(paper.voice, report.cue, "reports") if paper else None), origin

    def _chain(
        self,
        voiced: Voiced,
        speaker: Speaker,
        relay: Relay | None,
        outer: Attribution | None,
        subkind: AttributionKind,
    ) -> tuple[tuple[ChainLink, ...], Level, Speaker]:
        report = voiced.report
        around = outer.links if outer is not None else (self._author,)
        if subkind is AttributionKind.SCARE:
            return around, outer.attribution_level if outer else Level.L0, UNNAMED
        if report.source is None and outer is not None and report.how != "hearsay":
            speaker = Speaker(outer.chain[0], "the quoted speaker", True)
        paper, origin = self._origin(report, speaker)
        carrier = (
            ChainLink(relay.speaker.voice, relay.span, "translates" if relay.language else "relays")
            if relay is not None and relay.speaker.voice != speaker.voice
            else None
        )
        own = speaker.voice == around[0].voice
        state = outer is not None and self._speakers.country(around[0].voice) == speaker.voice
        chain = around if own else build_chain(origin, paper, carrier, around)
        nested = outer.attribution_level if outer is not None else None
        return chain, level_of(speaker, report.link, relay, nested, own or state), speaker
