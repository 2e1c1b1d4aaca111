"""Tells which kinds of words a pattern cannot do without, so that most rules need not be tried."""

import re

_OFTEN = r"(?: [?*] | \{ 0? , \d* \} )"  # how often what may be left out can stand
_OPTIONAL_KIND = re.compile(rf"< [\w,]+ > \s* {_OFTEN}", re.VERBOSE)
_KINDS = re.compile(r"<([\w,]+)>")
# A group that holds no other, with what opens it and, where it may be left out, what says so.
_GROUP = re.compile(
    rf"\( (?P<opening> \?P<\w+> | \?: | \?<?[=!] )? (?P<inside> [^()]* ) \) \s*"
    rf"(?P<optional> {_OFTEN} )?",
    re.VERBOSE,
)


def needed_kinds(pattern: str) -> list[frozenset[str]]:
    """Return sets of kinds, of each of which every match of the pattern has a word.

    >>> pattern = "<the>? (?P<day> <day> | <ordinal> ) (?: <of> <month> )? (?! <year> )"
    >>> [sorted(kinds) for kinds in needed_kinds(pattern)]
    [['day', 'ordinal']]
    """
    whole, groups = f"({pattern})", 1
    while groups:
        whole, groups = _GROUP.subn(_without_brackets, whole)
    return [frozenset(kinds.split(",")) for kinds in _KINDS.findall(whole)]


def _without_brackets(group: re.Match[str]) -> str:
    """Write a group as the kinds that it needs: `<day,ordinal>` is one or the other."""
    looks_around = (group["opening"] or "").endswith(("=", "!"))
    if group["optional"] or looks_around:
        return " "
    ways = [_KINDS.findall(way) for way in _OPTIONAL_KIND.sub(" ", group["inside"]).split("|")]
    if len(ways) == 1:
        return " ".join(f"<{kinds}>" for kinds in ways[0])
    return f"<{','.join(kind for way in ways for kind in way)}>" if all(ways) else " "
