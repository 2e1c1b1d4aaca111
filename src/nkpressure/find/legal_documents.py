"""Finds documents of state by their own name or symbol: acts, orders, treaties, declarations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import ClassVar

from nkpressure.find.citation_kinds import Citation, CitedKind
from nkpressure.find.citation_words import citation_words
from nkpressure.find.noun_phrases import noun_phrase
from nkpressure.find.phrases import PhraseFinder
from nkpressure.find.plain_text import plain
from nkpressure.model import Span
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """A document of state that texts of the field call by name."""

    TABLE: ClassVar[str] = "legal_documents.csv"

    name: str
    aliases: tuple[str, ...]
    subkind: CitedKind
    number: str | None
    adopted: date | None
    place: str | None
    parties: tuple[str, ...]
    source: str
    checked: str


@cache
def legal_name_finder(tables: Tables) -> PhraseFinder[LegalDocument]:
    """Return what finds the names of statutes and other documents of state."""
    return PhraseFinder(
        (name, document, True)
        for document in tables.rows(LegalDocument)
        for name in (document.name, *document.aliases)
    )


@cache
def declaration_places(tables: Tables) -> frozenset[str]:
    """Return the places that gave a document its name: Panmunjom, Singapore, Geneva."""
    rows = tables.rows(LegalDocument)
    return frozenset(row.place for row in rows if row.place and row.place in row.name)


def named_documents(text: str, start: int, end: int, tables: Tables) -> Iterator[Citation]:
    """Find the documents of the table by name, with the words that belong to the name before it.

    >>> from nkpressure.tables import read_tables
    >>> text = "It released a renewed North Korean Human Rights Act."
    >>> [c.span.of(text) for c in named_documents(text, 0, len(text), read_tables())]
    ['a renewed North Korean Human Rights Act']
    """
    words = citation_words(tables)
    matches = legal_name_finder(tables).find_in(text, start, end)
    shown = plain(text[start:end]) if matches else ""
    for match in matches:
        document = match.entries[0]
        first, last = match.start - start, match.end - start
        act = _OF_YEAR.match(shown, last)
        head = Span(first, act.end("whole") if act else last)
        phrase = noun_phrase(shown, head, 0, words)
        yield Citation(
            Span(phrase.span.start + start, phrase.span.end + start),
            "named document",
            document.subkind,
            number=None,
            year=int(act["year"]) if act else None,
            name=document.name,
        )


# "Act of 2016"
_OF_YEAR = re.compile(r"(?P<whole>\s+of\s+(?P<year>(?:19|20)\d\d)(?!\d))")

# "Otto Warmbier North Korea Nuclear Sanctions and Enforcement Act of 2019"
_ACT_NAME = re.compile(
    r"(?:(?!Act\b)[A-Z][\w'-]*,?\s+(?:(?:and|of|for|with|on|in|to|the|through)\s+){0,3}){2,12}"
    r"Act(?!\w)(?:\s+of\s+(?P<year>(?:19|20)\d\d)(?!\d))?"
)
_OPENS_SENTENCE = re.compile(r"(?:The|This|That|An?|Its?|Their|Our|Under|In|And|But|When|If)\s+")


def acts(text: str, start: int, end: int, tables: Tables) -> Iterator[Citation]:
    """Find statutes that the table does not name, by their form: capitals that end in "Act"."""
    words = citation_words(tables)
    if text.find("Act", start, end) < 0:
        return
    shown = plain(text[start:end])
    # look only where an "Act" ends: the form before it is read within a bounded window
    for ending in re.finditer(r"(?<!\bAct )\bAct(?!\w)", shown):
        window = max(0, ending.start() - 120)
        for match in _ACT_NAME.finditer(shown, window, ending.end() + len(" of 2016")):
            if not match.start() <= ending.start() < match.end():
                continue
            opening = _OPENS_SENTENCE.match(shown, match.start())
            head = Span(opening.end() if opening else match.start(), match.end())
            phrase = noun_phrase(shown, head, 0, words)
            yield Citation(
                Span(phrase.span.start + start, phrase.span.end + start),
                "capitals before Act",
                CitedKind.STATUTE,
                year=int(match["year"]) if match["year"] else None,
                name=" ".join(head.of(shown).split()),
            )


_SYMBOLS: tuple[tuple[str, CitedKind, re.Pattern[str]], ...] = (
    (
        "presidential statement symbol",
        CitedKind.PRESIDENTIAL_STATEMENT,
        re.compile(r"(?<![\w/])(?P<number>S/PRST/(?P<year>\d{4})/\d{1,3})(?!\d)"),
    ),
    (
        "public law number",  # "Public Law 115-44", "P.L. 114-122"
        CitedKind.US_STATUTE,
        re.compile(
            r"\b(?:Public\s+Law|Pub\.\s?L\.|P\.\s?L\.|PL)\s*(?:[Nn]o\.\s*)?"
            r"(?P<number>\d{2,3}-\d{1,3})(?!\d)"
        ),
    ),
    (
        "code section",  # "22 U.S.C. 9201", "50 U.S.C. § 1701"
        CitedKind.US_STATUTE,
        re.compile(
            r"(?<!\d)(?P<number>\d{1,2}\s+U\.?S\.?C\.?\s*(?:§{1,2}\s*|[Ss]ections?\s+)?"
            r"\d{1,5}[a-z]?(?:-\d+)?)"
        ),
    ),
    (
        "regulation part",  # "31 C.F.R. Part 510"
        CitedKind.REGULATION,
        re.compile(
            r"(?<!\d)(?P<number>\d{1,2}\s+C\.?F\.?R\.?\s*(?:[Pp]arts?\s+|§{1,2}\s*)?\d{1,4}(?:\.\d+)?)"
        ),
    ),
    (
        "bill number",  # "H.R. 2061", "H. Con. Res. 55"
        CitedKind.US_BILL,
        re.compile(
            r"(?<![\w.])(?P<number>(?:H\.\s?R\.|H\.\s?(?:Con\.\s?|J\.\s?)?Res\.|S\.\s?(?:Con\.\s?|J\.\s?)?"
            r"Res\.|S\.)\s?\d{1,4})(?![\d,]|\.\d)"
        ),
    ),
)

_ORDERS = re.compile(
    r"\b(?:Executive\s+Orders?|E\.\s?O\.s?|EOs?)\s*(?:[Nn]os?\.\s*)?(?P<first>1[0-9]{4})(?!\d)"
    r"(?P<more>(?:(?:,\s*and\s+|,\s*|\s+and\s+|\s*&\s*)(?:E\.\s?O\.\s*|EO\s*)?1[0-9]{4}(?!\d))*)"
)
_DIGIT = re.compile(r"\d")
# the letters of a symbol: where none stand, no pattern is tried
_LETTERS = re.compile(
    r"S/PRST|Public|Pub\.|P\.\s?L\.|PL|U\.?S\.?C|C\.?F\.?R|(?<![\w.])[HS]\.|Executive|E\.\s?O|EO"
)
_ORDER_NUMBER = re.compile(r"1\d{4}")

# "Section 311 of the USA PATRIOT Act": the section comes with the act that it stands in
SECTION_OF = re.compile(
    r"\b(?:[Ss]ec(?:tions?|s?\.)|[Aa]rt(?:icles?|s?\.)|[Pp]ara(?:graph)?s?\.?|[Cc]lauses?)\s+\d{1,4}[a-z]?(?:\([a-z0-9]+\))*"
    r"(?:\s+and\s+\d{1,4}[a-z]?)?\s+of\s+\Z"
)


def symbols(text: str, start: int, end: int) -> Iterator[Citation]:
    """Find documents of state by their symbol, such as S/PRST/2017/16 or Executive Order 13810.

    >>> text = "Under E.O. 13722 and Public Law 115-44"
    >>> [(c.span.of(text), c.number) for c in symbols(text, 0, len(text))]
    [('E.O. 13722', '13722'), ('Public Law 115-44', '115-44')]
    """
    if _DIGIT.search(text, start, end) is None:
        return
    shown = plain(text[start:end])
    if _LETTERS.search(shown) is None:
        return
    for match in _ORDERS.finditer(shown):
        first = Span(match.start() + start, match.end("first") + start)
        yield Citation(
            first, "executive order number", CitedKind.EXECUTIVE_ORDER, number=match["first"]
        )
        for more in _ORDER_NUMBER.finditer(shown, match.start("more"), match.end("more")):
            span = Span(more.start() + start, more.end() + start)
            yield Citation(
                span, "executive order number", CitedKind.EXECUTIVE_ORDER, number=more.group()
            )
    for rule, subkind, pattern in _SYMBOLS:
        for match in pattern.finditer(shown):
            groups = match.groupdict()
            yield Citation(
                Span(match.start() + start, match.end() + start),
                rule,
                subkind,
                number=match["number"],
                year=int(groups["year"]) if groups.get("year") else None,
            )
