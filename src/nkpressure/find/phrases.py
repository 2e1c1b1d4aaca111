"""Finds the phrases of a table in a text: whole words, the longest first, in one pass.

Only for matching, no-break spaces, line ends, curly quotes and odd hyphens count as their plain
forms; each stands for one character, so that offsets stay those of the untouched text.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick

from nkpressure.model import Span

T = TypeVar("T")

_TEXTS = 4  # that are kept with their matches: a document, and what is looked at beside it
_COMMON_WORDS = 65_536

_SPACES = (("\t", " "), ("\n", " "), ("\r", " "))
_SIGNS = (
    ("\u00a0", " "),
    ("\u202f", " "),
    ("\u2009", " "),
    ("\u2018", "'"),
    ("\u2019", "'"),
    ("\u02bc", "'"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u2010", "-"),
    ("\u2011", "-"),
    ("\u2012", "-"),
    ("\u2013", "-"),
)


def plain(text: str) -> str:
    r"""Return the text with plain spaces, quotes and hyphens, of the same length.

    >>> plain("China\u2019s\u00a0coal")
    "China's coal"
    """
    # ten times as fast as str.translate
    for sign, usual in _SPACES if text.isascii() else (*_SPACES, *_SIGNS):
        text = text.replace(sign, usual)
    return text


def lowered(text: str) -> str:
    r"""Return the plain text in lower case, of the same length (letters that would grow stay).

    >>> len(lowered("\u0130stanbul"))
    8
    """
    low = plain(text).lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain(text))


@lru_cache(maxsize=_COMMON_WORDS)
def lowered_word(word: str) -> str:
    """Return a word as `lowered` does; the common words of a text are lowered once.

    >>> lowered_word("China\u2019s")
    "china's"
    """
    return lowered(word)


class PhraseMatch(NamedTuple, Generic[T]):
    """A phrase found at a place, with what the table says of it (one entry or several)."""

    start: int
    end: int
    entries: tuple[T, ...]

    @property
    def span(self) -> Span:
        """Where the phrase stands."""
        return Span(self.start, self.end)


# A named tuple made in C: its own constructor is a Python function, thrice as slow.
_match: Callable[[tuple[int, int, tuple[Any, ...]]], PhraseMatch[Any]] = partial(
    tuple.__new__, PhraseMatch
)


_place = itemgetter(0, 1)


class PhraseFinder(Generic[T]):
    """Finds many phrases in one pass; several entries may share one phrase.

    An exact phrase is matched with its own capitals, any other in any case.

    >>> finder = PhraseFinder([("North Korea", "PRK", True), ("sanctions", "S.GEN", False)])
    >>> [(match.span.of("Sanctions on North Korea"), match.entries)
    ...  for match in finder.find("Sanctions on North Korea")]
    [('Sanctions', ('S.GEN',)), ('North Korea', ('PRK',))]
    """

    def __init__(self, phrases: Iterable[tuple[str, T, bool]]) -> None:
        by_phrase: dict[str, _Sought[T]] = {}
        for phrase, entry, exact in phrases:
            low = lowered(phrase)
            if low:
                usual, capitals = by_phrase.setdefault(low, ([], {}))
                (capitals.setdefault(plain(phrase), []) if exact else usual).append(entry)
        self._automaton = _automaton(by_phrase)
        self._kept = lru_cache(maxsize=_TEXTS)(self._placed)

    def find(self, text: str) -> list[PhraseMatch[T]]:
        """Return the longest matches that do not overlap, in text order."""
        return longest_first(self.find_all(text))

    def find_in(self, text: str, start: int, end: int) -> list[PhraseMatch[T]]:
        """Return the longest matches within a stretch; the text is searched once for all of them.

        >>> finder = PhraseFinder([("North Korea", "PRK", True)])
        >>> [match.span for match in finder.find_in("In North Korea. Why North Korea?", 15, 32)]
        [Span(start=20, end=31)]
        """
        return longest_first(self.all_in(text, start, end))

    def all_in(self, text: str, start: int, end: int) -> list[PhraseMatch[T]]:
        """Return every match within a stretch; the text is searched once for all stretches."""
        if _is_within_word(text, start) or _is_within_word(text, end):
            return [_moved(match, start) for match in self.find_all(text[start:end])]
        starts, matches = self._kept(text)
        inside = matches[bisect_left(starts, start) : bisect_left(starts, end)]
        return [match for match in inside if match.end <= end]

    def _placed(self, text: str) -> tuple[list[int], list[PhraseMatch[T]]]:
        matches = self.find_all(text)
        return [match.start for match in matches], matches

    def find_all(self, text: str) -> list[PhraseMatch[T]]:
        """Return every match that stands on word boundaries, also those within longer ones."""
        if self._automaton is None:
            return []
        found: list[tuple[int, int, tuple[T, ...]]] = []
        low = lowered(text)
        shown = plain(text)
        for last, (length, usual, capitals) in self._automaton.iter(low):
            start, end = last - length + 1, last + 1
            exact = capitals.get(shown[start:end], ()) if capitals else ()
            if not (usual or exact):
                continue
            if low[max(start - 1, 0) : start].isalnum() or low[end : end + 1].isalnum():
                exact = exact if exact and _stands_alone(shown, start, end) else ()
                entries = exact + (usual if usual and _stands_alone(low, start, end) else ())
            else:
                entries = exact + usual
            if entries:
                found.append((start, end, entries))
        return [_match(match) for match in sorted(found, key=_place)]


_THE = re.compile(r"\b[Tt]he\s$")


def with_the(text: str, start: int) -> int:
    """Return where the article before a name begins, or the name's own start where none stands.

    >>> with_the("in the DPRK", 7), with_the("this blithe Beltway", 12)
    (3, 12)
    """
    article = _THE.search(text, max(0, start - 4), start)
    return article.start() if article else start


def longest_first(matches: Sequence[PhraseMatch[T]]) -> list[PhraseMatch[T]]:
    """Drop each match that overlaps a longer one (or an equal one that starts earlier)."""
    if all(left.end <= right.start for left, right in pairwise(matches)):
        return list(matches)
    offset = min(match.start for match in matches)
    covered = bytearray(max(match.end for match in matches) - offset)
    taken: list[PhraseMatch[T]] = []
    for match in sorted(matches, key=lambda match: (match.start - match.end, match.start)):
        first, last = match.start - offset, match.end - offset
        if not any(covered[first:last]):
            covered[first:last] = b"\1" * (last - first)
            taken.append(match)
    return sorted(taken, key=lambda match: match.start)


# The entries of a phrase in any case, and those of each of its exact forms.
_Sought = tuple[list[T], dict[str, list[T]]]


def _automaton(by_phrase: Mapping[str, _Sought[T]]) -> "ahocorasick.Automaton | None":
    if not by_phrase:
        return None
    automaton = ahocorasick.Automaton()
    for phrase, (usual, capitals) in by_phrase.items():
        exact = {form: tuple(entries) for form, entries in capitals.items()}
        automaton.add_word(phrase, (len(phrase), tuple(usual), exact))
    automaton.make_automaton()
    return automaton


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = start > 0 and _joined(text[start - 1], text[start])
    after = end < len(text) and _joined(text[end - 1], text[end])
    if not (before or after):
        return True
    # "atKim Il SungSquare", "ComradeKim Jong Unsent": spaces lost around a name of several words
    if " " not in text[start:end]:
        return False
    lost_before = before and text[start - 1].islower() and text[start].isupper()
    lost_after = after and text[end - 1].islower() and (text[end].isupper() or lost_before)
    return lost_before >= before and lost_after >= after


def _is_within_word(text: str, place: int) -> bool:
    """Say whether a stretch is cut off within a word: "ReplyThe talks", after a button."""
    return 0 < place < len(text) and _joined(text[place - 1], text[place])


def _moved(match: PhraseMatch[T], by: int) -> PhraseMatch[T]:
    return PhraseMatch(match.start + by, match.end + by, match.entries)


def _joined(left: str, right: str) -> bool:
    """Two letters side by side are one word, but Chinese and Korean put no space between words."""
    return left.isalnum() and right.isalnum() and left < "\u2e80" and right < "\u2e80"
