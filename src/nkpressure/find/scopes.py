"""Which words govern a mention: a cue with an effect, a side, a reach, and what ends its scope.

The manner is that of ConText (Harkema et al. 2009): "if", "urged", "refused to" reach forward to
the next end of a clause; "is on the table" reaches back.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from nkpressure.find.word_classes import Words
from nkpressure.model import Span


class Side(StrEnum):
    """Where the governed mention stands, seen from the cue."""

    FORWARD = "forward"  # the cue stands before the mention
    BACKWARD = "backward"  # the cue stands after the mention


class Mode(StrEnum):
    """The speech act or the state of the instrument, as in the codebook."""

    ACTION_TAKEN = "action_taken"
    ANNOUNCED = "announced"
    DEMANDED = "demanded"
    THREATENED = "threatened"
    PROMISED = "promised"
    PREDICTED = "predicted"
    ASSESSED = "assessed"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True)
class ModeCue:
    """A phrase that sets the mode or the polarity of the mentions in its scope.

    `reach` counts words; `verb` gives the cue's first word in all its forms.
    """

    TABLE: ClassVar[str] = "mode_cues.csv"

    cue: str
    verb: bool
    mode: Mode | None
    polarity: str | None
    side: Side
    reach: int


@dataclass(frozen=True, slots=True)
class Scoped:
    """A mode cue found at a place."""

    span: Span
    cue: ModeCue


def governing(words: Words, mention: Span, found: Sequence[Scoped]) -> list[Scoped]:
    """Return the cues whose scope holds the mention, the nearest first; `found` is in text order.

    A cue within the mention governs it as well ("talks that could be held").
    """
    near = _neighbours(mention, found)
    holding = [scoped for scoped in near if _holds(words, mention, scoped)]
    return sorted(holding, key=lambda scoped: _distance(mention, scoped.span))


def prevailing(scopes: Sequence[Scoped]) -> Mode | None:
    """Return the mode that the cues over a mention, the nearest first, give it together.

    The nearest decides, and what stands over the doing goes before the doing: "will hold". A
    plan to demand is a plan: "are going to press for a resolution".
    """
    with_mode = [scoped for scoped in scopes if scoped.cue.mode is not None]
    if not with_mode:
        return None
    nearest = min(with_mode, key=lambda scoped: scoped.cue.mode is Mode.ACTION_TAKEN)
    if nearest.cue.mode is Mode.DEMANDED:
        for other in with_mode:
            before = nearest.span.start - other.span.end
            if other.cue.mode is Mode.ANNOUNCED and 0 <= before <= 1:
                return Mode.ANNOUNCED
    return nearest.cue.mode


MOST_NEIGHBOURS = 8  # cues that are looked at on either side


def _neighbours(mention: Span, found: Sequence[Scoped]) -> Sequence[Scoped]:
    at = bisect_left(found, mention.start, key=lambda scoped: scoped.span.start)
    return found[max(0, at - MOST_NEIGHBOURS) : at + MOST_NEIGHBOURS]


def _distance(mention: Span, cue: Span) -> int:
    return max(mention.start - cue.end, cue.start - mention.end, 0)


def _holds(words: Words, mention: Span, scoped: Scoped) -> bool:
    cue = scoped.span
    if cue.end <= mention.start:
        wanted, left, right = Side.FORWARD, cue.end, mention.start
    elif mention.end <= cue.start:
        wanted, left, right = Side.BACKWARD, mention.end, cue.start
    else:
        return True
    if scoped.cue.side is not wanted:
        return False
    first, last = words.first_from(left), words.first_from(right)
    if wanted is Side.FORWARD and words.text(first) == "that":
        first += 1  # "demanded that the ban be lifted"
    if last - first > scoped.cue.reach:
        return False
    return not any(
        word.name == "terminator" or word.text in ".;:" for word in words.all[first:last]
    )
