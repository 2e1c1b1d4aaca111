"""Cuts a sentence into clauses: the stretch that asserts one thing, and so can be its evidence.

No parser: a clause begins behind a joining word, a pause or a reported voice where a verb of its
own follows. What a clause keeps (an if-clause, a relative clause that defines its noun) and what
it leaves out (a purpose, a ground) follows how a reader would quote it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import ClassVar

from nkpressure.find.grammar import ReportingVerb, Word, starts_phrase, words_of
from nkpressure.find.inflections import verb_forms
from nkpressure.find.verb_uses import VerbUse, verb_uses
from nkpressure.model import Span
from nkpressure.tables import Tables


class LinkPlace(StrEnum):
    """What a linking word does at a clause's edge."""

    JOINS = "joins"  # "and", where a verb of its own follows
    OPENS = "opens"  # "while", where a subject and a verb follow
    OPENS_ALWAYS = "opens_always"  # "in order to"
    OPENS_AFTER_COMMA = "opens_after_comma"  # ", which called on"
    KEEPS = "keeps"  # "albeit": what follows belongs to the clause
    LOOSE = "loose"  # left out where a clause begins with it


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """A word or two at the edge of clauses."""

    TABLE: ClassVar[str] = "clause_links.csv"

    word: str
    place: LinkPlace


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch that asserts one thing, with its words; `rule` says why it begins where it does."""

    span: Span
    words: tuple[Word, ...]
    rule: str

    def before(self, place: int) -> tuple[Word, ...]:
        """Return the clause's words that end at or before a place of the text."""
        return self.words[: bisect_right(self.words, place, key=_end)]

    def after(self, place: int) -> tuple[Word, ...]:
        """Return the clause's words that start at or after a place of the text."""
        return self.words[bisect_left(self.words, place, key=_start) :]

    def within(self, span: Span) -> tuple[Word, ...]:
        """Return the clause's words that lie within a stretch."""
        first = bisect_left(self.words, span.start, key=_start)
        return self.words[first : max(first, bisect_right(self.words, span.end, key=_end))]


def _start(word: Word) -> int:
    return word.start


def _end(word: Word) -> int:
    return word.end


def words_until(words: Sequence[Word], place: int) -> Sequence[Word]:
    """Return the words that end at or before a place of the text."""
    return words[: bisect_right(words, place, key=_end)]


# What is demanded belongs to the act of demanding; what is said stands apart from the saying
ACTS = frozenset({"demands", "refuses", "wants", "intends", "denies"})
Links = Mapping[LinkPlace, Mapping[str, Sequence[tuple[str, ...]]]]  # by the first word
_FINITE = (VerbUse.FINITE, VerbUse.PASSIVE)
_MOST_WORDS = 400  # of one sentence; a longer one is a list or a fault
_SUBJECT_REACH = 14  # words between the start of a subject and its verb
_OWN_WORDS = 4  # a verb without a subject needs so many words for a clause of its own
_LIST = 6  # words from one member of a list to the "and" before the last
_ASIDE = 5  # words of an aside between "and" and the subject
_STOPS = frozenset({";", ":", "…", "..."})
_NO_SUBJECT = frozenset({"to", "who", "which", "whom", "whose"})
_PAUSES = frozenset({",", "—", "--", "–"})
_BEFORE_AN_EDGE = _STOPS | _PAUSES
_SHORT_FRONT = 4  # words of an opening phrase that stays: "On July 20, Pompeo pressed China"


@cache
def _links(tables: Tables) -> Links:
    places: dict[LinkPlace, dict[str, list[tuple[str, ...]]]] = {p: {} for p in LinkPlace}
    for row in tables.rows(ClauseLink):
        phrase = tuple(row.word.split())
        places[row.place].setdefault(phrase[0], []).append(phrase)
    return places


@cache
def _edge_words(tables: Tables) -> frozenset[str]:
    """Return the words that can begin a clause without a pause before them."""
    opening = (place for place in LinkPlace if place not in (LinkPlace.KEEPS, LinkPlace.LOOSE))
    return frozenset(word for place in opening for word in _links(tables)[place]) | {"that"}


@cache
def _acts(tables: Tables) -> frozenset[str]:
    """Return the forms of the verbs with which somebody demands, wants or refuses."""
    verbs = (row.verb for row in tables.rows(ReportingVerb) if row.link in ACTS)
    return frozenset(form for verb in verbs for form in verb_forms(verb.split()[0], tables).all())


