"""Decides where one sentence ends and the next begins, with Punkt and our own abbreviations.

Punkt (Kiss and Strunk 2006, doi 10.1162/coli.2006.32.4.485) usually learns its abbreviations from
a corpus; here they stand in a table. What it does not know is put right after it: questions within
a quotation, numbers of a list, and full stops with no space after them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from nkpressure.read.voices import speaks
from nkpressure.tables import Tables


class AbbreviationKind(StrEnum):
    """What follows an abbreviation."""

    TITLE = "title"  # a name: never a new sentence
    NUMBER = "number"  # a number: before anything else it is a plain word
    OTHER = "other"  # the sentence goes on, or another begins


@dataclass(frozen=True, slots=True)
class AbbreviationRow:
    """An abbreviation with its full stop."""

    TABLE: ClassVar[str] = "abbreviations.csv"

    abbreviation: str
    kind: AbbreviationKind


@dataclass(frozen=True, slots=True)
class StarterRow:
    """A word that begins a new sentence when it stands with a capital after an abbreviation."""

    TABLE: ClassVar[str] = "sentence_starters.csv"

    word: str


Pair = tuple[int, int]

_ELISION = re.compile(r"[\[(]\s?(?:…|\.\s?\.\s?\.|\.{4})\s?[\])]|\*\s?\*\s?\*")

# "enforcement. […]" and "[...] The sanctions": an elision that is no part of a sentence
_ELISION_LAST = re.compile(rf"(?<=[.!?…\"'”’)])\s+(?P<mark>{_ELISION.pattern})$")
_ELISION_FIRST = re.compile(rf"(?P<mark>{_ELISION.pattern})\s+(?=[\"'“‘]?[A-Z])")

# "1.", "(b)", "IV." alone: the number of what follows
_LONE_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)\]]{1,2}")

# "said.Trump claimed", "high quality.You'll", "illusion.”The": no space after the full stop
_NO_SPACE = re.compile(
    r"(?<=[a-z]{2}|[a-z]\d|\d%)(?:[.!?][”\"’)]{0,2}|[”\"][.!?])(?=[\"“‘(]?[A-Z][a-z']|[\"“‘]?[AI]\s)"
)
_UNBREAKABLE = ("@", "/", "www.", "http")

_CLOSED_QUESTION = re.compile(r"[?!…]['\"”’)»]+$")
_CLOSED = re.compile(r"[.?!…]['\"”’)»]+$")
_LAST_WORD = re.compile(r"(?:^|[\s(\[“\"‘'—–-])([^\s(\[“\"‘]+\.)$")
_OPENING = "\"'“‘([«`"


def sentence_tokenizer(tables: Tables) -> PunktSentenceTokenizer:
    """Return Punkt with the abbreviations of the table, made without any trained data."""
    return _tokenizer(tables)


def divide_words(words: str, spans: Iterable[Pair], tables: Tables) -> Iterator[Pair]:
    """Put right what Punkt cannot know, and give each sentence without outer white space."""
    joined = _joined(words, spans, tables)
    for start, end in _without_space(words, joined):
        yield from _elisions(words, start, end)


def is_elision(words: str) -> bool:
    """Say whether the words are only a mark that sentences were left out.

    >>> is_elision("[…]"), is_elision("[…] there is room")
    (True, False)
    """
    return _ELISION.fullmatch(words) is not None


def _joined(words: str, spans: Iterable[Pair], tables: Tables) -> Iterator[Pair]:
    held: Pair | None = None
    for start, end in spans:
        if held is None:
            held = (start, end)
        elif _belongs(words[held[0] : held[1]], words[start : min(end, start + 120)], tables):
            held = (held[0], end)
        else:
            yield held
            held = (start, end)
    if held is not None:
        yield held


def _belongs(before: str, after: str, tables: Tables) -> bool:
    """Say whether the break before `after` is none."""
    if _LONE_NUMBER.fullmatch(before) and not before.endswith("I."):
        return True
    tail = before[-60:]
    if _CLOSED.search(tail):
        first = after.lstrip(_OPENING)[:1]
        if first.islower():
            return True
        return bool(_CLOSED_QUESTION.search(tail)) and speaks(after, tables)
    return _is_cut_abbreviation(tail, after, tables)


def _is_cut_abbreviation(tail: str, after: str, tables: Tables) -> bool:
    last = _LAST_WORD.search(tail)
    kind = _abbreviations(tables).get(last[1].lower()) if last else None
    if kind is AbbreviationKind.TITLE:
        return last is not None and last[1][0].isupper() and after[:1].isupper()
    return kind is AbbreviationKind.NUMBER and after[:1].isdigit()


def _without_space(words: str, spans: Iterable[Pair]) -> Iterator[Pair]:
    for start, end in spans:
        first = start
        for match in _NO_SPACE.finditer(words, start, end):
            if not _in_address(words, match.start(), first, end):
                yield first, match.end()
                first = match.end()
        yield first, end


def _in_address(words: str, place: int, start: int, end: int) -> bool:
    """Say whether a full stop stands in an address of the web or of mail."""
    left = words[max(start, place - 60) : place].rsplit(None, 1)[-1:]
    right = words[place : min(end, place + 60)].split(None, 1)[:1]
    token = "".join([*left, *right]).lower()
    return any(sign in token for sign in _UNBREAKABLE)


def _elisions(words: str, start: int, end: int) -> Iterator[Pair]:
    first = _ELISION_FIRST.match(words, start, end)
    if first is not None:
        yield first.span("mark")
        start = first.end()
    last = _ELISION_LAST.search(words, max(start, end - 20), end)
    if last is not None and last.start() > start:
        yield start, last.start()
        yield last.span("mark")
    elif words[start:end].strip():
        yield start, end


@cache
def _abbreviations(tables: Tables) -> dict[str, AbbreviationKind]:
    return {row.abbreviation.lower(): row.kind for row in tables.rows(AbbreviationRow)}


@cache
def _tokenizer(tables: Tables) -> PunktSentenceTokenizer:
    parameters = PunktParameters()
    parameters.abbrev_types.update(
        abbreviation.removesuffix(".")
        for abbreviation, kind in _abbreviations(tables).items()
        if kind is not AbbreviationKind.NUMBER
    )
    parameters.sent_starters.update(row.word for row in tables.rows(StarterRow))
    return PunktSentenceTokenizer(parameters)
