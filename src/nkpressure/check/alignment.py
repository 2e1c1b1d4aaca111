"""Aligns a quotation with a source: which stretches of words stand there, and where.

A quotation is read as fragments copied from the source, each as long as can be (as in the
factors of Lempel and Ziv); what lies between two fragments is compared by difflib. All steps are
linear in the lengths of the two texts, the latter within short windows.
"""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from nkpressure.check.quoted_words import Word

SHORTEST_RUN = 3  # words that can show by themselves where a quotation comes from
_FAR_RUN = 6  # words; a run this long counts wherever it stands
_MOST_PLACES = 200  # of one run of words that are looked at
_LARGEST_WINDOW = 2_000  # words beyond which difflib leaves very frequent words out
_EDGE = 2  # words of the source that are looked at beyond the length of an unmatched edge
_MOST = 0.6  # of the words at an edge, which then are looked for beyond a stretch left out
_SLACK = 25  # words of the source that may stand between two fragments and be compared

Keys = Sequence[str]
K = TypeVar("K", str, tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Block:
    """Words that stand alike in both texts: the number of the first in each, and how many."""

    quoted: int
    source: int
    length: int

    @property
    def quoted_end(self) -> int:
        """The number of the first quoted word after it."""
        return self.quoted + self.length

    @property
    def source_end(self) -> int:
        """The number of the first word of the source after it."""
        return self.source + self.length


@dataclass(frozen=True, slots=True)
class Fragment:
    """The longest run of words from a place of the quotation on, and where the source has it."""

    quoted: int
    length: int
    places: tuple[int, ...]

    def nearest(self, wanted: int) -> int:
        """Return the place nearest to the wanted one."""
        return min(self.places, key=lambda place: (abs(place - wanted), place))


class SourceIndex:
    """The words of a source, and where each three of them in a row stand."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = tuple(words)
        self.keys = tuple(word.key for word in words)
        self.runs: dict[tuple[str, ...], list[int]] = {}
        self.places: dict[str, list[int]] = {}
        for place, key in enumerate(self.keys):
            _note(self.places, key, place)
            if place + SHORTEST_RUN <= len(self.keys):
                _note(self.runs, self.keys[place : place + SHORTEST_RUN], place)

    def fragment(self, keys: Keys, at: int) -> Fragment | None:
        """Return the longest run of the quotation's words from `at` on that the source has."""
        whole = len(keys) < SHORTEST_RUN  # two words or one: only all of them tell anything
        length = 1 if whole else SHORTEST_RUN
        found = (
            self.places.get(keys[at])
            if whole
            else self.runs.get(tuple(keys[at : at + SHORTEST_RUN]))
        )
        places = list(found or ())
        keys = tuple(keys)
        while places and at + length < len(keys):
            longer = [
                p for p in places if self.keys[p + length : p + length + 1] == (keys[at + length],)
            ]
            if not longer:
                break
            places, length = longer, length + 1
        if not places or (whole and length < len(keys)):
            return None
        return Fragment(at, length, tuple(places))

    def _after(self, place: int, length: int) -> tuple[str, ...]:
        return self.keys[place + length : place + length + 1]

    def window(self, keys: Keys, weighty: AbstractSet[str]) -> tuple[int, int] | None:
        """Return the stretch in which most of the quotation's weighty words stand together."""
        hits = sorted((place, key) for key in weighty for place in self.places.get(key, ()))
        size = len(keys) + len(keys) // 2 + 4
        best, best_at, first = 0, None, 0
        inside: Counter[str] = Counter()
        for place, key in hits:
            inside[key] += 1
            while hits[first][0] <= place - size:
                left = hits[first][1]
                inside[left] -= 1
                if not inside[left]:
                    del inside[left]
                first += 1
            if len(inside) > best:
                best, best_at = len(inside), hits[first][0]
        if best_at is None:
            return None
        return max(0, best_at - len(keys) // 2), min(len(self.keys), best_at + size)


def _note(places: dict[K, list[int]], key: K, place: int) -> None:
    noted = places.setdefault(key, [])
    if len(noted) < _MOST_PLACES:
        noted.append(place)


def align(pieces: Sequence[Keys], index: SourceIndex, weighty: AbstractSet[str]) -> list[Block]:
    """Return the blocks of a quotation in its own order; `pieces` lie between marks of omission.

    The piece with the longest run is placed first, the others before and after it.

    >>> from nkpressure.check.quoted_words import find_source_words
    >>> index = SourceIndex(find_source_words("we hope that they will honor those commitments"))
    >>> align([["we", "hope", "that", "they", "honor", "those", "commitments"]], index, set())
    [Block(quoted=0, source=0, length=4), Block(quoted=4, source=5, length=3)]
    """
    fragments = [_fragments(piece, index) for piece in pieces]
    longest = [max((f.length for f in found), default=0) for found in fragments]
    pivot = longest.index(max(longest)) if longest else 0
    offsets = [sum(len(piece) for piece in pieces[:number]) for number in range(len(pieces))]
    blocks: dict[int, list[Block]] = {}
    cursor = 0
    for number in range(pivot, len(pieces)):
        blocks[number] = _align_piece(pieces[number], fragments[number], index, cursor, weighty)
        cursor = max([cursor, *(block.source_end for block in blocks[number])])
    cursor = min((block.source for block in blocks.get(pivot, ())), default=len(index.keys))
    for number in range(pivot - 1, -1, -1):
        found = [_up_to(fragment, cursor) for fragment in fragments[number]]
        blocks[number] = _align_piece(pieces[number], found, index, 0, weighty, last=True)
        cursor = min([cursor, *(block.source for block in blocks[number])])
    return [
        Block(block.quoted + offsets[number], block.source, block.length)
        for number in range(len(pieces))
        for block in blocks[number]
    ]


def _up_to(fragment: Fragment, cursor: int) -> Fragment:
    """Keep the places before the cursor, where there are any."""
    before = tuple(p for p in fragment.places if p + fragment.length <= cursor)
    return Fragment(fragment.quoted, fragment.length, before or fragment.places)


def _fragments(keys: Keys, index: SourceIndex) -> list[Fragment]:
    found, at = [], 0
    while at < len(keys):
        fragment = index.fragment(keys, at)
        if fragment is not None:
            found.append(fragment)
        at += fragment.length if fragment is not None else 1
    return found


def _align_piece(
    keys: Keys,
    fragments: Sequence[Fragment],
    index: SourceIndex,
    cursor: int,
    weighty: AbstractSet[str],
    *,
    last: bool = False,
) -> list[Block]:
    if not fragments:
        return _within_window(keys, index, weighty)
    home = max(fragments, key=lambda fragment: fragment.length)
    after = [place for place in home.places if place >= cursor] or list(home.places)
    begin = (after[-1] if last else after[0]) - home.quoted
    reach = 3 * len(keys) + 2 * _SLACK
    anchors = []
    for fragment in fragments:
        place = fragment.nearest(begin + fragment.quoted)
        if fragment.length >= _FAR_RUN or abs(place - begin - fragment.quoted) <= reach:
            anchors.append(Block(fragment.quoted, place, fragment.length))
    return _filled(keys, anchors, index)


def _filled(keys: Keys, anchors: Sequence[Block], index: SourceIndex) -> list[Block]:
    """Compare the words between the anchors, and at both ends, within short windows."""
    first, last = anchors[0], anchors[-1]
    blocks = _at_edge(keys, (0, first.quoted), index, first.source, before=True)
    for anchor, following in zip(anchors, [*anchors[1:], None], strict=True):
        blocks.append(anchor)
        if following is None:
            continue
        between = following.source - anchor.source_end
        unmatched = following.quoted - anchor.quoted_end
        if 0 < between <= 3 * unmatched + _SLACK:
            ends = (anchor.source_end, following.source)
            blocks += _compared(keys, anchor.quoted_end, following.quoted, index, *ends)
    blocks += _at_edge(keys, (last.quoted_end, len(keys)), index, last.source_end, before=False)
    return blocks


def _at_edge(
    keys: Keys, unmatched: tuple[int, int], index: SourceIndex, place: int, *, before: bool
) -> list[Block]:
    """Compare words at an edge with those beside them, farther off only where most stand there."""
    wanted = unmatched[1] - unmatched[0]
    found: list[Block] = []
    for reach in (wanted + _EDGE, wanted + _SLACK):
        low, high = (max(0, place - reach), place) if before else (place, place + reach)
        blocks = _compared(keys, *unmatched, index, low, high)
        enough = reach == wanted + _EDGE or _length(blocks) >= _MOST * wanted
        if enough and _length(blocks) > _length(found):
            found = blocks
    return found


def _length(blocks: Sequence[Block]) -> int:
    return sum(block.length for block in blocks)


def _compared(
    keys: Keys, start: int, end: int, index: SourceIndex, low: int, high: int
) -> list[Block]:
    if start >= end or low >= high:
        return []
    matcher = SequenceMatcher(
        None, keys[start:end], index.keys[low:high], autojunk=high - low > _LARGEST_WINDOW
    )
    return [
        Block(start + match.a, low + match.b, match.size)
        for match in matcher.get_matching_blocks()
        if match.size
    ]


def _within_window(keys: Keys, index: SourceIndex, weighty: AbstractSet[str]) -> list[Block]:
    if len(keys) < SHORTEST_RUN:
        return []
    window = index.window(keys, weighty & set(keys))
    return _compared(keys, 0, len(keys), index, *window) if window else []
