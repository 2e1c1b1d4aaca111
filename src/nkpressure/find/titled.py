"""Joins an office to the name that it stands before, and reads offices that stand alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nkpressure.find.actor_marks import Mark, Page
from nkpressure.find.actor_table import entity_rows
from nkpressure.find.actor_words import Reading, TitleKind, TitleRow, Use, words
from nkpressure.find.group_extent import after_noun
from nkpressure.find.office_holders import Holders, Office, find_holder, owner_slug, read_holders
from nkpressure.find.persons import Person
from nkpressure.find.words_before import Before

_GAP = re.compile(r"\s|\sand\s|-")
_WORD_BEFORE = Before(r"[ -](?P<word>[A-Za-z]+)", reach=20)
_ARTICLE = re.compile(r"\b(?P<article>[Tt]he|[Aa]n?)\s$")
_NAME_AFTER = re.compile(r",?\s[A-Z]\w+\s(?:[A-Z]\w+|said)")
_TO_NEXT_NAME = re.compile(r"(?:\s(?:of|for)\s[\w ]{2,40})?,\s")
_FROM_LAST_NAME = re.compile(r",\s(?:(?:the|an?|now|then|[a-z]+|[A-Z][\w.]*)\s){0,5}$")
_PREDICATE = re.compile(
    r"\b(?:as|is|was|be|been|became|become|being)\s(?:the\s|an?\s)?(?:\w+\s){0,2}$"
)
_COMPLEMENT = re.compile(r"\s(?:of|for|to)\s(?:the\s)?")
_POSSESSIVE = re.compile(r"['’]s?\s(?:[a-z]+\s)?")


@dataclass(frozen=True, slots=True)
class Titled:
    """An office with the one who holds it, by name or alone."""

    start: int
    end: int
    entity: str
    rule: str


def join_titles(page: Page, marks: Sequence[Mark], persons: Sequence[Person]) -> list[Person]:
    """Return the persons with the titles that stand directly before their names."""
    ending = {mark.end: mark for mark in marks}
    return [_joined(page, person, ending) for person in persons]


def _joined(page: Page, person: Person, ending: dict[int, Mark]) -> Person:
    start = person.start
    title = ending.get(start - 1)
    if title is None or title.title is None or not page.text[title.end].isspace():
        return person
    if title.title.kind is TitleKind.OCCUPATION:
        return person
    start = _title_start(page, title, ending)
    return Person(start, person.end, person.entity, person.surname, "title and name")


def _title_start(page: Page, title: Mark, ending: dict[int, Mark]) -> int:
    """Go left over what belongs to a title: "former US Secretary of State"."""
    text, start, seen_name = page.text, title.start, False
    belonging = words(page.tables, Use.BEFORE_TITLE)
    while True:
        before = _WORD_BEFORE.match(text, start)
        if before is not None and before[0].lower() in belonging:
            start = before[1]
            continue
        mark = next(
            (
                ending[start - n]
                for n in (1, 5)
                if start - n in ending and _GAP.fullmatch(text[start - n : start])
            ),
            None,
        )
        if mark is None or mark.is_person or (mark.name is None and not _adds(mark)):
            return start
        if mark.title is not None and mark.title.kind is TitleKind.OCCUPATION:
            return start
        if mark.title is None and mark.end + 1 < start:
            return start  # "the Party of Korea and president": only titles are joined by "and"
        if seen_name and mark.name is not None and not mark.is_state:
            return start
        seen_name = seen_name or mark.name is not None
        start = mark.start


def _adds(mark: Mark) -> bool:
    return mark.title is not None or (mark.noun is not None and mark.noun.reading is Reading.AGENCY)


def find_titles_alone(
    page: Page, marks: Sequence[Mark], persons: Sequence[Person]
) -> Iterator[Titled]:
    """Find "the Secretary of State", "a Foreign Ministry spokesman", "North Korea's leader"."""
    alone = [(mark, mark.title) for mark in marks if mark.title and _may_stand_alone(mark.title)]
    if not alone:
        return
    company = _Company(
        {mark.end: mark for mark in marks},
        {mark.start: mark for mark in marks},
        {person.start: person.end for person in persons},
        frozenset(person.end for person in persons),
        read_holders(page, persons),
    )
    for mark, title in alone:
        found = _alone(page, mark, title, company)
        if found is not None:
            yield found


def _may_stand_alone(title: TitleRow) -> bool:
    return title.alone and title.kind is TitleKind.OFFICE


@dataclass(frozen=True, slots=True)
class _Company:
    """What stands around: the marks by end and by start, the names' places, who was named."""

    ending: dict[int, Mark]
    starting: dict[int, Mark]
    named: dict[int, int]
    name_ends: frozenset[int]
    holders: Holders


