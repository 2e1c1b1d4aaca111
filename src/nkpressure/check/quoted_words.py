"""The words of a quotation and of a source, and what stands between them, for comparing the two.

Offsets stay those of the untouched texts: a word is a span with a key, and only keys are compared.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nkpressure.find.alterations import Alteration, AlterationKind
from nkpressure.model import Span

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"(?:[^\W_{_CJK}]|\u00ad)"
# "U.S.", a Chinese character, "[T]he", "sanction[s]", "don’t"
_WORD = re.compile(
    rf"""
    (?:[A-Z]\.){{2,}}
    | [{_CJK}]
    | (?:\[\w{{1,4}}\](?={_LETTER}))? {_LETTER}+
      (?:['’ʼ]{_LETTER}+)* (?:\[\w{{1,4}}\]{_LETTER}*)*
    """,
    re.VERBOSE,
)
_QUOTES = str.maketrans(dict.fromkeys("\"“”„‟«»‹›‘’‚‛'`´″′", '"'))
_APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼ`´′", "'"))
_DASHES = re.compile(r"\s*(?:-{2,}|[\-‐‑‒–—―−])\s*")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BRACKETS = str.maketrans("", "", "[]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; `marked` says that the author changed a letter of it in brackets."""

    span: Span
    key: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two words of a quotation: plain marks, and the author's own changes."""

    marks: str
    elision: Span | None = None
    insertion: Span | None = None


@dataclass(frozen=True, slots=True)
class QuotedText:
    """A quotation's own words; `gaps[n]` stands before word n, the last gap after all words."""

    words: tuple[Word, ...]
    gaps: tuple[Gap, ...]


def find_source_words(text: str) -> list[Word]:
    """Return the words of a source.

    >>> [word.key for word in find_source_words("The U.S. didn’t pause -- it didn't.")]
    ['the', 'us', "didn't", 'pause', 'it', "didn't"]
    """
    return [_word(match) for match in _WORD.finditer(text)]


def find_quoted_words(
    text: str, content: Sequence[Span], changes: Sequence[Alteration]
) -> QuotedText:
    """Return the words of a quotation without the author's insertions, and the gaps between them.

    A letter in brackets belongs to its word: "[T]he" counts as "the", and is marked.
    """
    words: list[Word] = []
    gaps: list[Gap] = []
    gap = Gap("")
    for number, span in enumerate(content):
        if number:
            gap = _with(gap, marks="\n")
        for marks, piece in _pieces(text, span, changes):
            gap = _with(gap, marks=marks)
            if isinstance(piece, Word):
                words.append(piece)
                gaps.append(gap)
                gap = Gap("")
            elif piece is not None:
                gap = _after_change(gap, piece)
    return QuotedText(tuple(words), (*gaps, gap))


def same_typography(one: str, other: str) -> bool:
    r"""Say whether two stretches of marks mean the same: quotation marks, dashes, spaces apart.

    >>> same_typography(" — ", "--"), same_typography(",\n“", ", '"), same_typography(", ", "; ")
    (True, True, False)
    """
    return plain_marks(one) == plain_marks(other)


def plain_marks(marks: str) -> str:
    """Return punctuation in its plainest form; spaces count only where nothing else stands."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", marks).translate(_QUOTES))
    plain = _DASHES.sub("-", plain.replace("''", '"').replace('""', '"'))
    kept = "".join(plain.split())
    return kept or (" " if plain else "")


def plain_letters(word: str) -> str:
    """Return a word with plain apostrophes and without what cannot be seen; capitals stay."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", word).translate(_APOSTROPHES))
    return plain.translate(_BRACKETS)


def _word(match: re.Match[str]) -> Word:
    shown = match[0]
    key = plain_letters(shown).casefold()
    return Word(Span(*match.span()), key.replace(".", ""), "[" in shown)


def _pieces(
    text: str, span: Span, changes: Sequence[Alteration]
) -> Iterator[tuple[str, Word | Alteration | None]]:
    """Give each word and each change, with the marks before it; last, the marks at the end."""
    inside = [change for change in changes if span.contains(change.span)]
    stops = [change.span.start for change in inside]
    at, number = span.start, 0
    while at < span.end:
        match = _WORD.search(text, at, span.end)
        while number < len(inside) and inside[number].span.end <= at:
            number += 1
        # A change that begins before the next word begins is a gap, unless the word holds it.
        if number < len(inside) and (match is None or stops[number] < match.start()):
            change = inside[number]
            yield text[at : change.span.start], change
            at = change.span.end
        elif match is not None:
            yield text[at : match.start()], _word(match)
            at = match.end()
        else:
            break
    yield text[at : span.end], None


def _with(gap: Gap, marks: str) -> Gap:
    return Gap(gap.marks + marks, gap.elision, gap.insertion)


def _after_change(gap: Gap, change: Alteration) -> Gap:
    if change.kind is AlterationKind.ELISION:
        return Gap(gap.marks, change.span, gap.insertion)
    if change.kind in (AlterationKind.INSERTION, AlterationKind.CASE):
        return Gap(gap.marks, gap.elision, change.span)
    return gap  # "[sic]", "[emphasis added]": nothing was changed
