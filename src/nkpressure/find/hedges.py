"""Finds hedges and boosters: the words that say how sure somebody is, with what they bear on."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import accumulate
from operator import attrgetter
from typing import ClassVar

from nkpressure.find.grammar import Word, words_of
from nkpressure.find.inflections import verb_forms
from nkpressure.find.phrases import PhraseFinder
from nkpressure.model import Annotation, Document, Span
from nkpressure.read.regions import Region, Role
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables, read_tables


class Polarity(StrEnum):
    """Whether a word weakens or strengthens the claim."""

    HEDGE = "hedge"
    BOOSTER = "booster"


@dataclass(frozen=True, slots=True)
class HedgeCue:
    """A word or phrase that hedges or boosts; `inflect` gives its first word's verb forms too.

    `before` names what must follow: "number" for "about 40%".
    """

    TABLE: ClassVar[str] = "hedges.csv"

    cue: str
    category: str
    polarity: Polarity
    exact: bool
    inflect: bool
    before: str | None


@dataclass(frozen=True, slots=True)
class Hedge(Annotation):
    """A hedge or booster; `scope` is the stretch of the clause that it bears on."""

    kind: ClassVar[str] = "hedge"

    category: str
    polarity: Polarity
    scope: Span


_start = attrgetter("start")
_place = attrgetter("start", "end")
_NOUNS = frozenset({"epistemic_noun", "emphatic_noun"})
_IF = re.compile(r"[Ii][Ff]\b")
_EDGES = frozenset({";", ":", ")", "—", "but", "."})
_CLAUSE_BEGINS = frozenset({"determiner", "possessive", "pronoun", "name", "subject_pronoun"})
_LONGEST_CONDITION = 7  # words of an if-clause that is marked whole
_NUMBER = re.compile(
    r"\s*[$€£¥]?\s?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|a)\b)"
)


def find_hedges(
    document: Document,
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    tables: Tables | None = None,
) -> list[Hedge]:
    """Find the words that hedge or boost a claim, each with its category and its scope.

    >>> from nkpressure.read.regions import find_regions
    >>> from nkpressure.read.sentences import find_sentences
    >>> note = Document("note", "The number appears to refer to trade. Perhaps it may fall.")
    >>> parts = find_regions(note)
    >>> found = find_hedges(note, parts, find_sentences(note, parts))
    >>> [hedge.span.of(note.text) for hedge in found]
    ['appears to', 'Perhaps', 'may']
    """
    tables = tables or read_tables()
    prose = [
        (region.span.start, region.span.end)
        for region in regions
        if region.role in (Role.BODY, Role.TITLE)
    ]
    found: list[Hedge] = []
    for sentence in sentences:
        if _stands_in(prose, sentence.span):
            found += _hedges(document.text, sentence.span, tables)
    return found


def _stands_in(prose: Sequence[tuple[int, int]], span: Span) -> bool:
    place = bisect_right(prose, (span.start, span.end))
    near = prose[max(place - 1, 0) : place + 1]
    return any(start < span.end and span.start < end for start, end in near)


@cache
def hedge_finder(tables: Tables) -> PhraseFinder[HedgeCue]:
    """Return what finds the cues of hedges."""
    phrases = []
    for row in tables.rows(HedgeCue):
        forms = verb_forms(row.cue, tables).all() if row.inflect else (row.cue,)
        phrases += [(form, row, row.exact) for form in forms]
    return PhraseFinder(phrases)


def _hedges(text: str, sentence: Span, tables: Tables) -> list[Hedge]:
    matches = hedge_finder(tables).find_in(text, sentence.start, sentence.end)
    conditional = _IF.search(text, sentence.start, sentence.end)
    if not matches and not conditional:
        return []
    words = words_of(text, sentence.start, sentence.end, tables)
    edges = _edges(words, matches[0].end) if matches else []
    found = []
    for match in matches:
        row, span = match.entries[0], match.span
        if not _led(row, words, text, Span(span.end, sentence.end)):
            continue
        if row.category in _NOUNS:
            span = _described(words, span)
        scope = _scope(words, edges, span)
        found.append(Hedge(span, row.cue, row.category, row.polarity, scope))
    if conditional:
        found += _free([hedge.span for hedge in found], _conditions(words))
    return sorted(found, key=_place) if len(found) > 1 else found


def _edges(words: Sequence[Word], start: int) -> list[int]:
    """Return the places of the words from there on with which a clause can end or begin."""
    return [
        at
        for at in range(_place_from(words, start), len(words))
        if words[at].low in _EDGES or words[at].has("subordinator")
    ]


def _free(taken: Sequence[Span], hedges: Sequence[Hedge]) -> list[Hedge]:
    """Return the hedges that overlap none of the spans that are taken."""
    places = sorted((span.start, span.end) for span in taken)
    reach = list(accumulate((end for _, end in places), max))
    before = (bisect_left(places, (hedge.end, 0)) for hedge in hedges)
    return [
        hedge
        for hedge, at in zip(hedges, before, strict=True)
        if at == 0 or reach[at - 1] <= hedge.start
    ]


def _place_from(words: Sequence[Word], start: int) -> int:
    """Return the place of the first word from there on."""
    return bisect_left(words, start, key=_start)


def _led(row: HedgeCue, words: Sequence[Word], text: str, rest: Span) -> bool:
    """Say whether what the cue needs stands after it, in the rest of the sentence."""
    if row.before == "number":
        return _NUMBER.match(text, rest.start, rest.end) is not None
    if row.before == "clause":
        at = _place_from(words, rest.start)
        return at < len(words) and not words[at].classes.isdisjoint(_CLAUSE_BEGINS)
    return True


def _described(words: Sequence[Word], span: Span) -> Span:
    """A noun of doubt takes its adjectives along: "serious doubts", "a widely held assumption"."""
    at = _place_from(words, span.start)
    at = at if at < len(words) else 0
    first = at
    while first > 0 and (words[first - 1].has("adjective") or words[first - 1].forms):
        if words[first - 1].has("finite") or "base" in words[first - 1].forms:
            break
        first -= 1
    while first > 0 and first < at and words[first - 1].low.endswith("ly"):
        first -= 1
    return Span(min(words[first].start, span.start), span.end) if words else span


def _conditions(words: Sequence[Word]) -> list[Hedge]:
    """A short if-clause is marked whole ("if it pushes too hard"), a long one by its "if"."""
    found = []
    stops = [at for at, word in enumerate(words) if word.low == "then" or word.has("mark")]
    for at, word in enumerate(words):
        if word.low != "if" or (at and words[at - 1].low in ("as", "even", "ask", "asked")):
            continue
        following = bisect_left(stops, at + 1)
        end = stops[following] if following < len(stops) else len(words)
        whole = 1 < end - at <= _LONGEST_CONDITION
        span = Span(word.start, words[end - 1].end if whole else word.end)
        scope = Span(word.start, words[end - 1].end)
        found.append(Hedge(span, "if-clause", "conditional", Polarity.HEDGE, scope))
    return found


def _scope(words: Sequence[Word], edges: Sequence[int], span: Span) -> Span:
    """From the cue on to the first edge of a clause after it."""
    first = _place_from(words, span.end)
    at = bisect_left(edges, first)
    last = edges[at] if at < len(edges) else len(words)
    return Span(span.start, words[last - 1].end if last > first else span.end)
