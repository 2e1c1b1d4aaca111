"""The language of cues: words, {lists} and "..." for a few words in between.

A cue such as "{ship} ... barred from {port}" is cut at its gaps into parts; each part stands for
the phrases that its lists give. All parts of all cues are looked for in one pass.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from typing import ClassVar, TypeVar

from nkpressure.errors import BadTableError
from nkpressure.find.inflections import verb_forms
from nkpressure.find.phrases import PhraseMatch
from nkpressure.model import Span
from nkpressure.tables import Tables

T = TypeVar("T")

GAP = " ... "
WORDS_IN_A_GAP = 6
MOST_PHRASES = 20_000  # of one part: a slip such as three long lists in a row is told, not run

_LIST = re.compile(r"\{([^{}]*)\}")
# A gap ends at a clause mark; "U.S.", "Mr.", "40.5" and "57,600" go on.
_CLAUSE_END = re.compile(r",(?!\d)|[;:!?\n—]|(?<!\b[A-Z])(?<!\b[A-Z][a-z])\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class CueList:
    """A named list of words that a cue names in {braces}; `verbs` gives each in all its forms."""

    TABLE: ClassVar[str] = "cue_lists.csv"

    name: str
    verbs: bool
    words: tuple[str, ...]


@cache
def list_words(tables: Tables) -> Mapping[str, tuple[str, ...]]:
    """Return the words of each list; rows of one name add up, a {list} stands for its words."""
    words: dict[str, list[str]] = defaultdict(list)
    for row in tables.rows(CueList):
        for word in row.words:
            inner = _LIST.fullmatch(word)
            if inner is not None and inner[1] not in words:
                raise BadTableError(
                    f"{tables.path(CueList.TABLE)}: the list {row.name} names {word}, "
                    "which must stand above it"
                )
            if inner is not None:
                words[row.name].extend(words[inner[1]])
            else:
                words[row.name].extend(verb_forms(word, tables).all() if row.verbs else (word,))
    return {name: tuple(dict.fromkeys(listed)) for name, listed in words.items()}


def cue_parts(cue: str) -> tuple[str, ...]:
    """Cut a cue at its gaps.

    >>> cue_parts("{ship} ... barred from {port}")
    ('{ship}', 'barred from {port}')
    """
    return tuple(part.strip() for part in f" {cue} ".split(GAP) if part.strip())


def part_phrases(part: str, inflect: bool, tables: Tables) -> Iterator[str]:
    """Give each phrase that a part stands for; `inflect` gives its first word's verb forms too.

    Raises BadTableError where the part names a list that is not there.
    """
    lists = list_words(tables)
    names = _LIST.findall(part)
    unknown = [name for name in names if name not in lists]
    if unknown:
        raise BadTableError(
            f"{tables.path(CueList.TABLE)}: the cue {part!r} names the list "
            f"{', '.join(unknown)}, which is not there"
        )
    choices = [lists[name] for name in names]
    if _size(choices) > MOST_PHRASES:
        raise BadTableError(
            f"{tables.path(CueList.TABLE)}: the cue {part!r} stands for more than "
            f"{MOST_PHRASES} phrases; use a gap ({GAP.strip()}) between its lists"
        )
    if "{" in _LIST.sub("", part) or "}" in _LIST.sub("", part):
        raise BadTableError(
            f"{tables.path(CueList.TABLE)}: the cue {part!r} has a brace without its other one"
        )
    pattern = _LIST.sub("{}", part)
    for choice in product(*choices):
        phrase = pattern.format(*choice)
        yield from verb_forms(phrase, tables).all() if inflect else (phrase,)


def _size(choices: Iterable[Sequence[str]]) -> int:
    size = 1
    for words in choices:
        size *= len(words)
    return size


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue found in a text: its number in the table and the spans of its parts."""

    cue: int
    parts: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the first part to the last."""
        return Span(self.parts[0].start, self.parts[-1].end)

    @property
    def weight(self) -> int:
        """How many characters of the text the cue accounts for."""
        return sum(map(len, self.parts))


Numbered = tuple[int, tuple[int, ...]]  # a cue and its parts, by their numbers
Needing = tuple[int, tuple[int, ...], frozenset[int]]  # with the parts as a set


def by_rarest_part(cues: Sequence[Numbered]) -> Mapping[int, Sequence[Needing]]:
    """Return the cues by the part that fewest others have.

    So a sentence with "they" need not be asked about each cue that begins with "they".
    """
    uses = Counter(part for _, parts in cues for part in set(parts))
    found: dict[int, list[Needing]] = defaultdict(list)
    for cue, parts in cues:
        found[min(parts, key=uses.__getitem__)].append((cue, parts, frozenset(parts)))
    return found


def chained(
    text: str,
    places: Mapping[int, Sequence[PhraseMatch[T]]],
    cues_by_part: Mapping[int, Sequence[Needing]],
) -> list[CueMatch]:
    """Join the parts found in one sentence into cues; the nearest next part counts."""
    matches: list[CueMatch] = []
    for part, found in places.items():
        for cue, parts, needed in cues_by_part.get(part, ()):
            if len(parts) == 1:
                matches.extend([CueMatch(cue, (match.span,)) for match in found])
            elif places.keys() >= needed:
                matches.extend(_chains(text, cue, [places[one] for one in parts]))
    return matches


def _chains(text: str, cue: int, places: Sequence[Sequence[PhraseMatch[T]]]) -> Iterator[CueMatch]:
    at = [0] * len(places)
    for match in places[0]:
        chain = [match]
        for depth, following in enumerate(places[1:], 1):
            while at[depth] < len(following) and following[at[depth]].start <= chain[-1].end:
                at[depth] += 1
            if at[depth] == len(following):
                return
            chain.append(following[at[depth]])
        if all(near(text, left, right) for left, right in pairwise(chain)):
            yield CueMatch(cue, tuple(part.span for part in chain))


def near(
    text: str, left: PhraseMatch[T], right: PhraseMatch[T], words: int = WORDS_IN_A_GAP
) -> bool:
    """Say whether at most so many words, and no end of a clause, lie between two parts."""
    if right.start - left.end > 16 * (words + 1):
        return False
    between = text[left.end : right.start]
    return len(between.split()) <= words and not _CLAUSE_END.search(between)


def heaviest(matches: Sequence[CueMatch]) -> tuple[CueMatch, ...]:
    """Keep the cue that accounts for more of the text where two overlap."""
    if len(matches) == 1:
        return tuple(matches)
    kept: list[CueMatch] = []
    starts: list[int] = []
    for match in sorted(matches, key=lambda match: (-match.weight, len(match.span), match.cue)):
        at = bisect_left(starts, match.span.start)
        free_left = at == 0 or kept[at - 1].span.end <= match.span.start
        free_right = at == len(kept) or match.span.end <= kept[at].span.start
        if free_left and free_right:
            kept.insert(at, match)
            starts.insert(at, match.span.start)
    return tuple(kept)
