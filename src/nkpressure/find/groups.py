"""Finds bodies and groups that a noun names: "Chinese firms", "the Iranian navy", "analysts"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from nkpressure.find.actor_marks import Mark, Page
from nkpressure.find.actor_table import ActorForm, entity_rows, state_prefixes
from nkpressure.find.actor_words import GroupNounRow, Reading, Use, modifiers, slug, words
from nkpressure.find.group_extent import (
    OWNED_FROM_BEHIND,
    After,
    after_noun,
    before_noun,
    is_near,
    owner_before,
    speech_follows,
)
from nkpressure.find.persons import Person
from nkpressure.tables import Tables

_WORD_AFTER = re.compile(r"\s([a-z-]+)")
_NEAR = 400
_ONE_OF = re.compile(
    r"(?i)\b(?:the|an?|one|this|that|another|any|each|every|its|their|his|her|our)\s"
)
# A member is looked up in its enumeration ten times as slowly as a name of the module.
_GROUP, _MODIFIED, _CAMPAIGN = Reading.GROUP, Reading.MODIFIED, Reading.CAMPAIGN
_NEEDS_PLURAL = (Reading.GROUP, Reading.STATE)  # where no owner is named
_HEAD_AFTER = Use.HEAD_AFTER


class Group(NamedTuple):
    """A body or a group at its place."""

    start: int
    end: int
    entity: tuple[str, ...]
    form: ActorForm
    rule: str


def find_groups(page: Page, marks: Sequence[Mark], persons: Sequence[Person]) -> Iterator[Group]:
    """Give each body or group that a noun of the table names with a state, a place or a word."""
    at = {mark.start: mark for mark in marks}
    ending = {mark.end: mark for mark in marks}
    named = 0  # where the last name ended
    for mark in marks:
        if mark.name is not None:
            named = mark.end
        elif mark.noun is not None:
            found = _group(page, mark, mark.noun, at, ending, named)
            if found is not None:
                meant = _one_named_before(page, mark, mark.noun, found, persons)
                yield found._replace(entity=(meant,)) if meant else found


def _one_named_before(
    page: Page, mark: Mark, noun: GroupNounRow, group: Group, persons: Sequence[Person]
) -> str | None:
    """Read "the Japanese politician" as the one who was just named, where the country agrees."""
    if noun.reading is not _GROUP or page.text[group.start : group.start + 4].lower() != "the ":
        return None
    if _is_plural(page, mark, noun):
        return None
    before = bisect_left(persons, group.start, key=lambda person: person.start)
    if not before or group.start - persons[before - 1].end > _NEAR:
        return None
    entity = persons[before - 1].entity
    row = entity_rows(page.tables).get(entity)
    country = row.country if row else None
    states = state_prefixes(page.tables)
    own = states.get(f"e:{country}", "") if country else ""
    return entity if not country or group.entity[0].startswith(f"e:{own}") else None


def _group(
    page: Page,
    mark: Mark,
    noun: GroupNounRow,
    at: dict[int, Mark],
    ending: dict[int, Mark],
    named: int,
) -> Group | None:
    if _only_describes(page, mark, noun, at):
        return None
    near = is_near(page.text, named, mark.start)
    owner = owner_before(page, mark, noun, ending) if near else None
    needs_owner = owner is None and not _stands_alone(page, mark, noun)
    if needs_owner and noun.reading not in OWNED_FROM_BEHIND:
        return None
    after = after_noun(page, mark, noun, at)
    if needs_owner and after.owner is None:
        return None
    start, telling = before_noun(
        page, owner.start if owner else mark.start, ending, owned=owner is not None
    )
    if not _is_actor(page, mark, noun, owner, after, start, telling):
        return None
    entity = _entity(page, mark, noun, owner, after.owner, start, after.tail)
    if entity is None:
        return None
    form = ActorForm.NAME if page.text[mark.start].isupper() else ActorForm.NOMINAL
    return Group(start, after.end, (entity,), form, f"group noun: {noun.reading.value}")


def _only_describes(page: Page, mark: Mark, noun: GroupNounRow, at: dict[int, Mark]) -> bool:
    """Say whether another noun follows: "military exercises", "official name"."""
    if page.text[mark.end : mark.end + 1] in ("-", "–"):
        return True
    following = at.get(mark.end + 1)
    if following is not None and (following.is_person or following.noun is not None):
        return True
    after = _WORD_AFTER.match(page.text, mark.end)
    return after is not None and after[1] in words(page.tables, _HEAD_AFTER)


def _is_plural(page: Page, mark: Mark, noun: GroupNounRow) -> bool:
    shown = page.text[mark.start : mark.end].lower()
    return shown == noun.plural or (noun.plural is None and shown == noun.noun)


def _is_actor(
    page: Page,
    mark: Mark,
    noun: GroupNounRow,
    owner: Mark | None,
    after: After,
    start: int,
    telling: str,
) -> bool:
    reading = noun.reading
    if reading is _CAMPAIGN:
        return owner is not None and owner.is_person
    plural = _is_plural(page, mark, noun)
    counted = plural or _ONE_OF.match(page.text, start) is not None
    if reading is _MODIFIED:
        seated = owner is not None and page.text[owner.end] == "-"  # "a Pakistan-based group"
        return counted and (telling == "telling" or seated or (owner is not None and bool(telling)))
    if reading is _GROUP and not (plural or (counted and _is_lower(page, mark))):
        return False  # "the Republican National Convention" has no national
    if owner is not None or after.owner is not None:
        return True
    if reading is _GROUP:
        return plural and (telling == "telling" or after.tells or speech_follows(page, mark))
    return reading is Reading.STATE and plural and telling == "telling"


def _stands_alone(page: Page, mark: Mark, noun: GroupNounRow) -> bool:
    """Say whether a noun may be an actor without the state or the body whose group it is."""
    if noun.reading in _NEEDS_PLURAL:
        return _is_plural(page, mark, noun)
    return noun.reading is _MODIFIED


def _is_lower(page: Page, mark: Mark) -> bool:
    return page.text[mark.start].islower()


def _entity(
    page: Page,
    mark: Mark,
    noun: GroupNounRow,
    owner: Mark | None,
    beyond: Mark | None,
    start: int,
    tail: str,
) -> str | None:
    possessor = owner or beyond
    if possessor is None or possessor.name is None:
        telling = [
            word
            for word in re.findall(r"[\w-]+", page.text[start : mark.start].lower())
            if modifiers(page.tables).get(word) == "telling" or word not in _light(page.tables)
        ]
        return "e:" + "-".join([*(slug(word) for word in telling), _last_part(noun)]) + tail
    holder = possessor.name.entity[0]
    if noun.reading in (Reading.STATE, Reading.SIDE) and possessor.is_state:
        return holder
    if noun.reading is Reading.PEOPLE and not possessor.is_state:
        return None
    if possessor.is_person:
        row = entity_rows(page.tables).get(holder)
        name = slug(row.surname) if row and row.surname else holder.removeprefix("e:")
        return f"e:{name}-{_last_part(noun)}"
    prefix = _prefix(page, possessor, noun)
    between = _between(page, owner, mark) if owner is not None else ""
    others = _others(page, start, owner)
    tail = tail if owner is not None else ""
    return f"e:{others}{prefix}-{between}{_last_part(noun)}{tail}"


def _last_part(noun: GroupNounRow) -> str:
    return noun.slug or slug(noun.plural or noun.noun)


@cache
def _light(tables: Tables) -> frozenset[str]:
    plain = {word for word, kind in modifiers(tables).items() if kind == "plain"}
    return words(tables, Use.STOP) | frozenset(plain) | {"the", "a", "an"}


def _prefix(page: Page, possessor: Mark, noun: GroupNounRow) -> str:
    if possessor.name is None or possessor.name.form is ActorForm.METONYM:
        # "policy makers in Beijing" are Beijing's
        return slug(page.text[possessor.start : possessor.end])
    holder = possessor.name.entity[0]
    # The field says "PRC Foreign Ministry" of the body, "Chinese firms" of the people
    if holder == "e:CHN" and noun.slug.endswith("ministry"):
        return "prc"
    return state_prefixes(page.tables).get(holder, holder.removeprefix("e:").lower())


def _between(page: Page, owner: Mark, mark: Mark) -> str:
    light = _light(page.tables)
    between = re.findall(r"[A-Za-z][\w-]*", page.text[owner.end : mark.start].lower())
    return "".join(slug(word) + "-" for word in between if word not in light and word != "s")


def _others(page: Page, start: int, owner: Mark | None) -> str:
    """Read the second state of "Chinese and American officials" into the id."""
    if owner is None:
        return ""
    shown = page.text[start : owner.start]
    return "" if " and " not in shown and "," not in shown else _first_state(page, shown)


def _first_state(page: Page, shown: str) -> str:
    for entity, prefix in state_prefixes(page.tables).items():
        if re.search(rf"\b{re.escape(prefix)}\b", slug(shown)):
            return prefix + "-" if entity else ""
    return ""