def find_clauses(text: str, unit: Span, edges: Iterable[int], tables: Tables) -> list[Clause]:
    """Cut a sentence into its clauses; `edges` are further places where a clause begins or ends.

    >>> from nkpressure.tables import read_tables
    >>> note = "China paused, but the council adopted a resolution that caps coal."
    >>> [c.span.of(note) for c in find_clauses(note, Span(0, 66), (), read_tables())]
    ['China paused', 'the council adopted a resolution that caps coal']
    """
    words = words_of(text, unit.start, unit.end, tables)[:_MOST_WORDS]
    if not words:
        return []
    reader = _Reader(words, _links(tables), _acts(tables))
    cuts: dict[int, str] = {0: "sentence"}
    for place in _edges(words, _edge_words(tables)):
        rule = reader.begins(place)
        if rule is not None:
            cuts[place] = rule
    starts = [word.start for word in words]
    for edge in edges:
        place = bisect_left(starts, edge)
        if 0 < place < len(words):
            cuts.setdefault(place, "voice")
    clauses = (
        reader.clause(first, last, cuts[first])
        for first, last in pairwise([*sorted(cuts), len(words)])
    )
    return [clause for clause in clauses if clause is not None]


def _edges(words: Sequence[Word], edge_words: frozenset[str]) -> list[int]:
    """Return the places where a clause can begin: at a linking word, or behind a pause."""
    return [
        place
        for place in range(1, len(words))
        if words[place].low in edge_words or words[place - 1].low in _BEFORE_AN_EDGE
    ]


def clause_at(clauses: Sequence[Clause], place: int) -> Clause | None:
    """Return the clause that a place of the text stands in; None outside all of them."""
    starts = [clause.span.start for clause in clauses]
    at = bisect_right(starts, place) - 1
    return clauses[at] if at >= 0 and place < clauses[at].span.end else None


