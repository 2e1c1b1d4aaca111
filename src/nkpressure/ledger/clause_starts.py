"""Where a clause begins: at a linking word, a pause or a colon where a verb of its own follows.

No parser: what a clause keeps (an if-clause, a relative clause that defines its noun) and what it
leaves out (a purpose, a ground) follows how a reader would quote it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.find.grammar import ReportingVerb, Word, starts_phrase
from nkpressure.find.inflections import verb_forms
from nkpressure.find.verb_uses import VerbUse, verb_uses
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


# What is demanded belongs to the act of demanding; what is said stands apart from the saying
ACTS = frozenset({"demands", "refuses", "wants", "intends", "denies"})
Links = Mapping[LinkPlace, Mapping[str, Sequence[tuple[str, ...]]]]  # by the first word
_FINITE = (VerbUse.FINITE, VerbUse.PASSIVE)
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
def links_of(tables: Tables) -> Links:
    """Return the linking words of each place, by their first word."""
    places: dict[LinkPlace, dict[str, list[tuple[str, ...]]]] = {p: {} for p in LinkPlace}
    for row in tables.rows(ClauseLink):
        phrase = tuple(row.word.split())
        places[row.place].setdefault(phrase[0], []).append(phrase)
    return places


@cache
def _edge_words(tables: Tables) -> frozenset[str]:
    """Return the words that can begin a clause without a pause before them."""
    opening = (place for place in LinkPlace if place not in (LinkPlace.KEEPS, LinkPlace.LOOSE))
    return frozenset(word for place in opening for word in links_of(tables)[place]) | {"that"}


@cache
def _acts(tables: Tables) -> frozenset[str]:
    """Return the forms of the verbs with which somebody demands, wants or refuses."""
    verbs = (row.verb for row in tables.rows(ReportingVerb) if row.link in ACTS)
    return frozenset(form for verb in verbs for form in verb_forms(verb.split()[0], tables).all())


def clause_starts(words: Sequence[Word], tables: Tables) -> dict[int, str]:
    """Return the places in a sentence at which clauses begin, each with the rule that says so.

    >>> from nkpressure.find.grammar import words_of
    >>> from nkpressure.tables import read_tables
    >>> note, tables = "China paused, but the council adopted a resolution.", read_tables()
    >>> clause_starts(words_of(note, 0, len(note), tables), tables)
    {0: 'sentence', 3: 'second clause'}
    """
    reader = _Reader(words, links_of(tables), _acts(tables))
    found = {0: "sentence"}
    for place in _edges(words, _edge_words(tables)):
        rule = reader.begins(place)
        if rule is not None:
            found[place] = rule
    return found


def _edges(words: Sequence[Word], edge_words: frozenset[str]) -> list[int]:
    """Return the places where a clause can begin: at a linking word, or behind a pause."""
    return [
        place
        for place in range(1, len(words))
        if words[place].low in edge_words or words[place - 1].low in _BEFORE_AN_EDGE
    ]


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
