"""Which resolution on the target may be meant: the numbers that one slip of the pen makes."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nkpressure.codebook import read_codebook
from nkpressure.find.plain_text import lowered
from nkpressure.find.resolutions import Resolution, resolutions
from nkpressure.model import Interval
from nkpressure.tables import Tables


class Slip(StrEnum):
    """How one number becomes another."""

    TRANSPOSITION = "transposition"  # two neighbouring digits change places
    SUBSTITUTION = "substitution"  # one digit is wrong


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A resolution on the target whose number is one slip away, with the reason to think of it."""

    number: int
    adopted: date
    slip: Slip
    topics: tuple[str, ...]
    reason: str

    def __str__(self) -> str:
        return f"{self.number}, adopted {self.adopted}: {self.reason}"


def slip_between(printed: int, meant: int) -> Slip | None:
    """Name the slip that turns one number into the other; None where it takes more than one.

    >>> slip_between(2231, 2321), slip_between(2331, 2321), slip_between(2231, 2397)
    (<Slip.TRANSPOSITION: 'transposition'>, <Slip.SUBSTITUTION: 'substitution'>, None)
    """
    left, right = str(printed), str(meant)
    if len(left) != len(right):
        return None
    different = [place for place in range(len(left)) if left[place] != right[place]]
    match different:
        case [_]:
            return Slip.SUBSTITUTION
        case [first, second] if second == first + 1 and left[first] == right[second]:
            return Slip.TRANSPOSITION if left[second] == right[first] else None
    return None


def near_misses(
    number: int, printed_year: int | None, published: Interval | None, around: str, tables: Tables
) -> tuple[NearMiss, ...]:
    """Return the resolutions on the codebook's target one slip away, adopted before the document.

    A transposition comes before a wrong digit, the year that is printed before another, the
    closer year of adoption before the farther, more words of its measures nearby before fewer.
    `around` holds the words near the number in lower case.
    """
    target = read_codebook(tables).target
    found = []
    for row in resolutions(tables).values():
        slip = slip_between(number, row.number) if row.number is not None else None
        if slip is None or not row.bears_on(target.entity):
            continue
        if published is not None and row.adopted > published.last:
            continue
        topics = tuple(topic for topic in row.topics if _mentions(around, topic))
        found.append((_rank(row, slip, printed_year, published, topics), row, slip, topics))
    return tuple(
        _near_miss(row, slip, topics, target.name)
        for _, row, slip, topics in sorted(found, key=lambda entry: entry[0])
    )


def _rank(
    row: Resolution,
    slip: Slip,
    printed_year: int | None,
    published: Interval | None,
    topics: tuple[str, ...],
) -> tuple[bool, bool, int, int, int]:
    years_apart = abs(published.last.year - row.adopted.year) if published else 0
    return (
        slip is not Slip.TRANSPOSITION,
        printed_year is not None and printed_year != row.adopted.year,
        years_apart,
        -len(topics),
        row.number or 0,
    )


def _near_miss(row: Resolution, slip: Slip, topics: tuple[str, ...], target: str) -> NearMiss:
    how = "a transposition" if slip is Slip.TRANSPOSITION else "one digit"
    about = f", and its measures name {' and '.join(topics)}, as the text does" if topics else ""
    reason = f"{row.number} differs by {how} and concerns {target}{about}"
    return NearMiss(row.number or 0, row.adopted, slip, topics, reason)


def _mentions(around: str, topic: str) -> bool:
    return re.search(rf"\b{re.escape(lowered(topic))}\b", around) is not None
