"""Goods against the resolutions; the expected answers are read from the resolutions' own dates."""

import pytest

from nkpressure.check.commodities import CommodityCheck, check_commodities
from nkpressure.find.everything import find_everything
from nkpressure.model import Document, Interval

COAL, WOOD = (2270, 2321, 2371), (2397,)


def checks_of(text: str, published: str | None) -> list[CommodityCheck]:
    interval = Interval.parse(published) if published else None
    found = find_everything(Document("test", text, interval))
    return check_commodities(found.document, found.commodities, found.actors, found.tables)


def test_sea_cucumbers_and_ginseng_sold_in_july_2018_are_banned_exports() -> None:
    cucumbers, ginseng = checks_of(
        "Shops offered North Korean sea cucumbers and ginseng.", "2018-07-23"
    )
    assert (cucumbers.status, cucumbers.resolutions) == ("banned", (2371,))
    assert (ginseng.status, ginseng.resolutions) == ("banned", (2397,))
    assert str(cucumbers.since) == "2017-08-05"
    assert str(ginseng.since) == "2017-12-22"
    assert any(source.startswith("seacucumber: https://") for source in cucumbers.sources)
    assert any(source.startswith("ginseng: https://") for source in ginseng.sources)


@pytest.mark.parametrize(
    ("text", "published", "status", "resolutions"),
    [
        pytest.param("North Korea sells coal.", "2016-01-01", "not_yet", COAL, id="early"),
        pytest.param("North Korea sells coal.", "2017-07-08", "capped", (2321,), id="cap"),
        pytest.param("North Korea sells coal.", "2017-08-06", "banned", (2371,), id="ban"),
        pytest.param(
            "North Korea sells coal.", "2017-08-01/2017-08-09", "capped", (2321,), id="interval"
        ),
        pytest.param("North Korea sells wood.", "2017-12-20/2017-12-30", "perhaps", WOOD, id="3"),
        pytest.param("North Korea sells wood.", None, "undated", (2397,), id="no date"),
        pytest.param("North Korea buys diesel.", "2018-07-23", "capped", (2397,), id="quota"),
        pytest.param("North Korea sells wigs.", "2018-07-23", "not_sanctioned", (), id="free"),
        pytest.param("Iran sells coal.", "2018-07-23", "other_trade", (), id="another country"),
        pytest.param("North Korea buys wheat.", "2018-07-23", "not_in_table", (), id="no row"),
        pytest.param(
            "North Korean workers abroad earn it.",
            "2018-07-23",
            "restricted",
            (2371, 2375, 2397),
            id="labour",
        ),
        pytest.param("North Korea sells minerals.", "2018-07-23", "partly", None, id="wide word"),
    ],
)
def test_says_what_held_on_the_day(
    text: str, published: str | None, status: str, resolutions: tuple[int, ...] | None
) -> None:
    [check] = checks_of(text, published)
    assert check.status == status
    if resolutions is not None:
        assert check.resolutions == resolutions


def test_names_the_cap_and_the_exemption() -> None:
    [check] = checks_of("North Korea buys diesel.", "2018-07-23")
    assert "cap of 500,000 barrels per year" in check.message
    assert "exempt: livelihood" in check.message
