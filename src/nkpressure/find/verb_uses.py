"""Reads a word's neighbours to say whether it is a verb where it stands, and how it is used."""

from collections.abc import Sequence
from enum import StrEnum

from nkpressure.find.grammar import Word, is_nominal, starts_phrase


class VerbUse(StrEnum):
    """How a verb stands in its clause."""

    FINITE = "finite"
    PASSIVE = "passive"
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    PARTICIPLE = "participle"


# A class is asked for its member at each word of a text; a name of the module costs a tenth
_FINITE, _PASSIVE, _INFINITIVE, _GERUND, _PARTICIPLE = VerbUse
_AFTER_AUXILIARIES = frozenset({"participle", "base"})
_OWNERS = frozenset({"determiner", "possessive"})
_SUBJECTS = frozenset({"subject_pronoun", "relative"})
_DEMONSTRATIVES = frozenset({"that", "this", "these", "those", "it", "many", "some"})
_LED = frozenset({"mark", "preposition", "subordinator", "adverb"})
_COMPLEMENTS = frozenset(
    {"determiner", "possessive", "pronoun", "name", "question", "quotation", "mark"}
)


def before(words: Sequence[Word], place: int) -> int:
    """Return the place of the word before, adverbs left out; -1 where there is none."""
    place -= 1
    while place >= 0:
        classes = words[place].classes
        if "adverb" not in classes or "pronoun" in classes:
            break
        place -= 1
    return place


def verb_use(words: Sequence[Word], place: int) -> VerbUse | None:
    """Say how the word at that place is used as a verb; None where it is none."""
    word = words[place]
    classes = word.classes
    if "finite" in classes:
        return _FINITE
    if not word.forms or "name" in classes:
        return None
    at = before(words, place)
    left = words[at] if at >= 0 else None
    if left is not None:
        led = _after_auxiliary(word, left)
        if led is not None:
            return led
        if left.low == "to":
            return _INFINITIVE if "base" in word.forms else None
    return _alone(words, place, left)


def verb_uses(words: Sequence[Word]) -> list[VerbUse | None]:
    """Say of each word how it is used as a verb; most can be none, whatever stands beside them."""
    return [
        verb_use(words, place) if word.forms or "finite" in word.classes else None
        for place, word in enumerate(words)
    ]


def _after_auxiliary(word: Word, left: Word) -> VerbUse | None:
    classes = left.classes
    if "be" in classes:
        if "gerund" in word.forms:
            return _FINITE
        return _PASSIVE if "participle" in word.forms else None
    if "modal" in classes and "base" in word.forms:
        return _FINITE
    if "auxiliary" in classes and not word.forms.isdisjoint(_AFTER_AUXILIARIES):
        return _FINITE
    return None


def _alone(words: Sequence[Word], place: int, left: Word | None) -> VerbUse | None:
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else None
    if left is not None and not left.classes.isdisjoint(_OWNERS) and not _subject(left):
        return None
    if "gerund" in word.forms:
        return _GERUND
    if "past" in word.forms:
        return _past(word, left, following)
    return _present(words, place, left)


def _subject(word: Word) -> bool:
    return not word.classes.isdisjoint(_SUBJECTS) or (
        "pronoun" in word.classes and word.low in _DEMONSTRATIVES
    )


def _past(word: Word, left: Word | None, following: Word | None) -> VerbUse | None:
    if following is not None and following.low == "by" and "participle" in word.forms:
        return _PARTICIPLE
    if left is None:
        return _PARTICIPLE if "participle" in word.forms else _FINITE
    if left.has("preposition") and left.low != "that":
        return None if following is not None and is_nominal(following) else _PARTICIPLE
    if left.has("adjective") and not left.has("verb") and not left.has("name"):
        return None
    return _FINITE


def _present(words: Sequence[Word], place: int, left: Word | None) -> VerbUse | None:
    word = words[place]
    following = words[place + 1] if place + 1 < len(words) else None
    if left is None or ("preposition" in left.classes and left.low != "than"):
        return None
    if _subject(left):
        return _FINITE
    if "mark" in left.classes and left.low not in (",", ")", '"', "-", "--", "—", "–"):
        return None
    if "adjective" in left.classes and "verb" not in left.classes:
        return None
    if (
        following is not None
        and following.classes.isdisjoint(_LED)
        and not starts_phrase(following)
    ):
        return None
    plural = left.low.endswith("s") or left.has("conjunction") or left.low in ("people", "")
    if "base" in word.forms and "third" not in word.forms:
        return _FINITE if plural or _several(words, place) else None
    return _FINITE if _singular(left, following) else None


def _several(words: Sequence[Word], place: int) -> bool:
    """As in "Smith and Jones say": two names make a plural."""
    near = words[max(0, place - 5) : place]
    return bool(near) and near[-1].has("name") and any(word.low == "and" for word in near)


def _singular(left: Word, following: Word | None) -> bool:
    """After a name "plans" is a verb; after a plain noun only where a complement follows."""
    if left.has("name") or left.has("quotation") or left.has("mark") or left.has("conjunction"):
        return True
    return (
        following is None
        or following.low in ("that", "to", "it")
        or not following.classes.isdisjoint(_COMPLEMENTS)
    )
