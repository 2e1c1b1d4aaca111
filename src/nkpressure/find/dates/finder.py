"""Finds the time expressions of a document and gives each its values."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from nkpressure.find.dates.bounds import with_bounds
from nkpressure.find.dates.calendar_rules import CALENDAR_RULES
from nkpressure.find.dates.clock_rules import CLOCK_RULES
from nkpressure.find.dates.deictic_rules import DEICTIC_RULES
from nkpressure.find.dates.event_anchors import EventAnchors
from nkpressure.find.dates.event_dates import event_dates
from nkpressure.find.dates.holidays import holiday_expressions
from nkpressure.find.dates.length_rules import LENGTH_RULES
from nkpressure.find.dates.mentions import DateMention
from nkpressure.find.dates.patterns import (
    Expression,
    RuleBook,
    expressions_of,
    in_letters,
    longest,
)
from nkpressure.find.dates.period_rules import PERIOD_RULES
from nkpressure.find.dates.periods import Unit
from nkpressure.find.dates.quoted import Quote, framed, speech_day
from nkpressure.find.dates.readings import (
    Read,
    is_counted_from_publication,
    read_all,
    value_from,
)
from nkpressure.find.dates.tenses import tense_around
from nkpressure.find.dates.vague import vague_expressions
from nkpressure.find.dates.values import Situation
from nkpressure.find.dates.words import Tokens, lexicon, tokens_of
from nkpressure.find.events import EventMention
from nkpressure.find.quotations import Quotation
from nkpressure.model import Document, Span
from nkpressure.read.regions import Region, Role
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables, read_tables

RULES = (*CALENDAR_RULES, *PERIOD_RULES, *CLOCK_RULES, *DEICTIC_RULES, *LENGTH_RULES)
_UNREAD = frozenset({Role.BOILERPLATE, Role.EMBED})


def find_dates(
    document: Document,
    regions: Sequence[Region],
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation] = (),
    events: Sequence[EventMention] = (),
    tables: Tables | None = None,
) -> list[DateMention]:
    """Find each expression of time, with its value as EDTF and as TIMEX3 and how it was reached.

    "Yesterday" counts from the publication date; without one it stays unresolved and says so.

    >>> from nkpressure.model import Interval
    >>> note = Document("note", "On July 20 Pompeo spoke.", Interval.parse("2018-07-23"))
    >>> [(found.span.of(note.text), found.value) for found in find_dates(note, [], [])]
    [('July 20', '2018-07-20')]
    """
    tables = tables or read_tables()
    tokens = tokens_of(document.text, _breaks(regions), lexicon(tables))
    expressions = [
        (expression, tense_around(tokens, expression.first, expression.end, tables))
        for expression in _expressions(tokens, regions, tables)
    ]
    reads = _from_speeches(
        read_all(expressions, document.published), framed(quotations, regions, sentences)
    )
    anchors = EventAnchors(tokens, sentences, events, _days(reads))
    mentions = [_mention(read) for read in reads]
    mentions = event_dates(mentions, reads, tokens, anchors, events)
    return with_bounds(mentions, tokens)


@cache
def _rules(tables: Tables) -> RuleBook:
    return RuleBook(in_letters(rule, lexicon(tables)) for rule in RULES)


def _breaks(regions: Sequence[Region]) -> list[int]:
    return [place for region in regions for place in (region.span.start, region.span.end)]


def _expressions(tokens: Tokens, regions: Sequence[Region], tables: Tables) -> list[Expression]:
    """Return the expressions of all that is read; boilerplate and embeds hold none."""
    found = longest(
        [
            *holiday_expressions(tokens, tables),
            *expressions_of(tokens, _rules(tables), tables),
            *vague_expressions(tokens, tables),
        ]
    )
    unread = bytearray(len(tokens.text) + 1)
    for region in regions:
        if region.role in _UNREAD:
            start, end = region.span.start, region.span.end
            unread[start:end] = b"\1" * (end - start)
    return [expression for expression in found if not unread[expression.span.start]]


def _days(reads: Sequence[Read]) -> list[tuple[Span, date]]:
    """Return the dates to the day, as places in the text at which something is dated."""
    return [
        (read.expression.span, read.value.period.first)
        for read in reads
        if read.value.period is not None and read.value.period.unit is Unit.DAY
    ]


def _from_speeches(reads: Sequence[Read], quotes: Sequence[Quote]) -> list[Read]:
    """Count the "now" of quoted words from the day they were said, where the text tells it."""
    starts = [quote.span.start for quote in quotes]
    outside = [
        (span, day) for span, day in _days(reads) if not speech_day(span, quotes, starts, [])[0]
    ]
    return [
        _from_speech(read, speech_day(read.expression.span, quotes, starts, outside))
        for read in reads
    ]


def _from_speech(read: Read, told: tuple[bool, date | None]) -> Read:
    quoted, day = told
    if not quoted or not (is_counted_from_publication(read) or read.value.reason):
        return read
    if day is None:
        anchor = read.value.anchor
        said = f"{anchor}; the day of the quoted words is not told" if anchor else None
        return replace(read, value=replace(read.value, anchor=said))
    situation = Situation(day, f"speech of {day.isoformat()}")
    value = value_from(read.expression, read.tense, situation)
    return read if value is None else replace(read, value=value)


def _mention(read: Read) -> DateMention:
    value = read.value
    return DateMention(
        read.expression.span,
        read.expression.rule,
        value.edtf,
        value.timex,
        value.timex_type,
        value.precision,
        value.method,
        value.anchor,
        value.reason,
        tense=read.tense,
    )
