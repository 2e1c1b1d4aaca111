"""Tells the years among the four-digit numbers from resolutions, quantities and codes."""

from nkpressure.find.dates.patterns import Reading

_LIST_MARKS = frozenset({",", "and", "or", "&", "."})
_GLUE = frozenset("/$£€#-_=@:+")


_LONGEST_LIST = 24  # tokens of a list of numbers


def is_no_year(reading: Reading) -> bool:
    """Say whether a four-digit number is a name or a quantity: "resolutions 1718 and 1874"."""
    tokens, start, end = reading.tokens, reading.first, reading.end
    following = tokens.senses[end] if end < len(tokens.senses) else {}
    if "counted" in following or "percent" in following or "unit" in following:
        return True
    if "units" in following or (tokens.joined(end - 1, end + 1) if following else False):
        glued = tokens.word(end)
        if "units" in following or (glued in "-/–" and not tokens.word(end + 1).isalpha()):
            return True
    return _is_numbered(reading, start) or is_glued(reading, start)


def _is_numbered(reading: Reading, start: int) -> bool:
    """Walk back over a list such as "2270 and 2231" to the word that says what is numbered."""
    tokens, index = reading.tokens, start - 1
    while (
        index > start - _LONGEST_LIST
        and index >= 0
        and ("number" in tokens.senses[index] or tokens.word(index) in _LIST_MARKS)
    ):
        index -= 1
    return index >= 0 and "numbered" in tokens.senses[index]


def is_glued(reading: Reading, start: int) -> bool:
    """A number that hangs on a sign is part of a code: S/RES/2017, $2000, F-2000."""
    tokens = reading.tokens
    return (
        start > 0
        and tokens.ends[start - 1] == tokens.starts[start]
        and tokens.word(start - 1) in _GLUE
    )
