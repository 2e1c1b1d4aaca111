"""Finds the actors that a text names: people, states, agencies, media, groups.

Who says something to whom is a question for `nkpressure.find.attributions`; where something
happens, for `nkpressure.find.places`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from nkpressure.find.actor_marks import Mark, Page, find_actor_marks, with_article
from nkpressure.find.actor_table import ActorForm, Needs, entity_name
from nkpressure.find.actor_words import Use, words
from nkpressure.find.author_voice import author_entity, find_author_pronouns, find_handles
from nkpressure.find.back_references import find_back_references
from nkpressure.find.capital_runs import Run
from nkpressure.find.capitals import acts
from nkpressure.find.groups import find_groups
from nkpressure.find.organisations import find_initials, find_organisations
from nkpressure.find.pairs import find_pairs
from nkpressure.find.persons import Person, find_persons
from nkpressure.find.surnames import find_known_alone, find_surnames
from nkpressure.find.titled import find_titles_alone, join_titles
from nkpressure.model import Annotation, Document, Span
from nkpressure.read.regions import Region
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables, read_tables

__all__ = ["ActorForm", "ActorMention", "entity_name", "find_actors"]

# "Ku Bon-tae (구본태)", "Wang Enbin (王恩濱)"
_NATIVE = re.compile(
    r"\s?[(（]\s?(?P<name>[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+)"
)
# "said in Chinese", "written in Korean": a language
_LANGUAGE = re.compile(r"\b(?:in|into|speaks?|speaking|spoke|written)\s$")
# "Special Economic Zone" after the state's name
_NAMES_A_BODY = ("organisation", "table: name")
_NAME_WORDS = 4
_NOUN_FOLLOWS = re.compile(r"\s[a-z]")


@dataclass(frozen=True, slots=True)
class ActorMention(Annotation):
    """A mention of one actor, or of two at once ("US-DPRK"); entity ids as in the table."""

    kind: ClassVar[str] = "actor"

    entity: tuple[str, ...]
    form: ActorForm


def find_actors(
    document: Document,
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    tables: Tables | None = None,
) -> list[ActorMention]:
    """Find who is named, each mention at its longest; furniture of the page does not count.

    >>> note = Document("note", "On July 20, US Secretary of State Mike Pompeo pressed China.")
    >>> [(mention.span.of(note.text), mention.entity) for mention in find_actors(note, (), ())]
    [('US Secretary of State Mike Pompeo', ('e:mike-pompeo',)), ('China', ('e:CHN',))]
    """
    page = Page(document, tuple(regions), tables or read_tables())
    marks = find_actor_marks(page)
    named, runs = find_persons(page, marks)
    surnames = list(find_surnames(page, runs, marks, named))
    alone = find_known_alone(page, runs, marks, [*named, *surnames])
    people = sorted([*named, *surnames, *alone], key=_start)
    marks = _without_namesakes(marks, people)
    persons = join_titles(page, marks, people)
    rest = _without_persons(marks, persons)
    candidates = [
        *(_mention(p.start, p.end, (p.entity,), ActorForm.NAME, p.rule) for p in persons),
        *_names(page, rest, runs),
        *(
            _mention(start, end, entity, ActorForm(form), "pair")
            for start, end, entity, form in find_pairs(page.text, marks)
        ),
        *(
            _mention(g.start, g.end, g.entity, g.form, g.rule)
            for g in find_groups(page, marks, people)
        ),
        *(
            _mention(o.start, o.end, (o.entity,), ActorForm.NAME, "organisation")
            for o in find_organisations(page, runs, marks)
        ),
        *(
            _mention(t.start, t.end, (t.entity,), ActorForm.TITLE, t.rule)
            for t in find_titles_alone(page, marks, persons)
        ),
        *(
            _mention(b.start, b.end, b.entity, ActorForm.NOMINAL, b.rule)
            for b in find_back_references(page, marks, persons)
        ),
        *_author_and_handles(page),
    ]
    bodies = [(c.start, c.end, c.entity[0]) for c in candidates if c.rule in _NAMES_A_BODY]
    candidates += [
        _mention(o.start, o.end, (o.entity,), ActorForm.NAME, "initials")
        for o in find_initials(page, bodies)
    ]
    mentions = _longest(candidates)
    return sorted([*mentions, *_native_names(page, mentions)], key=_place)


def _start(person: Person) -> int:
    return person.start


def _place(mention: ActorMention) -> tuple[int, int]:
    return mention.span.start, mention.span.end


def _mention(
    start: int, end: int, entity: tuple[str, ...], form: ActorForm, rule: str
) -> ActorMention:
    return ActorMention(Span(start, end), rule, entity, form)


def _without_namesakes(marks: Sequence[Mark], persons: Sequence[Person]) -> list[Mark]:
    """Leave out the states that are part of a person's name: "Chuck Jordan"."""
    covered = {place for p in persons for place in range(p.start, p.end)}
    return [mark for mark in marks if mark.is_person or mark.start not in covered]


