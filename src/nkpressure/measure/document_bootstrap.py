"""Draws whole documents anew, outlet by outlet, to see how far a series' figures would wander.

The signals of one document depend on one another, so documents are drawn and not signals.
"""

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DRAWS = 1000
_SEED = 1
_TAIL = 2.5  # per cent on either side
_MOST_WITHOUT = 0.05  # draws that may lack the figure


def document_draws(outlets: Sequence[str | None], draws: int = DRAWS) -> Array:
    """Return how often each document is drawn, one row a draw: the same draws on every run.

    `outlets` names each document's outlet; every outlet keeps its number of documents.

    >>> document_draws(["a", "a", "b"], draws=2).sum(axis=1).tolist()
    [3.0, 3.0]
    """
    chance = random.Random(_SEED)
    members: dict[str | None, list[int]] = {}
    for place, outlet in enumerate(outlets):
        members.setdefault(outlet, []).append(place)
    drawn = np.zeros((draws, len(outlets)))
    for row in drawn:
        for places in members.values():
            row += np.bincount(chance.choices(places, k=len(places)), minlength=len(outlets))
    return drawn


def middle_95(figures: Array) -> tuple[Array, Array]:
    """Return the lower and the upper end of the middle 95 per cent of the draws, a column each.

    The first axis is the draws; NaN is a draw without the figure. Where more than one draw in
    twenty has none, there are no ends (NaN).

    >>> low, high = middle_95(np.arange(101.0).reshape(101, 1))
    >>> low.tolist(), high.tolist()
    ([2.5], [97.5])
    """
    without = np.isnan(figures).mean(axis=0) > _MOST_WITHOUT
    known = np.where(without, 0.0, figures)
    if not known.size:
        return known.sum(axis=0), known.sum(axis=0)
    ends = np.nanpercentile(known, [_TAIL, 100 - _TAIL], axis=0)
    low, high = (np.where(without, np.nan, end) for end in ends)
    return low, high
