"""Finds organisations that no table names, by their last or first word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from nkpressure.find.actor_marks import Mark, Page
from nkpressure.find.actor_words import Use, slug, words
from nkpressure.find.capital_runs import Run
from nkpressure.find.phrases import with_the
from nkpressure.tables import Tables

# "University of Sussex", "Ministry of Lands and Survey"
_OF = re.compile(r"\s(?:of|for|on)\s(?:the\s)?(?P<name>[A-Z]\w+(?:[\s-](?:and\s)?[A-Z]\w+){0,3})")
_INITIALS = re.compile(r"[A-Z](?<!\w.)[A-Z]{2,7}\b")
_INITIAL = re.compile(r"\b[A-Z](?=[a-z])")
_FEWEST_INITIALS = 3
_SHORTEST_NAME = 8  # with so many initials: "Ab Cd Ef"
_FIRM_END = re.compile(r",?\s(?:Co|Ltd|Inc|Corp|LLC|Limited)\b\.?(?:,?\s(?:Ltd|Inc|Limited)\b\.?)?")


class Organisation(NamedTuple):
    """An organisation's name and the id made from it."""

    start: int
    end: int
    entity: str


def find_organisations(
    page: Page, runs: Sequence[Run], marks: Sequence[Mark]
) -> Iterator[Organisation]:
    """Give each unknown organisation: "the Liaoning Trading Company", "University of Sussex"."""
    at = {mark.start: mark for mark in marks}
    counted = page.counted
    lasts = words(page.tables, Use.ORGANISATION_LAST)
    firsts = words(page.tables, Use.ORGANISATION_FIRST)
    for run in runs:
        if not counted[run.start]:
            continue
        found = _by_last_word(page, run, at, lasts) if len(run.tokens) > 1 else None
        if found is None and run.tokens[-1].word in firsts and not run.heading:
            found = _by_first_word(page, run, at)
        if found is not None:
            yield found._replace(start=with_the(page.text, found.start))


def _by_last_word(
    page: Page, run: Run, at: dict[int, Mark], lasts: frozenset[str]
) -> Organisation | None:
    if run.heading and not run.tokens[-1].word.startswith(("Co", "Ltd", "Inc")):
        return None
    for index in range(len(run.tokens) - 1, 0, -1):
        if run.tokens[index].word in lasts:
            first = _first_word(page, run, index, at)
            if first is None:
                return None
            start, end = run.tokens[first].start, run.tokens[index].end
            if start in at and at[start].end >= end:
                return None
            longer = _FIRM_END.match(page.text, end) or _named_after(page, end)
            end = _whole_end(longer, end, at)
            return Organisation(start, end, "e:" + slug(page.text[start:end]))
    return None


def _named_after(page: Page, end: int) -> re.Match[str] | None:
    """Return what follows with "of", "for" or "on", but not a day: "the Ministry on Thursday"."""
    match = _OF.match(page.text, end)
    first = match["name"].split()[0] if match else ""
    return None if first in words(page.tables, Use.NOT_A_NAME) else match


def _whole_end(longer: re.Match[str] | None, end: int, at: dict[int, Mark]) -> int:
    """Take in what belongs to the name, and a known name at its end as a whole."""
    if longer is None:
        return end
    known = at.get(longer.start("name")) if "name" in longer.re.groupindex else None
    return max(longer.end(), known.end if known else 0)


def _first_word(page: Page, run: Run, last: int, at: dict[int, Mark]) -> int | None:
    """Leave out what stands before the name: a sentence's first word, a title, a person."""
    plain_words = _never_first(page.tables)
    for index in range(last):
        token = run.tokens[index]
        mark = at.get(token.start)
        if mark is not None and (mark.title is not None or mark.end >= run.tokens[last].end):
            return None
        if "\n" in page.text[token.end : run.tokens[last].start]:
            continue
        if index == 0 and token.word in plain_words:
            continue
        return index if last - index >= 1 else None
    return None


@cache
def _never_first(tables: Tables) -> frozenset[str]:
    return words(tables, Use.NOT_A_NAME) - words(tables, Use.MAY_OPEN)


def _by_first_word(page: Page, run: Run, at: dict[int, Mark]) -> Organisation | None:
    match = _OF.match(page.text, run.end)
    mark = at.get(run.tokens[-1].start)
    if match is None or (mark is not None and mark.name is not None):
        return None
    named = at.get(match.start("name"))
    if named is not None and named.is_state and named.end >= match.end():
        return None  # "the Party of Korea", "Office of the U.S.": no name of its own
    start = run.tokens[-1].start
    return Organisation(start, match.end(), "e:" + slug(page.text[start : match.end()]))


@lru_cache(maxsize=4096)
def _initials(name: str) -> str:
    return "".join(_INITIAL.findall(name.removeprefix("The ")))


def find_initials(page: Page, named: Iterable[tuple[int, int, str]]) -> Iterator[Organisation]:
    """Find the bodies that the text calls by their initials once it has named them.

    "the National Energy Council" is "the NEC" further on.
    """
    known: dict[str, tuple[int, str]] = {}
    for start, end, entity in named:
        initials = _initials(page.text[start:end]) if end - start >= _SHORTEST_NAME else ""
        if len(initials) >= _FEWEST_INITIALS:
            known.setdefault(initials, (end, entity))
    if not any(initials in page.text for initials in known):
        return
    for match in _INITIALS.finditer(page.text):
        if match[0] in known and page.counted[match.start()]:
            after, entity = known[match[0]]
            if match.start() >= after:
                yield Organisation(with_the(page.text, match.start()), match.end(), entity)
