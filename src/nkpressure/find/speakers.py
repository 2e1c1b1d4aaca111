"""Says who a source is: an actor of the table, a name, or nobody named.

A pronoun, "the minister", "the column" go to the last source or actor that fits; the rule is
named. An anonymous origin stays anonymous: no name is guessed for it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nkpressure.find.actor_table import ActorForm
from nkpressure.find.actors import ActorMention
from nkpressure.find.entities_of_speech import (
    coalition_id,
    outlet_id,
    slug,
    source_groups,
    speaking_entities,
)
from nkpressure.find.plain_text import lowered
from nkpressure.model import Document, Span
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose voice it is: an entity or a label such as "unnamed", and how that was found."""

    voice: str
    rule: str
    named: bool
    group: str | None = None  # person, medium, document, study, state, anonymous, generic


UNNAMED = Speaker("unnamed", "nobody named", False, "anonymous")
_WORD = re.compile(r"\w[\w.&-]*")
_PERSONAL = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
_THINGS = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "their", "them", "themselves"})
_RELATIVES = frozenset({"who", "which", "that", "whose"})
_SINGULAR_FIRST = frozenset({"i", "my", "me"})
_PLURAL_FIRST = frozenset({"we", "our", "us"})
_ARTICLES = frozenset({"the", "a", "an", "one", "his", "her", "this", "that", "such", "its"})
_DEFINITE = frozenset({"the", "this", "that"})
_BEFORE_A_DOCUMENT = _ARTICLES | {"to", "in", "of", "by", "a", "an"}
_GROUP_OF_SUBKIND = {"person": "person", "media": "medium", "state": "state"}
_NAMED_FORMS = (ActorForm.NAME, ActorForm.TITLE)
MOST_REMEMBERED = 20  # sources and contents that a pronoun can look back over


def author_voice(document: Document, tables: Tables) -> str:
    """Return the voice of the document itself: its author, else its outlet, else its id."""
    if document.author:
        return f"e:{slug(document.author)}"
    if document.outlet:
        return outlet_id(document.outlet, tables)
    return f"e:author-{document.id}"


def _document_label(words: Sequence[str]) -> str:
    kept = " ".join(word for word in words if word.lower() not in _ARTICLES)
    return f"doc:{slug(kept).replace('-', '_')}"


