"""Finds persons: those of the table with their titles, and those that only the text names."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from nkpressure.find.actor_marks import Mark, Page
from nkpressure.find.actor_table import entity_rows
from nkpressure.find.actor_words import TitleKind, Use, place_names, slug, words
from nkpressure.find.capital_runs import Run, Token, capital_runs
from nkpressure.find.name_shapes import NameShape, first_words, personal_name
from nkpressure.find.words_before import Before

_FOLLOWED_BY_APPOSITION = re.compile(r",\s(?:an?|the|who|whose|\d\d|former|president|director)\b")
_TOLD, _TOLD_ALONE = "speech or apposition", "speech beside a lone surname"
_TITLED = "title before"
_AGE_AFTER = re.compile(r",\s\d\d,")
# Words that are no part of an unknown name
_UNFIT = (Use.NOT_A_NAME, Use.ORGANISATION_LAST, Use.OTHER_NAME_LAST)
_AUXILIARIES = ("was", "is", "had", "has", "would", "will", "did", "could")
_SHORTEST_SURNAME = 4
_FEWEST_WORDS = 2  # of a name that neither a table nor its shape tells
_SPEECH_AFTER = re.compile(r",?\s(?:also\s|has\s|had\s)?(\w+)")
_INITIAL = re.compile(r"(?:[A-Z]\.)+")
# "SecretaryKim" has lost its space; "McCain" and "DeTrani" have not
_GLUED = re.compile(r"[a-z]{4}[A-Z]")
_WORD_BEFORE = Before(r"\s[,:]?(?P<word>\w+)", reach=20)


class Person(NamedTuple):
    """A person's name at its place; `surname` is what later mentions may use alone."""

    start: int
    end: int
    entity: str
    surname: str | None
    rule: str


class _Beside(NamedTuple):
    """What decides of a capitalised word: the marks around it, the words of the tables."""

    at: dict[int, Mark]
    ending: dict[int, Mark]
    unfit: frozenset[str]
    firsts: frozenset[str]  # words with which a personal name can begin


def find_persons(page: Page, marks: Sequence[Mark]) -> tuple[list[Person], list[Run]]:
    """Find all persons who are named in full, and the runs of capitals in which they stand."""
    beside = _Beside(
        {mark.start: mark for mark in marks},
        {mark.end: mark for mark in marks},
        words(page.tables, *_UNFIT),
        first_words(page.tables),
    )
    runs = capital_runs(page.text)
    counted = page.counted
    persons: list[Person] = []
    for run in runs:
        if counted[run.start] and (len(run.tokens) > 1 or _may_be_person(run.tokens[0], beside)):
            _add_persons(page, run, beside, persons)
    persons = _without_known_surnames(_with_full_names(persons))
    return persons, runs


def _without_known_surnames(persons: Sequence[Person]) -> list[Person]:
    """Leave a lone surname to whoever is named in full elsewhere."""
    full = {person.surname for person in persons if person.rule != _TOLD_ALONE}
    return [p for p in persons if p.rule != _TOLD_ALONE or p.surname not in full]


def _with_full_names(persons: Sequence[Person]) -> list[Person]:
    """Give "Mr. Peña Nieto" the entity of the "Enrique Peña Nieto" who is named elsewhere."""
    if all(person.rule != _TITLED for person in persons):
        return list(persons)
    full: dict[str, str] = {}
    for person in persons:
        parts = person.entity.removeprefix("e:").split("-")
        for cut in range(1, len(parts) - 1):
            full.setdefault("e:" + "-".join(parts[cut:]), person.entity)
    return [
        person._replace(entity=full.get(person.entity, person.entity))
        if person.rule == _TITLED
        else person
        for person in persons
    ]


def _may_be_person(token: Token, beside: _Beside) -> bool:
    """Say whether a word beside which no other capital stands may name a person at all."""
    mark = beside.at.get(token.start)
    if mark is not None and mark.end >= token.end:
        return mark.is_person and mark.end > token.end
    word = token.word
    return len(word) >= _SHORTEST_SURNAME and word not in beside.unfit and word.istitle()


def _add_persons(page: Page, run: Run, beside: _Beside, persons: list[Person]) -> None:
    index, size = 0, len(run.tokens)
    while index < size:
        person, index = _at_token(page, run, index, beside)
        if person is not None:
            persons.append(person)


def _at_token(page: Page, run: Run, index: int, beside: _Beside) -> tuple[Person | None, int]:
    token = run.tokens[index]
    mark = beside.at.get(token.start)
    if mark is not None and mark.end > token.end:
        after = token_after(run, index, mark.end)
        if not mark.is_person:
            return None, after
        thing = names_something(page, run, after) or is_ship(page, mark.start)
        return None if thing else _known(page, mark), after
    shape = _shape(page, run, index, beside.at) if token.word in beside.firsts else None
    if shape is None and index + 1 < len(run.tokens) and not run.heading:
        surname = beside.at.get(run.tokens[index + 1].start)
        if surname is not None and surname.is_person:
            shape = _with_known_surname(page, run, index, surname, beside.at)
    if shape is not None:
        ship = is_ship(page, token.start)
        return None if ship else _unknown(page, run, index, shape), index + shape.tokens
    if token.word in beside.unfit or (mark is not None and (mark.name or mark.noun)):
        return None, index + 1
    return _by_company(page, run, index, beside)


