"""Finds the places that a text names, and tells a capital from the government that sits in it.

A capital that stands for its government ("Beijing has not fleshed out the plan") is an actor and
is left to `nkpressure.find.actors`; a capital where something happens ("gatherings in Beijing") is
a place. The rule of each mention says what decided. States are actors, not places.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, NamedTuple

from nkpressure.find.actors import ActorMention
from nkpressure.find.named_actors import NamedActors
from nkpressure.find.phrases import PhraseFinder, PhraseMatch, with_the
from nkpressure.find.plain_text import lowered
from nkpressure.model import Annotation, Document, Span
from nkpressure.read.regions import Region, Role
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables, read_tables


@dataclass(frozen=True, slots=True)
class PlaceMention(Annotation):
    """A mention of a city, province, border, zone, site or region, with its ids and its country."""

    kind: ClassVar[str] = "place"

    entity: tuple[str, ...]
    form: str
    subkind: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of the gazetteer; a name that is also another word needs a cue beside it."""

    TABLE: ClassVar[str] = "places.csv"

    id: str
    name: str
    country: tuple[str, ...]
    admin1: str | None
    type: str
    subkind: str
    lat: float | None
    lon: float | None
    aliases: tuple[str, ...]
    native_names: tuple[str, ...]
    needs_cue: bool


@dataclass(frozen=True, slots=True)
class PlacePhraseRow:
    """A place that is described and not named: "the border"."""

    TABLE: ClassVar[str] = "place_phrases.csv"

    phrase: str
    id: str
    subkind: str
    country: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceWordRow:
    """A word beside a name: a kind of place before or after it, a preposition, a word of motion."""

    TABLE: ClassVar[str] = "place_words.csv"

    word: str
    use: str
    subkind: str | None


@dataclass(frozen=True, slots=True)
class _Words:
    names: PhraseFinder[PlaceRow | PlacePhraseRow]
    after: PhraseFinder[PlaceWordRow]
    before: re.Pattern[str]
    ends_before: tuple[str, ...]  # the kinds with which that pattern ends, in lower case
    begins_after: tuple[str, ...]  # the kinds that follow a name, in lower case
    prepositions: frozenset[str]
    weak: frozenset[str]
    motion: frozenset[str]


# A run of capitalised words before a kind of place: "Narita International Airport"
_CAPITALISED = re.compile(r"(?:[Tt]he\s)?(?:(?!The\b)[A-Z][\w'’.-]*\s){1,4}$")
_WORD = re.compile(r"[\w'’-]+")
_BORDER = re.compile(r"\sborders?(?:\s(?:area|region)s?)?\b")
_LOOK_BACK = 60
_NOT_OF_THE_ARTICLE = (Role.BOILERPLATE, Role.EMBED)
_CITIES = ("city", "port_city")
_SHORT_NAME = 4  # in capitals, a shorter one may be an abbreviation
# "the Korean peninsula", "the Demilitarized Zone", "the Kaesong industrial park"
_WITH_ARTICLE = ("region", "zone", "border", "site")


def find_places(
    document: Document,
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    actors: Sequence[ActorMention],
    tables: Tables | None = None,
) -> list[PlaceMention]:
    """Find the places that a text names, each with its id, country and coordinates where known.

    Actors decide which capitals stand for governments: they come from `find_actors`.
    """
    words = place_words(tables or read_tables())
    named = NamedActors(actors)
    mentions = []
    for region in regions:
        if region.role in _NOT_OF_THE_ARTICLE:
            continue
        stretch = document.text, region.span.start, region.span.end
        found = words.names.find_in(*stretch)
        kinds = words.after.find_in(*stretch)
        if found or kinds:
            paragraph = _Paragraph(*stretch)
            for mention in [
                *[_mention(paragraph, match, words) for match in found],
                *_unknown_sites(paragraph, kinds),
            ]:
                if _is_place(paragraph, mention, named, words):
                    mentions.append(mention)
    mentions += _borders_between(document.text, actors)
    return _without_overlap(mentions)


@cache
def place_words(tables: Tables) -> _Words:
    """Return what finds places: their names, and the words beside them."""
    phrases: list[tuple[str, PlaceRow | PlacePhraseRow, bool]] = []
    for row in tables.rows(PlaceRow):
        phrases += [(name, row, True) for name in (row.name, *row.aliases, *row.native_names)]
        if row.subkind in _CITIES and not row.needs_cue:
            named = [name for name in (row.name, *row.aliases) if len(name) > _SHORT_NAME]
            phrases += [(name.upper(), row, True) for name in named]  # "WASHINGTON - "
    phrases += [(row.phrase, row, False) for row in tables.rows(PlacePhraseRow)]
    rows = tables.rows(PlaceWordRow)
    kinds_before = tuple(row.word for row in rows if row.use == "before")
    before = "|".join(re.escape(word) for word in kinds_before)
    return _Words(
        PhraseFinder(phrases),
        PhraseFinder([(row.word, row, False) for row in rows if row.use == "after"]),
        # "North Korea's port of ", "the city of ", "Mount "
        re.compile(
            rf"(?:(?:the\s)|(?:[A-Z]\w+\s)?[A-Z]\w+['’]s?\s)?\b(?:{before})\s$", re.IGNORECASE
        ),
        tuple(word.lower() for word in kinds_before),
        tuple(lowered(row.word) for row in rows if row.use == "after"),
        frozenset(row.word for row in rows if row.use == "preposition"),
        frozenset(row.word for row in rows if row.use == "weak preposition"),
        frozenset(row.word for row in rows if row.use == "motion"),
    )


