"""Finds the surnames that stand alone, and says whom each means."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from nkpressure.find.actor_marks import Mark, Page
from nkpressure.find.actor_table import ActorForm
from nkpressure.find.actor_words import Use, words
from nkpressure.find.capital_runs import Run, Token
from nkpressure.find.persons import Person, is_ship, names_something, token_after


@dataclass
class Memory:
    """Who was named in full, by surname and in text order."""

    places: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def note(self, person: Person) -> None:
        """Remember a person who was named in full."""
        if person.surname:
            self.places.setdefault(person.surname, []).append((person.start, person.entity))
            self.counts[person.entity] = self.counts.get(person.entity, 0) + 1

    def meant(self, surname: str, place: int) -> str | None:
        """Say whom a surname means.

        A Kim or a Wang is whoever was last named in full; a Western surname belongs to the one
        named oftenest, since papers give the relatives of a Cruz their first names.
        """
        named = self.places.get(surname)
        if not named:
            return None
        before = bisect_left(named, (place, ""))
        nearest = named[max(0, before - _RECENT) : before] or named[:1]
        last = nearest[-1][1]
        if last.startswith(f"e:{surname.lower()}-"):
            return last
        return max((entity for _, entity in nearest), key=lambda entity: self.counts[entity])


# So many full names back, a surname may still mean its bearer
_RECENT = 40
_start = attrgetter("start")


def find_surnames(
    page: Page, runs: Sequence[Run], marks: Sequence[Mark], taken: Sequence[Person]
) -> Iterator[Person]:
    """Find the surnames that stand alone for somebody named in full elsewhere."""
    memory = Memory()
    for person in taken:
        memory.note(person)
    if not memory.places:
        return
    covered = covered_by(page, taken)
    at = {mark.start: mark for mark in marks}
    titles = {mark.end for mark in marks if mark.title is not None}
    for run, index in _words_among(runs, memory.places):
        token = run.tokens[index]
        if covered[token.start] or not page.counted[run.start]:
            continue
        if token.start in at and not _surname_mark(at[token.start], token):
            continue
        if not run.heading and not _stands_free(page, run, index, at, titles):
            continue
        entity = memory.meant(token.word, token.start)
        if entity is not None:
            yield Person(token.start, token.end, entity, None, "surname")


def covered_by(page: Page, persons: Sequence[Person]) -> bytearray:
    """Return one byte a character: 1 where a person's name stands."""
    covered = bytearray(len(page.text))
    for person in persons:
        covered[person.start : person.end] = b"\1" * (person.end - person.start)
    return covered


def _words_among(runs: Sequence[Run], sought: Container[str]) -> Iterator[tuple[Run, int]]:
    for run in runs:
        for index, token in enumerate(run.tokens):
            if token.word in sought:
                yield run, index


def _stands_free(page: Page, run: Run, index: int, at: dict[int, Mark], titles: set[int]) -> bool:
    """Say whether no unknown capitalised word stands beside a word."""
    return _free_before(page, run, index, at, titles) and _free_after(page, run, index, at)


def find_known_alone(
    page: Page, runs: Sequence[Run], marks: Sequence[Mark], taken: Sequence[Person]
) -> Iterator[Person]:
    """Find those whom one word of the table names: "Trump", but not in "Trump Tower"."""
    covered = covered_by(page, taken)
    free = [mark for mark in marks if mark.is_person and not covered[mark.start]]
    if not free:
        return
    at = {mark.start: mark for mark in marks}
    titles = {mark.end for mark in marks if mark.title is not None}
    starts = [run.start for run in runs]
    for mark in free:
        if mark.name is None or mark.name.form is not ActorForm.NAME:
            continue
        run, index = _word_at(runs, starts, mark.start)
        if run is None:
            # "the Xi-Putin statement"
            glued = " " in page.text[mark.start : mark.end]  # "atKim Jong Un"
            known = glued or mark.start == 0 or page.text[mark.start - 1] in "-–/"
        else:
            known = run.heading or _free_before(page, run, index, at, titles)
            after = token_after(run, index, mark.end)
            known = known and not names_something(page, run, after)
            known = known and not is_ship(page, mark.start)
        if known:
            yield Person(mark.start, mark.end, mark.name.entity[0], None, "known name")


def _word_at(runs: Sequence[Run], starts: list[int], place: int) -> tuple[Run | None, int]:
    """Return the run with a word that begins at a place, and the word's number."""
    nearest = bisect_right(starts, place) - 1
    if nearest < 0:
        return None, 0
    run = runs[nearest]
    index = bisect_left(run.tokens, place, key=_start)  # a page of capitals is one run
    begins = index < len(run.tokens) and run.tokens[index].start == place
    return (run, index) if begins else (None, 0)


def _surname_mark(mark: Mark, token: Token) -> bool:
    """A table's mark gives way to the memory where it is a surname too: "Jordan", "Kim"."""
    return mark.end == token.end and (mark.is_person or mark.is_state or mark.title is not None)


def _free_after(page: Page, run: Run, index: int, at: dict[int, Mark]) -> bool:
    """Say whether no unknown capitalised word follows: not in "Hill Street"."""
    tokens = run.tokens
    if index + 1 == len(tokens) or page.text[tokens[index].end] == "\n":
        return True
    after = tokens[index + 1]
    return after.start in at or after.word in words(page.tables, Use.NOT_A_NAME)


def _free_before(page: Page, run: Run, index: int, at: dict[int, Mark], titles: set[int]) -> bool:
    """Say whether no unknown capitalised word stands before: not in "Seyyed Abbas"."""
    if index == 0:
        return True
    before = run.tokens[index - 1]
    if index == 1 and run.opens and before.start not in at:
        return True  # the first word of a sentence or a headline has a capital anyway
    if before.end in titles or before.word in words(page.tables, Use.NOT_A_NAME):
        return True
    return any(mark.end == before.end for mark in _near(at, before))


def _near(at: dict[int, Mark], token: Token) -> Iterator[Mark]:
    if token.start in at:
        yield at[token.start]
