"""Finds the content after a reporting verb: that-clause, quotation, infinitive, object."""

from collections.abc import Mapping, Sequence

from nkpressure.find.contents import Extent, clause_end, has_clause
from nkpressure.find.grammar import Word, is_nominal, starts_phrase
from nkpressure.find.reporting import VerbCue
from nkpressure.find.verb_uses import VerbUse, verb_use

Pieces = tuple[tuple[int, int], ...]


MOST_LEAD_WORDS = 22  # between a verb and its quotation
_SETTING_ENDS = frozenset({"that", ",", ".", ":", ";", "—", "--"})


class Complements:
    """Reads what follows a verb, in one frame, by what the verb's row says it governs."""

    def __init__(self, words: Sequence[Word], cues: Mapping[int, VerbCue]) -> None:
        self._words = words
        self._cues = cues

    def over_setting(self, at: int) -> int:
        """Step over where and when it was said: "in an interview", "on Monday", "to reporters"."""
        words = self._words
        begin = at
        if at >= len(words) or not _is_setting(words[at]):
            return at
        while at < len(words):
            word = words[at]
            if word.low in (",", ".", ":", ";", "—", "--") or word.has("quotation"):
                break
            if word.low == "that" or (at > begin and verb_use(words, at) is VerbUse.FINITE):
                break
            at += 1
        ends = at >= len(words) or words[at].low in _SETTING_ENDS or words[at].has("quotation")
        return at if ends else begin

    def after(self, cue: VerbCue) -> tuple[Pieces, str] | None:
        """Return the content after the verb and the construction, the surest first."""
        return (
            self._quote(cue)
            or self._clause(cue)
            or self._wh(cue)
            or self._to(cue)
            or self._object_to(cue)
            or self._preposition(cue)
            or self._gerund(cue)
            or self._object(cue)
        )

    def _addressed(self, cue: VerbCue) -> int:
        """Step over the one who is told: "told reporters on Monday that"."""
        words, at = self._words, cue.last
        if not cue.governs("told", "told_wh"):
            return at
        while at < len(words) and at - cue.last < 12:
            word = words[at]
            if word.low in ("that", ",", ":") or word.has("quotation") or word.has("question"):
                return at
            if at > cue.last and (word.has("subject_pronoun") or _begins_clause(words, at)):
                return at
            at += 1
        return at

    def piece(
        self, start: int, extent: Extent, cue: VerbCue, how: str
    ) -> tuple[Pieces, str] | None:
        """Return the content from there to its end, points at the end left out."""
        return self._up_to(start, clause_end(self._words, start, extent, cue, self._cues), how)

    def _up_to(self, start: int, end: int, how: str) -> tuple[Pieces, str] | None:
        while end > start and self._words[end - 1].low in (",", ".", ";", ":", "—", "--", "–"):
            end -= 1
        return (((start, end),), how) if end > start else None

    def _quote(self, cue: VerbCue) -> tuple[Pieces, str] | None:
        if not cue.governs("quote", "told"):
            return None
        words, at = self._words, self._addressed(cue)
        end = min(at + MOST_LEAD_WORDS, len(words))
        place = at
        while place < end and "quotation" not in words[place].classes:
            place += 1
        if place >= end or not self._leads_to(place, at, cue):
            return None
        word = words[place]
        led = place == cue.last or words[place - 1].low in (",", ":", "—", "--")
        if led and word.has("speech") and self._is_whole(place):
            return ((place, place + 1),), "quote"
        if led and (word.has("speech") or words[place - 1].low in (",", ":")):
            return self.piece(place, Extent.CLAUSE, cue, "quote")
        return None

    def _leads_to(self, quotation: int, start: int, cue: VerbCue) -> bool:
        """Say whether no clause begins between a verb and its quotation."""
        words = self._words
        for place in range(start, quotation):
            word = words[place]
            if word.low == "that" or (word.has("subject_pronoun") and place == cue.last):
                return False
            verb = verb_use(words, place) is VerbUse.FINITE or place in self._cues
            if verb and words[place + 1].low != ",":
                return False
        return True

    def _is_whole(self, place: int) -> bool:
        """A quotation that ends with a point and before no mark is the whole content."""
        words = self._words
        following = words[place + 1] if place + 1 < len(words) else None
        return (
            words[place].has("sentence")
            and following is not None
            and (not following.has("mark") and not following.has("quotation"))
        )

    def _clause(self, cue: VerbCue) -> tuple[Pieces, str] | None:
        if not cue.governs("clause", "that", "told"):
            return None
        words, at = self._words, self._addressed(cue)
        that = self.over_setting(at)
        if that < len(words) and words[that].low == "that" and self._is_conjunction(that):
            return self.piece(that, Extent.CLAUSE, cue, "that-clause")
        if not cue.governs("clause", "told") or at >= len(words):
            return None
        if words[at].low in (",", ":", "to"):
            return None
        end = clause_end(words, at, Extent.CLAUSE, cue, self._cues)
        return self._up_to(at, end, "clause") if has_clause(words, at, end) else None

    def _is_conjunction(self, place: int) -> bool:
        if place + 1 >= len(self._words):
            return False
        if self._words[place + 1].has("auxiliary"):
            return False
        return verb_use(self._words, place + 1) is not VerbUse.FINITE

    def _wh(self, cue: VerbCue) -> tuple[Pieces, str] | None:
        if not cue.governs("wh", "told_wh"):
            return None
        at = self._addressed(cue)
        if at >= len(self._words):
            return None
        word = self._words[at]
        if word.has("question") and word.low not in ("which", "when", "where"):
            return self.piece(at, Extent.CLAUSE, cue, "question")
        return None

    def _to(self, cue: VerbCue) -> tuple[Pieces, str] | None:
        at = cue.last
        if cue.takes("to") and at < len(self._words) and self._words[at].low == "to":
            return self.piece(at, Extent.INFINITIVE, cue, "infinitive")
        return None

    def _object_to(self, cue: VerbCue) -> tuple[Pieces, str] | None:
        words = self._words
        if not cue.takes("object_to"):
            return None
        for at in range(cue.last, min(cue.last + 14, len(words))):
            if at > cue.last and self._is_infinitive(at):
                return self.piece(cue.last, Extent.INFINITIVE, cue, "object and infinitive")
            if words[at].has("mark") or verb_use(words, at) is VerbUse.FINITE:
                return None
        return None

    def _is_infinitive(self, at: int) -> bool:
        words = self._words
        if words[at].low != "to" or at + 1 >= len(words):
            return False
        return "base" in words[at + 1].forms or words[at + 1].low in ("be", "have", "do")

    def _preposition(self, cue: VerbCue) -> tuple[Pieces, str] | None:
        at = cue.last
        words = self._words
        if at + 1 >= len(words) or not (starts_phrase(words[at + 1]) or words[at + 1].forms):
            return None
        if words[at].low in cue.entry.prepositions:
            return self.piece(at + 1, Extent.OBJECT, cue, "preposition")
        return None

    def _gerund(self, cue: VerbCue) -> tuple[Pieces, str] | None:
        at = cue.last
        if cue.takes("gerund") and at < len(self._words) and "gerund" in self._words[at].forms:
            return self.piece(at, Extent.INFINITIVE, cue, "gerund")
        return None

    def _object(self, cue: VerbCue) -> tuple[Pieces, str] | None:
        words, at = self._words, cue.last
        if at >= len(words) or not starts_phrase(words[at]) or words[at].has("weekday"):
            return None
        if words[at].has("relative") and words[at].low != "that":
            return None
        if cue.takes("object"):
            return self.piece(at, Extent.OBJECT, cue, "object")
        if cue.takes("object_as") and any(w.low == "as" for w in words[at : at + 12]):
            return self.piece(at, Extent.OBJECT, cue, "object and as")
        return None


def _begins_clause(words: Sequence[Word], at: int) -> bool:
    """After the addressee a new noun phrase begins: "told the Post the deal was off"."""
    return words[at].has("determiner") and is_nominal(words[at - 1])


def _is_setting(word: Word) -> bool:
    if word.has("weekday") or word.has("time") or word.has("adverb"):
        return True
    return word.has("preposition") or word.low == "to"
