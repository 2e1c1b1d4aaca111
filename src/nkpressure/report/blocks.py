"""The blocks in which an article is set: title, dateline, paragraphs, quotations, furniture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nkpressure.model import Span
from nkpressure.read.regions import Region, Role


class Form(StrEnum):
    """How a block is set."""

    TITLE = "title"
    HEADING = "heading"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    EMBED = "embed"
    BOILERPLATE = "boilerplate"
    GAP = "gap"  # blank lines between two regions


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that is set in one form; `group` ties a quotation's parts together."""

    span: Span
    form: Form
    subkind: str | None = None
    group: str | None = None
    region: Region | None = None


_FORMS = {
    Role.TITLE: Form.TITLE,
    Role.DATELINE: Form.DATELINE,
    Role.EMBED: Form.EMBED,
    Role.BOILERPLATE: Form.BOILERPLATE,
}
_QUOTED, _HEADING = "blockquote", "heading"


def article_blocks(text: str, regions: Sequence[Region]) -> Iterator[Block]:
    r"""Divide the whole text into blocks: every character stands in exactly one of them.

    >>> region = Region(Span(0, 4), "first line", Role.TITLE)
    >>> [(block.form.value, block.span.of("Coal\nMore")) for block in article_blocks(
    ...     "Coal\nMore", [region])]
    [('title', 'Coal'), ('paragraph', '\nMore')]
    """
    reached = 0
    for region in sorted(regions, key=lambda region: (region.start, -region.end)):
        start, end = max(region.start, reached), min(region.end, len(text))
        if start >= end:
            continue
        if start > reached:
            yield _unclaimed(text, Span(reached, start))
        yield Block(Span(start, end), _form(region), region.subkind, _group(region), region)
        reached = end
    if reached < len(text):
        yield _unclaimed(text, Span(reached, len(text)))


def _unclaimed(text: str, span: Span) -> Block:
    return Block(span, Form.PARAGRAPH if span.of(text).strip() else Form.GAP)


def _form(region: Region) -> Form:
    if region.subkind == _HEADING:
        return Form.HEADING
    if region.role in _FORMS:
        return _FORMS[region.role]
    if region.subkind == _QUOTED or region.quote_group:
        return Form.QUOTATION
    return Form.PARAGRAPH


def _group(region: Region) -> str | None:
    if _form(region) is not Form.QUOTATION:
        return None
    return region.quote_group or region.subkind
