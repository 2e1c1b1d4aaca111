"""Marks the words of the actor tables in a text, before any rule weighs them.

A mark is a known name whose conditions hold, a title, a group noun, or a phrase that is no actor.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import NamedTuple

from nkpressure.find.actor_table import (
    ActorForm,
    Article,
    NameRow,
    Needs,
    Subkind,
    entity_rows,
)
from nkpressure.find.actor_words import GroupNounRow, NotActorRow, TitleRow, Use, words
from nkpressure.find.phrases import PhraseFinder, with_the
from nkpressure.model import Document, Interval, Span
from nkpressure.read.regions import Region, Role
from nkpressure.tables import Tables


class _Name(NamedTuple):
    """A name of the table with what is known of it before a text is read."""

    row: NameRow
    subkind: Subkind | None
    always: bool  # whether the words alone make it a name of the entity


Entry = _Name | TitleRow | GroupNounRow | NotActorRow


# A member is looked up in its enumeration ten times as slowly as a name of the module.
_PERSON = Subkind.PERSON
_STATES = (Subkind.STATE, Subkind.IGO)
_ARTICLE_TAKEN = Article.YES


class Mark(NamedTuple):
    """A stretch that the tables know, with what it may be: one of the last three is set."""

    start: int
    end: int
    name: NameRow | None = None
    title: TitleRow | None = None
    noun: GroupNounRow | None = None
    subkind: Subkind | None = None

    @property
    def is_state(self) -> bool:
        """Say whether the mark names a state or a union of states."""
        return self.name is not None and self.subkind in _STATES

    @property
    def is_person(self) -> bool:
        """Say whether the mark names a person."""
        return self.name is not None and self.subkind is _PERSON


# Made in C: the named tuple's own constructor is a Python function, thrice as slow.
_mark_of = partial(tuple.__new__, Mark)


@dataclass(frozen=True)
class Page:
    """A document as the actor rules read it: its text, tables and the stretches that count."""

    document: Document
    regions: tuple[Region, ...]
    tables: Tables

    @cached_property
    def text(self) -> str:
        """The text, untouched."""
        return self.document.text

    @cached_property
    def is_kcna(self) -> bool:
        """Say whether North Korea's own outlets speak: there "Korea" is the DPRK."""
        outlet = (self.document.outlet or "").lower()
        return any(name in outlet + self.text[:200].lower() for name in _OWN_OUTLETS)

    @cached_property
    def counted(self) -> bytearray:
        """One byte a character: 1 where mentions count, 0 in the page's furniture."""
        counted = bytearray(b"\1" * len(self.text))
        for region in self.regions:
            if region.role is Role.BOILERPLATE:
                counted[region.start : region.end] = bytes(len(region.span))
        return counted

    @cached_property
    def _found(self) -> dict[tuple[str, ...], bool]:
        return {}

    def has_any(self, phrases: tuple[str, ...]) -> bool:
        """Say whether the text holds one of the phrases; each is looked for once."""
        found = self._found.get(phrases)
        if found is None:
            found = self._found[phrases] = any(phrase in self.text for phrase in phrases)
        return found

    @cached_property
    def datelines(self) -> tuple[Span, ...]:
        """The datelines, in text order."""
        return tuple(r.span for r in self.regions if r.role is Role.DATELINE)


# Where the texts of North Korea's own media name their source: "(KCNA)".
_OWN_OUTLETS = ("kcna", "korean central news agency", "rodong sinmun", "korean-central-news")


def find_actor_marks(page: Page) -> list[Mark]:
    """Return what the tables know of a page's words, the longest at each place, in text order."""
    counted = page.counted
    found = actor_finder(page.tables).find(page.text)
    marks = [_mark(page, *match) for match in found if counted[match.start]]
    return [mark for mark in marks if mark is not None]


