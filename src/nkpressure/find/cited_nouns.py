"""Finds documents of state cited without number and name: "a new UNSC resolution"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nkpressure.find.citation_heads import (
    CitationHead,
    CitedNoun,
    Requirement,
    citation_head_finder,
)
from nkpressure.find.citation_kinds import Citation, CitedKind
from nkpressure.find.citation_words import CitationWords, WordRole, citation_words
from nkpressure.find.legal_documents import declaration_places
from nkpressure.find.noun_phrases import NounPhrase, makers_after, noun_phrase, place_after
from nkpressure.model import Span
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class Context:
    """The document in plain characters, with where it names the Council and its sentences."""

    text: str
    council: Sequence[int]
    sentences: Sequence[Span]
    known: Sequence[Citation]  # numbered and named citations, in text order

    def known_within(self, start: int, end: int) -> Sequence[Citation]:
        """Return the numbered and named citations that begin between two places."""
        first = bisect_left(self.known, start, key=lambda citation: citation.start)
        last = bisect_left(self.known, end, key=lambda citation: citation.start)
        return self.known[first:last]

    def sentence(self, place: int) -> Span | None:
        """Return the sentence around a place (of a very long one, what is near); None without."""
        at = bisect_left(self.sentences, Span(place + 1, place + 1)) - 1
        found = self.sentences[at] if at >= 0 else None
        if found is None or found.end <= place:
            return None
        return Span(max(found.start, place - _NEAR), min(found.end, place + _NEAR))

    def council_before(self, place: int) -> bool:
        """Say whether the Council is named before the place."""
        return bool(self.council) and self.council[0] < place


def cited_nouns(
    context: Context, start: int, end: int, tables: Tables, seen: set[CitedKind]
) -> Iterator[Citation]:
    """Find the nouns between two places that cite a document of state.

    `seen` holds the sorts cited so far, for "the resolution" that comes again; it is added to.
    """
    words = citation_words(tables)
    upcoming = iter(context.known_within(start, end))
    following = next(upcoming, None)
    for match in citation_head_finder(tables).find_in(context.text, start, end):
        head = match.span
        while following is not None and following.start < head.start:
            seen.add(following.subkind)
            following = next(upcoming, None)
        sentence = context.sentence(head.start) or Span(start, end)
        earliest = max(start, sentence.start)
        phrase = noun_phrase(context.text, head, earliest, words)
        case = _Case(context, phrase, match.entries[0], max(sentence.end, head.end), tables)
        citation = case.citation(seen)
        if citation is not None:
            seen.add(citation.subkind)
            yield citation
    while following is not None:
        seen.add(following.subkind)
        following = next(upcoming, None)


@dataclass(frozen=True, slots=True)
class _Case:
    """One noun with its surroundings, to be judged."""

    context: Context
    phrase: NounPhrase
    noun: CitedNoun
    latest: int
    tables: Tables

    def citation(self, seen: set[CitedKind]) -> Citation | None:
        """Return the citation that the noun makes, None where it makes none."""
        if any(self.words.has(m, WordRole.REFUSED_MODIFIER) for m in self.phrase.modifiers):
            return None
        row = self.noun.row
        subkind = row.plural_subkind if self.noun.plural else row.subkind
        if self.phrase.bare and self._again(row, seen):
            return Citation(self.phrase.span, f"{row.head} again", subkind, status="coreferent")
        end = _CHECKS[row.requires](self)
        if end is None:
            return None
        span = Span(self.phrase.span.start, end)
        return Citation(span, f"{row.head}: {row.requires}", subkind, status=self._status())

    @property
    def words(self) -> CitationWords:
        return citation_words(self.tables)

    def _again(self, row: CitationHead, seen: set[CitedKind]) -> bool:
        """Say whether "the resolution" takes up one that was cited before."""
        if row.requires not in _TAKEN_UP or not self._definite:
            return False
        return bool({row.subkind, row.plural_subkind} & seen) and not self._other_sense_after()

    def _status(self) -> str | None:
        statuses = [self.words.status(modifier) for modifier in self.phrase.modifiers]
        return next((status for status in statuses if status), None)

    @property
    def _definite(self) -> bool:
        determiner = self.phrase.determiner or ""
        return self.phrase.possessor or self.words.has(determiner, WordRole.DETERMINER)

    def _council_within(self) -> bool:
        bodies = self.words.bodies(" ".join(self.phrase.names))
        return bool(bodies & _COUNCIL) and WordRole.OTHER_BODY not in bodies

    def _makers(self) -> tuple[int, set[WordRole]]:
        after = makers_after(self.context.text, self.phrase.span.end, self.latest, self.tables)
        if after is None:
            return self.phrase.span.end, set()
        return after.end, self.words.bodies(after.names)

    def _other_sense_after(self) -> bool:
        """Say whether a crisis is resolved: "the resolution of the nuclear issue"."""
        match = _OF_WHAT.match(self.context.text, self.phrase.span.end, self.latest)
        if match is None:
            return False
        return any(
            self.words.has(word.strip(".,;'\""), WordRole.OTHER_SENSE)
            for word in match["what"].split()
        )

    def council(self) -> int | None:
        """The Council made it: named before the noun, or after it with "by"."""
        if self._council_within():
            return self.phrase.span.end
        end, bodies = self._makers()
        return end if bodies & _COUNCIL else None

    def council_definite(self) -> int | None:
        """The same, with "the" or "all" before it."""
        definite = self._definite or bool(self._status())
        return self.phrase.span.end if definite and self._council_within() else None

    def council_or_context(self) -> int | None:
        """The Council is named in the phrase, in the sentence, or earlier in the text."""
        bodies = self.words.bodies(" ".join(self.phrase.names))
        end, makers = self._makers()
        if WordRole.OTHER_BODY in bodies | makers or self._other_sense_after():
            return None
        if bodies & _COUNCIL:
            return self.phrase.span.end
        if makers & _COUNCIL:
            return end
        if self.phrase.determiner is None and not self._status():
            return None
        return self.phrase.span.end if self._council_nearby() else None

    def _council_nearby(self) -> bool:
        sentence = self.context.sentence(self.phrase.span.start) or self.phrase.span
        named = self.words.bodies(sentence.of(self.context.text))
        if WordRole.COUNCIL in named:
            return True
        if WordRole.OTHER_BODY in named:
            return False
        return self.context.council_before(self.phrase.span.start)

    def determined(self) -> int | None:
        """Any determiner or name stands before it; who made it is part of the phrase."""
        if self.phrase.determiner is None and not self.phrase.names:
            return None
        return self._makers()[0]

    def definite(self) -> int | None:
        """A definite determiner or a possessor stands before it."""
        return self.phrase.span.end if self._definite else None

    def definite_named(self) -> int | None:
        """A definite determiner and one more word, or a name of its own, stand before it."""
        end = self._makers()[0]
        capital = self.phrase.head.of(self.context.text)[0].isupper()
        if self._definite and not self.phrase.possessor and not capital:
            told = self.phrase.modifiers or self.phrase.names or end > self.phrase.span.end
            return self._coordinated(end) if told else None
        return self._coordinated(end) if self.proper() is not None else None

    def proper(self) -> int | None:
        """Noun and name are written with capitals."""
        capital = self.phrase.head.of(self.context.text)[0].isupper()
        if not capital or not self.phrase.names or self._part_of_a_name():
            return None
        indefinite = self.words.has(self.phrase.determiner or "", WordRole.INDEFINITE)
        return None if indefinite else self.phrase.span.end

    def _part_of_a_name(self) -> bool:
        """Say whether a longer name goes on: "North Atlantic Treaty Organization"."""
        shown = self.phrase.span.of(self.context.text)
        goes_on = _GOES_ON.match(self.context.text, self.phrase.span.end, self.latest)
        return goes_on is not None or WordRole.OTHER_BODY in self.words.bodies(shown)

    def _coordinated(self, end: int) -> int:
        """Take a second noun of the same sort along: "treaty and agreement"."""
        match = _AND_NOUN.match(self.context.text, end, self.latest)
        if match is None:
            return end
        nouns = citation_head_finder(self.tables).find(match["noun"])
        same = any(
            noun.row.requires is Requirement.DEFINITE_NAMED for m in nouns for noun in m.entries
        )
        return match.end() if same else end

    def reporting_body(self) -> int | None:
        """A body of record wrote it; or it is new, and no newspaper is named as its author."""
        if WordRole.REPORTING_BODY in self.words.bodies(" ".join(self.phrase.names)):
            return self.phrase.span.end
        end, bodies = self._makers()
        if WordRole.REPORTING_BODY in bodies:
            return end
        fresh = {"new", "latest"} & set(self.phrase.modifiers)
        if not (fresh and self.phrase.determiner) or self.noun.plural:
            return None
        return None if self._said_by_a_newspaper() else self.phrase.span.end

    def _said_by_a_newspaper(self) -> bool:
        if self.phrase.names or self.phrase.possessor:
            return True
        return bool(_IN_A_NAME.match(self.context.text, self.phrase.span.end, self.latest))

    def summit_place(self) -> int | None:
        """The promises were made at a place that gave a declaration its name."""
        after = place_after(self.context.text, self.phrase.span.end, self.latest, self.tables)
        if after is None:
            return None
        named = any(place in after.names for place in declaration_places(self.tables))
        return after.end if named else None


_COUNCIL = {WordRole.COUNCIL, WordRole.COUNCIL_SENDER}
_NEAR = 600
_OF_WHAT = re.compile(r"\s+(?:of|to)\s+(?P<what>(?:\S+\s*){1,6})")
_GOES_ON = re.compile(r" [A-Z][a-z]")
_AND_NOUN = re.compile(r"\s+and\s+(?P<noun>[A-Za-z]+)")
_IN_A_NAME = re.compile(r"\s+(?:in|by|from|on|for)\s+(?:the\s+)?[A-Z]")
_TAKEN_UP = {
    Requirement.COUNCIL_OR_CONTEXT,
    Requirement.DEFINITE_NAMED,
    Requirement.DETERMINED,
    Requirement.REPORTING_BODY,
}
_CHECKS = {
    Requirement.COUNCIL: _Case.council,
    Requirement.COUNCIL_DEFINITE: _Case.council_definite,
    Requirement.COUNCIL_OR_CONTEXT: _Case.council_or_context,
    Requirement.DETERMINED: _Case.determined,
    Requirement.DEFINITE: _Case.definite,
    Requirement.DEFINITE_NAMED: _Case.definite_named,
    Requirement.PROPER: _Case.proper,
    Requirement.REPORTING_BODY: _Case.reporting_body,
    Requirement.SUMMIT_PLACE: _Case.summit_place,
}
