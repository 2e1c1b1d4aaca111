"""Finds the numbers of Security Council resolutions, however they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nkpressure.find.citation_words import CitationWords, WordRole, citation_words
from nkpressure.find.plain_text import plain
from nkpressure.model import Span
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class ResolutionNumber:
    """A resolution's number as printed; `lead` is the word that announces it, None without one."""

    span: Span
    number: str
    year: int | None
    rule: str
    lead: Span | None = None


_NUMBER = r"(?:[1-9]\d{0,3})(?![\d/%]|[.,]\d)"
# "2321 (2016)", "1718(2006)", "2270 of 2016", "2397, adopted in December 2017"
_YEAR = (
    r"(?:\s*[(（]\s*(?:[A-Z][a-z]+\s+)?\d{4}\s*[)）]|\s+(?:of|from)\s+\d{4}(?!\d)"
    r"|,?\s+(?:adopted|passed)\s+in\s+(?:(?:early|late|mid)[\s-])?(?:[A-Z][a-z]+\s+)?\d{4}(?!\d))?"
)
_JOINT = (
    r"(?:\s*,\s*(?:and|&|or|as\s+well\s+as)?\s*|\s+(?:and|&|or|plus|to|through|as\s+well\s+as|"
    r"along\s+with|together\s+with|followed\s+by|but\s+also|then)\s+|\s*[-–—/;&]\s*)"
)
_WORD = r"(?:(?:UNSCRs?|(?:[Rr]es(?:olutions?|\.)?))\s*)?"
_ITEM = rf"{_WORD}(?:[Nn]os?\.?\s*|[Nn]umbers?\s+|\#\s*)?{_NUMBER}{_YEAR}"

_LEAD = r"""
    UN\s*SCRs? | (?:UN)?SC\s+Res\.? | UNSC\s*(?=[1-9]\d{3}) | [Rr](?:es|ES)\. | RES
    | [Rr]es(?:olutions?|s?\.) | R(?:ES|es)OLUTIONS?
"""
# "resolutions 2270 and 2231", "UNSC Res. 1718", "UNSCR 2397", "resolution no. 2094"
_ENGLISH = re.compile(
    rf"""
    (?<![\w.])
    (?P<lead> {_LEAD} )
    ["']?\s* (?: \(?[Nn]os?\.?\)?\s* | [Nn]umbers?\s+ | \#\s* )?
    (?P<list> {_ITEM} (?:{_JOINT}{_ITEM})* )
    """,
    re.VERBOSE,
)
_DIGIT = re.compile(r"\d")
_IN_LIST = re.compile(rf"(?<![\d])(?P<number>{_NUMBER})(?P<year>{_YEAR})")
_FOUR_DIGITS = re.compile(r"\d{4}(?!\d)")

# "S/RES/2375 (2017)"
_SYMBOL = re.compile(
    rf"(?<![\w/])S\s?/\s?RES\s?/\s?(?P<number>{_NUMBER})(?P<year>\s*\(\s*\d{{4}}\s*\))?"
)


@dataclass(frozen=True, slots=True)
class _Script:
    """How a language writes it: the word for resolution, with its numbers after or before it."""

    language: str
    lead: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]


def _script(language: str, lead: str, number: str, joint: str, between: str) -> _Script:
    numbers = rf"{number}(?:{joint}{number}){{0,15}}"
    return _Script(
        language,
        re.compile(lead),
        re.compile(rf"\s*(?P<list>{numbers})"),
        re.compile(rf"(?P<list>{numbers})\s*(?:{between})?\s*\Z"),
    )


