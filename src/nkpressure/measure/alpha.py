"""Krippendorff's alpha: agreement beyond chance, for any number of coders and with gaps.

What is coded is a unit; a unit's ratings stand in the order of the coders, None where a coder
said nothing of it. Alpha is 1 where all agree, 0 where they agree as chance would have it, and None
where chance alone would make them agree: everything that was coded has one value.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import permutations
from typing import TypeVar

V = TypeVar("V", bound=Hashable)

Ratings = Sequence[V | None]
Coincidences = Mapping[tuple[V, V], float]
Difference = Callable[[V, V], float]


def alpha_nominal(units: Iterable[Ratings[V]]) -> float | None:
    """Return alpha where two values are the same or not (Krippendorff 2019, chapter 12).

    >>> alpha_nominal([("tighten", "tighten"), ("loosen", "loosen"), ("tighten", "loosen")])
    0.4444444444444444
    """
    return alpha_of(coincidences(units))


def alpha_ordinal(units: Iterable[Ratings[V]], order: Mapping[V, int]) -> float | None:
    """Return alpha where values have ranks: the farther apart two are, the more they differ.

    A rating without a rank counts as not given.

    >>> ranks = {"loosen": 0, "maintain": 1, "tighten": 2}
    >>> alpha_ordinal([("tighten", "maintain"), ("loosen", "loosen")], ranks)
    0.8333333333333334
    """
    ranked = [[None if rating is None else order.get(rating) for rating in unit] for unit in units]
    counted = coincidences(ranked)
    return alpha_of(counted, ordinal_difference(counted))


def coincidences(units: Iterable[Ratings[V]]) -> dict[tuple[V, V], float]:
    """Count the pairs of values that coders gave to the same unit; they add up over units.

    A unit weighs as many ratings as it has; one with fewer than two pairs nothing.
    """
    counted: dict[tuple[V, V], float] = defaultdict(float)
    # Many units are rated alike, so each way of rating is counted once.
    for unit, times in Counter(map(tuple, units)).items():
        given = [rating for rating in unit if rating is not None]
        for pair in permutations(given, 2):
            counted[pair] += times / (len(given) - 1)
    return dict(counted)


def alpha_of(counted: Coincidences[V], difference: Difference[V] | None = None) -> float | None:
    """Return alpha from coincidences, by a squared difference of two values (nominal if none)."""
    sums = totals(counted)
    whole = sum(sums.values())
    if difference is None:
        observed = sum(number for (one, other), number in counted.items() if one != other)
        expected = whole**2 - sum(number**2 for number in sums.values())
    else:
        observed = sum(number * difference(*pair) for pair, number in counted.items())
        expected = sum(
            sums[one] * sums[other] * difference(one, other) for one in sums for other in sums
        )
    # A sum of squares can miss a square by a rounding error where there is one value only.
    return 1 - observed * (whole - 1) / expected if expected > 1e-9 * whole**2 else None


def totals(counted: Coincidences[V]) -> dict[V, float]:
    """Return how often each value was given, by the ratings that could be paired."""
    sums: dict[V, float] = {}
    for (value, _), number in counted.items():
        sums[value] = sums.get(value, 0) + number
    return sums


def ordinal_difference(counted: Coincidences[int]) -> Difference[int]:
    """Return the ordinal metric: the square of how many ratings lie between two ranks."""
    sums = totals(counted)
    below: dict[int, float] = {}
    passed = 0.0
    for rank in sorted(sums):
        below[rank] = passed + sums[rank] / 2
        passed += sums[rank]
    return lambda one, other: (below[one] - below[other]) ** 2
