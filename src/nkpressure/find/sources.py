"""Finds the source of a reporting verb: the noun phrase before it or, turned round, after it.

An apposition belongs to its source ("Wang Enbin, the vice-chair of foreign trade,"); a pronoun
and a relative are sources as they stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from nkpressure.find.grammar import Word, is_nominal
from nkpressure.find.verb_uses import VerbUse, verb_use
from nkpressure.model import Span

MOST_RELATIVE_WORDS = 12  # of a relative clause between a subject and its verb
_LEFT_ENDS = frozenset({"determiner", "possessive", "pronoun"})
MOST_WORDS = 45  # that an apposition may hold


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: words[first:last]; `head` is the part before an apposition."""

    first: int
    last: int
    head: tuple[int, int]
    how: str

    def span(self, words: Sequence[Word]) -> Span:
        """Return the span of the phrase."""
        return Span(words[self.first].start, words[self.last - 1].end)


def subject_before(words: Sequence[Word], place: int) -> Phrase | None:
    """Return the subject that ends just before a verb group."""
    at = _over_adjunct(words, place - 1)
    if at < 0:
        return None
    word = words[at]
    if word.low in (",", ")", "—", "–", "--", "-"):
        return _before_apposition(words, at)
    if word.has("conjunction") or word.low in (";", ":"):
        return None
    if word.has("relative") or (word.has("pronoun") and not is_nominal(word)):
        return Phrase(at, at + 1, (at, at + 1), "pronoun before the verb")
    if not is_nominal(word) and not word.has("pronoun"):
        return None
    first = phrase_start(words, at)
    antecedent = _antecedent(words, first)
    if antecedent is not None:
        start = phrase_start(words, antecedent - 1)
        return Phrase(start, at + 1, (start, antecedent), "before a relative clause")
    return Phrase(first, at + 1, (first, at + 1), "before the verb")


def _antecedent(words: Sequence[Word], first: int) -> int | None:
    """As in "one of the doctors who sent the letter called": the subject stands before "who"."""
    if first == 0 or verb_use(words, first - 1) is not VerbUse.FINITE:
        return None
    for at in range(first - 1, max(first - MOST_RELATIVE_WORDS, 0), -1):
        word = words[at]
        if word.has("mark") or word.has("quotation") or word.has("subordinator"):
            return None
        if word.low in ("who", "that", "which") and is_nominal(words[at - 1]):
            verb = verb_use(words, at - 1) is VerbUse.FINITE
            return None if verb and not words[at - 1].has("name") else at
    return None


def _over_adjunct(words: Sequence[Word], at: int) -> int:
    """Step over adverbs and times between a subject and its verb: "Axelrod on Wednesday called"."""
    while at > 0:
        if words[at].has("adverb") and not words[at].has("pronoun"):
            at -= 1
        elif words[at].has("weekday"):
            at -= 1
            if words[at].low in ("on", "late", "early", "last", "this"):
                at -= 1
        elif _is_time(words[at - 1], words[at]):
            at -= 2
        elif words[at].low in ("himself", "herself", "itself", "themselves"):
            return at
        else:
            break
    return at


def _is_time(left: Word, word: Word) -> bool:
    """As in "in 2015", "last month"."""
    if left.low == "in":
        return word.has("number") or word.has("time")
    return word.has("time") and left.low in ("this", "last", "next", "earlier")


def phrase_start(words: Sequence[Word], last: int) -> int:
    """Return where the noun phrase begins that ends with the word at `last`."""
    at = last
    closed = _closes_left(words[at])
    while at > 0:
        left = words[at - 1]
        if left.has("preposition") and left.low not in ("that",) and not left.has("adverb"):
            if at < 2 or not _noun_before(words, at - 2) or not _joins(left, words[at]):
                break
            at, closed = at - 2, _closes_left(words[at - 2])
        elif left.low in ("and", "or", "&"):
            if at < 2 or not _noun_before(words, at - 2) or _has_verb(words, at - 2):
                break
            at, closed = at - 2, _closes_left(words[at - 2])
        elif left.low in ("'s", "'"):
            at, closed = at - 1, False
        elif closed or not _inside(words, at - 1):
            break
        else:
            at, closed = at - 1, _closes_left(left)
    return at