_SCRIPTS = (
    # "결의 2270호와 2321호", "결의안 제2397호"; "2375호 결의"
    _script(
        "Korean",
        r"결의안?",
        r"제?\s?[1-9]\d{2,3}\s?호?(?:\s?\(\d{4}년?\))?",
        r"(?:\s*[,·ㆍ]\s*|와\s*|과\s*|\s및\s)",
        r"(?:대북|제재|\s)+",
    ),
    # "第2270号和第2321号决议", "2270、2321号决议", "决议第2397号"; Japanese "決議第2397号"
    _script(
        "Chinese",
        r"决议|決議",
        r"第?\s?[1-9]\d{2,3}\s?(?:[(（]\d{4}年?[)）])?\s?[号號]?(?:\s?[(（]\d{4}年?[)）])?",
        r"\s*(?:[,，、]|和|及|与|與|以及|と|および)\s*",
        r"(?:制裁|涉朝|对朝|對朝)+",
    ),
)
# What announces a number, in a symbol too, in any script: without one there is none
_ANNOUNCED = re.compile("|".join([_LEAD, *(script.lead.pattern for script in _SCRIPTS)]), re.X)
_LIST_REACH = 90  # a list of numbers before its word is no longer
_BEFORE_EAST_ASIAN = 14  # "联合国大会第2758号决议": the body stands close before

_BEFORE = 60  # "United Nations General Assembly resolution"
_SMALL = 100  # "resolution 3 of the meeting": a small number needs the Council beside it
_YEARS = range(1940, 2051)  # a number among these is rather a year, where no word announces it


def may_hold_resolutions(text: str) -> bool:
    """Say whether a text has a word or symbol that announces a resolution.

    >>> may_hold_resolutions("UNSCR 2397"), may_hold_resolutions("The President spoke.")
    (True, False)
    """
    return _ANNOUNCED.search(text) is not None


def resolution_numbers(text: str, start: int, end: int, tables: Tables) -> list[ResolutionNumber]:
    """Find the resolution numbers between two places of a text, in text order.

    >>> from nkpressure.tables import read_tables
    >>> text = "UNSCRs 2270, 2321 (2016) and 2371, not 2,397 tons"
    >>> [(n.number, n.year) for n in resolution_numbers(text, 0, len(text), read_tables())]
    [('2270', None), ('2321', 2016), ('2371', None)]
    """
    if _DIGIT.search(text, start, end) is None:
        return []
    words = citation_words(tables)
    shown = plain(text[start:end])
    found = [
        *_english(shown, words, tables),
        *_symbols(shown),
        *(number for script in _SCRIPTS for number in _east_asian(shown, words, script)),
    ]
    taken: dict[Span, ResolutionNumber] = {}
    for number in found:
        taken.setdefault(number.span, number)
    return [_moved(number, start) for _, number in sorted(taken.items())]


def _moved(number: ResolutionNumber, by: int) -> ResolutionNumber:
    span = Span(number.span.start + by, number.span.end + by)
    lead = number.lead and Span(number.lead.start + by, number.lead.end + by)
    return ResolutionNumber(span, number.number, number.year, number.rule, lead)


def _english(text: str, words: CitationWords, tables: Tables) -> Iterator[ResolutionNumber]:
    unit = _unit(tables)
    for match in _ENGLISH.finditer(text):
        body = _body_before(text, match.start("lead"), words)
        if body is WordRole.OTHER_BODY or body is WordRole.OTHER_SENSE:
            continue
        council = body is not None or match["lead"].startswith("UN")
        rule = "UNSCR and number" if match["lead"].startswith("UN") else "resolution and number"
        lead = Span(match.start("lead"), match.end("lead"))
        for place, item in enumerate(
            _IN_LIST.finditer(text, match.start("list"), match.end("list"))
        ):
            year = _FOUR_DIGITS.search(item["year"])
            if match["lead"].strip() == "UNSC" and int(item["number"]) in _YEARS:
                continue  # "the UNSC 2018 meeting"
            small = int(item["number"]) < _SMALL and not year
            # "resolution 2270 and 14 others", "under Resolution 2371, 2017 saw"
            doubtful = small or int(item["number"]) in _YEARS
            if unit.match(text, item.end()) or (place == 0 and small and not council):
                continue
            if place > 0 and doubtful and not year:
                continue
            span = Span(item.start("number"), item.end("number"))
            printed = int(year.group()) if year else None
            yield ResolutionNumber(span, item["number"], printed, rule, lead)


