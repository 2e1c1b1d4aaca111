"""Tells "since late 2017" and "between 2013 and 2015" from the bare dates in them."""

from collections.abc import Sequence
from dataclasses import replace

from nkpressure.find.dates.mentions import Bound, DateMention, TimexType
from nkpressure.find.dates.words import Tokens


def with_bounds(mentions: Sequence[DateMention], tokens: Tokens) -> list[DateMention]:
    """Return the mentions with what the words around them open or close."""
    bounded = [_alone(mention, tokens) for mention in mentions]
    for index in range(len(bounded) - 1):
        left, right = bounded[index], bounded[index + 1]
        if _are_pair(left, right, tokens):
            whole = f"{_edge(left, 0)}/{_edge(right, 1)}"
            if _edge(left, 0) <= _edge(right, 1):
                bounded[index] = replace(left, bound=Bound.FROM, span_of_time=whole)
                bounded[index + 1] = replace(right, bound=Bound.UNTIL, span_of_time=whole)
    return bounded


def _dated(mention: DateMention) -> bool:
    kind = mention.timex_type in (TimexType.DATE, TimexType.TIME)
    return kind and mention.value is not None and not mention.value.startswith("P")


def _edge(mention: DateMention, side: int) -> str:
    """Return the first (0) or the last (1) date of a value."""
    parts = (mention.value or "").split("/")
    return parts[0] if side == 0 else parts[-1]


def _is_calendar_date(edge: str) -> bool:
    """Only plain dates can stand in an interval: no season, no decade."""
    month = edge[5:7]
    return "X" not in edge and ".." not in edge and not month > "12"


def _alone(mention: DateMention, tokens: Tokens) -> DateMention:
    before = tokens.senses[tokens.at(mention.span.start) - 1] if mention.span.start else {}
    if not _dated(mention):
        return mention
    first, last = _edge(mention, 0), _edge(mention, 1)
    if "opens" in before and _is_calendar_date(first):
        return replace(mention, bound=Bound.FROM, span_of_time=f"{first}/..")
    if "closes" in before and _is_calendar_date(last):
        return replace(mention, bound=Bound.UNTIL, span_of_time=f"../{last}")
    return mention


def _are_pair(left: DateMention, right: DateMention, tokens: Tokens) -> bool:
    """Say whether two dates are the ends of "from ... to ..." or "between ... and ..."."""
    if not (_dated(left) and _dated(right)):
        return False
    if not (_is_calendar_date(_edge(left, 0)) and _is_calendar_date(_edge(right, 1))):
        return False
    first, between = tokens.at(left.span.start), tokens.at(left.span.end)
    if tokens.at(right.span.start) - between != 1 or first == 0:
        return False
    before, middle = tokens.senses[first - 1], tokens.senses[between]
    return ("between" in before and "and" in middle) or (
        ("from" in before or "opens" in before) and ("to" in middle or "closes" in middle)
    )
