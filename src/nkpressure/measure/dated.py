"""Puts the dates and the dated events of a text on the calendar, as first and last days."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from nkpressure.errors import WrongUseError
from nkpressure.find.everything import Findings
from nkpressure.find.quotations import QuotationUse
from nkpressure.model import Interval, Span
from nkpressure.records import annotation_ids

REPORTED, QUOTED = "reported", "quoted"
_DATES = [
    "id",
    "text",
    "value",
    "first_day",
    "last_day",
    "precision",
    "type",
    "method",
    "anchor",
    "reason",
    "layer",
    "sentence",
]
_EVENTS = [
    "id",
    "text",
    "name",
    "event",
    "mentions",
    "first_day",
    "last_day",
    "date_utc",
    "date_kst",
    "date_new_york",
    "sentence",
    "ids",
]
_SEASON = re.compile(r"(?P<year>\d{4})-(?P<season>2[1-4])")
_ROUND = re.compile(r"\d{2,3}X{1,2}")  # "199X", "19XX"


def dated_mentions(findings: Findings) -> pd.DataFrame:
    """List the dates of a text with their first and last days, in text order.

    One row a mention: id, text, value (EDTF), first_day, last_day, precision, type, method,
    anchor, reason (why there is no value), layer and sentence. The layer is "quoted" for what
    stands in quoted speech, else "reported". An open interval lacks a day; what has no place on
    the calendar, such as "for two years", lacks both.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.model import Document
    >>> findings = find_everything(Document("note", "It began in July 2017."))
    >>> dated_mentions(findings)[["text", "first_day", "last_day"]].values.tolist()
    [['July 2017', datetime.date(2017, 7, 1), datetime.date(2017, 7, 31)]]
    """
    ids = annotation_ids(findings.document, findings.annotations())
    quoted, sentences = _quoted(findings), _Sentences(findings)
    rows = []
    for mention in findings.dates:
        first, last = days_of(mention.value)
        rows.append(
            {
                "id": ids[id(mention)],
                "text": mention.span.of(findings.document.text),
                "value": mention.value,
                "first_day": first,
                "last_day": last,
                "precision": mention.precision,
                "type": mention.timex_type.value,
                "method": mention.method.value,
                "anchor": mention.anchor,
                "reason": mention.reason,
                "layer": QUOTED if _within(mention.span, quoted) else REPORTED,
                "sentence": sentences.around(mention.span),
            }
        )
    return pd.DataFrame(rows, columns=_DATES, dtype="object")


def dated_events(findings: Findings) -> pd.DataFrame:
    """List the events of the table that a text mentions, each once, in the order of their days.

    One row an event: id and text of the first mention, name, event, mentions, first_day and
    last_day where it happened, the day in UTC, in Korea and in New York, the sentence, and the
    ids of all mentions.
    """
    ids = annotation_ids(findings.document, findings.annotations())
    sentences = _Sentences(findings)
    rows: dict[str, dict[str, object]] = {}
    mentioned: dict[str, list[str]] = {}
    for mention in findings.events:
        mentioned.setdefault(mention.event, []).append(ids[id(mention)])
        row = {
            "id": ids[id(mention)],
            "text": mention.span.of(findings.document.text),
            "name": mention.name,
            "event": mention.event,
            "first_day": mention.days.first,
            "last_day": mention.days.last,
            "date_utc": mention.date_utc,
            "date_kst": mention.date_kst,
            "date_new_york": mention.date_new_york,
            "sentence": sentences.around(mention.span),
        }
        rows.setdefault(mention.event, row)
    counted: list[Mapping[str, object]] = [
        {**row, "mentions": len(mentioned[event]), "ids": tuple(mentioned[event])}
        for event, row in rows.items()
    ]
    events = pd.DataFrame(counted, columns=_EVENTS, dtype="object")
    return events.sort_values(["first_day", "event"], ignore_index=True)


def days_of(edtf: str | None) -> tuple[date | None, date | None]:
    """Return the first and the last day of an EDTF value; None for a side that is open or unsaid.

    >>> days_of("2017-10/..")
    (datetime.date(2017, 10, 1), None)
    >>> days_of("199X")
    (datetime.date(1990, 1, 1), datetime.date(1999, 12, 31))
    """
    sides = (edtf or "").split("/")
    if len(sides) > 2:
        return None, None
    first, last = _period(sides[0]), _period(sides[-1])
    if first and last and last.last < first.first:
        return None, None
    return first.first if first else None, last.last if last else None


def _period(edtf: str) -> Interval | None:
    """Return the days of one side of a value: a season, a decade, or what the calendar names."""
    edtf = edtf.rstrip("?~%")
    season = _SEASON.fullmatch(edtf)
    try:
        if season:
            return _season(int(season["year"]), int(season["season"]))
        if _ROUND.fullmatch(edtf):
            return Interval(
                date(int(edtf.replace("X", "0")) or 1, 1, 1),
                date(int(edtf.replace("X", "9")), 12, 31),
            )
        return Interval.parse(edtf)
    except (ValueError, WrongUseError):
        return None


def _season(year: int, season: int) -> Interval:
    """Return a season's three months; spring, 21, begins in March."""
    month = 3 * (season - 20)
    end_year, end_month = divmod(year * 12 + month - 1 + 3, 12)
    return Interval(date(year, month, 1), date(end_year, end_month + 1, 1) - timedelta(days=1))


def _quoted(findings: Findings) -> list[Span]:
    """Return what others say: speech between marks, and quotations that are set as paragraphs."""
    speech = [q.span for q in findings.quotations if q.use is QuotationUse.SPEECH]
    blocks = [r.span for r in findings.regions if r.subkind == "blockquote" or r.quote_group]
    joined: list[Span] = []
    for span in sorted([*speech, *blocks]):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined


def _within(span: Span, spans: list[Span]) -> bool:
    at = bisect_right(spans, span.start, key=lambda each: each.start) - 1
    return at >= 0 and spans[at].contains(span)


class _Sentences:
    """The sentences of a text, to be found by place."""

    def __init__(self, findings: Findings) -> None:
        self._text = findings.document.text
        self._spans = sorted(sentence.span for sentence in findings.sentences)

    def around(self, span: Span) -> str | None:
        """Return the words of the sentence in which a span begins, if it stands in one."""
        at = bisect_right(self._spans, span.start, key=lambda each: each.start) - 1
        around = at >= 0 and self._spans[at].overlaps(span)
        return self._spans[at].of(self._text) if around else None
