"""Makes dates of what is counted from events, and of the times that events open or fill."""

from collections.abc import Sequence
from dataclasses import replace

from nkpressure.find.dates.event_anchors import EventAnchor, EventAnchors, moved
from nkpressure.find.dates.length_values import length_value
from nkpressure.find.dates.meanings import Length, Vague
from nkpressure.find.dates.mentions import Bound, DateMention, Method, TimexType
from nkpressure.find.dates.periods import Unit
from nkpressure.find.dates.readings import Read
from nkpressure.find.dates.words import Tokens
from nkpressure.find.events import EventMention
from nkpressure.model import Interval, Span


def event_dates(
    mentions: Sequence[DateMention],
    reads: Sequence[Read],
    tokens: Tokens,
    anchors: EventAnchors,
    events: Sequence[EventMention],
) -> list[DateMention]:
    """Return the mentions, those beside an event counted from it, and the dates events make.

    Args:
        mentions: the mentions, one for each of `reads`.
        reads: the expressions with their values.
        tokens: the document's tokens.
        anchors: what dates the events that the text names.
        events: the events that the table knows.
    """
    starts = {tokens.at(event.span.start): event for event in events}
    days = {read.expression.first: read for read in reads if _is_day(read)}
    made = [
        _beside_event(_beside_date(mention, read, tokens, days), read, tokens, anchors, starts)
        for mention, read in zip(mentions, reads, strict=True)
    ]
    taken = {index for m in made for index in range(tokens.at(m.span.start), tokens.at(m.span.end))}
    for event in events:
        opened = _opened_by(event, tokens)
        if opened is not None and tokens.at(opened.span.start) not in taken:
            made.append(opened)
    return _without_overlap(made)


def _is_day(read: Read) -> bool:
    return read.value.period is not None and read.value.period.unit is Unit.DAY


def _side_after(read: Read, tokens: Tokens) -> int | None:
    """Return -1 for "before" after a length, 1 for "after", None where neither follows."""
    meaning, end = read.expression.meaning, read.expression.end
    if not isinstance(meaning, Length) or meaning.which is not None or end >= len(tokens.senses):
        return None
    side = tokens.senses[end].get("before")
    return int(side) if side is not None else None


def _beside_date(
    mention: DateMention, read: Read, tokens: Tokens, days: dict[int, Read]
) -> DateMention:
    """Count "the day before July 20" from that date."""
    side, end, length = _side_after(read, tokens), read.expression.end, read.expression.meaning
    dated = days.get(end + 1)
    if side is None or dated is None or not isinstance(length, Length) or not dated.value.days:
        return mention
    counted = moved(Interval(*dated.value.days), length, side)
    if counted is None:
        return mention
    anchor = EventAnchor(end, counted, dated.value.days[0].isoformat(), named=False)
    if read.expression.rule == "unit beside an event":  # "the day before" needs its date to be one
        anchor = replace(anchor, end=dated.expression.end)
    return _counted(mention, tokens, anchor, counted, length, side)


def _beside_event(
    mention: DateMention,
    read: Read,
    tokens: Tokens,
    anchors: EventAnchors,
    starts: dict[int, EventMention],
) -> DateMention:
    meaning, end = read.expression.meaning, read.expression.end
    event = starts.get(end)
    if isinstance(meaning, Vague) and event is not None and meaning.timex == "PAST_REF":
        return replace(
            mention, value=event.date, method=Method.EVENT_ANCHORED, anchor=event.event, reason=None
        )
    side = _side_after(read, tokens)
    if side is None or not isinstance(meaning, Length) or mention.rule == _COUNTED:
        return mention
    anchor = anchors.after(end + 1)
    days = moved(anchor.days, meaning, side) if anchor else None
    if anchor is not None and days is not None:
        return _counted(mention, tokens, anchor, days, meaning, side)
    if read.expression.rule == "unit beside an event":
        reason = "nothing in the text dates the event that it is counted from"
        return replace(
            mention,
            value=None,
            timex=None,
            timex_type=TimexType.DATE,
            precision="day",
            method=Method.EVENT_ANCHORED,
            reason=reason,
        )
    return mention


_COUNTED = "counted from an event"


def _counted(
    mention: DateMention,
    tokens: Tokens,
    anchor: EventAnchor,
    days: Interval,
    length: Length,
    side: int,
) -> DateMention:
    step = length_value(length.amount, length.unit, edtf=True)
    return replace(
        mention,
        span=Span(mention.span.start, tokens.ends[anchor.end - 1]),
        rule=_COUNTED,
        value=days.edtf,
        timex=days.first.isoformat(),
        timex_type=TimexType.DATE,
        precision="day",
        method=Method.EVENT_ANCHORED if anchor.named else Method.RELATIVE,
        anchor=f"{anchor.name} {'+' if side > 0 else '-'} {step}",
        reason=None,
    )


def _opened_by(event: EventMention, tokens: Tokens) -> DateMention | None:
    """Return the time that "since", "until" or "during" makes of an event."""
    index = tokens.at(event.span.start) - 1
    if index >= 0 and "the" in tokens.senses[index]:
        index -= 1
    senses = tokens.senses[index] if index >= 0 else {}
    days = event.days
    if "opens" in senses:
        # "since World War II" begins with its end, "since the Trump administration" with its start
        start = days.first if event.subkind == "administration" else days.last
        value, bound = f"{start.isoformat()}/..", Bound.FROM
    elif "closes" in senses:
        value, bound = f"../{days.first.isoformat()}", Bound.UNTIL
    elif "during" in senses:
        value, bound = days.edtf, None
    else:
        return None
    return DateMention(
        Span(tokens.starts[index], event.span.end),
        "time of an event",
        value,
        value.strip("/.")[:10],
        TimexType.DATE,
        "range",
        Method.EVENT_ANCHORED,
        event.event,
        bound=bound,
        span_of_time=value,
    )


def _without_overlap(mentions: Sequence[DateMention]) -> list[DateMention]:
    """Keep the first of two that overlap: a longer span swallows the dates within it."""
    kept: list[DateMention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept
