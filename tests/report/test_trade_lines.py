"""The drawn series: gaps stay gaps, claimed periods are marked, and the words tell the finding."""

from pathlib import Path

from nkpressure.check.trade_claims import TradeCheck, Verdict
from nkpressure.find.quantity_kinds import Quantity, QuantityKind
from nkpressure.model import Span
from nkpressure.report.trade_lines import plot_trade
from nkpressure.tables import Tables, read_tables

HEADER = read_tables().text("trade.csv").splitlines()[0]


def series_of(folder: Path, *months: str) -> Tables:
    rows = [
        f"{month},2017,,,month,10,20,30,USD million,reported,,,,own,,own,yes," for month in months
    ]
    (folder / "trade.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return read_tables(folder)


def claim(*period: str) -> TradeCheck:
    quantity = Quantity(Span(0, 1), "test", QuantityKind.GROWTH, 1, "percent", period=period)
    return TradeCheck(quantity, Verdict.OPEN, "")


def test_a_month_without_a_figure_is_a_gap(tmp_path: Path) -> None:
    drawn = plot_trade([], series_of(tmp_path, "2017-01", "2017-02", "2017-04"))
    [axes] = drawn.figure.axes
    total = [list(line.get_xdata()) for line in axes.lines][:2]
    assert [len(run) for run in total] == [2, 1]


def test_the_words_name_extremes_and_claimed_periods(tmp_path: Path) -> None:
    tables = series_of(tmp_path, "2017-01", "2017-02", "2017-03")
    alt = plot_trade([claim("2016Q4", "2017Q1")], tables).alt
    assert "Total: 3 months, highest 30 in 2017-01" in alt
    assert alt.endswith("Marked: 2016-10 to 2016-12, 2017-01 to 2017-03.")


def test_says_so_where_there_is_nothing_to_draw(tmp_path: Path) -> None:
    assert "no monthly figures" in plot_trade([], series_of(tmp_path)).alt