def names_something(page: Page, run: Run, index: int) -> bool:
    """Say whether a person's name goes on as that of a thing: "Kim Il Sung Square"."""
    if run.heading or index >= len(run.tokens):
        return False
    lasts = words(page.tables, Use.OTHER_NAME_LAST, Use.ORGANISATION_LAST)
    return run.tokens[index].word in lasts


def is_ship(page: Page, start: int) -> bool:
    """Say whether a vessel bears the name: "the carrier Ronald Reagan"."""
    return _WORD_BEFORE.word(page.text, start) in words(page.tables, Use.SHIP)


def _known(page: Page, mark: Mark) -> Person | None:
    if mark.name is None:
        return None
    entity = mark.name.entity[0]
    row = entity_rows(page.tables).get(entity)
    return Person(mark.start, mark.end, entity, row.surname if row else None, "table")


def token_after(run: Run, index: int, end: int) -> int:
    """Return the number of the first word of a run behind a place."""
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


def _with_known_surname(
    page: Page, run: Run, index: int, surname: Mark, at: dict[int, Mark]
) -> NameShape | None:
    """Read an unknown word before a known surname as a given name: "Ivana Trump"."""
    if index == 0 and run.opens:
        return None
    first, second = run.tokens[index : index + 2]
    alone = surname.end == second.end
    if not alone or first.start in at or first.word in words(page.tables, Use.NOT_A_NAME):
        return None
    return NameShape(2, second.word) if first.word.istitle() else None


def _unknown(page: Page, run: Run, index: int, shape: NameShape) -> Person:
    first, last = run.tokens[index], run.tokens[index + shape.tokens - 1]
    tokens = run.tokens[index : index + shape.tokens]
    # "Paul D. Ryan" is Paul Ryan
    kept = [token.word for token in tokens if token is first or not _INITIAL.fullmatch(token.word)]
    entity = "e:" + slug(" ".join(kept))
    return Person(first.start, last.end, entity, shape.surname, "shape of a name")


def _by_company(page: Page, run: Run, index: int, beside: _Beside) -> tuple[Person | None, int]:
    """Read a name of unknown shape by what stands beside: a title, a verb of speech."""
    tokens = run.tokens
    if len(tokens) == 1:
        return _by_speech_alone(page, run, beside), index + 1
    first = tokens[index]
    title = _title_before(page, first.start, beside.ending)
    if index + 1 == len(tokens) or (title is None and run.heading):
        return None, index + 1
    size = _free_tokens(run, index, beside)
    if size < _FEWEST_WORDS:  # beside other capitals, one word alone is no name
        return None, index + 1
    last = tokens[index + size - 1]
    if title is None and not _is_told(page, run, index, first, last):
        return None, index + 1
    name = page.text[first.start : last.end]
    rule = _TOLD if title is None else _TITLED
    return Person(first.start, last.end, "e:" + slug(name), last.word, rule), index + size


def _by_speech_alone(page: Page, run: Run, beside: _Beside) -> Person | None:
    """Read a capitalised word beside which no other stands as a surname that the text tells."""
    token = run.tokens[0]
    if _title_before(page, token.start, beside.ending) is not None:
        return None
    if not _is_told_alone(page, run) or _free_tokens(run, 0, beside) == 0:
        return None
    return Person(token.start, token.end, "e:" + slug(token.word), token.word, _TOLD_ALONE)


def _free_tokens(run: Run, index: int, beside: _Beside) -> int:
    """Count the unknown words from here on, if they may be a name; 0 where they may not."""
    size = 0
    for token in run.tokens[index : index + 4]:
        mark = beside.at.get(token.start)
        if token.word in beside.unfit or (mark is not None and mark.end >= token.end):
            return size if size and mark is not None and mark.title is None else 0
        if _GLUED.search(token.word):
            return 0
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


def _is_told_alone(page: Page, run: Run) -> bool:
    """Read a lone word as a surname in mid-sentence: "he knew, Quuxley said", "said Quuxley was".

    A page that was cut from a longer one no longer says who that is.
    """
    token = run.tokens[0]
    if token.word in place_names(page.tables):
        return False
    after = _SPEECH_AFTER.match(page.text, token.end)
    following = after[1] if after else ""
    if _AGE_AFTER.match(page.text, token.end):
        return True
    speech = words(page.tables, Use.SPEECH)
    if following in speech:
        return not run.opens or page.text[token.start - 2 : token.start] in ('" ', "” ", "' ")
    return _WORD_BEFORE.word(page.text, token.start) == "said" and following in _AUXILIARIES


def _is_told(page: Page, run: Run, index: int, first: Token, last: Token) -> bool:
    if index == 0 and run.opens and len(run.tokens) > 3:
        return False
    speech = words(page.tables, Use.SPEECH)
    after = _SPEECH_AFTER.match(page.text, last.end)
    if after is not None and after[1] in speech:
        return True
    before = _WORD_BEFORE.word(page.text, first.start)
    if before in speech and before not in ("called", "asked"):
        return True
    return _FOLLOWED_BY_APPOSITION.match(page.text, last.end) is not None and index == 0
