"""Per cent agreement, Cohen's and Fleiss' kappa and Gwet's AC1, of units and their ratings.

A unit's ratings stand in the order of the coders, None where a coder said nothing of it. A figure
is None where it has no meaning: no unit with two ratings, or only one value in use.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from nkpressure.measure.alpha import Ratings, V


def percent_agreement(units: Sequence[Ratings[V]]) -> float | None:
    """Return the mean share of pairs of coders that agree on a unit, from 0 to 1.

    >>> percent_agreement([("tighten", "tighten", "loosen")])
    0.3333333333333333
    """
    rated = [(unit, times) for unit, times in _counted(units) if unit.total() > 1]
    number = sum(times for _, times in rated)
    return sum(times * _agreeing(unit) for unit, times in rated) / number if number else None


def cohen_kappa(units: Sequence[Ratings[V]]) -> float | None:
    """Return Cohen's kappa (1960); of more than two coders the mean of all pairs (Light 1971).

    Chance is that of the two coders' own habits. A pair counts the units that both have rated.

    >>> cohen_kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5
    """
    coders = max((len(unit) for unit in units), default=0)
    kappas = [_kappa_of_pair(units, *pair) for pair in combinations(range(coders), 2)]
    known = [kappa for kappa in kappas if kappa is not None]
    return sum(known) / len(known) if known else None


def _kappa_of_pair(units: Sequence[Ratings[V]], first: int, second: int) -> float | None:
    both = [
        (unit[first], unit[second])
        for unit in units
        if unit[first] is not None and unit[second] is not None
    ]
    if not both:
        return None
    ours, theirs = Counter(one for one, _ in both), Counter(other for _, other in both)
    expected = sum(ours[value] * theirs[value] for value in ours) / len(both) ** 2
    observed = sum(one == other for one, other in both) / len(both)
    return (observed - expected) / (1 - expected) if expected < 1 else None


def fleiss_kappa(units: Sequence[Ratings[V]]) -> float | None:
    """Return Fleiss' kappa (1971), with Gwet's handling of missing ratings (2014).

    Chance is that of the values' shares, averaged over the units.

    >>> round(fleiss_kappa([("a", "a", "b"), ("b", "b", "b")]), 3)
    0.25
    """
    shares = _shares(units)
    return _beyond_chance(units, sum(share**2 for share in shares.values()))


def gwet_ac1(units: Sequence[Ratings[V]], values: int | None = None) -> float | None:
    """Return Gwet's AC1 (2008), which stays steady where one value prevails.

    `values` is how many values there were to choose from; without it, those in use are counted.

    >>> gwet_ac1([("a", "a"), ("a", "a"), ("a", "b"), ("a", "a")])
    0.68
    """
    shares = _shares(units)
    number = values or len(shares)
    if number < 2:
        return None
    chance = sum(share * (1 - share) for share in shares.values()) / (number - 1)
    return _beyond_chance(units, chance)


def _beyond_chance(units: Sequence[Ratings[V]], chance: float) -> float | None:
    observed = percent_agreement(units)
    # A sum of shares can miss 1 by a rounding error where there is one value only.
    if observed is None or chance > 1 - 1e-12:
        return None
    return (observed - chance) / (1 - chance)


def _counted(units: Sequence[Ratings[V]]) -> list[tuple[Counter[V], int]]:
    """Return the values of the units that were rated, and how many units were rated just so."""
    ways = Counter(map(tuple, units))
    counted = [(Counter(r for r in unit if r is not None), times) for unit, times in ways.items()]
    return [(values, times) for values, times in counted if values]


def _agreeing(ratings: Counter[V]) -> float:
    number = ratings.total()
    return sum(times * (times - 1) for times in ratings.values()) / (number * (number - 1))


def _shares(units: Sequence[Ratings[V]]) -> dict[V, float]:
    """Return each value's share, a unit counting the same however many coders rated it."""
    rated = _counted(units)
    number = sum(times for _, times in rated)
    shares: dict[V, float] = {}
    for unit, times in rated:
        for value, given in unit.items():
            shares[value] = shares.get(value, 0.0) + times * given / unit.total() / number
    return shares
