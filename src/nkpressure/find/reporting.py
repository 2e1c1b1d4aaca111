"""Finds reporting verbs with their whole verb group: "has repeatedly called for"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nkpressure.find.grammar import ReportingVerb, Word
from nkpressure.find.inflections import verb_forms
from nkpressure.find.verb_uses import VerbUse, before, verb_use
from nkpressure.tables import Tables

MOST_GROUP_WORDS = 7


@dataclass(frozen=True, slots=True)
class VerbCue:
    """A reporting verb in a frame: its group is words[first:last], the verb itself at `verb`."""

    entry: ReportingVerb
    use: VerbUse
    first: int
    verb: int
    last: int

    def takes(self, complement: str) -> bool:
        """Say whether the verb takes this complement."""
        return complement in self.entry.complements

    def governs(self, *complements: str) -> bool:
        """Say whether the verb takes one of these complements."""
        return not set(complements).isdisjoint(self.entry.complements)


# What follows the first word of each verb, with its row
_Forms = tuple[tuple[tuple[str, ...], ReportingVerb], ...]


@cache
def reporting_forms(tables: Tables) -> Mapping[str, _Forms]:
    """Return what can follow the first word of a verb, the longest first, by its form."""
    found: dict[str, list[tuple[tuple[str, ...], ReportingVerb]]] = {}
    for row in tables.rows(ReportingVerb):
        first, *rest = row.verb.split()
        for form in verb_forms(first, tables).all():
            found.setdefault(form, []).append((tuple(rest), row))
    return {form: tuple(sorted(rows, key=lambda r: -len(r[0]))) for form, rows in found.items()}


def find_verb_cues(
    words: Sequence[Word], places: Iterable[int], tables: Tables
) -> dict[int, VerbCue]:
    """Return a frame's reporting verbs by place, in order; `places` are those of their forms."""
    forms = reporting_forms(tables)
    cues: dict[int, VerbCue] = {}
    for place in places:
        use = verb_use(words, place)
        if use is None:
            continue
        row, after = _entry(words, place, forms[words[place].low])
        if row is not None:
            cues[place] = VerbCue(row, use, group_start(words, place), place, after)
    return cues


def _entry(words: Sequence[Word], place: int, rows: _Forms) -> tuple[ReportingVerb | None, int]:
    """Return the verb that stands there whole, and the place after it: "spoke out against"."""
    following = words[place + 1].low if place + 1 < len(words) else ""
    for rest, row in rows:
        if not rest:
            return row, place + 1
        after = place + 1 + len(rest)
        if rest[0] == following and rest == tuple([w.low for w in words[place + 1 : after]]):
            return row, after
    return None, place


def group_start(words: Sequence[Word], place: int) -> int:
    """Go left over what belongs to the verb group: auxiliaries, "to", adverbs, "declined to"."""
    first = place
    for _ in range(MOST_GROUP_WORDS):
        if first == 0 or not (_belongs(words[first - 1]) or _leads(words, first - 1)):
            break
        first -= 1
    while first < place and words[first].has("adverb") and _opens_clause(words, first):
        first += 1
    return first


def _belongs(word: Word) -> bool:
    """Say whether a word left of a verb helps it or is an adverb to it."""
    classes = word.classes
    if "adverb" in classes and "pronoun" not in classes and "time" not in classes:
        return True
    helps = "auxiliary" in classes or "modal" in classes or word.low == "to"
    return helps and "noun" not in classes


def _opens_clause(words: Sequence[Word], place: int) -> bool:
    """As in "However said" and "Meanwhile" belong to the clause, not to the verb."""
    return before(words, place + 1) < 0


def _leads(words: Sequence[Word], place: int) -> bool:
    """Say whether the verb there leads the next: "declined to say", "continued to call for"."""
    if words[place + 1].low != "to" or not words[place].forms:
        return False
    return verb_use(words, place) in (VerbUse.FINITE, VerbUse.PASSIVE, VerbUse.GERUND)
