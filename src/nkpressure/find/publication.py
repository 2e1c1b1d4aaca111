"""Bounds an unknown publication date by what the text mentions.

A text is not older than the newest event or past day that it speaks of. What it does not mention
bounds nothing: the last day stays open.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nkpressure.find.dates import DateMention, Method, Tense, TimexType
from nkpressure.find.events import EventMention
from nkpressure.model import Annotation, Document, Interval
from nkpressure.read.sentences import Sentence


@dataclass(frozen=True, slots=True)
class PublicationBound:
    """The day before which a text was not published, and the sentences that show it."""

    not_before: date
    mentions: tuple[Annotation, ...]
    sentences: tuple[Sentence, ...]

    @property
    def edtf(self) -> str:
        """The bound as EDTF: an interval that is open at its end."""
        return f"{self.not_before.isoformat()}/.."


def bound_publication(
    document: Document,
    sentences: Sequence[Sentence],
    events: Iterable[EventMention],
    dates: Iterable[DateMention],
) -> PublicationBound | None:
    """Derive the earliest day of publication from the events and the past days of a text.

    None where the text mentions neither. Only days that stand with their year in the text count,
    and none that the clause expects ("will end on 22 December 2019").

    >>> from nkpressure.find.events import find_events
    >>> from nkpressure.read.regions import find_regions
    >>> from nkpressure.read.sentences import find_sentences
    >>> note = Document("note", "Nothing came of the Singapore summit.")
    >>> sentences = find_sentences(note, regions := find_regions(note))
    >>> bound_publication(note, sentences, find_events(note, regions, sentences), []).edtf
    '2018-06-12/..'
    """
    found: list[tuple[date, Annotation]] = [(event.days.first, event) for event in events]
    found += [
        (Interval.parse(mention.value).first, mention)
        for mention in dates
        if _is_past_day(mention) and mention.value is not None
    ]
    if not found:
        return None
    newest = max(day for day, _ in found)
    mentions = tuple(mention for day, mention in found if day == newest)
    return PublicationBound(newest, mentions, _sentences_of(mentions, sentences))


def _is_past_day(mention: DateMention) -> bool:
    return (
        mention.method is Method.EXPLICIT
        and mention.precision == "day"
        and mention.timex_type is TimexType.DATE
        and mention.tense is Tense.PAST
    )


def _sentences_of(
    mentions: Sequence[Annotation], sentences: Sequence[Sentence]
) -> tuple[Sentence, ...]:
    starts = [sentence.span.start for sentence in sentences]
    indices = {bisect_right(starts, mention.span.start) - 1 for mention in mentions}
    return tuple(sentences[index] for index in sorted(indices) if index >= 0)
