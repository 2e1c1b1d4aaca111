"""Finds the fixed phrases for a time that no date can be given: "recently", "in the future"."""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from nkpressure.find.dates.meanings import Vague
from nkpressure.find.dates.patterns import Expression
from nkpressure.find.dates.words import Tokens
from nkpressure.find.phrases import PhraseFinder
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A fixed phrase and its TIMEX3 value."""

    TABLE: ClassVar[str] = "date_phrases.csv"

    phrase: str
    timex: str


@cache
def vague_date_finder(tables: Tables) -> PhraseFinder[str]:
    """Return what finds the phrases for days that no calendar fixes."""
    return PhraseFinder((row.phrase, row.timex, False) for row in tables.rows(DatePhrase))


def vague_expressions(tokens: Tokens, tables: Tables) -> list[Expression]:
    """Return the vague phrases of a text as expressions."""
    found = []
    for match in vague_date_finder(tables).find(tokens.text):
        first, end = tokens.at(match.start), tokens.at(match.end)
        found.append(Expression(first, end, match.span, Vague(match.entries[0]), "vague phrase"))
    return found
