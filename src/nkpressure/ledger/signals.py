"""Builds the ledger: one signal for each assertion of pressure or inducement in a text.

A signal says who does what to whom in which direction, in whose voice, on what ground, and when;
it names its evidence and the rules that made it. What the text does not give is None.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nkpressure.find.chains import Level
from nkpressure.find.directions import Direction
from nkpressure.find.everything import Findings
from nkpressure.find.instruments import InstrumentMention, Mode
from nkpressure.find.speakers import author_voice
from nkpressure.ledger.assertions import Assertion, assertions_of
from nkpressure.ledger.clauses import Clause, clause_at, find_clauses
from nkpressure.ledger.episodes import with_episodes, without_repeats
from nkpressure.ledger.modes import denial_of, factuality_of, ground_of, mode_of
from nkpressure.ledger.parties import is_person, scene_of, speaking_parties
from nkpressure.ledger.role_words import has_duty
from nkpressure.ledger.roles import Roles, roles_of, shared
from nkpressure.ledger.rows import Confidence, Signal
from nkpressure.ledger.series import Act, Placed, placed
from nkpressure.ledger.subjects import ITSELF, Cast, Heard, Named
from nkpressure.ledger.times import Calendar, When
from nkpressure.ledger.voices import Voice, Voices
from nkpressure.model import Span
from nkpressure.read.sentences import Sentence


def build_ledger(findings: Findings) -> tuple[Signal, ...]:
    """Return the signals that a document asserts, in text order.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.model import Document
    >>> note = Document("note", "The US imposed new sanctions on North Korea.")
    >>> [(s.sender, s.target, s.direction.value) for s in build_ledger(find_everything(note))]
    [(('e:USA',), ('e:PRK',), 'tighten')]
    """
    if not findings.instruments:
        return ()
    return tuple(without_repeats(with_episodes(_Builder(findings).signals())))


def with_ledger(findings: Findings) -> Findings:
    """Return the findings with the ledger's signals among them, each with an id of its own."""
    signals = build_ledger(findings)
    return replace(findings, signals=signals) if signals or findings.signals else findings


@dataclass(frozen=True, slots=True)
class _First:
    """What the first of several coordinated parts gives to those without a verb."""

    roles: Roles
    mode: Mode


class _Builder:
    """Walks through a document's sentences and writes its signals."""

    def __init__(self, findings: Findings) -> None:
        self._text = findings.document.text
        self._findings = findings
        self._tables = findings.tables
        author = author_voice(findings.document, findings.tables)
        self._voices = Voices(self._text, findings.attributions, author, findings.tables)
        scene = scene_of(findings.actors, findings.tables)
        self._cast = Cast(findings.actors, scene, self._tables, self._clauses_in, findings.events)
        self._calendar = Calendar(findings.document.published, findings.dates, findings.events)

    def signals(self) -> list[Signal]:
        mentions = _by_sentence(self._findings.sentences, self._findings.instruments)
        found: list[Signal] = []
        for sentence in self._findings.sentences:
            self._calendar.note_speech(sentence.span, self._entities_in)
            if sentence.start in mentions:
                found += self._in_sentence(sentence.span, mentions[sentence.start])
            else:
                self._cast.pass_over(sentence.span)
        return found

    def _entities_in(self, unit: Span) -> list[str]:
        return [entity for actor in self._cast.within(unit) for entity in actor.entity]

    def _clauses_in(self, unit: Span) -> list[Clause]:
        return find_clauses(self._text, unit, self._voices.within(unit), self._tables)

    def _in_sentence(self, unit: Span, mentions: Sequence[InstrumentMention]) -> list[Signal]:
        clauses = self._clauses_in(unit)
        held: dict[int, list[InstrumentMention]] = defaultdict(list)
        for mention in mentions:
            clause = clause_at(clauses, mention.start)
            if clause is not None:
                held[clause.span.start].append(mention)
        signals = []
        for clause in clauses:
            if clause.span.start not in held:
                self._cast.pass_over(clause)
                continue
            heard = self._cast.hear(clause)
            first: _First | None = None
            for assertion in assertions_of(clause, held[clause.span.start]):
                signal, first = self._signal(assertion, heard, unit, first)
                if signal is not None:
                    signals.append(signal)
        return signals

    def _signal(
        self, assertion: Assertion, heard: Heard, sentence: Span, first: "_First | None"
    ) -> tuple[Signal | None, "_First"]:
        voice = self._voices.of(assertion.evidence, assertion.clause.span)
        party = self._voices.party(voice)
        speaking = speaking_parties(party, self._tables)
        heard = self._cast.hear_at(assertion.clause, assertion.mention.span, heard)
        if heard.subject.rule == ITSELF and speaking and not is_person(party, self._tables):
            heard = replace(heard, subject=Named(speaking, ITSELF, True))
        mode = mode_of(assertion, heard, voice, self._cast)
        roles = roles_of(assertion, heard, speaking, mode, self._cast, act=voice.act)
        if first is not None and not assertion.has_verb:
            roles = shared(roles, first.roles)
            mode = first.mode if mode is Mode.ASSESSED else mode
        this = first or _First(roles, mode)
        if not _asserts(assertion, roles, heard, mode):
            return None, this
        act = Act(
            assertion.coded.code,
            assertion.coded.direction,
            mode,
            denial_of(self._text, assertion, self._tables) if mode is Mode.DENIED else None,
            self._is_advice(assertion.clause, mode, voice),
        )
        place = placed(act, roles, voice, self._cast.scene, self._tables)
        when = self._calendar.when(assertion, voice, mode, sentence)
        return self._row(assertion, act, roles, voice, place, when), this

    def _is_advice(self, clause: Clause, mode: Mode, voice: Voice) -> bool:
        duty = has_duty(clause.words, self._tables)
        return mode is Mode.DEMANDED and voice.level is Level.L0 and duty

    def _row(
        self,
        assertion: Assertion,
        act: Act,
        roles: Roles,
        voice: Voice,
        place: Placed,
        when: When,
    ) -> Signal:
        negated = assertion.coded.polarity == "neg"
        sure, why = _confidence(roles)
        return Signal(
            assertion.span,
            assertion.coded.rule,
            assertion.evidence,
            when.days,
            when.basis,
            tuple(sorted(roles.sender.parties)),
            tuple(sorted(roles.addressee.parties)),
            tuple(sorted(roles.target.parties)),
            act.code,
            act.direction,
            act.mode,
            assertion.coded.polarity,
            voice.speaker,
            voice.level,
            voice.chain,
            ground_of(act.mode, act.advised, voice),
            factuality_of(act.mode, negated, voice, self._tables),
            place.series,
            place.role,
            place.counts,
            None,
            None,
            place.sub,
            sure,
            why,
            _rules(assertion, roles, voice, place, when),
            assertion.mention,
        )


