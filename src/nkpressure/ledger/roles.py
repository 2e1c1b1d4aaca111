"""Who applies an instrument, who is spoken to about it, and whom it is finally to move.

Triadic, after the codebook: in a demand on China about North Korea the sender is the demanding
state, China the addressee, North Korea the target. Each answer says on what it rests; what only
the document as a whole suggests is marked as such.
"""

from dataclasses import dataclass

from nkpressure.find.directions import Direction
from nkpressure.find.instruments import Mode
from nkpressure.ledger.assertions import Assertion
from nkpressure.ledger.parties import Side, is_state, sides
from nkpressure.ledger.readings import Reading
from nkpressure.ledger.senders import ASKED, COUNCIL, DEMANDER, sender_of
from nkpressure.ledger.subjects import Cast, Heard, Named


@dataclass(frozen=True, slots=True)
class Roles:
    """The three roles of a signal."""

    sender: Named
    addressee: Named
    target: Named


_COUNCIL_DECIDES = ("S.UNSC", "S.EXEMPT")
_OF_ITS_OWN = ("named as agent", "named in the phrase", "the nearest party before")
_CARRIED_OUT = ("S.ENF", "S.EVADE", "S.EXEMPT")  # done with a measure, imposed on nobody
_SECONDARY = "S.SEC"  # presses on a third country about the target


def roles_of(
    assertion: Assertion,
    heard: Heard,
    speaker: tuple[str, ...],
    mode: Mode,
    cast: Cast,
    *,
    act: bool = False,
) -> Roles:
    """Return the roles of an assertion, in the words of its clause and, failing these, around.

    `speaker` are the parties of the voice that asserts it, none for the author's own; `act` says
    that the assertion is itself what they demand.
    """
    reading = Reading(assertion, heard, speaker, mode, cast, act)
    aimed = reading.aimed()
    sender = sender_of(reading, aimed)
    others = _Others(reading)
    target = others.target(aimed, sender)
    return Roles(sender, others.addressee(sender, target), target)


def shared(roles: Roles, first: Roles) -> Roles:
    """Give a coordinated part without a verb of its own the sender and addressee of the first."""
    if roles.sender.rule in _OF_ITS_OWN:
        return roles
    return Roles(first.sender, first.addressee, roles.target)


class _Others:
    """Reads the target and the addressee of one assertion."""

    def __init__(self, reading: Reading) -> None:
        self.at = reading

    def target(self, aimed: Named, sender: Named) -> Named:
        """Return whom the instrument is finally to move."""
        aim = tuple(party for party in aimed.parties if party not in sender.parties)
        focus = self.at.cast.scene.target
        if aim and not self._presses_through(aim):
            return Named(aim, aimed.rule, True)
        if focus is None:
            return Named()
        if focus not in sender.parties or len(sender.parties) > 1 or self._own_relief():
            stated = focus in self.at.cast.parties(
                self.at.cast.within(self.at.assertion.clause.span)
            )
            return Named((focus,), "whom the document is about", stated)
        return self._opponents(sender)

    def _presses_through(self, aim: tuple[str, ...]) -> bool:
        """Say whether sanctions on third parties are about the target: on its partner's banks."""
        focus, known = self.at.cast.scene.target, sides(self.at.cast.tables)
        if focus is None or not self.at.code.startswith("S.") or self.at.code in _CARRIED_OUT:
            return False
        third = all(known.get((focus, party)) is Side.THIRD_PARTY for party in aim)
        return third or self.at.code == _SECONDARY

    def _own_relief(self) -> bool:
        """The target that evades, or asks for relief, moves pressure on itself."""
        asked = (
            self.at.assertion.coded.direction is Direction.LOOSEN and self.at.mode is Mode.DEMANDED
        )
        return self.at.code.startswith("S.") or asked

    def _in_clause(self) -> tuple[str, ...]:
        return self.at.cast.parties(self.at.cast.within(self.at.assertion.clause.span))

    def _opponents(self, sender: Named) -> Named:
        named = self._in_clause()
        states = [
            party
            for party in named
            if party not in sender.parties and is_state(party, self.at.cast.tables)
        ]
        if states:
            return Named(tuple(states), "the other state of the clause", True)
        opponent = self.at.cast.scene.opponent
        return Named((opponent,), "the opponent in the document") if opponent else Named()

    def _aimed_aside(self, sender: Named, target: Named) -> tuple[str, ...]:
        taken = (*sender.parties, *target.parties)
        return tuple(p for p in self.at.cast.parties(self.at.attached) if p not in taken)

    def addressee(self, sender: Named, target: Named) -> Named:
        """Return the party spoken to, where it is not the sender."""
        if self.at.asked.parties:
            return self.at.asked
        if (
            self.at.code in _COUNCIL_DECIDES
            and self.at.mode in ASKED
            and COUNCIL not in sender.parties
        ):
            return Named((COUNCIL,), "the Council decides on it", False)
        aside = self._aimed_aside(sender, target)
        if aside and self._presses_through(aside):
            return Named(aside, "through whom the target is pressed", True)
        inner = set(self.at.heard.subject.parties) - set(sender.parties)
        if self.at.mode is Mode.DEMANDED and inner and (self.at.act or sender.rule == DEMANDER):
            asked = self.at.heard.subject.parties
        else:
            asked = self.at.cast.parties(
                actor
                for actor in self.at.cast.within(self.at.assertion.clause.span)
                if self.at.heard.verb <= actor.start < self.at.mention.start
            )
        parties = tuple(party for party in asked if party not in sender.parties)
        if self.at.mode is not Mode.DEMANDED:
            parties = tuple(party for party in parties if party not in target.parties)
        return Named(parties, "spoken to", True) if parties else Named()
