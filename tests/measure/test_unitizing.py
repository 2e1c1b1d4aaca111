"""The alphas of unitizing: the published example, and two independent ways to work them out."""

import math
from collections import Counter
from fractions import Fraction
from itertools import permutations

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nkpressure.measure.unitizing import Piece, flattened, pooled, unitize, unitizing_alphas

CLOSE = 1e-9
quick = settings(max_examples=100, deadline=None)


def pieces(*units: tuple[int, int, str]) -> list[Piece]:
    """Take units as the literature prints them: first and last place, both included, from 1."""
    return [Piece(first - 1, last, value) for first, last, value in units]


# Three observers of a continuum of 60: Krippendorff et al. (2016), and Content Analysis (2019),
# figure 12.11.
OBSERVERS = [
    pieces((1, 7, "1"), (8, 13, "2"), (31, 32, "5"), (33, 37, "6"), (38, 44, "6"), (45, 60, "7")),
    pieces((1, 7, "1"), (8, 13, "3"), (14, 21, "5"), (33, 44, "6")),
    pieces((1, 7, "1"), (8, 13, "4"), (14, 21, "5"), (33, 37, "6"), (38, 41, "6"), (42, 44, "6")),
]


def test_published_example():
    alphas = unitizing_alphas(unitize(OBSERVERS, 60))
    assert round(alphas.units, 3) == 0.510
    assert alphas.boundaries == pytest.approx(0.413, abs=0.001)  # printed .413; unrounded .4136
    assert round(alphas.coding, 3) == 0.724
    assert {value: each.alpha for value, each in alphas.values.items()} == {
        **dict.fromkeys("156", 1),
        **dict.fromkeys("234", pytest.approx(0)),
        "7": None,
    }
    assert alphas.values["5"].coverage == pytest.approx(8 / 18)
    assert alphas.values["7"].coverage == 0


@st.composite
def coded_texts(draw, longest_unit=6):
    length = draw(st.integers(1, 40))
    coders = []
    for _ in range(draw(st.integers(2, 4))):
        units, place = [], 0
        while place < length:
            size = draw(st.integers(1, min(longest_unit, length - place)))
            value = draw(st.sampled_from([None, None, "a", "b", "c"]))
            if value is not None:
                units.append(Piece(place, place + size, value))
            place += size
        coders.append(units)
    return coders, length


def figures_by_character(coders, length):
    """Work uα and |uα out from a table of characters rather than from intersections."""
    table = [[None] * length for _ in coders]
    for row, units in zip(table, coders, strict=True):
        for unit in units:
            row[unit.start : unit.end] = [unit.value] * (unit.end - unit.start)
    observed = Counter()
    for one, other in permutations(table, 2):
        for pair in zip(one, other, strict=True):
            observed[pair] += 1 / (len(coders) - 1)
    sums = Counter(value for row in table for value in row)
    itself = Counter()
    for row, units in zip(table, coders, strict=True):
        itself[None] += row.count(None)
        for unit in units:
            itself[unit.value] += (unit.end - unit.start) ** 2
    whole = sum(sums.values())
    scale = 1 / (whole - sum(itself.values()) / whole) if whole**2 > sum(itself.values()) else 0
    differing = sum(number for (one, other), number in observed.items() if one != other)
    chance = sum(sums[one] * sums[other] for one, other in permutations(sums, 2)) * scale
    apart = sum(number for pair, number in observed.items() if pair[0] is None is not pair[1])
    chance_apart = sums[None] * (whole - sums[None]) * scale
    return (
        1 - differing / chance if chance > CLOSE else None,
        1 - apart / chance_apart if chance_apart > CLOSE else None,
    )


@quick
@given(coded_texts())
def test_same_by_intersections_and_by_characters(coded):
    alphas = unitizing_alphas(unitize(*coded))
    for ours, theirs in zip(
        (alphas.units, alphas.boundaries), figures_by_character(*coded), strict=True
    ):
        assert (ours is None) == (theirs is None)
        assert ours is None or math.isclose(ours, theirs, abs_tol=CLOSE)


def coding_by_character(coders, length):
    """Work cuα and (k)uα out from a table of characters: those that both of a pair have marked.

    A unit counts as far as it meets the others' units, and what meets is taken off the
    coincidences that chance gives, as it cannot be drawn twice.
    """
    numbered = list(enumerate(coders))
    at = [[None] * length for _ in coders]
    for row, units in zip(at, coders, strict=True):
        for unit in units:
            row[unit.start : unit.end] = [unit] * (unit.end - unit.start)
    weight = Fraction(1, len(coders) - 1)
    observed, itself = Counter(), Counter()
    for (one, _), (other, _) in permutations(numbered, 2):
        for mine, yours in zip(at[one], at[other], strict=True):
            if mine is not None and yours is not None:
                observed[mine.value, yours.value] += weight
    for coder, units in numbered:
        for unit in units:
            met = sum(
                weight
                for other, _ in numbered
                if other != coder
                for place in range(unit.start, unit.end)
                if at[other][place] is not None
            )
            itself[unit.value] += met**2
    return observed, itself


