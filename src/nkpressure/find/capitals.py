"""Tells a capital that acts for its government from one where something happens."""

import re

from nkpressure.find.actor_marks import Mark, Page
from nkpressure.find.actor_table import Subkind
from nkpressure.find.actor_words import Use, place_names, words

_WORDS_BEFORE = re.compile(r"[\w’'.-]+")
# "Pyongyang, January 29", "SEOUL (Reuters)", "Tokyo, Japan"
_DATELINE_AFTER = re.compile(
    r"(?:,\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\s\(|,\s\d|\s?[—–]{1,2}\s|\s--)"
)
# "Beijing University", "Pyongyang International Airport"
_NAME_AFTER = re.compile(r"\s(?:[A-Z]\w+\s){0,2}(?P<last>[A-Z]\w+)")
_BASED = re.compile(r"-(?:based|born|area)")
_MOVES = {"to", "from"}
_NEAR = 7


def acts(page: Page, mark: Mark) -> bool:
    """Say whether a capital stands for its government: not "in Beijing", but "by Beijing"."""
    text = page.text
    if _in_dateline(page, mark) or _BASED.match(text, mark.end) or _part_of_name(page, mark):
        return False
    before = [w.lower() for w in _WORDS_BEFORE.findall(text[max(0, mark.start - 70) : mark.start])]
    if not before:
        return True
    if mark.subkind in (Subkind.SUBNATIONAL, Subkind.COLLECTIVE) and _is_of(page, mark, before):
        return False
    places = words(page.tables, Use.PLACE_PHRASE)
    if before[-1] in places or " ".join(before[-2:]) in places:
        return False
    if before[-1] in _MOVES:
        return _sends(page, before)
    visited = before[-1] in words(page.tables, Use.TRAVEL)
    return not visited and not _in_list_of_places(page, mark, places)


def _in_dateline(page: Page, mark: Mark) -> bool:
    if any(span.start <= mark.start < span.end for span in page.datelines):
        return True
    at_head = page.text.rfind("\n", 0, mark.start) + 1 == mark.start
    return at_head and _DATELINE_AFTER.match(page.text, mark.end) is not None


def _is_of(page: Page, mark: Mark, before: list[str]) -> bool:
    """Say whether only an extent is meant: "the economy of Liaoning", "the world's largest"."""
    article = before[-1] == "the"
    return "of" in before[-2 if article else -1 :] or page.text[mark.end : mark.end + 1] in (
        "'",
        "’",
    )


def _sends(page: Page, before: list[str]) -> bool:
    near = set(before[-_NEAR:-1])
    if near & words(page.tables, Use.TRAVEL):
        return False
    return before[-1] == "to" or bool(near & words(page.tables, Use.SENDS))


def _part_of_name(page: Page, mark: Mark) -> bool:
    after = _NAME_AFTER.match(page.text, mark.end)
    if after is None:
        return False
    last_words = words(page.tables, Use.ORGANISATION_LAST, Use.OTHER_NAME_LAST)
    return after["last"] in last_words or after[0].split()[0] in last_words


_LIST_BEFORE = re.compile(r"(\w+)\s(?P<names>(?:[A-Z]\w+(?:,\s|\sand\s|,\sand\s)){1,4})$")


def _in_list_of_places(page: Page, mark: Mark, places: frozenset[str]) -> bool:
    """Read "gatherings in Shenyang, Dandong, Beijing": the word before the list decides."""
    match = _LIST_BEFORE.search(page.text[max(0, mark.start - 70) : mark.start])
    if match is None or match[1].lower() not in places:
        return False
    return all(name in place_names(page.tables) for name in re.findall(r"[A-Z]\w+", match["names"]))
