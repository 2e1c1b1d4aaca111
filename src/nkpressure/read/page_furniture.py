"""Tells from a page's markup which of its blocks are menus, comments, notices, bylines."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from lxml import html

from nkpressure.read.page_text import BLOCKS, PageText
from nkpressure.tables import Tables


class Where(StrEnum):
    """Where in the markup a cue stands."""

    TAG = "tag"  # it is the element's own name
    NAME = "name"  # it is a word of the element's class, id or role


@dataclass(frozen=True, slots=True)
class PageCueRow:
    """A word of the markup, and what the elements hold that bear it."""

    TABLE: ClassVar[str] = "page_cues.csv"

    cue: str
    where: Where
    subkind: str


BYLINE = "byline"
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_WHOLE_PAGE = frozenset({"html", "body", "main"})
_NESTED = 4  # `<p><span class="date">`
_SHARE_OF_ARTICLE = 0.5  # an element that holds more of the article is no furniture


def block_cues(page: PageText, article: Sequence[int], tables: Tables) -> list[str | None]:
    """Return for each block what its markup says that it is; None where it says nothing.

    `article` holds for each block how many of its characters are the article's: a `<div
    class="comment">` around most of the article is a comment by the editors, no furniture.
    The outermost cue counts: a menu within the readers' comments is part of the comments.
    """
    inside: dict[int, int] = defaultdict(int)
    for block, characters in zip(page.blocks, article, strict=True):
        for number in block.around:
            inside[number] += characters
    most = _SHARE_OF_ARTICLE * sum(article)
    holds_article = {number for number, characters in inside.items() if characters > most}
    cues = {
        number: _cue(page.elements[number], tables)
        for number in inside
        if number not in holds_article
    }
    return [
        next((cue for number in block.around if (cue := cues.get(number))), None)
        for block in page.blocks
    ]


def _cue(element: html.HtmlElement, tables: Tables) -> str | None:
    """Return what an element's name says that it holds, else what its only child's name says."""
    for _ in range(_NESTED):
        found = None if element.tag in _WHOLE_PAGE else _own_cue(element, tables)
        if found is not None or len(element) != 1 or (element.text or "").strip():
            return found
        element = element[0]
        if element.tag in BLOCKS or (element.tail or "").strip():
            return None
    return None


def _own_cue(element: html.HtmlElement, tables: Tables) -> str | None:
    names = " ".join(element.get(name) or "" for name in ("class", "id", "role", "itemprop"))[:400]
    words = f"-{'-'.join(_WORDS.findall(names)).lower()}-"
    found = _pattern(tables).search(words)
    if found is not None:
        return _cues(tables, Where.NAME)[found[1]]
    return _cues(tables, Where.TAG).get(element.tag)


@cache
def _cues(tables: Tables, where: Where) -> dict[str, str]:
    return {row.cue: row.subkind for row in tables.rows(PageCueRow) if row.where is where}


@cache
def _pattern(tables: Tables) -> re.Pattern[str]:
    cues = sorted(_cues(tables, Where.NAME), key=lambda cue: (-len(cue), cue))
    return re.compile(f"-({'|'.join(map(re.escape, cues))})(?=-)")