@quick
@given(coded_texts())
def test_coding_alphas_are_those_of_a_table_of_characters(coded):
    observed, itself = coding_by_character(*coded)
    sums = Counter()
    for (value, _), number in observed.items():
        sums[value] += number
    whole = sum(sums.values())
    ours = unitizing_alphas(unitize(*coded))
    free = whole**2 - sum(itself.values())
    if whole == 0 or free <= 0:
        assert ours.coding is None
        return
    scale = Fraction(whole) / free
    differing = sum(number for (one, other), number in observed.items() if one != other)
    chance = sum(sums[one] * sums[other] for one, other in permutations(sums, 2)) * scale
    if chance == 0:
        assert ours.coding is None
    else:
        assert math.isclose(ours.coding, 1 - differing / chance, abs_tol=CLOSE)
    for value, length in sums.items():
        apart = sum(sums[value] * sums[other] for other in sums if other != value) * scale
        if apart:
            wrong = length - observed[value, value]
            # (k)uα: 1 - (observed share of other values) / (expected share of other values)
            row = (length * whole - itself[value]) * scale / whole
            expected = apart / whole / row if row else 0
            assert math.isclose(
                ours.values[value].alpha, 1 - (wrong / length) / expected, abs_tol=CLOSE
            )


@quick
@given(coded_texts(longest_unit=1))
def test_units_of_one_character_give_the_alpha_of_coding(coded):
    coders, length = coded
    codes = {"a": 1, "b": 2, "c": 3}
    data = np.zeros((len(coders), length))
    for row, units in zip(data, coders, strict=True):
        for unit in units:
            row[unit.start] = codes[unit.value]
    ours = unitizing_alphas(unitize(coders, length)).units
    if ours is None:
        assert len(np.unique(data)) == 1
        return
    theirs = krippendorff.alpha(data, level_of_measurement="nominal", value_domain=[0, 1, 2, 3])
    assert math.isclose(ours, theirs, abs_tol=CLOSE)


@quick
@given(coded_texts())
def test_identical_coders_agree_wholly(coded):
    coders, length = coded
    alphas = unitizing_alphas(unitize([coders[0]] * 3, length))
    for figure in (alphas.units, alphas.boundaries, alphas.coding):
        assert figure is None or math.isclose(figure, 1)


def test_the_table_of_characters_gives_the_published_example():
    observed, itself = coding_by_character(OBSERVERS, 60)
    sums = Counter()
    for (value, _), number in observed.items():
        sums[value] += number
    whole = sum(sums.values())
    differing = sum(number for (one, other), number in observed.items() if one != other)
    chance = sum(sums[one] * sums[other] for one, other in permutations(sums, 2))
    figure = 1 - differing * (whole**2 - sum(itself.values())) / (chance * whole)
    assert round(float(figure), 3) == 0.724


def test_texts_are_laid_end_to_end():
    # A text of two halves, coded apart, has the same coincidences as the halves together.
    left = [Piece(0, 3, "a")], [Piece(0, 4, "a")]
    right = [Piece(2, 5, "b")], [Piece(2, 5, "a")]
    both = [
        [*one, *(Piece(piece.start + 10, piece.end + 10, piece.value) for piece in other)]
        for one, other in zip(left, right, strict=True)
    ]
    apart = pooled([unitize(left, 10), unitize(right, 10)])
    assert unitizing_alphas(apart) == unitizing_alphas(unitize(both, 20))


def test_nothing_marked_says_nothing():
    alphas = unitizing_alphas(unitize([[], []], 50))
    assert (alphas.units, alphas.boundaries, alphas.coding, alphas.values) == (None, None, None, {})


def test_overlapping_units_of_one_coder_are_refused_unless_flattened():
    overlapping = [Piece(0, 6, "a"), Piece(4, 9, "b")]
    with pytest.raises(ValueError, match="overlaps"):
        unitize([overlapping, []], 10)
    kept, cut = flattened(overlapping)
    assert (kept, cut) == ([Piece(0, 6, "a"), Piece(6, 9, "b")], 2)
    assert unitize([kept, []], 10)
