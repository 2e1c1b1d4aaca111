"""Who stands behind an actor, on which side a party is, and whom a document is about.

A secretary of state acts for his state, a joint statement for its signatories. Which states press
on which target, and which are third parties to it, is a table (sides.csv).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import ClassVar

from nkpressure.codebook import read_codebook
from nkpressure.find.actor_table import Subkind, entity_rows, state_prefixes
from nkpressure.find.actors import ActorMention
from nkpressure.tables import Tables


class Side(StrEnum):
    """On which side of the pressure a party stands."""

    SENDER = "sender"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True, slots=True)
class SideRow:
    """A party's side towards a target."""

    TABLE: ClassVar[str] = "sides.csv"

    target: str
    party: str
    side: Side


_OWN_VOICE = frozenset({Subkind.IGO, Subkind.IGO_BODY})


@cache
def sides(tables: Tables) -> Mapping[tuple[str, str], Side]:
    """Return the side of each listed party towards each listed target."""
    return {(row.target, row.party): row.side for row in tables.rows(SideRow)}


@cache
def listed_targets(tables: Tables) -> frozenset[str]:
    """Return the states that the table knows as targets of pressure."""
    return frozenset(row.target for row in tables.rows(SideRow))


@lru_cache(maxsize=65_536)
def parties_of(entity: str, tables: Tables) -> tuple[str, ...]:
    """Return the states, or the organisation of states, for which an actor acts.

    An actor of whom the tables know no state stands for itself.

    >>> from nkpressure.tables import read_tables
    >>> parties_of("e:mike-pompeo", read_tables()), parties_of("e:UNSC", read_tables())
    (('e:USA',), ('e:UNSC',))
    """
    row = entity_rows(tables).get(entity)
    if row is None:
        state = _state_by_prefix(entity, tables)
        return (state,) if state else (entity,)
    if row.members:
        return row.members
    if row.subkind in _OWN_VOICE or row.country is None:
        return (entity,)
    state = f"e:{row.country}"
    return (state,) if state in entity_rows(tables) else (entity,)


@lru_cache(maxsize=65_536)
def _state_by_prefix(entity: str, tables: Tables) -> str | None:
    """The ids of a state's groups begin with its name: "e:chinese-police", "e:rok-military"."""
    name = entity.removeprefix("e:")
    begins = [name[:at] for at, mark in enumerate(name) if mark == "-"]
    found = [state for begin in begins for state in _states_by_prefix(tables).get(begin, ())]
    return found[0] if len(found) == 1 else None


@cache
def _states_by_prefix(tables: Tables) -> Mapping[str, Sequence[str]]:
    states: dict[str, list[str]] = defaultdict(list)
    for state, prefix in state_prefixes(tables).items():
        if state in entity_rows(tables):
            states[prefix].append(state)
    return states


def is_state(entity: str, tables: Tables) -> bool:
    """Say whether an id is that of a state or of an organisation of states."""
    row = entity_rows(tables).get(entity)
    return row is not None and (row.subkind is Subkind.STATE or row.subkind in _OWN_VOICE)


def is_known(entity: str, tables: Tables) -> bool:
    """Say whether the tables know a party; a pattern alone may have taken a name for one."""
    return entity in entity_rows(tables) or _state_by_prefix(entity, tables) is not None


def is_person(entity: str | None, tables: Tables) -> bool:
    """Say whether an actor is a person, as far as the tables know."""
    row = entity_rows(tables).get(entity or "")
    return row is not None and row.subkind is Subkind.PERSON


def all_parties(entities: Iterable[str], tables: Tables) -> tuple[str, ...]:
    """Return the parties behind several actors, each once, in their order."""
    return tuple(dict.fromkeys([p for entity in entities for p in parties_of(entity, tables)]))


def speaking_parties(speaker: str | None, tables: Tables) -> tuple[str, ...]:
    """Return the parties for which a speaker speaks; a newspaper speaks for none."""
    if speaker is None:
        return ()
    row = entity_rows(tables).get(speaker)
    if row is not None and row.subkind is Subkind.MEDIA:
        return ()
    return parties_of(speaker, tables)


@dataclass(frozen=True, slots=True)
class Scene:
    """Whom a document is about: the target it names most often, and that target's opponent."""

    target: str | None
    opponent: str | None
    main_sender: str | None = None  # the first that the table lists for that target


def scene_of(actors: Iterable[ActorMention], tables: Tables) -> Scene:
    """Return the target that a document is about, and the sender that it names most.

    That is the codebook's own target where the document names it about as often as any other.
    """
    named: Counter[str] = Counter()
    for entity, times in Counter([actor.entity for actor in actors]).items():
        for party in all_parties(entity, tables):
            named[party] += times
    own = read_codebook(tables).target.entity
    targets = [party for party in named if party in listed_targets(tables) or party == own]
    most = max(targets, key=lambda party: named[party], default=None)
    if most is None:
        return Scene(None, None)
    target = own if _AS_OFTEN * named[own] >= named[most] else most
    known = sides(tables)
    senders = [party for party in named if known.get((target, party)) is Side.SENDER]
    senders = [party for party in senders if party not in ("e:UN", "e:UNSC")]
    opponent = max(senders, key=lambda party: named[party], default=None)
    first = next((row.party for row in tables.rows(SideRow) if row.target == target), None)
    return Scene(target, opponent, first)


_AS_OFTEN = 2  # the codebook's target may be named half as often as another
