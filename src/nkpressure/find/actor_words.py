"""The words that help to tell actors: titles, group nouns, parts of names, what is no actor."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import ClassVar

from nkpressure.tables import Tables


class TitleKind(StrEnum):
    """What a title says of its holder; occupations do not belong to the name."""

    OFFICE = "office"
    RANK = "rank"
    HONORIFIC = "honorific"
    OCCUPATION = "occupation"


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A title; where `alone` is yes, "the foreign minister" may stand for the person."""

    TABLE: ClassVar[str] = "titles.csv"

    title: str
    kind: TitleKind
    alone: bool


class Reading(StrEnum):
    """How a group noun is read beside a state."""

    STATE = "state"  # "the Chinese government" is China
    AGENCY = "agency"  # a body of the state
    GROUP = "group"  # some of its people or firms
    PEOPLE = "people"  # only with a state: "the Chinese people"
    ADMINISTRATION = "administration"  # of a state or of its head
    CAMPAIGN = "campaign"  # of a person
    MODIFIED = "modified"  # only with a telling adjective: "regional powers"
    SIDE = "side"  # "the Chinese side"


@dataclass(frozen=True, slots=True)
class GroupNounRow:
    """A noun for a body or a group; its slug is the last part of the ids built with it."""

    TABLE: ClassVar[str] = "group_nouns.csv"

    noun: str
    plural: str | None
    slug: str
    subkind: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class GroupModifierRow:
    """An adjective before a group noun; a telling one makes the bare noun an actor."""

    TABLE: ClassVar[str] = "group_modifiers.csv"

    word: str
    kind: str


@dataclass(frozen=True, slots=True)
class NotActorRow:
    """A phrase with an actor's name in it that is no actor: a sea, a war, a currency."""

    TABLE: ClassVar[str] = "not_actors.csv"

    phrase: str


class NamePart(StrEnum):
    """What a word of a personal name is."""

    GIVEN = "given"
    KOREAN_SURNAME = "korean surname"
    CHINESE_SURNAME = "chinese surname"


@dataclass(frozen=True, slots=True)
class NamePartRow:
    """A given name or an East Asian surname."""

    TABLE: ClassVar[str] = "name_parts.csv"

    part: str
    kind: NamePart


class Use(StrEnum):
    """What a helping word is used for."""

    ORGANISATION_LAST = "organisation last"  # "... Institute"
    ORGANISATION_FIRST = "organisation first"  # "Institute of ..."
    OTHER_NAME_LAST = "other name last"  # "... Square": a name, but of no actor
    NOT_A_NAME = "not a name"  # capitalised words that begin no personal name
    SPEECH = "speech"
    TRAVEL = "travel"  # "flew to Beijing": a place
    SENDS = "sends"  # "pressure from Beijing": an actor
    STOP = "stop"  # ends a noun phrase
    SWALLOWS = "swallows"  # "Special Economic Zone" takes the state's name in
    PLACE_PHRASE = "place phrase"  # "in Beijing"
    MAY_OPEN = "may open"  # plain words that open a body's name: "National ... Office"
    BEFORE_TITLE = "before title"  # "former", "acting"
    DEALING = "dealing"  # "firms doing business with ..."
    HEAD_AFTER = "head after"  # "military exercises": the group noun only describes
    SHIP = "ship"  # "the carrier Theodore Roosevelt" is no person
    NO_REGIME = "no regime"  # states that "the regime" does not mean


@dataclass(frozen=True, slots=True)
class ActorWordRow:
    """A helping word and its use."""

    TABLE: ClassVar[str] = "actor_words.csv"

    word: str
    use: Use


@dataclass(frozen=True, slots=True)
class PlaceNameRow:
    """A place's names, so that "San Diego" is not taken for a person."""

    TABLE: ClassVar[str] = "places.csv"

    name: str
    aliases: tuple[str, ...]


@cache
def words(tables: Tables, *uses: Use) -> frozenset[str]:
    """Return the helping words of one use, or of several."""
    return frozenset(row.word for row in tables.rows(ActorWordRow) if row.use in uses)


@cache
def name_parts(tables: Tables, kind: NamePart) -> frozenset[str]:
    """Return the given names, or the Korean or Chinese surnames."""
    return frozenset(row.part for row in tables.rows(NamePartRow) if row.kind is kind)


@cache
def modifiers(tables: Tables) -> dict[str, str]:
    """Return the adjectives of group nouns, each with its kind."""
    return {row.word: row.kind for row in tables.rows(GroupModifierRow)}


@cache
def place_names(tables: Tables) -> frozenset[str]:
    """Return the names of places."""
    return frozenset(name for row in tables.rows(PlaceNameRow) for name in (row.name, *row.aliases))


@lru_cache(maxsize=4096)
def slug(words_: str) -> str:
    """Return words as the part of an id.

    >>> slug("the Vox Populi column")
    'vox-populi-column'
    """
    letters = unicodedata.normalize("NFKD", words_)
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    letters = re.sub(r"['’.]", "", letters.lower())
    letters = re.sub(r"^(?:the|an?)\s+", "", letters)
    return re.sub(r"[\W_]+", "-", letters).strip("-")
