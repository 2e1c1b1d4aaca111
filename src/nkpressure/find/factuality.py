"""Says how sure a report makes its content (FactBank), and what ground it offers for it.

Factuality is relative to the source that the attribution names: "he may go" is possible to him
who says so. The author's own doubts are hedges.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import ClassVar, Generic, TypeVar

from nkpressure.find.chains import Relay
from nkpressure.find.grammar import Word
from nkpressure.find.phrases import PhraseFinder
from nkpressure.find.speakers import Speaker
from nkpressure.find.verb_reports import Report
from nkpressure.model import Span
from nkpressure.tables import Tables


class Factuality(StrEnum):
    """How certain the content is made (Saurí & Pustejovsky)."""

    CERTAIN = "CT+"
    PROBABLE = "PR+"
    POSSIBLE = "PS+"
    CERTAINLY_NOT = "CT-"
    PROBABLY_NOT = "PR-"
    POSSIBLY_NOT = "PS-"
    KNOWN_WHETHER = "CTu"
    UNCOMMITTED = "Uu"


class Evidentiality(StrEnum):
    """The best ground that the text offers for a claim."""

    BARE = "E0"
    RECORD = "E1"
    SPEAKER = "E2"
    OUTLET = "E3"
    HEARSAY = "E4"
    INFERENCE = "E5"
    SPECULATION = "E6"


@dataclass(frozen=True, slots=True)
class FactualityCue:
    """A word that makes a clause possible, probable, negated or open."""

    TABLE: ClassVar[str] = "factuality_cues.csv"

    cue: str
    effect: str


@dataclass(frozen=True, slots=True)
class EvidenceCue:
    """A word that shows an author's inference or thought experiment."""

    TABLE: ClassVar[str] = "evidence_cues.csv"

    cue: str
    code: Evidentiality


Value = TypeVar("Value", Factuality, Evidentiality)


@dataclass(frozen=True, slots=True)
class Judged(Generic[Value]):
    """A value with the words that decided it (None: the construction itself did)."""

    value: Value
    cue: Span | None


_start = attrgetter("start")
_end = attrgetter("end")
_READ_WORDS = 14  # of a content: its first clause decides
_NEGATED = {
    "certain": Factuality.CERTAINLY_NOT,
    "probable": Factuality.PROBABLY_NOT,
    "possible": Factuality.POSSIBLY_NOT,
    "improbable": Factuality.PROBABLE,
}
_PLAIN = {
    "certain": Factuality.CERTAIN,
    "probable": Factuality.PROBABLE,
    "possible": Factuality.POSSIBLE,
    "improbable": Factuality.PROBABLY_NOT,
}
_OPEN_LINKS = frozenset({"asks", "demands", "wants", "denies"})
_KNOWING = frozenset({"know", "knew", "known", "knows", "knowing", "learned", "realized"})


@cache
def _effects(tables: Tables) -> Mapping[str, str]:
    return {row.cue: row.effect for row in tables.rows(FactualityCue)}


def factuality_of(report: Report, words: Sequence[Word], tables: Tables) -> Judged[Factuality]:
    """Return the factuality of a report's content; `words` are those of its frame.

    A question, a demand and a denial leave it open; "knows whether" knows without telling.
    """
    cue_words = _words_in(words, report.cue)
    content = [word for piece in report.content[:2] for word in _words_in(words, piece)]
    content = content[:_READ_WORDS]
    cue_negation = _firsts(cue_words, tables).get("negated")
    if content and content[0].low in ("whether", "if"):
        knows = any(word.low in _KNOWING for word in cue_words) and cue_negation is None
        value = Factuality.KNOWN_WHETHER if knows else Factuality.UNCOMMITTED
        return Judged(value, content[0].span)
    if report.link in _OPEN_LINKS:
        return Judged(Factuality.UNCOMMITTED, report.cue)
    if report.link == "refuses":
        return Judged(Factuality.CERTAINLY_NOT, report.cue)
    if cue_negation is not None:
        return Judged(Factuality.UNCOMMITTED, cue_negation.span)
    return _of_content(report, content, tables)


def _words_in(words: Sequence[Word], span: Span) -> Sequence[Word]:
    first = bisect_left(words, span.start, key=_start)
    most = min(first + _READ_WORDS, len(words))
    return words[first : bisect_right(words, span.end, first, most, key=_end)]


def _of_content(report: Report, content: Sequence[Word], tables: Tables) -> Judged[Factuality]:
    base, cue = "certain", None
    if report.link == "intends" or report.how == "hearsay":
        base, cue = "probable", report.cue
    firsts = _firsts(content, tables)
    for effect in ("open", "improbable", "possible", "probable"):
        word = firsts.get(effect)
        if word is None:
            continue
        if effect == "open":
            if content.index(word) > 1:
                continue
            return Judged(Factuality.UNCOMMITTED, word.span)
        base, cue = effect, word.span
        break
    negation = firsts.get("negated")
    if negation is not None:
        return Judged(_NEGATED[base], cue or negation.span)
    return Judged(_PLAIN[base], cue)


def _firsts(words: Sequence[Word], tables: Tables) -> dict[str, Word]:
    """Return the first word of each effect."""
    effects = _effects(tables)
    firsts: dict[str, Word] = {}
    for word in words:
        low = word.low
        if low in effects:
            firsts.setdefault(effects[low], word)
        if low.endswith("n't"):
            firsts.setdefault("negated", word)
    return firsts


@cache
def evidence_finder(tables: Tables) -> PhraseFinder[EvidenceCue]:
    """Return what finds the words of inference and of thought experiments."""
    return PhraseFinder((row.cue, row, False) for row in tables.rows(EvidenceCue))


def evidentiality_of(
    report: Report, speaker: Speaker, relay: Relay | None, text: str, frame: Span, tables: Tables
) -> Judged[Evidentiality]:
    """Return the best ground offered: a record, a named speaker, an outlet, hearsay, reasons."""
    if speaker.group == "author" or (report.source is None and report.how == "scare quotes"):
        return _own_ground(text, frame, tables)
    if not speaker.named:
        return Judged(Evidentiality.HEARSAY, report.source or report.cue)
    if speaker.group in ("document", "study"):
        return Judged(Evidentiality.RECORD, report.source)
    if speaker.group == "medium":
        return Judged(Evidentiality.OUTLET, report.source)
    if report.link in ("thinks", "wants") and relay is None:
        return _own_ground(text, frame, tables)
    return Judged(Evidentiality.SPEAKER, report.source)


def _own_ground(text: str, frame: Span, tables: Tables) -> Judged[Evidentiality]:
    for match in evidence_finder(tables).find_in(text, frame.start, frame.end):
        return Judged(match.entries[0].code, match.span)
    return Judged(Evidentiality.BARE, None)