def _asserts(assertion: Assertion, roles: Roles, heard: Heard, mode: Mode) -> bool:
    """Say whether a clause asserts a signal, rather than naming an instrument in passing.

    "Talks are the only way out" has no party to it, "Maximum Pressure" no verb, and "leverage"
    alone no direction.
    """
    sender, target = roles.sender, roles.target
    if not target.parties:
        return False
    if assertion.coded.direction is Direction.AMBIGUOUS and not (sender.stated and target.stated):
        return False
    bare = not sender.parties
    if bare and (mode is Mode.HYPOTHETICAL or assertion.coded.code.startswith("N.")):
        return False
    verbless = heard.verb == assertion.clause.span.end
    return sender.stated or target.stated or not verbless


def _by_sentence(
    sentences: Sequence[Sentence], mentions: Sequence[InstrumentMention]
) -> dict[int, list[InstrumentMention]]:
    """Return the mentions of each sentence, by its start; a title that is none has none."""
    found: dict[int, list[InstrumentMention]] = defaultdict(list)
    at = 0
    for mention in mentions:
        while at + 1 < len(sentences) and sentences[at + 1].start <= mention.start:
            at += 1
        if sentences and sentences[at].start <= mention.start < sentences[at].end:
            found[sentences[at].start].append(mention)
    return found


def _confidence(roles: Roles) -> tuple[Confidence, str]:
    said = []
    for name, role in (("sender", roles.sender), ("target", roles.target)):
        if not role.parties:
            said.append((0, f"no {name} is named"))
        elif not role.stated:
            said.append((1, f"the {name} is {role.rule}"))
    if not said:
        return Confidence.HIGH, "sender and target stand in the clause"
    low = len(said) > 1 or said[0][0] == 0
    return (Confidence.LOW if low else Confidence.MEDIUM), "; ".join(text for _, text in said)


def _rules(
    assertion: Assertion, roles: Roles, voice: Voice, place: Placed, when: When
) -> tuple[str, ...]:
    named = (
        f"instrument: {assertion.coded.rule}",
        f"evidence: {assertion.rule}, from {assertion.clause.rule}",
        f"sender: {roles.sender.rule}" if roles.sender.parties else None,
        f"addressee: {roles.addressee.rule}" if roles.addressee.parties else None,
        f"target: {roles.target.rule}" if roles.target.parties else None,
        f"voice: {voice.rule}",
        f"date: {when.basis}" if when.basis else None,
        place.rule,
    )
    return tuple(rule for rule in named if rule is not None)
