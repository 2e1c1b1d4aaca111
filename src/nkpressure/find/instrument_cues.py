"""The cues of instruments, ready to be looked for: one pass finds all that a finder asks about."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar, TypeVar

from nkpressure.codebook import FILE as CODEBOOK
from nkpressure.codebook import Code, read_codebook
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
from nkpressure.find.directions import Direction, DirectionCue, Found
from nkpressure.find.phrases import PhraseFinder, PhraseMatch
from nkpressure.find.scopes import Mode, ModeCue, Scoped
from nkpressure.model import Span
from nkpressure.tables import Tables, read_tables


class Grow(StrEnum):
    """What the cue is, and so how far the mention reaches beyond it."""

    NOUN = "noun"  # a head noun: its phrase to the left, its complements to the right
    VERB = "verb"  # a verb: its object to the right
    CLAUSE = "clause"  # a subject and its verb: the subject's phrase to the left
    EXACT = "exact"  # the cue as it stands


@dataclass(frozen=True, slots=True)
class InstrumentCue:
    """Words that name an instrument of one code, or of none ("air pressure") to keep others off.

    `direction` and `mode` stand where nothing in the sentence turns them; `include` and `exclude`
    are words of which one must, or none may, stand in the same sentence.
    """

    TABLE: ClassVar[str] = "instrument_cues.csv"

    cue: str
    code: str | None
    grow: Grow
    direction: Direction | None
    mode: Mode | None
    include: tuple[str, ...]
    exclude: tuple[str, ...]


Around = DirectionCue | ModeCue | str  # a string is a word of some cue's context


@dataclass(frozen=True, slots=True)
class CueBook:
    """All cues compiled, and what each code does to the pressure.

    `parts` finds the parts of cues, by their numbers, `around` what bears on a cue nearby.
    """

    cues: tuple[InstrumentCue, ...]
    bases: Mapping[str, Direction]
    by_part: Mapping[int, Sequence[Needing]]
    parts: PhraseFinder[int]
    around: PhraseFinder[Around]


@dataclass(frozen=True, slots=True)
class Clues:
    """What one sentence holds: cue matches, direction cues, mode cues, each in text order."""

    instruments: tuple[CueMatch, ...]
    directions: tuple[Found, ...]
    modes: tuple[Scoped, ...]


@cache
def read_cues(tables: Tables) -> CueBook:
    """Read the cue tables; BadTableError where a cue's code is not in the codebook.

    Our own cues for codes that a user's codebook leaves out stay out with them.
    """
    bases = {code.code: _base(code, tables) for code in read_codebook(tables).codes}
    cues = _rows_with_code(tables, InstrumentCue, bases)
    _check_codes(tables, cues, bases)
    numbers: dict[tuple[str, bool], int] = {}
    numbered: list[Numbered] = []
    for number, cue in enumerate(cues):
        keys = [
            (part, at == 0 and cue.grow is Grow.VERB and not part.startswith("{"))
            for at, part in enumerate(cue_parts(cue.cue))
        ]
        parts = tuple(numbers.setdefault(key, len(numbers)) for key in keys)
        numbered.append((number, parts))
    turns = _rows_with_code(tables, DirectionCue, bases)
    return CueBook(
        cues,
        bases,
        by_rarest_part(numbered),
        PhraseFinder(_parts(tables, numbers)),
        PhraseFinder(_around(tables, cues, turns)),
    )


def _base(code: Code, tables: Tables) -> Direction:
    try:
        return Direction(code.base or Direction.TIGHTEN)
    except ValueError:
        known = ", ".join(direction.value for direction in Direction)
        raise BadTableError(
            f"{tables.path(CODEBOOK)}: the base of {code.code} is {code.base!r}, none of {known}"
        ) from None


CodedRow = TypeVar("CodedRow", InstrumentCue, DirectionCue)


def _rows_with_code(
    tables: Tables, row_type: type[CodedRow], codes: Collection[str]
) -> tuple[CodedRow, ...]:
    rows = tables.rows(row_type)
    if tables.path(CODEBOOK).parent != tables.folder:
        return rows
    ours = frozenset(read_tables().rows(row_type))
    return tuple(row for row in rows if row.code is None or row.code in codes or row not in ours)


def _check_codes(
    tables: Tables, cues: Sequence[InstrumentCue], bases: Mapping[str, Direction]
) -> None:
    coded = [(row.TABLE, row.cue, row.code) for row in cues if row.code]
    turns = _rows_with_code(tables, DirectionCue, bases)
    coded += [(row.TABLE, row.cue, row.code) for row in turns if row.code]
    for table, cue, code in coded:
        if code not in bases:
            raise BadTableError(
                f"{tables.path(table)}: the cue {cue!r} has the code {code}, "
                "which is not in the codebook"
            )
    empty = [row.code for row in cues if not cue_parts(row.cue)]
    if empty:
        raise BadTableError(f"{tables.path(InstrumentCue.TABLE)}: a cue of {empty[0]} is empty")


def _parts(
    tables: Tables, numbers: Mapping[tuple[str, bool], int]
) -> Iterator[tuple[str, int, bool]]:
    for (part, inflect), number in numbers.items():
        for phrase in part_phrases(part, inflect, tables):
            yield phrase, number, False


def _around(
    tables: Tables, cues: Sequence[InstrumentCue], turns: Sequence[DirectionCue]
) -> Iterator[tuple[str, Around, bool]]:
    governing: list[DirectionCue | ModeCue] = [*turns, *tables.rows(ModeCue)]
    for row in governing:
        for phrase in part_phrases(row.cue, row.verb, tables):
            yield phrase, row, False
    for word in sorted({word for cue in cues for word in (*cue.include, *cue.exclude)}):
        for phrase in part_phrases(word, False, tables):
            yield phrase, word, False


def cues_of(
    text: str, sentence: Span, parts: Sequence[PhraseMatch[int]], book: CueBook
) -> list[CueMatch]:
    """Join the parts that begin in a sentence to the cues that lie in it."""
    places: dict[int, list[PhraseMatch[int]]] = defaultdict(list)
    for match in parts:
        for number in match.entries:
            places[number].append(match)
    found = chained(text, places, book.by_part)
    return [match for match in found if match.parts[-1].end <= sentence.end]


def clues_of(
    text: str,
    sentence: Span,
    found: Sequence[CueMatch],
    around: Sequence[PhraseMatch[Around]],
    book: CueBook,
) -> Clues | None:
    """Put a sentence's cues beside what bears on them; None where the context lets none stand."""
    context = {entry for match in around for entry in match.entries if isinstance(entry, str)}
    fitting = [match for match in found if _fits(book.cues[match.cue], context)]
    if not fitting:
        return None
    return Clues(heaviest(fitting), _turning(around), _scoped(text, sentence, around))


def _turning(around: Sequence[PhraseMatch[Around]]) -> tuple[Found, ...]:
    found = (
        (match.span, tuple(entry for entry in match.entries if isinstance(entry, DirectionCue)))
        for match in around
    )
    return tuple((span, cues) for span, cues in found if cues)


def _scoped(text: str, sentence: Span, around: Sequence[PhraseMatch[Around]]) -> tuple[Scoped, ...]:
    return tuple(
        Scoped(match.span, entry)
        for match in around
        for entry in match.entries
        if isinstance(entry, ModeCue) and not _is_name(text, sentence, match.span)
    )


def _is_name(text: str, sentence: Span, span: Span) -> bool:
    """Tell the month in "On May 16", "In May alone" from the modal, also in a headline."""
    capital = text[span.start].isupper() and span.start > sentence.start
    return capital and not text[span.end : span.end + 2].strip()[:1].isupper()


def _fits(cue: InstrumentCue, context: set[str]) -> bool:
    if cue.include and not context.intersection(cue.include):
        return False
    return not context.intersection(cue.exclude)
