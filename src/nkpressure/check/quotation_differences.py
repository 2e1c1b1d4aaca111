"""What differs between a quotation and its source, each difference typed and placed in both.

Whether a difference is marked (a letter or words in brackets, dots) is the author's doing; what
it means is the reader's to judge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from nkpressure.check.alignment import Block
from nkpressure.check.quoted_words import (
    QuotedText,
    Word,
    plain_letters,
    plain_marks,
    same_typography,
)
from nkpressure.model import Span


class DifferenceKind(StrEnum):
    """In what a quotation departs from its source."""

    OMISSION = "omission"  # words of the source are left out
    ADDITION = "addition"  # words that the source lacks
    SUBSTITUTION = "substitution"  # other words in their place
    WORD_FORM = "word_form"  # another spelling or inflection
    CAPITAL = "capital"  # a letter set large or small
    PUNCTUATION = "punctuation"
    ORDER = "order"  # what follows stands earlier in the source
    TYPOGRAPHY = "typography"  # quotation marks, dashes, spaces


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference, where it stands in the article and in the source, and whether it is marked.

    A span of no length is the place where words are left out, or where they are put in.
    """

    kind: DifferenceKind
    marked: bool
    quoted: Span
    source: Span


_ALIKE = 0.75  # of the letters of two words that count as forms of one
_CLOSING = frozenset({"", ",", ".", '"', ',"', '."', '",', '".'})


@dataclass(frozen=True, slots=True)
class _Texts:
    quoted: QuotedText
    source: Sequence[Word]
    article: str
    source_text: str


def find_differences(
    quoted: QuotedText,
    source: Sequence[Word],
    blocks: Sequence[Block],
    article: str,
    source_text: str,
) -> list[Difference]:
    """Return all differences between a quotation and the source along their common blocks."""
    texts = _Texts(quoted, source, article, source_text)
    pairs = [
        (block.quoted + step, block.source + step)
        for block in blocks
        for step in range(block.length)
    ]
    if not pairs:
        return []
    found = list(_at_edge(texts, 0, pairs[0][0], pairs[0][1]))
    for number, (at, place) in enumerate(pairs):
        if number:
            found += _between(texts, pairs[number - 1], (at, place))
        found += _of_word(texts, at, place)
    at, place = pairs[-1]
    found += _at_edge(texts, at + 1, len(quoted.words), place + 1)
    if at + 1 == len(quoted.words):
        found += _closing(texts, place)
    return found


def _of_word(texts: _Texts, at: int, place: int) -> Iterator[Difference]:
    word, said = texts.quoted.words[at], texts.source[place]
    shown, original = word.span.of(texts.article), said.span.of(texts.source_text)
    if shown == original:
        return
    letters, others = plain_letters(shown), plain_letters(original)
    if letters == others:
        kind = DifferenceKind.TYPOGRAPHY
    elif letters.replace(".", "") == others.replace(".", ""):
        kind = DifferenceKind.PUNCTUATION  # "US" for "U.S."
    else:
        kind = DifferenceKind.CAPITAL
    if kind is not DifferenceKind.TYPOGRAPHY or not word.marked:
        yield Difference(kind, word.marked, word.span, said.span)


def _between(
    texts: _Texts, before: tuple[int, int], after: tuple[int, int]
) -> Iterator[Difference]:
    (left, from_place), (right, to_place) = before, after
    words = texts.quoted.words
    here = Span(words[left].span.end, words[right].span.start)
    if to_place <= from_place:
        yield Difference(DifferenceKind.ORDER, False, here, texts.source[to_place].span)
        yield from _unmatched(texts, left + 1, right, _point(texts, to_place))
        return
    there = Span(texts.source[from_place].span.end, texts.source[to_place].span.start)
    left_out = texts.source[from_place + 1 : to_place]
    if right - left == 1 and not left_out:
        yield from _marks(texts, right, here, there)
        return
    missing = Span(left_out[0].span.start, left_out[-1].span.end) if left_out else None
    yield from _changed(texts, left + 1, right, missing, there)


