"""The figures of agreement against published examples and against NLTK and krippendorff."""

import math
from fractions import Fraction
from itertools import permutations

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from nkpressure.measure.alpha import alpha_nominal, alpha_ordinal
from nkpressure.measure.kappas import cohen_kappa, fleiss_kappa, gwet_ac1, percent_agreement

CLOSE = 1e-9
quick = settings(max_examples=150, deadline=None)

# Four coders, twelve units, with gaps: Krippendorff (2011), example C; Gwet's "raw 4 raters".
FOUR_CODERS = [
    *zip(
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
        strict=True,
    )
]

values = st.sampled_from("abcd")
units_of_two = st.lists(st.tuples(values, values), min_size=2, max_size=40)
units_of_three = st.lists(st.tuples(values, values, values), min_size=2, max_size=30)
ranks = st.one_of(st.none(), st.integers(0, 4))
units_with_gaps = st.lists(st.tuples(ranks, ranks, ranks, ranks), min_size=1, max_size=30)


def task(units):
    return AnnotationTask(
        data=[
            (str(coder), str(number), value)
            for number, unit in enumerate(units)
            for coder, value in enumerate(unit)
        ]
    )


def test_published_figures_of_four_coders():
    order = {rank: rank for rank in range(1, 6)}
    assert round(alpha_nominal(FOUR_CODERS), 3) == 0.743
    assert round(alpha_ordinal(FOUR_CODERS, order), 3) == 0.815
    # Gwet (2014), Handbook of Inter-Rater Reliability, the same data
    assert round(percent_agreement(FOUR_CODERS), 5) == 0.81818
    assert round(fleiss_kappa(FOUR_CODERS), 5) == 0.76117
    assert round(gwet_ac1(FOUR_CODERS), 5) == 0.77544


def test_cohen_kappa_of_two_raters_on_fifty_proposals():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: (0.70 - 0.50) / (1 - 0.50)
    units = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert math.isclose(cohen_kappa(units), 0.4)


def test_ac1_stays_where_kappa_collapses():
    # 118 of 125 agree, but nearly all units are "no": kappa says that nothing was agreed
    units = [("no", "no")] * 118 + [("yes", "no")] * 5 + [("no", "yes")] * 2
    share_of_yes = 7 / 250
    chance = 2 * share_of_yes * (1 - share_of_yes)
    assert math.isclose(gwet_ac1(units), (118 / 125 - chance) / (1 - chance))
    assert gwet_ac1(units) > 0.9
    assert cohen_kappa(units) < 0


def test_fleiss_kappa_of_ten_subjects_and_fourteen_raters():
    table = [
        (0, 0, 0, 0, 14),
        (0, 2, 6, 4, 2),
        (0, 0, 3, 5, 6),
        (0, 3, 9, 2, 0),
        (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0),
        (3, 2, 6, 3, 0),
        (2, 5, 3, 2, 2),
        (6, 5, 2, 1, 0),
        (0, 2, 2, 3, 7),
    ]
    units = [[grade for grade, times in enumerate(row) for _ in range(times)] for row in table]
    assert round(fleiss_kappa(units), 3) == 0.210


@quick
@given(units_of_two)
def test_cohen_kappa_is_that_of_nltk(units):
    kappa = cohen_kappa(units)
    if kappa is not None:
        assert math.isclose(kappa, task(units).kappa(), abs_tol=CLOSE)


@quick
@given(units_of_three)
def test_three_coders_are_those_of_nltk(units):
    alpha, fleiss = alpha_nominal(units), fleiss_kappa(units)
    if alpha is None:
        assert len({value for unit in units for value in unit}) == 1
        return
    assert math.isclose(alpha, task(units).alpha(), abs_tol=CLOSE)
    # NLTK's pi of several coders is Fleiss' kappa
    assert math.isclose(fleiss, task(units).pi(), abs_tol=CLOSE)


