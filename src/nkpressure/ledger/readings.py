"""What stands around a mention: the actors in its phrase and behind it, and whom it is aimed at."""

from bisect import bisect_left

from nkpressure.find.actors import ActorMention
from nkpressure.find.instruments import Mode
from nkpressure.ledger.assertions import Assertion
from nkpressure.ledger.parties import is_state, listed_targets
from nkpressure.ledger.role_words import Use, role_words
from nkpressure.ledger.subjects import (
    Cast,
    Heard,
    Named,
    asked_party,
    group_of,
    groups_of,
    lead,
)
from nkpressure.model import Span

_DIRECT = frozenset({"on", "upon", "against"})
_NO_VERB = frozenset({"determiner", "possessive", "name"})
_NEAR = 4  # words between a phrase and what belongs to it


class Reading:
    """One assertion with all that its roles are read from."""

    def __init__(
        self,
        assertion: Assertion,
        heard: Heard,
        speaker: tuple[str, ...],
        mode: Mode,
        cast: Cast,
        act: bool,
    ) -> None:
        self.act = act
        self.assertion = assertion
        self.heard = heard
        self.speaker = speaker
        self.mode = mode
        self.cast = cast
        self.code = assertion.coded.code
        self.mention = assertion.mention.span
        self.uses = role_words(cast.tables)
        self.words = assertion.clause.words
        self.starts = [word.start for word in self.words]
        self.verbal = self._is_verbal()
        self.asked = asked_party(assertion.clause, self.mention, cast)
        self.attached = self._attached()

    def _is_verbal(self) -> bool:
        """Tell "captured the tanker", "to enforce sanctions" from "the sanctions"."""
        if self.mention.start <= self.heard.verb < self.mention.end:
            return True
        within = self.assertion.clause.within(self.mention)
        at = next((n for n, word in enumerate(within) if not word.has("adverb")), len(within))
        before = self.assertion.clause.before(self.mention.start)
        governed = bool(before) and (before[-1].has("determiner") or before[-1].has("possessive"))
        opens = at < len(within) and not within[at].classes & _NO_VERB
        infinitive = bool(before) and before[-1].low == "to" and opens
        return infinitive or (at < len(within) and bool(within[at].forms) and not governed)

    def use(self, actor: ActorMention) -> Use | None:
        """Return what the word before an actor says of it."""
        return self.uses.get(lead(actor, self.words))

    def gap(self, actor: ActorMention) -> int:
        """Return how many words lie between the mention and an actor behind it."""
        return bisect_left(self.starts, actor.start) - bisect_left(self.starts, self.mention.end)

    def part(self) -> Span:
        """Return the part of the clause that asserts the signal."""
        last = self.assertion.evidence[-1]
        return Span(min(last.start, self.mention.start), max(last.end, self.mention.end))

    def _attached(self) -> list[ActorMention]:
        """Return the actors in the mention's phrase and right behind it."""
        part = self.part()
        near = self.cast.within(Span(self.mention.start, part.end))
        groups = [g for g in groups_of(near, self.words) if self.gap(g[0]) <= _NEAR]
        return [actor for group in groups for actor in group]

    def aimed(self) -> Named:
        """Return whom the words say that the instrument is aimed at."""
        for actor in self.attached:
            if self.use(actor) is Use.AGAINST:
                parties = self.cast.parties(group_of(actor, self.attached, self.words))
                direct = lead(actor, self.words) in _DIRECT
                if any(self._can_be_target(party, direct) for party in parties):
                    return Named(parties, "named after a preposition", True)
        inside = self.cast.parties(self.cast.within(self.mention))
        known = tuple(party for party in inside if party in listed_targets(self.cast.tables))
        return Named(known, "named in the phrase", True) if known else Named()

    def _can_be_target(self, party: str, direct: bool) -> bool:
        """Any state can be pressed on or against; who else is a target, a table says."""
        return party in listed_targets(self.cast.tables) or (
            direct and is_state(party, self.cast.tables)
        )
