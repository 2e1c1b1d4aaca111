"""Says of a sentence about any states which event it tells, and to which family that belongs.

Instruments are marked only where the target of the codebook is concerned. For other sentences,
and for comparison with event data, the wider words of event_cues.csv give each sentence one event
by PLOVER's name; event_families.csv says to which family of instruments the event belongs.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.errors import BadTableError
from nkpressure.find.cues import (
    CueMatch,
    Needing,
    Numbered,
    by_rarest_part,
    chained,
    cue_parts,
    heaviest,
    part_phrases,
)
from nkpressure.find.phrases import PhraseFinder, PhraseMatch
from nkpressure.find.word_classes import Words, read_words
from nkpressure.model import Annotation, Document, Span
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables, read_tables

__all__ = ["SentenceEvent", "find_sentence_events"]


class Rank(StrEnum):
    """How much a cue says about its sentence."""

    STRONG = "strong"  # a verb of speech that decides what its clause is: "threatened to"
    PLAIN = "plain"  # a verb of doing: "arrested"
    WEAK = "weak"  # a noun that many sentences name besides: "talks"


@dataclass(frozen=True, slots=True)
class EventCue:
    """Words that tell an event; `verb` gives the first word of each in all its forms."""

    TABLE: ClassVar[str] = "event_cues.csv"

    event: str
    verb: bool
    rank: Rank
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventFamily:
    """An event's family of instruments, and what it is while it is only `announced`."""

    TABLE: ClassVar[str] = "event_families.csv"

    event: str
    family: str
    announced: str | None


class Around(StrEnum):
    """What words around a cue do to it."""

    ANNOUNCING = "announcing"  # "will", "plans to"
    SUBORDINATE = "subordinate"  # "after", "who"


@dataclass(frozen=True, slots=True)
class EventWords:
    """Words around a cue that put it off or set it behind the main clause."""

    TABLE: ClassVar[str] = "event_words.csv"

    name: Around
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceEvent(Annotation):
    """The event that a sentence tells first; `family` is one of the codebook's."""

    event: str
    family: str


def find_sentence_events(
    document: Document, sentences: Sequence[Sentence], tables: Tables | None = None
) -> list[SentenceEvent]:
    """Find the event of each sentence that tells one; its rule is the cue as it stands there.

    >>> from nkpressure.read.regions import find_regions
    >>> from nkpressure.read.sentences import find_sentences
    >>> note = Document("note", "Athens will expel two envoys. Ankara protested.")
    >>> sentences = find_sentences(note, find_regions(note))
    >>> [(told.event, told.family, told.rule) for told in find_sentence_events(note, sentences)]
    [('THREATEN', 'F', 'expel'), ('PROTEST', 'G', 'protested')]
    """
    tables = tables or read_tables()
    book = _event_book(tables)
    matches = book.finder.find_all(document.text)
    starts = [match.start for match in matches]
    found = []
    for sentence in sentences:
        first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        told = _told(document.text, sentence.span, matches[first:last], book, tables)
        if told is not None:
            found.append(told)
    return found


@dataclass(frozen=True, slots=True)
class _Cue:
    event: str
    rank: Rank
    verb: bool


class _Forms(StrEnum):
    """In which forms a part of a cue is looked for."""

    ONE = "one"
    VERB = "verb"  # all forms of its first word
    PLURAL = "plural"  # what stands behind a gap is an object: "expel ... envoy", "envoys"


@dataclass(frozen=True, slots=True)
class _Part:
    number: int


@dataclass(frozen=True, slots=True)
class _EventBook:
    cues: tuple[_Cue, ...]
    families: Mapping[str, EventFamily]
    by_part: Mapping[int, Sequence[Needing]]
    finder: PhraseFinder[_Part | Around]


