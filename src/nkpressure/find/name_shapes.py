"""Tells a personal name by its shape: Western, Korean or Chinese."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nkpressure.find.actor_words import NamePart, Use, name_parts, place_names, words
from nkpressure.find.capital_runs import Token
from nkpressure.tables import Tables

# One syllable in the usual romanisations: "Bon", "tae", "Thaek", "kyung", "Yeol"
_KOREAN_SYLLABLE = (
    r"(?:ch|kk|tt|pp|ss|jj|kh|th|ph|sh|[bcdghjklmnprstyw])?[yw]?"
    r"(?:yeo|yae|ae|eo|eu|oe|ui|oo|ee|ou|wa|wo|a|e|i|o|u)(?:ng|ck|lk|[kgnlrmpbthc])?"
)
_KOREAN = re.compile(_KOREAN_SYLLABLE)
_KOREAN_TWO = re.compile(rf"{_KOREAN_SYLLABLE}-{_KOREAN_SYLLABLE}")
_CHINESE_SYLLABLE = r"(?:zh|ch|sh|hs|ts|tz|[bpmfdtnlgkhjqxrzcsyw])?[aeiouüv]{1,3}(?:ng|n|r)?"
_CHINESE_ONE = re.compile(rf"{_CHINESE_SYLLABLE}")
_CHINESE = re.compile(rf"{_CHINESE_SYLLABLE}(?:['’-]?{_CHINESE_SYLLABLE})?")
_INITIAL = re.compile(r"(?:[A-Z]\.-?)+|[A-Z]")
_LAST = re.compile(r"Jr|Sr|II|III|IV")
_SYLLABLES = ("Do", "So")  # plain words that end a Korean name too
_PATRONYMICS = ("vich", "vna")  # "Dmitri Anatoliyevich Medvedev"
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class NameShape:
    """A personal name: how many tokens it takes and which of them is the surname."""

    tokens: int
    surname: str


@cache
def first_words(tables: Tables) -> frozenset[str]:
    """Return the words with which a personal name can begin: given names, Eastern surnames."""
    return frozenset[str]().union(*(name_parts(tables, kind) for kind in NamePart))


def personal_name(tokens: Sequence[Token], tables: Tables) -> NameShape | None:
    """Read the personal name with which the tokens begin, if there is one.

    >>> from nkpressure.tables import read_tables
    >>> words = [Token(0, 0, word) for word in ("Ku", "Bon-tae", "Street")]
    >>> personal_name(words[:2], read_tables())
    NameShape(tokens=2, surname='Ku')
    >>> personal_name(words[2:], read_tables()) is None
    True
    """
    if len(tokens) < 2 or _names_a_place(tokens, tables):
        return None
    shape = _korean(tokens, tables) or _chinese(tokens, tables) or _western(tokens, tables)
    if shape is not None and shape.tokens < len(tokens):
        after = tokens[shape.tokens].word
        if after in words(tables, Use.OTHER_NAME_LAST, Use.ORGANISATION_LAST):
            return None
    return shape


def _names_a_place(tokens: Sequence[Token], tables: Tables) -> bool:
    names = place_names(tables)
    return any(
        " ".join(token.word for token in tokens[:size]) in names
        for size in range(2, min(len(tokens), _LONGEST) + 1)
    )


def _western(tokens: Sequence[Token], tables: Tables) -> NameShape | None:
    given = name_parts(tables, NamePart.GIVEN)
    if tokens[0].word not in given:
        return None
    size = 1
    while size < min(len(tokens), _LONGEST) - 1 and (
        _INITIAL.fullmatch(tokens[size].word)
        or tokens[size].word.endswith(_PATRONYMICS)
        or (tokens[size].word in given and _may_be_surname(tokens[size + 1].word, tables))
    ):
        size += 1
    surname = tokens[size].word
    if _INITIAL.fullmatch(surname) or not _may_be_surname(surname, tables):
        return None
    size += 1
    if size < len(tokens) and _LAST.fullmatch(tokens[size].word):
        size += 1
    return NameShape(size, surname)


def _may_be_surname(word: str, tables: Tables) -> bool:
    return (
        len(word) > 1
        and word not in words(tables, Use.NOT_A_NAME, Use.ORGANISATION_LAST, Use.OTHER_NAME_LAST)
        and not word.isupper()
    )


def _korean(tokens: Sequence[Token], tables: Tables) -> NameShape | None:
    if tokens[0].word not in name_parts(tables, NamePart.KOREAN_SURNAME):
        return None
    second = tokens[1].word.lower()
    if _KOREAN_TWO.fullmatch(second):
        return NameShape(2, tokens[0].word)
    if len(tokens) < 3 or not (_KOREAN.fullmatch(second) and len(second) > 1):
        return None
    third = tokens[2].word.lower()
    plain_words = words(tables, Use.NOT_A_NAME)
    if not _KOREAN.fullmatch(third) or tokens[1].word in plain_words:
        return None
    plain = tokens[2].word in plain_words and tokens[2].word not in _SYLLABLES
    return None if plain else NameShape(3, tokens[0].word)


def _chinese(tokens: Sequence[Token], tables: Tables) -> NameShape | None:
    surname, given = tokens[0].word, tokens[1].word
    if surname not in name_parts(tables, NamePart.CHINESE_SURNAME):
        return None
    plain_words = words(tables, Use.NOT_A_NAME)
    if surname in plain_words or given in plain_words or len(given) < 2:
        return None
    if not _CHINESE.fullmatch(given.lower()):
        return None
    third = tokens[2].word if len(tokens) > 2 else ""
    parted = _CHINESE_ONE.fullmatch(given.lower()) and _CHINESE_ONE.fullmatch(third.lower())
    return NameShape(3 if parted and third not in plain_words else 2, surname)