def _without_persons(marks: Sequence[Mark], persons: Sequence[Person]) -> list[Mark]:
    covered = {place for p in persons for place in range(p.start, p.end)}
    return [mark for mark in marks if mark.start not in covered]


def _names(page: Page, marks: Sequence[Mark], runs: Sequence[Run]) -> Iterator[ActorMention]:
    swallowed = _swallowed(page, runs)
    for mark in marks:
        name = mark.name
        if name is None or name.needs is Needs.BEFORE_HYPHEN or mark.start in swallowed:
            continue
        if mark.is_person and name.form is ActorForm.NAME:
            continue
        if name.needs is Needs.ACTS and not acts(page, mark):
            continue
        if name.form is ActorForm.DEMONYM and _is_language(page.text, mark):
            continue
        start = with_article(page.text, mark)
        yield _mention(start, mark.end, name.entity, name.form, f"table: {name.form.value}")


def _is_language(text: str, mark: Mark) -> bool:
    before = _LANGUAGE.search(text[max(0, mark.start - 12) : mark.start])
    return before is not None and _NOUN_FOLLOWS.match(text, mark.end) is None


def _swallowed(page: Page, runs: Sequence[Run]) -> set[int]:
    """Return where a name is part of another: "the North Korean Special Economic Zone"."""
    lasts = words(page.tables, Use.SWALLOWS)
    places: set[int] = set()
    for run in runs:
        for index in range(len(run.tokens) - 1, 0, -1):
            if run.tokens[index].word in lasts:
                places |= {token.start for token in run.tokens[max(0, index - _NAME_WORDS) : index]}
                break
    return places


def _author_and_handles(page: Page) -> Iterator[ActorMention]:
    author = (author_entity(page),)
    for start, end in find_author_pronouns(page):
        yield _mention(start, end, author, ActorForm.PRONOUN_AUTHOR, "the author's I")
    for handle in find_handles(page):
        yield _mention(handle.start, handle.end, (handle.entity,), ActorForm.HANDLE, "handle")


def _longest(candidates: Sequence[ActorMention]) -> list[ActorMention]:
    """Keep the longest mention at each place; of equals, the one whose rule came first."""
    taken: list[ActorMention] = []
    covered = bytearray(max((mention.end for mention in candidates), default=0))
    for mention in sorted(candidates, key=lambda mention: -len(mention.span)):
        if len(mention.span) and not any(covered[mention.start : mention.end]):
            covered[mention.start : mention.end] = b"\1" * len(mention.span)
            taken.append(mention)
    return taken


def _native_names(page: Page, mentions: Sequence[ActorMention]) -> Iterator[ActorMention]:
    known = {mention.start for mention in mentions}
    for mention in mentions:
        match = _NATIVE.match(page.text, mention.end)
        if match is not None and match.start("name") not in known:
            start, end = match.span("name")
            yield _mention(start, end, mention.entity, ActorForm.NAME_NATIVE, "name in brackets")
