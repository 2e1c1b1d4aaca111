"""To which series a signal belongs, in which role its sender acts, and whether it counts."""

from dataclasses import dataclass
from enum import StrEnum

from nkpressure.find.chains import Level
from nkpressure.find.directions import Direction
from nkpressure.find.instruments import Mode
from nkpressure.ledger.parties import Scene, Side, parties_of, sides
from nkpressure.ledger.roles import Roles
from nkpressure.ledger.voices import Voice
from nkpressure.tables import Tables


class Series(StrEnum):
    """The three series that are never summed, and the advice that is never counted."""

    SENDER_PRESSURE = "sender_pressure"
    THIRD_PARTY = "third_party"
    TARGET_RESPONSE = "target_response"
    COMMENTARY = "commentary"


class Role(StrEnum):
    """What the sender of a signal is in it."""

    SENDER = "sender"
    TARGET = "target"
    THIRD_PARTY_ENABLER = "third_party_enabler"
    ENFORCER = "enforcer"
    EVADER = "evader"
    COMMENTATOR = "commentator"


@dataclass(frozen=True, slots=True)
class Act:
    """What is done, for placing it: the code, the direction, the mode and the kind of denial."""

    code: str
    direction: Direction
    mode: Mode
    denial: str | None = None
    advised: bool = False  # an author says what others should do


@dataclass(frozen=True, slots=True)
class Placed:
    """A signal's series, role, sub-kind and whether it counts, each with its reason."""

    series: Series | None
    role: Role | None
    sub: str | None
    counts: bool
    rule: str


_ONLY_SENDERS = ("S.", "F.")  # whoever imposes them is a sender, named or not
_NOT_ONLY_SENDERS = ("S.ENF", "S.EVADE", "S.EXEMPT")
_NO_WORD_OF_ITS_OWN = (Mode.PREDICTED, Mode.HYPOTHETICAL)


def placed(act: Act, roles: Roles, voice: Voice, scene: Scene, tables: Tables) -> Placed:
    """Place a signal among the series, after the codebook."""
    if act.advised:
        return Placed(
            Series.COMMENTARY,
            Role.COMMENTATOR,
            "author_prescription",
            False,
            "series: the author's advice",
        )
    series, rule = _series(act, roles, scene, tables)
    sub = act.denial if act.mode is Mode.DENIED else _accusation(act, roles, voice, tables)
    role = _role(series, act, voice)
    return Placed(series, role, sub, _counts(series, act, sub), f"series: {rule}")


def _series(act: Act, roles: Roles, scene: Scene, tables: Tables) -> tuple[Series | None, str]:
    senders = roles.sender.parties
    if not senders:
        only = act.code.startswith(_ONLY_SENDERS) and act.code not in _NOT_ONLY_SENDERS
        if only and act.direction is not Direction.LOOSEN:
            return Series.SENDER_PRESSURE, "only a sender imposes it"
        return None, "no sender is named"
    if scene.target in senders and (len(senders) == 1 or act.code == "S.EVADE"):
        return Series.TARGET_RESPONSE, "the sender is the target"
    known = [side for target in roles.target.parties for side in _known(target, senders, tables)]
    if Side.SENDER in known and not _partner_eases(act, senders, scene):
        return Series.SENDER_PRESSURE, "the sender presses on this target"
    if known or act.code == "S.EVADE" or act.direction is Direction.LOOSEN:
        return Series.THIRD_PARTY, "the sender is a third party to this target"
    return Series.SENDER_PRESSURE, "the sender tightens or holds"


def _known(target: str, senders: tuple[str, ...], tables: Tables) -> list[Side]:
    table = sides(tables)
    return [table[target, sender] for sender in senders if (target, sender) in table]


def _partner_eases(act: Act, senders: tuple[str, ...], scene: Scene) -> bool:
    """A partner of the main sender that courts the target is a third party to the pressure."""
    softens = act.direction is Direction.LOOSEN and act.code.startswith(("N.", "S.EXEMPT"))
    return softens and scene.main_sender is not None and scene.main_sender not in senders


def _accusation(act: Act, roles: Roles, voice: Voice, tables: Tables) -> str | None:
    """A judgement on what another does to one's side, or for the other, accuses."""
    if act.mode is not Mode.ASSESSED or voice.speaker is None:
        return None
    own = parties_of(voice.speaker, tables)
    blamed = [party for party in roles.sender.parties if party not in own]
    worse = act.code in ("S.EVADE", "G.PRESS") or act.code.startswith("F.")
    return "accuse" if blamed and worse else None


def _role(series: Series | None, act: Act, voice: Voice) -> Role | None:
    if series is None:
        return None
    if series is Series.TARGET_RESPONSE:
        return Role.EVADER if act.code == "S.EVADE" else Role.TARGET
    if act.mode is Mode.PREDICTED and voice.level is Level.L0:
        return Role.COMMENTATOR
    carried_out = act.mode is Mode.ACTION_TAKEN or series is Series.THIRD_PARTY
    if act.code == "S.ENF" and carried_out and act.direction is Direction.TIGHTEN:
        return Role.ENFORCER
    if series is Series.THIRD_PARTY:
        return Role.THIRD_PARTY_ENABLER
    return Role.SENDER


def _counts(series: Series | None, act: Act, sub: str | None) -> bool:
    if series is None or act.mode in _NO_WORD_OF_ITS_OWN:
        return False
    if act.direction is Direction.AMBIGUOUS and act.code.startswith("N."):
        return False
    return not (series is Series.TARGET_RESPONSE and sub in ("protest", "deny_fact"))
