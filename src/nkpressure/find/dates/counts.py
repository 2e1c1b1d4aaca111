"""Numbers before a unit of time: "24", "twenty-four", "a couple of", "2 1/2", "several"."""

from nkpressure.find.dates.patterns import Reading
from nkpressure.find.dates.words import Tokens

# "about", "more than", "at least", "up to", "no more than", "nearly"
APPROX = """
    (?: <nil>? <more> <than> | <at> <least> | <up> <to> | <approx> ){0,2}
"""
_NUMERALS = "<numeral> (?: <hyphen>? <numeral> ){0,2} (?: <hundred> <and>? <numeral>? ){0,2}"
# "2", "2 1/2", "twenty four", "a hundred", "a couple of", "several", "one"
COUNT_BODY = f"""
    (?: <number> (?: <number> <slash> <number> | <one_half> )?
      | {_NUMERALS}
      | <a> <hundred>
      | <a>? <vague_number> (?: <of> )?
      | <a>
    )
"""
COUNT = f"(?P<count> {COUNT_BODY} )"


def count_in(reading: Reading, group: str = "count") -> float | None:
    """Return the number that a group holds; None for "several" and its like."""
    first = reading.at(group)
    return _number(reading.tokens, first, first + len(reading.match[group]))


def _number(tokens: Tokens, first: int, end: int) -> float | None:
    total = 0.0
    fraction = _fraction(tokens, first, end)
    for senses in tokens.senses[first : end - 3 if fraction else end]:
        if "vague_number" in senses:
            vague = senses["vague_number"]
            return None if vague == "X" else float(vague)
        if "hundred" in senses:
            total = (total or 1.0) * float(senses["hundred"])
        elif "number" in senses:
            total += float(senses["number"] or 0)
        elif "numeral" in senses:
            total += float(senses["numeral"])
        elif "one_half" in senses:
            total += 0.5
    if total == 0 and end - first == 1 and "a" in tokens.senses[first]:
        total = 1.0
    return total + fraction


def _fraction(tokens: Tokens, first: int, end: int) -> float:
    """Return the value of a fraction that closes the number, as in 2 1/2."""
    if end - first < 4 or "slash" not in tokens.senses[end - 2]:
        return 0.0
    over, under = (float(tokens.senses[i].get("number") or 0) for i in (end - 3, end - 1))
    return over / under if under and over < under else 0.0
