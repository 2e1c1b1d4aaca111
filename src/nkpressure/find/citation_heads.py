"""The nouns that can head a citation without number and name, and what each needs around it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.find.citation_kinds import CitedKind
from nkpressure.find.phrases import PhraseFinder
from nkpressure.tables import Tables


class Requirement(StrEnum):
    """What must stand around a noun before it counts as a citation."""

    COUNCIL = "council"  # the Security Council made it: "a UNSC statement"
    COUNCIL_DEFINITE = "council_definite"  # the same, with "the": "the UN sanctions"
    COUNCIL_OR_CONTEXT = "council_or_context"  # or the Council is named nearby
    DETERMINED = "determined"  # any determiner: "a joint statement"
    DEFINITE = "definite"  # "the sanctions regime", "Japan's constitution"
    DEFINITE_NAMED = "definite_named"  # "the inter-state agreement", but not "the agreement"
    PROPER = "proper"  # with capitals: "the Hague Convention"
    REPORTING_BODY = "reporting_body"  # "the State Department report"
    SUMMIT_PLACE = "summit_place"  # "promises made in Panmunjom"


@dataclass(frozen=True, slots=True)
class CitationHead:
    """A noun that can head a citation."""

    TABLE: ClassVar[str] = "citation_heads.csv"

    head: str
    plural: str
    subkind: CitedKind
    plural_subkind: CitedKind
    requires: Requirement


@dataclass(frozen=True, slots=True)
class CitedNoun:
    """A head as it is found in a text: in the singular or in the plural."""

    row: CitationHead
    plural: bool


@cache
def citation_head_finder(tables: Tables) -> PhraseFinder[CitedNoun]:
    """Return what finds the nouns that can head a citation."""
    rows = tables.rows(CitationHead)
    singular = [(row.head, CitedNoun(row, False), False) for row in rows]
    return PhraseFinder(singular + [(row.plural, CitedNoun(row, True), False) for row in rows])
