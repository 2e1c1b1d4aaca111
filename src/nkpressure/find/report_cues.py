"""Finds where in a frame a word of reporting stands: one pass for verbs, nouns and the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nkpressure.find.adjective_reports import adjective_table
from nkpressure.find.grammar import Word
from nkpressure.find.noun_reports import noun_table
from nkpressure.find.phrase_reports import phrase_table
from nkpressure.find.reporting import VerbCue, find_verb_cues, reporting_forms
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class ReportCues:
    """A frame's reporting verbs, by place, and where words of the other kinds stand.

    A word such as "claims" may be of several kinds; of a fixed phrase the first word counts.
    """

    verbs: Mapping[int, VerbCue]
    nouns: Sequence[int]
    adjectives: Sequence[int]
    phrases: Sequence[int]


def cues_of(words: Sequence[Word], tables: Tables) -> ReportCues:
    """Return the cues of a frame's words; most sentences of a report have none or one."""
    known = _known(tables)
    found = [at for at, word in enumerate(words) if word.low in known]
    verbs, nouns = reporting_forms(tables), noun_table(tables)
    adjectives, phrases = adjective_table(tables), phrase_table(tables)
    return ReportCues(
        find_verb_cues(words, [at for at in found if words[at].low in verbs], tables),
        [at for at in found if words[at].low in nouns],
        [at for at in found if words[at].low in adjectives],
        [at for at in found if words[at].low in phrases],
    )


@cache
def _known(tables: Tables) -> frozenset[str]:
    """Return the words in the tables of reporting."""
    return frozenset().union(
        reporting_forms(tables), noun_table(tables), adjective_table(tables), phrase_table(tables)
    )
