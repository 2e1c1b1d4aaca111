"""The fields in which coders decide: what a record is coded as, and what it is linked to."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar

from nkpressure.measure.scored_fields import value_of
from nkpressure.records import Record
from nkpressure.tables import Tables, read_tables

NONE_GIVEN = "(none)"


class FieldRole(StrEnum):
    """Whether a field says what a record is, or with what it hangs together."""

    CODE = "code"
    LINK = "link"


class FieldLevel(StrEnum):
    """How two values of a field are compared."""

    NOMINAL = "nominal"  # the same or not
    SET = "set"  # the same members or not, in any order
    SPAN = "span"  # places that share a character or not
    RECORD = "record"  # another record, by its id


@dataclass(frozen=True, slots=True)
class CodedField:
    """A field of a kind of records; the first of a kind with the role `code` is its main field.

    `codebook` names the part of the codebook that the values come from; `order` gives them ranks.
    `label` marks the field that goes into the label where a tool knows labels and no fields.
    """

    TABLE: ClassVar[str] = "coded_fields.csv"

    kind: str
    field: str
    role: FieldRole
    level: FieldLevel
    codebook: str | None
    order: tuple[str, ...]
    label: bool

    def rating(self, record: Record) -> str:
        """Return a record's value as one word, so that two coders' can be compared.

        >>> senders = CodedField(
        ...     "signal", "sender", FieldRole.LINK, FieldLevel.SET, None, (), False
        ... )
        >>> senders.rating({"kind": "signal", "sender": ["e:USA", "e:KOR"]})
        'e:KOR, e:USA'
        """
        value = record.get(self.field)
        if value in (None, "", []):
            return NONE_GIVEN
        if self.field == "value" and record["kind"] == "quantity":
            value = value_of(record)
        if self.level is FieldLevel.SET and isinstance(value, list):
            return ", ".join(sorted(str(member) for member in value))
        return " > ".join(map(str, value)) if isinstance(value, list) else str(value)

    @property
    def ranks(self) -> Mapping[str, int]:
        """The rank of each value that has one."""
        return {
            value: rank for rank, values in enumerate(self.order) for value in values.split("=")
        }


def coded_fields(kind: str, tables: Tables | None = None) -> list[CodedField]:
    """Return the fields in which records of a kind are coded, the main one first.

    >>> [field.field for field in coded_fields("instrument")][:3]
    ['code', 'direction', 'mode']
    """
    return list(_by_kind(tables or read_tables()).get(kind, ()))


@cache
def _by_kind(tables: Tables) -> Mapping[str, tuple[CodedField, ...]]:
    kinds: dict[str, list[CodedField]] = defaultdict(list)
    for row in tables.rows(CodedField):
        kinds[row.kind].append(row)
    return {kind: tuple(rows) for kind, rows in kinds.items()}


def main_field(kind: str, tables: Tables | None = None) -> CodedField | None:
    """Return the field that says what a record of a kind is; None where the tables know none."""
    codes = [row for row in coded_fields(kind, tables) if row.role is FieldRole.CODE]
    return codes[0] if codes else None


def main_value(record: Record, tables: Tables | None = None) -> str:
    """Return what a record is coded as: its value in the main field, else its kind.

    >>> main_value({"kind": "instrument", "code": "S.UNSC", "direction": "tighten"})
    'S.UNSC'
    """
    field = main_field(record["kind"], tables)
    return field.rating(record) if field else str(record["kind"])


def places_of(value: Any) -> list[tuple[int, int]]:
    """Return the places that a field holds: one, several or none."""
    members = value if isinstance(value, list) else [value]
    return [
        (member["start"], member["end"])
        for member in members
        if isinstance(member, dict)
        and isinstance(member.get("start"), int)
        and isinstance(member.get("end"), int)
    ]