@cache
def _event_book(tables: Tables) -> _EventBook:
    families = {row.event: row for row in tables.rows(EventFamily)}
    cues: list[_Cue] = []
    numbers: dict[tuple[str, _Forms], int] = {}
    numbered: list[Numbered] = []
    for row in tables.rows(EventCue):
        if row.event not in families:
            raise BadTableError(
                f"{tables.path(EventCue.TABLE)}: the event {row.event} has no row in "
                f"{EventFamily.TABLE}"
            )
        for cue in row.words:
            first = _Forms.VERB if row.verb else _Forms.ONE
            keys = [
                (part, first if at == 0 else _Forms.PLURAL)
                for at, part in enumerate(cue_parts(cue))
            ]
            parts = tuple(numbers.setdefault(key, len(numbers)) for key in keys)
            numbered.append((len(cues), parts))
            cues.append(_Cue(row.event, row.rank, row.verb))
    return _EventBook(
        tuple(cues), families, by_rarest_part(numbered), PhraseFinder(_phrases(tables, numbers))
    )


def _phrases(
    tables: Tables, numbers: Mapping[tuple[str, _Forms], int]
) -> Iterator[tuple[str, _Part | Around, bool]]:
    for (part, forms), number in numbers.items():
        for phrase in part_phrases(part, forms is _Forms.VERB, tables):
            yield phrase, _Part(number), False
            if forms is _Forms.PLURAL and not phrase.endswith("s"):
                yield f"{phrase}s", _Part(number), False
    for row in tables.rows(EventWords):
        for word in row.words:
            yield word, row.name, False


class _Standing(IntEnum):
    """Where a cue stands, the more telling first."""

    MAIN = 0
    WEAK = 1
    BEHIND = 2  # in a subordinate clause
    BEHIND_WEAK = 3


def _told(
    text: str,
    sentence: Span,
    matches: Sequence[PhraseMatch[_Part | Around]],
    book: _EventBook,
    tables: Tables,
) -> SentenceEvent | None:
    places: dict[int, list[PhraseMatch[_Part | Around]]] = defaultdict(list)
    around: list[tuple[Span, Around]] = []
    for match in matches:
        for entry in match.entries:
            if isinstance(entry, _Part):
                places[entry.number].append(match)
            else:
                around.append((match.span, entry))
    found = heaviest(chained(text, places, book.by_part))
    if not found:
        return None
    words = read_words(text, sentence, tables)
    behind = [span for span, name in around if name is Around.SUBORDINATE]
    first = min(
        found, key=lambda match: (_standing(words, match, book.cues[match.cue], behind), match.span)
    )
    event = book.cues[first.cue].event
    announced = book.families[event].announced
    if announced and _is_announced(words, first, around):
        event = announced
    rule = first.parts[0].of(text)
    return SentenceEvent(sentence, rule, event, book.families[event].family)


def _standing(words: Words, match: CueMatch, cue: _Cue, behind: Sequence[Span]) -> _Standing:
    weak = cue.rank is Rank.WEAK or (cue.verb and _is_noun(words, match))
    if _is_behind(words, match.span.start, behind):
        return _Standing.BEHIND_WEAK if weak else _Standing.BEHIND
    return _Standing.WEAK if weak else _Standing.MAIN


_BEFORE_A_NOUN = ("determiner", "preposition", "adjective", "possessive", "number")


def _is_noun(words: Words, match: CueMatch) -> bool:
    """Tell "a visit", "the proposed plan" from "will visit", "to visit"."""
    before = words.after(match.span.start) - 1
    return words.name(before) in _BEFORE_A_NOUN and words.text(before) not in ("to", "by")


def _is_behind(words: Words, start: int, behind: Sequence[Span]) -> bool:
    """Say whether a subordinating word stands before a cue, with no comma in between."""
    opened = max((span.end for span in behind if span.end <= start), default=None)
    if opened is None:
        return False
    between = words.all[words.first_from(opened) : words.first_from(start)]
    return not any(word.text in ",;" for word in between)


WORDS_OFF = 3  # between "will" and what it announces: "will in no case attend"


def _is_announced(words: Words, match: CueMatch, around: Sequence[tuple[Span, Around]]) -> bool:
    at = words.first_from(match.span.start)
    ends = [span.end for span, name in around if name is Around.ANNOUNCING]
    return any(0 <= at - words.first_from(end) <= WORDS_OFF for end in ends)
