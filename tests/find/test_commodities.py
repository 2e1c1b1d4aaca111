"""Traded goods: which words name one, and with which HS codes."""

import pytest
from brackets import bracketed, marked

from nkpressure.find.commodities import Commodity, find_commodities
from nkpressure.model import Document
from nkpressure.read.regions import find_regions
from nkpressure.read.sentences import find_sentences


def goods_in(text: str) -> list[Commodity]:
    document = Document("test", text)
    regions = find_regions(document)
    return find_commodities(document, regions, find_sentences(document, regions))


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param("It bought [coal] and [iron ore].", id="goods"),
        pytest.param("It sends [North Korean workers abroad] still.", id="whose and where"),
        pytest.param("Ships carried [refined petroleum products] at night.", id="longest"),
        pytest.param("Markets sell [sea cucumbers] and [ginseng].", id="seafood"),
        pytest.param("[수산물] and [海参] are sold.", id="other scripts"),
        pytest.param("He rules with an iron fist over the oil-rich coast.", id="figures of speech"),
        pytest.param("Susan Rice spoke; her silver lining was clear.", id="names"),
        pytest.param("The fuel rods and nuclear fuel stay.", id="reactor"),
        pytest.param("It may lead the talks.", id="verb"),
        pytest.param("Flowers lay before the statues.", id="at home"),
        pytest.param("It exports [statues] to the south.", id="sold abroad"),
    ],
)
def test_marks_goods(shown: str) -> None:
    text, _ = marked(shown)
    assert bracketed(text, [good.span for good in goods_in(text)]) == shown


@pytest.mark.parametrize(
    ("text", "item", "hs", "flow"),
    [
        pytest.param("It sells coal.", "coal", "2701", "DPRK export", id="coal"),
        pytest.param("It buys diesel.", "refined petroleum", "2710", "DPRK import", id="diesel"),
        pytest.param("guest workers", "labour", None, "DPRK service export", id="no code"),
    ],
)
def test_gives_codes(text: str, item: str, hs: str | None, flow: str) -> None:
    [good] = goods_in(text)
    assert (good.item, good.hs, good.flow) == (item, hs, flow)


@pytest.mark.parametrize("text", ["", "\x00coal\ud800", "coal" * 1000, "-coal-"])
def test_survives_odd_text(text: str) -> None:
    assert all(good.span.of(text).lower() == "coal" for good in goods_in(text))
