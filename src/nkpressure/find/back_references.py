"""Reads what points back: "the country", "the regime", "both sides", "the three countries"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from nkpressure.find.actor_marks import Mark, Page
from nkpressure.find.actor_table import EntityRow, Subkind, entity_rows, state_prefixes
from nkpressure.find.actor_words import Use, words
from nkpressure.find.back_reference_words import Pointer, PointerKind, find_pointers, next_word
from nkpressure.find.persons import Person
from nkpressure.tables import Tables

_REACH = 1500
_CLOSE = 300  # so near, each state that is named may be the one that "their" means
# "oil to the country": not the one that sends it
_TOWARD = re.compile(r"\bto\s$")
_PEOPLE = 12  # that are looked at in one sentence
_NO_PAUSE = re.compile(r"[^.,;:!?\n—]*")
_SPEAKS = re.compile(r"\s(?:has\s|have\s|had\s|also\s)?(\w+)")


@dataclass(frozen=True, slots=True)
class BackReference:
    """Words that mean actors who were named before."""

    start: int
    end: int
    entity: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class _Named:
    """Who is named where, in text order: states, persons, bodies."""

    page: Page
    marks: Sequence[Mark]  # of the states
    states: Sequence[tuple[int, str]]
    people: Sequence[tuple[int, str]]
    bodies: Sequence[tuple[int, str]]


def find_back_references(
    page: Page, marks: Sequence[Mark], persons: Sequence[Person]
) -> Iterator[BackReference]:
    """Give the words that mean a state, or several, named before; unsafe ones are left out."""
    state = Subkind.STATE
    states = [mark for mark in marks if mark.subkind is state]
    named = _Named(
        page,
        states,
        _entities(states, state),
        [(person.start, person.entity) for person in persons],
        _entities(marks, Subkind.AGENCY, Subkind.IGO_BODY),
    )
    for pointer in find_pointers(page.text, page.tables):
        if page.counted[pointer.start]:
            entity, rule = _meant(named, pointer)
            if entity:
                yield BackReference(pointer.start, pointer.end, entity, rule)


def _speaks(page: Page, mark: Mark) -> bool:
    after = _SPEAKS.match(page.text, mark.end)
    return after is not None and after[1] in words(page.tables, Use.SPEECH)


def _entities(marks: Sequence[Mark], *subkinds: Subkind) -> list[tuple[int, str]]:
    return [
        (mark.start, entity)
        for mark in marks
        if mark.name and mark.subkind in subkinds
        for entity in mark.name.entity
    ]


def _meant(named: _Named, pointer: Pointer) -> tuple[tuple[str, ...], str]:
    match pointer.kind:
        case PointerKind.SEVERAL:
            return _several(named, pointer), "several states"
        case PointerKind.OWN:
            return _own(named, pointer), "possessive"
        case PointerKind.HOMELAND:
            return _homeland(named, pointer), "his country"
        case PointerKind.BODY:
            return _body(named, pointer), f"the {pointer.noun.lower()}"
    if pointer.first == "our":
        return _ours(named, pointer) or _one(named, pointer), "our country"
    return _one(named, pointer), f"the {pointer.noun}"


def _before(named: Sequence[tuple[int, str]], place: int) -> Iterator[tuple[int, str]]:
    """Give who was named before a place and where, the nearest first."""
    for at in range(bisect_left(named, (place, "")) - 1, -1, -1):
        start, entity = named[at]
        if place - start > _REACH:
            return
        yield start, entity


def _one(named: _Named, pointer: Pointer) -> tuple[str, ...]:
    tables = named.page.tables
    if pointer.noun == "administration":
        return ("e:us-administration",) if _is_american(named) else ()
    if pointer.first == "their" and not _one_state_near(named, pointer):
        return ()
    unlikely = {f"e:{state}" for state in words(tables, Use.NO_REGIME)}
    sender = _sender(named, pointer)
    for _, entity in _before(named.states, pointer.start):
        if (pointer.noun == "regime" and entity in unlikely) or entity == sender:
            continue
        if pointer.noun == "ruling party":
            prefix = state_prefixes(tables).get(entity, entity.removeprefix("e:").lower())
            return (f"e:{prefix}-ruling-party",)
        return (entity,)
    return ()


def _one_state_near(named: _Named, pointer: Pointer) -> bool:
    """Say whether "their" can mean but one state's people."""
    near = {
        entity
        for start, entity in _before(named.states, pointer.start)
        if pointer.start - start <= _CLOSE
    }
    return len(near) == 1


