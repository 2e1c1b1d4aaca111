"""Reads on what basis a figure stands: which indicator, measure, currency and period it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.find.dates import Bound, DateMention
from nkpressure.find.inflections import verb_forms
from nkpressure.find.number_tokens import Token
from nkpressure.find.phrases import PhraseFinder
from nkpressure.find.series_periods import SeriesPeriod, period_of
from nkpressure.find.units import unit_after
from nkpressure.model import Span
from nkpressure.tables import Tables


class Measure(StrEnum):
    """What is compared with what."""

    YEAR_ON_YEAR = "yoy"
    QUARTER_ON_QUARTER = "qoq"
    MONTH_ON_MONTH = "mom"
    SHARE = "share"
    LEVEL = "level"


class Trend(StrEnum):
    """Which way a quantity goes; open where the word is "change"."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class MeasureCue:
    """Words that say what a figure is compared with."""

    TABLE: ClassVar[str] = "measures.csv"

    cue: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class ChangeWord:
    """A word of rise or fall; a verb counts in all its forms."""

    TABLE: ClassVar[str] = "change_words.csv"

    word: str
    direction: Trend
    part: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """Words that name what is measured, and with what it can be tested: customs, other, none."""

    TABLE: ClassVar[str] = "indicators.csv"

    cue: str
    metric: str
    test: str


@cache
def change_words(tables: Tables) -> dict[str, ChangeWord]:
    """Return each form of a change word with its row."""
    forms: dict[str, ChangeWord] = {}
    for row in tables.rows(ChangeWord):
        for form in verb_forms(row.word, tables).all() if row.part == "verb" else (row.word,):
            if row.part != "verb" or form not in forms:
                forms[form] = row
    return forms


@cache
def change_finder(tables: Tables) -> PhraseFinder[str]:
    """Return the finder of the forms of change words."""
    return PhraseFinder([(form, form, False) for form in change_words(tables)])


@cache
def measure_finder(tables: Tables) -> PhraseFinder[MeasureCue]:
    """Return the finder of the words that say what a figure is compared with."""
    return PhraseFinder([(row.cue, row, False) for row in tables.rows(MeasureCue)])


@cache
def indicator_finder(tables: Tables) -> PhraseFinder[Indicator]:
    """Return the finder of the words that name what is measured."""
    return PhraseFinder([(row.cue, row, False) for row in tables.rows(Indicator)])


def measure_cue(
    text: str, sentence: Span, place: int, tables: Tables
) -> tuple[Span, Measure] | None:
    """Return the measure that a sentence names nearest to a place."""
    matches = measure_finder(tables).find_in(text, sentence.start, sentence.end)
    if not matches:
        return None
    nearest = min(matches, key=lambda match: abs(match.start - place))
    return nearest.span, nearest.entries[0].measure


def indicator_near(text: str, sentence: Span, place: int, tables: Tables) -> Indicator | None:
    """Return the indicator that a sentence names: the nearest before a place, else after it."""
    matches = indicator_finder(tables).find_in(text, sentence.start, sentence.end)
    known = [match for match in matches if match.entries[0].test == "customs"] or matches
    before = [match for match in known if match.start < place]
    if before:
        return before[-1].entries[0]
    return known[0].entries[0] if known else None


def change_near(tokens: Sequence[Token], first: int, last: int, tables: Tables) -> int | None:
    """Return where the change word of an amount stands: after it, else at most a dozen before."""
    words = change_words(tables)
    for place in range(last, min(last + 3, len(tokens))):
        row = words.get(tokens[place].low)
        if row is not None and row.part != "verb":
            return place
        if tokens[place].low in (",", ".", ";"):
            break
    for place in range(first - 1, max(first - 13, -1), -1):
        if tokens[place].low in (";", ".") or (tokens[place].low == "," and first - place > 3):
            return None
        if tokens[place].low in words:
            return place
    return None


def currency_terms(tokens: Sequence[Token], tables: Tables) -> str | None:
    """Return the currency that a sentence reckons in: "in RMB", "in dollar terms"."""
    for place, token in enumerate(tokens[:-1]):
        if token.low == "in":
            unit = unit_after(tokens, place + 1, tables)
            if unit is not None and unit.unit.currency:
                return unit.unit.currency
    return None


def periods_in(dates: Sequence[DateMention], span: Span) -> list[tuple[SeriesPeriod, Bound | None]]:
    """Return the months, quarters, halves and years that a stretch names, in order."""
    found = []
    for mention in dates:
        if span.contains(mention.span) and mention.timex is not None:
            period = period_of(mention.timex)
            if period is not None:
                found.append((period, mention.bound))
    return found
