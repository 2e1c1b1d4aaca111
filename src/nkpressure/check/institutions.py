"""Finds ministries and other bodies under a name that they no longer bore on the day spoken of."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import ClassVar

from nkpressure.check.checked import Checked, source_words
from nkpressure.check.office_words import Use, state_names, words_of
from nkpressure.check.spoken_days import SpokenDay, SpokenDays
from nkpressure.find.actor_table import entity_rows
from nkpressure.find.actors import ActorMention
from nkpressure.find.phrases import PhraseFinder
from nkpressure.find.plain_text import lowered
from nkpressure.model import Span
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that ended, or changed its name, with the last day of the old one.

    `forms` are other ways to write it and its heads; where `alone` is no, other states have a
    body of the same name, so that the text must name the state.
    """

    TABLE: ClassVar[str] = "institutions.csv"

    name: str
    country: str
    forms: tuple[str, ...]
    alone: bool
    until: date
    change: str
    successor: str | None
    source: str
    checked: Checked

    @property
    def said(self) -> str:
        """What became of it, with the source."""
        became = f"{self.change} {self.successor}" if self.successor else self.change
        became = became.replace("renamed ", "renamed the ").replace("into ", "into the ")
        became = became.replace("replaced by ", "replaced by the ")
        verb = "" if self.change == "ended" else "was "
        words = f"{verb}{became}".replace("the the ", "the ")
        return f"{words}, the old name ending on {self.until} ({self._source})"

    @property
    def _source(self) -> str:
        return source_words(self.source, self.checked)


@dataclass(frozen=True, slots=True)
class OldName:
    """An old name in a text, used for a day on which it was no longer in force."""

    mention: ActorMention
    span: Span
    institution: Institution
    day: SpokenDay


def find_old_names(
    days: SpokenDays, actors: Sequence[ActorMention], tables: Tables
) -> list[OldName]:
    """Return the bodies that a text calls by a name that had ended by the day it speaks of.

    A text that says so itself ("the former Ministry of Foreign Trade", or the new name beside the
    old) is no finding, nor is one whose day is not known.
    """
    text = days.document.text
    found = []
    for match in _finder(tables).find(text):
        mention = _mention(match.span, actors)
        day = days.at(match.start)
        if mention is None or day is None:
            continue
        around = _Around(text, match.span, mention, days.sentence(match.start))
        institution = next((row for row in match.entries if around.means(tables, row)), None)
        if institution is None or institution.until >= day.days.first:
            continue
        if not around.knows(tables, institution):
            found.append(OldName(mention, _whole(text, match.span), institution, day))
    return found


_RANK = re.compile(r"\b(?:[Ff]irst[- ])?(?:[Vv]ice|[Dd]eputy)[- ]$")


def _whole(text: str, span: Span) -> Span:
    """Take "Vice-" of "Vice-minister of Foreign Trade" in."""
    first = max(0, span.start - 20)
    rank = _RANK.search(text[first : span.start])
    return Span(first + rank.start(), span.end) if rank else span


@cache
def _finder(tables: Tables) -> PhraseFinder[Institution]:
    return PhraseFinder(
        (form, row, form.isupper())
        for row in tables.rows(Institution)
        for form in (row.name, *row.forms)
    )


_NEAR = 60


def _mention(span: Span, actors: Sequence[ActorMention]) -> ActorMention | None:
    """Return the actor who bears the name, or stands next to it."""
    first = bisect_left(actors, span.start - _NEAR, key=lambda mention: mention.end)
    near = []
    for mention in actors[first:]:
        if mention.start > span.end + _NEAR:
            break
        near.append(mention)
    overlapping = [mention for mention in near if mention.span.overlaps(span)]
    after = [mention for mention in near if mention.start >= span.end]
    before = [mention for mention in near if mention.end <= span.start]
    return next(iter([*overlapping, *after[:1], *before[-1:]]), None)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around an old name."""

    text: str
    span: Span
    mention: ActorMention
    sentence: tuple[int, int]

    def means(self, tables: Tables, row: Institution) -> bool:
        """Say whether the body of this state is meant."""
        if row.alone:
            return True
        before = self.text[max(self.sentence[0], self.span.start - _NEAR) : self.span.start]
        after = self.text[self.span.end : min(self.sentence[1], self.span.end + _NEAR)]
        owner = _STATE_AFTER.match(after)
        states = [m.entries[0] for m in _states(tables).find(before)]
        if owner is not None:
            states += [m.entries[0] for m in _states(tables).find(after[: owner.end()])]
        if states:
            return states[-1] == row.country
        person = entity_rows(tables).get(self.mention.entity[0])
        return person is not None and person.country == row.country

    def knows(self, tables: Tables, row: Institution) -> bool:
        """Say whether the text itself tells that the name is an old one."""
        first, last = self.sentence
        sentence = lowered(self.text[first : min(last, first + 4000)])
        before = _WORD.findall(
            lowered(self.text[max(first, self.span.start - 40) : self.span.start])
        )
        if row.successor and lowered(row.successor) in sentence:
            return True
        past = words_of(tables, Use.PAST) | words_of(tables, Use.THEN)
        return bool(past.intersection(before[-4:]))


_WORD = re.compile(r"[^\W_]+")
_STATE_AFTER = re.compile(r"\s(?:of|in)\s(?:the\s)?(?:[A-Z][\w.]*\s?){1,4}")


@cache
def _states(tables: Tables) -> PhraseFinder[str]:
    return PhraseFinder((name, code, True) for name, code in state_names(tables).items())
