"""Hears whose voice a paragraph is in: the quoted speaker's still, or the author's again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar, NamedTuple

from nkpressure.tables import Tables


class Voice(StrEnum):
    """What a word does around a block quotation."""

    SPEECH = "speech"  # announces one, before a colon
    RELEASE = "release"  # announces a text that is given whole
    DOCUMENT = "document"  # names a text that an agency would carry to its end
    RETURN = "return"  # speaks about what was quoted
    CONNECTIVE = "connective"  # opens a paragraph of the author
    FIRST_PERSON = "first_person"
    THIRD_PERSON = "third_person"
    OFFICE = "office"  # stands before a speaker's name


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A word that tells voices apart."""

    TABLE: ClassVar[str] = "block_quote_words.csv"

    word: str
    kind: Voice


_SENTENCE_START = re.compile(r"[.!?]['\"”’)\]]*\s+(?=['\"“‘(\[]*[A-Z])")
_COLON_END = re.compile(r":[\"”']?$")
_NAME = r"[A-Z][\w'’-]+"
_LEFT_OUT = re.compile(r"\[\s?(?:…|\.{3}|\. \. \.)\s?\]")  # "[…]", "[...]"
_TAKEN_UP = re.compile(r"\[[A-Z]\]|\[\s?(?:…|\.{3})\s?\]|…|\.{3}")  # "[T]he sanctions", "… and"
_FOLLOWED = re.compile(r"(?:\[\s?(?:…|\.{3})\s?\]|…|\.{3})['\"”’]?$")

# What each sign weighs for (+) or against (-) the quotation's going on.
_TAKES_UP = 3
_LEAVES_OUT = 2
_SPEAKS_AS_BEFORE = 3
_SPEAKS_IN_FIRST_PERSON = 1
_NAMES_THE_SPEAKER = -4
_POINTS_BACK = -3
_AUTHOR_SPEAKS = -2
_NEW_CUE = -3
_CONNECTS = -1


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is known of a block quotation: its speakers' names, and the words for "I" in it."""

    speakers: frozenset[str]
    first_person: frozenset[str]  # the quotation's own
    author: frozenset[str]  # those that the author uses too
    elided: bool  # the last paragraph ended in "[…]"


def announces(words: str, tables: Tables) -> Voice | None:
    """Say whether a paragraph ends by announcing words of another, or a whole text of another.

    >>> from nkpressure.tables import read_tables
    >>> announces("It is not simple. As one analysis put it:", read_tables()).value
    'speech'
    """
    if _COLON_END.search(words[-3:]) is None:
        return None
    cue = last_sentence(words)
    runs = _runs(cue)
    if _holds(Voice.RELEASE, cue, runs, tables):
        return Voice.RELEASE
    if not _holds(Voice.SPEECH, cue, runs, tables):
        return None
    return Voice.DOCUMENT if _holds(Voice.DOCUMENT, cue, runs, tables) else Voice.SPEECH


def last_sentence(words: str) -> str:
    """Return what follows the last full stop within the words."""
    starts = [match.end() for match in _SENTENCE_START.finditer(words)]
    return words[starts[-1] :] if starts else words


class Heard(NamedTuple):
    """A paragraph's words, its runs of letters, and its words for "I" and "we"."""

    words: str
    runs: frozenset[str]
    first_person: frozenset[str]  # quotations within the paragraph left out


def heard(words: str, tables: Tables) -> Heard:
    """Read in a paragraph what tells whose voice it is."""
    runs = _runs(words)
    return Heard(words, runs, _first_person(words, runs, tables))


def _first_person(words: str, runs: frozenset[str], tables: Tables) -> frozenset[str]:
    if not _may_hold(Voice.FIRST_PERSON, runs, tables):
        return frozenset()
    found = _pattern(Voice.FIRST_PERSON, tables).findall(_unquoted(words))
    return frozenset(word.lower() for word in found if word != "US")


def speakers(words: str, tables: Tables) -> frozenset[str]:
    """Return the last names of those whom the announcing paragraph names as speakers.

    >>> from nkpressure.tables import read_tables
    >>> sorted(speakers("Secretary of State Mike Pompeo met them. He said:", read_tables()))
    ['Pompeo']
    """
    found = _speaker_pattern(tables).finditer(words)
    names = {name for match in found for name in match.groups() if name}
    pronoun = _pattern(Voice.THIRD_PERSON, tables)
    return frozenset(name for name in names if not pronoun.fullmatch(name))


