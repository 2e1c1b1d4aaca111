"""Finds hedges and boosters: the words that say how sure somebody is, with what they bear on."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
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


_NOUNS = frozenset({"epistemic_noun", "emphatic_noun"})
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
    prose = [region.span for region in regions if region.role in (Role.BODY, Role.TITLE)]
    found: list[Hedge] = []
    for sentence in sentences:
        if any(span.overlaps(sentence.span) for span in _near(prose, sentence.span)):
            found += _hedges(document.text, sentence.span, tables)
    return found


def _near(prose: Sequence[Span], span: Span) -> Sequence[Span]:
    place = bisect_right(prose, span)
    return prose[max(place - 1, 0) : place + 1]


@cache
def _finder(tables: Tables) -> PhraseFinder[HedgeCue]:
    phrases = []
    for row in tables.rows(HedgeCue):
        forms = verb_forms(row.cue, tables).all() if row.inflect else (row.cue,)
        phrases += [(form, row, row.exact) for form in forms]
    return PhraseFinder(phrases)


def _hedges(text: str, sentence: Span, tables: Tables) -> list[Hedge]:
    shown = sentence.of(text)
    words = words_of(text, sentence.start, sentence.end, tables)
    found = []
    for match in _finder(tables).find(shown):
        row = match.entries[0]
        span = Span(match.span.start + sentence.start, match.span.end + sentence.start)
        if not _led(row, words, shown, match.span.end, span.end):
            continue
        if row.category in _NOUNS:
            span = _described(words, span)
        found.append(Hedge(span, row.cue, row.category, row.polarity, _scope(words, span)))
    taken = [hedge.span for hedge in found]
    found += [
        hedge for hedge in _conditions(words) if not any(hedge.span.overlaps(t) for t in taken)
    ]
    return sorted(found, key=lambda hedge: hedge.span)


def _led(row: HedgeCue, words: Sequence[Word], shown: str, end: int, place: int) -> bool:
    """Say whether what the cue needs stands after it."""
    if row.before == "number":
        return _NUMBER.match(shown, end) is not None
    if row.before == "clause":
        following = next((word for word in words if word.start >= place), None)
        return following is not None and bool(
            following.classes & {"determiner", "possessive", "pronoun", "name", "subject_pronoun"}
        )
    return True


def _described(words: Sequence[Word], span: Span) -> Span:
    """A noun of doubt takes its adjectives along: "serious doubts", "a widely held assumption"."""
    at = next((place for place, word in enumerate(words) if word.start >= span.start), 0)
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
    for at, word in enumerate(words):
        if word.low != "if" or (at and words[at - 1].low in ("as", "even", "ask", "asked")):
            continue
        end = at + 1
        while end < len(words) and not words[end].has("mark") and words[end].low != "then":
            end += 1
        whole = 1 < end - at <= _LONGEST_CONDITION
        span = Span(word.start, words[end - 1].end if whole else word.end)
        scope = Span(word.start, words[end - 1].end)
        found.append(Hedge(span, "if-clause", "conditional", Polarity.HEDGE, scope))
    return found


def _scope(words: Sequence[Word], span: Span) -> Span:
    """The clause around the cue: from the last clause edge before it to the first after it."""
    start, end = span.start, span.end
    for word in words:
        if word.end <= span.start and (
            word.low in (";", ":", "(", "—", "but") or word.has("relative")
        ):
            start = span.start
        if word.start >= span.end:
            if (
                word.low in (";", ":", ")", "—", "but")
                or word.low == "."
                or word.has("subordinator")
            ):
                break
            end = word.end
    return Span(start, end)