def _symbols(text: str) -> Iterator[ResolutionNumber]:
    for match in _SYMBOL.finditer(text):
        year = _FOUR_DIGITS.search(match["year"] or "")
        span = Span(match.start("number"), match.end("number"))
        yield ResolutionNumber(
            span, match["number"], int(year.group()) if year else None, "document symbol"
        )


# "第2270（2016）号": the number, and the year in brackets
_EAST_ASIAN_ITEM = re.compile(
    r"(?<![\d(（])(?P<number>[1-9]\d{2,3})(?!\d|\s?[)）]|\s?[년年])"
    r"(?:\s?[号號호]?\s?[(（](?P<year>\d{4})[년年]?[)）])?"
)


def _east_asian(text: str, words: CitationWords, script: _Script) -> Iterator[ResolutionNumber]:
    for lead in script.lead.finditer(text):
        window = max(0, lead.start() - _LIST_REACH)
        match = script.before.search(text[window : lead.start()])
        at = window if match else 0
        match = match or script.after.match(text, lead.end(), lead.end() + _LIST_REACH)
        if match is None:
            continue
        first = min(at + match.start("list"), lead.start())
        body = words.bodies(text[max(0, first - _BEFORE_EAST_ASIAN) : first])
        if WordRole.OTHER_BODY in body:
            continue
        start, end = at + match.start("list"), at + match.end("list")
        for item in _EAST_ASIAN_ITEM.finditer(text, start, end):
            yield ResolutionNumber(
                Span(item.start("number"), item.end("number")),
                item["number"],
                int(item["year"]) if item["year"] else None,
                f"{script.language} resolution",
                Span(*lead.span()),
            )


_LAST_WORDS = re.compile(r"[\w.'-]+(?:\s+[\w.'-]+){0,4}\s*\Z")


def _body_before(text: str, at: int, words: CitationWords) -> WordRole | None:
    """Say which body, or which other sense, stands directly before "resolution"."""
    last = _LAST_WORDS.search(text, max(0, at - _BEFORE), at)
    if last is None:
        return None
    before = last.group().strip()
    if words.has(before.split()[-1], WordRole.OTHER_SENSE):
        return WordRole.OTHER_SENSE
    nearest = [match for match in words.phrases.find(before) if len(before) - match.span.end < 4]
    roles = {role for match in nearest for role in match.entries}
    for role in (WordRole.OTHER_BODY, WordRole.COUNCIL, WordRole.COUNCIL_SENDER):
        if role in roles:
            return role
    return None


@cache
def _unit(tables: Tables) -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in citation_words(tables).of(WordRole.UNIT))
    return re.compile(rf"[\s-]?(?:{units}|×)(?:\b|\d)", re.IGNORECASE)


_BARE = re.compile(r"(?<![\w.,$€£¥₩/-])[12]\d{3}(?![\w%/]|[.,]\d|\s?[-–]\s?\d)")


def bare_numbers(
    text: str, start: int, end: int, known: frozenset[str], tables: Tables
) -> list[ResolutionNumber]:
    """Find numbers without any word before them that the document cites as resolutions elsewhere.

    "2321 went further than 2270" cites both again; "2,270 tons", "2321 people" and years do not.
    """
    if not known:
        return []
    shown = plain(text[start:end])
    unit = _unit(tables)
    return [
        ResolutionNumber(
            Span(start + match.start(), start + match.end()), match.group(), None, "number again"
        )
        for match in _BARE.finditer(shown)
        if match.group() in known
        and int(match.group()) not in _YEARS
        and not unit.match(shown, match.end())
    ]