def _marks(texts: _Texts, right: int, here: Span, there: Span) -> Iterator[Difference]:
    """Compare what stands between two words that follow each other in both texts."""
    gap, original = texts.quoted.gaps[right], there.of(texts.source_text)
    if gap.insertion is not None:
        yield Difference(DifferenceKind.ADDITION, True, gap.insertion, Span(there.end, there.end))
    if gap.elision is not None:
        dots = plain_marks(gap.elision.of(texts.article).strip("[]"))
        if dots not in plain_marks(original):  # marks an omission where nothing was left out
            yield Difference(DifferenceKind.PUNCTUATION, True, gap.elision, there)
    elif gap.insertion is None and gap.marks != original:
        same = same_typography(gap.marks, original)
        kind = DifferenceKind.TYPOGRAPHY if same else DifferenceKind.PUNCTUATION
        yield Difference(kind, False, here, there)


def _changed(
    texts: _Texts, start: int, end: int, missing: Span | None, there: Span
) -> Iterator[Difference]:
    """Type what lies between two matched words: words left out, put in, or put in their place."""
    gaps = texts.quoted.gaps[start : end + 1]
    elision = next((gap.elision for gap in gaps if gap.elision is not None), None)
    insertion = next((gap.insertion for gap in gaps if gap.insertion is not None), None)
    point = Span(there.end, there.end)
    own = texts.quoted.words[start:end]
    if elision is not None and missing is not None:
        yield Difference(DifferenceKind.OMISSION, True, elision, missing)
        missing = None
    if insertion is not None:
        kind = DifferenceKind.ADDITION if missing is None else DifferenceKind.SUBSTITUTION
        yield Difference(kind, True, insertion, missing or point)
        missing = None
    if own:
        yield _put_in(texts, own, missing, point)
    elif missing is not None:
        place = texts.quoted.words[end].span.start
        yield Difference(DifferenceKind.OMISSION, False, Span(place, place), missing)


def _put_in(texts: _Texts, own: Sequence[Word], missing: Span | None, point: Span) -> Difference:
    quoted = Span(own[0].span.start, own[-1].span.end)
    marked = all(word.marked for word in own)
    if missing is None:
        return Difference(DifferenceKind.ADDITION, marked, quoted, point)
    shown, original = quoted.of(texts.article), missing.of(texts.source_text)
    one_each = len(own) == 1 and len(original.split()) == 1
    alike = one_each and _ratio(shown, original) >= _ALIKE
    kind = DifferenceKind.WORD_FORM if alike else DifferenceKind.SUBSTITUTION
    return Difference(kind, marked, quoted, missing)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, plain_letters(one).lower(), plain_letters(other).lower()).ratio()


def _at_edge(texts: _Texts, start: int, end: int, place: int) -> Iterator[Difference]:
    """Words before the first or after the last that the source has."""
    point = _point(texts, place)
    insertion = texts.quoted.gaps[0 if start == 0 else -1].insertion
    if insertion is not None:
        yield Difference(DifferenceKind.ADDITION, True, insertion, point)
    yield from _unmatched(texts, start, end, point)


def _unmatched(texts: _Texts, start: int, end: int, point: Span) -> Iterator[Difference]:
    own = texts.quoted.words[start:end]
    if own:
        yield _put_in(texts, own, None, point)


def _point(texts: _Texts, place: int) -> Span:
    if place < len(texts.source):
        start = texts.source[place].span.start
        return Span(start, start)
    end = texts.source[-1].span.end
    return Span(end, end)


def _closing(texts: _Texts, place: int) -> Iterator[Difference]:
    """Compare the marks after the last word: a closing comma or full stop is typography."""
    gap, last = texts.quoted.gaps[-1], texts.source[place].span
    if gap.elision is not None or gap.insertion is not None:
        return
    limit = texts.source[place + 1].span.start if place + 1 < len(texts.source) else None
    after = Span(last.end, len(texts.source_text) if limit is None else limit)
    marks, original = gap.marks.rstrip(), after.of(texts.source_text)
    if plain_marks(original).startswith(plain_marks(marks).strip()) and marks[:1] == original[:1]:
        return
    if not marks:
        return
    there = Span(last.end, min(after.end, last.end + len(marks)))
    here = texts.quoted.words[-1].span.end
    same = plain_marks(original).startswith(plain_marks(marks).strip())
    typography = same or plain_marks(marks).strip() in _CLOSING
    kind = DifferenceKind.TYPOGRAPHY if typography else DifferenceKind.PUNCTUATION
    yield Difference(kind, False, Span(here, here + len(marks)), there)
