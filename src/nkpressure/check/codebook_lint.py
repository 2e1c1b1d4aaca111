"""Finds what is wrong with an own codebook, and where the cues do not code its examples."""

import re
from collections.abc import Iterator

from nkpressure.check.codebook_log import check_log
from nkpressure.check.folder_files import FolderProblem
from nkpressure.codebook import FILE, Code, Codebook
from nkpressure.find.actor_table import EntityRow
from nkpressure.find.directions import Direction
from nkpressure.find.instruments import find_instruments
from nkpressure.find.scopes import Mode
from nkpressure.model import Document, Span
from nkpressure.read.sentences import Sentence
from nkpressure.tables import MORE, Tables


def check_codebook(tables: Tables, book: Codebook) -> list[FolderProblem]:
    """Return what is wrong with the codebook in use, apart from its examples.

    >>> from nkpressure.codebook import read_codebook
    >>> from nkpressure.tables import read_tables
    >>> check_codebook(read_tables(), read_codebook())
    []
    """
    text = tables.text(FILE)
    found = [*_target(tables, book), *_codes(book), *_closed_sets(book), *_crosswalk(book)]
    return [FolderProblem(FILE, _line(text, word), told) for word, told in found]


def check_version(tables: Tables, book: Codebook) -> list[FolderProblem]:
    """Return where the codebook's content or version does not fit its change log.

    >>> from nkpressure.codebook import read_codebook
    >>> from nkpressure.tables import read_tables
    >>> check_version(read_tables(), read_codebook())
    []
    """
    text = tables.text(FILE)
    return [FolderProblem(FILE, _line(text, word), told) for word, told in check_log(tables, book)]


def check_examples(tables: Tables, book: Codebook) -> list[FolderProblem]:
    """Return the examples of the codebook that the cues in use code otherwise.

    >>> from nkpressure.codebook import read_codebook
    >>> from nkpressure.tables import read_tables
    >>> check_examples(read_tables(), read_codebook())
    []
    """
    text = tables.text(FILE)
    found = [told for code in book.codes for told in _examples(code, tables)]
    return [FolderProblem(FILE, _line(text, example), told) for example, told in found]


_Told = Iterator[tuple[str, str]]  # words of the file near the problem, and what it is


def _target(tables: Tables, book: Codebook) -> _Told:
    if book.target.entity not in {row.id for row in tables.rows(EntityRow)}:
        told = f"the target {book.target.entity} is no id in {EntityRow.TABLE}"
        yield book.target.entity, f"{told}; add a row to {MORE}{EntityRow.TABLE} or correct it"


def _codes(book: Codebook) -> _Told:
    bases = [direction.value for direction in Direction]
    for code in book.codes:
        family = code.family or ""
        if len(family) != 1 or not code.code.startswith(f"{family}."):
            told = f"the code {code.code} must begin with its family's one letter and a point"
            yield code.code, told
        if code.base not in bases:
            told = f"the base of {code.code} is {code.base or 'missing'}; write one of"
            yield code.code, f"{told} {', '.join(bases)}, at the code or at its family"
        for name, listed in (("positive", code.positive), ("negative", code.negative)):
            if not listed:
                yield code.code, f"{code.code} has no {name} example; coders and cues need one"


def _closed_sets(book: Codebook) -> _Told:
    for name, codes, known in (
        ("direction", book.directions, [one.value for one in Direction]),
        ("mode", book.modes, [one.value for one in Mode]),
    ):
        listed = [code.code for code in codes]
        for code in listed:
            if code not in known:
                yield code, f"the {name} {code} is unknown; the finders know {', '.join(known)}"
        for code in known:
            if code not in listed:
                yield f"{name}:", f"the {name} {code} is missing, but the finders give it"


def _crosswalk(book: Codebook) -> _Told:
    known = {family.family for family in book.families} | {code.code for code in book.codes}
    for row in book.crosswalk:
        if row.family not in known | {"*"}:
            yield "crosswalk:", f"the crosswalk names {row.family}, which is no family or code"


def _examples(code: Code, tables: Tables) -> _Told:
    for example in code.positive:
        coded = _coded(example, tables)
        if code.code not in coded:
            said = f"the cues make it {', '.join(coded)}" if coded else "no cue finds it"
            yield example, f"{example!r} is to be {code.code}, but {said}; add or mend a cue"
    for example in code.negative:
        if code.code in _coded(example, tables):
            told = f"{example!r} is not to be {code.code}, but a cue makes it so; exclude it"
            yield example, told


def _coded(text: str, tables: Tables) -> list[str]:
    sentence = Sentence(Span(0, len(text)), "example")
    mentions = find_instruments(Document("example", text), [], [sentence], tables)
    return list(dict.fromkeys(mention.code for mention in mentions))


def _line(text: str, word: str) -> int | None:
    """Return the line of the file where words stand; None where the YAML writes them otherwise."""
    shown = r"\s+".join(re.escape(part) for part in word.split())
    edge = r"(?![\w.])" if re.fullmatch(r"[\w.]+", word) else ""
    found = re.search(rf"(?<![\w.]){shown}{edge}", text) if word else None
    return text.count("\n", 0, found.start()) + 1 if found else None
