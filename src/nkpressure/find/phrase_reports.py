"""Finds reports made with a fixed phrase: "according to", "in the words of", "reportedly"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from nkpressure.find.contents import Extent, clause_end, has_clause
from nkpressure.find.grammar import Word
from nkpressure.find.reporting import VerbCue
from nkpressure.find.sources import Phrase
from nkpressure.find.verb_reports import Report, spans_of
from nkpressure.find.verb_uses import verb_use
from nkpressure.model import Span
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class AttributionCue:
    """A fixed phrase that attributes: its source follows it, or it names none (hearsay)."""

    TABLE: ClassVar[str] = "attribution_cues.csv"

    cue: str
    kind: str
    link: str


_Phrases = Sequence[tuple[tuple[str, ...], AttributionCue]]  # the words of each, with its row
_REPORTING = frozenset({"source_follows", "hearsay"})  # not of a relay, of words told roughly


@cache
def phrase_table(tables: Tables) -> Mapping[str, Mapping[str, _Phrases]]:
    """Return the phrases that report, the longest first, by first and second word.

    The second is "" where the phrase has but one.
    """
    found: dict[str, dict[str, list[tuple[tuple[str, ...], AttributionCue]]]] = {}
    for row in sorted(tables.rows(AttributionCue), key=lambda row: -len(row.cue)):
        if row.kind not in _REPORTING:
            continue
        words = tuple(row.cue.split())
        second = words[1] if len(words) > 1 else ""
        found.setdefault(words[0], {}).setdefault(second, []).append((words, row))
    return found


def find_phrase_reports(
    words: Sequence[Word], places: Iterable[int], cues: Mapping[int, VerbCue], tables: Tables
) -> Iterator[Report]:
    """Give the reports of a frame that a fixed phrase makes; `places` are those of first words."""
    table = phrase_table(tables)
    for at in places:
        found = _phrase_at(words, at, table[words[at].low])
        if found is None:
            continue
        parts, row = found
        maker = _according if row.kind == "source_follows" else _hearsay
        report = maker(words, at, at + len(parts), row, cues)
        if report is not None:
            yield report


def _phrase_at(
    words: Sequence[Word], at: int, phrases: Mapping[str, _Phrases]
) -> tuple[tuple[str, ...], AttributionCue] | None:
    """Return the longest of the phrases that stands there whole, with its row."""
    following = words[at + 1].low if at + 1 < len(words) else ""
    for second in (following, ""):
        if second not in phrases:
            continue
        for parts, row in phrases[second]:
            if parts == tuple([word.low for word in words[at : at + len(parts)]]):
                return parts, row
    return None


def _according(
    words: Sequence[Word], first: int, last: int, row: AttributionCue, cues: Mapping[int, VerbCue]
) -> Report | None:
    """As in "According to X, the content"; "the content, according to X, goes on"."""
    last = _over_document(words, last)
    source = _source_phrase(words, last, first == 0)
    if source is None:
        return None
    after = source.last
    pieces = []
    begin = _sentence_begin(words, first)
    colon = after < len(words) and words[after].low == ":"
    if first - begin > 1 and not colon:
        pieces.append((begin, first - 1 if words[first - 1].low in (",", "—", "--") else first))
    elif first > begin:
        first = begin
    if after < len(words) and words[after].low in (",", ":") and after + 1 < len(words):
        end = clause_end(words, after + 1, Extent.CLAUSE, None, cues)
        if not pieces or has_clause(words, after + 1, end):
            pieces.append((after + 1, end))
    if not pieces:
        return None
    return Report(
        source.span(words),
        Span(words[first].start, words[last - 1].end),
        spans_of(words, pieces),
        row.link,
        "phrase before the source",
        source.how,
        False,
        Span(words[source.head[0]].start, words[source.head[1] - 1].end),
    )


def _over_document(words: Sequence[Word], at: int) -> int:
    """As in "according to reporting by", "to a statement issued by": who speaks comes after."""
    for place in range(at, min(at + 8, len(words) - 1)):
        if words[place].low == "by" and place > at:
            return place + 1
        if words[place].has("mark") or words[place].has("finite") or words[place].has("name"):
            return at
    return at


def _source_phrase(words: Sequence[Word], at: int, leads: bool) -> Phrase | None:
    """The source after a cue; where the cue leads the sentence it ends with the comma."""
    end = at
    while end < len(words) and not words[end].has("quotation"):
        if words[end].low in (".", ";", ":") or (words[end].low == "," and _closes(words, end)):
            break
        end += 1
    while end > at and words[end - 1].has("mark") and words[end - 1].low != ")":
        end -= 1
    return Phrase(at, end, (at, end), "after the cue") if end > at else None


def _closes(words: Sequence[Word], comma: int) -> bool:
    """A comma before "Korea and the United States" joins a list; else it closes the phrase."""
    for at in range(comma + 1, min(comma + 8, len(words))):
        word = words[at]
        if word.low in ("and", "or"):
            return verb_use(words, at + 1) is not None if at + 1 < len(words) else True
        if word.has("finite") or verb_use(words, at) is not None or word.has("mark"):
            return True
    return True


def _sentence_begin(words: Sequence[Word], at: int) -> int:
    begin = at
    while begin > 0 and words[begin - 1].low not in (".", ";", "?", "!"):
        begin -= 1
    return begin


def _hearsay(
    words: Sequence[Word], first: int, last: int, row: AttributionCue, cues: Mapping[int, VerbCue]
) -> Report | None:
    """As in "Police reportedly arrested ten": the clause around the cue, nobody named."""
    begin = first
    while begin > 0 and not _clause_edge(words, begin - 1):
        begin -= 1
    end = clause_end(words, last, Extent.CLAUSE, None, cues)
    pieces = [piece for piece in ((begin, first), (last, end)) if piece[0] < piece[1]]
    if not pieces:
        return None
    return Report(
        None,
        Span(words[first].start, words[last - 1].end),
        spans_of(words, pieces),
        row.link,
        "hearsay",
        "none named",
    )


def _clause_edge(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    return (
        word.low in (",", ".", ";", ":", "—", "(", "and", "but")
        or word.has("subordinator")
        or (word.low == "that")
    )
