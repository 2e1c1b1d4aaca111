"""What the tables know of offices: who held which, from when to when, and on whose word."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import ClassVar

from nkpressure.check.checked import Checked, source_words
from nkpressure.check.office_words import OfficeWords, Use, office_words, words_of
from nkpressure.model import Interval
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class Spell:
    """The time that a person held an office; an empty start or end is not known or not come."""

    TABLE: ClassVar[str] = "offices.csv"

    person: str
    office: str
    affiliation: str
    country: str | None
    start: date | None
    end: date | None
    source: str
    checked: Checked

    def holds(self, days: Interval) -> bool:
        """Say whether the person held it on all of the days."""
        return self._begun(days.first) and not (self.end and self.end < days.last)

    def meets(self, days: Interval) -> bool:
        """Say whether the person held it on some of the days."""
        return self._begun(days.last) and not (self.end and self.end < days.first)

    def _begun(self, day: date) -> bool:
        return self.start is not None and self.start <= day

    def near(self, days: Interval) -> bool:
        """Say whether the days lie so close to a day only partly checked that it may be meant."""
        if self.checked is Checked.YES:
            return False
        edges = [edge for edge in (self.start, self.end) if edge is not None]
        return any(days.first - _SLACK <= edge <= days.last + _SLACK for edge in edges)

    @property
    def said(self) -> str:
        """The spell in words, with its source."""
        start = f"from {self.start}" if self.start else "from a day that the table lacks"
        end = f"to {self.end}" if self.end else "with no end in the table"
        return f"{self.office} {start} {end} ({source_words(self.source, self.checked)})"


# A row partly checked has an office seen, but often a first or last day that is a guess.
_SLACK = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Life:
    """The day on which a person died."""

    TABLE: ClassVar[str] = "lives.csv"

    person: str
    died: date
    source: str
    checked: Checked


@cache
def lives(tables: Tables) -> dict[str, Life]:
    """Return the deaths that the table knows, by person."""
    return {life.person: life for life in tables.rows(Life)}


@cache
def spells_of(tables: Tables) -> dict[str, tuple[Spell, ...]]:
    """Return the spells of each person."""
    spells: dict[str, list[Spell]] = {}
    for spell in tables.rows(Spell):
        spells.setdefault(spell.person, []).append(spell)
    return {person: tuple(rows) for person, rows in spells.items()}


@cache
def spell_words(tables: Tables, spell: Spell) -> tuple[OfficeWords, frozenset[str]]:
    """Return the words of a spell's office, and all words that may be said with it."""
    own = office_words(tables, spell.office)
    around = office_words(tables, spell.affiliation)
    country = {spell.country.lower(), spell.country} if spell.country else set()
    return own, own.words | around.words | own.countries | around.countries | country


def fits(tables: Tables, words: OfficeWords, spell: Spell) -> bool:
    """Say whether a text's words can mean a spell's office: no other rank, no other state.

    "Secretary Tillerson" means a Secretary of State, "Deputy Secretary" does not.
    """
    own, said_with_it = spell_words(tables, spell)
    if spell.country and words.country not in (None, spell.country, *own.countries):
        return False
    ranks = words_of(tables, Use.RANK)
    asked, held = words.words & ranks, own.words & ranks
    if (asked and not asked <= held) or (held and not asked):
        return False
    return words.words <= said_with_it


def holders(tables: Tables, spell: Spell, days: Interval) -> list[Spell]:
    """Return the spells of others who held the same office on all of the days."""
    return [
        other
        for other in _by_office(tables).get(_office_key(tables, spell), ())
        if other.person != spell.person and other.holds(days)
    ]


def holders_named(
    tables: Tables, words: OfficeWords, country: str | None, days: Interval
) -> list[Spell]:
    """Return the spells of those who held exactly the office that a text names, on all the days.

    "President" or "Director" alone names no one office.
    """
    if not words.words - words_of(tables, Use.GENERIC) - words_of(tables, Use.RANK):
        return []
    return [
        spell
        for (named, _, of), spells in _by_office(tables).items()
        if named == words.words and of == country
        for spell in spells
        if spell.holds(days)
    ]


def is_shared(tables: Tables, spell: Spell) -> bool:
    """Say whether several people hold such an office at once, as senators do."""
    return spell_words(tables, spell)[0].words in _shared(tables)


def is_courtesy(tables: Tables, words: OfficeWords, spell: Spell) -> bool:
    """Say whether the bare title may be one that Americans keep for life: "President Obama"."""
    return (
        spell.country == "USA"
        and len(words.words) == 1
        and words.words <= words_of(tables, Use.COURTESY)
    )


_OfficeKey = tuple[frozenset[str], frozenset[str], str | None]


def _office_key(tables: Tables, spell: Spell) -> _OfficeKey:
    own = spell_words(tables, spell)[0].words
    plain = own - words_of(tables, Use.GENERIC) - words_of(tables, Use.RANK)
    around = frozenset() if plain else office_words(tables, spell.affiliation).words
    return own, around, spell.country


@cache
def _by_office(tables: Tables) -> dict[_OfficeKey, tuple[Spell, ...]]:
    offices: dict[_OfficeKey, list[Spell]] = {}
    for spell in tables.rows(Spell):
        offices.setdefault(_office_key(tables, spell), []).append(spell)
    return {key: tuple(spells) for key, spells in offices.items()}


def same_office(tables: Tables) -> Iterator[tuple[Spell, ...]]:
    """Yield the spells of each office that one person at a time can hold."""
    for spells in _by_office(tables).values():
        if not is_shared(tables, spells[0]):
            yield spells


@cache
def _shared(tables: Tables) -> frozenset[frozenset[str]]:
    return frozenset(office_words(tables, title).words for title in words_of(tables, Use.SHARED))
