"""Finds the documents of state that a text cites: resolutions, statements, statutes."""

from collections.abc import Sequence
from dataclasses import replace

from nkpressure.find.citation_kinds import Citation, CitedKind
from nkpressure.find.citation_words import WordRole, citation_words
from nkpressure.find.cited_nouns import Context, cited_nouns
from nkpressure.find.legal_documents import SECTION_OF, acts, named_documents, symbols
from nkpressure.find.plain_text import plain
from nkpressure.find.resolution_numbers import (
    ResolutionNumber,
    bare_numbers,
    may_hold_resolutions,
    resolution_numbers,
)
from nkpressure.find.resolutions import numbers_on_target
from nkpressure.model import Document, Span
from nkpressure.read.regions import Region, Role, find_regions
from nkpressure.read.sentences import Sentence, find_sentences
from nkpressure.tables import Tables, read_tables

__all__ = ["Citation", "CitedKind", "find_citations"]

_NOT_READ = (Role.BOILERPLATE, Role.EMBED)


def find_citations(
    document: Document,
    regions: Sequence[Region] | None = None,
    sentences: Sequence[Sentence] | None = None,
    tables: Tables | None = None,
) -> list[Citation]:
    """Find each document of state that the text cites; a list of numbers gives one each.

    A resolution's span is its number; anything else has the phrase that names it.

    >>> text = "as Security Council resolutions 2270 and 2321 (2016) did"
    >>> [(c.span.of(text), c.year) for c in find_citations(Document("note", text))]
    [('2270', None), ('2321', 2016)]
    """
    tables = tables or read_tables()
    regions = find_regions(document, tables) if regions is None else regions
    sentences = find_sentences(document, regions, tables) if sentences is None else sentences
    read = sorted({region.span for region in regions if region.role not in _NOT_READ})
    numbered = read if may_hold_resolutions(document.text) else []
    numbers = [n for span in numbered for n in _numbers(document.text, span, tables)]
    named = [c for span in read for c in _named(document.text, span, tables)]
    known = _longest([*(_numbered(number) for number in numbers), *named])
    context = _context(document, sentences, known, tables)
    # "the resolution" of "the resolution 2270", in quotation marks or not, has its number
    announced = {number.lead.end for number in numbers if number.lead}
    seen: set[CitedKind] = set()
    nouns = [
        citation
        for span in read
        for citation in cited_nouns(context, span.start, span.end, tables, seen)
        if not announced & {citation.end, citation.end - 1}
    ]
    printed = frozenset(number.number for number in numbers)
    expected = printed | numbers_on_target(tables) if printed else printed
    again = [
        _numbered(number)
        for span in read
        for number in bare_numbers(document.text, span.start, span.end, expected, tables)
    ]
    return _first_come([*known, *again, *nouns])


def _numbers(text: str, span: Span, tables: Tables) -> list[ResolutionNumber]:
    return resolution_numbers(text, span.start, span.end, tables)


def _numbered(number: ResolutionNumber) -> Citation:
    return Citation(
        number.span, number.rule, CitedKind.UNSC_RESOLUTION, number=number.number, year=number.year
    )


def _named(text: str, span: Span, tables: Tables) -> list[Citation]:
    found = [
        *named_documents(text, span.start, span.end, tables),
        *acts(text, span.start, span.end, tables),
        *symbols(text, span.start, span.end),
    ]
    return [_with_section(text, citation) for citation in found]


def _with_section(text: str, citation: Citation) -> Citation:
    """Widen an act to the section that is cited: "Section 311 of the USA PATRIOT Act"."""
    match = SECTION_OF.search(text, max(0, citation.start - 40), citation.start)
    if match is None:
        return citation
    return replace(citation, span=Span(match.start(), citation.end))


def _context(
    document: Document, sentences: Sequence[Sentence], known: list[Citation], tables: Tables
) -> Context:
    text = plain(document.text)
    council = [
        match.span.start
        for match in citation_words(tables).phrases.find(text)
        if WordRole.COUNCIL in match.entries
    ]
    return Context(text, council, sorted(sentence.span for sentence in sentences), known)


def _longest(citations: list[Citation]) -> list[Citation]:
    """Keep the longer of two that overlap: the full name of an act over its last words."""
    by_length = sorted(citations, key=lambda citation: (-len(citation.span), citation.start))
    return _first_come(by_length)


def _first_come(citations: list[Citation]) -> list[Citation]:
    """Drop each citation that overlaps one before it in the list; return them in text order."""
    covered = bytearray(max((citation.end for citation in citations), default=0))
    kept = []
    for citation in citations:
        if not any(covered[citation.start : citation.end]):
            covered[citation.start : citation.end] = b"\1" * len(citation.span)
            kept.append(citation)
    return sorted(kept, key=lambda citation: citation.span)
