"""Words with their class, and how far the phrase around a head word reaches.

Classes come from a table of closed lists; an unlisted word is a name (capital), a participle
(-ed, -ing), an adverb (-ly) or plain. That is enough to find the edges of a noun phrase, which
is all that is asked here; no part-of-speech model is needed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache, partial
from typing import ClassVar, NamedTuple

from nkpressure.find.inflections import verb_forms
from nkpressure.find.plain_text import lowered
from nkpressure.model import Span
from nkpressure.tables import Tables

# "U.S.", "DPRK-U.S.", "China's", "B-1B", "40.5", single marks; titles ("Mr.") come from the table
_SINGLE = r"\w++(?![-'’.,&])"  # most words: nothing that they could go on with
_WORD = r"(?:\w+-)?(?:[A-Za-z]\.){2,}(?:['’]s|(?:-\w+)+)?|\w+(?:[-'’.,&]\w+)*|[^\w\s]"
_POSSESSIVE = ("'s", "’s", "s'", "s’")
QUOTES = frozenset("\"“”‘’'«»[]()")

_COMMON_WORDS = 65_536  # whose classes are kept
LONGEST_LEFT = 7  # words before a head
LONGEST_PHRASE = 8  # words of one complement
MOST_COMPLEMENTS = 2
NUMBER_OF_RESOLUTION = 4  # digits

NOMINAL = frozenset(
    {"plain", "name", "number", "adjective", "possessive", "tail", "title", "adjunct"}
)
INSIDE = NOMINAL | {"determiner"}
WHEN = frozenset(("in", "at", "under", "after", "during", "since", "until", "for"))
ITEM = frozenset({"plain", "name", "adjective"})


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


class _Kinds(dict[str, tuple[int, str, str]]):
    """Length, lower case and class of words, by word and space behind; begins anew when full."""

    def __init__(self, classes: dict[str, str]) -> None:
        super().__init__()
        self._classes = classes

    def __missing__(self, piece: str) -> tuple[int, str, str]:
        if len(self) >= _COMMON_WORDS:
            self.clear()
        shown = piece.rstrip()
        low = lowered(shown)
        kind = self[piece] = len(shown), low, _class_of(shown, low, self._classes)
        return kind


@cache
def _kinds(tables: Tables) -> _Kinds:
    """Return what knows the words of a stretch by how they are printed."""
    return _Kinds(word_classes(tables))


def _class_of(shown: str, low: str, classes: dict[str, str]) -> str:
    listed = None if shown == "US" else classes.get(low)  # no pronoun
    if listed is not None:
        return listed
    first = shown[0]
    if not (first.isalnum() or first == "_"):
        return "quote" if first in QUOTES else "mark"
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


def phrase_start(words: Words, head: int) -> int:
    """Return the number of the word with which a head's noun phrase begins.

    "the ongoing US-DPRK dialogue", "China's trade relationship", "a new, tougher resolution"
    """
    at = head
    for _ in range(LONGEST_LEFT):
        step = _step_left(words, at)
        if step == at:
            break
        at = step
        if words.name(at) == "determiner" and words.name(at - 1) != "determiner":
            break
    return _without_loose_start(words, at, head)


def _step_left(words: Words, at: int) -> int:
    name = words.name(at - 1)
    if name in INSIDE or (name == "participle" and _modifies(words, at - 1)):
        return at - 1
    if name == "quote" and words.text(at - 1) not in ")]":
        return at - 1 if words.name(at - 2) in INSIDE else at
    if name == "adverb" and words.name(at) in ("adjective", "participle", "plain", "verb"):
        return at - 1
    if words.text(at - 1) in ("and", "or", ",") and _joins_modifiers(words, at):
        return at - 2
    return at


def _modifies(words: Words, participle: int) -> bool:
    """Tell "the proposed talks" from "they proposed talks"."""
    return words.name(participle - 1) in ("determiner", "possessive", "adjective", "adverb")


def _joins_modifiers(words: Words, at: int) -> bool:
    """Tell "air and naval drills" from "the army, and drills"."""
    joined = ("adjective", "name") if words.text(at - 1) != "," else ("adjective",)
    return words.name(at - 2) in joined and words.name(at) in ("adjective", "name", "possessive")


def _without_loose_start(words: Words, at: int, head: int) -> int:
    """Leave out an opening quote whose close lies beyond, and a stray mark."""
    while at < head and words.name(at) in ("mark", "conjunction", "adverb"):
        at += 1
    return at


def compound_end(words: Words, head: int) -> int:
    """Return the number of the last word of a compound that a head opens.

    "sanctions regime", "the “maximum pressure” policy", "resolutions 2270 and 2231"
    """
    at = head
    while words.name(at + 1) == "tail":
        at += 1
    if words.name(at + 1) == "quote" and words.name(at + 2) == "tail":
        at += 2
    while words.name(at + 1) == "number" and len(words.text(at + 1)) == NUMBER_OF_RESOLUTION:
        at += 1
        if words.text(at + 1) in ("and", ",") and words.name(at + 2) == "number":
            at += 1
    return at


def with_closing_quote(words: Words, first: int, last: int) -> int:
    """Take in the closing mark of a quotation that the phrase opens: “maximum pressure”."""
    marks = sum(word.text in '"“”' for word in words.all[first : last + 1])
    return last + 1 if marks % 2 and words.text(last + 1) in ('"', "”") else last


def complements_end(
    words: Words, last: int, prepositions: Collection[str], participles: Collection[str]
) -> int:
    """Return the last word of the complements after a head.

    "on North Korea", "of coal by sea", "established by the United Nations", "doing business"
    """
    last = _with_participle(words, last, participles)
    for _ in range(MOST_COMPLEMENTS):
        preposition = last + 1
        if words.name(preposition) == "quote" and words.text(preposition) in "\"'":
            preposition += 1
        if words.text(preposition) not in prepositions:
            break
        end = object_end(words, preposition + 1, words.text(preposition))
        if end is None:
            break
        last = end
    return last


def _with_participle(words: Words, last: int, participles: Collection[str]) -> int:
    at = last + 2 if words.name(last + 1) == "adverb" else last + 1
    if words.text(at) in participles and words.name(at + 1) == "preposition":
        return _single_phrase_end(words, at + 2, words.text(at + 1)) or last
    doing = words.name(at) in ("participle", "verb") and words.text(at).endswith("ing")
    if doing and words.text(at + 1) in ("and", "or") and words.text(at + 2).endswith("ing"):
        at += 2  # "entering or leaving the country"
    inside = doing and words.name(at + 1) in INSIDE
    return (_single_phrase_end(words, at + 1, "") if inside else None) or last


def object_end(words: Words, first: int, preposition: str = "") -> int | None:
    """Return the last word of the noun phrase that begins at a word, None where there is none."""
    noun = _single_phrase_end(words, first, preposition)
    return None if noun is None else with_partner(words, noun, preposition)


def _single_phrase_end(words: Words, first: int, preposition: str) -> int | None:
    at, noun = first, None
    while at - first < LONGEST_PHRASE:
        step = _noun_phrase_step(words, at, noun)
        if step is None:
            break
        noun = at if words.name(at) in NOMINAL and words.name(at) != "possessive" else noun
        at += step
    if noun is None or words.name(noun) == "adjunct" or _refused(words, first, preposition):
        return None
    return noun


def _noun_phrase_step(words: Words, at: int, noun: int | None) -> int | None:
    name = words.name(at)
    if name in NOMINAL or name == "quote":
        return 1
    if name in ("determiner", "participle", "adverb", "pronoun") and noun is None:
        return 1
    gerund = name == "verb" and words.text(at).endswith("ing")
    return 1 if gerund and noun is None else None  # "a drill of dropping a bomb"


def _refused(words: Words, first: int, preposition: str) -> bool:
    """Tell "on Saturday" from "on Pyongyang", "to give" and "by giving" from "to the regime"."""
    name = words.name(first + (words.name(first) == "quote"))
    if name == "time" or (preposition == "to" and name == "plain"):
        return True
    return preposition in ("to", "by") and name in ("verb", "participle", "adverb")


def with_partner(words: Words, noun: int, preposition: str = "") -> int:
    """Go on over "and" where two belong together: "between X and Y", "of coal and iron"."""
    last = _listed(words, noun)  # "of gold, titanium" with "and rare earths" to come
    joined = words.text(last + 1) in ("and", "or")
    if not joined or words.name(last + 2) in ("verb", "participle"):
        return noun
    partner = _single_phrase_end(words, last + 2, "")
    if partner is None:
        return noun
    ends = words.name(partner + 1) in ("mark", "", "time") or words.text(partner + 1) in WHEN
    pair = preposition == "between" or ends or last > noun
    return partner if pair and partner - noun <= LONGEST_PHRASE else noun


def _listed(words: Words, noun: int) -> int:
    """Return the last of the short items that commas join to a noun; the noun where none is."""
    last = noun
    while words.text(last + 1) == "," and words.name(last + 2) in ITEM:
        last += 3 if words.name(last + 3) in ITEM else 2
    return last
