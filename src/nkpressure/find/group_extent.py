"""Says how far a group's mention reaches: "senior Chinese officials in Pyongyang"."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from nkpressure.find.actor_marks import Mark, Page
from nkpressure.find.actor_table import ActorForm, state_prefixes
from nkpressure.find.actor_words import GroupNounRow, Reading, Use, modifiers, place_names, words
from nkpressure.find.words_before import Before
from nkpressure.tables import Tables

_GAP = re.compile(r"(?P<possessive>['’]s?)?(?P<words>(?:[\s-](?:[\w-]+))*?)\s")
_REACH = 80
_WORD_BEFORE = Before(r"[\s-](?P<word>[\w-]*[A-Za-z])", reach=_REACH)
# "based" of "a Macau-based bank"
_PART_BEFORE = Before(r"[\s-](?P<word>\w*[A-Za-z])", reach=_REACH)
_ALSO = re.compile(r"(?:,?\s(?:and|or)\s|,\s)$")
_DETERMINER = re.compile(
    r"\b(?:the|an?|all|both|its|their|his|her|our|this|these|those|some)\s$", re.I
)
_AWAY = re.compile(r"\s(?:abroad|overseas)\b")
_WHERE = re.compile(r"\s(?P<word>of|in|from|inside)\s(?:the\s)?")
_PLACE = re.compile(r"[A-Z]\w+(?:[\s-][A-Z]\w+)*")
_SECOND = re.compile(r"\s(?:and|or)\s(?P<place>[A-Z]\w+(?:[\s-][A-Z]\w+)*)")
_OTHERS = re.compile(r"(?:other|others|its|their|his|her)\b")
_MOST_FILLERS = 3
_WIDEST_GAP = 3  # characters between an owner and what follows: "China's "


class After(NamedTuple):
    """What follows a group noun: where the mention ends, whose group it is, the id's tail."""

    end: int
    owner: Mark | None = None
    tail: str = ""
    tells: bool = False


def owner_before(
    page: Page, mark: Mark, noun: GroupNounRow, ending: dict[int, Mark]
) -> Mark | None:
    """Return the state, person or body whose group the noun names, from before it."""
    text, place, fillers = page.text, mark.start, 0
    stops = words(page.tables, Use.STOP)
    while fillers <= _MOST_FILLERS:
        for length in range(1, _WIDEST_GAP + 1):
            owner = ending.get(place - length)
            if owner is not None and _owns(page, owner, mark, noun, text[owner.end : mark.start]):
                return owner
        word = _PART_BEFORE.match(text, place)
        if word is None or word[0].lower() in stops:
            return None
        place = word[1]
        fillers += 1
    return None


def is_near(text: str, named: int, noun: int) -> bool:
    """Say whether a noun stands so near behind a name that `owner_before` could reach that.

    >>> text = "Iran said on that day that all is well with its firms"
    >>> is_near(text, 4, text.index("firms"))
    False
    """
    within = noun - named < (_MOST_FILLERS + 1) * (_REACH + 1)
    return within and text.count(" ", named, noun) <= _MOST_FILLERS + _WIDEST_GAP


def _owns(page: Page, owner: Mark, mark: Mark, noun: GroupNounRow, between: str) -> bool:
    gap = _GAP.fullmatch(between)
    if owner.name is None or gap is None:
        return False
    fillers = gap["words"].lower().replace("-based", " based").split()
    if noun.reading is Reading.PEOPLE and (gap["possessive"] or fillers):
        return False
    known = modifiers(page.tables)
    if gap["possessive"]:
        most = 0 if owner.is_person and noun.reading is not Reading.STATE else 1
        return len(fillers) <= most and all(word in known for word in fillers)
    if owner.name.form is ActorForm.DEMONYM:
        return True
    if any(word not in known for word in fillers):
        return False
    # "Trump officials", "McConnell aides", but not "Japan people"
    return noun.reading is not Reading.SIDE or owner.is_state


def before_noun(page: Page, place: int, ending: dict[int, Mark], *, owned: bool) -> tuple[int, str]:
    """Go left over adjectives, a second state and an article; say what the adjectives tell.

    Only a group that is owned has a state's name as second owner: "US and Chinese officials",
    but not "the US and western countries".
    """
    text, known, told = page.text, modifiers(page.tables), ""
    while True:
        word = _WORD_BEFORE.match(text, place)
        kind = _kind(word[0], known) if word is not None else None
        if word is not None and kind is not None:
            told = "telling" if "telling" in (told, kind) else "plain"
            place = word[1]
            continue
        other = _other_owner(text, place, ending, owned=owned)
        if other is None:
            break
        place = other
    spaced = text[place - 1 : place].isspace()
    article = _DETERMINER.search(text, max(0, place - 7), place) if spaced else None
    return place - (len(article[0]) if article else 0), told


