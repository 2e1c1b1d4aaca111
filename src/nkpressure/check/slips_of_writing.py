"""Finds slips of the pen that need no knowledge: doubled words, marks without a partner."""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import islice, pairwise
from operator import eq
from typing import ClassVar, TypeVar

from nkpressure.check.erratum import Erratum, Severity, Slip
from nkpressure.find.dates.words import DateWord
from nkpressure.find.everything import Findings
from nkpressure.find.quotations import Quotation
from nkpressure.model import Annotation, Span
from nkpressure.read.regions import Role
from nkpressure.tables import Tables

Stretch = TypeVar("Stretch", bound=Annotation)


class ErratumUse(StrEnum):
    """What a word does for these checks."""

    ARTIFACT = "artifact"  # what stands beside a text
    BESIDE = "beside"  # where it stands
    BYLINE = "byline"  # what a name follows
    DOUBLES = "doubles"  # may follow itself


@dataclass(frozen=True, slots=True)
class ErratumWord:
    """A word that these checks go by."""

    TABLE: ClassVar[str] = "erratum_words.csv"

    word: str
    use: ErratumUse


# "of of the border", "The the"; names and interjections may double: "Pago Pago"
_DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_]{2,30}+|[aA])(\s{1,5}+)(?=((?i:\1))(?![\w'’-]))")
_SPACED = re.compile(r"[ \u00a0](?<=[^\W\d_].)([,;])(?=\s)")  # "the border , where"
_POINTS = re.compile(r"(?<![,;:])([,;:])\1(?![,;:])|(?<![.\w])(?<=[a-z]{2})\.\.(?!\.)")
_GLUED = re.compile(r"(?<![\w./@])[^\W\d_]*[a-z]{3}([.!?])(?=[A-Z][a-z]{2,}[ ,])")  # "sea.They"
# What every such place holds; a text without it need not be read for the slip.
_POINT_TOO_MUCH = re.compile(r"[,;:.](?<=[ \u00a0][,;]|,,|;;|::|\.\.)")
_LAST_DAY = re.compile(r"3[01]")  # no month lacks a day before them
_POINT_AND_CAPITAL = re.compile(r"[.!?](?=[A-Z][a-z]{2})")
_BRACKETS = re.compile(r"[()\[\]]")
_NO_ASCII_LETTER = {sign: " " for sign in range(128) if not chr(sign).isalpha()}
_LETTERS = re.compile(r"[^\W\d_]+")
_FEW_SIGNS = 60  # that are taken out of a text one after another
_COUNTER = re.compile(r"(?:^|[\s(])\w{1,3}\)")  # "1)", "iv)" open a point of a list
_CLOSES = {")": "(", "]": "["}
_ENDS = frozenset(".!?…:;")
_OPENING = frozenset("“„«「『\"'‘‚‹`")
_STRANGE = (
    (re.compile("\u00a0"), Slip.NBSP, "a no-break space, which a search for a space does not find"),
    (re.compile("[\u00ad\u200b\u2060\ufeff]"), Slip.DAMAGED_TEXT, "a character that is not seen"),
    (
        re.compile("[\ufffdâÃ](?:(?<=\ufffd)|€[^\\s\\w]?|[\u0080-\u00bf])"),
        Slip.DAMAGED_TEXT,
        "what a wrong encoding left",
    ),
)


def find_slips_of_writing(findings: Findings) -> Iterator[Erratum]:
    """Yield doubled words and points, marks without a partner, days that no month has."""
    text = findings.document.text
    for stretches, rule in _rules(findings, text):
        for stretch in stretches:
            found = rule(stretch.span.of(text), findings.tables)
            yield from (_moved(slip, stretch.start) for slip in found)
    for quotation in findings.quotations:
        yield from _quotation_marks(text, quotation)
    yield from _strange_characters(text)


def holding(stretches: Iterable[Stretch], places: Sequence[int]) -> Iterator[Stretch]:
    """Yield the stretches that hold one of the places, which stand in text order."""
    for stretch in stretches if places else ():
        at = bisect_left(places, stretch.span.start)
        if at < len(places) and places[at] < stretch.span.end:
            yield stretch


def _moved(erratum: Erratum, by: int) -> Erratum:
    span = Span(erratum.start + by, erratum.end + by)
    return Erratum(
        span, erratum.rule, erratum.subkind, erratum.severity, erratum.message, erratum.correction
    )


_Rule = Callable[[str, Tables], Iterator[Erratum]]


def _rules(findings: Findings, text: str) -> Iterator[tuple[Iterable[Annotation], _Rule]]:
    """Yield the rules that may find something in the text, and the stretches they may find it in.

    What a rule seeks is looked for in the whole text first, which takes no time.
    """
    sentences = findings.sentences
    if _repeats_word(text):
        yield sentences, _doubled_words
    points = _places(_POINT_TOO_MUCH, text)
    yield holding(sentences, points), _spaces_before_points
    yield holding(sentences, points), _doubled_points
    if "3" in text:
        yield holding(sentences, _places(_LAST_DAY, text)), _impossible_days
    brackets = _places(_BRACKETS, text) if any(map(text.__contains__, "()[]")) else []
    glued = _places(_POINT_AND_CAPITAL, text)
    if brackets or glued:
        paragraphs = [region for region in findings.regions if region.role is Role.BODY]
        yield holding(paragraphs, brackets), _brackets
        yield holding(paragraphs, glued), _glued


def _places(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.start() for match in pattern.finditer(text)]


def _repeats_word(text: str) -> bool:
    """Say whether a word follows itself, whatever stands between: "the the", "no, no"."""
    low = text.lower()
    # quicker by far than the rule itself, which looks at every letter
    odd = () if low.isascii() else [sign for sign in set(low) if _is_odd(sign)]
    if len(odd) <= _FEW_SIGNS:
        for sign in odd:
            low = low.replace(sign, " ")
    # str.translate is quick for ASCII alone
    words = low.translate(_NO_ASCII_LETTER).split() if low.isascii() else _LETTERS.findall(low)
    return any(map(eq, words, islice(words, 1, None)))


def _is_odd(sign: str) -> bool:
    """Say whether a sign is neither ASCII nor a letter: a curly quotation mark, a dash."""
    return sign > "\x7f" and _LETTERS.match(sign) is None


def _doubled_words(words: str, tables: Tables) -> Iterator[Erratum]:
    reached = 0
    for match in _DOUBLED.finditer(words):
        again = match[3]
        if match.start() < reached:  # "etc etc etc" is one slip
            continue
        reached = match.end(3)
        if again.islower() and again not in _words(tables, ErratumUse.DOUBLES):
            span = Span(match.start(1), match.end(3))
            yield _typo(span, "doubled word", f"“{match[1]}” stands twice", match[1])


def _spaces_before_points(words: str, _tables: Tables) -> Iterator[Erratum]:
    for match in _SPACED.finditer(words):
        span = Span(match.start(), match.end())
        yield _typo(span, "space before a point", "A space stands before the point", match[1])


def _doubled_points(words: str, _tables: Tables) -> Iterator[Erratum]:
    for match in _POINTS.finditer(words):
        yield _typo(Span(*match.span()), "doubled point", "The point stands twice", match[0][0])


def _typo(span: Span, rule: str, message: str, correction: str) -> Erratum:
    return Erratum(span, rule, Slip.TYPO, Severity.LOW, f"{message}.", correction)


@cache
def _words(tables: Tables, use: ErratumUse) -> frozenset[str]:
    return frozenset(row.word for row in tables.rows(ErratumWord) if row.use is use)


@cache
def _months(tables: Tables) -> Mapping[str, int]:
    return {row.word: int(row.value) for row in tables.rows(DateWord) if row.kind == "month"}


@cache
def _days(tables: Tables) -> re.Pattern[str]:
    months = "|".join(map(re.escape, _months(tables)))
    before = rf"(?<![\w.,])(?P<day>\d\d)(?:st|nd|th)? (?:of )?(?P<month>{months})\b"
    # "In June 31 people were held" names no day
    after = rf"\b(?P<also>{months}) (?P<last>\d\d)(?:st|nd|th)?(?=[.;)]|, (?:1[89]|20)\d\d)"
    return re.compile(f"{before}|{after}")


def _impossible_days(words: str, tables: Tables) -> Iterator[Erratum]:
    """Yield the days that no year's month has: "31 June"."""
    for match in _days(tables).finditer(words):
        month = match["month"] or match["also"]
        last = monthrange(2000, _months(tables)[month])[1]  # a leap year
        if last < int(match["day"] or match["last"]) <= 31:
            message = f"{month} has {last} days."
            span = Span(*match.span())
            yield Erratum(span, "day beyond the month", Slip.DATE, Severity.MEDIUM, message)


def _glued(words: str, _tables: Tables) -> Iterator[Erratum]:
    for match in _GLUED.finditer(words):
        span = Span(match.start(1), match.end(1))
        message = "No space stands after the point"
        yield _typo(span, "no space after a point", message, f"{match[1]} ")


def _brackets(words: str, _tables: Tables) -> Iterator[Erratum]:
    """Yield the brackets of a paragraph that have no partner in it."""
    counters = {match.end() - 1 for match in _COUNTER.finditer(words)}
    waiting: list[re.Match[str]] = []
    alone: list[re.Match[str]] = []
    for match in _BRACKETS.finditer(words):
        if match[0] not in _CLOSES:
            waiting.append(match)
        elif waiting and waiting[-1][0] == _CLOSES[match[0]]:
            waiting.pop()
        elif match.start() not in counters:
            alone.append(match)
    for match in sorted([*waiting, *alone], key=lambda each: each.start()):
        message = f"“{match[0]}” has no partner in its paragraph."
        span = Span(*match.span())
        yield Erratum(span, "bracket alone", Slip.BRACKET_PAIRING, Severity.LOW, message)


def _quotation_marks(text: str, quotation: Quotation) -> Iterator[Erratum]:
    """Yield a mark that is never closed, or runs on through paragraphs that do not repeat it."""
    if quotation.level or not quotation.content:
        return
    span = Span(quotation.start, max(quotation.content[0].start, quotation.start + 1))
    rule, message = "mark that is not closed", "The quotation that begins here has no end"
    if quotation.closed:
        # A line that ends without a point is one that was wrapped, and no paragraph's last.
        again = (
            part.start
            for before, part in pairwise(quotation.content)
            if before.of(text).rstrip()[-1:] in _ENDS
        )
        if all(text[place - 1] in _OPENING for place in again):
            return
        rule, message = "mark that is not repeated", "The quotation runs on into a new paragraph"
        message += ", which does not open with its mark"
    yield Erratum(span, rule, Slip.QUOTE_MARK_PAIRING, Severity.LOW, f"{message}.")


def _strange_characters(text: str) -> Iterator[Erratum]:
    """Yield the first of each sort, since a page that has one of them often has hundreds."""
    if text.isascii():
        return
    for pattern, slip, told in _STRANGE:
        first = pattern.search(text)
        if first:
            number = sum(1 for _ in pattern.finditer(text))
            others = f"; the text has {number} such places" if number > 1 else ""
            message = f"{told[0].upper()}{told[1:]}{others}."
            yield Erratum(Span(*first.span()), "strange character", slip, Severity.LOW, message)
