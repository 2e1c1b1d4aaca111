"""The words of time expressions, and a text as a row of such words.

Each token of a text becomes one letter that stands for the kinds of its word, so that a pattern
over kinds ("month day, year") is an ordinary regular expression over that row of letters.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from operator import itemgetter, sub
from typing import ClassVar, TypeVar

from nkpressure.find.kept_readings import KeptReadings
from nkpressure.find.plain_text import lowered, plain
from nkpressure.model import Span
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class DateWord:
    """A word, one kind that it can be, and what it means as that kind."""

    TABLE: ClassVar[str] = "date_words.csv"

    word: str
    kind: str
    value: str
    exact: bool  # only with these capitals: "March" is a month, "march" is not


T = TypeVar("T")
Senses = dict[str, str]  # kind -> value
Entry = tuple[str, Senses, int]  # a token's letter, what it can mean, and its length

OTHER = "."
BREAK = "|"
_BREAK_ENTRY: Entry = (BREAK, {}, 0)  # at a break that is no token of the text
# A run of words without any of these kinds is no time: "in the", "at least one of them".
CORE_KINDS = (
    *("month", "month_short", "weekday", "weekdays", "season", "unit", "units", "period", "half"),
    *(
        "number",
        "numeral",
        "decade",
        "tens_decade",
        "century_word",
        "short_fiscal",
        "short_quarter",
    ),
    *("short_year", "today", "tonight", "overnight", "daypart", "noon", "clock", "half_day"),
    *("frequency", "era"),
)

# How a token of each shape is written; where several fit, the first counts.
_WRITTEN = {
    "word": r"[^\W\d_]{2,}+ (?! \d ) (?: ['’]clock )?",
    "clock": r"\d{1,2}:\d\d (?: :\d\d )? (?! [\d:] )",
    "possessive": r"['’][sS]\b",
    "decade": r"\d\d\d0['’]?s\b | ['’‘]\d0s\b",
    "grouped": r"\d{1,3} (?: ,\d{3} )+ (?: \.\d+ )? | \d+\.\d+",
    "ordinal": r"\d{1,3} (?: st | nd | rd | th )\b",
    "short_year": r"['’‘]\d\d\b",
    "quarter": r"[QqHh][1-4]\b | [1-4][QqHh]\b | FY \d\d (?: \d\d )?\b",
    "digits": r"\d+",
    "half_day": r"[AaPp] \. [Mm] \b",
    "break": r"\n [^\S\n]* \n",
    "letters": r"[^\W\d_]+",
    "mark": r"\S",
}
_GAP = r"(?: [^\S\n] | \n (?! [^\S\n]* \n ) )*+"  # white space that is no empty line
_TOKEN = re.compile(
    f"{_GAP} (?: {'|'.join(f'(?P<{shape}> {way} )' for shape, way in _WRITTEN.items())} )",
    re.VERBOSE,
)
# A token with the gap before it: the pieces of a text lie end to end. Most are a space and a word
# of plain letters, which a range finds faster than what is no sign, digit or line does.
_PIECE = re.compile(
    rf"[ ]?+ (?: [A-Za-z]{{2,}}+ (?! [\w'’] ) | [^\W\d_]{{2,}}+ (?! [\d'’] )"
    rf" | {_GAP} (?: {'|'.join(_WRITTEN.values())} ) )",
    re.VERBOSE,
)
_letter, _senses, _length = itemgetter(0), itemgetter(1), itemgetter(2)  # of an entry
_END = "\0"  # a mark, so that the white space at the end of a text has a token after it
_MARKS = {
    ",": "comma",
    ".": "dot",
    "-": "hyphen",
    "–": "hyphen",
    "—": "dash",
    "/": "slash",
    "(": "open",
    ")": "close",
    "%": "percent",
    "½": "one_half",
}


class Lexicon:
    """The words of the table, each with one letter for its combination of kinds."""

    def __init__(self, words: Iterable[DateWord]) -> None:
        self._exact: dict[str, Senses] = {}
        self._any: dict[str, Senses] = {}
        self._letters: dict[frozenset[str], str] = {}
        for row in words:
            table = self._exact if row.exact else self._any
            key = plain(row.word) if row.exact else lowered(row.word)
            table.setdefault(key, {})[row.kind] = row.value
        for word, senses in self._exact.items():
            self._exact[word] = self._any.get(lowered(word), {}) | senses
        shapes: list[Iterable[str]] = [{kind} for kind in _MARKS.values()]
        shapes += _SHAPES
        for kinds in [*shapes, *self._exact.values(), *self._any.values()]:
            self.letter(kinds)
        self.entries = KeptReadings(self._entry)

    def _entry(self, piece: str) -> Entry:
        """Return the letter, the meanings and the length of a token with the gap before it."""
        match = _TOKEN.match(piece)
        shape = (match.lastgroup if match else None) or "mark"
        token = piece[match.start(shape) :] if match else piece
        if shape == "break":
            return BREAK, {}, len(token)
        senses = self._senses_of(shape, token)
        return self.letter(senses), senses, len(token)

    def _senses_of(self, shape: str, token: str) -> Senses:
        if shape in ("word", "letters"):
            return self.senses(token)
        if shape == "mark":
            kind = _MARKS.get(token)
            return {kind: ""} if kind else self.senses(token)
        return _senses_of_shape(shape, token)

    def senses(self, word: str) -> Senses:
        """Return what a word can mean; nothing for a word that is no time word."""
        found = self._exact.get(word)
        return found if found is not None else self._any.get(word.lower(), {})

    def letter(self, kinds: Iterable[str]) -> str:
        """Return the letter that stands for a combination of kinds."""
        combination = frozenset(kinds)
        if not combination:
            return OTHER
        # Private-use characters: no regular expression gives them a meaning.
        return self._letters.setdefault(combination, chr(0xE000 + len(self._letters)))

    def letters_of(self, kind: str) -> str:
        """Return all letters whose words can be of that kind."""
        return "".join(letter for kinds, letter in self._letters.items() if kind in kinds)


_SHAPES: list[Iterable[str]] = [
    {"clock"},
    {"decade"},
    {"number"},
    {"day_ordinal", "ordinal"},
    {"ordinal"},
    {"short_year"},
    {"short_quarter"},
    {"short_fiscal"},
    {"half_day"},
    {"possessive"},
    {"number", "day", "hour"},
    {"number", "day"},
    {"number", "year"},
]


@cache
def lexicon(tables: Tables) -> Lexicon:
    """Return the lexicon of these tables."""
    return Lexicon(tables.rows(DateWord))


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens: where each begins and ends, its letter and its senses."""

    text: str
    starts: list[int]
    ends: list[int]
    letters: str
    senses: list[Senses]

    def span(self, first: int, end: int) -> Span:
        """Return the span from the first token to the last before `end`."""
        return Span(self.starts[first], self.ends[end - 1])

    def word(self, index: int) -> str:
        """Return a token as printed, or nothing where there is none."""
        inside = 0 <= index < len(self.starts)
        return self.text[self.starts[index] : self.ends[index]] if inside else ""

    def at(self, offset: int) -> int:
        """Return the index of the first token that starts at or after an offset."""
        return bisect_left(self.starts, offset)

    def joined(self, first: int, end: int) -> bool:
        """Say whether the tokens stand together without any space, as in 2018-07-23."""
        return all(self.ends[i] == self.starts[i + 1] for i in range(first, end - 1))


