"""Finds what is wrong with the tables of cues: codes, lists, places, cues that never match."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from nkpressure.check.folder_files import FolderProblem
from nkpressure.codebook import Codebook
from nkpressure.errors import BadTableError
from nkpressure.find.cues import CueList, cue_parts, list_words, part_phrases
from nkpressure.find.directions import DirectionCue, Place
from nkpressure.find.families import EventCue, EventFamily
from nkpressure.find.instrument_cues import InstrumentCue
from nkpressure.find.scopes import ModeCue
from nkpressure.tables import MORE, R, Tables, read_lines

# No text of the field has these; they look like a pattern, and cues are plain words.
_PATTERN = re.compile(r"\\|\.\*|[\[\]|^*]")


@dataclass(frozen=True, slots=True)
class _Told:
    """A row with its place."""

    file: str
    line: int
    own: bool


def check_cues(tables: Tables, book: Codebook) -> list[FolderProblem]:
    """Return what is wrong with the cues in use, as far as the user's folder is concerned.

    >>> from nkpressure.codebook import read_codebook
    >>> from nkpressure.tables import read_tables
    >>> check_cues(read_tables(), read_codebook())
    []
    """
    try:
        list_words(tables)
    except BadTableError as error:
        return [FolderProblem(CueList.TABLE, None, str(error).partition(": ")[2])]
    found = [
        *_lists(tables),
        *_instrument_cues(tables, book),
        *_repeated(tables),
        *_direction_cues(tables, book),
        *_mode_cues(tables),
        *_event_cues(tables, book),
    ]
    own = [problem for place, problem in found if place.own]
    return own + list(_of_ours(problem for place, problem in found if not place.own))


_Found = Iterator[tuple[_Told, FolderProblem]]


def _placed(tables: Tables, row_type: type[R]) -> Iterator[tuple[_Told, R]]:
    """Give the rows in use with their places; those that cannot be read are told elsewhere."""
    paths = [tables.path(row_type.TABLE)]
    if tables.folder and (tables.folder / f"{MORE}{row_type.TABLE}").is_file():
        paths.append(tables.folder / f"{MORE}{row_type.TABLE}")
    for path in paths:
        for line in read_lines(path, row_type):
            if line.row is not None:
                yield _Told(path.name, line.number, path.parent == tables.folder), line.row


def _problem(place: _Told, told: str) -> tuple[_Told, FolderProblem]:
    return place, FolderProblem(place.file, place.line, told)


_GRAMMAR = ("complement", "postnominal")  # the lists that the finder of instruments asks for


def _lists(tables: Tables) -> _Found:
    words, path = list_words(tables), tables.path(CueList.TABLE)
    for name in _GRAMMAR:
        if name not in words:
            place = _Told(path.name, 0, path.parent == tables.folder)
            yield _problem(place, f"the list {name} is missing; take it over from the package's")


def _instrument_cues(tables: Tables, book: Codebook) -> _Found:
    codes = {code.code for code in book.codes}
    for place, row in _placed(tables, InstrumentCue):
        if row.code and row.code not in codes:
            if not place.own:
                continue  # the cue stays out with its code
            yield _problem(place, _no_code(row.code))
        for told in _phrase_problems(row.cue, tables):
            yield _problem(place, told)
        for word in (*row.include, *row.exclude):
            for told in _phrase_problems(word, tables):
                yield _problem(place, told)
        both = sorted(set(row.include) & set(row.exclude))
        if both:
            told = f"{both[0]!r} must stand beside the cue and must not; it never matches"
            yield _problem(place, told)


def _repeated(tables: Tables) -> _Found:
    """Find a cue that stands twice in the same contexts: only one of its rows can count."""
    first: dict[tuple[object, ...], tuple[_Told, InstrumentCue]] = {}
    for place, row in _placed(tables, InstrumentCue):
        key = (row.cue.lower(), row.grow, frozenset(row.include), frozenset(row.exclude))
        other, earlier = first.setdefault(key, (place, row))
        if earlier is row:
            continue
        at = f"{other.file}, line {other.line}"
        if earlier.code != row.code:
            told = f"the cue {row.cue!r} is {row.code} here and {earlier.code} in {at}; leave one"
        else:
            told = f"the cue {row.cue!r} stands in {at} too; leave one"
        yield _problem(place, told)


def _direction_cues(tables: Tables, book: Codebook) -> _Found:
    codes = {code.code for code in book.codes}
    known = codes | {family.family for family in book.families}
    for place, row in _placed(tables, DirectionCue):
        if not place.own and row.code not in {None, *codes}:
            continue  # the cue stays out with its code
        problems = [_no_code(code) for code in row.codes if code not in known and place.own]
        if row.code and row.code not in codes:
            problems.append(_no_code(row.code))
        problems += _place_problems(row)
        problems += _phrase_problems(row.cue, tables)
        for told in problems:
            yield _problem(place, told)


def _place_problems(row: DirectionCue) -> Iterator[str]:
    places = [place.value for place in Place]
    for name in row.places:
        if name not in places:
            yield f"{name!r} is no place; the places are {', '.join(places)}"
    if not row.places:
        yield f"the cue {row.cue!r} has no place, so it never governs; write one in places"


def _mode_cues(tables: Tables) -> _Found:
    for place, row in _placed(tables, ModeCue):
        for told in _phrase_problems(row.cue, tables):
            yield _problem(place, told)
        if row.mode is None and row.polarity is None:
            yield _problem(place, f"the cue {row.cue!r} sets neither a mode nor a polarity")
        if row.polarity not in (None, "neg"):
            yield _problem(place, f"polarity is {row.polarity!r}; write neg or leave it empty")


def _event_cues(tables: Tables, book: Codebook) -> _Found:
    events = {row.event for _, row in _placed(tables, EventFamily)}
    families = {family.family for family in book.families}
    for place, kind in _placed(tables, EventFamily):
        if kind.family not in families and place.own:
            yield _problem(place, f"the family {kind.family} is not in the codebook")
    for place, row in _placed(tables, EventCue):
        if row.event not in events:
            yield _problem(place, f"the event {row.event} has no row in {EventFamily.TABLE}")
        for cue in row.words:
            for problem in _phrase_problems(cue, tables):
                yield _problem(place, problem)


def _no_code(code: str) -> str:
    return f"the code {code} is not in the codebook; add it there or correct it here"


def _phrase_problems(cue: str, tables: Tables) -> Iterator[str]:
    """Say why words can never be found in a text."""
    parts = cue_parts(cue)
    if not parts:
        yield "the cue is empty; write its words"
        return
    if any("..." in part for part in parts):
        yield f"the gap in {cue!r} needs a space and words on either side: 'word ... word'"
        return
    if _PATTERN.search(cue):
        yield f"{cue!r} looks like a pattern; cues are plain words, lists in braces and ' ... '"
        return
    try:
        phrases = [phrase for part in parts for phrase in part_phrases(part, False, tables)]
    except BadTableError as error:
        yield str(error).partition(": ")[2]
        return
    if not phrases or any("  " in phrase or not phrase.strip() for phrase in phrases):
        yield f"{cue!r} can never match: a list in it is empty, or it has two spaces in a row"


def _of_ours(problems: Iterable[FolderProblem]) -> Iterator[FolderProblem]:
    """Tell once a table what a user's codebook or lists make wrong in the package's own."""
    by_file: dict[str, list[FolderProblem]] = {}
    for problem in problems:
        by_file.setdefault(problem.file, []).append(problem)
    for file, found in by_file.items():
        yield FolderProblem(
            file,
            None,
            f"{_rows(len(found))} of the package's own table do not go with your folder (line "
            f"{found[0].line}: {found[0].told}); bring an own {file}",
        )


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


def cue_tables() -> Collection[str]:
    """Return the names of the tables that say how a codebook is found in a text."""
    return [row.TABLE for row in (InstrumentCue, DirectionCue, ModeCue, CueList)]
