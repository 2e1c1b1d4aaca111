"""Widens a noun to its phrase: "the recent Xi-Putin" before it, "issued by ..." after it."""

import re
from dataclasses import dataclass
from functools import cache

from nkpressure.find.citation_words import CitationWords, WordRole, citation_words
from nkpressure.model import Span
from nkpressure.tables import Tables

_REACH = 160  # no noun phrase of the field is longer
_WORD = re.compile(r"\S+")
_ENDS_PHRASE = re.compile(r'[,;:!?)\]"\u2026]$|(?<![A-Z])\.$')
_ACRONYM_IN_BRACKETS = re.compile(r"\([A-Z][A-Z.]+\)")
_MARKS = {('"', '"'), ("'", "'")}
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME_PAIR = re.compile(r"[\w.']+(?:-[\w.']+)+")

# "Japan", "U.S.", "Xi-Putin", "Panel of Experts", "the Republic of Korea"
_NAME = (
    r"(?:the\s+|an?\s+)?[A-Z](?:[\w'-]|\.(?=\w))*(?:(?<=\.[A-Z])\.)?"
    r"(?:\s+(?:(?:of|for|on)\s+(?:the\s+)?)?[A-Z](?:[\w'-]|\.(?=\w))*(?:(?<=\.[A-Z])\.)?)*"
)
_NAMES = rf"{_NAME}(?:(?:,\s+and\s+|,\s+|\s+and\s+|\s+&\s+){_NAME})*"


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun with what stands before it.

    `words` are the determiner and the modifiers in lower case, `names` the names among them as
    printed, `possessor` is true for "Japan's" and "the country's".
    """

    span: Span
    head: Span
    determiner: str | None
    modifiers: tuple[str, ...]
    names: tuple[str, ...]
    possessor: bool

    @property
    def bare(self) -> bool:
        """Say whether a determiner alone stands before the noun: "the resolution"."""
        return self.determiner is not None and not self.modifiers and not self.names


def noun_phrase(text: str, head: Span, earliest: int, words: CitationWords) -> NounPhrase:
    """Walk from the noun to the left, over modifiers and names, up to a determiner.

    `text` is the document's text in plain characters; nothing before `earliest` is looked at.

    >>> from nkpressure.tables import read_tables
    >>> text = "after the recent Xi-Putin joint statement"
    >>> phrase = noun_phrase(text, Span(26, 41), 0, citation_words(read_tables()))
    >>> phrase.span.of(text), phrase.names
    ('the recent Xi-Putin joint statement', ('Xi-Putin',))
    """
    whole = _with_marks(text, head)
    window = max(earliest, whole.start - _REACH)
    before = list(_WORD.finditer(text, window, whole.start))
    walk = _Walk(whole.start, words)
    for place in range(len(before) - 1, -1, -1):
        token = before[place]
        first = place == 0 and window == earliest
        if walk.names and _joins_names(before, place):
            continue
        if not walk.takes(token.group(), token.start(), first):
            break
    return NounPhrase(
        Span(walk.start, whole.end),
        head,
        walk.determiner,
        tuple(reversed(walk.modifiers)),
        tuple(reversed(walk.names)),
        walk.possessor,
    )


def _with_marks(text: str, head: Span) -> Span:
    """Take the quotation marks around a noun along: KCNA writes of "resolutions"."""
    around = text[max(0, head.start - 1) : head.start], text[head.end : head.end + 1]
    return Span(head.start - 1, head.end + 1) if around in _MARKS else head


def _joins_names(before: list[re.Match[str]], place: int) -> bool:
    """Say whether the word is the "of" of a name, such as Panel of Experts."""
    return before[place].group() == "of" and place > 0 and before[place - 1].group().istitle()


class _Walk:
    """The state of one walk to the left."""

    def __init__(self, start: int, words: CitationWords) -> None:
        self.start = start
        self.words = words
        self.determiner: str | None = None
        self.modifiers: list[str] = []
        self.names: list[str] = []
        self.possessor = False
        self.closed = False
        self.definite = False

    def takes(self, printed: str, at: int, first: bool) -> bool:
        """Take one more word, or say that the phrase ends before it."""
        word = printed.lstrip("\"'([")
        opened = len(printed) - len(word)
        if not word or (_ENDS_PHRASE.search(word) and not _ACRONYM_IN_BRACKETS.match(printed)):
            return False
        low = word.lower()
        if self.closed:
            return self._takes_quantifier(low, at + opened)
        if self.words.has(low, WordRole.STOP):
            return False
        if not (self._takes_determiner(low) or self._takes_modifier(word, low, first)):
            return False
        self.start = at + opened
        # an opening mark before the word: the phrase begins within it
        return opened == 0 or bool(_ACRONYM_IN_BRACKETS.match(printed))

    def _takes_quantifier(self, low: str, at: int) -> bool:
        """Take the "all" of "all the resolutions" and the "the" of "the two resolutions"."""
        if self.words.has(low, WordRole.QUANTIFIER):
            self.modifiers.append(low)
            self.start = at
        elif self.words.has(low, WordRole.DETERMINER) and not self.definite:
            self.determiner = low
            self.start = at
        return False

    def _takes_determiner(self, low: str) -> bool:
        roles = (WordRole.DETERMINER, WordRole.INDEFINITE, WordRole.QUANTIFIER)
        if not any(self.words.has(low, role) for role in roles):
            return False
        self.determiner = self.determiner or low
        self.definite = self.words.has(low, WordRole.DETERMINER)
        self.closed = True
        if self.words.status(low):
            self.modifiers.append(low)
        return True

    def _takes_modifier(self, word: str, low: str, first: bool) -> bool:
        if low.endswith(("'s", "s'")):
            return self._takes_possessor(word)
        if self.words.has(low, WordRole.MODIFIER) or self.words.has(low, WordRole.REFUSED_MODIFIER):
            self.modifiers.append(low)
            return True
        if _YEAR.fullmatch(word):
            self.modifiers.append(low)
            return True
        if _NAME_PAIR.fullmatch(word) or _is_name(word, first and not self.names):
            self.names.append(word)
            return True
        return False

    def _takes_possessor(self, word: str) -> bool:
        if self.possessor:
            return False
        self.possessor = True
        self.determiner = word
        if word[0].isupper():
            self.names.append(word)
        return True


def _is_name(word: str, opens_sentence: bool) -> bool:
    """A capital makes a name, but for the first word of a sentence, which needs two."""
    capitals = sum(character.isupper() for character in word)
    letters = word.lstrip("(")
    return bool(letters) and letters[0].isupper() and (capitals > 1 or not opens_sentence)


@dataclass(frozen=True, slots=True)
class Makers:
    """Who made the document, as printed after the noun: "issued by Japan, Korea and ..."."""

    end: int
    names: str


@cache
def _makers(tables: Tables) -> re.Pattern[str]:
    made = "|".join(re.escape(verb) for verb in citation_words(tables).of(WordRole.MADE))
    return re.compile(
        rf"\s+(?:(?:{made})\s+(?:jointly\s+)?by|of|by|from|between|among)\s+(?P<names>{_NAMES})"
    )


def makers_after(text: str, end: int, latest: int, tables: Tables) -> Makers | None:
    """Read who made the document from the words after its noun; None where none is named."""
    match = _makers(tables).match(text, end, min(latest, end + _REACH))
    return Makers(match.end(), match["names"]) if match else None


@cache
def _places(tables: Tables) -> re.Pattern[str]:
    made = "|".join(re.escape(verb) for verb in citation_words(tables).of(WordRole.MADE))
    return re.compile(rf"\s+(?:{made})\s+(?:in|at)\s+(?P<place>{_NAME}(?:\s+summit)?)")


def place_after(text: str, end: int, latest: int, tables: Tables) -> Makers | None:
    """Read where a promise was made: "made in Panmunjom", "reached at the Singapore summit"."""
    match = _places(tables).match(text, end, min(latest, end + _REACH))
    return Makers(match.end(), match["place"]) if match else None
