"""Hedges and boosters: whole cues, longest first, with category and scope."""

import pytest
from brackets import bracketed, marked

from nkpressure.find.hedges import Hedge, Polarity, find_hedges
from nkpressure.model import Document
from nkpressure.read.regions import find_regions
from nkpressure.read.sentences import find_sentences


def hedges(text: str) -> list[Hedge]:
    document = Document("note", text)
    regions = find_regions(document)
    return find_hedges(document, regions, find_sentences(document, regions))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The port [may not] open.", id="modal with its negation"),
        pytest.param("The tally [appears to] have grown [almost] daily.", id="several"),
        pytest.param("Price adjustments followed in May.", id="no word within a word, no month"),
        pytest.param("[If it rains hard], the road closes.", id="short condition whole"),
        pytest.param(
            "[If] the road that leads from the border to the old port is closed, trade ends.",
            id="long condition by its if",
        ),
        pytest.param("It weighs [about] 40 tons, and he spoke about coal.", id="about a number"),
        pytest.param("There are [serious doubts] about it.", id="noun with its adjective"),
        pytest.param("[It is clear that] trade fell.", id="phrase"),
        pytest.param("[I think] they paused.", id="own view"),
    ],
)
def test_marks_each_cue(text: str) -> None:
    plain, _ = marked(text)
    assert bracketed(plain, [hedge.span for hedge in hedges(plain)]) == text


@pytest.mark.parametrize(
    ("text", "category", "polarity"),
    [
        pytest.param("It might rain.", "modal", Polarity.HEDGE, id="modal"),
        pytest.param("It certainly rained.", "epistemic_adverb", Polarity.BOOSTER, id="booster"),
        pytest.param("It reportedly rained.", "hearsay", Polarity.HEDGE, id="hearsay"),
    ],
)
def test_names_category_and_polarity(text: str, category: str, polarity: Polarity) -> None:
    [hedge] = hedges(text)
    assert (hedge.category, hedge.polarity) == (category, polarity)


def test_scope_ends_with_the_clause() -> None:
    text = "The port may open; the road is shut."
    [hedge] = hedges(text)
    assert hedge.scope.of(text) == "may open"
