"""Matches units beside a number: "%", "US$", "million tons", "barrels a day", "four-day"."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.find.number_tokens import Token, number_tokens
from nkpressure.tables import Tables


class UnitPlace(StrEnum):
    """On which side of the number a unit is written."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with all its written forms; `days` lets durations in several units be compared."""

    TABLE: ClassVar[str] = "units.csv"

    unit: str
    kind: str
    forms: tuple[str, ...]
    place: UnitPlace
    currency: str | None
    days: int | None


@dataclass(frozen=True, slots=True)
class UnitFound:
    """A unit among the tokens, first to before the last; `per` is what it is divided by."""

    unit: Unit
    first: int
    last: int
    per: str | None = None

    @property
    def name(self) -> str:
        """The unit's name, with what it is divided by: "USD per barrel"."""
        return f"{self.unit.unit} per {self.per}" if self.per else self.unit.unit


_Forms = dict[tuple[str, ...], Unit]
_LONGEST = 4  # tokens of a unit's form: "u", ".", "s", ".", "dollars" is read as four and a word
_PER = frozenset({"a", "an", "per", "/", "each"})


@cache
def _forms(tables: Tables, place: UnitPlace) -> _Forms:
    forms: _Forms = {}
    for unit in tables.rows(Unit):
        for form in unit.forms if unit.place is place else ():
            tokens = number_tokens(form, 0, len(form))
            forms[tuple(token.low for token in tokens)] = unit
    return forms


def unit_after(tokens: Sequence[Token], place: int, tables: Tables) -> UnitFound | None:
    """Return the unit that stands at a token, perhaps after a hyphen; None where none does."""
    at = place
    if at < len(tokens) and tokens[at].low == "-" and tokens[at - 1].joins(tokens[at]):
        at += 1
    found = _longest(tokens, at, _forms(tables, UnitPlace.AFTER))
    if found is None or not _fits(tokens, place, found):
        return None
    return UnitFound(found[0], place, found[1], *_divided(tokens, found, tables))


def _fits(tokens: Sequence[Token], place: int, found: tuple[Unit, int]) -> bool:
    """A single letter is a unit only right after digits: "5 W", "37m", but not "40 m" of "I'm"."""
    token = tokens[found[1] - 1]
    if found[1] - place > 1 or len(token.text) > 1 or not token.text.isalpha():
        return True
    written = token.text in found[0].forms
    return written and tokens[place - 1].kind == "digits" and tokens[place - 1].joins(token)


def _divided(
    tokens: Sequence[Token], found: tuple[Unit, int], tables: Tables
) -> tuple[str] | tuple[()]:
    at = found[1]
    if at + 1 >= len(tokens) or tokens[at].low not in _PER:
        return ()
    per = _longest(tokens, at + 1, _forms(tables, UnitPlace.AFTER))
    return (per[0].unit,) if per is not None and per[0].kind != "percent" else ()


def unit_before(tokens: Sequence[Token], place: int, tables: Tables) -> UnitFound | None:
    """Return the currency that ends right before a token: "US$", "RMB"."""
    forms = _forms(tables, UnitPlace.BEFORE)
    for length in range(min(_LONGEST, place), 0, -1):
        low = tuple(token.low for token in tokens[place - length : place])
        unit = forms.get(low)
        if unit is not None and (
            len(low[0]) > 2 or not low[0].isalpha() or _shouted(tokens, place)
        ):
            return UnitFound(unit, place - length, place)
    return None


def _shouted(tokens: Sequence[Token], place: int) -> bool:
    """A currency of letters is written in capitals: "RM2.70", not "rs 5"."""
    return all(t.text.isupper() or not t.text.isalpha() for t in tokens[place - 1 : place])


def _longest(tokens: Sequence[Token], place: int, forms: _Forms) -> tuple[Unit, int] | None:
    for length in range(min(_LONGEST, len(tokens) - place), 0, -1):
        unit = forms.get(tuple(token.low for token in tokens[place : place + length]))
        if unit is not None:
            return unit, place + length
    return None
