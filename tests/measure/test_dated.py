from datetime import date

import pytest
from brackets import marked
from small_findings import findings_of

from nkpressure.find.dates import DateMention, Method, TimexType
from nkpressure.find.events import EventMention
from nkpressure.find.quotations import Quotation, QuotationUse
from nkpressure.measure.dated import dated_events, dated_mentions, days_of
from nkpressure.model import Document, Span
from nkpressure.read.regions import Region, Role


def dated(span: Span, value: str | None) -> DateMention:
    return DateMention(span, "day", value, value, TimexType.DATE, "day", Method.EXPLICIT)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        pytest.param("2017-07-08", date(2017, 7, 8), date(2017, 7, 8), id="day"),
        pytest.param("2016-02", date(2016, 2, 1), date(2016, 2, 29), id="month of a leap year"),
        pytest.param("2018", date(2018, 1, 1), date(2018, 12, 31), id="year"),
        pytest.param("2017-10/2017-12", date(2017, 10, 1), date(2017, 12, 31), id="interval"),
        pytest.param("2017-10/..", date(2017, 10, 1), None, id="open end"),
        pytest.param("../2018-06-12", None, date(2018, 6, 12), id="open start"),
        pytest.param("199X", date(1990, 1, 1), date(1999, 12, 31), id="decade"),
        pytest.param("19XX", date(1900, 1, 1), date(1999, 12, 31), id="century"),
        pytest.param("2018-21", date(2018, 3, 1), date(2018, 5, 31), id="spring"),
        pytest.param("2017-24", date(2017, 12, 1), date(2018, 2, 28), id="winter"),
        pytest.param("2017?", date(2017, 1, 1), date(2017, 12, 31), id="uncertain"),
        pytest.param("P4D", None, None, id="a length has no place"),
        pytest.param("2018/2017", None, None, id="backward"),
        pytest.param("2017/2018/2019", None, None, id="too many sides"),
        pytest.param("9999-24", None, None, id="beyond the calendar"),
        pytest.param("", None, None, id="nothing"),
        pytest.param(None, None, None, id="no value"),
    ],
)
def test_lays_values_on_the_calendar(edtf: str | None, first: date | None, last: date | None):
    assert days_of(edtf) == (first, last)


def test_tells_quoted_dates_from_reported_ones():
    text, spans = marked('On [July 8] he said ["we met on [July 7]"] and wrote ["[July 6]"].')
    eighth, speech, seventh, title, sixth = spans
    findings = findings_of(
        Document("note", text),
        dates=tuple(dated(span, "2017-07-08") for span in (eighth, seventh, sixth)),
        quotations=tuple(
            Quotation(span, "paired", use, (span,), 0, True)
            for span, use in ((speech, QuotationUse.SPEECH), (title, QuotationUse.TITLE))
        ),
    )
    mentions = dated_mentions(findings)
    assert mentions[["text", "layer"]].values.tolist() == [
        ["July 8", "reported"],
        ["July 7", "quoted"],
        ["July 6", "reported"],
    ]


def test_counts_a_block_quotation_as_quoted():
    text, (block, day) = marked("[We met on [July 7].]")
    region = Region(block, "indented", Role.BODY, "blockquote")
    findings = findings_of(Document("note", text), dates=(dated(day, None),), regions=(region,))
    assert dated_mentions(findings)["layer"].tolist() == ["quoted"]


def test_lists_each_event_once_in_the_order_of_days():
    text, spans = marked("[The summit] came after [the launch]; [the summit] failed.")
    rows = [("summit", "2018-06-12"), ("launch", "2017-07-04"), ("summit", "2018-06-12")]
    events = tuple(
        EventMention(
            span,
            "named",
            event=event,
            subkind="meeting",
            name=event,
            date=day,
            date_utc=None,
            date_kst=date(2017, 7, 4),
            date_new_york=None,
            basis="the table",
            confidence="high",
        )
        for span, (event, day) in zip(spans, rows, strict=True)
    )
    listed = dated_events(findings_of(Document("note", text), events=events))
    assert listed[["event", "mentions", "first_day"]].values.tolist() == [
        ["launch", 1, date(2017, 7, 4)],
        ["summit", 2, date(2018, 6, 12)],
    ]


def test_gives_the_columns_where_nothing_is_dated():
    findings = findings_of(Document("note", "Nobody objects."))
    assert dated_mentions(findings).empty
    assert dated_events(findings).empty
    assert {"first_day", "last_day", "layer"} <= set(dated_mentions(findings))
    assert {"first_day", "date_kst"} <= set(dated_events(findings))
