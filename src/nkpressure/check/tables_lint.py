"""Finds what is wrong in the tables themselves: overlaps, lives that ended, names given twice."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise

from nkpressure.check.checked import Checked
from nkpressure.check.institutions import Institution
from nkpressure.check.office_spells import Life, Spell, lives, same_office
from nkpressure.errors import BadTableError
from nkpressure.find.actor_table import EntityRow, NameRow
from nkpressure.find.events import Event, EventName
from nkpressure.find.resolutions import Resolution, ResolutionYear
from nkpressure.tables import Tables

__all__ = ["TableProblem", "TableProblemKind", "check_tables"]


class TableProblemKind(StrEnum):
    """What can be wrong with rows that each can be read."""

    UNREADABLE = "unreadable"  # a whole table, or a cell of it
    TWICE = "twice"  # one row, id or name given twice
    UNKNOWN = "unknown"  # a row that names what no other table has
    BACKWARD = "backward"  # an end before its start
    OVERLAP = "overlap"  # two spells that cannot both be right
    AFTER_DEATH = "after_death"  # a spell that goes on after its holder's death
    NO_SOURCE = "no_source"  # marked as checked, but against nothing


@dataclass(frozen=True, slots=True)
class TableProblem:
    """A problem of a table, with the row that has it and what to do."""

    table: str
    row: str
    kind: TableProblemKind
    message: str


def check_tables(tables: Tables) -> list[TableProblem]:
    """Return the problems of the tables of facts, ours and a user's own together.

    >>> from nkpressure.tables import read_tables
    >>> problems = check_tables(read_tables())
    >>> [problem for problem in problems if problem.kind is TableProblemKind.UNREADABLE]
    []
    """
    problems: list[TableProblem] = []
    for check in _CHECKS:
        try:
            problems += check(tables)
        except BadTableError as error:
            kind = TableProblemKind.UNREADABLE
            table, _, told = str(error).partition(": ")
            problems.append(TableProblem(table, "", kind, told or str(error)))
    return list(dict.fromkeys(problems))


def _entities(tables: Tables) -> Iterator[TableProblem]:
    seen: set[str] = set()
    for row in tables.rows(EntityRow):
        if row.id in seen:
            yield _twice(EntityRow.TABLE, row.id, "the id stands in two rows; give one another id")
        seen.add(row.id)


def _names(tables: Tables) -> Iterator[TableProblem]:
    """Find names of no entity, and names that mean two with nothing to tell which."""
    known = {row.id for row in tables.rows(EntityRow)}
    owners: dict[tuple[object, ...], NameRow] = {}
    for row in tables.rows(NameRow):
        for entity in row.entity:
            if entity not in known:
                yield _unknown(NameRow.TABLE, row.name, entity, EntityRow.TABLE)
        key = (row.name, row.needs, row.beside, row.since, row.until, row.article)
        other = owners.setdefault(key, row)
        if other is not row:
            same = other.entity == row.entity
            told = "stands in two rows" if same else f"means {other.entity[0]} and {row.entity[0]}"
            mend = (
                "leave one" if same else "say in needs, beside, since or until when it means which"
            )
            yield _twice(NameRow.TABLE, row.name, f"the name {told}; {mend}")


def _spells(tables: Tables) -> Iterator[TableProblem]:
    known = {row.id for row in tables.rows(EntityRow)}
    seen: set[Spell] = set()
    for spell in tables.rows(Spell):
        said = _spell(spell)
        if spell in seen:
            yield _twice(Spell.TABLE, said, "the row stands there twice; leave one")
        seen.add(spell)
        if spell.person not in known:
            yield _unknown(Spell.TABLE, said, spell.person, EntityRow.TABLE)
        if spell.start and spell.end and spell.end < spell.start:
            told = f"it ends on {spell.end}, before its start on {spell.start}"
            yield TableProblem(Spell.TABLE, said, TableProblemKind.BACKWARD, told)
        yield from _sourced(Spell.TABLE, said, spell.source, spell.checked)
        yield from _after_death(tables, spell)


def _after_death(tables: Tables, spell: Spell) -> Iterator[TableProblem]:
    life = lives(tables).get(spell.person)
    if life is None or (spell.end is not None and spell.end <= life.died):
        return
    end = f"goes on to {spell.end}" if spell.end else "has no end"
    told = f"the spell {end}, but {Life.TABLE} has the death on {life.died}"
    yield TableProblem(Spell.TABLE, _spell(spell), TableProblemKind.AFTER_DEATH, told)


def _overlaps(tables: Tables) -> Iterator[TableProblem]:
    """Find two holders of one office at a time, and one person's spells that overlap."""
    for spells in same_office(tables):
        for one, other in combinations(sorted(spells, key=_begin), 2):
            if one.start and other.start and (one.end is None or one.end > other.start):
                told = f"overlaps with {_spell(other)} from {other.start}"
                row = f"{_spell(one)} to {one.end or 'an open end'}"
                yield TableProblem(Spell.TABLE, row, TableProblemKind.OVERLAP, told)


