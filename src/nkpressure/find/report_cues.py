"""Finds where in a frame a word of reporting stands: one pass for verbs, nouns and the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from nkpressure.find.adjective_reports import adjective_table
from nkpressure.find.grammar import Word
from nkpressure.find.noun_reports import noun_table
from nkpressure.find.phrase_reports import phrase_table
from nkpressure.find.reporting import VerbCue, find_verb_cues, reporting_forms
from nkpressure.tables import Tables


class CueKind(StrEnum):
    """What a word that reports may be; a word such as "claims" may be of several kinds."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    PHRASE = "phrase"  # the first word of a fixed one


@dataclass(frozen=True, slots=True)
class ReportCues:
    """A frame's reporting verbs, by place, and where words of the other kinds stand."""

    verbs: Mapping[int, VerbCue]
    places: Mapping[CueKind, Sequence[int]]


def cues_of(words: Sequence[Word], tables: Tables) -> ReportCues:
    """Return the cues of a frame's words; most sentences of a report have none or one."""
    kinds = _kinds(tables)
    places: dict[CueKind, list[int]] = {}
    for at in [at for at, word in enumerate(words) if word.low in kinds]:
        for kind in kinds[words[at].low]:
            places.setdefault(kind, []).append(at)
    verbs = find_verb_cues(words, places.get(CueKind.VERB, ()), tables)
    return ReportCues({cue.verb: cue for cue in verbs}, places)


@cache
def _kinds(tables: Tables) -> dict[str, tuple[CueKind, ...]]:
    """Return the kinds of each word in the tables of reporting."""
    known = {
        CueKind.VERB: reporting_forms(tables),
        CueKind.NOUN: noun_table(tables),
        CueKind.ADJECTIVE: adjective_table(tables),
        CueKind.PHRASE: phrase_table(tables),
    }
    return {
        word: tuple(kind for kind, listed in known.items() if word in listed)
        for word in sorted({word for listed in known.values() for word in listed})
    }