def _sender(named: _Named, pointer: Pointer) -> str | None:
    """Return who sends: in "China cut the flow of oil to the country" that is not the country."""
    text = named.page.text
    if not _TOWARD.search(text, max(0, pointer.start - 6), pointer.start):
        return None
    nearest = next(_before(named.states, pointer.start), None)
    if nearest is None or not _NO_PAUSE.fullmatch(text, nearest[0], pointer.start):
        return None
    return nearest[1]


def _is_american(named: _Named) -> bool:
    """Say whether the page speaks of the United States at all: "the administration" is theirs."""
    known = entity_rows(named.page.tables)
    everyone = (*named.states, *named.people, *named.bodies)
    return any((row := known.get(entity)) and row.country == "USA" for _, entity in everyone)


def _ours(named: _Named, pointer: Pointer) -> tuple[str, ...]:
    """Read "our country" as that of whoever spoke last, in the North's own press as the North."""
    spoken = _last_speaking(named, pointer.start)
    person = next(_before(named.people, pointer.start), None)
    if spoken is not None and (person is None or person[0] < spoken[0]):
        return (spoken[1],)
    if person is None and named.page.is_kcna:
        return ("e:PRK",)
    return _state_of(named, person[1]) if person is not None else ()


def _last_speaking(named: _Named, place: int) -> tuple[int, str] | None:
    """Return the state that spoke last before a place, and where: "Iran said"."""
    for at in range(bisect_left(named.marks, place, key=_start) - 1, -1, -1):
        mark = named.marks[at]
        if place - mark.start > _REACH:
            return None
        if mark.name is not None and _speaks(named.page, mark):
            return mark.start, mark.name.entity[-1]
    return None


def _start(mark: Mark) -> int:
    return mark.start


def _homeland(named: _Named, pointer: Pointer) -> tuple[str, ...]:
    """Read "his country" as that of whom the sentence names first, else of the one named last."""
    sentence = max(named.page.text.rfind(mark, 0, pointer.start) for mark in (". ", "\n"))
    people = list(islice(_before(named.people, pointer.start), _PEOPLE))
    inside = [person for person in people if person[0] > sentence]
    person = inside[-1] if inside else next(iter(people), None)
    return _state_of(named, person[1]) if person is not None else ()


def _state_of(named: _Named, person: str) -> tuple[str, ...]:
    known = entity_rows(named.page.tables)
    row = known.get(person)
    state = f"e:{row.country}" if row is not None and row.country else ""
    return (state,) if state in known else ()


def _body(named: _Named, pointer: Pointer) -> tuple[str, ...]:
    """Read "the panel" as the body last named with that word; None but one so named."""
    known = entity_rows(named.page.tables)
    for _, entity in _before(named.bodies, pointer.start):
        row = known.get(entity)
        if row is not None and pointer.noun.lower() in row.name.lower().split():
            return (entity,)
    return ()


def _several(named: _Named, pointer: Pointer) -> tuple[str, ...]:
    among = named.people if pointer.noun == "leaders" else named.states
    found: list[str] = []
    for _, entity in _before(among, pointer.start):
        if entity not in found:
            found.append(entity)
        if len(found) == pointer.count:
            members = tuple(reversed(found))
            coalition = _coalitions(named.page.tables).get(frozenset(members))
            return (coalition,) if coalition else members
    return ()


@cache
def _coalitions(tables: Tables) -> dict[frozenset[str], str]:
    rows = tables.rows(EntityRow)
    return {frozenset(row.members): row.id for row in rows if len(row.members) > 2}


def _own(named: _Named, pointer: Pointer) -> tuple[str, ...]:
    page, noun = named.page, pointer.noun
    personal = pointer.first in ("his", "her")
    if next_word(page.text, pointer.end) in words(page.tables, Use.HEAD_AFTER):
        return ()  # "its military intervention"
    among = named.people if personal else named.states
    owner = next((entity for _, entity in _before(among, pointer.start)), None)
    if owner is None:
        return ()
    if noun in ("government", "regime") and not personal:
        return (owner,)
    name = state_prefixes(page.tables).get(owner) or owner.removeprefix("e:").rsplit("-", 1)[-1]
    return (f"e:{name}-{noun}",)
