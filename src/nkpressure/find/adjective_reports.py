"""Finds reports made with an adjective: "was frustrated that", "are convinced", "critical of"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from nkpressure.find.complements import Complements
from nkpressure.find.grammar import ReportingVerb, Word
from nkpressure.find.reporting import VerbCue, group_start
from nkpressure.find.sources import subject_before
from nkpressure.find.verb_reports import Report
from nkpressure.find.verb_uses import VerbUse
from nkpressure.model import Span
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class ReportingAdjective:
    """An adjective that tells what somebody thinks or feels, with what it governs."""

    TABLE: ClassVar[str] = "reporting_adjectives.csv"

    adjective: str
    link: str
    complements: tuple[str, ...]
    prepositions: tuple[str, ...]


_LINKING = frozenset(
    {
        "feel",
        "feels",
        "felt",
        "seem",
        "seems",
        "seemed",
        "remain",
        "remains",
        "remained",
        "become",
        "became",
        "becomes",
        "grow",
        "grew",
        "sound",
        "sounds",
        "sounded",
    }
)


@cache
def adjective_table(tables: Tables) -> Mapping[str, ReportingVerb]:
    """Return the adjectives of thinking and feeling, each as a verb that governs the same."""
    return {
        row.adjective: ReportingVerb(row.adjective, row.link, row.complements, row.prepositions)
        for row in tables.rows(ReportingAdjective)
    }


def find_adjective_reports(
    words: Sequence[Word], places: Iterable[int], cues: Mapping[int, VerbCue], tables: Tables
) -> Iterator[Report]:
    """Give the reports that "to be" and an adjective make; `places` are those of adjectives."""
    complements = Complements(words, cues)
    for at in places:
        if at in cues:
            continue
        entry = adjective_table(tables)[words[at].low]
        verb = _linking_verb(words, at)
        if verb is None:
            continue
        cue = VerbCue(entry, VerbUse.FINITE, group_start(words, verb), at, at + 1)
        found = complements.after(cue)
        source = subject_before(words, cue.first)
        if found is None or source is None or words[source.head[1] - 1].low in ("it", "there"):
            continue
        pieces = found[0]
        yield Report(
            source.span(words),
            Span(words[cue.first].start, words[at].end),
            tuple(Span(words[a].start, words[b - 1].end) for a, b in pieces),
            entry.link,
            f"adjective and {found[1]}",
            source.how,
            False,
            Span(words[source.head[0]].start, words[source.head[1] - 1].end),
        )


def _linking_verb(words: Sequence[Word], at: int) -> int | None:
    """Return the place of the verb that links the adjective to its subject."""
    place = at - 1
    while place >= 0 and words[place].has("adverb"):
        place -= 1
    if place < 0:
        return None
    return place if words[place].has("be") or words[place].low in _LINKING else None
