"""Finds the furniture of a page: comment forms, share counts, credits, end marks, bare links."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.model import Span
from nkpressure.read.parts import Part, Role
from nkpressure.tables import Tables


class Match(StrEnum):
    """Where in a line a phrase must stand for the line to be furniture."""

    LINE = "line"  # it is the line
    STARTS = "starts"  # the line begins with it
    CONTAINS = "contains"  # the line holds it
    ENDS = "ends"  # it is cut from the line's end
    TAIL = "tail"  # the line is cut from it on
    GLUED = "glued"  # buttons run together, up to the time that follows


class Opens(StrEnum):
    """What a line of furniture opens."""

    SECTION = "section"  # all that follows, to the end of the page
    LIST = "list"  # the short lines that follow


@dataclass(frozen=True, slots=True)
class FurnitureRow:
    """A phrase of furniture; # stands for any number."""

    TABLE: ClassVar[str] = "furniture.csv"

    phrase: str
    match: Match
    subkind: str
    opens: Opens | None


@dataclass(frozen=True, slots=True)
class EmbedRow:
    """A host, and what a bare link to it embeds."""

    TABLE: ClassVar[str] = "embeds.csv"

    host: str
    subkind: str


_LONGEST_FURNITURE = 250  # characters; a longer line that begins alike is prose
_LONGEST_TAIL = 100

_BARE_LINK = re.compile(
    r"(?:https?://|www\.|(?=pic\.twitter\.com))(?P<host>[^\s/]+)\S*", re.IGNORECASE
)

# "— Donald J. Trump (@realDonaldTrump) July 5, 2017"
_POST_SIGNATURE = re.compile(r"[—–-]{1,2}\s*[^\n@]{1,80}\(@\w+\)[^\n]{0,40}")

# "(pvs/vi/ji)": the desk's initials at the foot of a wire story
_INITIALS = re.compile(r"\((?:[a-z]{2,4}/)+[a-z]{2,4}\)$")

_NUMBER = re.compile(r"\d[\d,.]*")
_EDGES = " \t.:;,…»›>→|*•·-–—()[]"

# "FlagShareLikeReplyPaige Lavender 5ptsmoderatorFeaturedFebruary 6, 2016 8:57PM"
_TIME_OF_POST = re.compile(r"[^\n]{0,80}?\d{1,2}:\d{2}\s?(?:[AP]\.?M\.?)?", re.IGNORECASE)


def furniture_parts(text: str, part: Part, tables: Tables) -> list[Part]:
    """Divide a paragraph into prose and furniture; nothing is left out but white space."""
    words = part.span.of(text)
    whole = _embed(words, tables) or _whole(words, tables)
    if whole is not None:
        role, subkind = whole
        return [replace(part, role=role, subkind=subkind, rule=subkind.replace("_", " "))]
    return list(_divided(text, part, tables))


def opened_by(words: str, tables: Tables) -> Opens | None:
    """Return what a line of furniture opens, such as a form that runs to the page's end."""
    row = _lines(tables).get(_comparable(words)) or _lines(tables).get(_bare(words))
    return row.opens if row else None


def _embed(words: str, tables: Tables) -> tuple[Role, str] | None:
    if _POST_SIGNATURE.fullmatch(words[:200]):
        return Role.EMBED, "post_signature"
    link = _BARE_LINK.fullmatch(words) if len(words) < 2000 else None
    if link is None:
        return None
    host = link["host"].lower().removeprefix("www.").removeprefix("mobile.").removeprefix("m.")
    return Role.EMBED, _hosts(tables).get(host, "url")


def _whole(words: str, tables: Tables) -> tuple[Role, str] | None:
    if len(words) > _LONGEST_FURNITURE:
        return None
    shown = _comparable(words)
    row = _lines(tables).get(shown) or _lines(tables).get(_bare(words))
    if row is None:
        row = _first_row(shown, tables)
    return (Role.BOILERPLATE, row.subkind) if row else None


def _first_row(shown: str, tables: Tables) -> FurnitureRow | None:
    for phrase, row in _rows(tables, Match.STARTS):
        if shown.startswith(phrase):
            return row
    for phrase, row in _rows(tables, Match.CONTAINS):
        if phrase in shown and len(shown) <= _LONGEST_TAIL:
            return row
    return None


def _divided(text: str, part: Part, tables: Tables) -> Iterator[Part]:
    words = part.span.of(text)
    for start, end, subkind in _pieces(words, tables):
        stripped = words[start:end].strip()
        if not stripped:
            continue
        first = part.span.start + start + words[start:end].index(stripped)
        span = Span(first, first + len(stripped))
        if subkind is None:
            yield replace(part, span=span)
        else:
            rule = subkind.replace("_", " ")
            yield replace(part, span=span, role=Role.BOILERPLATE, subkind=subkind, rule=rule)


def _pieces(words: str, tables: Tables) -> Sequence[tuple[int, int, str | None]]:
    glued = _glued(words, tables)
    if glued:
        return glued
    cut, subkind = _end_mark(words, tables) or _tail(words, tables) or (len(words), None)
    return [(0, cut, None), (cut, len(words), subkind)]


def _end_mark(words: str, tables: Tables) -> tuple[int, str] | None:
    end = words[-40:].lower()
    for phrase, row in _rows(tables, Match.ENDS):
        mark = row.phrase.lower()
        before = len(words) - len(mark)
        if end.endswith(mark) and (before <= 0 or not words[before - 1].isalnum()):
            return max(before, 0), row.subkind
    initials = _INITIALS.search(words, max(len(words) - 40, 0))
    return (initials.start(), "end_mark") if initials else None


def _tail(words: str, tables: Tables) -> tuple[int, str] | None:
    from_here = max(len(words) - _LONGEST_TAIL, 0)
    tail = words[from_here:].lower()
    for _, row in _rows(tables, Match.TAIL):
        place = tail.find(row.phrase.lower())
        if place >= 0 and len(tail) == len(words) - from_here:
            return from_here + place, row.subkind
    return None


def _glued(words: str, tables: Tables) -> list[tuple[int, int, str | None]]:
    """Find runs of buttons with no space between them, and the time of the post after each."""
    lowered = words.lower()
    places = [
        (at.start(), at.end(), row.subkind)
        for _, row in _rows(tables, Match.GLUED)
        if row.phrase in lowered and len(lowered) == len(words)
        for at in re.finditer(re.escape(row.phrase), lowered)
    ]
    pieces: list[tuple[int, int, str | None]] = []
    last = 0
    for start, end, subkind in sorted(places):
        time = _TIME_OF_POST.match(words, end)
        # A short piece before the buttons is the name of who posted.
        first = last if start - last <= 30 and not pieces else start
        pieces += [(last, first, None), (first, time.end() if time else end, subkind)]
        last = pieces[-1][1]
    return [*pieces, (last, len(words), None)] if pieces else []


def _comparable(words: str) -> str:
    plain = words.lower().replace("’", "'").replace("\u00a0", " ")
    return " ".join(_NUMBER.sub("#", plain).split())


def _bare(words: str) -> str:
    return _comparable(words).strip(_EDGES)


@cache
def _lines(tables: Tables) -> dict[str, FurnitureRow]:
    return dict(_rows(tables, Match.LINE))


@cache
def _rows(tables: Tables, match: Match) -> tuple[tuple[str, FurnitureRow], ...]:
    rows = [row for row in tables.rows(FurnitureRow) if row.match is match]
    return tuple((_comparable(row.phrase), row) for row in rows)


@cache
def _hosts(tables: Tables) -> dict[str, str]:
    return {row.host: row.subkind for row in tables.rows(EmbedRow)}
