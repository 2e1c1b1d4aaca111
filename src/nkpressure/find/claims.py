"""Finds claims without a number: trends, causes, superlatives, forecasts, denials, comparisons.

The cues are few and plain, so that a claim is marked where its words make it one; what a writer
implies is left to the reader.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import ClassVar

from nkpressure.find.amounts import ContextRole, context_words
from nkpressure.find.claim_bases import ChangeWord, Indicator, Trend, change_words, indicator_finder
from nkpressure.find.clauses import CLAUSE_MARKS, clause_end, clause_start
from nkpressure.find.counted_nouns import counted_noun
from nkpressure.find.grammar import Word, words_of
from nkpressure.find.inflections import verb_forms
from nkpressure.find.phrases import PhraseFinder
from nkpressure.find.quantity_kinds import Quantity, QuantityKind
from nkpressure.find.verb_uses import VerbUse, verb_use
from nkpressure.model import Span
from nkpressure.tables import Tables


class Extent(StrEnum):
    """How much of the sentence a cue makes a claim."""

    CLAUSE = "clause"
    SUPERLATIVE = "superlative"  # with its copula the clause, after "one of the" the phrase
    LIMIT = "limit"  # the clause, where a quota or a limit follows


@dataclass(frozen=True, slots=True)
class ClaimCue:
    """Words that make a clause a claim; a verb counts in all its forms."""

    TABLE: ClassVar[str] = "claim_cues.csv"

    cue: str
    subkind: QuantityKind
    verb: bool
    extent: Extent


_NEAR = 4  # words between a verb and what it bears, between a copula and its superlative
_start, _end = attrgetter("start"), attrgetter("end")  # of a word


def find_claims(text: str, sentence: Span, tables: Tables) -> list[Quantity]:
    """Return the claims of a sentence, at most one for each stretch.

    >>> from nkpressure.tables import read_tables
    >>> text = "He said that trade with the North has slipped, and there will be more of it."
    >>> [text[c.start:c.end] for c in find_claims(text, Span(0, len(text)), read_tables())]
    ['trade with the North has slipped', 'there will be more of it']
    """
    words = words_of(text, sentence.start, sentence.end, tables)
    found: list[Quantity] = []
    for claim in [*_trends(text, words, tables), *_cued(text, sentence, words, tables)]:
        if not any(claim.span.overlaps(other.span) for other in found):
            found.append(claim)
    return sorted(found, key=lambda claim: claim.span)


def _trends(text: str, words: Sequence[Word], tables: Tables) -> Iterator[Quantity]:
    changes = change_words(tables)
    for place, word in enumerate(words):
        row = changes.get(word.low)
        if row is None:
            continue
        verb = _verb_of_change(words, place, row, tables)
        if verb is None:
            continue
        start = clause_start(words, verb)
        indicator = _indicator(text, words, start, verb, tables)
        if indicator is None:
            continue
        last = place
        if last + 1 < len(words) and changes.get(words[last + 1].low) and row.part == "verb":
            last += 1  # "ticked upward"
        span = Span(words[start].start, words[last].end)
        negated = any(
            w.has("negation") or w.low in ("no", "little") for w in words[verb - 2 : place]
        )
        yield Quantity(
            span,
            f"{row.part} of change",
            QuantityKind.CLAIM_TREND,
            metric=indicator.metric,
            direction=Trend.FLAT if negated and row.direction is Trend.OPEN else row.direction,
            checkable=indicator.test != "none",
        )


def _verb_of_change(
    words: Sequence[Word], place: int, row: ChangeWord, tables: Tables
) -> int | None:
    """Return the finite verb of a change: "has slipped", "remains flat", "shows no big changes"."""
    if row.part == "verb":
        return place if verb_use(words, place) is VerbUse.FINITE else None
    near = range(place - 1, max(place - 1 - _NEAR, -1), -1)
    if row.part == "particle":
        copulas = context_words(tables, ContextRole.COPULA)
        turns = ("get", "gets", "getting", "got", "become", "becomes", "becoming", "became")
        known = {*copulas, *turns, "remain", "remains", "stay", "stays", "stayed", "grew"}
        return place - 1 if place and words[place - 1].low in known else None
    bearing = context_words(tables, ContextRole.BEARING)
    return next((n for n in near if words[n].low in bearing), None)


def _indicator(
    text: str, words: Sequence[Word], start: int, verb: int, tables: Tables
) -> Indicator | None:
    matches = indicator_finder(tables).find_in(text, words[start].start, words[verb].start)
    found = [match.entries[0] for match in matches]
    customs = [indicator for indicator in found if indicator.test == "customs"]
    return next(reversed(customs or found), None)


@cache
def claim_finder(tables: Tables) -> PhraseFinder[ClaimCue]:
    """Return what finds the cues of claims without a number."""
    phrases = []
    for row in tables.rows(ClaimCue):
        forms = verb_forms(row.cue, tables).all() if row.verb else (row.cue,)
        phrases += [(form, row, False) for form in forms]
    return PhraseFinder(phrases)


def _cued(text: str, sentence: Span, words: Sequence[Word], tables: Tables) -> Iterator[Quantity]:
    for match in claim_finder(tables).find_in(text, sentence.start, sentence.end):
        row = match.entries[0]
        begin, end = match.start, match.end
        first = bisect_right(words, begin, key=_end)
        if first == len(words):
            continue
        before_end = bisect_left(words, end, key=_start)
        last = before_end - 1 if before_end else first
        span = _extent(text, words, first, last, row, tables)
        if span is not None:
            yield Quantity(span, row.cue, row.subkind, checkable=row.subkind in _CHECKABLE)


_CHECKABLE = frozenset(
    {QuantityKind.CLAIM_CAUSAL, QuantityKind.CLAIM_PREDICTION, QuantityKind.COMPARISON}
)


def _extent(
    text: str, words: Sequence[Word], first: int, last: int, row: ClaimCue, tables: Tables
) -> Span | None:
    if row.extent is Extent.SUPERLATIVE:
        return _superlative(text, words, first, last, tables)
    if row.verb and not _is_verb(words, first):
        return None
    if row.extent is Extent.LIMIT:
        return _beyond_limit(words, first, tables)
    return _clause(words, first, last)


def _is_verb(words: Sequence[Word], place: int) -> bool:
    """Tell "has distorted the market" from "its grossly distorted economy"."""
    at = place - 1
    while at > 0 and words[at].has("adverb"):
        at -= 1
    if at >= 0 and (words[at].low == "'s" or words[at].has("possessive")):
        return False
    return verb_use(words, place) in (VerbUse.FINITE, VerbUse.INFINITIVE)


def _clause(words: Sequence[Word], first: int, last: int) -> Span | None:
    """Return the clause of a cue: from the subject of its verb; None where it is a condition."""
    verb = _finite_verb(words, first, last)
    if verb is None:
        return None
    start = min(clause_start(words, verb), first)
    if start > 0 and words[start - 1].low in ("if", "whether", "unless"):
        return None
    if start and words[start - 1].low in ("which", "who"):
        return None
    if not _is_subject(words[start], start == verb):
        return None
    end = clause_end(words, last)
    return Span(words[start].start, words[end - 1].end)


def _is_subject(word: Word, is_verb: bool) -> bool:
    """Say whether a clause begins with a subject, and not as in ", are nothing but slogans"."""
    verbal = is_verb or bool(word.classes & {"auxiliary", "be"})
    quantifies = word.low == "there" or word.has("negation")  # "not all of the data"
    return not verbal and (quantifies or not word.has("adverb"))


def _finite_verb(words: Sequence[Word], first: int, last: int) -> int | None:
    """Return the verb of a cue's clause: in the cue, else before it, else after it."""
    inside = range(first, last + 1)
    after = range(last + 1, min(last + 8, len(words)))
    for places in (inside, range(first - 1, -1, -1), after):
        for place in places:
            if verb_use(words, place) is VerbUse.FINITE:
                return place
            if words[place].low in CLAUSE_MARKS:
                break
    return None


