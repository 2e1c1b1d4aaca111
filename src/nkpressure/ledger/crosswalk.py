"""What a signal is called in CAMEO, PLOVER and TIES, and what each of them cannot say of it."""

from dataclasses import dataclass
from typing import ClassVar

from nkpressure.codebook import Codebook, CrosswalkRow, read_codebook
from nkpressure.ledger.rows import Signal
from nkpressure.tables import Tables

_ANY, _NONE = "*", "none"
_LOST = "lost"


@dataclass(frozen=True, slots=True)
class SchemeField:
    """How far each scheme keeps a field of a signal."""

    TABLE: ClassVar[str] = "crosswalk_fields.csv"

    field: str
    cameo: str
    plover: str
    ties: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """A signal's codes in the other schemes; None where a scheme has no code for it.

    `losses` names, for each scheme, the fields of this signal that it cannot hold.
    """

    signal: Signal
    cameo: str | None
    plover: str | None
    ties: str | None
    losses: tuple[tuple[str, tuple[str, ...]], ...]
    rule: str


def cross(signal: Signal, tables: Tables) -> Crossing:
    """Return a signal's codes in CAMEO, PLOVER and TIES, by the most specific row of the book."""
    row = _row(signal, read_codebook(tables))
    codes = {
        scheme: _code(getattr(row, scheme)) if row else None
        for scheme in ("cameo", "plover", "ties")
    }
    rule = f"{row.family}, {row.direction}, {row.mode}" if row else "no row of the crosswalk"
    losses = tuple(
        (scheme, _losses(signal, scheme, code, tables)) for scheme, code in codes.items()
    )
    return Crossing(signal, codes["cameo"], codes["plover"], codes["ties"], losses, rule)


def _row(signal: Signal, book: Codebook) -> CrosswalkRow | None:
    fitting = [row for row in book.crosswalk if _fits(row, signal)]
    return max(fitting, key=_specific, default=None)


def _fits(row: CrosswalkRow, signal: Signal) -> bool:
    family = row.family in (_ANY, signal.instrument, signal.instrument.partition(".")[0])
    return family and row.direction in (_ANY, signal.direction) and row.mode in (_ANY, signal.mode)


def _specific(row: CrosswalkRow) -> tuple[int, bool]:
    return (0 if row.family == _ANY else len(row.family)), row.direction != _ANY


def _code(cell: str) -> str | None:
    return None if cell.startswith(_NONE) else cell


def _losses(signal: Signal, scheme: str, code: str | None, tables: Tables) -> tuple[str, ...]:
    if code is None:
        return ("the whole signal",)
    rows = tables.rows(SchemeField)
    return tuple(
        row.field for row in rows if getattr(row, scheme) == _LOST and getattr(signal, row.field)
    )
