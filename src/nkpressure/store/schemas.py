"""The columns of each table of a store, worked out from the fields of the annotations.

A kind has the fields that its class declares, in Arrow's types, behind those that all kinds share.
So a new kind, or a new field of one, has its column without a word here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from nkpressure.check.erratum import Erratum
from nkpressure.find.everything import Findings
from nkpressure.ledger.rows import Signal
from nkpressure.model import Annotation, Span

DOCUMENTS = "documents"
SENTENCE = "sentence"
_PLACE = [("start", pa.int64()), ("end", pa.int64())]
_SPAN = pa.struct(_PLACE)
_PLAIN: Mapping[Any, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    date: pa.date32(),
    Span: _SPAN,
}
_PUBLISHED = [
    ("outlet", pa.string()),
    ("published_from", pa.date32()),
    ("published_to", pa.date32()),
]
_DOCUMENT = pa.schema(
    [
        *(("id", pa.string()), ("title", pa.string()), ("byline", pa.string())),
        *_PUBLISHED,
        *(("published", pa.string()), ("published_basis", pa.string())),
        *(("language", pa.string()), ("chars", pa.int64()), ("sentences", pa.int64())),
        *(("sha256", pa.string()), ("encoding", pa.string()), ("reader", pa.string())),
        ("pages", pa.list_(pa.struct([("label", pa.string()), *_PLACE]))),
        *(("file", pa.string()), ("url", pa.string())),
        *(("words_digest", pa.binary(16)), ("text", pa.string())),
    ]
)
_SHARED = [
    *(("id", pa.string()), ("document", pa.string()), *_PUBLISHED),
    *(*_PLACE, ("text", pa.string())),
    *(("sent", pa.list_(pa.string())), ("rule", pa.string())),
]
# What stands beside the fields of a class: what a check adds, and what spares a second look.
_MORE: Mapping[str, list[tuple[str, pa.DataType]]] = {
    "citation": [
        *(("valid", pa.bool_()), ("check", pa.string()), ("adopted", pa.date32())),
        *(("subject", pa.string()), ("concerns_target", pa.bool_()), ("intended", pa.string())),
        *(("intended_adopted", pa.date32()), ("intended_basis", pa.string())),
        (SENTENCE, pa.string()),
    ],
    "instrument": [(SENTENCE, pa.string())],
    "signal": [
        *(("from_day", pa.date32()), ("to_day", pa.date32())),
        *(("words", pa.string()), (SENTENCE, pa.string())),
    ],
}


@cache
def kinds() -> Mapping[str, type[Annotation]]:
    """Return the class of each kind of record, by the kind's name.

    >>> list(kinds())[:3]
    ['actor', 'attribution', 'citation']
    """
    held = [member for hint in get_type_hints(Findings).values() for member in get_args(hint)]
    own: set[type[Annotation]] = {Signal, Erratum}  # which stand above the finders
    own.update(each for each in held if isinstance(each, type) and issubclass(each, Annotation))
    own.discard(Annotation)
    return dict(sorted((each.kind, each) for each in own))


@cache
def schema_of(table: str) -> pa.Schema:
    """Return the columns of a kind of record, or of "documents".

    >>> schema_of("quantity").field("value").type
    ListType(list<element: double>)
    """
    if table == DOCUMENTS:
        return _DOCUMENT
    own = [(name, _arrow_type(hint)) for name, hint in _hints(kinds()[table]).items()]
    return pa.schema([*_SHARED, *own, *_MORE.get(table, [])])


def _hints(kind: type[Annotation]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind) if f.name not in ("span", "rule")}


def _arrow_type(hint: Any) -> pa.DataType:
    members = _members(hint)
    lists = [member for member in members if get_origin(member) is tuple]
    if lists:  # "(7, 10)" beside "7": a number is then a list of one
        return pa.list_(pa.field("element", _arrow_type(get_args(lists[0])[0])))
    if set(members) == {int, float}:
        return pa.float64()
    (member,) = members
    if member in _PLAIN:
        return _PLAIN[member]
    # An annotation stands in a record as its id.
    if issubclass(member, Enum | Annotation):
        return pa.string()
    raise TypeError(f"a store has no column for {hint}")


def _members(hint: Any) -> list[Any]:
    several = get_origin(hint) in (UnionType, Union)
    return [each for each in (get_args(hint) if several else (hint,)) if each is not NoneType]


Change = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """Turns rows, as records have them, into a table of the kind's columns."""

    table: str

    def to_table(self, rows: list[dict[str, Any]]) -> pa.Table:
        """Return an Arrow table of the rows; what a row lacks is empty."""
        arrays = [
            _array([row.get(field.name) for row in rows], field.type, change)
            for field, change in zip(schema_of(self.table), _changes(self.table), strict=True)
        ]
        return pa.Table.from_arrays(arrays, schema=schema_of(self.table))


def _array(values: list[Any], kind: pa.DataType, change: Change | None) -> pa.Array:
    if change is not None:
        values = [value if value is None else change(value) for value in values]
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array([_storable(value) for value in values], kind)


@cache
def _changes(table: str) -> tuple[Change | None, ...]:
    return tuple(_change_for(field.type) for field in schema_of(table))


def _change_for(kind: pa.DataType) -> Change | None:
    if pa.types.is_date(kind):
        return _to_day
    if pa.types.is_list(kind) and pa.types.is_floating(kind.value_type):
        return _as_list
    if pa.types.is_list(kind) and pa.types.is_date(kind.value_type):
        return _to_days
    return None


def _to_days(value: Sequence[str | None]) -> list[date | None]:
    return [None if each is None else _to_day(each) for each in value]


def _to_day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


def _storable(value: Any) -> Any:
    """Make an escape of each lone surrogate, for which UTF-8 has no place, as in records."""
    if isinstance(value, list):
        return [_storable(each) for each in value]
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
