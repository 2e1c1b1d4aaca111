"""The parts of a page, before they are given out as regions."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nkpressure.model import Role, Span

__all__ = ["Part", "Role", "without"]


_BODY = Role.BODY  # asked so often that even the look into the enumeration counts


class Part(NamedTuple):
    """A paragraph, or a piece of one, with what is known of its layout and its role so far."""

    span: Span
    role: Role = Role.BODY
    subkind: str | None = "paragraph"
    rule: str = "paragraph"
    quote_group: str | None = None
    indent: int = 0
    after_blank: bool = True
    replied: bool = False
    given: bool = False  # by the file itself

    @property
    def is_prose(self) -> bool:
        """Say whether nothing but a paragraph of the article has been seen in it yet."""
        return self.subkind == "paragraph" and self.role is _BODY


def without(text: str, parts: Sequence[Part], taken: Sequence[Span]) -> Iterator[Part]:
    """Give what is left of the parts beside the spans that are taken; both stand in text order.

    >>> page = [Part(Span(0, 19))]
    >>> [part.span.of("Talks 7 failed here") for part in without(
    ...     "Talks 7 failed here", page, [Span(6, 7)])]
    ['Talks', 'failed here']
    """
    next_taken = 0
    for part in parts:
        start, after_blank = part.span.start, part.after_blank
        while next_taken < len(taken) and taken[next_taken].end <= start:
            next_taken += 1
        at = next_taken
        while at < len(taken) and taken[at].start < part.span.end:
            yield from _stripped(text, part, start, taken[at].start, after_blank=after_blank)
            start, after_blank = max(start, taken[at].end), False
            at += 1
        yield from _stripped(text, part, start, part.span.end, after_blank=after_blank)


def _stripped(text: str, part: Part, start: int, end: int, *, after_blank: bool) -> Iterator[Part]:
    words = text[start:end].strip() if start < end else ""
    if words:
        first = text.index(words, start)
        yield part._replace(span=Span(first, first + len(words)), after_blank=after_blank)