def _superlative(
    text: str, words: Sequence[Word], first: int, last: int, tables: Tables
) -> Span | None:
    led = [word.low for word in words[max(0, first - 3) : first]]
    if led[-3:] == ["one", "of", "the"]:
        noun = counted_noun(text, words[last].end, words[-1].end, tables)
        return Span(words[first - 3].start, noun.span.end) if noun else None
    if not led or not (words[first - 1].classes & {"determiner", "possessive", "clitic"}):
        return None
    for place in range(first - 1, max(first - 1 - _NEAR, -1), -1):
        if words[place].has("negation") or words[place].low in ("hardly", "scarcely"):
            return None
        if words[place].has("be") and words[place].has("finite"):
            return _clause(words, place, last)
    return None


def _beyond_limit(words: Sequence[Word], place: int, tables: Tables) -> Span | None:
    """Read "at a level that far exceeds the quotas" from the level to the clause's end."""
    limits = context_words(tables, ContextRole.LIMIT)
    if not any(word.low in limits for word in words[place + 1 : place + 6]):
        return None
    start = clause_start(words, place)
    if start > 1 and words[start - 1].low in ("that", "which") and words[start - 2].low in limits:
        start -= 2
        while start > 0 and words[start - 1].classes & {"determiner", "adjective", "preposition"}:
            start -= 1
    return Span(words[start].start, words[clause_end(words, place) - 1].end)
