"""Finds block quotations that lost their quotation marks.

On the page they stood indented; in the file only the words before them ("As one analysis put
it:"), an indent, a ">" or the voice of the speaker still shows them.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from nkpressure.read.paragraphs import is_list_item
from nkpressure.read.parts import Part, Role
from nkpressure.read.voices import (
    Heard,
    Quoted,
    Voice,
    announces,
    ends_elided,
    going_on,
    heard,
    speakers,
)
from nkpressure.tables import Tables

_CLOSING = {"“": "”", "''": "''", "``": "''", "«": "»", "„": "“", "‘": "’", '"': '"'}
_OPENING = tuple(_CLOSING)
_CLOSED = re.compile(r"(?:[”“\"»’]|'')[\s.,;\d\[\]()]{0,6}$")
_LONGEST_OPEN = 12  # paragraphs that one pair of quotation marks may run over
_SHORT = 80  # characters; short lines without a full stop are a list

# How much a quotation goes on by itself, before its words are looked at.
_ONE_PARAGRAPH = -1
_RELEASED_TEXT = 2
_RELEASED_BY_WIRE = 6  # an agency that carries a statement prints little else
_AHEAD = 3  # paragraphs looked at beyond one whose voice is not clear
_INDENT = 2


def mark_block_quotes(text: str, parts: Sequence[Part], tables: Tables) -> list[Part]:
    """Mark the paragraphs of each block quotation; those of one share a quote_group."""
    marked = list(parts)
    if not any(_may_be_near(text, part) for part in parts):
        return marked
    finder = _Finder(text, marked, tables)
    number, group = 0, 0
    while number < len(marked):
        found = finder.block_at(number)
        if found is None:
            number += 1
            continue
        last, rule = found
        group += 1
        for place in range(number, last + 1):
            if marked[place].is_prose:
                marked[place] = marked[place]._replace(
                    subkind="blockquote", rule=rule, quote_group=f"bq{group}"
                )
        number = last + 1
    return marked


def _may_be_near(text: str, part: Part) -> bool:
    """Say whether a part has one of the signs that every rule for block quotations asks for."""
    if part.replied or part.indent or part.subkind == "post_signature":
        return True
    return ":" in text[max(0, part.span.end - 3) : part.span.end]


class _Finder:
    """Finds the block that begins at a part, given all parts of the page."""

    def __init__(self, text: str, parts: Sequence[Part], tables: Tables) -> None:
        self._parts = list(parts)
        self._words: Callable[[int], str] = lambda number: parts[number].span.of(text)
        self._tables = tables
        self._author: frozenset[str] = frozenset()
        self._heard: dict[int, Heard] = {}
        self._unheard: list[int] = []  # paragraphs of the author whose voice was not asked for
        self._margin = _usual_indent(parts)
        self._by_wire = any(part.rule == "wire dateline" for part in parts[:6])

    def block_at(self, number: int) -> tuple[int, str] | None:
        """Return the last part of the block quotation that begins here, and the rule."""
        if not self._parts[number].is_prose:
            return None
        block = self._by_layout(number) or self._by_signature(number) or self._by_cue(number)
        if block is None:
            self._unheard.append(number)
        return block

    def _hear(self, number: int) -> Heard:
        """Read a paragraph for its voice, which is asked for several times, once."""
        found = self._heard.get(number)
        if found is None:
            found = self._heard[number] = heard(self._words(number), self._tables)
        return found

    def _words_of_author(self) -> frozenset[str]:
        """Return the words for "I" and "we" that the author has used so far."""
        for number in self._unheard:
            self._author |= self._hear(number).first_person
        self._unheard.clear()
        return self._author

    def _by_layout(self, number: int) -> tuple[int, str] | None:
        if self._parts[number].replied:
            return self._run(number, lambda part: part.replied), "reply mark"
        if self._margin is None or self._parts[number].indent < self._margin + _INDENT:
            return None
        if is_list_item(self._words(number)):
            return None
        margin = self._margin
        return self._run(number, lambda part: part.indent >= margin + _INDENT), "indented"

    def _by_signature(self, number: int) -> tuple[int, str] | None:
        """A post stands above its signature: "— Donald J. Trump (@realDonaldTrump) July 5"."""
        after = number + 1
        signed = after < len(self._parts) and self._parts[after].subkind == "post_signature"
        return (number, "signed post") if signed else None

    def _by_cue(self, number: int) -> tuple[int, str] | None:
        if number == 0 or not self._parts[number - 1].is_prose:
            return None
        voice = announces(self._words(number - 1), self._tables)
        if voice is None:
            return None
        if self._words(number).startswith(_OPENING):
            last = self._within_marks(number)
            return (last, "cue and quotation marks") if last is not None else None
        if voice is not Voice.RELEASE and self._is_list(number):
            return None
        prior = self._prior(voice, number)
        return self._while_voiced(number, prior), f"{voice.value} cue"

    def _prior(self, voice: Voice, number: int) -> int:
        if voice is Voice.RELEASE:
            return _RELEASED_BY_WIRE if self._by_wire else _RELEASED_TEXT
        return _RELEASED_TEXT if voice is Voice.DOCUMENT and self._by_wire else _ONE_PARAGRAPH

    def _run(self, number: int, belongs: Callable[[Part], bool]) -> int:
        last = number
        for place in range(number + 1, len(self._parts)):
            if not (self._parts[place].is_prose and belongs(self._parts[place])):
                break
            last = place
        return last

    def _within_marks(self, number: int) -> int | None:
        """Return the part that closes the marks which this one opens, None if mere speech."""
        opening = next(mark for mark in _OPENING if self._words(number).startswith(mark))
        for place in self._following(number, _LONGEST_OPEN):
            words = self._words(place).removeprefix(opening)
            if _shuts(words, opening):
                # “Including with nukes,” Trump responded.
                ends = _CLOSED.search(words) is not None
                return place if ends else None
        last = number
        for place in self._following(number + 1, len(self._parts)):
            if not self._words(place).startswith(opening):
                break
            last = place
        return last

    def _is_list(self, number: int) -> bool:
        members = [self._words(place) for place in self._following(number, 3)]
        items = sum(is_list_item(words) for words in members)
        if items and (items >= 2 or members[0].startswith(("-", "*", "•", "●"))):
            return True
        short = [len(words) <= _SHORT and words[-1] not in ".?!:;…”\"'" for words in members]
        return len(short) >= 2 and all(short[:2])

    def _following(self, number: int, count: int) -> Iterator[int]:
        for place in range(number, min(number + count, len(self._parts))):
            if not self._parts[place].is_prose:
                return
            yield place

    def _while_voiced(self, number: int, prior: int) -> int:
        """Follow the quotation as long as its speaker's voice is heard."""
        last, place = number, number + 1
        cue = self._words(number - 1)
        named = speakers(cue, self._tables)
        own = self._hear(number).first_person
        author = self._words_of_author()
        while place < len(self._parts):
            if not self._parts[place].is_prose:
                # A released text may have headings of its own.
                if prior < _RELEASED_TEXT or self._parts[place].role is not Role.TITLE:
                    break
                place += 1
                continue
            elided = ends_elided(self._words(last))
            quoted = Quoted(named, own - author, author, elided)
            if not self._goes_on(place, quoted, prior):
                break
            own |= self._hear(place).first_person
            last, place = place, place + 1
        return last

    def _goes_on(self, place: int, quoted: Quoted, prior: int) -> bool:
        weight = going_on(self._hear(place), quoted, self._tables)
        if weight + prior > 0:
            return True
        if weight < 0 or not quoted.first_person:
            return False
        # A paragraph that could be either's is the speaker's if the speaker is heard after it.
        for ahead in list(self._following(place, _AHEAD + 1))[1:]:
            weight = going_on(self._hear(ahead), quoted, self._tables)
            if weight:
                return weight + prior > 0
        return False


def _shuts(words: str, opening: str) -> bool:
    """Say whether the words close marks that were opened before them."""
    closing = _CLOSING[opening]
    if words.endswith(opening) and opening == "“":  # a slip: “Fifty-one percent.“
        return True
    if closing == opening:
        return words.count(closing) % 2 == 1
    if closing == "’":  # don’t
        return _CLOSED.search(words) is not None
    return words.count(closing) > words.count(opening)


def _usual_indent(parts: Sequence[Part]) -> int | None:
    """Return the indent that most paragraphs share, None where there is no such margin."""
    prose = sorted(part.indent for part in parts if part.is_prose)
    if len(prose) < 3:
        return None
    usual = prose[len(prose) // 2]
    return usual if prose.count(usual) >= 0.6 * len(prose) else None
