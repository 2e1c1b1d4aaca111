import warnings
from datetime import date
from itertools import combinations

import matplotlib
import pandas as pd
import pytest

from nkpressure.model import Interval
from nkpressure.report.calendar_ticks import calendar_ticks
from nkpressure.report.timeline import plot_timeline
from nkpressure.report.timeline_rows import Bar, Side, merged, rows_of, shown_ends, window_of

PUBLISHED = Interval(date(2018, 7, 23), date(2018, 7, 23))
ROWS = [
    ("July 20", date(2018, 7, 20), date(2018, 7, 20), "day", "reported"),
    ("today (오늘)", date(2018, 7, 23), date(2018, 7, 23), "day", "quoted"),
    ("now", date(2018, 7, 23), date(2018, 7, 23), "day", "quoted"),
    ("March", date(2018, 3, 1), date(2018, 3, 31), "month", "reported"),
    ("since April $1", date(2018, 4, 1), None, "range", "reported"),
    ("the war", date(1950, 6, 25), date(1953, 7, 27), "range", "reported"),
    ("recently", None, None, "vague", "reported"),
]
DATES = pd.DataFrame(ROWS, columns=["text", "first_day", "last_day", "precision", "layer"])
EVENTS = pd.DataFrame(
    [("Singapore summit", date(2018, 6, 12), date(2018, 6, 12))],
    columns=["name", "first_day", "last_day"],
)


def day_bar(day: date, label: str = "a day") -> Bar:
    return Bar("reported", "day", day, day, label)


def test_draws_the_same_bytes_again_without_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first = plot_timeline(DATES, EVENTS, PUBLISHED).to_png()
        with matplotlib.rc_context({"font.size": 40, "axes.facecolor": "black"}):
            again = plot_timeline(DATES, EVENTS, PUBLISHED).to_png()
    assert first == again


def test_states_what_is_dated_and_what_is_not_drawn():
    assert plot_timeline(DATES, EVENTS, PUBLISHED).alt == (
        "The time that the text speaks of: 6 dates on the calendar, 2 of them in quotations, and "
        "1 event of the table. From 25 June 1950 to 23 July 2018. 4 lie before the publication "
        "(23 July 2018) and 0 after it. Outside the time drawn: the war (1950). "
        "1 expression of time without a day, not drawn."
    )


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        pytest.param(DATES.head(0), "no date is named that has a day.", id="nothing"),
        pytest.param(DATES.tail(1), "; 1 expression of time without a day.", id="vague words only"),
    ],
)
def test_says_so_where_there_is_nothing_to_draw(dates: pd.DataFrame, said: str):
    figure = plot_timeline(dates, EVENTS.head(0), PUBLISHED)
    assert figure.alt.endswith(said)
    assert figure.to_png().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param(date(1, 1, 1), date(1, 1, 2), id="the first days"),
        pytest.param(date(9999, 12, 30), date(9999, 12, 31), id="the last days"),
        pytest.param(date(1, 1, 1), date(9999, 12, 31), id="all days"),
        pytest.param(None, date(2018, 7, 1), id="open start"),
    ],
)
def test_draws_the_ends_of_the_calendar(first: date | None, last: date | None):
    row = pd.DataFrame([("then", first, last, "range", "reported")], columns=DATES.columns)
    assert plot_timeline(row, EVENTS.head(0)).to_png().startswith(b"\x89PNG")


def test_the_window_leaves_out_a_far_war_and_keeps_the_year():
    bars = [day_bar(date(2018, month, 1)) for month in range(1, 8)]
    war = Bar("reported", "range", date(1950, 6, 25), date(1953, 7, 27), "the war")
    window = window_of([*bars, war], PUBLISHED)
    assert window.first.year in (2017, 2018)
    assert window.first <= date(2018, 1, 1)
    assert window.last >= PUBLISHED.last


def test_the_window_holds_a_war_where_there_is_nothing_else():
    war = Bar("reported", "range", date(1950, 6, 25), date(1953, 7, 27), "the war")
    window = window_of([war], None)
    assert window.first <= date(1950, 6, 25)
    assert window.last >= date(1953, 7, 27)


def test_dates_of_one_day_share_a_line_and_events_do_not():
    day = date(2018, 7, 20)
    words = merged([day_bar(day, "July 20"), day_bar(day, "then"), day_bar(day, "then")])
    assert [(bar.label, bar.mentions) for bar in words] == [("July 20; then", 3)]
    events = [Bar("event", "event", day, day, name) for name in ("a summit", "a launch")]
    assert len(merged(events)) == 2


def test_labels_cover_nothing_in_their_row():
    window = Interval(date(2018, 1, 1), date(2018, 12, 31))
    bars = [day_bar(date(2018, 1 + at % 12, 1 + at), f"label {at}") for at in range(24)]
    rows = list(rows_of(merged(bars), window, 600, 11))
    assert {row.side for row in rows} == {Side.RIGHT, Side.LEFT}
    for one, other in combinations(rows, 2):
        if one.row == other.row:
            starts = sorted(shown_ends(row.bar, window, 600) for row in (one, other))
            assert starts[1][0] - starts[0][1] > 5


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        pytest.param(date(2018, 7, 1), date(2018, 7, 5), ["1 Jul 2018", "5 Jul 2018"], id="days"),
        pytest.param(date(2017, 11, 2), date(2018, 5, 1), ["Dec 2017", "May 2018"], id="months"),
        pytest.param(date(1949, 5, 1), date(2018, 7, 1), ["1950", "2010"], id="decades"),
    ],
)
def test_writes_round_days_below_the_axis(first: date, last: date, labels: list[str]):
    ticks = calendar_ticks(Interval(first, last))
    assert [ticks[0][1], ticks[-1][1]] == labels
    assert 2 <= len(ticks) <= 7
