"""Who applies an instrument, who is spoken to about it, and whom it is finally to move.

Triadic, after the codebook: in a demand on China about North Korea the sender is the demanding
state, China the addressee, North Korea the target. Each answer says on what it rests; what only
the document as a whole suggests is marked as such.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from nkpressure.find.actors import ActorMention
from nkpressure.find.directions import Direction
from nkpressure.find.grammar import Word
from nkpressure.find.instruments import Mode
from nkpressure.ledger.assertions import Assertion
from nkpressure.ledger.parties import is_state, listed_targets
from nkpressure.ledger.subjects import (
    PERSON,
    SPEAKER,
    Cast,
    Heard,
    Named,
    Use,
    asked_party,
    group_of,
    groups_of,
    lead,
    role_words,
)
from nkpressure.model import Span


@dataclass(frozen=True, slots=True)
class Roles:
    """The three roles of a signal."""

    sender: Named
    addressee: Named
    target: Named


_COUNCIL, _UNITED_NATIONS = "e:UNSC", "e:UN"
_OWN_CODES = ("S.EVADE", "N.SYMB")  # the target can be a party to it itself
_DOCUMENT_WIDE = frozenset({"F", "G", "S.SEC"})  # who threatens is the main sender, named or not
_COUNCIL_DECIDES = ("S.UNSC", "S.EXEMPT")
_SPOKEN = (Mode.ANNOUNCED, Mode.THREATENED, Mode.PROMISED, Mode.DEMANDED)
_ASKED = (Mode.ANNOUNCED, Mode.DEMANDED)
_NEAR = 3  # words between a phrase and what belongs to it


def roles_of(
    assertion: Assertion, heard: Heard, speaker: tuple[str, ...], mode: Mode, cast: Cast
) -> Roles:
    """Return the roles of an assertion, in the words of its clause and, failing these, around.

    `speaker` are the parties of the voice that asserts it, none for the author's own.
    """
    reading = _Reading(assertion, heard, speaker, mode, cast)
    aimed = reading.aimed()
    sender = reading.sender(aimed)
    target = reading.target(aimed, sender)
    return Roles(sender, reading.addressee(sender, target), target)


class _Reading:
    """One assertion with all that its roles are read from."""

    def __init__(
        self,
        assertion: Assertion,
        heard: Heard,
        speaker: tuple[str, ...],
        mode: Mode,
        cast: Cast,
    ) -> None:
        self.assertion = assertion
        self.heard = heard
        self.speaker = speaker
        self.mode = mode
        self.cast = cast
        self.code = assertion.coded.code
        self.mention = assertion.mention.span
        self.uses = role_words(cast.tables)
        self.words = assertion.clause.words
        self.verbal = self._is_verbal()
        self.asked = asked_party(assertion.clause, self.mention, cast)

    def _is_verbal(self) -> bool:
        """Tell "captured the tanker", "to enforce sanctions" from "the sanctions"."""
        if self.mention.start <= self.heard.verb < self.mention.end:
            return True
        within = [word for word in self.words if self.mention.contains(word.span)]
        at = next((n for n, word in enumerate(within) if not word.has("adverb")), len(within))
        before = self.assertion.clause.before(self.mention.start)
        governed = bool(before) and (before[-1].has("determiner") or before[-1].has("possessive"))
        return at < len(within) and bool(within[at].forms) and not governed

    def _use(self, actor: ActorMention) -> Use | None:
        return self.uses.get(lead(actor, self.words))

    def _gap(self, actor: ActorMention) -> int:
        """Return how many words lie between the mention and an actor behind it."""
        starts = [word.start for word in self.words]
        return bisect_left(starts, actor.start) - bisect_left(starts, self.mention.end)

    def _part(self) -> Span:
        """Return the part of the clause that asserts the signal."""
        last = self.assertion.evidence[-1]
        return Span(min(last.start, self.mention.start), max(last.end, self.mention.end))

    def _attached(self) -> list[ActorMention]:
        """Return the actors in the mention's phrase and right behind it."""
        part = self._part()
        near = self.cast.within(Span(self.mention.start, part.end))
        return [actor for actor in near if self._gap(actor) <= _NEAR]

    def aimed(self) -> Named:
        """Return whom the words say that the instrument is aimed at."""
        attached = self._attached()
        for actor in attached:
            if self._use(actor) is Use.AGAINST:
                parties = self.cast.parties(group_of(actor, attached, self.words))
                if any(self._can_be_target(party) for party in parties):
                    return Named(parties, "named after a preposition", True)
        inside = self.cast.parties(self.cast.within(self.mention))
        known = tuple(party for party in inside if party in listed_targets(self.cast.tables))
        return Named(known, "named in the phrase", True) if known else Named()

    def _can_be_target(self, party: str) -> bool:
        return party in listed_targets(self.cast.tables) or party == self.cast.scene.target

    def sender(self, aimed: Named) -> Named:
        """Return who applies the instrument, or would."""
        inner = (self._subject, self._nearest) if self.verbal else (self._owner, self._agent)
        outer = (self._agent, self._owner) if self.verbal else (self._subject, self._nearest)
        for read in (self._demander, *inner, self._council, *outer, self._around):
            found = read(aimed)
            if found.parties:
                return self._acting(found)
        return Named()

    def _acting(self, found: Named) -> Named:
        """Sanctions of the United Nations are its Council's."""
        if not self.code.startswith("S.") or _UNITED_NATIONS not in found.parties:
            return found
        parties = (_COUNCIL if party == _UNITED_NATIONS else party for party in found.parties)
        return Named(tuple(dict.fromkeys(parties)), found.rule, found.stated)

    def _demander(self, aimed: Named) -> Named:
        if self.asked.parties and not self.heard.subject.stated:
            return Named(self.speaker, "who demands it", bool(self.speaker))
        if self.mode is not Mode.DEMANDED or not self.speaker:
            return Named()
        duty = any(self.uses.get(w.low) is Use.DUTY for w in self._before_mention())
        if duty or self.heard.subject.rule in (SPEAKER, None):
            return Named(self.speaker, "who demands it", True)
        return Named()

    def _before_mention(self) -> Sequence[Word]:
        return [word for word in self.words if word.end <= self.mention.end]

    def _agent(self, aimed: Named) -> Named:
        attached = self._attached()
        for actor in attached:
            if self._use(actor) is Use.AGENT:
                parties = self.cast.parties(group_of(actor, attached, self.words))
                return Named(parties, "named as agent", True)
        return Named()

    def _owner(self, aimed: Named) -> Named:
        """Return the party in the phrase itself: "China's trade", "the attempts of the U.S."."""
        inside = self.cast.within(self.mention)
        held = [actor for actor in inside if self._use(actor) not in (Use.AGAINST, Use.OWNER)]
        attached = self._attached()
        for actor in attached:
            if not self.verbal and not held and self._use(actor) is Use.OWNER:
                held = group_of(actor, attached, self.words)
        parties = [
            p for p in self.cast.parties(held) if self.code == "N.SYMB" or p not in aimed.parties
        ]
        parties = [p for p in parties if p != self.cast.scene.target or self.code in _OWN_CODES]
        if self._is_sought():
            parties = [party for party in parties if party not in (_COUNCIL, _UNITED_NATIONS)]
        return Named(tuple(parties), "named in the phrase", bool(parties))

    def _subject(self, aimed: Named) -> Named:
        subject = self.heard.subject
        if self.heard.passive or self.heard.verb > self.mention.end:
            return Named()
        if subject.rule == SPEAKER or (subject.rule == PERSON and self.speaker):
            return Named(self.speaker, subject.rule, bool(self.speaker))
        return subject if subject.stated else Named()

    def _nearest(self, aimed: Named) -> Named:
        """Return the nearest party before: "the willingness of Russia to block a statement"."""
        start = self._part().start
        named = self.cast.within(Span(start, max(start, self.mention.start)))
        groups = groups_of(named, self.words)
        near = groups[-1] if groups else []
        others = (*aimed.parties, *self.asked.parties)
        parties = tuple(p for p in self.cast.parties(near) if p not in others)
        return Named(parties, "the nearest party before", bool(parties))

    def _council(self, aimed: Named) -> Named:
        if self.code == "S.UNSC" and not self._is_sought():
            return Named((_COUNCIL,), "a measure of the Council", True)
        beside = any(other.code == "S.UNSC" for other in self.assertion.others)
        if beside and self.code.startswith("S.") and not self.verbal:
            return Named((_COUNCIL,), "a measure of the Council beside it", True)
        return Named()

    def _is_sought(self) -> bool:
        """Say whether somebody seeks a measure of the Council: "press for a resolution"."""
        return self.code == "S.UNSC" and self.mode in _ASKED and self.heard.subject.stated

    def _around(self, aimed: Named) -> Named:
        """Return who acted before, who speaks, or whom the document shows as the main sender."""
        subject = self.heard.subject
        if subject.parties and not self.heard.passive:
            return Named(subject.parties, subject.rule, False)
        if self.speaker and self.mode in _SPOKEN:
            return Named(self.speaker, "the speaker's side", False)
        if self.code == "S.UNSC":
            return Named((_COUNCIL,), "a measure of the Council", True)
        opponent = self.cast.scene.opponent
        aims = not aimed.parties or self.cast.scene.target in aimed.parties
        wide = bool({self.code, self.code.partition(".")[0]} & _DOCUMENT_WIDE)
        if opponent is not None and aims and wide:
            return Named((opponent,), "the main sender in the document", False)
        return Named()

    def target(self, aimed: Named, sender: Named) -> Named:
        """Return whom the instrument is finally to move."""
        aim = tuple(party for party in aimed.parties if party not in sender.parties)
        if aim:
            return Named(aim, aimed.rule, True)
        focus = self.cast.scene.target
        if focus is None:
            return Named()
        if focus not in sender.parties or len(sender.parties) > 1 or self._own_relief():
            stated = focus in self.cast.parties(self.cast.within(self.assertion.clause.span))
            return Named((focus,), "whom the document is about", stated)
        return self._opponents(sender)

    def _own_relief(self) -> bool:
        """The target that evades, or asks for relief, moves pressure on itself."""
        asked = self.assertion.coded.direction is Direction.LOOSEN and self.mode is Mode.DEMANDED
        return self.code.startswith("S.") or asked

    def _opponents(self, sender: Named) -> Named:
        named = self.cast.parties(self.cast.within(self.assertion.clause.span))
        states = [
            party
            for party in named
            if party not in sender.parties and is_state(party, self.cast.tables)
        ]
        if states:
            return Named(tuple(states), "the other state of the clause", True)
        opponent = self.cast.scene.opponent
        return Named((opponent,), "the opponent in the document") if opponent else Named()

    def addressee(self, sender: Named, target: Named) -> Named:
        """Return the party spoken to, where it is not the sender."""
        if self.asked.parties:
            return self.asked
        if self.code in _COUNCIL_DECIDES and self.mode in _ASKED and _COUNCIL not in sender.parties:
            return Named((_COUNCIL,), "the Council decides on it", False)
        if self.mode is Mode.DEMANDED and sender.rule == "who demands it":
            asked = self.heard.subject.parties
        else:
            asked = self.cast.parties(
                actor
                for actor in self.cast.within(self.assertion.clause.span)
                if self.heard.verb <= actor.start < self.mention.start
            )
        parties = tuple(party for party in asked if party not in sender.parties)
        if self.mode is not Mode.DEMANDED:
            parties = tuple(party for party in parties if party not in target.parties)
        return Named(parties, "spoken to", True) if parties else Named()
