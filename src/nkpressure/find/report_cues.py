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
    listed = _listed(tables)
    known = listed.all
    verbs: list[int] = []
    nouns: list[int] = []
    adjectives: list[int] = []
    phrases: list[int] = []
    for at in [at for at, word in enumerate(words) if word.low in known]:
        low = words[at].low
        if low in listed.verbs:
            verbs.append(at)
        if low in listed.nouns:
            nouns.append(at)
        if low in listed.adjectives:
            adjectives.append(at)
        if low in listed.phrases:
            phrases.append(at)
    found = find_verb_cues(words, verbs, tables) if verbs else {}
    return ReportCues(found, nouns, adjectives, phrases)


@dataclass(frozen=True, slots=True)
class _Listed:
    """The words in the tables of reporting, together and by kind."""

    all: frozenset[str]
    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    phrases: frozenset[str]


@cache
def _listed(tables: Tables) -> _Listed:
    verbs, nouns = frozenset(reporting_forms(tables)), frozenset(noun_table(tables))
    adjectives, phrases = frozenset(adjective_table(tables)), frozenset(phrase_table(tables))
    return _Listed(verbs | nouns | adjectives | phrases, verbs, nouns, adjectives, phrases)
