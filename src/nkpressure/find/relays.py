"""Finds who carried somebody's words: "as relayed by Kyodo in Chinese", "told the Times"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from nkpressure.find.chains import Fidelity, Relay, language_in
from nkpressure.find.entities_of_speech import speaking_entities
from nkpressure.find.frames import Frame
from nkpressure.find.grammar import Word
from nkpressure.find.phrase_reports import AttributionCue
from nkpressure.find.phrase_search import is_within_word
from nkpressure.find.phrases import PhraseFinder
from nkpressure.find.sources import subject_after
from nkpressure.find.speakers import Speaker, Speakers
from nkpressure.find.verb_reports import Report
from nkpressure.model import Span
from nkpressure.tables import Tables

FARTHEST = 300  # characters between a cue and the relay of its words


_TELLING = frozenset({"told", "tells", "tell"})
_TELLS = re.compile("told|tell", re.IGNORECASE)
_start = attrgetter("start")


@cache
def relay_finder(kind: str, tables: Tables) -> PhraseFinder[AttributionCue]:
    """Return what finds the cues of that kind: of a relay, of words told roughly."""
    rows = tables.rows(AttributionCue)
    return PhraseFinder((row.cue, row, False) for row in rows if row.kind == kind)


def find_relay(
    text: str, frame: Frame, around: Span, report: Report, speakers: Speakers, tables: Tables
) -> Relay | None:
    """Return the medium that carried a report's words, where the frame names one.

    `around` is where a relay can stand: the stretch that `near` gives.
    """
    for match in relay_finder("relay", tables).find_in(text, around.start, around.end):
        place = match.end
        if any(piece.start <= place < piece.end for piece in report.content):
            continue
        found = _carrier(text, frame.words, place, speakers, tables)
        if found is not None:
            return found
    return _told(text, frame.words, report, speakers, tables)


def near(text: str, frame: Span, cue: Span) -> Span:
    """Return the stretch of a frame around a cue in which its relay can stand: whole words."""
    start, end = cue.start - FARTHEST, cue.end + FARTHEST
    while frame.start < start < cue.start and is_within_word(text, start):
        start += 1
    while cue.end < end < frame.end and is_within_word(text, end):
        end -= 1
    return Span(max(frame.start, start), min(frame.end, end))


def _carrier(
    text: str, words: Sequence[Word], place: int, speakers: Speakers, tables: Tables
) -> Relay | None:
    at = bisect_left(words, place, key=_start)
    phrase = subject_after(words, at)
    if phrase is None:
        return None
    span = Span(words[phrase.head[0]].start, words[phrase.head[1] - 1].end)
    speaker = speakers.mentioned(span)
    if not is_medium(speaker, tables):
        return None
    end = words[min(phrase.head[1] + 2, len(words) - 1)].end
    return Relay(speaker, span, language_in(text[span.start : end], tables))


def _told(
    text: str, words: Sequence[Word], report: Report, speakers: Speakers, tables: Tables
) -> Relay | None:
    """As in "told Kyodo that": the medium spoken to carries the words."""
    if _TELLS.search(text, report.cue.start, report.cue.end) is None:
        return None
    first = bisect_left(words, report.cue.start, key=_start)
    last = bisect_left(words, report.cue.end, lo=first, key=_start)
    if _TELLING.isdisjoint(word.low for word in words[first:last] if word.end <= report.cue.end):
        return None
    return _carrier(text, words, report.cue.end, speakers, tables)


def is_medium(speaker: Speaker, tables: Tables) -> bool:
    """Say whether a voice is a newspaper, an agency, a broadcaster."""
    row = speaking_entities(tables).get(speaker.voice)
    named = speaker.group == "medium" and speaker.rule == "a medium named"
    return named or (row is not None and row.subkind == "media")


def fidelity_of(
    text: str, said: Span, relay: Relay | None, verbatim: bool, tables: Tables
) -> Fidelity:
    """Return how near the content is to what was said; `said` ends with the report's cue."""
    if relay_finder("approximate", tables).find_in(text, said.start, said.end):
        return Fidelity.APPROXIMATE
    if relay is not None and relay.language is not None:
        return Fidelity.TRANSLATED
    return Fidelity.VERBATIM if verbatim else Fidelity.PARAPHRASE
