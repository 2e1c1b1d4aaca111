"""Finds the paragraphs of a text, whether each is one line or many lines of equal width."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from nkpressure.model import Span

_NARROWEST_WRAP, _WIDEST_WRAP = 30, 130  # characters; no program wraps plain text at others
_SHARE_OF_FULL_LINES = 0.7  # of the lines within blocks, where lines are wrapped
_SHARE_CUT = 0.5  # of the lines that end within a sentence, where lines are wrapped
_SENTENCE_ENDS = (".", "?", "!", ":", '"', "”", ")", "-0-")
_INDENT = 2  # characters by which an indented line stands in


class Line(NamedTuple):
    """A line without its white space; `first_word` is the length of its first word."""

    span: Span
    indent: int
    after_blank: bool
    first_word: int
    replied: bool  # begins with ">", as quoted mail does
    cut: bool  # ends within a sentence

    @property
    def width(self) -> int:
        """How far the line runs to the right."""
        return self.indent + len(self.span)


class Paragraph(NamedTuple):
    """A paragraph: its span, how far in it stands, and whether a blank line comes before it."""

    span: Span
    indent: int
    after_blank: bool
    replied: bool


def find_paragraphs(text: str) -> list[Paragraph]:
    r"""Find the paragraphs: one a line, unless the lines are wrapped at one width.

    >>> [(p.span.start, p.span.end) for p in find_paragraphs("One line.\n\nAnother.\n")]
    [(0, 9), (11, 19)]
    """
    lines = list(_lines(text))
    width = _wrap_width(lines)
    if width is None:
        return [_paragraph([line]) for line in lines]
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and _goes_on(paragraphs[-1], line, width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [_paragraph(members) for members in paragraphs]


def _lines(text: str) -> Iterator[Line]:
    at, after_blank = 0, True
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start, columns = at, 0
            if not line.startswith(words):
                indent = len(line) - len(line.lstrip())
                start, columns = at + indent, _columns(line[:indent])
            first_word = len(words[:_WIDEST_WRAP].split(None, 1)[0])
            span = Span(start, start + len(words))
            cut = not words.endswith(_SENTENCE_ENDS)
            yield Line(span, columns, after_blank, first_word, words.startswith(">"), cut)
        after_blank = not words
        at += len(line)


def _columns(margin: str) -> int:
    return len(margin.expandtabs(4).strip("\r\n\f\v"))


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """Return the width that the lines are wrapped at, or None where each is a paragraph.

    Wrapped text fills its lines: the first word of the next line would not have fitted.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if not b.after_blank]
    if len(pairs) < 2:
        return None
    widths = sorted(line.width for pair in pairs for line in pair)
    width = widths[min(len(widths) - 1, int(0.95 * len(widths)))]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return None
    full = sum(_is_full(a, b, width) for a, b in pairs)
    cut = sum(a.cut for a, _ in pairs)
    wrapped = full >= _SHARE_OF_FULL_LINES * len(pairs) and cut >= _SHARE_CUT * len(pairs)
    return width if wrapped else None


def _is_full(line: Line, following: Line, width: int) -> bool:
    return line.width + 1 + following.first_word > width - 4  # ragged by a few characters


def _goes_on(members: Sequence[Line], line: Line, width: int) -> bool:
    last = members[-1]
    if line.after_blank or line.replied != last.replied:
        return False
    if line.indent >= last.indent + _INDENT:
        return False
    return _is_full(last, line, width)


def _paragraph(members: Sequence[Line]) -> Paragraph:
    first, last = members[0], members[-1]
    if first is last:
        return Paragraph(first.span, first.indent, first.after_blank, first.replied)
    # A first line may stand in (or out) by itself: the others tell how far the paragraph does.
    indent = min(line.indent for line in members)
    return Paragraph(
        Span(first.span.start, last.span.end), indent, first.after_blank, first.replied
    )


_BULLET = re.compile(
    r"""
    (?: [-*•●▪◦·–—] \s+ | •                        # "- coal", "• iron ore"
      | \(? (?: \d{1,3} | [a-zA-Z] | [ivxIVX]{1,5} ) [.)] \s+ )   # "1. coal", "(b) iron ore"
    """,
    re.VERBOSE,
)


def is_list_item(words: str) -> bool:
    """Say whether a paragraph begins with a bullet or a number, as members of a list do.

    >>> is_list_item("1. Coal, iron and iron ore"), is_list_item("In 2017 the council met.")
    (True, False)
    """
    return _BULLET.match(words) is not None
