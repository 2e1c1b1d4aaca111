"""Decides where one sentence ends and the next begins, with Punkt and our own abbreviations.

Punkt (Kiss and Strunk 2006, doi 10.1162/coli.2006.32.4.485) usually learns its abbreviations from
a corpus; here they stand in a table. What it does not know is put right after it: questions within
a quotation, numbers of a list, and full stops with no space after them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, ClassVar, cast

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

# NLTK's classes are not typed.
_PARAMETERS: Callable[[], Any] = PunktParameters
_TOKENIZER: Callable[[Any], PunktSentenceTokenizer] = PunktSentenceTokenizer

# Each rule below looks at every character; these tell in no time that it has nothing to find.
_MARK_WITHIN = re.compile(  # all that a break can stand at
    r"[-.?!…*=_~#](?:(?<=[.?!…])\s*\S|(?<=\*)\s?\*|(?<=[-=_*~#])[-=_*~#]{4})"
)
_POINT_AND_CAPITAL = re.compile(r"[.…][\"”’']?\s+[\"“‘']?[A-Z]")
_MARK_AND_CAPITAL = re.compile(r"[.!?][”\"’)]{0,2}[\"“‘(]?[A-Z]")
_LONG_LINE = re.compile(r"[-=_*~#]{5}")

_BEGINS_ELISION = frozenset("[(*")
_ELISION = re.compile(r"[\[(]\s?(?:…|\.\s?\.\s?\.|\.{4})\s?[\])]|\*\s?\*\s?\*")

# "enforcement. […]" and "[...] The sanctions": an elision that is no part of a sentence
_ELISION_LAST = re.compile(rf"(?<=[.!?…\"'”’)])\s+(?P<mark>{_ELISION.pattern})$")
_ELISION_FIRST = re.compile(rf"(?P<mark>{_ELISION.pattern})\s+(?=[\"'“‘]?[A-Z])")

# "1.", "(b)", "IV." alone: the number of what follows
_LONE_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)\]]{1,2}")

# "said.Trump claimed", "high quality.You'll", "illusion.”The": no space after the full stop
_NO_SPACE = re.compile(
    r"[.?!”\"](?<=[a-z]{2}.|[a-z]\d.|\d%.)"  # a set of marks first is found in no time
    r"(?:(?<=[.?!])[”\"’)]{0,2}|(?<=[”\"])[.?!])(?=[\"“‘(]?[A-Z][a-z']|[\"“‘]?[AI]\s)"
)
_UNBREAKABLE = ("@", "/", "www.", "http")

# "R.I.", "P.O.", "G.V.": capitals with points are an abbreviation whether a table has it or not
_POINTED_CAPITALS = re.compile(r"(?:[A-Z]\.){2,}")

_OPEN_ELISION = re.compile(r"[\[(]\s?\.(?:\s?\.){0,2}$")  # "[. ." of "[. . .]"
_ONLY_MARKS = re.compile(r"[.!?…\s]+")
_DRAWN_LINE = re.compile(r"(?:(?<=\s)|^)(?P<line>[-=_*~#]{5,})(?:\s+|$)")
_SPACED_POINTS = re.compile(r"[.\s]+[a-z]")

# "in August... Anyway", "in Newport, R.I. “They": breaks that Punkt leaves out
_BREAK_AFTER = re.compile(r"(?P<word>\S{1,40}?[.…])[\"”’']?\s+(?=(?P<next>[\"“‘']?[A-Z]))")
_ELLIPSIS_END = re.compile(r"(?:\.{2,}|…)[\"”’']?$")

_CLOSED_QUESTION = re.compile(r"[?!…]['\"”’)»]+$")
_CLOSED = re.compile(r"[.?!…]['\"”’)»]+$")
_LAST_WORD = re.compile(r"(?:^|[\s(\[“\"‘'—–-])([^\s(\[“\"‘]+\.)$")
_STRETCH = 20_000  # characters
_COMMON_ENDS = 16_384
_SEEN = 120  # characters on either side of a break that are looked at
_OPENING = "\"'“‘([«`"


def divide_words(words: str, tables: Tables) -> Iterator[Pair]:
    """Give where each sentence of a paragraph begins and ends.

    >>> from nkpressure.tables import read_tables
    >>> list(divide_words("Gen. Brooks left. He spoke.", read_tables()))
    [(0, 17), (18, 27)]
    """
    if _MARK_WITHIN.search(words) is None:
        end = len(words.rstrip())
        if end:
            yield 0, end
        return
    joined = _joined(words, _punkt_spans(words, tables), tables)
    for start, end in _without_space(words, _left_out(words, joined, tables)):
        for first, last in _ruled(words, start, end):
            yield from _elisions(words, first, last)


def is_elision(words: str) -> bool:
    """Say whether the words are only a mark that sentences were left out.

    >>> is_elision("[…]"), is_elision("[…] there is room")
    (True, False)
    """
    return words[:1] in _BEGINS_ELISION and _ELISION.fullmatch(words) is not None


def _punkt_spans(words: str, tables: Tables) -> Iterator[Pair]:
    """Run Punkt over a stretch at a time: NLTK gives up on a text that takes it some seconds."""
    begin, place = 0, 0
    while place < len(words):
        stretch = words[place : place + _STRETCH]
        spans = list(_tokenizer(tables).span_tokenize(stretch))
        at_end = place + len(stretch) == len(words)
        whole = spans if at_end else spans[:-1]  # the last may go on in the next stretch
        for start, end in whole:
            yield (begin if start == 0 else place + start), place + end
        if at_end:
            return
        begin = begin if len(spans) <= 1 else place + spans[-1][0]
        place = begin if len(spans) > 1 else place + len(stretch)


def _joined(words: str, spans: Iterable[Pair], tables: Tables) -> Iterator[Pair]:
    held: Pair | None = None
    for start, end in spans:
        if held is None:
            held = (start, end)
        elif _belongs(_tail(words, held), words[start : min(end, start + _SEEN)], tables):
            held = (held[0], end)
        else:
            yield held
            held = (start, end)
    if held is not None:
        yield held


def _tail(words: str, span: Pair) -> str:
    return words[max(span[0], span[1] - _SEEN) : span[1]]


def _belongs(before: str, after: str, tables: Tables) -> bool:
    """Say whether the break before `after` is none."""
    if _LONE_NUMBER.fullmatch(before) and before != "I.":
        return True
    if _OPEN_ELISION.search(before) or _ONLY_MARKS.fullmatch(after) or _SPACED_POINTS.match(after):
        return True
    lower = after.lstrip(_OPENING)[:1].islower()
    if _CLOSED.search(before):
        return lower or (bool(_CLOSED_QUESTION.search(before)) and speaks(after, tables))
    return (lower and before.endswith((".", "]", ")"))) or _is_cut_abbreviation(
        before, after, tables
    )


def _is_cut_abbreviation(before: str, after: str, tables: Tables) -> bool:
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    kind = _abbreviations(tables).get(last[1].lower())
    if kind is AbbreviationKind.TITLE:
        return last[1][0].isupper() and after[:1].isupper()
    if kind is AbbreviationKind.NUMBER:
        return after[:1].isdigit()
    pointed = _POINTED_CAPITALS.fullmatch(last[1]) is not None
    return pointed and not _begins_sentence(after, tables)


def _begins_sentence(after: str, tables: Tables) -> bool:
    if after.startswith(tuple(_OPENING)):
        return True
    first = re.match(r"\w+", after)
    return first is not None and first[0].lower() in _starters(tables)


def _left_out(words: str, spans: Iterable[Pair], tables: Tables) -> Iterator[Pair]:
    """Break where a sentence ends in an ellipsis or in an abbreviation before a quotation."""
    for start, end in spans:
        if _POINT_AND_CAPITAL.search(words, start, end) is None:
            yield start, end
            continue
        first = start
        for match in _BREAK_AFTER.finditer(words, start, end):
            if _ends_in(match["word"], match["next"], tables):
                yield first, match.end("word") + _closing(words, match.end("word"))
                first = match.end()
        yield first, end


def _closing(words: str, place: int) -> int:
    return 0 if words[place : place + 1].isspace() else 1


def _ends_in(word: str, following: str, tables: Tables) -> bool:
    if _ELLIPSIS_END.search(word):
        return True
    kind = _abbreviations(tables).get(word.lower())
    known = kind is AbbreviationKind.OTHER or _POINTED_CAPITALS.fullmatch(word) is not None
    return known and len(following) > 1


def _without_space(words: str, spans: Iterable[Pair]) -> Iterator[Pair]:
    for start, end in spans:
        if _MARK_AND_CAPITAL.search(words, start, end) is None:
            yield start, end
            continue
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


def _ruled(words: str, start: int, end: int) -> Iterator[Pair]:
    """Break before and after a drawn line, as stands where lines of a page were run together."""
    if _LONG_LINE.search(words, start, end) is None:
        if start < end:
            yield start, end
        return
    first = start
    for match in _DRAWN_LINE.finditer(words, start, end):
        if words[first : match.start()].strip():
            yield first, first + len(words[first : match.start()].rstrip())
        yield match.span("line")
        first = match.end()
    if first < end:
        yield first, end


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
def _starters(tables: Tables) -> frozenset[str]:
    return frozenset(row.word for row in tables.rows(StarterRow))


@cache
def _tokenizer(tables: Tables) -> PunktSentenceTokenizer:
    parameters = _PARAMETERS()
    parameters.abbrev_types.update(
        abbreviation.removesuffix(".")
        for abbreviation, kind in _abbreviations(tables).items()
        if kind is not AbbreviationKind.NUMBER
    )
    parameters.sent_starters.update(_starters(tables))
    tokenizer: Any = _TOKENIZER(parameters)
    # Punkt asks of each mark with the words around it, "U.S. and", whether a sentence ends there.
    ends_there = lru_cache(maxsize=_COMMON_ENDS)(tokenizer.text_contains_sentbreak)
    tokenizer.text_contains_sentbreak = ends_there
    return cast(PunktSentenceTokenizer, tokenizer)