def _joins(preposition: Word, following: Word) -> bool:
    """As in "the ambassador to Seoul"; but "to leave" and "after the vote" begin another clause."""
    if preposition.low == "to":
        return bool(following.classes & {"name", "determiner", "possessive"})
    return not preposition.has("subordinator")


def _inside(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    if word.has("auxiliary") or word.has("modal"):
        return False
    if word.has("determiner") or word.has("possessive"):
        return True
    if not is_nominal(word):
        return word.low == "-"
    if word.forms and verb_use(words, place) in (VerbUse.FINITE, VerbUse.INFINITIVE):
        return word.has("name")
    return True


def _closes_left(word: Word) -> bool:
    """After "the", "his", "she" a phrase is at its left end, but for "all the", "of the"."""
    return not word.classes.isdisjoint(_LEFT_ENDS)


def _noun_before(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    return (is_nominal(word) or word.has("pronoun") or word.low == ")") and not (
        word.forms and verb_use(words, place) in (VerbUse.FINITE, VerbUse.INFINITIVE)
    )


def _has_verb(words: Sequence[Word], place: int) -> bool:
    """Say whether a finite verb stands before: then "and" joins clauses, not names."""
    at = place
    while at >= 0 and not words[at].has("mark") and place - at < 15:
        word = words[at]
        if word.has("finite") or verb_use(words, at) is VerbUse.FINITE:
            return True
        if word.has("subordinator") or word.low == "that":
            return False
        at -= 1
    return False


def _before_apposition(words: Sequence[Word], closing: int) -> Phrase | None:
    """Look for the comma that opens what the comma before the verb closes."""
    nearest: Phrase | None = None
    for at in range(closing - 1, max(closing - MOST_WORDS, 0), -1):
        word = words[at]
        if word.has("quotation") or word.low in (";", ":", "“"):
            break
        if word.low not in (",", "(", "—", "–", "--"):
            continue
        if at + 1 >= closing or not _is_apposition(words, at + 1, closing):
            continue
        if not is_nominal(words[at - 1]):
            continue
        first = phrase_start(words, at - 1)
        phrase = Phrase(first, closing + 1, (first, at), "before an apposition")
        if first == 0 or words[first - 1].low not in (",", "and", "or"):
            return phrase
        nearest = nearest or phrase
    return nearest


def _is_apposition(words: Sequence[Word], first: int, last: int) -> bool:
    """What stands between the commas has no finite verb of its own, or begins with "who"."""
    if words[first].has("relative") or words[first].low in ("of", "whose", "speaking", "like"):
        return True
    for at in range(first, last):
        if words[at].has("relative"):
            return True
        if words[at].has("finite") or verb_use(words, at) is VerbUse.FINITE:
            return False
    return True


def subject_after(words: Sequence[Word], place: int) -> Phrase | None:
    """Return the subject after a verb that stands before it: "said Lu Chao, a scholar in ..."."""
    at = place
    while at < len(words) and (_goes_on(words, at) or words[at].has("determiner")):
        at += 1
    while at > place and not is_nominal(words[at - 1]):
        at -= 1
    if at == place:
        if place < len(words) and words[place].has("subject_pronoun"):
            return Phrase(place, place + 1, (place, place + 1), "after the verb")
        return None
    last = at
    if at < len(words) and words[at].low == ",":
        last = _apposition_end(words, at)
    return Phrase(place, last, (place, at), "after the verb")


def _goes_on(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    if word.has("quotation") or word.has("mark"):
        return word.low in ("&", "-")
    if word.low in ("of", "for", "and", "the", "from", "at") or word.has("possessive"):
        return True
    return is_nominal(word) and not word.has("weekday") and not word.has("finite")


def _apposition_end(words: Sequence[Word], comma: int) -> int:
    at = comma + 1
    while at < len(words) and not words[at].has("quotation"):
        if words[at].low in (".", ";", ":", "—"):
            break
        if words[at].low == "that" and words[at - 1].low == ",":
            break
        at += 1
    while at > comma and words[at - 1].has("mark") and words[at - 1].low != ")":
        at -= 1
    return max(at, comma)