def tokens_of(text: str, breaks: Iterable[int], words: Lexicon) -> Tokens:
    """Cut a text into tokens; nothing reaches over an empty line or over one of the breaks."""
    pieces = _PIECE.findall(text + _END)
    pieces.pop()
    entries = list(map(words.entries.__getitem__, pieces))
    ends = list(accumulate(map(len, pieces)))
    starts = list(map(sub, ends, map(_length, entries)))
    places = sorted(set(breaks))
    before = [bisect_left(starts, place) for place in places]
    while before and before[-1] == len(starts):  # after the last token nothing is to be broken
        places.pop()
        before.pop()
    entries = _inserted(entries, before, [_BREAK_ENTRY] * len(before))
    return Tokens(
        text,
        _inserted(starts, before, places),
        _inserted(ends, before, places),
        "".join(map(_letter, entries)),
        list(map(_senses, entries)),
    )


def _inserted(values: list[T], before: Sequence[int], others: Sequence[T]) -> list[T]:
    """Return the values, and before each index that is given, one of the others."""
    whole: list[T] = []
    last = 0
    for index, other in zip(before, others, strict=True):
        whole += values[last:index]
        whole.append(other)
        last = index
    return whole + values[last:]


_FIRST_YEAR, _LAST_YEAR = 1400, 2100


def _senses_of_shape(shape: str, token: str) -> Senses:
    match shape:
        case "digits":
            return _senses_of_digits(token)
        case "ordinal":
            number = token[:-2]
            return {"ordinal": number} | ({"day_ordinal": number} if int(number) < 32 else {})
        case "quarter" if token.startswith("FY"):
            return {"short_fiscal": token[2:].strip()}
    kind, value = _PLAIN_SHAPES[shape]
    return {kind: value(token)}


_PLAIN_SHAPES: dict[str, tuple[str, Callable[[str], str]]] = {
    "grouped": ("number", lambda token: token.replace(",", "")),
    "decade": ("decade", lambda token: token.strip("'’‘s")),
    "short_year": ("short_year", lambda token: token[1:]),
    "quarter": ("short_quarter", str.upper),
    "clock": ("clock", str),
    "half_day": ("half_day", str),
    "possessive": ("possessive", str),
}


def _senses_of_digits(token: str) -> Senses:
    number = int(token) if len(token) < 9 else 0
    if len(token) == 4 and _FIRST_YEAR <= number < _LAST_YEAR:
        return {"number": token, "year": token}
    if len(token) <= 2 and 1 <= number <= 31:
        hour = {"hour": token} if number <= 24 else {}
        return {"number": token, "day": token, **hour}
    return {"number": token if number or token == "0" else ""}