class _Paragraph(NamedTuple):
    """A stretch of a text; no rule looks beyond its edges."""

    text: str
    start: int
    end: int

    def before(self, place: int, most: int) -> str:
        """Return what stands before a place of the text."""
        return self.text[max(self.start, place - most) : place]


def _mention(
    paragraph: _Paragraph, match: PhraseMatch[PlaceRow | PlacePhraseRow], words: _Words
) -> PlaceMention:
    row = match.entries[0]
    country = "|".join(row.country) or None
    if isinstance(row, PlacePhraseRow):
        entity = (f"p:{row.id}",)
        return PlaceMention(match.span, "described", entity, "nominal", row.subkind, country)
    span = _grown(paragraph, match.start, match.end, row, words)
    return PlaceMention(
        span,
        "gazetteer, needs cue" if row.needs_cue else "gazetteer",
        (f"p:{row.id}",),
        "name_native" if paragraph.text[match.start] >= "\u2e80" else "name",
        _subkind_of(paragraph.text, match.end, span.end, row, words),
        country,
        row.admin1,
        row.lat,
        row.lon,
    )


def _grown(paragraph: _Paragraph, start: int, end: int, row: PlaceRow, words: _Words) -> Span:
    """Let a name take its kind along: "Liaoning province", "North Korea's port of Rason"."""
    subkind = row.subkind
    kind_from, kind_to = end + 1, min(end + 30, paragraph.end)
    after_name = paragraph.text[end:kind_to]
    if after_name[:1].isspace() and lowered(after_name[1:]).startswith(words.begins_after):
        for after in words.after.find_in(paragraph.text, kind_from, max(kind_from, kind_to)):
            if after.start == kind_from:
                end = after.end
                subkind = after.entries[0].subkind or subkind
    before = _kind_before(paragraph.before(start, _LOOK_BACK), words)
    if before:
        start -= len(before)
    elif subkind in _WITH_ARTICLE:
        start = max(paragraph.start, with_the(paragraph.text, start))
    return Span(start, end)


def _kind_before(left: str, words: _Words) -> str:
    """Return the kind of place with which the words before a name end: "the city of "."""
    if not left[-1:].isspace() or not left[:-1].lower().endswith(words.ends_before):
        return ""
    found = words.before.search(left)
    return found[0] if found else ""


def _subkind_of(text: str, name_end: int, end: int, row: PlaceRow, words: _Words) -> str:
    if name_end == end:
        return row.subkind
    kinds = [m.entries[0].subkind for m in words.after.find_in(text, name_end, end)]
    return next((kind for kind in kinds if kind), row.subkind)


def _unknown_sites(
    paragraph: _Paragraph, kinds: Sequence[PhraseMatch[PlaceWordRow]]
) -> list[PlaceMention]:
    """Find names that no table knows by their kind of place: "Narita International Airport"."""
    sites = []
    text = paragraph.text
    for match in kinds:
        row = match.entries[0]
        if row.subkind not in ("site", "zone") or not text[match.start].isupper():
            continue
        before = _CAPITALISED.search(paragraph.before(match.start, _LOOK_BACK))
        if before:
            start = match.start - len(before[0])
            name = re.sub(r"^[Tt]he\s", "", text[start : match.end])
            span = Span(start, match.end)
            entity = f"p:{_slug(name)}"
            sites.append(PlaceMention(span, "capitals-and-kind", (entity,), "name", row.subkind))
    return sites


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.lower()).strip("-")


def _is_place(
    paragraph: _Paragraph,
    mention: PlaceMention,
    named: NamedActors,
    words: _Words,
) -> bool:
    if mention.rule == "gazetteer, needs cue":
        return _word_before(paragraph, mention.start) in words.prepositions
    if named.take(mention.span):
        before = _word_before(paragraph, mention.start)
        return before in words.prepositions and before != "of"
    return True


def _word_before(paragraph: _Paragraph, start: int) -> str:
    left = paragraph.before(start, _LOOK_BACK)
    found = _WORD.findall(lowered(left)) if left[-1:].isspace() else []
    return found[-1] if found else ""


def _borders_between(text: str, actors: Sequence[ActorMention]) -> list[PlaceMention]:
    """Find "the Chinese-North Korean border" by the pair of states before the word."""
    borders = []
    for actor in actors:
        if len(actor.entity) != 2:
            continue
        following = _BORDER.match(text[actor.end : actor.end + 20])
        if following:
            span = Span(with_the(text, actor.start), actor.end + len(following[0]))
            country = "|".join(entity.removeprefix("e:") for entity in actor.entity)
            borders.append(
                PlaceMention(span, "pair-and-border", ("p:border",), "nominal", "border", country)
            )
    return borders


def _without_overlap(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    kept: list[PlaceMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
