"""The measures of Security Council resolutions on goods: bans, caps, and what is left free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import ClassVar

from nkpressure.find.commodities import Commodity
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class CommodityMeasure:
    """What one resolution does with one good, from when, and where that is written."""

    TABLE: ClassVar[str] = "commodities.csv"

    id: str
    name: str
    items: tuple[str, ...]
    direction: str
    hs: tuple[str, ...]
    measure: str
    resolution: int | None
    effective_from: date | None
    cap: str | None
    exemption: str | None
    source: str
    checked: str


@dataclass(frozen=True, slots=True)
class Cap:
    """How much of a good a resolution allows, in which unit and period."""

    TABLE: ClassVar[str] = "caps.csv"

    resolution: int
    commodity: tuple[str, ...]
    direction: str
    measure: str
    value: float | None
    unit: str | None
    period: str | None
    valid_from: date
    valid_to: date | None
    source: str
    checked: str


def measures_on(commodity: Commodity, tables: Tables) -> tuple[CommodityMeasure, ...]:
    """Return the measures that cover a good, by its HS codes and its flow, else by its name.

    >>> from nkpressure.model import Span
    >>> from nkpressure.tables import read_tables
    >>> ginseng = Commodity(Span(0, 7), "ginseng", "ginseng", "1211", "DPRK export")
    >>> [row.resolution for row in measures_on(ginseng, read_tables())]
    [2397, 2397]
    """
    return _measures(commodity.item, commodity.hs, commodity.flow, tables)


def parts_of(commodity: Commodity, tables: Tables) -> tuple[CommodityMeasure, ...]:
    """Return the measures on single goods that a wider word takes in: "minerals", "food"."""
    codes = _codes(commodity.hs)
    return tuple(
        row
        for row in tables.rows(CommodityMeasure)
        if _same_flow(commodity.flow, row.direction) and _covers(codes, row.hs)
    )


def _codes(hs: str | None) -> tuple[str, ...]:
    return tuple(code.strip() for code in (hs or "").replace("|", ";").split(";") if code.strip())


@cache
def _measures(
    item: str, hs: str | None, flow: str | None, tables: Tables
) -> tuple[CommodityMeasure, ...]:
    codes = _codes(hs)
    return tuple(
        row
        for row in tables.rows(CommodityMeasure)
        if item in row.items or (_same_flow(flow, row.direction) and _covers(row.hs, codes))
    )


def _same_flow(flow: str | None, direction: str) -> bool:
    return flow is None or "both" in (flow, direction) or flow == direction


def _covers(row: Sequence[str], codes: Sequence[str]) -> bool:
    return any(_within(code, wider) for code in codes for wider in row)


def _within(code: str, wider: str) -> bool:
    """Say whether a heading lies in a chapter or range: 0308 in 03, 6101 in 50-63.

    >>> _within("0308", "03"), _within("50-63", "50-63"), _within("2709", "2710")
    (True, True, False)
    """
    if code == wider or (code.startswith(wider) and "-" not in code):
        return True
    first, _, last = wider.partition("-")
    if not (first.isdigit() and last.isdigit()):
        return False
    lower, _, upper = code.partition("-")
    ends = (lower[: len(first)], (upper or lower)[: len(last)])
    return all(end.isdigit() for end in ends) and first <= ends[0] and ends[1] <= last


def caps_on(row: CommodityMeasure, day: date, tables: Tables) -> tuple[Cap, ...]:
    """Return the caps of a measure on a day."""
    return tuple(
        cap
        for cap in tables.rows(Cap)
        if cap.resolution == row.resolution
        and cap.direction == row.direction
        and row.name in cap.commodity
        and cap.valid_from <= day
        and (cap.valid_to is None or day <= cap.valid_to)
    )
