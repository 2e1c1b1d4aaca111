"""How far the phrase around a head word reaches: its noun phrase, its complements."""

from collections.abc import Collection

from nkpressure.find.word_classes import Words

LONGEST_LEFT = 7  # words before a head
LONGEST_PHRASE = 8  # words of one complement
MOST_COMPLEMENTS = 2
NUMBER_OF_RESOLUTION = 4  # digits

NOMINAL = frozenset(
    {"plain", "name", "number", "adjective", "possessive", "tail", "title", "adjunct"}
)
INSIDE = NOMINAL | {"determiner"}
WHEN = frozenset(("in", "at", "under", "after", "during", "since", "until", "for"))
ITEM = frozenset({"plain", "name", "adjective"})


def phrase_start(words: Words, head: int) -> int:
    """Return the number of the word with which a head's noun phrase begins.

    "the ongoing US-DPRK dialogue", "China's trade relationship", "a new, tougher resolution"
    """
    at = head
    for _ in range(LONGEST_LEFT):
        step = _step_left(words, at)
        if step == at:
            break
        at = step
        if words.name(at) == "determiner" and words.name(at - 1) != "determiner":
            break
    return _without_loose_start(words, at, head)


def _step_left(words: Words, at: int) -> int:
    name = words.name(at - 1)
    if name in INSIDE or (name == "participle" and _modifies(words, at - 1)):
        return at - 1
    if name == "quote" and words.text(at - 1) not in ")]":
        return at - 1 if words.name(at - 2) in INSIDE else at
    if name == "adverb" and words.name(at) in ("adjective", "participle", "plain", "verb"):
        return at - 1
    if words.text(at - 1) in ("and", "or", ",") and _joins_modifiers(words, at):
        return at - 2
    return at


def _modifies(words: Words, participle: int) -> bool:
    """Tell "the proposed talks" from "they proposed talks"."""
    return words.name(participle - 1) in ("determiner", "possessive", "adjective", "adverb")


def _joins_modifiers(words: Words, at: int) -> bool:
    """Tell "air and naval drills" from "the army, and drills"."""
    joined = ("adjective", "name") if words.text(at - 1) != "," else ("adjective",)
    return words.name(at - 2) in joined and words.name(at) in ("adjective", "name", "possessive")


def _without_loose_start(words: Words, at: int, head: int) -> int:
    """Leave out an opening quote whose close lies beyond, and a stray mark."""
    while at < head and words.name(at) in ("mark", "conjunction", "adverb"):
        at += 1
    return at


def compound_end(words: Words, head: int) -> int:
    """Return the number of the last word of a compound that a head opens.

    "sanctions regime", "the “maximum pressure” policy", "resolutions 2270 and 2231"
    """
    at = head
    while words.name(at + 1) == "tail":
        at += 1
    if words.name(at + 1) == "quote" and words.name(at + 2) == "tail":
        at += 2
    while words.name(at + 1) == "number" and len(words.text(at + 1)) == NUMBER_OF_RESOLUTION:
        at += 1
        if words.text(at + 1) in ("and", ",") and words.name(at + 2) == "number":
            at += 1
    return at


def with_closing_quote(words: Words, first: int, last: int) -> int:
    """Take in the closing mark of a quotation that the phrase opens: “maximum pressure”."""
    marks = sum(word.text in '"“”' for word in words.all[first : last + 1])
    return last + 1 if marks % 2 and words.text(last + 1) in ('"', "”") else last


def complements_end(
    words: Words, last: int, prepositions: Collection[str], participles: Collection[str]
) -> int:
    """Return the last word of the complements after a head.

    "on North Korea", "of coal by sea", "established by the United Nations", "doing business"
    """
    last = _with_participle(words, last, participles)
    for _ in range(MOST_COMPLEMENTS):
        preposition = last + 1
        if words.name(preposition) == "quote" and words.text(preposition) in "\"'":
            preposition += 1
        if words.text(preposition) not in prepositions:
            break
        end = object_end(words, preposition + 1, words.text(preposition))
        if end is None:
            break
        last = end
    return last


def _with_participle(words: Words, last: int, participles: Collection[str]) -> int:
    at = last + 2 if words.name(last + 1) == "adverb" else last + 1
    if words.text(at) in participles and words.name(at + 1) == "preposition":
        return _single_phrase_end(words, at + 2, words.text(at + 1)) or last
    doing = words.name(at) in ("participle", "verb") and words.text(at).endswith("ing")
    if doing and words.text(at + 1) in ("and", "or") and words.text(at + 2).endswith("ing"):
        at += 2  # "entering or leaving the country"
    inside = doing and words.name(at + 1) in INSIDE
    return (_single_phrase_end(words, at + 1, "") if inside else None) or last


def object_end(words: Words, first: int, preposition: str = "") -> int | None:
    """Return the last word of the noun phrase that begins at a word, None where there is none."""
    noun = _single_phrase_end(words, first, preposition)
    return None if noun is None else with_partner(words, noun, preposition)


def _single_phrase_end(words: Words, first: int, preposition: str) -> int | None:
    at, noun = first, None
    while at - first < LONGEST_PHRASE:
        step = _noun_phrase_step(words, at, noun)
        if step is None:
            break
        noun = at if words.name(at) in NOMINAL and words.name(at) != "possessive" else noun
        at += step
    if noun is None or words.name(noun) == "adjunct" or _refused(words, first, preposition):
        return None
    return noun


def _noun_phrase_step(words: Words, at: int, noun: int | None) -> int | None:
    name = words.name(at)
    if name in NOMINAL or name == "quote":
        return 1
    if name in ("determiner", "participle", "adverb", "pronoun") and noun is None:
        return 1
    gerund = name == "verb" and words.text(at).endswith("ing")
    return 1 if gerund and noun is None else None  # "a drill of dropping a bomb"


def _refused(words: Words, first: int, preposition: str) -> bool:
    """Tell "on Saturday" from "on Pyongyang", "to give" and "by giving" from "to the regime"."""
    name = words.name(first + (words.name(first) == "quote"))
    if name == "time" or (preposition == "to" and name == "plain"):
        return True
    return preposition in ("to", "by") and name in ("verb", "participle", "adverb")


def with_partner(words: Words, noun: int, preposition: str = "") -> int:
    """Go on over "and" where two belong together: "between X and Y", "of coal and iron"."""
    last = _listed(words, noun)  # "of gold, titanium" with "and rare earths" to come
    joined = words.text(last + 1) in ("and", "or")
    if not joined or words.name(last + 2) in ("verb", "participle"):
        return noun
    partner = _single_phrase_end(words, last + 2, "")
    if partner is None:
        return noun
    ends = words.name(partner + 1) in ("mark", "", "time") or words.text(partner + 1) in WHEN
    pair = preposition == "between" or ends or last > noun
    return partner if pair and partner - noun <= LONGEST_PHRASE else noun


def _listed(words: Words, noun: int) -> int:
    """Return the last of the short items that commas join to a noun; the noun where none is."""
    last = noun
    while words.text(last + 1) == "," and words.name(last + 2) in ITEM:
        last += 3 if words.name(last + 3) in ITEM else 2
    return last