class _Reader:
    """Reads one sentence's words for the edges of its clauses."""

    def __init__(self, words: Sequence[Word], links: Links, acts: frozenset[str]) -> None:
        self.words = words
        self.acts = acts
        self.links = links
        self.uses = verb_uses(words)
        self.since = 0  # the place of the last edge

    def begins(self, place: int) -> str | None:
        """Say by which rule a clause begins at a word; None where none does."""
        rule = self._rule(place)
        if rule is not None:
            self.since = place
        return rule

    def _rule(self, place: int) -> str | None:
        before = self.words[place - 1]
        if before.low in _STOPS:
            return "stop"
        if self._linked(place, LinkPlace.OPENS_ALWAYS):
            return "adjunct"
        paused = before.low in _PAUSES
        if paused and self._linked(place, LinkPlace.OPENS_AFTER_COMMA):
            ends = self._has_verb(place) and self._verb_by(place, place + 8)
            return "relative clause" if ends else None
        if self._linked(place, LinkPlace.OPENS) and self._subject_and_verb(place + 1):
            return "subordinate clause"
        if self._linked(place, LinkPlace.JOINS) and self._has_verb(place):
            return None if self._ends_list(place) else self._joined(place + 1)
        if self.words[place].low == "that" and self._opens_content(place):
            return "that-clause"
        if paused:
            return self._after_pause(place)
        return None

    def _linked(self, place: int, link: LinkPlace) -> bool:
        phrases = self.links[link].get(self.words[place].low)
        if phrases is None:
            return False
        return any(self._stands(place, phrase) for phrase in phrases)

    def _stands(self, place: int, phrase: tuple[str, ...]) -> bool:
        if len(phrase) == 1:
            return self.words[place].low == phrase[0]
        return tuple(word.low for word in self.words[place : place + len(phrase)]) == phrase

    def _ends_list(self, place: int) -> bool:
        """Say whether an "and" joins two names: "between the U.S., Japan and the ROK"."""
        after = self.words[place + 1 : place + 3]
        if not self.words[place - 1].has("name") or not any(word.has("name") for word in after):
            return False
        return any(word.low == "," for word in self.words[max(self.since, place - 4) : place])

    def _joined(self, place: int) -> str | None:
        place = self._over_aside(self._over_adverbs(place))
        at = self._over_adverbs(place)
        if at < len(self.words) and self.uses[at] in _FINITE and not self._nominal_here(at):
            rest = len(self.words) - at
            return "second verb" if rest >= _OWN_WORDS else None
        return "second clause" if self._subject_and_verb(place) else None

    def _nominal_here(self, at: int) -> bool:
        """Tell "and drew a reaction" from "sanctions and talks fail"."""
        return (
            "past" not in self.words[at].forms
            and not self.words[at].has("finite")
            and ("third" not in self.words[at].forms)
        )

    def _in_list(self, place: int) -> bool:
        """Tell "the U.S., Japan and the ROK staged" from a new clause after a pause."""
        around = self.words[max(0, place - 2) : place + 2]
        named = [word for word in around if word.has("name")]
        ahead = [word.low for word in self.words[place : place + _LIST]]
        return len(named) >= 2 and self.words[place - 1].low == "," and "and" in ahead

    def _after_pause(self, place: int) -> str | None:
        if self._in_list(place):
            return None
        word = self.words[place]
        if "gerund" in word.forms and not word.has("preposition"):
            return "participle" if self._goes_on(place) else None
        front = place - self.since
        has_verb = self._has_verb(place)
        if not has_verb and front > _SHORT_FRONT and self._subject_and_verb(place):
            return "after an opening phrase"
        if has_verb and self._clause_in_front() and self._subject_and_verb(place):
            return "after a clause in front"
        return None

    def _goes_on(self, place: int) -> bool:
        """Tell ", demanding that the ban end" from a list: ", smuggling by overland borders"."""
        following = self.words[place + 1] if place + 1 < len(self.words) else None
        listed = any(word.low == "including" for word in self.words[self.since : place])
        behind = following is None or following.low in ("of", "by") or listed
        return self._has_verb(place) and not behind

    def _clause_in_front(self) -> bool:
        """Say whether the clause so far is one that opens with "while" or "although"."""
        return self._linked(self.since, LinkPlace.OPENS)

    def _has_verb(self, place: int) -> bool:
        """Say whether the clause so far has its verb."""
        return self._verb_by(self.since, place)

    def _verb_by(self, first: int, last: int) -> bool:
        return any(use in _FINITE for use in self.uses[first:last])

    def _opens_content(self, place: int) -> bool:
        """Tell "it is clear that China fears" from "the policy that has been missing"."""
        before = self.words[place - 1]
        if before.low in self.acts:
            return False  # "demanded that the ban end" is one act
        led = self.uses[place - 1] is not None or before.has("adjective") or before.low == "fact"
        return led and self._subject_and_verb(place + 1)

    def _over_adverbs(self, place: int) -> int:
        while place < len(self.words) and self.words[place].has("adverb"):
            place += 1
        return place

    def _over_aside(self, place: int) -> int:
        """Step over "in any case", "accordingly," before the subject."""
        words = self.words[place : place + _ASIDE]
        if words and words[0].low == ",":
            return place + 1
        if not words or not words[0].has("preposition"):
            return place
        for step in range(2, len(words)):
            if words[step].low == "," or self._subject_and_verb(place + step, reach=2):
                return place + step + (words[step].low == ",")
        return place

    def _subject_and_verb(self, place: int, reach: int = _SUBJECT_REACH) -> bool:
        """Say whether a noun phrase and its finite verb follow, with nothing in between."""
        at = self._over_adverbs(place)
        if at >= len(self.words) or not starts_phrase(self.words[at]):
            return self._there_is(at)
        for here in range(at, min(at + reach, len(self.words))):
            word = self.words[here]
            if here > at and self.uses[here] in _FINITE:
                return True
            if word.low in _STOPS or word.low in _PAUSES or word.low in _NO_SUBJECT:
                return False
        return False

    def _there_is(self, place: int) -> bool:
        return place < len(self.words) and self.words[place].low == "there"

    def clause(self, first: int, last: int, rule: str) -> Clause | None:
        """Return the clause of the words between two places, without what stands loose."""
        while first < last and self._is_loose(first):
            first += 1
        while last > first and not self.words[last - 1].low[0].isalnum():
            last -= 1
        if first == last:
            return None
        kept = tuple(self.words[first:last])
        return Clause(Span(kept[0].start, kept[-1].end), kept, rule)

    def _is_loose(self, place: int) -> bool:
        low = self.words[place].low
        return not low[0].isalnum() or low in self.links[LinkPlace.LOOSE]
