"""What the table knows of the Security Council's resolutions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.tables import Tables


class Relation(StrEnum):
    """How a resolution relates to the DPRK."""

    DPRK = "dprk"
    DPRK_MANDATE = "dprk_mandate"  # prolongs the Panel of Experts
    KOREAN_WAR = "korean_war"
    MEMBERSHIP = "membership"  # both Koreas join the United Nations
    GENERAL = "general"  # binds all states: 1540
    OTHER = "other"  # concerns another matter


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution, a vetoed draft or a presidential statement of the Council.

    `topics` are words that tell its measures ("coal"), `named_by` words that tell its subject
    where that is not the DPRK ("Iran").
    """

    TABLE: ClassVar[str] = "resolutions.csv"

    number: int | None
    symbol: str
    kind: str
    relation: Relation
    adopted: date
    subject: str
    named_by: tuple[str, ...]
    measures: str
    topics: tuple[str, ...]
    source: str
    checked: str

    @property
    def concerns_dprk(self) -> bool:
        """Say whether it is about the DPRK or the Korean question."""
        return self.relation not in (Relation.GENERAL, Relation.OTHER)


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
def dprk_numbers(tables: Tables) -> frozenset[str]:
    """Return the numbers of the resolutions on the DPRK, as they are printed."""
    rows = resolutions(tables).values()
    sorts = (Relation.DPRK, Relation.DPRK_MANDATE)
    return frozenset(str(row.number) for row in rows if row.relation in sorts)


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
