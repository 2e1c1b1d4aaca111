"""Says which stretches of a text can hold a quantity at all, from one look at the whole text."""

import re
from bisect import bisect_left
from typing import Any

from nkpressure.find.claim_bases import change_finder, indicator_finder
from nkpressure.find.claims import claim_finder
from nkpressure.find.number_words import number_finder
from nkpressure.find.numbers import may_hold_number
from nkpressure.find.phrase_search import is_within_word
from nkpressure.find.phrases import PhraseFinder
from nkpressure.find.worded_counts import count_finder, may_hold_worded_count
from nkpressure.tables import Tables

_DIGIT = re.compile(r"\d")


class QuantityPlaces:
    """Where a text has words of number and cues of claims; most sentences have neither.

    >>> from nkpressure.tables import read_tables
    >>> places = QuantityPlaces("Two men left. Nobody saw them.", read_tables())
    >>> places.may_hold_count(0, 13), places.may_hold_count(14, 30)
    (True, False)
    """

    def __init__(self, text: str, tables: Tables) -> None:
        self._text, self._tables = text, tables
        self._counts = _starts(text, number_finder(tables), count_finder(tables))
        self._claims = _starts(text, claim_finder(tables))
        self._indicators = _starts(text, indicator_finder(tables))
        self._changes = _starts(text, change_finder(tables)) if self._indicators else []

    def may_hold_count(self, start: int, end: int) -> bool:
        """Say whether a stretch has a digit, a word of number or one that opens a count."""
        if _any_in(self._counts, start, end) or _DIGIT.search(self._text, start, end):
            return True
        return self._cuts_word(start, end) and (
            may_hold_number(self._text, start, end, self._tables)
            or may_hold_worded_count(self._text, start, end, self._tables)
        )

    def may_hold_claim(self, start: int, end: int) -> bool:
        """Say whether a stretch has a cue of a claim, or an indicator beside a change."""
        if _any_in(self._claims, start, end):
            return True
        if _any_in(self._indicators, start, end) and _any_in(self._changes, start, end):
            return True
        return self._cuts_word(start, end)

    def _cuts_word(self, start: int, end: int) -> bool:
        """Where a stretch is cut off within a word, words may begin that the text has not."""
        return is_within_word(self._text, start) or is_within_word(self._text, end)


def _starts(text: str, *finders: PhraseFinder[Any]) -> list[int]:
    return sorted([match.start for finder in finders for match in finder.find_all(text)])


def _any_in(starts: list[int], start: int, end: int) -> bool:
    first = bisect_left(starts, start)
    return first < len(starts) and starts[first] < end
