"""Finds where the content of a report begins and where it ends with its clause."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nkpressure.find.grammar import Word, is_nominal, starts_phrase
from nkpressure.find.reporting import VerbCue
from nkpressure.find.verb_uses import VerbUse, verb_use


class Extent(StrEnum):
    """How far a content may reach."""

    CLAUSE = "clause"  # that-clauses, bare clauses, questions: to the sentence's end
    INFINITIVE = "infinitive"
    OBJECT = "object"  # a noun phrase with what hangs on it


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a content, piece by piece, and the rule that found it."""

    pieces: tuple[tuple[int, int], ...]
    rule: str


_CONTRASTS = frozenset({"but", "though", "although", "whereas"})
_OBJECT_ENDS = frozenset(
    {"after", "before", "when", "while", "because", "since", "until", "as", "if", "unless"}
)
_OPENING_OR_CLOSING = frozenset({"(", ")"})
_PAUSES = frozenset({",", "—", "--", "–", "―", "-"})
# Only at these words, at a day and at the last word is there anything to ask
_MAY_END = (
    _PAUSES | _OBJECT_ENDS | {".", ";", "and", "but", "or", "according", "in", "during", "at", "on"}
)


def clause_end(
    words: Sequence[Word],
    start: int,
    extent: Extent,
    cue: VerbCue | None,
    cues: Mapping[int, VerbCue],
) -> int:
    """Return the place after the last word of the content that begins at `start`."""
    depth = 0
    lists = False
    ends_at_verb = cue is None and extent is not Extent.CLAUSE
    last = len(words) - 1
    for at in range(start, len(words)):
        word = words[at]
        low = word.low
        if low in _OPENING_OR_CLOSING:
            depth += 1 if low == "(" else -1
            if depth < 0:
                return at
        elif low == ":" and depth == 0:
            lists = True
        if at == start or depth > 0:
            continue
        may_end = low in _MAY_END or "weekday" in word.classes or at == last
        if may_end and _ends(words, at, extent, cue, cues, lists):
            return at
        if ends_at_verb and _main_verb(words, start, at):
            return at
    return len(words)


def _main_verb(words: Sequence[Word], start: int, at: int) -> bool:
    """A noun's content ends where the verb of the noun's own clause comes."""
    return verb_use(words, at) is VerbUse.FINITE and not any(
        word.has("relative") or word.has("question") or word.has("subordinator")
        for word in words[start:at]
    )


def _ends(
    words: Sequence[Word],
    at: int,
    extent: Extent,
    cue: VerbCue | None,
    cues: Mapping[int, VerbCue],
    lists: bool,
) -> bool:
    low = words[at].low
    following = words[at + 1] if at + 1 < len(words) else None
    if low == "." or (low == ";" and not lists):
        return True
    if following is None:
        return low in (",", ":", "—", "--", "–")
    if low in _PAUSES:
        return _ends_at_comma(words, at + 1, extent, cue, cues)
    if low in ("and", "but", "or"):
        return _second_cue(words, at + 1, cue, cues)
    if low == "according" and following.low == "to":
        return True
    return _ends_at_adjunct(words, at, extent)


def _ends_at_adjunct(words: Sequence[Word], at: int, extent: Extent) -> bool:
    word = words[at]
    if word.low in ("in", "during", "at") and _is_venue(words, at + 1):
        clause = extent is Extent.CLAUSE
        return not clause or (word.low == "in" and words[at + 1].low in ("a", "an"))
    if word.low == "during" and extent is not Extent.CLAUSE:
        return True
    if extent is Extent.OBJECT and word.low in _OBJECT_ENDS and not _is_as_part(words, at):
        return True
    if extent is not Extent.CLAUSE:
        if word.has("weekday") and not _noun_follows(words, at):
            return True
        return word.low == "on" and words[at + 1].has("weekday")
    return False


def _is_as_part(words: Sequence[Word], at: int) -> bool:
    """In "described it as", "as much as" the word belongs to what goes before."""
    return words[at].low == "as" and not _finite_soon(words, at + 1)


def _noun_follows(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].has("noun")


def _is_venue(words: Sequence[Word], at: int) -> bool:
    """As in "in a televised interview with", "at a rally on Monday": where it was said."""
    for place in range(at, min(at + 5, len(words))):
        if words[place].has("venue"):
            return place > at
        if place > at and words[place].has("determiner"):
            return False
        word = words[place]
        if not (is_nominal(word) or word.has("determiner") or word.has("possessive")):
            return False
    return False


