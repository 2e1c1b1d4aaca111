"""Makes dates of what is counted from events, and of the times that events open or fill."""

from collections.abc import Sequence
from dataclasses import replace

from nkpressure.find.dates.event_anchors import EventAnchor, EventAnchors, moved
from nkpressure.find.dates.length_values import length_value
from nkpressure.find.dates.meanings import Length, Vague
from nkpressure.find.dates.mentions import Bound, DateMention, Method, TimexType
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
    made = [
        _beside_event(mention, read, tokens, anchors, starts)
        for mention, read in zip(mentions, reads, strict=True)
    ]
    taken = {index for m in made for index in range(tokens.at(m.span.start), tokens.at(m.span.end))}
    for event in events:
        opened = _opened_by(event, tokens)
        if opened is not None and tokens.at(opened.span.start) not in taken:
            made.append(opened)
    return _without_overlap(made)


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
    if not isinstance(meaning, Length) or meaning.which is not None or end >= len(tokens.senses):
        return mention
    side = tokens.senses[end].get("before")
    if side is None:
        return mention
    anchor = anchors.after(end + 1)
    days = moved(anchor.days, meaning, int(side)) if anchor else None
    if anchor is None or days is None:
        return mention
    return _counted(mention, tokens, anchor, days, meaning, int(side))


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
        rule="counted from an event",
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
        value, bound = f"{days.first.isoformat()}/..", Bound.FROM
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
        days.first.isoformat(),
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
