"""Patterns over the kinds of words, and how the matches of all rules become expressions."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from nkpressure.find.dates.meanings import Meaning
from nkpressure.find.dates.needs import needed_kinds
from nkpressure.find.dates.words import BREAK, CORE_KINDS, OTHER, Lexicon, Senses, Tokens, lexicon
from nkpressure.model import Span
from nkpressure.tables import Tables

# "<month>" is a kind of word, "(?P<month>" the name of a group
_KIND = re.compile(r"(?<!\?P)<(?P<kind>\w+)>")


@dataclass(frozen=True, slots=True)
class Reading:
    """One match of a rule: its groups, read as the words that they hold.

    The match is one in a row of letters that leaves out what cannot be a time; `index` leads back.
    """

    tokens: Tokens
    match: re.Match[str]
    index: Sequence[int]
    groups: frozenset[str]  # the names of the pattern's groups

    @property
    def first(self) -> int:
        """The first token of the match."""
        return self.index[self.match.start()]

    @property
    def end(self) -> int:
        """The token after the last one of the match."""
        return self.index[self.match.end() - 1] + 1

    def at(self, group: str) -> int:
        """Return the first token of a group that took part."""
        return self.index[self.match.start(group)]

    def has(self, group: str) -> bool:
        """Say whether a group took part in the match."""
        return group in self.groups and self.match.start(group) >= 0

    def senses(self, group: str) -> Senses:
        """Return the meanings of a group's first word; none where the group is absent."""
        return self.tokens.senses[self.at(group)] if self.has(group) else {}

    def number(self, group: str, *kinds: str) -> int | None:
        """Return a group's first word as a number, in the first kind that it has."""
        value = self.value(group, *kinds)
        return int(value) if value else None

    def value(self, group: str, *kinds: str) -> str | None:
        """Return what a group's first word means as the first of the kinds that it can be."""
        senses = self.senses(group)
        for kind in kinds or (group,):
            if kind in senses:
                return senses[kind]
        return None

    def before(self, distance: int = 1) -> str:
        """Return the word before the match, or the one so many words before."""
        return self.tokens.word(self.first - distance)

    def after(self) -> str:
        """Return the word after the match."""
        return self.tokens.word(self.end)


Builder = Callable[[Reading], Meaning | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern, and what a match of it means (None: the match is no time after all)."""

    name: str
    pattern: str
    build: Builder


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: the tokens it covers, its meaning and the part of the time it picks."""

    first: int
    end: int
    span: Span
    meaning: Meaning
    rule: str
    part: str | None = None  # early, mid, late, start, end, earlier, later


@dataclass(frozen=True, slots=True)
class RuleInLetters:
    """A rule as an expression over a lexicon's letters, with what each of its matches needs."""

    rule: Rule
    expression: re.Pattern[str]
    groups: frozenset[str]
    needs: frozenset[frozenset[str]]  # letters; a match has one of each set


class RuleBook:
    """Rules in letters, and which of them can have a match at all in a row of letters."""

    def __init__(self, rules: Iterable[RuleInLetters]) -> None:
        self._bits: dict[frozenset[str], int] = {}  # one for each need, so that all are met at once
        self._met_by: dict[str, int] = {}  # the needs that a letter meets
        self._rules = [(self._number(rule.needs), rule) for rule in rules]

    def _number(self, needs: Iterable[frozenset[str]]) -> int:
        number = 0
        for letters in needs:
            if letters not in self._bits:
                bit = self._bits[letters] = 1 << len(self._bits)
                for letter in letters:
                    self._met_by[letter] = self._met_by.get(letter, 0) | bit
            number |= self._bits[letters]
        return number

    def matchable(self, letters: str) -> list[RuleInLetters]:
        """Return the rules for each of whose needs the row has a letter."""
        met = 0
        for letter in set(letters):
            met |= self._met_by.get(letter, 0)
        return [rule for needs, rule in self._rules if needs & met == needs]


def in_letters(rule: Rule, words: Lexicon) -> RuleInLetters:
    """Write a rule in letters: each <kind> stands for one word of that kind."""

    def one_of(match: re.Match[str]) -> str:
        letters = words.letters_of(match["kind"])
        return f"[{letters}]" if letters else "(?!)"

    expression = re.compile(_KIND.sub(one_of, rule.pattern), re.VERBOSE)
    needs = frozenset(
        frozenset(letter for kind in kinds for letter in words.letters_of(kind))
        for kinds in needed_kinds(rule.pattern)
    )
    return RuleInLetters(rule, expression, frozenset(expression.groupindex), needs)


def expressions_of(tokens: Tokens, rules: RuleBook, tables: Tables) -> list[Expression]:
    """Return what the rules find, in text order; of two that overlap the longer one stays."""
    letters, index = _islands(tokens, tables)
    matches = [
        (rule, match)
        for rule in rules.matchable(letters)
        for match in rule.expression.finditer(letters)
    ]
    matches.sort(key=_from_longest)
    found: list[Expression] = []
    taken = bytearray(len(letters))
    for rule, match in matches:
        first, end = match.span()
        if 1 in taken[first:end]:
            continue
        expression = _expression(rule, Reading(tokens, match, index, rule.groups))
        if expression is not None:
            taken[first:end] = b"\1" * (end - first)
            found.append(expression)
    return sorted(found, key=_first)


def _from_longest(found: tuple[RuleInLetters, re.Match[str]]) -> int:
    first, end = found[1].span()
    return first - end


_first = attrgetter("first")


def _expression(rule: RuleInLetters, reading: Reading) -> Expression | None:
    meaning = rule.rule.build(reading)
    if meaning is None:
        return None
    first, end = reading.first, reading.end
    span = reading.tokens.span(first, end)
    return Expression(first, end, span, meaning, rule.rule.name, _part(reading))


@cache
def _timely(tables: Tables) -> re.Pattern[str]:
    """Match a whole run of kinds that holds one which tells a time: a month, a unit, a number."""
    words = lexicon(tables)
    core, outside = "".join(map(words.letters_of, CORE_KINDS)), OTHER + BREAK
    return re.compile(f"(?<![^{outside}])[^{outside}{core}]*+[{core}][^{outside}]*+")


def _islands(tokens: Tokens, tables: Tables) -> tuple[str, list[int]]:
    """Return the letters of the runs that could be a time, and which token each letter stands for.

    Most of a text is no time at all; leaving it out makes the many rules quick.
    """
    pieces: list[str] = []
    index: list[int] = []
    for run in _timely(tables).finditer(tokens.letters):
        pieces.append(run.group() + OTHER)
        index.extend(range(run.start(), run.end() + 1))
    return "".join(pieces), index


def longest(expressions: Iterable[Expression]) -> list[Expression]:
    """Drop each expression that overlaps a longer one, or an equal one of an earlier rule."""
    kept: list[Expression] = []
    taken: set[int] = set()
    for expression in sorted(expressions, key=lambda found: found.first - found.end):
        covered = range(expression.first, expression.end)
        if taken.isdisjoint(covered):
            taken.update(covered)
            kept.append(expression)
    return sorted(kept, key=_first)


def _part(reading: Reading) -> str | None:
    for group in ("edge", "part", "sooner"):
        value = reading.value(group, group)
        if value:
            return value
    return None
