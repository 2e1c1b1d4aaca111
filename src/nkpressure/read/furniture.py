"""Finds the furniture of a page: comment forms, share counts, credits, end marks, bare links."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.model import Span
from nkpressure.read.lower_case import in_lower_case
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


Piece = tuple[int, int, str | None]  # where it begins and ends, and what furniture it is

_LONGEST_FURNITURE = 250  # characters; a longer line that begins alike is prose
_LONGEST_TAIL = 100
_LONGEST_MARK = 40

_BARE_LINK = re.compile(
    r"(?:https?://|www\.|(?=pic\.twitter\.com))(?P<host>[^\s/]+)\S*", re.IGNORECASE
)

_BEGINS_LINK = frozenset("hHwWpP")  # http, www, pic

_BARE_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")

# "— Donald J. Trump (@realDonaldTrump) July 5, 2017"
_POST_SIGNATURE = re.compile(r"[—–-]{1,2}\s*[^\n@]{1,80}\(@\w+\)[^\n]{0,40}")

# "(pvs/vi/ji)": the desk's initials at the foot of a wire story
_INITIALS = re.compile(r"\((?:[a-z]{2,4}/)+[a-z]{2,4}\)$")

_NUMBER = re.compile(r"\d[\d,.]*")
_EDGES = " \t.:;,…»›>→|*•·-–—()[]"

# "FlagShareLikeReplyPaige Lavender 5ptsmoderatorFeaturedFebruary 6, 2016 8:57PM"
_TIME_OF_POST = re.compile(r"[^\n]{0,80}?\d{1,2}:\d{2}\s?(?:[AP]\.?M\.?)?", re.IGNORECASE)


def divide_furniture(text: str, parts: Sequence[Part], tables: Tables) -> list[Part]:
    """Divide each paragraph into prose and furniture; nothing is left out but white space."""
    low = in_lower_case(text)
    # Most pages have no such buttons, which tells it of all paragraphs at once.
    may_be_glued = any(buttons in low for buttons in _rows(tables, Match.GLUED))
    divided: list[Part] = []
    for part in parts:
        if not part.is_prose:
            divided.append(part)
            continue
        words = part.span.of(text)
        whole = _embed(words, tables) or _whole(words, tables)
        if whole is not None:
            role, subkind = whole
            rule = subkind.replace("_", " ")
            divided.append(part._replace(role=role, subkind=subkind, rule=rule))
            continue
        shown = low[part.span.start : part.span.end]
        found = _glued(words, shown, tables) if may_be_glued else []
        pieces = found or _cut(words, shown, tables)
        divided += _divided(text, part, pieces) if pieces else [part]
    return divided


def opened_by(words: str, tables: Tables) -> Opens | None:
    """Return what a line of furniture opens, such as a form that runs to the page's end."""
    row = _rows(tables, Match.LINE).get(_comparable(words)) or _rows(tables, Match.LINE).get(
        _bare(words)
    )
    return row.opens if row else None


def _embed(words: str, tables: Tables) -> tuple[Role, str] | None:
    if "@" in words and _POST_SIGNATURE.fullmatch(words[:200]):
        return Role.EMBED, "post_signature"
    may_be_link = words[:1] in _BEGINS_LINK and len(words) < 2000
    link = _BARE_LINK.fullmatch(words) if may_be_link else None
    if link is None:
        return None
    host = link["host"].lower().removeprefix("www.").removeprefix("mobile.").removeprefix("m.")
    return Role.EMBED, _hosts(tables).get(host, "url")


def _whole(words: str, tables: Tables) -> tuple[Role, str] | None:
    if len(words) > _LONGEST_FURNITURE:
        return None
    if "@" in words and _BARE_MAIL.fullmatch(words):
        return Role.BOILERPLATE, "contact"
    shown = _comparable(words)
    lines = _rows(tables, Match.LINE)
    row = lines.get(shown) or lines.get(shown.strip(_EDGES)) or _first_row(shown, tables)
    return (Role.BOILERPLATE, row.subkind) if row else None


