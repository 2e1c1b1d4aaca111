"""Finds persons: those of the table with their titles, and those that only the text names."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nkpressure.find.actor_marks import Mark, Page
from nkpressure.find.actor_table import entity_rows
from nkpressure.find.actor_words import TitleKind, Use, slug, words
from nkpressure.find.capital_runs import Run, Token, capital_runs
from nkpressure.find.name_shapes import NameShape, personal_name

_FOLLOWED_BY_APPOSITION = re.compile(r",\s(?:an?|the|who|whose|\d\d|former|president|director)\b")
_SPEECH_AFTER = re.compile(r",?\s(?:also\s|has\s|had\s)?(\w+)")
_WORD_BEFORE = re.compile(r"(\w+)[,:]?\s$")


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name at its place; `surname` is what later mentions may use alone."""

    start: int
    end: int
    entity: str
    surname: str | None
    rule: str


@dataclass
class Memory:
    """Who was named in full, by surname and in text order."""

    places: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def note(self, person: Person) -> None:
        """Remember a person who was named in full."""
        if person.surname:
            self.places.setdefault(person.surname, []).append((person.start, person.entity))

    def meant(self, surname: str, place: int) -> str | None:
        """Say whom a surname means: who was last named in full, else who will be first."""
        named = self.places.get(surname)
        if not named:
            return None
        before = bisect_left(named, (place, ""))
        return named[before - 1][1] if before else named[0][1]


def find_persons(page: Page, marks: Sequence[Mark]) -> tuple[list[Person], list[Run], Memory]:
    """Find all persons who are named in full, and remember their surnames."""
    at = {mark.start: mark for mark in marks}
    ending = {mark.end: mark for mark in marks}
    runs = list(capital_runs(page.text))
    persons = [
        person
        for run in runs
        if page.counted[run.start]
        for person in _in_run(page, run, at, ending)
    ]
    memory = Memory()
    for person in persons:
        memory.note(person)
    return persons, runs, memory


def find_surnames(
    page: Page, runs: Sequence[Run], memory: Memory, marks: Sequence[Mark], taken: Sequence[Person]
) -> Iterator[Person]:
    """Find the surnames that stand alone for somebody named in full elsewhere."""
    covered = {place for person in taken for place in range(person.start, person.end)}
    at = {mark.start: mark for mark in marks}
    for _, token in free_tokens(page, runs, marks):
        if token.word not in memory.places or token.start in covered:
            continue
        if token.start in at and not _surname_mark(at[token.start], token):
            continue
        entity = memory.meant(token.word, token.start)
        if entity is not None:
            yield Person(token.start, token.end, entity, None, "surname")


def free_tokens(
    page: Page, runs: Sequence[Run], marks: Sequence[Mark]
) -> Iterator[tuple[Run, Token]]:
    """Give the words beside which no unknown capitalised word stands, and those of headings."""
    at = {mark.start: mark for mark in marks}
    titles = {mark.end for mark in marks if mark.title is not None}
    for run in runs:
        if not page.counted[run.start]:
            continue
        for index, token in enumerate(run.tokens):
            if run.heading or _stands_free(page, run, index, at, titles):
                yield run, token


def _surname_mark(mark: Mark, token: Token) -> bool:
    """A table's mark gives way to the memory where it is a surname too: "Jordan", "Kim"."""
    return mark.end == token.end and (mark.is_person or mark.is_state or mark.title is not None)


def _stands_free(page: Page, run: Run, index: int, at: dict[int, Mark], titles: set[int]) -> bool:
    """Say whether no unknown capitalised word stands beside: not in "Hill Street"."""
    tokens, plain_words = run.tokens, words(page.tables, Use.NOT_A_NAME)
    if index + 1 < len(tokens) and page.text[tokens[index].end] != "\n":
        after = tokens[index + 1]
        if after.start not in at and after.word not in plain_words:
            return False
    if index == 0:
        return True
    before = tokens[index - 1]
    if before.end in titles or before.word in plain_words:
        return True
    return any(mark.end == before.end for mark in _near(at, before))


def _near(at: dict[int, Mark], token: Token) -> Iterator[Mark]:
    if token.start in at:
        yield at[token.start]


def _in_run(page: Page, run: Run, at: dict[int, Mark], ending: dict[int, Mark]) -> Iterator[Person]:
    index = 0
    while index < len(run.tokens):
        person, index = _at_token(page, run, index, at, ending)
        if person is not None:
            yield person