def _alone(page: Page, mark: Mark, title: TitleRow, company: _Company) -> Titled | None:
    text = page.text
    if mark.end + 1 in company.named or _NAME_AFTER.match(text, mark.end):
        return None
    if text[mark.end : mark.end + 1] == "-" or _is_apposition(page, mark, company):
        return None
    start = _title_start(page, mark, company.ending)
    owners = tuple(_inside(company.ending, start, mark.start))
    article = _ARTICLE.search(text, max(0, start - 4), start)
    if article is None and not owners:
        possessor = _possessor(text, start, company.ending)
        if possessor is None:
            return None
        owners, start = (possessor,), possessor.start
    if article is not None:
        start -= len(article[0])
    definite = article is None or article["article"].lower() == "the"
    return _with_complement(page, mark, title, owners, start, definite, company)


def _with_complement(
    page: Page,
    mark: Mark,
    title: TitleRow,
    owners: tuple[Mark, ...],
    start: int,
    definite: bool,
    company: _Company,
) -> Titled | None:
    """Take "to the ROK" or "of the DPRK" in, and say who is meant."""
    complement = _complement(page, mark.end, company.starting)
    end, beyond = mark.end, tuple[Mark, ...]()
    if complement is not None:
        end, beyond = _whole_complement(page, complement, company.starting)
    office = Office(title.title, page.text[start : mark.end], definite, mark.start)
    holder = find_holder(page, office, owners or beyond, company.holders)
    if holder is None:
        return None
    if complement is not None and owners and holder not in entity_rows(page.tables):
        holder = f"{holder}-to-{owner_slug(page, beyond)}"  # "the U.S. ambassador to the ROK"
    return Titled(start, end, holder, "title alone")


def _inside(ending: dict[int, Mark], start: int, end: int) -> Iterator[Mark]:
    for place in range(start, end):
        mark = ending.get(place)
        if mark is not None and mark.start >= start and (mark.name or mark.noun):
            yield mark


def _is_apposition(page: Page, mark: Mark, company: _Company) -> bool:
    """A name stands beside, behind a comma: "the secretary of the Treasury, Jacob J. Lew"."""
    text = page.text
    after = _TO_NEXT_NAME.match(text, mark.end)
    if after is not None and after.end() in company.named:
        return True
    head = text[max(0, mark.start - 60) : mark.start]
    before = _FROM_LAST_NAME.search(head)
    if before is not None and mark.start - len(before[0]) in company.name_ends:
        return True
    return _PREDICATE.search(head) is not None


def _complement(page: Page, end: int, starting: dict[int, Mark]) -> Mark | None:
    match = _COMPLEMENT.match(page.text, end)
    mark = starting.get(match.end()) if match else None
    if mark is None or mark.is_person:
        return None
    return mark if mark.name is not None or (_adds(mark) and mark.noun is not None) else None


def _whole_complement(
    page: Page, complement: Mark, starting: dict[int, Mark]
) -> tuple[int, tuple[Mark, ...]]:
    """Take the state of "the Foreign Ministry of the DPRK" in."""
    if complement.noun is None:
        return complement.end, (complement,)
    after = after_noun(page, complement, complement.noun, starting)
    return after.end, (after.owner, complement) if after.owner else (complement,)


def _possessor(text: str, start: int, ending: dict[int, Mark]) -> Mark | None:
    for length in (2, 3, 1):
        mark = ending.get(start - length)
        if mark is not None and _POSSESSIVE.fullmatch(text[mark.end : start]) and mark.is_state:
            return mark
    return None