@cache
def actor_finder(tables: Tables) -> PhraseFinder[Entry]:
    """Return what finds the names, titles and nouns of actors."""
    phrases: list[tuple[str, Entry, bool]] = []
    for name in tables.rows(NameRow):
        entry = _Name(name, entity_subkind(tables, name), _always_holds(name))
        if name.article is Article.ALWAYS:
            phrases += [(f"{the} {name.name}", entry, True) for the in ("the", "The")]
        else:
            phrases.append((name.name, entry, True))
        if _in_capitals(name, entry.subkind):
            phrases.append((name.name.upper(), entry, True))
        if name.form is ActorForm.NOMINAL and name.name[0].islower():
            phrases.append((name.name[0].upper() + name.name[1:], entry, True))
    phrases += [(title.title, title, False) for title in tables.rows(TitleRow)]
    for noun in tables.rows(GroupNounRow):
        phrases.append((noun.noun, noun, False))
        if noun.plural and noun.plural != noun.noun:
            phrases.append((noun.plural, noun, False))
    phrases += [(row.phrase, row, True) for row in tables.rows(NotActorRow)]
    return PhraseFinder(phrases)


def _in_capitals(name: NameRow, subkind: Subkind | None) -> bool:
    shown = name.form in (ActorForm.NAME, ActorForm.DEMONYM) and len(name.name) > _SHORT_NAME
    return shown and name.name[0].isupper() and subkind is Subkind.STATE


# Capital letters alone tell "CHINA" in a heading from nothing else; "USA" has its own row.
_SHORT_NAME = 3


def entity_subkind(tables: Tables, name: NameRow) -> Subkind | None:
    """Return what sort of actor a name stands for (the first, where it stands for two)."""
    row = entity_rows(tables).get(name.entity[0])
    return row.subkind if row else None


def _mark(page: Page, start: int, end: int, entries: Sequence[Entry]) -> Mark | None:
    first = entries[0]
    if isinstance(first, _Name) and first.always and len(entries) == 1:  # as most are
        return _mark_of((start, end, first.row, None, None, first.subkind))
    title: TitleRow | None = None
    noun: GroupNounRow | None = None
    names: list[_Name] = []
    for entry in entries:
        if isinstance(entry, _Name):
            names.append(entry)
        elif isinstance(entry, NotActorRow):
            return _mark_of((start, end, None, None, None, None))
        elif isinstance(entry, TitleRow):
            title = title or entry
        else:
            noun = noun or entry
    for row, subkind, always in names:
        if always or _holds(page, end, row):
            return _mark_of((start, end, row, None, None, subkind))
    return _mark_of((start, end, None, title, noun, None)) if title or noun else None


def _always_holds(row: NameRow) -> bool:
    """Say whether `_holds` is true of a name in every text: so of most."""
    dated = row.since is not None or row.until is not None
    free = row.needs in (None, Needs.ACTS) and row.article is not Article.ALWAYS
    return free and not dated and not row.beside


def _holds(page: Page, end: int, row: NameRow) -> bool:
    if not _in_time(page.document.published, row):
        return False
    if row.beside and not page.has_any(row.beside):
        return False
    if row.article is Article.ALWAYS and _GOES_ON.match(page.text, end):
        return False
    return _needed(page, end, row)


# "the South Hwanghae branch", "the Post Office", "in the north of the country"
_GOES_ON = re.compile(r"\s(?:[A-Z][a-z]|of\b)")


def _needed(page: Page, end: int, row: NameRow) -> bool:
    if row.needs is None:
        return True
    match row.needs:
        case Needs.KCNA:
            return page.is_kcna
        case Needs.NOT_KCNA:
            return not page.is_kcna
        case Needs.BEFORE_HYPHEN:
            return page.text[end : end + 1] in ("-", "–", "‑")
        case Needs.BEFORE_SPEECH:
            after = re.match(r"\W{1,2}(\w+)", page.text[end : end + 20])
            return after is not None and after[1] in words(page.tables, Use.SPEECH)
        case _:
            return True


def _in_time(published: Interval | None, row: NameRow) -> bool:
    if published is None:
        return True
    if row.since is not None and published.last < row.since:
        return False
    return row.until is None or published.first <= row.until


def with_article(text: str, mark: Mark) -> int:
    """Return where a name begins, with its article where that belongs to it.

    >>> with_article("in the DPRK", Mark(7, 11))
    7
    """
    if mark.name is None or mark.name.article is not _ARTICLE_TAKEN:
        return mark.start
    return with_the(text, mark.start)
