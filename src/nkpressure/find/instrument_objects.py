"""Says of a mention of an instrument which goods it is about: the coal of "smuggling of coal"."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from nkpressure.find.commodities import Commodity
from nkpressure.find.instruments import InstrumentMention


def with_objects(
    mentions: Sequence[InstrumentMention], commodities: Sequence[Commodity]
) -> list[InstrumentMention]:
    """Return the mentions with the goods that stand within them; `commodities` in text order.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.model import Document
    >>> note = Document("note", "They were caught at the smuggling of coal by sea.")
    >>> [mention.object for mention in find_everything(note).instruments]
    ['coal']
    """
    starts = [good.start for good in commodities]
    told = []
    for mention in mentions:
        first, last = bisect_left(starts, mention.start), bisect_left(starts, mention.end)
        items = dict.fromkeys(good.item for good in commodities[first:last])
        told.append(replace(mention, object="; ".join(items) or None))
    return told
