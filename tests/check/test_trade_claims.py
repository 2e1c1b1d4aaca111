"""Trade claims: each figure of these tests was computed by hand from the rows named beside it."""

from pathlib import Path

import pytest

from nkpressure.check.claim_tolerances import tolerance_of
from nkpressure.check.trade_claims import TradeBasis, TradeCheck, check_trade_claims
from nkpressure.find.everything import find_everything
from nkpressure.find.quantity_kinds import Quantity, QuantityKind
from nkpressure.model import Document, Interval, Span
from nkpressure.tables import Tables, read_tables


def checks_of(
    text: str, published: str | None = "2018-09-01", tables: Tables | None = None
) -> list[TradeCheck]:
    interval = Interval.parse(published) if published else None
    found = find_everything(Document("test", text, interval), tables)
    return check_trade_claims(
        found.document, found.quantities, found.sentences, found.actors, found.tables
    )


def basis_of(check: TradeCheck, measure: str, flow: str, currency: str) -> TradeBasis:
    return next(
        basis
        for basis in check.bases
        if (basis.measure, basis.flow, basis.currency) == (measure, flow, currency)
    )


def test_almost_forty_percent_holds_in_yuan_on_the_year_before() -> None:
    [check] = checks_of(
        "China's trade with North Korea rose by almost 40% in yuan from the first quarter of 2016 "
        "to the first quarter of 2017."
    )
    # row 2017Q1 in CNY: total_yoy_pct 37.4, exports 54.5, imports 18.4; 35 <= 37.4 <= 40
    assert check.verdict == "holds"
    total = basis_of(check, "yoy", "total", "CNY")
    assert (total.verdict, total.fit, total.computed, total.difference) == (
        "holds",
        "stated",
        37.4,
        -2.6,
    )
    assert basis_of(check, "yoy", "exports to the DPRK", "CNY").computed == 54.5
    assert basis_of(check, "yoy", "imports from the DPRK", "CNY").computed == 18.4


def test_one_percent_on_the_quarter_before_is_not_reproduced_in_dollars() -> None:
    [check] = checks_of(
        "Trade between China and North Korea is watched closely. Quarter on quarter growth of this "
        "trade through March 2017 was just one percent."
    )
    # 2016-10, -11, -12: 525.2 + 613.2 + 634.7 = 1773.1; 2017-01, -02, -03: 450.9 + 330 + 442.1
    # = 1223.0; 1223.0 / 1773.1 = 0.68975, so the change is -31.0 percent
    basis = basis_of(check, "qoq", "total", "USD")
    assert (basis.base_value, basis.figure) == (pytest.approx(1773.1), pytest.approx(1223.0))
    assert basis.computed == -31.0
    assert basis.arithmetic.endswith("1,223 / 1,773.1 - 1 = -31.0 %")
    assert basis.arithmetic.startswith("(450.9 + 330 + 442.1) / (525.2 + 613.2 + 634.7)")
    assert check.verdict == "open"
    assert basis_of(check, "qoq", "total", "CNY").missing == "2016Q4 total in CNY, or its months"
    # 2017-10, -11, -12: 334.9 + 388 + 312.41 = 1035.31; 2018-01, -02, -03: 215.97 + 112.3 +
    # 154.72 = 482.99; 482.99 / 1035.31 = 0.46652: -53.3 percent, the one other year
    assert check.season is not None
    assert "-53.3 % (2017Q4-2018Q1) (n = 1; too few years" in check.season


def test_north_korean_exports_are_chinese_imports() -> None:
    [check] = checks_of("North Korea's exports to China fell 33 percent in 2017.")
    # 1720 / 2567 = 0.67004: -33.0 percent
    basis = next(each for each in check.bases if each.base_value == 2567)
    assert (check.verdict, basis.flow, basis.computed) == ("holds", "imports from the DPRK", -33.0)


