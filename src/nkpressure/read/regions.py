"""Finds the regions of an article: title, dateline, body, quotations, furniture.

Nothing is deleted: a comment form stays in the text and is a region that no finder reads.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from nkpressure.model import Annotation, Document, GivenPart, Span
from nkpressure.read.blockquotes import mark_block_quotes
from nkpressure.read.datelines import wire_dateline
from nkpressure.read.furniture import Opens, divide_furniture, opened_by
from nkpressure.read.headings import mark_head, mark_headings
from nkpressure.read.paragraphs import Paragraph, find_paragraphs
from nkpressure.read.parts import Part, Role, without
from nkpressure.tables import Tables, read_tables

__all__ = ["Region", "Role", "find_regions"]


@dataclass(frozen=True, slots=True)
class Region(Annotation):
    """A part of the page with one role; a block quotation's parts share a quote_group."""

    kind: ClassVar[str] = "region"

    role: Role
    subkind: str | None = None
    quote_group: str | None = None


_SHORTEST_PARAGRAPH = 150  # characters; a title above the dateline is shorter
_LONGEST_LISTED = 120  # characters of a link in a list of links


def find_regions(document: Document, tables: Tables | None = None) -> list[Region]:
    r"""Find the parts of the page, each paragraph, heading or line of furniture a region.

    >>> page = Document("note", "Beijing met Seoul.\n\nAs one analysis put it:\n\nKu was back.")
    >>> [region.subkind for region in find_regions(page)]
    ['paragraph', 'paragraph', 'blockquote']
    """
    tables = tables or read_tables()
    text = document.text
    parts = divide_furniture(text, _laid_out(document), tables)
    parts = _divide_wires(text, parts)
    parts = mark_head(text, parts, tables)
    parts = _mark_opened(text, parts, tables)
    parts = mark_headings(text, parts)
    parts = mark_block_quotes(text, parts, tables)
    return [_region(document, part) for part in parts]


def _laid_out(document: Document) -> list[Part]:
    """Return what the file tells of its text, and between that the paragraphs of the text."""
    paragraphs = [_part(paragraph) for paragraph in find_paragraphs(document.text)]
    if not document.parts:
        return paragraphs
    given = list(_given(document.parts))
    rest = without(document.text, paragraphs, [part.span for part in given])
    return sorted([*given, *rest], key=lambda part: part.span)


def _given(parts: Sequence[GivenPart]) -> Iterator[Part]:
    """Give the file's own parts; quotations that follow one another belong to one group."""
    group = 0
    quoted = False
    for each in parts:
        group += each.subkind == "blockquote" and not quoted
        quoted = each.subkind == "blockquote"
        yield Part(
            each.span,
            each.role,
            each.subkind,
            each.rule,
            quote_group=f"page{group}" if quoted else None,
            given=True,
        )


def _part(paragraph: Paragraph) -> Part:
    span, indent, after_blank, replied = paragraph
    return Part(span, indent=indent, after_blank=after_blank, replied=replied)


def _region(document: Document, part: Part) -> Region:
    group = f"{document.id}-{part.quote_group}" if part.quote_group else None
    return Region(part.span, part.rule, part.role, part.subkind, group)


def _mark_opened(text: str, parts: Sequence[Part], tables: Tables) -> list[Part]:
    """Mark what a line of furniture opens: readers' comments, a list of related links."""
    prose = sum(len(part.span) for part in parts if part.is_prose)
    marked: list[Part] = []
    opens: Opens | None = None
    opener, before = "", 0
    for part in parts:
        if not part.is_prose or part.given:
            opened = opened_by(part.span.of(text), tables) if _is_furniture(part) else None
            opens, opener = (opened, part.subkind or "") if opened else (opens, opener)
            marked.append(part)
            continue
        before += len(part.span)
        # A counter of comments may also stand above the article.
        section = opens is Opens.SECTION and before > prose / 2
        if section or (opens is Opens.LIST and _is_listed(part.span.of(text))):
            subkind = "reader_comment" if section else opener
            part = part._replace(role=Role.BOILERPLATE, subkind=subkind, rule=f"under {opener}")
        elif opens is Opens.LIST:
            opens = None
        marked.append(part)
    return marked


def _is_furniture(part: Part) -> bool:
    return part.role is Role.BOILERPLATE


def _is_listed(words: str) -> bool:
    return len(words) <= _LONGEST_LISTED and not words.endswith((".", "!", ":", ";", '"', "”"))


def _divide_wires(text: str, parts: Sequence[Part]) -> list[Part]:
    """Cut off the dateline that a wire sets before its first words."""
    divided: list[Part] = []
    at_head = True  # until a line as long as a paragraph is
    for part in parts:
        words = part.span.of(text)
        end = wire_dateline(words, at_head) if part.is_prose else None
        at_head = at_head and (not part.is_prose or len(words) < _SHORTEST_PARAGRAPH)
        if end is None:
            divided.append(part)
            continue
        start = part.span.start
        rest = start + len(words) - len(words[end:].lstrip())
        dateline = Span(start, start + end)
        divided.append(
            part._replace(
                span=dateline, role=Role.DATELINE, subkind="dateline", rule="wire dateline"
            )
        )
        if rest < part.span.end:
            divided.append(part._replace(span=Span(rest, part.span.end), after_blank=False))
    return divided