def _at_token(
    page: Page, run: Run, index: int, at: dict[int, Mark], ending: dict[int, Mark]
) -> tuple[Person | None, int]:
    token = run.tokens[index]
    mark = at.get(token.start)
    if mark is not None and mark.is_person and mark.end > token.end:
        return _known(page, mark), _after(run, index, mark.end)
    if mark is not None and not mark.is_person and mark.end > token.end:
        return None, _after(run, index, mark.end)
    shape = _shape(page, run, index, at)
    if shape is not None and _is_ship(page, token.start):
        return None, index + shape.tokens
    if shape is not None:
        return _unknown(page, run, index, shape), index + shape.tokens
    if mark is not None and (mark.name is not None or mark.noun is not None):
        return None, index + 1
    return _by_company(page, run, index, at, ending)


def _is_ship(page: Page, start: int) -> bool:
    before = _WORD_BEFORE.search(page.text[max(0, start - 20) : start])
    return before is not None and before[1] in words(page.tables, Use.SHIP)


def _known(page: Page, mark: Mark) -> Person | None:
    if mark.name is None:
        return None
    entity = mark.name.entity[0]
    row = entity_rows(page.tables).get(entity)
    return Person(mark.start, mark.end, entity, row.surname if row else None, "table")


def _after(run: Run, index: int, end: int) -> int:
    while index < len(run.tokens) and run.tokens[index].start < end:
        index += 1
    return index


def _shape(page: Page, run: Run, index: int, at: dict[int, Mark]) -> NameShape | None:
    tokens = run.tokens[index : index + 5]
    free = [tokens[0]]
    for token in tokens[1:]:
        mark = at.get(token.start)
        if mark is not None and mark.end > token.end and not mark.is_person:
            break
        if "\n" in page.text[free[-1].end : token.start]:
            break
        free.append(token)
    shape = personal_name(free, page.tables)
    if shape is None:
        return None
    last = at.get(free[shape.tokens - 1].start)
    if last is not None and last.is_state and run.heading:
        return None
    return shape


def _unknown(page: Page, run: Run, index: int, shape: NameShape) -> Person:
    first, last = run.tokens[index], run.tokens[index + shape.tokens - 1]
    entity = "e:" + slug(page.text[first.start : last.end])
    return Person(first.start, last.end, entity, shape.surname, "shape of a name")


def _by_company(
    page: Page, run: Run, index: int, at: dict[int, Mark], ending: dict[int, Mark]
) -> tuple[Person | None, int]:
    """Read a name of unknown shape by what stands beside: a title, a verb of speech."""
    size = _free_tokens(page, run, index, at)
    if size == 0:
        return None, index + 1
    first, last = run.tokens[index], run.tokens[index + size - 1]
    title = _title_before(page, first.start, ending)
    told = size > 1 and not run.heading and _is_told(page, run, index, first, last)
    if title is None and not told:
        return None, index + 1
    if size == 1 and title is not None:
        return None, index + 1
    name = page.text[first.start : last.end]
    rule = "title before" if title is not None else "speech or apposition"
    return Person(first.start, last.end, "e:" + slug(name), last.word, rule), index + size


def _free_tokens(page: Page, run: Run, index: int, at: dict[int, Mark]) -> int:
    """Count the unknown words from here on, if they may be a name; 0 where they may not."""
    size = 0
    unfit = (
        words(page.tables, Use.NOT_A_NAME)
        | words(page.tables, Use.ORGANISATION_LAST)
        | words(page.tables, Use.OTHER_NAME_LAST)
    )
    for token in run.tokens[index : index + 4]:
        mark = at.get(token.start)
        if token.word in unfit or (mark is not None and mark.end >= token.end):
            return size if size and mark is not None and mark.title is None else 0
        if token.word.isupper() and len(token.word) > 2 and "." not in token.word:
            return 0
        size += 1
    return size if size <= 3 else 0


def _title_before(page: Page, start: int, ending: dict[int, Mark]) -> Mark | None:
    for gap in (1, 2):
        mark = ending.get(start - gap)
        if mark is not None and mark.title is not None:
            between = page.text[mark.end : start]
            if gap == 1 and between.isspace():
                return mark
            alone = mark.title.kind is TitleKind.OFFICE and mark.title.alone
            if gap == 2 and between == ", " and alone:
                return mark
    return None


def _is_told(page: Page, run: Run, index: int, first: Token, last: Token) -> bool:
    if index + 1 == len(run.tokens) or (index == 0 and run.opens and len(run.tokens) > 3):
        return False
    speech = words(page.tables, Use.SPEECH)
    after = _SPEECH_AFTER.match(page.text, last.end)
    if after is not None and after[1] in speech:
        return True
    before = _WORD_BEFORE.search(page.text[max(0, first.start - 20) : first.start])
    if before is not None and before[1] in speech and before[1] not in ("called", "asked"):
        return True
    return _FOLLOWED_BY_APPOSITION.match(page.text, last.end) is not None and index == 0
