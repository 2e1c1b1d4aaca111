"""Finds the author's own "I", and the handles of those whom a page embeds."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nkpressure.find.actor_marks import Page
from nkpressure.find.actor_table import ActorForm, NameRow
from nkpressure.find.actor_words import slug
from nkpressure.find.quotation_marks import Turn, find_marks
from nkpressure.read.regions import Role
from nkpressure.tables import Tables

_I = re.compile(r"I(?<![\w.’'-]I)(?=['’](?:m|d|ve|ll)\b|[\s,;])(?!\.)")
# where none of these stands, no region need be read
_MAYBE_I = re.compile(r"I['’\s,;]")
_HANDLE = re.compile(r"(?:(?:twitter|x)\.com/|(?<![\w.])@)(?P<handle>\w{2,30})\b")
# Parts of an address that are no account: twitter.com/search, twitter.com/i/status
_NO_ACCOUNT = frozenset({"search", "hashtag", "intent", "share", "status", "home", "i"})


@dataclass(frozen=True, slots=True)
class Handle:
    """An account's name."""

    start: int
    end: int
    entity: str


def author_entity(page: Page) -> str:
    """Return the id of a document's author: by the table, by the name, or by the document."""
    author = page.document.author
    if not author:
        return f"e:author-{page.document.id}"
    return _known_names(page.tables).get(author) or "e:" + slug(author)


@cache
def _known_names(tables: Tables) -> dict[str, str]:
    """Return the entity of each name in the table, the first where several share it."""
    return {row.name: row.entity[0] for row in reversed(tables.rows(NameRow))}


def find_author_pronouns(page: Page) -> Iterator[tuple[int, int]]:
    """Give each "I" outside quotations and block quotations."""
    if not _MAYBE_I.search(page.text):
        return
    for region in page.regions:
        if region.role is not Role.BODY or region.subkind == "blockquote":
            continue
        found = [match.start() for match in _I.finditer(page.text, region.start, region.end)]
        if not found:
            continue
        quoted = _quoted(page.text, region.start, region.end)
        yield from ((place, place + 1) for place in found if not _inside(quoted, place))


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the quoted stretches of a paragraph; one that stays open runs to the end."""
    stretches, opened = [], None
    for mark in find_marks(text, start, end):
        if mark.family == "single":
            continue
        turn = mark.turn
        if opened is None:
            opened = mark.start if turn in (Turn.OPENS, Turn.EITHER) else None
        elif turn in (Turn.CLOSES, Turn.EITHER):
            stretches.append((opened, mark.end))
            opened = None
    if opened is not None:
        stretches.append((opened, end))
    return stretches


def _inside(stretches: list[tuple[int, int]], place: int) -> bool:
    before = bisect_right(stretches, (place, place)) - 1
    return before >= 0 and place < stretches[before][1]


def find_handles(page: Page) -> Iterator[Handle]:
    """Give each account named in an address or behind an @."""
    if "@" not in page.text and ".com/" not in page.text:
        return
    known = _known_handles(page.tables)
    for match in _HANDLE.finditer(page.text):
        handle = match["handle"].lower()
        if handle not in _NO_ACCOUNT and page.counted[match.start()]:
            entity = known.get(handle, "e:" + slug(match["handle"]))
            yield Handle(match.start("handle"), match.end("handle"), entity)


@cache
def _known_handles(tables: Tables) -> dict[str, str]:
    rows = tables.rows(NameRow)
    return {row.name.lower(): row.entity[0] for row in rows if row.form is ActorForm.HANDLE}
