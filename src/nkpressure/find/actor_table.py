"""The actors that the tables know: entities, their names, the offices they held."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.tables import Tables


class ActorForm(StrEnum):
    """How an actor is named."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    NOMINAL = "nominal"
    EPITHET = "epithet"
    TITLE = "title"
    NAME_PAIR = "name_pair"
    DEMONYM_PAIR = "demonym_pair"
    NAME_NATIVE = "name_native"
    HANDLE = "handle"
    PRONOUN_AUTHOR = "pronoun_author"


class Subkind(StrEnum):
    """What sort of actor an entity is."""

    STATE = "state"
    PERSON = "person"
    AGENCY = "agency"
    MEDIA = "media"
    IGO = "igo"
    IGO_BODY = "igo_body"
    GROUP = "group"
    COALITION = "coalition"
    COLLECTIVE = "collective"
    SUBNATIONAL = "subnational"
    ANONYMOUS = "anonymous"


class Article(StrEnum):
    """Whether "the" belongs to a name."""

    NO = "no"
    YES = "yes"  # taken along where it stands
    ALWAYS = "always"  # without it, the words mean something else


class Needs(StrEnum):
    """What must hold, besides the words, for a name to mean its entity."""

    ACTS = "acts"  # a capital that does something, rather than one where something happens
    BEFORE_HYPHEN = "before hyphen"  # "Sino" in "Sino-American"
    BEFORE_SPEECH = "before speech"  # "The Hill reported"
    KCNA = "kcna"  # only in a text of North Korea's own outlets
    NOT_KCNA = "not kcna"


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An actor; `surname` only for persons, `members` only for coalitions."""

    TABLE: ClassVar[str] = "entities.csv"

    id: str
    name: str
    subkind: Subkind
    country: str | None
    surname: str | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name of an entity (or of two), and when it may be read so."""

    TABLE: ClassVar[str] = "names.csv"

    entity: tuple[str, ...]
    name: str
    form: ActorForm
    article: Article
    needs: Needs | None
    beside: tuple[str, ...]
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office that a person held from the first to the last day given."""

    TABLE: ClassVar[str] = "offices.csv"

    person: str
    office: str
    affiliation: str
    country: str | None
    start: date | None
    end: date | None


def entity_name(tables: Tables, entity: str) -> str | None:
    """Say how the tables call an entity; None for one that only a text names.

    >>> from nkpressure.tables import read_tables
    >>> entity_name(read_tables(), "e:kim-jong-un")
    'Kim Jong Un'
    """
    row = entity_rows(tables).get(entity)
    return row.name if row else None


@cache
def entity_rows(tables: Tables) -> dict[str, EntityRow]:
    """Return the rows of the entities by id."""
    return {row.id: row for row in tables.rows(EntityRow)}


@cache
def known_surnames(tables: Tables) -> dict[str, tuple[str, ...]]:
    """Return the persons of the table who share each surname."""
    persons: dict[str, list[str]] = {}
    for row in tables.rows(EntityRow):
        if row.surname:
            persons.setdefault(row.surname, []).append(row.id)
    return {surname: tuple(ids) for surname, ids in persons.items()}


@cache
def offices_of(tables: Tables) -> dict[str, tuple[OfficeRow, ...]]:
    """Return the offices that each person held."""
    offices: dict[str, list[OfficeRow]] = {}
    for row in tables.rows(OfficeRow):
        offices.setdefault(row.person, []).append(row)
    return {person: tuple(rows) for person, rows in offices.items()}


@cache
def state_prefixes(tables: Tables) -> dict[str, str]:
    """Return the word with which ids of a state's groups begin: "chinese", "dprk", "us"."""
    prefixes = dict(_SHORT)
    for row in tables.rows(NameRow):
        plain_adjective = row.form is ActorForm.DEMONYM and row.needs is None
        if plain_adjective and row.article is Article.NO and len(row.entity) == 1:
            prefixes.setdefault(row.entity[0], row.name.lower().replace(" ", "-"))
    return prefixes


# The field writes "DPRK workers", "US banks" in its ids, not "north-korean-workers".
_SHORT = {
    "e:PRK": "dprk",
    "e:KOR": "rok",
    "e:USA": "us",
    "e:GBR": "uk",
    "e:UN": "un",
    "e:EU": "eu",
    "e:ARE": "uae",
}
