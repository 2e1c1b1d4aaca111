"""Checks traded goods against the resolutions: was the good banned or capped when the text spoke?

The check knows what the Council decided, not whether anybody broke it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nkpressure.check.commodity_measures import (
    Cap,
    CommodityMeasure,
    caps_on,
    measures_on,
    parts_of,
)
from nkpressure.find.actors import ActorMention
from nkpressure.find.commodities import Commodity
from nkpressure.model import Document, Interval
from nkpressure.tables import Tables, read_tables

__all__ = ["CommodityCheck", "CommodityStatus", "check_commodities"]

_DPRK = "e:PRK"


class CommodityStatus(StrEnum):
    """What the resolutions said of the good when the text was published."""

    BANNED = "banned"
    CAPPED = "capped"
    PARTLY = "partly"  # a wide word: some goods under it are banned or capped
    RESTRICTED = "restricted"  # frozen numbers, no new permits, a deadline to come
    NOT_YET = "not_yet"  # only a later resolution speaks of it
    PERHAPS = "perhaps"  # it came into force within the days in which the text may be published
    NOT_SANCTIONED = "not_sanctioned"
    NOT_IN_TABLE = "not_in_table"
    UNDATED = "undated"  # the document's date is unknown
    OTHER_TRADE = "other_trade"  # nothing around it speaks of North Korea


@dataclass(frozen=True, slots=True)
class CommodityCheck:
    """What the table of measures says of a good that the text names.

    `measures` are those in force, the strictest first; `sources` are where each is written.
    """

    commodity: Commodity
    status: CommodityStatus
    resolutions: tuple[int, ...]
    message: str
    since: date | None = None
    sources: tuple[str, ...] = ()
    measures: tuple[CommodityMeasure, ...] = ()


def check_commodities(
    document: Document,
    commodities: Sequence[Commodity],
    actors: Sequence[ActorMention],
    tables: Tables | None = None,
) -> list[CommodityCheck]:
    """Check each good against the measures in force on the day of the document, in their order.

    >>> from nkpressure.find.actors import find_actors
    >>> from nkpressure.find.commodities import find_commodities
    >>> note = Document("note", "North Korean ginseng is on sale.", Interval.parse("2018-07-23"))
    >>> goods, actors = find_commodities(note, [], []), find_actors(note, [], [])
    >>> checks = check_commodities(note, goods, actors)
    >>> [(check.status.value, check.resolutions) for check in checks]
    [('banned', (2397,))]
    """
    tables = tables or read_tables()
    paragraphs = _paragraphs_on_the_dprk(document.text, actors)
    return [
        _checked(
            document.published,
            good,
            bool(paragraphs[good.start]) or _says_whose(good.span.of(document.text)),
            tables,
        )
        for good in commodities
    ]


def _paragraphs_on_the_dprk(text: str, actors: Sequence[ActorMention]) -> bytearray:
    """Mark the paragraphs that name North Korea, and the one after each of them."""
    marked = bytearray(len(text) + 1)
    named = sorted(actor.start for actor in actors if _DPRK in actor.entity)
    start, at, carried = 0, 0, False
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        names = False
        while at < len(named) and named[at] < end:
            names, at = True, at + 1
        if names or carried:
            marked[start:end] = b"\1" * len(line)
        carried = names or (carried and not line.strip())
        start = end
    return marked


def _says_whose(words: str) -> bool:
    """Say whether the words themselves tell whose: "North Korean workers abroad"."""
    return "korea" in words.lower() or "dprk" in words.lower()


def _checked(
    published: Interval | None, good: Commodity, of_dprk: bool, tables: Tables
) -> CommodityCheck:
    status = CommodityStatus
    rows = measures_on(good, tables)
    if not rows:
        return _partly(published, good, of_dprk, tables)
    if not of_dprk:
        told = f"{good.item}: nothing around it names North Korea; the measures are on its trade."
        return CommodityCheck(good, status.OTHER_TRADE, (), told)
    free = [row for row in rows if row.resolution is None]
    if len(free) == len(rows):
        told = f"{good.item} ({free[0].direction}) is named in no resolution."
        return CommodityCheck(good, status.NOT_SANCTIONED, (), told, None, _sources(free))
    return _dated(published, good, [row for row in rows if row.resolution is not None], tables)


def _partly(
    published: Interval | None, good: Commodity, of_dprk: bool, tables: Tables
) -> CommodityCheck:
    """A wide word, such as "minerals", of which some goods are banned and others are not."""
    parts = [row for row in parts_of(good, tables) if row.resolution is not None]
    in_force = [row for row in parts if published and _starts(row) <= published.first]
    if not in_force or not of_dprk:
        told = f"no measure on {good.item} as a whole is known."
        return CommodityCheck(good, CommodityStatus.NOT_IN_TABLE, (), told)
    told = f"{good.item} is a wide word; of it {_listed(_latest(in_force))}."
    rows, sources = tuple(in_force), _sources(in_force)
    numbers = _numbers(in_force)
    return CommodityCheck(good, CommodityStatus.PARTLY, numbers, told, None, sources, rows)


def _dated(
    published: Interval | None, good: Commodity, rows: Sequence[CommodityMeasure], tables: Tables
) -> CommodityCheck:
    status = CommodityStatus
    if published is None:
        told = f"{good.item}: {_listed(rows)}; which was in force, the document's date would tell."
        return CommodityCheck(good, status.UNDATED, _numbers(rows), told, None, _sources(rows))
    in_force = [row for row in rows if _starts(row) <= published.first]
    if in_force:
        return _in_force(published, good, sorted(in_force, key=_strictness), rows, tables)
    perhaps = [row for row in rows if _starts(row) <= published.last]
    if perhaps:
        told = f"{good.item}: {_listed(perhaps)}, perhaps after the text was published."
        return CommodityCheck(
            good, status.PERHAPS, _numbers(perhaps), told, None, _sources(perhaps)
        )
    told = f"{good.item}: free when the text was published; later {_listed(rows)}."
    return CommodityCheck(good, status.NOT_YET, _numbers(rows), told, None, _sources(rows))


def _in_force(
    published: Interval,
    good: Commodity,
    rows: Sequence[CommodityMeasure],
    known: Sequence[CommodityMeasure],
    tables: Tables,
) -> CommodityCheck:
    strictest = _latest([row for row in rows if _strictness(row)[0] == _strictness(rows[0])[0]])
    since = min(_starts(row) for row in strictest)
    later = [row for row in known if row not in rows and _strictness(row) < _strictness(rows[0])]
    caps = [cap for row in strictest for cap in caps_on(row, published.first, tables)]
    told = f"{good.item}: {_listed(strictest)}"
    told += "".join(f"; {_allowed(cap)}" for cap in caps if cap.value)
    told += "".join(f"; exempt: {row.exemption}" for row in strictest if row.exemption)
    told += f"; later {_listed(later)}" if later else ""
    return CommodityCheck(
        good,
        _status(rows[0]),
        _numbers(strictest),
        f"{told}.",
        since,
        _sources(strictest),
        tuple(rows),
    )


def _latest(rows: Sequence[CommodityMeasure]) -> list[CommodityMeasure]:
    """A later cap on a good takes the place of an earlier one; limits on labour add up."""
    last = {row.name: row for row in sorted(rows, key=_starts)}
    return [row for row in rows if last[row.name] is row or row.direction == "labour"]


def _starts(row: CommodityMeasure) -> date:
    return row.effective_from or date.max


def _status(row: CommodityMeasure) -> CommodityStatus:
    return _STATUSES[_strictness(row)[0]]


_STATUSES = (CommodityStatus.BANNED, CommodityStatus.CAPPED, CommodityStatus.RESTRICTED)
_BANS = ("full ban", "ban", "embargo")


def _strictness(row: CommodityMeasure) -> tuple[int, int]:
    """Order measures from the strictest; of equal ones the latest resolution stands first."""
    kind = 2
    if row.measure.startswith(_BANS) and "livelihood" not in row.measure:
        kind = 0
    elif "cap" in row.measure or "exemption" in row.measure:
        kind = 1
    return kind, -(row.resolution or 0)


def _numbers(rows: Sequence[CommodityMeasure]) -> tuple[int, ...]:
    return tuple(sorted({row.resolution for row in rows if row.resolution is not None}))


def _sources(rows: Sequence[CommodityMeasure]) -> tuple[str, ...]:
    return tuple(f"{row.id}: {row.source}" for row in rows)


def _listed(rows: Sequence[CommodityMeasure]) -> str:
    return "; ".join(
        f"{row.measure} on {row.name} ({row.direction}) under {row.resolution} since {_starts(row)}"
        for row in rows
    )


def _allowed(cap: Cap) -> str:
    return f"{cap.measure} of {cap.value:,.0f} {cap.unit} {cap.period or ''}".strip()
