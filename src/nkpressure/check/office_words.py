"""The words of an office, made comparable: "the Defence Secretary" is "Secretary of Defense"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.find.actor_table import (
    ActorForm,
    NameRow,
    Subkind,
    entity_rows,
)
from nkpressure.find.phrases import PhraseFinder
from nkpressure.find.plain_text import lowered
from nkpressure.tables import Tables


class Use(StrEnum):
    """What a word is to an office's name."""

    SAME = "same"  # another word for the same: spokesman, spokesperson
    RANK = "rank"  # vice, assistant: must be the same on both sides
    LOOSE = "loose"  # says too little to be checked: leader, envoy
    SHARED = "shared"  # an office of several people at once
    GENERIC = "generic"  # an office only with its institution: director
    COURTESY = "courtesy"  # kept for life in American usage
    PAST = "past"  # former
    THEN = "then"
    COMING = "coming"  # elect
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class OfficeWordRow:
    """A word of office names, its use, and for another word what it stands for."""

    TABLE: ClassVar[str] = "office_words.csv"

    word: str
    use: Use
    means: str | None


@cache
def words_of(tables: Tables, use: Use) -> frozenset[str]:
    """Return the words of one use."""
    return frozenset(row.word for row in tables.rows(OfficeWordRow) if row.use is use)


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """The words that tell an office from another, the state it belongs to, and what time it means.

    `stance` is PAST, THEN or COMING where the text says "former", "then" or "elect".
    """

    words: frozenset[str]
    countries: frozenset[str]
    stance: Use | None = None

    @property
    def country(self) -> str | None:
        """The one state that is named with it."""
        return next(iter(self.countries)) if len(self.countries) == 1 else None


def office_words(tables: Tables, text: str) -> OfficeWords:
    """Return the comparable words of an office as a text or a table writes it.

    >>> from nkpressure.tables import read_tables
    >>> words = office_words(read_tables(), "the former South Korean Defence Minister")
    >>> sorted(words.words), words.country, words.stance.value
    (['defense', 'minister'], 'KOR', 'past')
    """
    found: list[str] = []
    countries: list[str] = []
    to_whom = False
    for piece, country in _pieces(tables, text):
        if country is None:
            found.append(piece)
            to_whom = piece in _TO_WHOM or (to_whom and piece == "the")
        elif to_whom:
            found.append(country)
        else:
            countries.append(country)
    stance = next((use for use in _STANCES if words_of(tables, use).intersection(found)), None)
    dropped = words_of(tables, Use.FILLER) | (words_of(tables, stance) if stance else frozenset())
    return OfficeWords(frozenset(found) - dropped, frozenset(countries), stance)


# "ambassador to China", "representative for North Korea": the state is part of the office
_TO_WHOM = frozenset({"to", "for", "on"})
_STANCES = (Use.PAST, Use.THEN, Use.COMING)
_WORD = re.compile(r"[^\W_]+")


def _pieces(tables: Tables, text: str) -> Iterator[tuple[str, str | None]]:
    """Yield the words of a text; for a state's name, with its code."""
    place = 0
    for match in _finder(tables).find(text):
        yield from ((word, None) for word in _plain_words(text[place : match.start]))
        place = match.end
        state = next((row for row in match.entries if not row.means_words), None)
        if state is not None:
            yield state.stands_for, state.stands_for
        else:
            yield from ((word, None) for word in _plain_words(match.entries[0].stands_for))
    yield from ((word, None) for word in _plain_words(text[place:]))


_POSSESSIVE = re.compile(r"'s\b")


def _plain_words(text: str) -> list[str]:
    return _WORD.findall(_POSSESSIVE.sub(" ", lowered(text)))


@dataclass(frozen=True, slots=True)
class _Stand:
    """What a phrase stands for: other words, or a state's code."""

    stands_for: str
    means_words: bool


@cache
def _finder(tables: Tables) -> PhraseFinder[_Stand]:
    phrases = [
        (row.word, _Stand(row.means or "", True), False)
        for row in tables.rows(OfficeWordRow)
        if row.use is Use.SAME
    ]
    states = [(name, _Stand(code, False), True) for name, code in state_names(tables).items()]
    return PhraseFinder([*phrases, *states])


@cache
def state_names(tables: Tables) -> dict[str, str]:
    """Return the names and adjectives that mean one state alone, each with the state's code."""
    named: dict[str, set[str]] = {}
    for row in tables.rows(NameRow):
        entity = entity_rows(tables).get(row.entity[0])
        plain = row.form in (ActorForm.NAME, ActorForm.DEMONYM) and not row.needs
        if plain and entity and entity.subkind is Subkind.STATE and len(row.entity) == 1:
            named.setdefault(row.name, set()).add(entity.country or "")
    return {name: codes.pop() for name, codes in named.items() if len(codes) == 1}
