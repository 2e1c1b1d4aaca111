"""Says which rows of a store are wanted, in a form that Parquet files can be asked."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from nkpressure.errors import WrongUseError
from nkpressure.model import Interval
from nkpressure.store.schemas import schema_of

Wanted = Mapping[str, Any]


def check_columns(table: str, names: Collection[str]) -> None:
    """Raise WrongUseError where the table has no column of such a name."""
    there = schema_of(table).names
    for name in names:
        if name not in there:
            raise WrongUseError(f"{table} has no column {name!r}; it has {', '.join(there)}")


def expression(table: str, where: Wanted | None, published: str | None) -> pc.Expression | None:
    """Return what files are asked; lists cannot be asked and are left to `keep`.

    >>> str(expression("instrument", {"direction": "tighten"}, None))
    '(direction == "tighten")'
    """
    check_columns(table, where or {})
    asked = [
        _one(pc.field(name), value)
        for name, value in (where or {}).items()
        if not _is_list(table, name)
    ]
    if published is not None:
        days = Interval.parse(published)
        asked.append(pc.field("published_from") <= pa.scalar(days.last, pa.date32()))
        asked.append(pc.field("published_to") >= pa.scalar(days.first, pa.date32()))
    whole = None
    for each in asked:
        whole = each if whole is None else whole & each
    return whole


def _one(column: pc.Expression, value: Any) -> pc.Expression:
    if value is None:
        return column.is_null()
    return column.isin(list(value)) if _is_several(value) else column == value


def lists_asked(table: str, where: Wanted | None) -> dict[str, frozenset[Any]]:
    """Return the columns of lists that are asked, each with the members that are wanted."""
    return {
        name: frozenset(value if _is_several(value) else [value])
        for name, value in (where or {}).items()
        if _is_list(table, name)
    }


def keep(batch: pa.RecordBatch, asked: Mapping[str, frozenset[Any]]) -> pa.RecordBatch:
    """Keep the rows whose lists have one of the wanted members."""
    for name, wanted in asked.items():
        lists = batch.column(name).to_pylist()
        mask = [not wanted.isdisjoint(each or ()) for each in lists]
        batch = batch.filter(pa.array(mask, pa.bool_()))
    return batch


def _is_list(table: str, name: str) -> bool:
    return bool(pa.types.is_list(schema_of(table).field(name).type))


def _is_several(value: Any) -> bool:
    return isinstance(value, Collection) and not isinstance(value, str | bytes | date)
