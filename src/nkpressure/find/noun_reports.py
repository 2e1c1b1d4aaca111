"""Finds reports made with a noun: "the claim that", "an admonition not to", "complaints by"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from nkpressure.find.contents import Extent, clause_end, has_clause
from nkpressure.find.grammar import Word, is_nominal, starts_phrase
from nkpressure.find.reporting import VerbCue
from nkpressure.find.sources import Phrase, phrase_start, subject_after
from nkpressure.find.verb_reports import Report, spans_of
from nkpressure.find.verb_uses import VerbUse, verb_use
from nkpressure.model import Span
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class ReportingNoun:
    """A noun for something said, thought or wanted, with what it governs."""

    TABLE: ClassVar[str] = "reporting_nouns.csv"

    noun: str
    link: str
    complements: tuple[str, ...]
    prepositions: tuple[str, ...]


_SOURCE_PREPOSITIONS = ("from", "by", "among", "of", "in", "within")


@cache
def noun_table(tables: Tables) -> Mapping[str, ReportingNoun]:
    """Return the nouns of saying and thinking by their singular and plural."""
    found = {}
    for row in tables.rows(ReportingNoun):
        found[row.noun] = row
        plural = row.noun[:-1] + "ies" if row.noun[-2:] in ("ry", "ty") else row.noun + "s"
        found[plural] = row
    return found


def find_noun_reports(
    words: Sequence[Word], places: Iterable[int], cues: Mapping[int, VerbCue], tables: Tables
) -> Iterator[Report]:
    """Give the reports that a noun makes: "the claim that"; `places` are those of such nouns."""
    table = noun_table(tables)
    for at in places:
        if at in cues or verb_use(words, at) is not None:
            continue
        report = _noun(words, at, table[words[at].low], cues)
        if report is not None:
            yield report


def _noun(
    words: Sequence[Word], at: int, row: ReportingNoun, cues: Mapping[int, VerbCue]
) -> Report | None:
    source, last = _source_after(words, at, row)
    found = _noun_content(words, last, row, cues)
    if found is None:
        return None
    piece, how = found
    source = source or _owner(words, at)
    if source is None and not _needs_no_source(row, how):
        return None
    first = at
    while first > 0 and _describes(words[first - 1]):
        first -= 1
    return Report(
        Span(words[source[0]].start, words[source[1] - 1].end) if source else None,
        Span(words[first].start, words[at].end),
        spans_of(words, [piece]),
        row.link,
        f"noun and {how}",
        "of the noun" if source else "none named",
    )


def _needs_no_source(row: ReportingNoun, how: str) -> bool:
    """As in "the claim that", "an admonition not to"; a hope or a plan needs its holder."""
    if how == "that-clause":
        return row.link not in ("wants", "intends", "refuses")
    return how == "infinitive" and row.link == "demands"


def _describes(word: Word) -> bool:
    return word.has("adjective") or (word.has("noun") and not word.has("name") and not word.forms)


def _source_after(
    words: Sequence[Word], at: int, row: ReportingNoun
) -> tuple[tuple[int, int] | None, int]:
    """The source after a noun: "criticism from Kim"; and where the noun ends with it."""
    last = at + 1
    low = words[last].low if last + 1 < len(words) else ""
    phrase = subject_after(words, last + 1) if low in _SOURCE_PREPOSITIONS else None
    if phrase is not None and _belongs(words, phrase, low, row):
        end = phrase.last
        while end < len(words) and words[end].low == ",":
            end += 1
        return (phrase.head[0], phrase.head[1]), end
    return None, last


def _owner(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """The source before a noun: "Trump's claim", "his latest claim"."""
    left = at - 1
    while left > 0 and (_describes(words[left]) or "gerund" in words[left].forms):
        left -= 1
    if left >= 0 and words[left].has("possessive") and not words[left].has("relative"):
        return left, left + 1
    if left > 0 and words[left].low in ("'s", "'") and is_nominal(words[left - 1]):
        return phrase_start(words, left - 1), left + 1
    return None


def _belongs(words: Sequence[Word], phrase: Phrase, preposition: str, row: ReportingNoun) -> bool:
    """Say whether the phrase names the source: "from" and "by" do, "of" where content follows."""
    if preposition in ("from", "by", "among"):
        return True
    at = phrase.last
    low = words[at].low if at < len(words) else ""
    return low in row.complements and low in ("that", "to")


def _noun_content(
    words: Sequence[Word], at: int, row: ReportingNoun, cues: Mapping[int, VerbCue]
) -> tuple[tuple[int, int], str] | None:
    if at + 1 >= len(words):
        return None
    low, following = words[at].low, words[at + 1]
    if low == "that" and "that" in row.complements:
        if following.has("finite") or verb_use(words, at + 1) is VerbUse.FINITE:
            return None  # "a comment that reopened old wounds"
        end = clause_end(words, at, Extent.CLAUSE, None, cues)
        return ((at, end), "that-clause") if has_clause(words, at + 1, end) else None
    verb = at + 2 if low == "not" and following.low == "to" else at + 1
    if words[verb - 1].low == "to" and "to" in row.complements and verb < len(words):
        if (
            "base" in words[verb].forms
            or words[verb].low in ("be", "have")
            or (words[verb].has("adverb"))
        ):
            return (at, clause_end(words, at, Extent.INFINITIVE, None, cues)), "infinitive"
        return None
    if low in row.prepositions and starts_phrase(following):
        return (at + 1, clause_end(words, at + 1, Extent.OBJECT, None, cues)), "preposition"
    return None
