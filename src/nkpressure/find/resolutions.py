"""What the table knows of the Security Council's resolutions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.codebook import read_codebook
from nkpressure.tables import Tables


class Relation(StrEnum):
    """What a resolution does to those it concerns."""

    MEASURES = "measures"  # demands, sanctions or their end
    MANDATE = "mandate"  # prolongs a panel of experts
    WAR = "war"
    MEMBERSHIP = "membership"  # they join the United Nations
    GENERAL = "general"  # binds all states: 1540
    OTHER = "other"  # another matter


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution, a vetoed draft or a presidential statement of the Council.

    `concerns` are ids of entities.csv; `topics` are words that tell its measures ("coal"),
    `named_by` words that tell its subject ("Iran").
    """

    TABLE: ClassVar[str] = "resolutions.csv"

    number: int | None
    symbol: str
    kind: str
    relation: Relation
    concerns: tuple[str, ...]
    adopted: date
    subject: str
    named_by: tuple[str, ...]
    measures: str
    topics: tuple[str, ...]
    source: str
    checked: str

    def bears_on(self, entity: str) -> bool:
        """Say whether it demands something of an entity, or prolongs the panel that watches it."""
        return entity in self.concerns and self.relation in (Relation.MEASURES, Relation.MANDATE)


@cache
def resolutions(tables: Tables) -> dict[int, Resolution]:
    """Return the numbered resolutions of the table.

    >>> from nkpressure.tables import read_tables
    >>> resolutions(read_tables())[2231].subject
    'Iran (JCPOA)'
    """
    rows = tables.rows(Resolution)
    return {row.number: row for row in rows if row.number is not None}


@cache
def numbers_on_target(tables: Tables) -> frozenset[str]:
    """Return the numbers of the resolutions on the codebook's target, as they are printed."""
    rows = resolutions(tables).values()
    target = read_codebook(tables).target.entity
    return frozenset(str(row.number) for row in rows if row.bears_on(target))


@dataclass(frozen=True, slots=True)
class ResolutionYear:
    """The numbers that the Council gave in a year."""

    TABLE: ClassVar[str] = "resolution_years.csv"

    year: int
    first_number: int
    last_number: int


@cache
def resolution_years(tables: Tables) -> tuple[ResolutionYear, ...]:
    """Return the years with their numbers, the oldest first."""
    return tuple(sorted(tables.rows(ResolutionYear), key=lambda row: row.year))
