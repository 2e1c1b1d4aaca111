"""Finds what an author changed in a quotation: "[T]he", "[at the meetings]", "[…]", "…"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from nkpressure.model import Document, Span


class AlterationKind(StrEnum):
    """What was done to the quoted words."""

    ELISION = "elision"  # words left out
    CASE = "case"  # a letter set large or small: "[T]he"
    INSERTION = "insertion"  # the author's own words: "[at the meetings]"
    SIC = "sic"  # kept as found
    EMPHASIS = "emphasis"  # "[emphasis added]"


@dataclass(frozen=True, slots=True)
class Alteration:
    """A change in a quotation, where it stands and what it is."""

    span: Span
    kind: AlterationKind


LONGEST = 200  # characters between brackets; a longer stretch lacks its closing bracket
_ALTERATION = re.compile(r"\[(?P<inside>[^\[\]\n]{0,200})\]|(?P<dots>…|\.\s?\.\s?\.(?:\s?\.)?)")
_DOTS = re.compile(r"\s*(?:…|\.\s?\.\s?\.(?:\s?\.)?|\*{3})\s*")


def find_alterations(document: Document, content: Iterable[Span]) -> list[Alteration]:
    """Find the author's changes inside quoted words, in text order.

    >>> text = "[T]he sanctions have affected Liaoning […] there is room [for trade]."
    >>> [(change.span.of(text), change.kind.value)
    ...  for change in find_alterations(Document("note", text), [Span(0, len(text))])]
    [('[T]', 'case'), ('[…]', 'elision'), ('[for trade]', 'insertion')]
    """
    return sorted(
        (change for span in content for change in _in_span(document.text, span)),
        key=lambda change: change.span,
    )


def _in_span(text: str, span: Span) -> Iterator[Alteration]:
    for match in _ALTERATION.finditer(text, span.start, span.end):
        yield Alteration(Span(*match.span()), _kind(match))


def _kind(match: re.Match[str]) -> AlterationKind:
    inside = match["inside"]
    if inside is None or _DOTS.fullmatch(inside):
        return AlterationKind.ELISION
    if len(inside) == 1 and inside.isalpha():
        return AlterationKind.CASE
    if inside.lower() == "sic":
        return AlterationKind.SIC
    if inside.lower().startswith(("emphasis", "italics")):
        return AlterationKind.EMPHASIS
    return AlterationKind.INSERTION