def going_on(paragraph: Heard, quoted: Quoted, tables: Tables) -> int:
    """Weigh the signs that a paragraph goes on with the quotation (+) or is the author's (-)."""
    words, runs, own = paragraph
    signs = (
        (_TAKES_UP, _TAKEN_UP.match(words.lstrip("“\"'")) is not None),
        (_LEAVES_OUT, _LEFT_OUT.search(words) is not None),
        (_LEAVES_OUT, quoted.elided),
        (_SPEAKS_AS_BEFORE, bool(own - quoted.author) and bool(quoted.first_person)),
        (_SPEAKS_IN_FIRST_PERSON, bool(own - quoted.author) and not quoted.first_person),
        (_AUTHOR_SPEAKS, bool(own & quoted.author) and not own - quoted.author),
        (_NAMES_THE_SPEAKER, any(_has_word(words, name) for name in quoted.speakers)),
        (_POINTS_BACK, _holds(Voice.RETURN, words, runs, tables)),
        (_NEW_CUE, announces(words, tables) is not None),
        (_CONNECTS, _opens_with_connective(words, tables)),
        (_AUTHOR_SPEAKS, _reports_speech(words, runs, tables)),
    )
    return sum(weight for weight, seen in signs if seen)


def ends_elided(words: str) -> bool:
    """Say whether the paragraph ends in a mark that something was left out."""
    return _FOLLOWED.search(words[-12:]) is not None


def speaks(words: str, tables: Tables) -> bool:
    """Say whether the words begin with somebody who says something: "Biden said", "she asked".

    >>> from nkpressure.tables import read_tables
    >>> speaks("Biden said.", read_tables()), speaks("The council met.", read_tables())
    (True, False)
    """
    return _speaking_pattern(tables).match(words) is not None


def _unquoted(words: str) -> str:
    return re.sub(r"“[^”]*”|\"[^\"]*\"", " ", words)


def _has_word(words: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", words) is not None


_RUN = re.compile(r"\w+")
_NO_ASCII_RUN = {sign: " " for sign in range(128) if not _RUN.fullmatch(chr(sign))}


def _runs(words: str) -> frozenset[str]:
    """Return the runs of letters in the words, to tell in no time which patterns cannot match."""
    low = words.lower()
    if low.isascii():  # cut in half the time
        return frozenset(low.translate(_NO_ASCII_RUN).split())
    return frozenset(_RUN.findall(low))


def _may_hold(voice: Voice, runs: frozenset[str], tables: Tables) -> bool:
    words, longer = _runs_of_phrases(voice, tables)
    return not words.isdisjoint(runs) or any(map(runs.issuperset, longer))


@cache
def _runs_of_phrases(
    voice: Voice, tables: Tables
) -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    """Return the phrases of one run, and the runs of each longer phrase."""
    words = [row.word.lower() for row in tables.rows(VoiceRow) if row.kind is voice]
    phrases = [frozenset(_RUN.findall(word)) for word in words]
    single = frozenset[str]().union(*(runs for runs in phrases if len(runs) == 1))
    return single, tuple(runs for runs in phrases if len(runs) != 1)


def _holds(voice: Voice, words: str, runs: frozenset[str], tables: Tables) -> bool:
    return _may_hold(voice, runs, tables) and _pattern(voice, tables).search(words) is not None


def _opens_with_connective(words: str, tables: Tables) -> bool:
    return _pattern(Voice.CONNECTIVE, tables).match(words) is not None


def _reports_speech(words: str, runs: frozenset[str], tables: Tables) -> bool:
    """Say whether a third person speaks in the paragraph: "he added", "she said that"."""
    if not all(_may_hold(voice, runs, tables) for voice in (Voice.THIRD_PERSON, Voice.SPEECH)):
        return False
    return _third_person_speech(tables).search(_unquoted(words)) is not None


def _alternatives(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("\\ ", r"\s+") for word in ordered)


def _words(voice: Voice, tables: Tables) -> str:
    return _alternatives(row.word for row in tables.rows(VoiceRow) if row.kind is voice)


@cache
def _pattern(voice: Voice, tables: Tables) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_words(voice, tables)})(?!\w)", re.IGNORECASE)


@cache
def _third_person_speech(tables: Tables) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_words(Voice.THIRD_PERSON, tables)})\s+(?:\w+ly\s+|also\s+|then\s+|has\s+)?"
        rf"(?:{_words(Voice.SPEECH, tables)})\b",
        re.IGNORECASE,
    )


@cache
def _speaker_pattern(tables: Tables) -> re.Pattern[str]:
    """Find "Secretary of State Mike Pompeo", "Wang Enbin, the vice-chair", "Lankov argues"."""
    name = rf"(?:{_NAME}\s+){{0,3}}({_NAME})"
    office = rf"(?i:{_words(Voice.OFFICE, tables)})(?:\s+(?:of|for)(?:\s+{_NAME}){{1,2}}?)?"
    return re.compile(
        rf"""
        \b {office} \s+ {name}(?:['’]s)?
        | \b {name} (?: \s \([^()]*\) )? ,\s+ (?:an?|the|who|a\s+senior) \b
        | \b {name} ,? \s+ (?i:{_words(Voice.SPEECH, tables)}) \b
        | \b (?i:according\s+to) \s+ {name}
        """,
        re.VERBOSE,
    )


@cache
def _speaking_pattern(tables: Tables) -> re.Pattern[str]:
    name = rf"(?:(?:{_words(Voice.OFFICE, tables)})\s+)?(?:{_NAME}\s+){{1,4}}"
    return re.compile(rf"{name}(?:{_words(Voice.SPEECH, tables)})\b")