def test_each_vintage_of_a_level_has_a_line() -> None:
    [check] = checks_of("China's trade with North Korea reached $5.06 billion in 2017.")
    figures = {basis.vintage: basis.verdict for basis in check.bases if basis.flow == "total"}
    assert figures["GAC, preliminary (2018-01-12)"] == "holds"
    assert figures["UN Comtrade, final"] == "fails"  # 4,976 million


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param(
            "China's trade with North Korea fell 80 percent in 2017.", "open", id="no yuan for 2016"
        ),
        pytest.param(
            "China's trade with North Korea fell 80 percent in dollar terms in 2017 from a year "
            "earlier.",
            "fails",
            id="wrong in dollars",
        ),
        pytest.param(
            "China's trade with North Korea fell 8 percent in 2011.",
            "not_testable",
            id="no figures",
        ),
        pytest.param("China takes 90 percent of North Korea's trade.", "not_testable", id="share"),
        pytest.param(
            "North Korea is smuggling coal to China at a level that exceeds the quotas.",
            "not_testable",
            id="evasion",
        ),
        pytest.param(
            "China's trade with North Korea remains unchanged.", "open", id="trend without number"
        ),
    ],
)
def test_gives_verdicts(text: str, verdict: str) -> None:
    assert [check.verdict for check in checks_of(text)] == [verdict]


def test_evasion_is_never_refuted() -> None:
    [check] = checks_of(
        "North Korea is smuggling coal to China at a level that exceeds the quotas."
    )
    assert "neither bear out nor refute" in check.message
    assert check.bases == ()


def test_trade_of_other_countries_is_not_checked() -> None:
    assert checks_of("Japan's trade with Canada grew by almost 40% in 2017.") == []


def test_without_a_period_and_a_date_the_claim_stays_open() -> None:
    [check] = checks_of("China's trade with North Korea grew by almost 40%.", published=None)
    assert (check.verdict, check.bases) == ("open", ())


def test_a_user_s_own_series_takes_the_place_of_ours(tmp_path: Path) -> None:
    header = read_tables().text("trade.csv").splitlines()[0]
    rows = ["2011,2011,,,year,50,50,100,USD million,reported,,,,own,,own count,yes,"]
    rows += ["2012,2012,,,year,60,90,150,USD million,reported,,,,own,,own count,yes,"]
    (tmp_path / "trade.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    text = "China's trade with North Korea grew by 50 percent in 2012 from a year earlier."
    [check] = checks_of(text, tables=read_tables(tmp_path))
    assert check.verdict == "holds"
    assert basis_of(check, "yoy", "total", "USD").arithmetic == "150 / 100 - 1 = +50.0 %"


@pytest.mark.parametrize(
    ("approx", "value", "inside", "outside"),
    [
        pytest.param("almost", 40, (35.0, 37.4, 40.0), (34.9, 40.1), id="almost"),
        pytest.param("about", 40, (35.0, 45.0), (34.9, 45.1), id="about"),
        pytest.param("more than", 40, (40.0, 90.0), (39.9,), id="more than"),
        pytest.param("up to", 40, (1.0, 40.0), (40.1,), id="up to"),
        pytest.param("just", 1, (0.5, 1.5), (0.4, 1.6), id="just"),
        pytest.param(None, 40, (39.5, 40.5), (39.4, 40.6), id="as rounded"),
        pytest.param(None, (7, 10), (7.0, 10.0), (6.4, 10.6), id="range"),
    ],
)
def test_tolerates_what_the_words_allow(
    approx: str | None,
    value: int | tuple[int, ...],
    inside: tuple[float, ...],
    outside: tuple[float, ...],
) -> None:
    claim = Quantity(Span(0, 1), "test", QuantityKind.GROWTH, value, "percent", approx, step=1.0)
    tolerance = tolerance_of(claim, read_tables())
    assert tolerance is not None
    assert all(tolerance.holds(figure) for figure in inside)
    assert not any(tolerance.holds(figure) for figure in outside)
