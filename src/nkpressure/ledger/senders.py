"""Who applies an instrument, or would: read from the phrase, its clause, and failing these around.

Each answer says on what it rests; what only the document as a whole suggests is marked as such.
"""

from collections.abc import Sequence

from nkpressure.find.grammar import Word
from nkpressure.find.instruments import Mode
from nkpressure.ledger.parties import is_known
from nkpressure.ledger.readings import Reading
from nkpressure.ledger.role_words import Use, has_duty
from nkpressure.ledger.subjects import PERSON, SPEAKER, Named, group_of, groups_of
from nkpressure.model import Span

COUNCIL = "e:UNSC"
ASKED = (Mode.ANNOUNCED, Mode.DEMANDED)
DEMANDER = "who demands it"
_UNITED_NATIONS = "e:UN"
_OWN_CODES = ("S.EVADE", "N.SYMB")  # the target can be a party to it itself
_DOCUMENT_WIDE = frozenset({"F", "G", "S.SEC"})  # who threatens is the main sender, named or not
_SPOKEN = (Mode.ANNOUNCED, Mode.THREATENED, Mode.PROMISED, Mode.DEMANDED)


def sender_of(reading: Reading, aimed: Named) -> Named:
    """Return who applies the instrument, or would; `aimed` is whom the words aim it at."""
    return _Sender(reading).sender(aimed)


class _Sender:
    """Reads the sender of one assertion."""

    def __init__(self, reading: Reading) -> None:
        self.at = reading

    def sender(self, aimed: Named) -> Named:
        """Return who applies the instrument, or would."""
        inner = (self._subject, self._nearest) if self.at.verbal else (self._owner, self._agent)
        outer = (self._agent, self._owner) if self.at.verbal else (self._subject, self._nearest)
        unknown = Named()
        for read in (self._demander, *inner, self._council, *outer, self._around):
            found = read(aimed)
            known = tuple(p for p in found.parties if is_known(p, self.at.cast.tables))
            if known:
                return self._acting(Named(known, found.rule, found.stated))
            unknown = unknown if unknown.parties else found
        if not unknown.parties:
            return unknown
        return Named(unknown.parties, f"{unknown.rule}, a name that no table knows", False)

    def _acting(self, found: Named) -> Named:
        """Sanctions of the United Nations are its Council's."""
        if not self.at.code.startswith("S.") or _UNITED_NATIONS not in found.parties:
            return found
        parties = (COUNCIL if party == _UNITED_NATIONS else party for party in found.parties)
        return Named(tuple(dict.fromkeys(parties)), found.rule, found.stated)

    def _demander(self, aimed: Named) -> Named:
        if self.at.asked.parties and not self.at.heard.subject.stated:
            return Named(self.at.speaker, DEMANDER, bool(self.at.speaker))
        if self.at.mode is not Mode.DEMANDED or not self.at.speaker:
            return Named()
        duty = has_duty(self._before_mention(), self.at.cast.tables)
        if self.at.act or duty or self.at.heard.subject.rule in (SPEAKER, None):
            return Named(self.at.speaker, DEMANDER, True)
        return Named()

    def _before_mention(self) -> Sequence[Word]:
        return [word for word in self.at.words if word.end <= self.at.mention.end]

    def _agent(self, aimed: Named) -> Named:
        attached = self.at.attached
        for actor in attached:
            if self.at.use(actor) is Use.AGENT:
                parties = self.at.cast.parties(group_of(actor, attached, self.at.words))
                return Named(parties, "named as agent", True)
        return Named()

    def _owner(self, aimed: Named) -> Named:
        """Return the party in the phrase itself: "China's trade", "the attempts of the U.S."."""
        met = self._met()
        if met.parties:
            return met
        inside = groups_of(self.at.cast.within(self.at.mention), self.at.words)
        held = [a for g in inside if self.at.use(g[0]) not in (Use.AGAINST, Use.OWNER) for a in g]
        for group in groups_of(self.at.attached, self.at.words):
            if not self.at.verbal and not held and self.at.use(group[0]) is Use.OWNER:
                held = group
        parties = [
            p
            for p in self.at.cast.parties(held)
            if self.at.code == "N.SYMB" or p not in aimed.parties
        ]
        parties = [
            p for p in parties if p != self.at.cast.scene.target or self.at.code in _OWN_CODES
        ]
        if self._is_sought():
            parties = [party for party in parties if party not in (COUNCIL, _UNITED_NATIONS)]
        return Named(tuple(parties), "named in the phrase", bool(parties))

    def _met(self) -> Named:
        """Return who took part in an event that the phrase names: "the Singapore summit"."""
        met = self.at.cast.event_parties(self.at.mention)
        if self.at.code not in _OWN_CODES:
            met = tuple(party for party in met if party != self.at.cast.scene.target)
        return Named(met, "a party to the event named", True)

    def _subject(self, aimed: Named) -> Named:
        subject = self.at.heard.subject
        if self.at.heard.passive or self.at.heard.verb > self.at.mention.end:
            return Named()
        if subject.rule == SPEAKER or (subject.rule == PERSON and self.at.speaker):
            return Named(self.at.speaker, subject.rule, bool(self.at.speaker))
        return subject if subject.stated else Named()

    def _nearest(self, aimed: Named) -> Named:
        """Return the nearest party before: "the willingness of Russia to block a statement"."""
        start = self.at.part().start
        named = self.at.cast.within(Span(start, max(start, self.at.mention.start)))
        groups = groups_of(named, self.at.words)
        near = next((g for g in reversed(groups) if self.at.use(g[0]) is not Use.AGAINST), [])
        others = (*aimed.parties, *self.at.asked.parties)
        parties = tuple(p for p in self.at.cast.parties(near) if p not in others)
        return Named(parties, "the nearest party before", bool(parties))

    def _council(self, aimed: Named) -> Named:
        if self.at.code == "S.UNSC" and not self._is_sought():
            return Named((COUNCIL,), "a measure of the Council", True)
        beside = any(other.code == "S.UNSC" for other in self.at.assertion.others)
        if beside and self.at.code.startswith("S.") and not self.at.verbal:
            return Named((COUNCIL,), "a measure of the Council beside it", True)
        return Named()

    def _is_sought(self) -> bool:
        """Say whether somebody seeks a measure of the Council: "press for a resolution"."""
        return self.at.code == "S.UNSC" and self.at.mode in ASKED and self.at.heard.subject.stated

    def _around(self, aimed: Named) -> Named:
        """Return who acted before, who speaks, or whom the document shows as the main sender."""
        subject = self.at.heard.subject
        if subject.parties and not self.at.heard.passive:
            return Named(subject.parties, subject.rule, False)
        if self.at.speaker and self.at.mode in _SPOKEN:
            return Named(self.at.speaker, "the speaker's side", False)
        if self.at.code == "S.UNSC":
            return Named((COUNCIL,), "a measure of the Council", True)
        opponent = self.at.cast.scene.opponent
        aims = not aimed.parties or self.at.cast.scene.target in aimed.parties
        wide = bool({self.at.code, self.at.code.partition(".")[0]} & _DOCUMENT_WIDE)
        if opponent is not None and aims and wide:
            return Named((opponent,), "the main sender in the document", False)
        return Named()
