"""Words with their class, by which the edges of a noun phrase are found.

Classes come from a table of closed lists; an unlisted word is a name (capital), a participle
(-ed, -ing), an adverb (-ly) or plain. That is enough to find those edges; no part-of-speech
model is needed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import ClassVar, NamedTuple

from nkpressure.find.inflections import verb_forms
from nkpressure.find.kept_readings import KeptReadings
from nkpressure.find.plain_text import lowered
from nkpressure.model import Span
from nkpressure.tables import Tables

# "U.S.", "DPRK-U.S.", "China's", "B-1B", "40.5", single marks; titles ("Mr.") come from the table
_SINGLE = r"\w++(?![-'’.,&])"  # most words: nothing that they could go on with
_WORD = r"(?:\w+-)?(?:[A-Za-z]\.){2,}(?:['’]s|(?:-\w+)+)?|\w+(?:[-'’.,&]\w+)*|[^\w\s]"
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_QUOTES = frozenset("\"“”‘’'«»[]()")


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words of one class; `verbs` gives each in all its forms."""

    TABLE: ClassVar[str] = "word_classes.csv"

    name: str
    verbs: bool
    words: tuple[str, ...]


@cache
def word_classes(tables: Tables) -> dict[str, str]:
    """Return each listed word's class; the first row that lists a word decides."""
    classes: dict[str, str] = {}
    for row in tables.rows(WordClass):
        for word in row.words:
            for form in verb_forms(word, tables).all() if row.verbs else (word,):
                classes.setdefault(form, row.name)
    return classes


@cache
def _word_pattern(tables: Tables) -> re.Pattern[str]:
    titles = [word for word, name in word_classes(tables).items() if name == "title"]
    shown = "|".join(re.escape(title) for title in sorted(titles, key=len, reverse=True))
    first = _SINGLE if all(title.endswith(".") for title in titles) else r"(?!)"
    word = rf"{first}|\b(?i:{shown})|{_WORD}" if shown else f"{first}|{_WORD}"
    return re.compile(rf"(?:{word})\s*+")  # with the space behind it: the words lie end to end


class Word(NamedTuple):
    """A word or mark with its place and class."""

    start: int
    end: int
    text: str  # in lower case, with plain quotes
    name: str  # of its class


# A named tuple made in C: its own constructor is a Python function, thrice as slow.
_word: Callable[[tuple[int, int, str, str]], Word] = partial(tuple.__new__, Word)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of text, to be asked by place."""

    all: tuple[Word, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def first_from(self, place: int) -> int:
        """Return the number of the first word that starts at or after a place."""
        return bisect_left(self.starts, place)

    def after(self, place: int) -> int:
        """Return the number of the first word that ends after a place."""
        return bisect_right(self.ends, place)

    def name(self, number: int) -> str:
        """Return a word's class; an empty string beyond the edges."""
        return self.all[number].name if 0 <= number < len(self.all) else ""

    def text(self, number: int) -> str:
        """Return a word in lower case; an empty string beyond the edges."""
        return self.all[number].text if 0 <= number < len(self.all) else ""


def read_words(text: str, span: Span, tables: Tables) -> Words:
    """Cut a stretch of text into words with their classes."""
    kinds = _kinds(tables)
    pieces = _word_pattern(tables).findall(text, span.start, span.end)
    at = span.end - sum(map(len, pieces))
    words: list[Word] = []
    for piece in pieces:
        length, low, name = kinds[piece]
        words.append(_word((at, at + length, low, name)))
        at += len(piece)
    return Words(
        tuple(words), tuple([word[0] for word in words]), tuple([word[1] for word in words])
    )


@cache
def _kinds(tables: Tables) -> KeptReadings[tuple[int, str, str]]:
    """Return what knows length, lower case and class of words, by word and space behind."""
    classes = word_classes(tables)

    def kind(piece: str) -> tuple[int, str, str]:
        shown = piece.rstrip()
        low = lowered(shown)
        return len(shown), low, _class_of(shown, low, classes)

    return KeptReadings(kind)


def _class_of(shown: str, low: str, classes: dict[str, str]) -> str:
    listed = None if shown == "US" else classes.get(low)  # no pronoun
    if listed is not None:
        return listed
    first = shown[0]
    if not (first.isalnum() or first == "_"):
        return "quote" if first in _QUOTES else "mark"
    if low.endswith(_POSSESSIVE[:2]):
        return "possessive"
    if first.isdigit():
        return "number"
    if first.isupper():
        return "name"
    return _class_by_ending(low)


def _class_by_ending(low: str) -> str:
    if "-" in low:
        return "adjective"
    if low.endswith("ly") and len(low) > 4:
        return "adverb"
    if low.endswith(("ed", "ing")) and len(low) > 5:
        return "participle"
    return "plain"