def _ends_at_comma(
    words: Sequence[Word], at: int, extent: Extent, cue: VerbCue | None, cues: Mapping[int, VerbCue]
) -> bool:
    word = words[at]
    group = _cue_at(words, at, cues)
    if group is not None and group.use is VerbUse.GERUND and group.entry.link != "thinks":
        return True
    joins = word.low in ("and", "but", "or", "while", "then")
    if joins and (_second_cue(words, at + 1, cue, cues) or _new_report(words, at + 1, cues)):
        return True
    if word.low in _CONTRASTS or (word.low == "while" and extent is not Extent.CLAUSE):
        return True
    if word.low == "according" or _new_report(words, at, cues):
        return True
    if word.low in ("in", "during", "at") and _is_venue(words, at + 1):
        return True
    if extent is Extent.INFINITIVE and word.has("relative"):
        return False
    return extent is not Extent.CLAUSE and _leaves_phrase(words, at, extent)


def _leaves_phrase(words: Sequence[Word], at: int, extent: Extent) -> bool:
    """After a comma a noun phrase goes on only as a list: "coal, iron ore and seafood"."""
    word = words[at]
    if word.low in ("and", "or", "but", "not", "including"):
        return word.low != "not" and _finite_soon(words, at + 1) and word.low != "including"
    if word.has("relative") or word.has("subordinator") or word.has("preposition"):
        return True
    if verb_use(words, at) is VerbUse.GERUND:
        return True
    if extent is Extent.INFINITIVE:
        return _finite_soon(words, at)
    return not is_nominal(word) or _finite_soon(words, at)


def _finite_soon(words: Sequence[Word], at: int, most: int = 9) -> bool:
    for place in range(at, min(at + most, len(words))):
        word = words[place]
        if word.has("mark") or word.low in ("that", "who", "which") or word.has("quotation"):
            return False
        if verb_use(words, place) is VerbUse.FINITE:
            return True
    return False


def has_clause(words: Sequence[Word], start: int, end: int) -> bool:
    """Say whether a noun phrase and a finite verb stand there: a clause without "that"."""
    if start >= end or not starts_phrase(words[start]):
        return (
            words[start].has("adverb") or words[start].low in ("if", "when", "in")
            if (start < end)
            else False
        )
    for at in range(start + 1, min(end, start + 40)):
        word = words[at]
        if word.low in (";", ":", "—", "--", "–"):
            return False
        if word.low == "," and at + 1 < end and words[at + 1].low in ("and", "but", "so", "as"):
            return False
        if verb_use(words, at) is VerbUse.FINITE:
            return True
    return False


def _cue_at(words: Sequence[Word], at: int, cues: Mapping[int, VerbCue]) -> VerbCue | None:
    """Return the cue whose verb group begins here."""
    for place in range(at, min(at + 4, len(words))):
        cue = cues.get(place)
        if cue is not None:
            return cue if cue.first <= at else None
    return None


def _second_cue(
    words: Sequence[Word], at: int, cue: VerbCue | None, cues: Mapping[int, VerbCue]
) -> bool:
    """As in "said they were ready and warned that": a second verb of the same source."""
    group = _cue_at(words, at, cues)
    if group is None or cue is None or group.first < at:
        return False
    if group.use is not VerbUse.FINITE:
        return cue.use is VerbUse.GERUND and group.use is VerbUse.GERUND
    one, two = words[cue.verb].forms, words[group.verb].forms
    same = bool(one & two & {"past", "third"}) and group.verb - group.first < 2
    return same and cue.use is VerbUse.FINITE and group.entry.link not in ("thinks", "wants")


def _new_report(words: Sequence[Word], at: int, cues: Mapping[int, VerbCue]) -> bool:
    """As in "and he said", "but Mr. Smith denied": another source begins."""
    if at >= len(words) or not starts_phrase(words[at]) or words[at].has("relative"):
        return False
    for place in range(at + 1, min(at + 6, len(words))):
        cue = cues.get(place)
        if cue is not None:
            return cue.use is VerbUse.FINITE and cue.entry.link in ("says", "alleges", "denies")
        if not is_nominal(words[place]) and not words[place].has("adverb"):
            return False
    return False
