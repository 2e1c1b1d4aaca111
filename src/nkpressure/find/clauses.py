"""Finds where the clause around a word begins and ends, as far as words and marks tell it."""

from collections.abc import Sequence

from nkpressure.find.grammar import Word
from nkpressure.find.verb_uses import VerbUse, verb_use

CLAUSE_MARKS = frozenset({",", ";", ":", "—", "–", "--", "(", ")", "?", "!", "…"})
_OPENERS = frozenset({"that", "but", "which", "who", "whether", "because", "since", "so"})
_LOOSE = frozenset({"and", "but", "or", "so", "yet", "also", "then", "as"})


def clause_start(words: Sequence[Word], place: int) -> int:
    """Return the place of the word with which the clause of a verb begins, its subject first."""
    first = place
    while first > 0 and _in_verb_group(words[first - 1]):
        first -= 1
    start = first
    while start > 0 and not _opens(words, start - 1):
        start -= 1
    while start < first and (words[start].low in _LOOSE or words[start].has("adverb")):
        start += 1
    return start


def _in_verb_group(word: Word) -> bool:
    return bool(word.classes & {"auxiliary", "be", "modal", "negation", "adverb"})


def _opens(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    if word.low == "that" and place == 0:
        return False  # "That spree helped create the gluts"
    if word.low in CLAUSE_MARKS or word.low in _OPENERS or word.has("subordinator"):
        return True
    if word.low in ("and", "or"):
        return any(verb_use(words, n) is VerbUse.FINITE for n in range(max(0, place - 12), place))
    if verb_use(words, place) is not VerbUse.FINITE:
        return False
    # "said that trade has slipped": after an opener the noun is meant
    left = words[place - 1] if place else None
    begins = left is None or left.low in CLAUSE_MARKS | _OPENERS or left.has("subordinator")
    owned = left is not None and (left.low == "'s" or left.has("possessive"))
    return not (word.has("noun") and (begins or owned))


def clause_end(words: Sequence[Word], place: int) -> int:
    """Return the place after the last word of the clause that a word stands in."""
    end = place + 1
    while end < len(words):
        word = words[end]
        if word.low in CLAUSE_MARKS or word.low in ("but", "which", "who"):
            break
        if word.low == "." and end == len(words) - 1:  # within, it closes an abbreviation
            break
        if word.has("subordinator") and word.low not in ("as", "that", "than", "before", "after"):
            break
        follows = words[end + 1] if end + 1 < len(words) else None
        if word.low in ("and", "or") and follows is not None and follows.has("subject_pronoun"):
            break
        end += 1
    return end
