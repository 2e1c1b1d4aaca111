"""Finds the actors that a text names: people, states, agencies, media, groups.

Who says something to whom is a question for `nkpressure.find.attributions`; where something
happens, for `nkpressure.find.places`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap
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
from nkpressure.find.surnames import covered_by, find_known_alone, find_surnames
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
_RULES = {form: f"table: {form.value}" for form in ActorForm}
_NAME_WORDS = 4
_NOUN_FOLLOWS = re.compile(r"\s[a-z]")


@dataclass(frozen=True, slots=True)
class ActorMention(Annotation):
    """A mention of one actor, or of two at once ("US-DPRK"); entity ids as in the table."""

    kind: ClassVar[str] = "actor"

    entity: tuple[str, ...]
    form: ActorForm


# What may become a mention: its start, its end and the fields of one.
_Candidate = tuple[int, int, tuple[str, ...], ActorForm, str]


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
    marks = _without_namesakes(page, marks, people)
    persons = join_titles(page, marks, people)
    rest = _without_persons(page, marks, persons)
    candidates: list[_Candidate] = [
        *((p.start, p.end, (p.entity,), ActorForm.NAME, p.rule) for p in persons),
        *_names(page, rest, runs),
        *((*pair, "pair") for pair in find_pairs(page.text, marks)),
        *((g.start, g.end, g.entity, g.form, g.rule) for g in find_groups(page, marks, people)),
        *(
            (o.start, o.end, (o.entity,), ActorForm.NAME, "organisation")
            for o in find_organisations(page, runs, marks)
        ),
        *(
            (t.start, t.end, (t.entity,), ActorForm.TITLE, t.rule)
            for t in find_titles_alone(page, marks, persons)
        ),
        *(
            (b.start, b.end, b.entity, ActorForm.NOMINAL, b.rule)
            for b in find_back_references(page, marks, persons)
        ),
        *_author_and_handles(page),
    ]
    bodies = [
        (start, end, entity[0])
        for start, end, entity, _, rule in candidates
        if rule in _NAMES_A_BODY
    ]
    candidates += [
        (o.start, o.end, (o.entity,), ActorForm.NAME, "initials")
        for o in find_initials(page, bodies)
    ]
    longest = _longest(page, candidates)
    longest += _native_names(page, longest)
    longest.sort(key=_place)
    return list(starmap(_mention, longest))


def _start(person: Person) -> int:
    return person.start


def _place(candidate: _Candidate) -> tuple[int, int]:
    return candidate[0], candidate[1]


def _mention(
    start: int, end: int, entity: tuple[str, ...], form: ActorForm, rule: str
) -> ActorMention:
    return ActorMention(Span(start, end), rule, entity, form)


def _without_namesakes(page: Page, marks: Sequence[Mark], persons: Sequence[Person]) -> list[Mark]:
    """Leave out the states that are part of a person's name: "Chuck Jordan"."""
    covered = covered_by(page, persons)
    return [mark for mark in marks if not covered[mark.start] or mark.is_person]


def _without_persons(page: Page, marks: Sequence[Mark], persons: Sequence[Person]) -> list[Mark]:
    covered = covered_by(page, persons)
    return [mark for mark in marks if not covered[mark.start]]


def _names(page: Page, marks: Sequence[Mark], runs: Sequence[Run]) -> Iterator[_Candidate]:
    swallowed = _swallowed(page, runs)
    text, plain_name, demonym = page.text, ActorForm.NAME, ActorForm.DEMONYM
    for mark in marks:
        name = mark.name
        if name is None or mark.start in swallowed:
            continue
        form = name.form
        if name.needs is not None and not _has_what_it_needs(page, mark, name.needs):
            continue
        if form is plain_name and mark.is_person:
            continue
        if form is demonym and _is_language(text, mark):
            continue
        yield with_article(text, mark), mark.end, name.entity, form, _RULES[form]


def _has_what_it_needs(page: Page, mark: Mark, needs: Needs) -> bool:
    if needs is Needs.ACTS:
        return acts(page, mark)
    return needs is not Needs.BEFORE_HYPHEN


def _is_language(text: str, mark: Mark) -> bool:
    if _NOUN_FOLLOWS.match(text, mark.end) is not None:
        return False
    return _LANGUAGE.search(text[max(0, mark.start - 12) : mark.start]) is not None


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


def _author_and_handles(page: Page) -> Iterator[_Candidate]:
    author = (author_entity(page),)
    for start, end in find_author_pronouns(page):
        yield start, end, author, ActorForm.PRONOUN_AUTHOR, "the author's I"
    for handle in find_handles(page):
        yield handle.start, handle.end, (handle.entity,), ActorForm.HANDLE, "handle"


def _longest(page: Page, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Keep the longest mention at each place; of equals, the one whose rule came first."""
    taken: list[_Candidate] = []
    covered = bytearray(len(page.text))
    for candidate in sorted(candidates, key=_shortness):
        start, end = candidate[0], candidate[1]
        if start < end and 1 not in covered[start:end]:
            covered[start:end] = b"\1" * (end - start)
            taken.append(candidate)
    return taken


def _shortness(candidate: _Candidate) -> int:
    return candidate[0] - candidate[1]


def _native_names(page: Page, mentions: Sequence[_Candidate]) -> list[_Candidate]:
    if page.text.isascii():
        return []
    known = {mention[0] for mention in mentions}
    found: list[_Candidate] = []
    for _, place, entity, _, _ in mentions:
        match = _NATIVE.match(page.text, place)
        if match is not None and match.start("name") not in known:
            start, end = match.span("name")
            found.append((start, end, entity, ActorForm.NAME_NATIVE, "name in brackets"))
    return found