def _begin(spell: Spell) -> str:
    return spell.start.isoformat() if spell.start else ""


def _lives(tables: Tables) -> Iterator[TableProblem]:
    known = {row.id for row in tables.rows(EntityRow)}
    seen: set[str] = set()
    for life in tables.rows(Life):
        if life.person in seen:
            yield _twice(Life.TABLE, life.person, "two rows have a death; leave one")
        seen.add(life.person)
        if life.person not in known:
            yield _unknown(Life.TABLE, life.person, life.person, EntityRow.TABLE)
        yield from _sourced(Life.TABLE, life.person, life.source, life.checked)


def _institutions(tables: Tables) -> Iterator[TableProblem]:
    seen: set[tuple[str, str]] = set()
    for row in tables.rows(Institution):
        for form in (row.name, *row.forms):
            if (form, row.country) in seen:
                yield _twice(Institution.TABLE, row.name, f"{form!r} stands there twice")
            seen.add((form, row.country))
        yield from _sourced(Institution.TABLE, row.name, row.source, row.checked)


def _events(tables: Tables) -> Iterator[TableProblem]:
    rows = tables.rows(Event)
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            yield _twice(Event.TABLE, row.id, "the id stands in two rows; give one another id")
        seen.add(row.id)
        if row.end_date is not None and row.end_date < row.date:
            told = f"it ends on {row.end_date}, before its start on {row.date}"
            yield TableProblem(Event.TABLE, row.id, TableProblemKind.BACKWARD, told)
    for name in tables.rows(EventName):
        if name.event not in seen:
            yield _unknown(EventName.TABLE, name.phrase, name.event, Event.TABLE)


def _resolutions(tables: Tables) -> Iterator[TableProblem]:
    """Find numbers given twice, numbers of another year, and years whose numbers overlap."""
    years = {row.year: row for row in tables.rows(ResolutionYear)}
    seen: set[int] = set()
    for row in tables.rows(Resolution):
        if row.number is None:
            continue
        if row.number in seen:
            yield _twice(Resolution.TABLE, row.symbol, "the number stands in two rows")
        seen.add(row.number)
        year = years.get(row.adopted.year)
        if year and not year.first_number <= row.number <= year.last_number:
            told = f"adopted on {row.adopted}, but {row.number} is no number of that year"
            yield TableProblem(Resolution.TABLE, row.symbol, TableProblemKind.OVERLAP, told)
    ordered: Sequence[ResolutionYear] = sorted(years.values(), key=lambda row: row.year)
    for one, other in pairwise(ordered):
        if other.first_number <= one.last_number:
            told = f"its last number is not below the first of {other.year}"
            kind = TableProblemKind.OVERLAP
            yield TableProblem(ResolutionYear.TABLE, str(one.year), kind, told)


_CHECKS: tuple[Callable[[Tables], Iterator[TableProblem]], ...] = (
    _entities,
    _names,
    _spells,
    _overlaps,
    _lives,
    _institutions,
    _events,
    _resolutions,
)
_NO_SOURCE = ("", "general knowledge")


def _sourced(table: str, row: str, source: str, checked: Checked) -> Iterator[TableProblem]:
    if checked is not Checked.NO and source in _NO_SOURCE:
        told = f"checked is {checked.value}, but there is no source that it was checked against"
        yield TableProblem(table, row, TableProblemKind.NO_SOURCE, told)


def _spell(spell: Spell) -> str:
    return f"{spell.person}, {spell.office}, {spell.affiliation}"


def _twice(table: str, row: str, told: str) -> TableProblem:
    return TableProblem(table, row, TableProblemKind.TWICE, told)


def _unknown(table: str, row: str, named: str, elsewhere: str) -> TableProblem:
    told = f"{named!r} is no id in {elsewhere}; add a row there or correct the id"
    return TableProblem(table, row, TableProblemKind.UNKNOWN, told)
