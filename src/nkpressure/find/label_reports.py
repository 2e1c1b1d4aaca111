"""Finds reports made by layout: "Kim: ...", "The suggestion: ...", "“...” ― Kim"."""

from collections.abc import Iterable, Sequence

from nkpressure.find.contents import has_clause
from nkpressure.find.frames import Frame
from nkpressure.find.grammar import Word
from nkpressure.find.noun_reports import noun_table
from nkpressure.find.verb_reports import Report, spans_of
from nkpressure.model import Span
from nkpressure.tables import Tables

_MOST_LABEL_WORDS = 7
_DASHES = frozenset({"―", "—", "–", "--"})


def find_label_report(frame: Frame, tables: Tables) -> Report | None:
    """Return what a frame's layout attributes: a name and a colon, a noun and a colon, a dash."""
    words = frame.words
    return _label(words) or _noun_label(words, tables) or _signature(words, frame.quotations)


def _label(words: Sequence[Word]) -> Report | None:
    """As in "Trump: Make China take care of it": a name, a colon and what he says."""
    for at in range(1, min(_MOST_LABEL_WORDS, len(words) - 1)):
        if words[at].low == ":":
            if at + 1 >= len(words):
                return None
            end = len(words)
            if not (words[at + 1].has("quotation") or has_clause(words, at + 1, end)):
                return None
            while end > at + 2 and words[end - 1].low == ".":
                end -= 1
            return Report(
                Span(words[0].start, words[at - 1].end),
                words[at].span,
                spans_of(words, [(at + 1, end)]),
                "says",
                "name and colon",
                "before the colon",
                words[at + 1].has("quotation"),
            )
        if (
            not words[at].has("name")
            or words[0].has("number")
            or words[at].start != words[at - 1].end + 1
        ):
            return None
    return None


def _noun_label(words: Sequence[Word], tables: Tables) -> Report | None:
    """As in "The suggestion: that they will share what they know"."""
    if len(words) < 5 or words[2].low != ":" or not words[0].has("determiner"):
        return None
    row = noun_table(tables).get(words[1].low)
    if row is None:
        return None
    cue = Span(words[0].start, words[2].end)
    content = spans_of(words, [(3, len(words))])
    return Report(None, cue, content, row.link, "noun and colon", "none named")


def _signature(words: Sequence[Word], quotations: Iterable[int]) -> Report | None:
    """As in "“We can win.” ― Steve Quinlan": a quotation, a dash and a name."""
    for quotation in sorted(quotations):
        at = quotation + 1
        signed = words[quotation].has("speech") and at < len(words) - 1
        if not (signed and words[at].low in _DASHES):
            continue
        end = at + 1
        while end < len(words) and words[end].has("name"):
            end += 1
        if end == at + 1 or (end < len(words) and words[end].low not in (".", ",")):
            return None
        return Report(
            Span(words[at + 1].start, words[end - 1].end),
            words[at].span,
            (words[at - 1].span,),
            "says",
            "signed quotation",
            "after the dash",
        )
    return None