def _apart(text: str, place: int) -> bool:
    """Say whether the group is set off from whom "and" joins to it: "Japan and other allies"."""
    return _OTHERS.match(text, place) is not None


def _kind(word: str, known: Mapping[str, str]) -> str | None:
    """Say what an adjective tells; any with a hyphen is one: "mid-sized banks"."""
    compound = "-" in word and word.islower()
    return known.get(word.lower(), "plain" if compound else None)


def _other_owner(text: str, place: int, ending: dict[int, Mark], *, owned: bool) -> int | None:
    if not text[place - 1 : place].isspace():
        return None
    joint = _ALSO.search(text[max(0, place - 6) : place])
    if joint is None:
        return None
    other = ending.get(place - len(joint[0]))
    if other is None or not other.is_state or other.name is None or _apart(text, place):
        return None
    return other.start if other.name.form is ActorForm.DEMONYM or owned else None


def after_noun(page: Page, mark: Mark, noun: GroupNounRow, at: dict[int, Mark]) -> After:
    """Go right over "abroad", "in North Korea", "doing business with North Korea"."""
    if _onward(page.tables).match(page.text, mark.end) is None:
        return After(mark.end)
    return _beyond(page, mark, noun, at)


def _beyond(page: Page, mark: Mark, noun: GroupNounRow, at: dict[int, Mark]) -> After:
    text = page.text
    away = _AWAY.match(text, mark.end)
    if away is not None:
        return After(away.end(), tail="-abroad")
    dealing = _dealing(page.tables).match(text, mark.end)
    where = dealing or _WHERE.match(text, mark.end)
    if where is None or not _takes(noun, where, dealing is not None):
        return After(mark.end)
    named = at.get(where.end())
    if named is not None and named.name is not None and not named.is_person:
        if dealing is not None:
            return After(named.end, tells=True)
        if named.name.form is ActorForm.METONYM and where["word"] != "of":
            return After(named.end, named)
        tail = ""
        if where["word"] in ("in", "inside") and named.is_state:
            tail = "-in-" + state_prefixes(page.tables).get(named.name.entity[0], "there")
        return After(named.end, named, tail)
    place = _PLACE.match(text, where.end())
    if place is None or named is not None or not _is_place(page, where, place):
        return After(mark.end)
    end = _with_second_place(page, place)
    return After(end, tells=noun.reading is Reading.GROUP)


def _with_second_place(page: Page, place: re.Match[str]) -> int:
    """Go on over "and" to a second place: "banks in Dandong and Shenyang"."""
    second = _SECOND.match(page.text, place.end())
    both = second is not None and second["place"] in place_names(page.tables)
    return second.end() if second is not None and both else place.end()


def _is_place(page: Page, where: re.Match[str], place: re.Match[str]) -> bool:
    """After "in", any name is a place; "officials of the Party" needs one that is known."""
    return where["word"] in ("in", "inside") or place[0] in place_names(page.tables)


# Readings of nouns whose state or body may follow them: "the government of China"
OWNED_FROM_BEHIND = (Reading.GROUP, Reading.AGENCY, Reading.STATE)


def _takes(noun: GroupNounRow, where: re.Match[str], dealing: bool) -> bool:
    if noun.reading is Reading.GROUP:
        return True
    if dealing:
        return False
    return where["word"] == "of" and noun.reading in OWNED_FROM_BEHIND


@cache
def _dealing(tables: Tables) -> re.Pattern[str]:
    return re.compile(rf"\s(?P<word>{_dealing_phrases(tables)})\s(?:the\s)?")


def _dealing_phrases(tables: Tables) -> str:
    return "|".join(sorted(map(re.escape, words(tables, Use.DEALING)), reverse=True))


@cache
def _onward(tables: Tables) -> re.Pattern[str]:
    """Return what finds whether a mention may go on at all behind its noun."""
    return re.compile(rf"\s(?:abroad|overseas|of|in|from|inside|{_dealing_phrases(tables)})")


def speech_follows(page: Page, mark: Mark) -> bool:
    """Say whether a verb of speech follows the noun: "analysts say"."""
    after = re.match(r"\s(?:also\s|have\s|had\s)?(\w+)", page.text[mark.end : mark.end + 40])
    return after is not None and after[1] in words(page.tables, Use.SPEECH)
