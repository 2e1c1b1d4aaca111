"""What the tables know of those who speak: kind of entity, country, other names, source nouns."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from nkpressure.tables import Tables

_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class SpeakingEntity:
    """An entity as far as its voice matters: what it is, and for which country it speaks."""

    TABLE: ClassVar[str] = "entities.csv"

    id: str
    subkind: str
    country: str | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name of an entity, such as an outlet's short name."""

    TABLE: ClassVar[str] = "names.csv"

    entity: str
    name: str


@dataclass(frozen=True, slots=True)
class SourceNoun:
    """A noun for those who speak, with the group that it belongs to."""

    TABLE: ClassVar[str] = "source_nouns.csv"

    noun: str
    group: str


@cache
def speaking_entities(tables: Tables) -> Mapping[str, SpeakingEntity]:
    """Return the entities by id."""
    return {row.id: row for row in tables.rows(SpeakingEntity)}


@cache
def source_groups(tables: Tables) -> Mapping[str, frozenset[str]]:
    """Return the groups of each noun for a source."""
    found: dict[str, set[str]] = {}
    for row in tables.rows(SourceNoun):
        found.setdefault(row.noun, set()).add(row.group)
    return {noun: frozenset(groups) for noun, groups in found.items()}


@cache
def _outlets(tables: Tables) -> Mapping[str, str]:
    kinds = speaking_entities(tables)
    return {
        slug(row.name).replace("-", ""): row.entity
        for row in tables.rows(OtherName)
        if row.entity in kinds and kinds[row.entity].subkind == "media"
    }


@cache
def _coalitions(tables: Tables) -> Mapping[frozenset[str], str]:
    rows = speaking_entities(tables).values()
    return {frozenset(row.members): row.id for row in rows if row.members}


def outlet_id(outlet: str, tables: Tables) -> str:
    """Return an outlet's id: that of the table where a name of it fits, else its own slug."""
    return _outlets(tables).get(slug(outlet).replace("-", ""), f"e:{slug(outlet)}")


def coalition_id(members: tuple[str, ...], tables: Tables) -> str:
    """Return the id of those together: the coalition of just these, else all ids joined."""
    return _coalitions(tables).get(frozenset(members), "+".join(dict.fromkeys(members)))


def slug(name: str) -> str:
    """Return a name as an id: small plain letters with hyphens.

    >>> slug("Jacob J. Lew")
    'jacob-j-lew'
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _BETWEEN_WORDS.sub("-", name.lower()).strip("-")
