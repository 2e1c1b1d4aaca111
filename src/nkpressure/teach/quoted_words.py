"""Finds the words that a student quotes in the passage, and asks back where they are unclear.

A quote may be typed with straight marks and other spaces than the text has. [Brackets] within a
quote mark a part of it, so that the words around them say which place is meant.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nkpressure.model import Span

_STRAIGHT = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"}
)
_SHOWN = 50
_CONTEXT = 18


class Found(NamedTuple):
    """Where quoted words stand, or else a sentence that asks back."""

    spans: tuple[Span, ...]
    question: str | None = None


@dataclass(frozen=True, slots=True)
class _Plain:
    """A text with its spaces run together and its marks straightened; `places` lead back."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        return Span(self.places[start], self.places[end - 1] + 1)


def _plain(text: str) -> _Plain:
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text.translate(_STRAIGHT)):
        if not character.isspace():
            characters.append(character)
        elif characters and characters[-1] != " ":
            characters.append(" ")
        else:
            continue
        places.append(place)
    return _Plain("".join(characters), tuple(places))


def find_quotes(quotes: Sequence[str], text: str) -> list[Found]:
    """Find each quote; the same words quoted as often as they stand in the text are taken in order.

    >>> [(found.spans, found.question) for found in find_quotes(["oil  cap"], "The oil cap.")]
    [((Span(start=4, end=11),), None)]
    >>> find_quotes(["a [cap]"], "The cap, then a cap")[0].spans
    (Span(start=16, end=19),)
    """
    times = Counter(" ".join(quote.split()) for quote in quotes)
    used: Counter[str] = Counter()
    found = []
    for quote in quotes:
        words = " ".join(quote.split())
        found.append(_find(quote, text, times[words], used[words]))
        used[words] += 1
    return found


def _find(quote: str, text: str, times: int, which: int) -> Found:
    if not quote.strip():
        return Found((), "one of your quotes is empty; type the words that you mean")
    whole = _places(quote, text)
    if whole:
        return _one_of(quote, text, whole, times, which)
    if "[" in quote or "]" in quote:
        return _bracketed(quote, text)
    return Found((), f"{_shown(quote)} does not stand in the passage; copy the words as they stand")


def _one_of(quote: str, text: str, places: Sequence[Span], times: int, which: int) -> Found:
    if len(places) == 1:
        if which:
            return Found((), f"{_shown(quote)} stands once in the passage; you quote it again")
        return Found((places[0],))
    if times == len(places):
        return Found((places[which],))
    words = text[places[0].start : places[0].end]
    examples = " or ".join(f"“{_around(text, place, words)}”" for place in places[:2])
    return Found(
        (),
        f"{_shown(quote)} stands {len(places)} times in the passage; which one do you mean? Write "
        f"words around it and put it into brackets, as in {examples}",
    )


def _around(text: str, place: Span, words: str) -> str:
    before = text[max(0, place.start - _CONTEXT) : place.start]
    after = text[place.end : place.end + _CONTEXT]
    left = before.partition(" ")[2] if place.start > _CONTEXT else before
    right = after.rpartition(" ")[0] if place.end + _CONTEXT < len(text) else after
    return " ".join(f"{left}[{words}]{right}".split())


def _bracketed(quote: str, text: str) -> Found:
    """Find words with [brackets] among them: what stands in the brackets is meant."""
    bare = quote.replace("[", "").replace("]", "")
    kept = [place for place, character in enumerate(text) if character not in "[]"]
    spans = _places(bare, "".join(text[place] for place in kept))
    if len(spans) != 1:
        often = f"stand {len(spans)} times" if spans else "do not stand"
        return Found(
            (),
            f"the words around your brackets in {_shown(quote)} {often} in the passage; copy more "
            "of it unchanged, and put only brackets into it"
            if spans
            else f"{_shown(quote)} {often} in the passage; copy the words as they stand, and put "
            "only brackets into them",
        )
    inner, problem = _inner(quote)
    if problem:
        return Found((), problem)
    found = []
    base = _plain("".join(text[place] for place in kept))
    first = base.places.index(spans[0].start)
    for start, end in inner:
        span = base.span(first + start, first + end)
        marked = Span(kept[span.start], kept[span.end - 1] + 1)
        # "[T]he" has its brackets from the author; a student who copies them marks nothing.
        if text[marked.start - 1 : marked.start] != "[" or text[marked.end : marked.end + 1] != "]":
            found.append(marked)
    return Found(tuple(found))


def _inner(quote: str) -> tuple[list[tuple[int, int]], str | None]:
    """Return the places in brackets, counted as in the run-together words without brackets."""
    opened: list[int] = []
    places: list[tuple[int, int]] = []
    length, spaced = 0, False
    for character in " ".join(quote.split()):
        if character == "[":
            opened.append(length)
        elif character == "]":
            if not opened:
                return [], f"a bracket in {_shown(quote)} is closed that was never opened"
            start = opened.pop()
            if start == length:
                return [], f"there is nothing between two brackets in {_shown(quote)}"
            places.append((start, length))
        elif not (spaced and character == " "):
            length += 1
            spaced = character == " "
    if opened:
        return [], f"a bracket in {_shown(quote)} is not closed"
    return sorted(places), None


def _places(words: str, text: str) -> list[Span]:
    """Return where words stand, as they are written, else whatever their capitals."""
    plain, wanted = _plain(text), _plain(words).text.strip()
    if not wanted:
        return []
    before = r"(?<!\w)" if wanted[0].isalnum() and wanted[0] < "\u2e80" else ""
    after = r"(?!\w)" if wanted[-1].isalnum() and wanted[-1] < "\u2e80" else ""
    shape = before + re.escape(wanted) + after
    for flags in (0, re.IGNORECASE):
        found = [plain.span(*match.span()) for match in re.finditer(shape, plain.text, flags)]
        if found:
            return found
    return []


def _shown(quote: str) -> str:
    words = " ".join(quote.split())
    return f"“{words if len(words) <= _SHOWN else words[: _SHOWN - 1] + '…'}”"
