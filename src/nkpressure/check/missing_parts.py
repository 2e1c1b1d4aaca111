"""Finds what a text points to and does not hold: a figure, an author, a post, its own day."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from nkpressure.check.erratum import Erratum, Severity, Slip
from nkpressure.check.slips_of_writing import ErratumUse, ErratumWord, holding
from nkpressure.find.dates.mentions import DateMention, Method
from nkpressure.find.everything import Findings
from nkpressure.find.plain_text import lowered
from nkpressure.model import Span
from nkpressure.read.regions import Region, Role
from nkpressure.tables import Tables

_DAY = "day"
_ADDRESS = re.compile(r"https?://\S+")
_COMMON_SETS = 256  # of names of pictures and tables that one text holds


def find_missing_parts(findings: Findings) -> Iterator[Erratum]:
    """Yield the places that lead to something which the text as received does not hold."""
    yield from _artifacts(findings)
    yield from _days(findings)
    text = findings.document.text
    for region in findings.regions:
        if region.role is Role.EMBED and _ADDRESS.fullmatch(region.span.of(text).strip()):
            yield _erratum(
                region.span,
                *("embed alone", Slip.EMBED_WITHOUT_CONTENT, Severity.LOW),
                "The address of a post or a video stands here without what it showed.",
            )
        if region.role is Role.DATELINE:
            yield from _authors(region, region.span.of(text), findings.tables)


def _erratum(span: Span, rule: str, slip: Slip, severity: Severity, message: str) -> Erratum:
    return Erratum(span, rule, slip, severity, message)


def _words(tables: Tables, use: ErratumUse) -> str:
    return "|".join(re.escape(row.word) for row in tables.rows(ErratumWord) if row.use is use)


@cache
def _named_artifacts(tables: Tables) -> tuple[str, ...]:
    rows = tables.rows(ErratumWord)
    return tuple(row.word.lower() for row in rows if row.use is ErratumUse.ARTIFACT)


@cache
def _pointers(tables: Tables) -> re.Pattern[str]:
    """Return what points beside the text: "the figure below", "the following map"."""
    artifact, beside = _words(tables, ErratumUse.ARTIFACT), _words(tables, ErratumUse.BESIDE)
    return re.compile(
        rf"\b(?:the|these|this) (?:(?:{artifact})s? (?:{beside})|following (?:{artifact})s?)\b",
        re.IGNORECASE,
    )


@cache
def _numbered(tables: Tables) -> re.Pattern[str]:
    """Return what points by number: "Figure 2", "Table 1"; a caption has the same words."""
    return re.compile(rf"\b(?P<name>(?i:{_words(tables, ErratumUse.ARTIFACT)}) \d{{1,2}})\b(?!%)")


def _artifacts(findings: Findings) -> Iterator[Erratum]:
    """Yield what points to a picture or a table, of which a plain text holds none."""
    text, tables = findings.document.text, findings.tables
    sentences = list(holding(findings.sentences, _named_places(text, tables)))
    if not sentences:
        return
    captions = {
        match["name"].lower()
        for region in findings.regions
        if (match := _numbered(tables).match(region.span.of(text)))
    }
    for sentence in sentences:
        words = sentence.span.of(text)
        numbered = (
            match
            for match in _numbered(tables).finditer(words)
            if match[0][0].isupper() and match["name"].lower() not in captions
        )
        for match in (*_pointers(tables).finditer(words), *numbered):
            yield _erratum(
                Span(sentence.start + match.start(), sentence.start + match.end()),
                *("points beside the text", Slip.MISSING_ARTIFACT, Severity.MEDIUM),
                "The text as received holds no such thing.",
            )


def _named_places(text: str, tables: Tables) -> list[int]:
    """Return where a picture or a table is named as it would be to point there."""
    low = lowered(text)
    named = frozenset(name for name in _named_artifacts(tables) if name in low)
    if not named:
        return []
    return [match.start() for match in _named_beside(named, tables).finditer(low)]


@lru_cache(maxsize=_COMMON_SETS)
def _named_beside(named: frozenset[str], tables: Tables) -> re.Pattern[str]:
    """Return what every pointer holds, in lower case: "figure below", "map 2", "following map"."""
    beside = _words(tables, ErratumUse.BESIDE).lower()
    names = "|".join(sorted(map(re.escape, named)))
    return re.compile(rf"(?:{names})(?:s? (?:{beside})| \d)|following (?:{names})")


def _days(findings: Findings) -> Iterator[Erratum]:
    """Yield the first day that is counted from the day of writing, where that day is unknown."""
    published = findings.document.published
    if published is not None and published.first == published.last:
        return
    counted = [date for date in findings.dates if _is_open_day(date)]
    for date in counted[:1]:
        others = f", and {len(counted) - 1} more are counted so" if counted[1:] else ""
        message = f"The day of writing is not known, from which this is counted{others}."
        slip = Slip.UNRESOLVABLE_DATE
        yield _erratum(date.span, "day of writing unknown", slip, Severity.MEDIUM, message)


def _is_open_day(date: DateMention) -> bool:
    is_day = date.value is None or "/" in date.value
    return date.method is Method.DEICTIC and date.precision == _DAY and is_day


@cache
def _bylines(tables: Tables) -> re.Pattern[str]:
    """Return a byline that ends before a name: "By |", "By July 23" is a date's place."""
    return re.compile(rf"(?:{_words(tables, ErratumUse.BYLINE)})(?:[ \t]*[|•·–—-]|[ \t]*$)", re.M)


def _authors(region: Region, words: str, tables: Tables) -> Iterator[Erratum]:
    for match in _bylines(tables).finditer(words):
        yield _erratum(
            Span(region.start + match.start(), region.start + match.end()),
            *("byline without a name", Slip.MISSING_AUTHOR, Severity.MEDIUM),
            "The byline names nobody.",
        )
