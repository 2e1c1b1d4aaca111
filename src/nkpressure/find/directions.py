"""The direction of a mention: what its code does to the pressure, and which words turn that.

A cue has an effect on the instrument ("lift": less of it, "resume": more of it); what less or
more of it means follows from the code: less of a sanction loosens, fewer talks tighten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import ClassVar

from nkpressure.find.word_classes import Word, Words
from nkpressure.model import Span


class Direction(StrEnum):
    """What the mention means for the net pressure on the final target."""

    TIGHTEN = "tighten"
    LOOSEN = "loosen"
    MAINTAIN = "maintain"
    AMBIGUOUS = "ambiguous"


class Effect(StrEnum):
    """What a word does to the instrument that it governs."""

    MORE = "more"
    LESS = "less"
    SAME = "same"
    OPEN = "open"  # talk of the thing, in no direction


class Place(StrEnum):
    """Where the word stands, seen from the mention."""

    OBJECT = "object"  # a verb right before it: "lift sanctions"
    NOUN = "noun"  # a noun and a preposition before it: "the easing of sanctions"
    SUBJECT = "subject"  # a verb or adjective after it: "sanctions were eased"
    MODIFIER = "modifier"  # within the phrase: "new sanctions"
    CLAUSE = "clause"  # farther to the left in the clause: "oppose any further sanctions"


@dataclass(frozen=True, slots=True)
class DirectionCue:
    """A word that says more, less or the same of the instruments it governs.

    `codes` limits it to codes or families; `code` is what the mention then becomes.
    """

    TABLE: ClassVar[str] = "direction_cues.csv"

    cue: str
    verb: bool
    effect: Effect
    places: tuple[str, ...]
    codes: tuple[str, ...]
    code: str | None

    def governs(self, code: str) -> bool:
        """Say whether the cue speaks to an instrument of that code."""
        return not self.codes or code in self.codes or code[0] in self.codes


@dataclass(frozen=True, slots=True)
class Turn:
    """A direction cue found where it governs a mention."""

    span: Span
    cue: DirectionCue
    place: Place
    negated: bool = False

    @property
    def effect(self) -> Effect:
        """The effect, turned about where the cue is negated ("not lifted" leaves all the same)."""
        if not self.negated:
            return self.cue.effect
        return _NEGATED[self.cue.effect]


_NEGATED = {
    Effect.MORE: Effect.LESS,
    Effect.LESS: Effect.SAME,
    Effect.SAME: Effect.LESS,
    Effect.OPEN: Effect.OPEN,
}

_OPPOSITE = {
    Direction.TIGHTEN: Direction.LOOSEN,
    Direction.LOOSEN: Direction.TIGHTEN,
    Direction.MAINTAIN: Direction.MAINTAIN,
    Direction.AMBIGUOUS: Direction.AMBIGUOUS,
}

Found = tuple[Span, tuple[DirectionCue, ...]]

CLAUSE_REACH = 10  # words between "oppose", "call for" and the mention
SUBJECT_REACH = 4  # words between the mention and "were eased"


def direction_of(base: Direction, standing: Direction, turns: Sequence[Turn]) -> Direction:
    """Return the direction: `standing` where no cue turns it, else what the cues make of `base`.

    >>> direction_of(Direction.TIGHTEN, Direction.MAINTAIN, [])
    <Direction.MAINTAIN: 'maintain'>
    """
    direction = standing
    near = [turn for turn in turns if turn.place is not Place.CLAUSE]
    if near:
        direction = _applied(near[0].effect, base, standing)
    for turn in turns:
        if turn.place is Place.CLAUSE:
            return _farther(turn.effect, base, direction)
    return direction


def _applied(effect: Effect, base: Direction, standing: Direction) -> Direction:
    match effect:
        case Effect.MORE:
            return base
        case Effect.LESS:
            return _OPPOSITE[base]
        case Effect.SAME:
            return Direction.MAINTAIN
    return Direction.AMBIGUOUS


def _farther(effect: Effect, base: Direction, direction: Direction) -> Direction:
    """Let the clause's verb act: opposing a tightening loosens, opposing a relief maintains."""
    if effect is Effect.LESS:
        return Direction.MAINTAIN if direction is _OPPOSITE[base] else _OPPOSITE[base]
    if direction in (Direction.MAINTAIN, Direction.AMBIGUOUS):
        return _applied(effect, base, direction)
    return direction


def find_turns(
    words: Words, mention: Span, head: Span, code: str, found: Sequence[Found]
) -> list[Turn]:
    """Return the cues that govern a mention, the closest kind of place first."""
    turns = []
    for span, cues in found:
        for cue in cues:
            place = _place(words, mention, head, span, cue) if cue.governs(code) else None
            if place is not None:
                turns.append(Turn(span, cue, place, _negated(words, mention, span)))
    order = list(Place)
    return sorted(turns, key=lambda turn: (order.index(turn.place), -turn.span.start))


def _place(words: Words, mention: Span, head: Span, span: Span, cue: DirectionCue) -> Place | None:
    if span.end <= mention.start:
        return _place_before(words, mention, span, cue)
    if span.start >= mention.end:
        reached = Place.SUBJECT in cue.places and _follows(words, mention, span)
        return Place.SUBJECT if reached else None
    inside = Place.MODIFIER in cue.places or Place.OBJECT in cue.places
    return Place.MODIFIER if inside and span.end <= head.start else None


def _place_before(words: Words, mention: Span, span: Span, cue: DirectionCue) -> Place | None:
    between = words.all[words.first_from(span.end) : words.first_from(mention.start)]
    names = [word.name for word in between]
    if Place.OBJECT in cue.places and all(name in ("adverb", "quote") for name in names):
        return Place.OBJECT
    if Place.NOUN in cue.places and names == ["preposition"]:
        return Place.NOUN
    if Place.CLAUSE in cue.places and len(names) <= CLAUSE_REACH and _one_clause(between):
        return Place.CLAUSE
    return None


def _one_clause(between: Sequence[Word]) -> bool:
    if any(word.name == "terminator" or word.text in ".;:" for word in between):
        return False
    return not any(  # "rejected the resolution and vowed to respond"
        word.name == "conjunction" and after.text.endswith("ed")
        for word, after in pairwise(between)
    )


def _follows(words: Words, mention: Span, span: Span) -> bool:
    """Tell "sanctions have not been eased" from "sanctions, which the ministry eased"."""
    between = words.all[words.first_from(mention.end) : words.first_from(span.start)]
    if len(between) > SUBJECT_REACH:
        return False
    return all(word.name in ("auxiliary", "adverb", "quote", "negation") for word in between)


def _negated(words: Words, mention: Span, span: Span) -> bool:
    """Say whether a "not" stands right before the cue, or between it and its subject."""
    at = words.first_from(span.start)
    return any(words.name(at - back) == "negation" for back in (1, 2, 3)) and (
        span.start >= mention.end or words.name(at - 1) in ("negation", "auxiliary", "adverb")
    )