class Speakers:
    """Resolves the sources of one document, in text order."""

    def __init__(self, document: Document, actors: Sequence[ActorMention], tables: Tables) -> None:
        self._text = document.text
        self._tables = tables
        self._author = author_voice(document, tables)
        self._actors = sorted(actors, key=lambda actor: (actor.span.start, -actor.span.end))
        self._starts = [actor.span.start for actor in self._actors]
        self._groups = source_groups(tables)
        self._entities = speaking_entities(tables)
        self._known: list[tuple[Speaker, Span]] = []  # earlier sources
        self._contents: list[Span] = []  # what earlier sources said
        self._by_surname: dict[str, Speaker] = {}
        self._issuers: dict[str, Speaker] = {}

    def speaker(
        self,
        source: Span | None,
        head: Span | None,
        outer: Speaker | None,
        content: Sequence[Span] = (),
    ) -> Speaker:
        """Return whose voice a source is; `outer` is the voice within which it speaks."""
        if source is None:
            return UNNAMED
        words = self._words(head or source)
        self._contents = [*self._contents[-MOST_REMEMBERED:], *content[:1]]
        found = self._pronoun(words[0], source, outer) if len(words) == 1 else None
        found = found or self._named(source, head, words)
        if found.group != "generic":
            self._known = [*self._known[-MOST_REMEMBERED:], (found, source)]
        return found

    def document_in(self, cue: Span, issuer: Speaker | None) -> Speaker | None:
        """Return the document that a cue names ("according to the joint statement issued by").

        Its issuer is remembered, so that "the joint statement" leads back to it later.
        """
        words = self._words(cue)
        for at, word in enumerate(words):
            if "document" in self._groups.get(word.lower(), ()):
                first = at
                while first > 0 and words[first - 1].lower() not in _BEFORE_A_DOCUMENT:
                    first -= 1
                label = _document_label(words[first : at + 1])
                if issuer is not None and issuer.named:
                    self._issuers[label] = issuer
                return Speaker(label, "a document in the cue", True, "document")
        return None

    def issuer(self, speaker: Speaker) -> Speaker | None:
        """Return who issued a document, where that was said before."""
        return self._issuers.get(speaker.voice) if speaker.group == "document" else None

    def mentioned(self, span: Span) -> Speaker:
        """Return whose voice a phrase names, without taking it for a source."""
        return self._named(span, None, self._words(span))

    def _words(self, span: Span) -> list[str]:
        return _WORD.findall(self._text, span.start, span.end)

    def _named(self, source: Span, head: Span | None, words: Sequence[str]) -> Speaker:
        actor = self._actor(source, head, words)
        again = self._again(words) if actor is None or actor.group is None else None
        found = again or actor or self._noun(words)
        if found.named and self._is_anonymous(words):
            return replace(found, named=False, group="anonymous")
        return found

    def _is_anonymous(self, words: Sequence[str]) -> bool:
        """As in "McConnell aides", "Foreign policy analysts": many, and none by name."""
        return bool(words) and "anonymous" in self._groups.get(words[-1], frozenset())

    # pronouns

    def _pronoun(self, shown: str, source: Span, outer: Speaker | None) -> Speaker | None:
        word = shown.lower()
        if shown.isupper() and len(shown) > 1:
            return None  # "US"
        if word in _SINGULAR_FIRST or word in _PLURAL_FIRST:
            return self._first_person(word, outer)
        if word in _RELATIVES:
            return self._before(source)
        if word in _PERSONAL:
            return self._last_person(source)
        if word in _PLURAL or word in _THINGS:
            return self._last_other(word in _PLURAL)
        return None

    def _first_person(self, word: str, outer: Speaker | None) -> Speaker:
        if outer is None:
            return Speaker(self._author, "the author's first person", True, "author")
        country = self.country(outer.voice)
        if word in _PLURAL_FIRST and country is not None:
            return Speaker(country, "an official's “we”", True, "state")
        return Speaker(outer.voice, "the first person of the quoted", outer.named, outer.group)

    def country(self, voice: str) -> str | None:
        """Return the state for which a person of the table speaks."""
        row = self._entities.get(voice)
        if row is None or row.subkind != "person" or not row.country:
            return None
        return f"e:{row.country}"

    def _before(self, source: Span) -> Speaker | None:
        """A relative goes to the actor, or else to the noun, that ends just before it."""
        place = bisect_left(self._starts, source.start) - 1
        if place >= 0 and source.start - self._actors[place].span.end <= 3:
            return self._of_actors(self._actors[place : place + 1], "the actor before the relative")
        words = self._words(Span(max(0, source.start - 60), source.start))
        for at in range(len(words) - 1, -1, -1):
            if words[at].lower() in _ARTICLES:
                return self._again(words[at:]) or self._noun(words[at:])
        return None

    def _last_person(self, source: Span) -> Speaker | None:
        """The nearer of the last person who spoke and the last one named outside of any speech."""
        spoke = next(((s, at) for s, at in reversed(self._known) if s.group == "person"), None)
        place = bisect_left(self._starts, source.start)
        for actor in reversed(self._actors[max(0, place - MOST_REMEMBERED) : place]):
            if spoke is not None and actor.span.start <= spoke[1].start:
                break
            speaker = self._of_actors([actor], "the last person named")
            said = any(content.contains(actor.span) for content in self._contents)
            if speaker.group == "person" and not said:
                return speaker
        return replace(spoke[0], rule="the last person who spoke") if spoke else None

    def _last_other(self, plural: bool) -> Speaker | None:
        for speaker, _ in reversed(self._known):
            many = speaker.group == "anonymous" or "+" in speaker.voice
            if speaker.group != "person" and many is plural:
                return replace(speaker, rule="the last group or body that spoke")
        return None

    # nouns and names

    def _again(self, words: Sequence[str]) -> Speaker | None:
        """As in "the minister", "the column": the last source that bears the noun or fits it."""
        if not words or words[0].lower() not in _DEFINITE or len(words) == 1:
            return None
        noun = words[-1].lower()
        groups = self._groups.get(noun, frozenset())
        for speaker, source in reversed(self._known):
            person = "person" in groups and speaker.group == "person"
            if person or noun in lowered(source.of(self._text)).split():
                return replace(speaker, rule=f"the last source that fits “{noun}”")
        return None

    def _actor(self, source: Span, head: Span | None, words: Sequence[str]) -> Speaker | None:
        inside = self._within(source)
        people = [a for a in inside if self._group([a]) == "person"]
        if people:
            at_head = [a for a in people if head is None or a.span.end <= head.end]
            return self._of_actors((at_head or people)[-1:], "a person in the source")
        ending = self._within(head or source)
        together = [a for a in ending if self._group([a]) == "state"]
        if len(together) > 1 and len(together) == len(ending):
            return self._of_actors(together, "the states in the source")
        last = ending[-1] if ending else None
        if last is None and inside and not (words and self._groups.get(words[-1].lower())):
            return self._of_actors(inside[:1], "an actor in the source")
        if last is None or self._ends_with_other_name(last, head or source, words):
            return None
        return self._of_actors([last], "an actor in the source")

    def _ends_with_other_name(self, actor: ActorMention, span: Span, words: Sequence[str]) -> bool:
        """As in "House of Representatives member Ann Lee": the name after the actor speaks."""
        after = self._words(Span(min(actor.span.end, span.end), span.end))
        return bool(after) and after[-1][:1].isupper() and after[-1] == words[-1]

    def _within(self, span: Span) -> list[ActorMention]:
        low = bisect_left(self._starts, span.start)
        high = bisect_left(self._starts, span.end)
        return [actor for actor in self._actors[low:high] if actor.span.end <= span.end]

    def _of_actors(self, actors: Sequence[ActorMention], rule: str) -> Speaker:
        voice = self._voice(actors)
        return Speaker(voice or "unnamed", rule, voice is not None, self._group(actors))

    def _voice(self, actors: Sequence[ActorMention]) -> str | None:
        ids = tuple([entity for actor in actors for entity in actor.entity])
        if len(ids) > 1:
            return coalition_id(ids, self._tables)
        return ids[0] if ids else None

    def _group(self, actors: Sequence[ActorMention]) -> str | None:
        voice = self._voice(actors) or "unnamed"
        row = self._entities.get(voice)
        if row is not None:
            return _GROUP_OF_SUBKIND.get(row.subkind)
        return "person" if actors[-1].form in _NAMED_FORMS and voice.islower() else None

    def _noun(self, words: Sequence[str]) -> Speaker:
        lows = [word.lower().rstrip(".") for word in words]
        groups = frozenset[str]().union(*(self._groups.get(low, ()) for low in lows))
        if len(lows) == 1 and "generic" in groups:
            return Speaker(f"generic:{lows[0]}", "a pronoun for all", False, "generic")
        names = [
            word
            for word, low in zip(words, lows, strict=True)
            if word[:1].isupper()
            and low not in _ARTICLES
            and "title" not in self._groups.get(low, frozenset())
        ]
        if names and "medium" in groups:
            return Speaker(f"e:{slug(' '.join(names))}", "a medium named", True, "medium")
        return self._name(names) if names else self._unnamed(lows, groups)

    def _name(self, names: Sequence[str]) -> Speaker:
        surname = names[-1].lower()
        if len(names) == 1 and surname in self._by_surname:
            return replace(self._by_surname[surname], rule="the name named before")
        speaker = Speaker(f"e:{slug(' '.join(names))}", "the name in the source", True, "person")
        self._by_surname[surname] = speaker
        return speaker

    def _unnamed(self, lows: Sequence[str], groups: frozenset[str]) -> Speaker:
        kept = slug(" ".join(low for low in lows if low not in _ARTICLES))
        one = bool(lows) and lows[0] in ("one", "a", "an")
        label = f"e:unnamed-{kept}" if one and kept else f"e:{kept}" if kept else "unnamed"
        group = next((g for g in ("medium", "document", "study", "person") if g in groups), None)
        if group == "document":
            return Speaker(_document_label(lows), "a document", True, group)
        anonymous = "anonymous" in groups or group in (None, "person")
        return Speaker(
            label, "a source without a name", not anonymous, "anonymous" if anonymous else group
        )
