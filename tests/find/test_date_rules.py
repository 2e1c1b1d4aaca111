"""Which rules of dates are tried at all: none that has a match may be passed over."""

import random
import re

import pytest

from nkpressure.find.dates.finder import RULES
from nkpressure.find.dates.needs import needed_kinds
from nkpressure.find.dates.patterns import RuleBook, in_letters
from nkpressure.find.dates.words import lexicon
from nkpressure.tables import read_tables

_ROWS = 400  # for each rule, of its own kinds, so that most rules match by chance
_WORDS_IN_ROW = 12


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        pytest.param("<month> <day>", [{"month"}, {"day"}], id="one after the other"),
        pytest.param("<the>? <month>", [{"month"}], id="without what is optional"),
        pytest.param("(?P<part> <part> | <edge> ) <year>", [{"part", "edge"}, {"year"}], id="or"),
        pytest.param("(?: <the> <edge> <of> )? <year>", [{"year"}], id="optional group"),
        pytest.param("(?: <approx> | <up> <to> ){0,2} <year>", [{"year"}], id="up to twice"),
        pytest.param("<approx>* (?: <up> <to> ){,2} <year>", [{"year"}], id="any number of times"),
        pytest.param("(?<= <in> | <of> ) <year> (?! <unit> )", [{"year"}], id="looks around"),
        pytest.param("(?: <a>? | <number> ) <unit>", [{"unit"}], id="one way is nothing"),
        pytest.param(
            "(?: <a> (?: <day> | <hour> ) | <number> )", [{"a", "day", "hour", "number"}], id="deep"
        ),
        pytest.param("<month> | <year> <day>", [{"month", "year", "day"}], id="or at the top"),
    ],
)
def test_what_a_pattern_cannot_do_without(pattern: str, needed: list[set[str]]) -> None:
    assert needed_kinds(pattern) == needed


def test_no_match_lacks_what_its_rule_needs() -> None:
    words, matching = lexicon(read_tables()), 0
    for rule in RULES:
        read = in_letters(rule, words)
        kinds = re.findall(r"(?<!\?P)<(\w+)>", rule.pattern)
        letters = sorted({letter for kind in kinds for letter in words.letters_of(kind)})
        chance = random.Random(rule.name)
        rows = ["".join(chance.choices(letters, k=_WORDS_IN_ROW)) for _ in range(_ROWS)]
        matches = [match for row in rows for match in read.expression.finditer(row)]
        matching += bool(matches)
        assert all(RuleBook([read]).matchable(match.group()) for match in matches), rule.name
    assert matching > 0.8 * len(RULES)
