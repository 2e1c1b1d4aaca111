"""Annotations as other tools know them: a label on a stretch of text, with a few codes.

What a tool's user can see and change there (the place, the codes) stands beside the rest of the
record, which only travels along. Coming back, what was changed in the tool wins over what
travelled.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nkpressure.measure.coded_fields import (
    NONE_GIVEN,
    CodedField,
    FieldLevel,
    FieldRole,
    coded_fields,
)
from nkpressure.records import Record
from nkpressure.tables import Tables

# What a record has of its own place and document, and no tool needs to carry along
_OWN = frozenset({"document", "kind", "start", "end", "text"})
FRAGMENTS = "fragments"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text that a record points to: the source of an attribution, its cue."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One record with a place; `codes` are words that a tool shows, `rest` travels along."""

    kind: str
    start: int
    end: int
    codes: Mapping[str, str] = field(default_factory=dict)
    rest: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()

    @property
    def carried(self) -> str:
        """The rest as one line of ASCII, which no tool's encoding can spoil."""
        return json.dumps(self.rest)


def marks_of(records: Iterable[Record], tables: Tables) -> list[Mark]:
    """Return the marks of the records that have at least one character, in text order.

    >>> from nkpressure.tables import read_tables
    >>> ban = {"kind": "instrument", "start": 0, "end": 3, "code": "S.UNSC", "note": "sure"}
    >>> mark = marks_of([ban], read_tables())[0]
    >>> dict(mark.codes), mark.carried
    ({'code': 'S.UNSC'}, '{"code": "S.UNSC", "note": "sure"}')
    """
    marks = [
        Mark(
            record["kind"],
            record["start"],
            record["end"],
            codes_of(record, tables),
            {name: value for name, value in record.items() if name not in _OWN},
            tuple(parts_of(record)),
        )
        for record in records
        if has_place(record)
    ]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind))


def has_place(record: Record) -> bool:
    """Say whether a record marks words, and not a whole document or nothing."""
    placed = isinstance(record.get("start"), int) and isinstance(record.get("end"), int)
    return (
        placed and record["kind"] not in ("document", "entity") and record["start"] < record["end"]
    )


def record_of(mark: Mark, document: str, words: str, tables: Tables) -> Record:
    """Return the record of a mark that came back: what the tool shows wins over what travelled."""
    record: Record = {"id": mark.rest.get("id"), "document": document, "kind": mark.kind}
    record |= {"start": mark.start, "end": mark.end, "text": words}
    record |= {name: value for name, value in mark.rest.items() if name not in _OWN}
    shown = codes_of(record, tables)
    known = {row.field: row for row in coded_fields(mark.kind, tables)}
    for name, words in mark.codes.items():
        if shown.get(name) != words:
            row = known.get(name)
            several = row is not None and row.level is FieldLevel.SET
            record[name] = words.split(", ") if several else words
    for name in shown:
        if name not in mark.codes:
            record[name] = None
    if record["id"] is None:
        del record["id"]
    return record


def with_parts(record: Record, parts: Iterable[Part], text: str) -> Record:
    """Put the stretches that a tool knows as annotations of their own back into their fields."""
    moved: dict[str, list[tuple[int, int]]] = {}
    for part in parts:
        moved.setdefault(part.field, []).append((part.start, part.end))
    changed = dict(record)
    fields = [name for name, value in record.items() if list(_spans(value)) and name != FRAGMENTS]
    for name in dict.fromkeys([*fields, *moved]):
        was, now = record.get(name), sorted(moved.get(name, []))
        if sorted(_spans(was)) != now:
            places = [_place(span, text, was) for span in now]
            several = isinstance(was, list) or len(places) > 1
            changed[name] = places if several else next(iter(places), None)
    return changed


def _place(span: tuple[int, int], text: str, like: Any) -> dict[str, Any]:
    """Return a place as a record holds it, with its words where the record had words before."""
    place: dict[str, Any] = {"start": span[0], "end": span[1]}
    members = like if isinstance(like, list) else [like]
    if any(isinstance(member, dict) and "text" in member for member in members):
        place["text"] = text[span[0] : span[1]]
    return place


def label_of(mark: Mark, tables: Tables) -> str:
    """Return one label for a tool that knows no fields: the kind, and a code where one is short.

    >>> from nkpressure.tables import read_tables
    >>> label_of(Mark("instrument", 0, 3, {"code": "S.UNSC"}), read_tables())
    'instrument:S.UNSC'
    """
    code = next((mark.codes.get(row.field) for row in _label_fields(mark.kind, tables)), None)
    return f"{mark.kind}:{code}" if code else mark.kind


def mark_of_label(label: str, start: int, end: int, tables: Tables) -> Mark:
    """Return the mark of such a label; a label of another's making is the kind itself."""
    kind, colon, code = label.partition(":")
    fields = _label_fields(kind, tables)
    if not colon or not fields:
        return Mark(kind if fields else label, start, end)
    return Mark(kind, start, end, {fields[0].field: code})


def label_field(kind: str, tables: Tables) -> str | None:
    """Return the field of a kind that goes into labels; None where there is none."""
    return next((row.field for row in _label_fields(kind, tables)), None)


def _label_fields(kind: str, tables: Tables) -> list[CodedField]:
    return [row for row in coded_fields(kind, tables) if row.label]


def codes_of(record: Record, tables: Tables) -> dict[str, str]:
    """Return what a record is coded as, field by field, in words; links are not among them."""
    return {
        row.field: row.rating(record)
        for row in coded_fields(record["kind"], tables)
        if row.role is FieldRole.CODE and row.rating(record) != NONE_GIVEN
    }


def parts_of(record: Mapping[str, Any]) -> Iterator[Part]:
    """Give the stretches of text that a record points to."""
    for name, value in record.items():
        if name != FRAGMENTS:
            for start, end in _spans(value):
                yield Part(name, start, end)


def _spans(value: Any) -> Iterator[tuple[int, int]]:
    """Give the places in a field's value that have words in them."""
    for member in value if isinstance(value, list) else [value]:
        if isinstance(member, dict) and {"start", "end"} <= set(member) <= {"start", "end", "text"}:
            start, end = member["start"], member["end"]
            if isinstance(start, int) and isinstance(end, int) and start < end:
                yield start, end
