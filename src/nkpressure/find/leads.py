"""Finds who is announced by a line that ends with a colon: "As one analysis put it:"."""

from collections.abc import Sequence
from dataclasses import dataclass

from nkpressure.find.frames import Frame
from nkpressure.find.grammar import Word, is_nominal
from nkpressure.find.noun_reports import noun_table
from nkpressure.find.report_cues import cues_of
from nkpressure.find.reporting import VerbCue
from nkpressure.find.sources import phrase_start, subject_before
from nkpressure.find.verb_reports import Report
from nkpressure.find.verb_uses import VerbUse, verb_use
from nkpressure.model import Span
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class Lead:
    """The report that a line with a colon announces; its content follows in the next lines."""

    report: Report


def find_lead(frame: Frame, tables: Tables) -> Lead | None:
    """Return the source and the cue of a frame that ends with a colon."""
    words = frame.words
    if words[-1].low != ":" or len(words) < 2:
        return None
    cues = [cue for cue in cues_of(words, tables).verbs.values() if cue.use is VerbUse.FINITE]
    return _from_verb(words, cues) or _from_noun(words, tables) or _from_following(words)


def _from_verb(words: Sequence[Word], cues: Sequence[VerbCue]) -> Lead | None:
    speech = [cue for cue in cues if cue.takes("quote")]
    for cue in speech + [cue for cue in cues if cue not in speech]:
        phrase = subject_before(words, cue.first)
        if phrase is None:
            continue
        head = Span(words[phrase.head[0]].start, words[phrase.head[1] - 1].end)
        first = cue.first
        if phrase.first > 0 and words[phrase.first - 1].low == "as":
            first = phrase.first - 1
        cue_span = Span(words[first].start, words[-1].end)
        return Lead(
            Report(
                phrase.span(words),
                cue_span,
                (),
                cue.entry.link,
                "line with a colon",
                phrase.how,
                True,
                head,
            )
        )
    return None


def _from_following(words: Sequence[Word]) -> Lead | None:
    """As in "made public the following press statement:": any verb, then "following"."""
    if not any(word.low == "following" or word.has("venue") for word in words):
        return None
    for at in range(1, len(words)):
        if verb_use(words, at) is not VerbUse.FINITE:
            continue
        phrase = subject_before(words, at)
        if phrase is None:
            return None
        head = Span(words[phrase.head[0]].start, words[phrase.head[1] - 1].end)
        cue = Span(words[at].start, words[-1].end)
        return Lead(
            Report(phrase.span(words), cue, (), "says", "line with a colon", phrase.how, True, head)
        )
    return None


def _from_noun(words: Sequence[Word], tables: Tables) -> Lead | None:
    """As in "His remarks eventually made their way down to the border level:"."""
    table = noun_table(tables)
    for at, word in enumerate(words):
        if at == 0 or not (word.low in table or word.has("venue")):
            continue
        left = words[at - 1]
        source = None
        if left.has("possessive"):
            source = left.span
        elif left.low in ("'s", "'") and at > 1 and is_nominal(words[at - 2]):
            source = Span(words[phrase_start(words, at - 2)].start, left.end)
        if source is None and not left.has("determiner"):
            continue
        link = table[word.low].link if word.low in table else "says"
        cue = Span(word.start, words[-1].end)
        return Lead(Report(source, cue, (), link, "noun and a colon", "of the noun", True, source))
    return None
