"""Finds reports made with a verb: "Kyodo said that", "..., he added", "urged China to"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nkpressure.find.complements import Complements, Pieces
from nkpressure.find.contents import Extent, clause_end, has_clause
from nkpressure.find.grammar import Word
from nkpressure.find.reporting import VerbCue
from nkpressure.find.sources import Phrase, subject_after, subject_before
from nkpressure.find.verb_uses import VerbUse, verb_use
from nkpressure.model import Span

MOST_AGENT_WORDS = 7  # between a passive verb and "by"


@dataclass(frozen=True, slots=True)
class Report:
    """A source, a cue and a content in one frame; `how` names the construction."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    link: str
    how: str
    source_rule: str
    quoted: bool = False  # the content is a quotation that may go on in the next frames
    source_head: Span | None = None


def find_verb_reports(words: Sequence[Word], cues: Mapping[int, VerbCue]) -> list[Report]:
    """Return the reports of a frame's reporting verbs, in order."""
    if not cues:
        return []
    reader = _Reader(words, cues)
    reports = []
    for cue in cues.values():
        report = reader.read(cue)
        if report is not None:
            reports.append(report)
    return reports


class _Reader:
    """Reads one frame; remembers the last subject, which a second verb inherits."""

    def __init__(self, words: Sequence[Word], cues: Mapping[int, VerbCue]) -> None:
        self._words = words
        self._cues = cues
        self._complements = Complements(words, cues)
        self._last: Phrase | None = None
        self._taken_to = 0  # the words before lie in an earlier report's content

    def read(self, cue: VerbCue) -> Report | None:
        if cue.verb < self._taken_to or self._without(cue):
            return None
        if cue.use is VerbUse.PASSIVE or cue.use is VerbUse.PARTICIPLE:
            return self._passive(cue)
        subject = self._subject(cue)
        found = self._find(cue, subject)
        if found is None:
            self._last = subject or self._last
            return None
        pieces, how, inverted = found
        source = subject_after(self._words, cue.last) if inverted else subject
        if source is None and (cue.use is not VerbUse.FINITE or self._shares(cue)):
            source = self._last or self._main_subject(cue)
        if not self._stands(cue, source, how):
            return None
        self._last = source or self._last
        return self._report(cue, source, pieces, how)

    def _reacts(self, cue: VerbCue) -> bool:
        """As in "responded to the report": that somebody spoke, not what was said."""
        group = self._words[cue.first : cue.verb]
        return cue.takes("reaction") and not any(word.has("negation") for word in group)

    def _main_subject(self, cue: VerbCue) -> Phrase | None:
        """The subject of the frame's first verb: "Pyongyang walked out, demanding that ..."."""
        for at in range(1, cue.first):
            if verb_use(self._words, at) is VerbUse.FINITE:
                return subject_before(self._words, at)
        return None

    def _find(self, cue: VerbCue, subject: Phrase | None) -> tuple[Pieces, str, bool] | None:
        before = self._quoted_before(cue, subject)
        if before is not None:
            return before
        after = self._complements.after(cue)
        if after is not None and after[1] == "preposition" and self._reacts(cue):
            return (), "reaction", False
        return (*after, False) if after is not None else self._around(cue, subject)

    def _without(self, cue: VerbCue) -> bool:
        """As in "without citing a source": that was not said."""
        return cue.first > 0 and self._words[cue.first - 1].low == "without"

    def _stands(self, cue: VerbCue, source: Phrase | None, how: str) -> bool:
        if source is None:
            return how == "quote"
        word = self._words[source.head[1] - 1]
        return word.low not in ("it", "there") or how in ("quote", "around")

    def _shares(self, cue: VerbCue) -> bool:
        left = self._words[cue.first - 1].low if cue.first else ""
        return left in ("and", "but", "or", ",", "then", "also")

    def _subject(self, cue: VerbCue) -> Phrase | None:
        if cue.use in (VerbUse.GERUND, VerbUse.INFINITIVE):
            return None
        return subject_before(self._words, cue.first)

    # content before the verb

    def _quoted_before(
        self, cue: VerbCue, subject: Phrase | None
    ) -> tuple[Pieces, str, bool] | None:
        """“...,” he said; “...,” said Lu Chao."""
        if not cue.takes("quote"):
            return None
        inverted = self._quotation_left_of(cue.first) is not None
        first = cue.first if inverted or subject is None else subject.first
        at = self._quotation_left_of(first)
        if at is None:
            return None
        if not self._closes(cue, subject, inverted):
            return None
        begin = self._clause_begin(at)
        pieces = [(begin, at + 1)]
        rest = self._after_parenthesis(
            cue, subject_after(self._words, cue.last) if inverted else None
        )
        if rest is not None:
            pieces.append(rest)
        return tuple(pieces), "quote", inverted

    def _quotation_left_of(self, place: int) -> int | None:
        """Return the place of the quotation just before, over a comma or a dash."""
        at = place - 1
        while at > 0 and self._words[at].low in (",", "-", "--", "—"):
            at -= 1
        return at if at >= 0 and self._words[at].has("quotation") else None

    def _closes(self, cue: VerbCue, subject: Phrase | None, inverted: bool) -> bool:
        """A short quotation before a verb is its subject's, unless nothing follows the verb."""
        if inverted:
            return True
        after = self._words[cue.last] if cue.last < len(self._words) else None
        return after is None or not (after.low == "that" or after.low == "to")

    def _clause_begin(self, at: int) -> int:
        """Content that mixes quotation and own words begins with its clause."""
        begin = at
        while begin > 0 and self._words[begin - 1].low not in (".", ";", "?", "!"):
            if begin - 1 in self._cues and self._cues[begin - 1].use is VerbUse.FINITE:
                return at
            begin -= 1
        while begin < at and self._words[begin].has("mark"):
            begin += 1
        return begin

    def _after_parenthesis(self, cue: VerbCue, source: Phrase | None) -> tuple[int, int] | None:
        """What goes on after "he said,": a second piece of the content."""
        at = source.last if source else cue.last
        words = self._words
        at = self._complements.over_setting(at)
        if at < len(words) and words[at].low in (",", ".", ":", "—", "--"):
            at += 1
        if at < len(words) and words[at].has("speech"):
            return at, clause_end(words, at, Extent.CLAUSE, cue, self._cues)
        return None

    def _around(self, cue: VerbCue, subject: Phrase | None) -> tuple[Pieces, str, bool] | None:
        """A clause, he said[, that goes on]; also turned round: a clause, said Lu Chao."""
        if not cue.takes("quote") or cue.use is not VerbUse.FINITE:
            return None
        words = self._words
        first = subject.first if subject else cue.first
        if first < 2 or words[first - 1].low not in (",", "-", "—", "--", "–"):
            return None
        begin, end = self._clause_begin(first - 1), first - 1
        after = subject_after(words, cue.last) if subject is None else None
        at = self._complements.over_setting(after.last if after else cue.last)
        pieces = [(begin, end)]
        if at + 1 < len(words) and words[at].low in (",", "—", "--", "–", "-"):
            pieces.append((at + 1, clause_end(words, at + 1, Extent.CLAUSE, cue, self._cues)))
        elif (at < len(words) and not words[at].has("mark")) or not has_clause(words, begin, end):
            return None
        pieces = [(a, b) for a, b in pieces if a < b]
        return (tuple(pieces), "around", subject is None) if begin < end else None

    # passive

    def _passive(self, cue: VerbCue) -> Report | None:
        words, at = self._words, cue.last
        if cue.use is VerbUse.PARTICIPLE:
            return None
        subject = subject_before(words, cue.first)
        agent = self._agent(at)
        if agent is not None:
            if subject is None or not cue.governs("object", "object_as"):
                return None
            place, phrase = agent
            pieces: Pieces = ((subject.first, subject.last),)
            cue_span = Span(words[cue.first].start, words[place].end)
            return self._report(cue, phrase, pieces, "passive", cue_span)
        if at < len(words) and words[at].low == "that" and cue.governs("clause", "that"):
            found = self._complements.piece(at, Extent.CLAUSE, cue, "impersonal")
            return self._report(cue, None, found[0], "impersonal") if found else None
        if at < len(words) and words[at].low == "to" and subject and cue.takes("clause"):
            found = self._complements.piece(at, Extent.INFINITIVE, cue, "passive infinitive")
            if found:
                pieces = ((subject.first, subject.last), *found[0])
                return self._report(cue, None, pieces, "passive infinitive")
        return None

    def _agent(self, at: int) -> tuple[int, Phrase] | None:
        """As in "acknowledged, without further details, by the ministry", "noted in the report"."""
        words = self._words
        for place in range(at, min(at + MOST_AGENT_WORDS, len(words) - 1)):
            word = words[place]
            if word.low == "by" and not words[place + 1].forms & {"gerund"}:
                phrase = subject_after(words, place + 1)
                return (place, phrase) if phrase is not None else None
            if place == at and word.low == "in":
                phrase = subject_after(words, place + 1)
                if phrase and any(w.has("venue") for w in words[phrase.head[0] : phrase.head[1]]):
                    return place, phrase
            if word.has("mark") or word.low in ("that", "to", "and") or word.has("relative"):
                return None
        return None

    # putting together

    def _report(
        self,
        cue: VerbCue,
        source: Phrase | None,
        pieces: Pieces,
        how: str,
        cue_span: Span | None = None,
    ) -> Report:
        words = self._words
        if pieces and pieces[-1][0] >= cue.last:
            self._taken_to = max(end for _, end in pieces)
        content = tuple(Span(words[a].start, words[b - 1].end) for a, b in pieces)
        head = Span(words[source.head[0]].start, words[source.head[1] - 1].end) if source else None
        end_word = words[pieces[-1][1] - 1] if pieces else words[cue.verb]
        if how == "reaction":
            end = clause_end(words, cue.last, Extent.OBJECT, cue, self._cues)
            cue_span = Span(words[cue.first].start, words[end - 1].end)
        return Report(
            source.span(words) if source else None,
            cue_span or Span(words[cue.first].start, words[cue.last - 1].end),
            content,
            cue.entry.link,
            how,
            source.how if source else "none named",
            how == "quote" or end_word.has("quotation"),
            head,
        )


def spans_of(words: Sequence[Word], pieces: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Return the spans of words[first:last], points at their ends left out."""
    found = []
    for first, last in pieces:
        while last > first + 1 and words[last - 1].low in (",", ".", ";", ":", "—", "--"):
            last -= 1
        found.append(Span(words[first].start, words[last - 1].end))
    return tuple(found)
