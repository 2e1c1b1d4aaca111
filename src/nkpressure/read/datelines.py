"""Tells bylines, datelines and field labels from prose, by the words and dates they are made of."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.tables import Tables


class BylineWord(StrEnum):
    """What a word does in a line such as "By | July 23, 2018 | No Comments"."""

    BY = "by"  # a name follows
    FILLER = "filler"
    WEEKDAY = "weekday"


@dataclass(frozen=True, slots=True)
class BylineRow:
    """A word that lines of names and dates are made of."""

    TABLE: ClassVar[str] = "byline_words.csv"

    word: str
    kind: BylineWord


@dataclass(frozen=True, slots=True)
class LabelRow:
    """The name of a field that was left in the file, and what such a field holds."""

    TABLE: ClassVar[str] = "field_labels.csv"

    label: str
    opens: str


_LONGEST_BYLINE = 160  # characters
_LONGEST_NAME = 5  # words of a name or an outlet that stand beside a date

_MONTHS = "|".join(
    f"{name[:3]}(?:{name[3:]}|{name[3:4]})?\\.?" for name in calendar.month_name if name
)

# "July 23, 2018", "23 July 2018", "Feb. 12", "12 Feb", "2018-07-23", "2018/07/23", "23.07.2018"
_DATE = re.compile(
    rf"""
    (?: (?P<month_a> {_MONTHS} ) \s+ (?P<day_a> \d{{1,2}} ) (?:st|nd|rd|th)? (?!\d)
        (?: ,? \s+ (?P<year_a> \d{{4}} ) )?
      | (?P<day_b> \d{{1,2}} ) (?:st|nd|rd|th)? \s+ (?P<month_b> {_MONTHS} )
        (?: ,? \s+ (?P<year_b> \d{{4}} ) )?
      | (?P<year_c> \d{{4}} ) [-/.] (?P<month_c> \d{{1,2}} ) [-/.] (?P<day_c> \d{{1,2}} ) )
    (?! \w )
    """,
    re.VERBOSE | re.IGNORECASE,
)

_WORD = re.compile(r"\w[\w.'’-]*")

# "Pyongyang, January 29 (KCNA) --", "NAIROBI, Kenya (AP) _", "BEIJING, July 3 (Xinhua) --"
_WIRE = re.compile(
    rf"""
    (?P<place> [^\W\d_][\w.'’-]* (?: [ /][^\W\d_][\w.'’-]* ){{0,3}} )
    (?: ,\s (?! (?:{_MONTHS})\s\d ) [A-Z][\w.'’-]* (?: \s[A-Z][\w.'’-]* ){{0,2}} ){{0,2}}
    (?P<date> ,?\s (?: (?:{_MONTHS}) \s \d{{1,2}} | \d{{1,2}} \s (?:{_MONTHS}) )
      (?: ,?\s \d{{4}} )? )?
    (?P<agency> ,? \s? \( [A-Z] [^()\n]{{1,39}} \) )?
    \s* (?: -{{1,3}} | [—–_] ) (?= [\s“"'`A-Z] )
    """,
    re.VERBOSE,
)

_LONGEST_WIRE = 120
_WIRE_DASH = re.compile(r"[-—–_][\s“\"'`A-Z]")  # in every such line; it is found in no time


def is_byline(words: str, tables: Tables) -> bool:
    """Say whether a line holds a name, a date and counters, and nothing that reads as a sentence.

    >>> from nkpressure.tables import read_tables
    >>> is_byline("By | July 23, 2018 | No Comments", read_tables())
    True
    >>> is_byline("On July 20, the ministry met in Beijing.", read_tables())
    False
    """
    if len(words) > _LONGEST_BYLINE or words.endswith((".", "?", "!", ":")):
        return False
    dates = len(_DATE.findall(words))
    left = [word for word in _WORD.findall(_DATE.sub(" ", words)) if not word[0].isdigit()]
    kinds = [_byline_words(tables).get(word.lower().strip(".")) for word in left]
    names = [word for word, kind in zip(left, kinds, strict=True) if kind is None]
    if any(word[0].islower() for word in names):
        return False
    by = bool(kinds) and kinds[0] is BylineWord.BY
    return (by or dates > 0) and len(names) <= _LONGEST_NAME * (by + (dates > 0))


def states_date(words: str) -> bool:
    """Say whether the line holds a date."""
    return _DATE.search(words) is not None


def full_dates(words: str) -> Iterator[date]:
    """Give each day of the line that is stated with its month and its year.

    >>> list(full_dates("By | July 23, 2018 | No Comments"))
    [datetime.date(2018, 7, 23)]
    """
    for match in _DATE.finditer(words):
        groups = {name[:-2]: value for name, value in match.groupdict().items() if value}
        if len(groups) == 3:
            try:
                yield date(int(groups["year"]), _month(groups["month"]), int(groups["day"]))
            except ValueError:  # "99/99/2018"
                continue


def wire_dateline(words: str, at_head: bool) -> int | None:
    """Return where a wire's dateline ends that stands before the first words of a paragraph.

    Capitals alone ("SEOUL --") are enough only in the first paragraph.

    >>> wire_dateline("BEIJING, July 3 (Xinhua) -- China on Monday", at_head=True)
    27
    """
    if _WIRE_DASH.search(words, 0, _LONGEST_WIRE) is None:
        return None
    match = _WIRE.match(words, 0, _LONGEST_WIRE)
    if match is None or not match["place"][0].isupper():
        return None
    if match["agency"] or (match["date"] and match["place"][0].isupper()):
        return match.end()
    capitals = match["place"].isupper() and len(match["place"]) > 2
    return match.end() if capitals and at_head else None


def field_label(words: str, tables: Tables) -> tuple[int, str] | None:
    """Return where the name of a field ends that begins a line, and what the field holds."""
    name, colon, _ = words[:40].partition(":")
    opens = _labels(tables).get(name.rstrip(". ").lower())
    if opens is None or (not colon and len(name) != len(words)):
        return None
    return len(name) + len(colon), opens


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    return [month[:3].lower() for month in calendar.month_name].index(name[:3].lower())


@cache
def _byline_words(tables: Tables) -> dict[str, BylineWord]:
    return {row.word: row.kind for row in tables.rows(BylineRow)}


@cache
def _labels(tables: Tables) -> dict[str, str]:
    return {row.label.lower(): row.opens for row in tables.rows(LabelRow)}
