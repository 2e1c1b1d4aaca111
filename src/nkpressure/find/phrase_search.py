"""Looks for the phrases of many tables in one pass over a text."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick

from nkpressure.find.plain_text import lowered, plain
from nkpressure.model import Span
from nkpressure.read.lower_case import in_lower_case

T = TypeVar("T")


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

# The entries of a phrase in any case, and those of each of its exact forms.
Sought = tuple[tuple[T, ...], Mapping[str, tuple[T, ...]]]


def sought(phrases: Iterable[tuple[str, T, bool]]) -> dict[str, Sought[T]]:
    """Return the entries by phrase in lower case; an exact phrase counts in its own capitals."""
    usual: dict[str, list[T]] = {}
    capitals: dict[str, dict[str, list[T]]] = {}
    for phrase, entry, exact in phrases:
        low = lowered(phrase)
        if low:
            in_any_case = usual.setdefault(low, [])
            forms = capitals.setdefault(low, {})
            (forms.setdefault(plain(phrase), []) if exact else in_any_case).append(entry)
    return {low: (tuple(entries), _forms(capitals[low])) for low, entries in usual.items()}


def _forms(capitals: Mapping[str, Sequence[T]]) -> Mapping[str, tuple[T, ...]]:
    """Most phrases have no form of their own: they share one value, which stays at hand."""
    return {form: tuple(own) for form, own in capitals.items()} if capitals else _NO_FORMS


_NO_FORMS: Mapping[str, tuple[Any, ...]] = {}


# What one table has for a phrase: the number of the table, then its entries.
_Own = tuple[int, tuple[Any, ...], Mapping[str, tuple[Any, ...]]]

_Place = tuple[int, int, tuple[Any, ...]]  # of a match, with its entries


class PhraseSearch:
    """Finds the phrases of several tables in one pass, each table's matches for itself."""

    def __init__(self, tables: Sequence[Mapping[str, Sought[Any]]]) -> None:
        self._size = len(tables)
        by_phrase: dict[str, list[_Own]] = {}
        for number, table in enumerate(tables):
            for phrase, (usual, capitals) in table.items():
                by_phrase.setdefault(phrase, []).append((number, usual, capitals))
        self._automaton = _automaton(by_phrase)

    def find(self, text: str) -> list[list[PhraseMatch[Any]]]:
        """Return each table's matches that stand on word boundaries, in text order."""
        found: list[list[_Place]] = [[] for _ in range(self._size)]
        if self._automaton is not None:
            _search(self._automaton, text, found)
        for matches in found:
            matches.sort()  # no two of one table share both ends
        return [list(map(_match, matches)) for matches in found]


def _search(automaton: ahocorasick.Automaton, text: str, found: Sequence[list[_Place]]) -> None:
    """Add each table's matches to its list, in the order in which they end."""
    shown = plain(text)
    low = in_lower_case(shown)
    hits = list(automaton.iter(low))
    if not hits:
        return
    inside = _inside_words(low)
    owners: Sequence[_Own]
    for last, (length, several_words, owners) in hits:
        end = last + 1
        start = end - length
        if inside[start] or inside[end]:
            owners = _glued(shown, low, start, end, owners) if several_words else ()
        for number, usual, capitals in owners:
            entries = capitals.get(shown[start:end], ()) + usual if capitals else usual
            if entries:
                found[number].append((start, end, entries))


def _automaton(by_phrase: Mapping[str, Sequence[_Own]]) -> ahocorasick.Automaton | None:
    if not by_phrase:
        return None
    automaton = ahocorasick.Automaton()
    for phrase, owners in by_phrase.items():
        automaton.add_word(phrase, (len(phrase), " " in phrase, tuple(owners)))
    automaton.make_automaton()
    return automaton


_IS_LETTER = bytes(chr(code).isalnum() for code in range(256))  # or a digit
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def _inside_words(text: str) -> bytes:
    """Return, for each place, 1 where it lies between two letters or digits of one word.

    >>> list(_inside_words("US 38"))
    [0, 1, 0, 0, 1, 0]
    """
    letters = bytearray(text.encode("ascii", "replace").translate(_IS_LETTER))
    for odd in _NOT_ASCII.finditer(text):  # each a question mark so far
        letters[odd.start()] = _is_of_a_word(odd[0])
    # both a letter and the one before it, for all places at once
    as_number = int.from_bytes(letters, "big")
    return (as_number & as_number >> 8).to_bytes(len(letters), "big") + b"\0"


def _is_of_a_word(character: str) -> bool:
    """Two letters side by side are one word, but Chinese and Korean put no space between words."""
    return character.isalnum() and character < "\u2e80"


def is_within_word(text: str, place: int) -> bool:
    """Say whether a stretch is cut off within a word: "ReplyThe talks", after a button."""
    if not 0 < place < len(text) or not text[place - 1].isalnum():
        return False  # most stretches begin and end beside a space
    return _joined(text[place - 1], text[place])


def _joined(left: str, right: str) -> bool:
    return _is_of_a_word(left) and _is_of_a_word(right)


def _glued(shown: str, low: str, start: int, end: int, owners: Sequence[_Own]) -> list[_Own]:
    """Return the entries that count where a phrase of several words is glued to another word."""
    exact = _lost_spaces(shown, start, end)
    in_any_case = _lost_spaces(low, start, end)
    return [
        (number, usual if in_any_case else (), capitals if exact else {})
        for number, usual, capitals in owners
    ]


def _lost_spaces(text: str, start: int, end: int) -> bool:
    """As in "atKim Il SungSquare", "ComradeKim Jong Unsent", around a name of several words."""
    before = start > 0 and _joined(text[start - 1], text[start])
    after = end < len(text) and _joined(text[end - 1], text[end])
    lost_before = before and text[start - 1].islower() and text[start].isupper()
    lost_after = after and text[end - 1].islower() and (text[end].isupper() or lost_before)
    return lost_before >= before and lost_after >= after
