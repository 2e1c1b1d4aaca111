"""Reads what points back: "the country", "the regime", "both sides", "the three countries"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nkpressure.find.actor_marks import Mark, Page
from nkpressure.find.actor_table import EntityRow, Subkind, entity_rows, state_prefixes
from nkpressure.find.actor_words import Use, words
from nkpressure.find.persons import Person
from nkpressure.tables import Tables

_ONE = re.compile(
    r"\b(?:[Tt]he|[Oo]ur|[Tt]heir)\s(?:(?:impoverished|military|communist|reclusive|isolated|island"
    r"|ruling|secretive|repressive)\s)?(?P<noun>country|nation|regime|government|administration"
    r"|island nation|ruling party)(?P<own>['’]s)?\b(?!\s(?:of|to which)\b)(?!-)"
)
_MANY = re.compile(
    r"\b(?P<number>[Bb]oth|[Ee]ither|[Tt]he two|[Tt]he three|[Tt]he four|[Aa]ll three)\s"
    r"(?P<noun>countr(?:y|ies)|nations?|sides?|governments?|leaders|allies|states|parties"
    r"|neighbou?rs|Koreas)\b"
)
_OWN = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s(?P<noun>campaign|staff|aides|administration|government"
    r"|governments|master|stooges|lackeys|allies|advisers|cabinet|military|regime|counterparts?)\b"
)
_COUNTS = {"both": 2, "either": 2, "the two": 2, "the three": 3, "all three": 3, "the four": 4}
_WORD_AFTER = re.compile(r"\s([a-z-]+)")
_REACH = 1500


@dataclass(frozen=True, slots=True)
class BackReference:
    """Words that mean actors who were named before."""

    start: int
    end: int
    entity: tuple[str, ...]
    rule: str


def find_back_references(
    page: Page, marks: Sequence[Mark], persons: Sequence[Person]
) -> Iterator[BackReference]:
    """Give the words that mean a state, or several, named before; unsafe ones are left out."""
    states = [
        (m.start, e)
        for m in marks
        if m.is_state and m.name
        for e in m.name.entity
        if m.subkind is Subkind.STATE
    ]
    people = [(p.start, p.entity) for p in persons]
    for match in _ONE.finditer(page.text):
        if page.counted[match.start()]:
            ours = _speakers_state(page, match, people)
            found = ours or _one(page, match, states)
            if found is not None:
                yield found
    for match in _MANY.finditer(page.text):
        found = _many(page, match, people if match["noun"] == "leaders" else states)
        if found is not None and page.counted[match.start()]:
            yield found
    for match in _OWN.finditer(page.text):
        found = _own(page, match, states, people)
        if found is not None and page.counted[match.start()]:
            yield found


def _before(named: Sequence[tuple[int, str]], place: int) -> Iterator[str]:
    """Give who was named before a place, the nearest first."""
    for start, entity in reversed(named[: bisect_left(named, (place, ""))]):
        if place - start > _REACH:
            return
        yield entity


def _one(
    page: Page, match: re.Match[str], states: Sequence[tuple[int, str]]
) -> BackReference | None:
    noun, end = match["noun"], match.end() - len(match["own"] or "")
    if noun == "administration":
        in_america = "U.S." in page.text or "American" in page.text or "United States" in page.text
        america = ("e:us-administration",)
        return (
            BackReference(match.start(), end, america, "the administration") if in_america else None
        )
    unlikely = {f"e:{state}" for state in words(page.tables, Use.NO_REGIME)}
    for entity in _before(states, match.start()):
        if noun == "regime" and entity in unlikely:
            continue
        if noun == "ruling party":
            prefix = state_prefixes(page.tables).get(entity, entity.removeprefix("e:").lower())
            entity = f"e:{prefix}-ruling-party"
        return BackReference(match.start(), end, (entity,), f"the {noun}")
    return None


def _speakers_state(
    page: Page, match: re.Match[str], people: Sequence[tuple[int, str]]
) -> BackReference | None:
    """Read "our country" as that of whoever was named last."""
    if match[0][:3].lower() != "our":
        return None
    row = entity_rows(page.tables).get(next(_before(people, match.start()), ""))
    state = f"e:{row.country}" if row is not None and row.country else None
    if state not in entity_rows(page.tables) or state is None:
        return None
    return BackReference(match.start(), match.end(), (state,), "our country")


def _many(
    page: Page, match: re.Match[str], named: Sequence[tuple[int, str]]
) -> BackReference | None:
    wanted = _COUNTS[match["number"].lower()]
    found: list[str] = []
    for entity in _before(named, match.start()):
        if entity not in found:
            found.append(entity)
        if len(found) == wanted:
            members = tuple(reversed(found))
            coalition = _coalitions(page.tables).get(frozenset(members))
            return BackReference(
                match.start(), match.end(), (coalition,) if coalition else members, "several states"
            )
    return None


@cache
def _coalitions(tables: Tables) -> dict[frozenset[str], str]:
    rows = tables.rows(EntityRow)
    return {frozenset(row.members): row.id for row in rows if len(row.members) > 2}


def _own(
    page: Page,
    match: re.Match[str],
    states: Sequence[tuple[int, str]],
    people: Sequence[tuple[int, str]],
) -> BackReference | None:
    personal = match[0][:3].lower() in ("his", "her")
    after = _WORD_AFTER.match(page.text, match.end())
    if after is not None and after[1] in words(page.tables, Use.HEAD_AFTER):
        return None  # "its military intervention"
    owner = next(_before(people if personal else states, match.start()), None)
    if owner is None:
        return None
    noun = match["noun"]
    name = state_prefixes(page.tables).get(owner) or owner.removeprefix("e:").rsplit("-", 1)[-1]
    entity = owner if noun in ("government", "regime") and not personal else f"e:{name}-{noun}"
    return BackReference(match.start(), match.end(), (entity,), "possessive")
