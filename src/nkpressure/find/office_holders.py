"""Says who holds an office that the text names without its holder: "the president"."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain

from nkpressure.find.actor_marks import Mark, Page
from nkpressure.find.actor_table import OfficeRow, entity_rows, offices_of, state_prefixes
from nkpressure.find.actor_words import slug
from nkpressure.find.persons import Person
from nkpressure.tables import Tables

# So many mentions away, "the minister" may still mean him
_RECENT = 60
_SPEAKERS = ("spokesman", "spokeswoman", "spokesperson")
_FORMER = ("former ", "ex-", "late ", "onetime ")
_WITH_TITLE = ("title and name", "title before")
_LONGEST_TITLE = 30


@dataclass(frozen=True, slots=True)
class Office:
    """An office that stands alone: its title, the words around that, whether with "the"."""

    title: str
    shown: str
    definite: bool
    place: int

    @property
    def past(self) -> bool:
        """Say whether it is an office once held: "the former secretary"."""
        return self.shown.lower().removeprefix("the ").startswith(_FORMER)


@dataclass(frozen=True, slots=True)
class Holders:
    """Who is named in a text: where, and with which titles before the name."""

    named: Sequence[tuple[int, str]]
    titles: Mapping[str, Collection[str]]  # "president ", "former us president "
    borne: dict[tuple[str, str, bool], bool]  # who bears which title: asked once

    def bears(self, entity: str, office: Office) -> bool:
        """Say whether the text itself names somebody with the title."""
        asked = entity, office.title, office.past
        if asked not in self.borne:
            shown = self.titles.get(entity, ())
            self.borne[asked] = any(_bears(one, office) for one in shown)
        return self.borne[asked]


def read_holders(page: Page, persons: Sequence[Person]) -> Holders:
    """Gather the persons of a text, in text order, with what stands before their names."""
    titles: dict[str, set[str]] = defaultdict(set)
    for person in persons:
        if person.rule in _WITH_TITLE:
            shown = page.text[max(0, person.start - _LONGEST_TITLE) : person.end].lower()
            own = shown[-(person.end - person.start) :]
            words = own if person.rule == "title and name" else shown
            titles[person.entity].add(words)
    named = sorted((person.start, person.entity) for person in persons)
    return Holders(named, titles, {})


def find_holder(
    page: Page, office: Office, owners: tuple[Mark, ...], holders: Holders
) -> str | None:
    """Say who is meant: whoever was named and holds it, whoever held it then, else the office."""
    country = next((c for owner in owners if (c := _country(page, owner))), None)
    if office.definite:
        nearest = bisect_left(holders.named, (office.place, ""))
        before = reversed(holders.named[max(0, nearest - _RECENT) : nearest])
        after = holders.named[nearest : nearest + _RECENT]
        around = list(dict.fromkeys(entity for _, entity in chain(before, after)))
        for fits in (_titled, _in_post):
            for entity in around:
                if _is_from(page, entity, country) and fits(page, entity, office, holders):
                    return entity
        dated = _in_office(page, office.title, country)
        if dated is not None:
            return dated
    if not owners:
        top = office.definite and office.title in _sole_offices(page.tables)
        return f"e:{slug(office.title)}" if top else None
    return f"e:{owner_slug(page, owners)}-{slug(_shared_title(office.title))}"


def _shared_title(title: str) -> str:
    return "spokesperson" if title in _SPEAKERS else title


def owner_slug(page: Page, owners: Sequence[Mark]) -> str:
    """Return the beginning of an office's id: "us", "white-house", "prc-foreign-ministry"."""
    parts: list[str] = []
    for owner in owners:
        if owner.name is not None:
            entity = owner.name.entity[0]
            parts = [state_prefixes(page.tables).get(entity, entity.removeprefix("e:"))]
        elif owner.noun is not None:
            ministry = owner.noun.slug.endswith("ministry")
            parts = ["prc" if ministry and part == "chinese" else part for part in parts]
            parts.append(owner.noun.slug)
    return "-".join(parts)


def _country(page: Page, owner: Mark) -> str | None:
    if owner.name is None:
        return None
    entity = owner.name.entity[0]
    row = entity_rows(page.tables).get(entity)
    return row.country if row and row.country else None


def _is_from(page: Page, entity: str, country: str | None) -> bool:
    row = entity_rows(page.tables).get(entity)
    return country is None or row is None or row.country == country


def _titled(_page: Page, entity: str, office: Office, holders: Holders) -> bool:
    return holders.bears(entity, office)


def _in_post(page: Page, entity: str, office: Office, _holders: Holders) -> bool:
    """Say whether somebody has the office on that day: a candidate is not yet "the president"."""
    day = page.document.published
    return any(
        _names(spell.office, office.title)
        and (office.past or day is None or _covers(spell, day.first))
        for spell in offices_of(page.tables).get(entity, ())
    )


def _bears(shown: str, office: Office) -> bool:
    """Say whether a name stands with the title: not "Vice President" for "the president"."""
    before, found, _ = shown.rpartition(f"{office.title} ")
    gone = any(word in before for word in _FORMER)
    return (
        bool(found) and not before.endswith(("vice ", "vice-", "deputy ")) and gone == office.past
    )


def _covers(spell: OfficeRow, day: date) -> bool:
    begun = spell.start is None or spell.start <= day
    return begun and (spell.end is None or day < spell.end)


def _names(office: str, title: str) -> bool:
    """Say whether a title may name an office: "secretary of state" for "Secretary of State"."""
    shown = office.lower()
    if title in _SPEAKERS:
        return shown.startswith("spokesperson")
    return shown == title or (f" {title}" in f" {shown}" and not shown.startswith("vice"))


def _in_office(page: Page, title: str, country: str | None) -> str | None:
    published = page.document.published
    if published is None or country is None:
        return None
    holders = {
        office.person
        for office in _by_country(page.tables).get(country, ())
        if office.start is not None
        and office.start <= published.first
        and (office.end is None or published.first < office.end)
        and (office.office.lower() == title or _leads(office.office, title))
    }
    return holders.pop() if len(holders) == 1 else None


def _leads(office: str, title: str) -> bool:
    return title == "leader" and office.lower() in ("supreme leader", "general secretary")


@cache
def _sole_offices(tables: Tables) -> frozenset[str]:
    """Return the titles that are some office's whole name: "president", not "director"."""
    return frozenset(row.office.lower() for row in tables.rows(OfficeRow))


@cache
def _by_country(tables: Tables) -> dict[str, tuple[OfficeRow, ...]]:
    found: dict[str, list[OfficeRow]] = {}
    for office in tables.rows(OfficeRow):
        if office.country:
            found.setdefault(office.country, []).append(office)
    return {country: tuple(rows) for country, rows in found.items()}
