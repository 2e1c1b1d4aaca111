"""Finds quotation marks and says of each whether it opens, closes or may do either.

Which marks belong together is a question for `nkpressure.find.quotations`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_CHARACTER = re.compile(r"[\"'`“”„‟«»‹›‘’‚「」『』]")
# ''doubled single'' marks come before single ones; the rest are one character each
_MARK = re.compile(rf"''|``|{_CHARACTER.pattern}")
_ALWAYS_OPEN = frozenset("“„「『‘‚") | {"``"}
_ALWAYS_CLOSE = frozenset("”」』")
_FAMILIES = {
    '"': "double",
    "“": "double",
    "”": "double",
    "„": "double",
    "‟": "double",
    "''": "double",
    "``": "double",
    "«": "guillemet",
    "»": "guillemet",
    "‹": "single guillemet",
    "›": "single guillemet",
    "'": "single",
    "`": "single",
    "‘": "single",
    "’": "single",
    "‚": "single",
    "「": "corner",
    "」": "corner",
    "『": "white corner",
    "』": "white corner",
}
_BEFORE_AN_OPENING = frozenset("([{<—–-/:=*_")
_AFTER_A_CLOSING = frozenset(".,;:?!)]}>—–-/…*_")


class Turn(StrEnum):
    """What a mark can do where it stands."""

    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark with its place, its family and what it can do."""

    start: int
    end: int
    family: str
    turn: Turn


def mark_places(text: str) -> list[int]:
    """Return where the characters stand that may be quotation marks: few paragraphs have any."""
    return [match.start() for match in _CHARACTER.finditer(text)]


def find_marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """Give the quotation marks of a stretch in order; apostrophes are left out.

    >>> text = 'China’s press called it “a wild fancy”.'
    >>> [(mark.start, mark.turn.value) for mark in find_marks(text, 0, len(text))]
    [(24, 'opens'), (37, 'closes')]
    """
    for match in _MARK.finditer(text, start, end):
        shown = match.group()
        left, right = _beside(text, match.start(), match.end(), start, end)
        family = _FAMILIES[shown]
        if family == "single" and _is_apostrophe(shown, left, right):
            continue
        yield Mark(match.start(), match.end(), family, _turn(shown, left, right))


def _beside(text: str, first: int, last: int, start: int, end: int) -> tuple[str, str]:
    left = text[first - 1] if first > start else " "
    right = text[last] if last < end else " "
    return left, right


def _is_apostrophe(shown: str, left: str, right: str) -> bool:
    if left.isalnum() and right.isalnum():
        return True
    # "the ’90s", "6'2"
    return shown in "'’" and right.isdigit()


def _turn(shown: str, left: str, right: str) -> Turn:
    closes = _can_close(left, right)
    opens = _can_open(left, right)
    if shown == "‘" or (shown in _ALWAYS_OPEN and not (closes and not opens)):
        return Turn.OPENS
    if shown in _ALWAYS_CLOSE:
        return Turn.CLOSES
    if shown == "’":
        return Turn.CLOSES if not opens or closes else Turn.EITHER
    if opens and not closes:
        return Turn.OPENS
    return Turn.CLOSES if closes and not opens else Turn.EITHER


def _can_open(left: str, right: str) -> bool:
    before = left.isspace() or left in _BEFORE_AN_OPENING or left in _FAMILIES
    return before and not right.isspace() and right not in ",;:?!)"


def _can_close(left: str, right: str) -> bool:
    after = right.isspace() or right in _AFTER_A_CLOSING or right in _FAMILIES
    return after and not left.isspace() and left not in "(["