def _first_row(shown: str, tables: Tables) -> FurnitureRow | None:
    found = _pattern(tables, Match.STARTS).match(shown)
    if found is not None:
        return _rows(tables, Match.STARTS)[found[0]]
    if len(shown) > _LONGEST_TAIL:
        return None
    found = _pattern(tables, Match.CONTAINS).search(shown)
    return _rows(tables, Match.CONTAINS)[found[0]] if found else None


def _divided(text: str, part: Part, pieces: Sequence[Piece]) -> Iterator[Part]:
    words = part.span.of(text)
    for start, end, subkind in pieces:
        stripped = words[start:end].strip()
        if not stripped:
            continue
        first = part.span.start + start + words[start:end].index(stripped)
        span = Span(first, first + len(stripped))
        if subkind is None:
            yield part if span == part.span else part._replace(span=span)
        else:
            rule = subkind.replace("_", " ")
            yield part._replace(span=span, role=Role.BOILERPLATE, subkind=subkind, rule=rule)


def _cut(words: str, low: str, tables: Tables) -> Sequence[Piece]:
    """Cut the furniture off the end of a paragraph; no pieces where it is all prose."""
    found = _end_mark(words, low, tables) or _tail(low, tables)
    if found is None:
        return ()
    cut, subkind = found
    return [(0, cut, None), (cut, len(words), subkind)]


def _end_mark(words: str, low: str, tables: Tables) -> tuple[int, str] | None:
    from_here = max(len(words) - _LONGEST_MARK, 0)
    end = low[from_here:]
    for mark in _end_marks(tables, end):
        before = end[mark.start() - 1 : mark.start()]
        if mark.end() == len(end) and not before.isalnum():
            return from_here + mark.start(), _rows(tables, Match.ENDS)[mark[0]].subkind
    initials = _INITIALS.search(words, from_here) if ")" in end[-2:] else None
    return (initials.start(), "end_mark") if initials else None


def _end_marks(tables: Tables, end: str) -> Iterable[re.Match[str]]:
    return _pattern(tables, Match.ENDS).finditer(end) if end.endswith(_ends(tables)) else ()


@cache
def _ends(tables: Tables) -> tuple[str, ...]:
    return tuple(_rows(tables, Match.ENDS))


def _tail(low: str, tables: Tables) -> tuple[int, str] | None:
    found = _pattern(tables, Match.TAIL).search(low, max(len(low) - _LONGEST_TAIL, 0))
    if found is None:
        return None
    return found.start(), _rows(tables, Match.TAIL)[found[0]].subkind


def _glued(words: str, low: str, tables: Tables) -> list[Piece]:
    """Find runs of buttons with no space between them, and the time of the post after each."""
    places = [
        (found.start(), found.end(), _rows(tables, Match.GLUED)[found[0]].subkind)
        for found in _pattern(tables, Match.GLUED).finditer(low)
    ]
    if not places:
        return []
    pieces: list[Piece] = []
    last = 0
    for start, end, subkind in places:
        time = _TIME_OF_POST.match(words, end)
        # A short piece before the buttons is the name of who posted.
        first = last if start - last <= 30 and not pieces else start
        pieces += [(last, first, None), (first, time.end() if time else end, subkind)]
        last = pieces[-1][1]
    return [*pieces, (last, len(words), None)]


def _comparable(words: str) -> str:
    plain = words.lower().replace("’", "'").replace("\u00a0", " ")
    return " ".join(_NUMBER.sub("#", plain).split())


def _bare(words: str) -> str:
    return _comparable(words).strip(_EDGES)


@cache
def _rows(tables: Tables, match: Match) -> dict[str, FurnitureRow]:
    rows = [row for row in tables.rows(FurnitureRow) if row.match is match]
    # Where a whole line or its begin is compared, its numbers are taken out first.
    whole = match in (Match.LINE, Match.STARTS, Match.CONTAINS)
    return {_comparable(row.phrase) if whole else row.phrase.lower(): row for row in rows}


@cache
def _pattern(tables: Tables, match: Match) -> re.Pattern[str]:
    phrases = sorted(_rows(tables, match), key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(re.escape(phrase) for phrase in phrases) or r"(?!)")


@cache
def _hosts(tables: Tables) -> dict[str, str]:
    return {row.host: row.subkind for row in tables.rows(EmbedRow)}