def shares_and_agreement(units):
    """Return each value's share and the agreement, as fractions, from the definitions.

    Written after Gwet (2014): a unit counts the same however many coders rated it, and agreement
    is that of two ratings drawn from one unit without putting back.
    """
    rated = [[value for value in unit if value is not None] for unit in units]
    rated = [unit for unit in rated if unit]
    several = [unit for unit in rated if len(unit) > 1]
    values = sorted({value for unit in rated for value in unit})
    shares = {
        value: sum(Fraction(unit.count(value), len(unit)) for unit in rated) / len(rated)
        for value in values
    }
    drawn = [[one == other for one, other in permutations(unit, 2)] for unit in several]
    agreement = sum(Fraction(sum(pairs), len(pairs)) for pairs in drawn) / (len(drawn) or 1)
    return shares, agreement, bool(several)


@quick
@given(units_with_gaps)
def test_fleiss_and_ac1_with_gaps_are_those_of_their_definitions(units):
    shares, agreement, known = shares_and_agreement(units)
    by_chance = {
        fleiss_kappa: sum(share**2 for share in shares.values()),
        gwet_ac1: sum(share * (1 - share) for share in shares.values()) / max(len(shares) - 1, 1),
    }
    for figure, chance in by_chance.items():
        ours = figure(units)
        if not known or len(shares) < 2:
            assert ours is None
        else:
            assert math.isclose(ours, (agreement - chance) / (1 - chance), abs_tol=CLOSE)


@quick
@given(units_of_two)
def test_ac1_of_two_coders_and_two_values_is_gwets_first_formula(units):
    # Gwet (2008): chance is 2q(1 - q), where q is the mean share of the first value
    yes_or_no = [tuple("yes" if value in "ab" else "no" for value in unit) for unit in units]
    q = Fraction(sum(unit.count("yes") for unit in yes_or_no), 2 * len(yes_or_no))
    agreed = Fraction(sum(one == other for one, other in yes_or_no), len(yes_or_no))
    chance = 2 * q * (1 - q)
    ours = gwet_ac1(yes_or_no)
    if ours is None:
        assert q in (0, 1)
    else:
        assert math.isclose(ours, (agreed - chance) / (1 - chance), abs_tol=CLOSE)


@quick
@given(units_of_two)
def test_cohen_kappa_is_that_of_its_table(units):
    ours, values = cohen_kappa(units), sorted({value for unit in units for value in unit})
    number = len(units)
    agreed = Fraction(sum(one == other for one, other in units), number)
    chance = sum(
        Fraction(sum(one == v for one, _ in units), number)
        * Fraction(sum(other == v for _, other in units), number)
        for v in values
    )
    if chance == 1:
        assert ours is None
    else:
        assert math.isclose(ours, (agreed - chance) / (1 - chance), abs_tol=CLOSE)


@quick
@given(units_with_gaps)
def test_alpha_with_gaps_is_that_of_krippendorff(units):
    data = np.array(units, dtype=float).T
    for level, ours in (
        ("nominal", alpha_nominal(units)),
        ("ordinal", alpha_ordinal(units, {rank: rank for rank in range(5)})),
    ):
        if ours is None:
            continue
        theirs = krippendorff.alpha(data, level_of_measurement=level, value_domain=list(range(5)))
        assert math.isclose(ours, theirs, abs_tol=CLOSE)


@pytest.mark.parametrize(
    "units",
    [
        pytest.param([], id="nothing"),
        pytest.param([("a", None), (None, "a")], id="no unit with two ratings"),
        pytest.param([("a", "a"), ("a", "a")], id="one value"),
    ],
)
def test_says_nothing_where_chance_explains_all(units):
    assert alpha_nominal(units) is None
    assert cohen_kappa(units) is None
    assert fleiss_kappa(units) is None
    assert gwet_ac1(units) is None


def test_one_value_still_has_its_per_cent():
    assert percent_agreement([("a", "a"), ("a", "a")]) == 1


def test_a_rating_without_a_rank_is_not_given():
    order = {"loosen": 0, "maintain": 1, "tighten": 2}
    units = [("tighten", "maintain"), ("loosen", "loosen"), ("tighten", "ambiguous")]
    assert alpha_ordinal(units, order) == alpha_ordinal(units[:2], order)
