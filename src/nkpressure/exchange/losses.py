"""What each format loses: a list that is published, and that can be applied to records.

`nkpressure export` tells with it what will not come back; the tests hold every format to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from nkpressure.exchange.coded_texts import LINE_ENDS, CodedText
from nkpressure.exchange.conll import words_only
from nkpressure.exchange.marks import codes_of, has_place, label_field, marks_of
from nkpressure.records import Record
from nkpressure.tables import Tables, read_tables


class LossCase(StrEnum):
    """When something is lost."""

    NEVER = "never"
    ALWAYS = "always"
    EMPTY = "empty"  # marks of no character that the format can hold
    BLANK = "blank"  # marks of blanks alone
    BLANK_ENDS = "blank ends"  # the blanks at a mark's ends
    OVERLAP = "overlap"  # marks that begin within an earlier one of their kind
    NOT_SAID = "not said"  # records of what nobody says


class LossWay(StrEnum):
    """On which way something is lost."""

    BOTH = "both"
    EXPORT = "export"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that a format loses. An empty field means the whole record, `*` all but the label.

    What a label keeps are a record's kind, place and words, and one code where the kind has a short
    one (`label` in coded_fields.csv).
    """

    TABLE: ClassVar[str] = "losses.csv"

    format: str
    way: LossWay
    kind: str
    field: str
    when: LossCase
    what: str


_KEPT_BY_LABELS = ("document", "kind", "start", "end", "text")


def losses_of(format: str, tables: Tables | None = None) -> list[Loss]:
    """Return what a format loses; an empty list for a format that the table does not know.

    >>> losses_of("uima-xmi")[0].what
    'nothing is lost'
    """
    return [loss for loss in (tables or read_tables()).rows(Loss) if loss.format == format]


def after_losses(format: str, coded: CodedText, tables: Tables | None = None) -> list[Record]:
    """Return a text's records as they come back from a format, without ids where these are lost."""
    tables = tables or read_tables()
    losses = losses_of(format, tables)
    records = [r for r in coded.records if not any(_loses(loss, r, coded) for loss in losses)]
    cases = {loss.when for loss in losses}
    if cases & {LossCase.BLANK, LossCase.OVERLAP}:
        records = _words_only(records, coded, tables)
    if any(loss.field == "*" for loss in losses):
        records = [_labelled(record, tables) for record in records]
    return records


def _loses(loss: Loss, record: Record, coded: CodedText) -> bool:
    if loss.field or loss.kind not in ("*", record["kind"]):
        return False
    if loss.when is LossCase.EMPTY:
        words = (coded.text or "")[record.get("start") or 0 : record.get("end") or 0]
        return not has_place(record) or (loss.format == "brat" and not words.strip(LINE_ENDS))
    if loss.when is LossCase.NOT_SAID:
        return bool(record["kind"] != "attribution")
    return loss.when is LossCase.ALWAYS


def _words_only(records: Iterable[Record], coded: CodedText, tables: Tables) -> list[Record]:
    text = coded.text or ""
    kept = []
    for mark in words_only(marks_of(records, tables), text):
        place = {"start": mark.start, "end": mark.end, "text": text[mark.start : mark.end]}
        kept.append({"document": coded.id, "kind": mark.kind, **mark.rest, **place})
    return kept


def _labelled(record: Record, tables: Tables) -> Record:
    field = label_field(record["kind"], tables)
    codes = codes_of(record, tables)
    code = {field: codes[field]} if field in codes else {}
    return {name: record[name] for name in _KEPT_BY_LABELS if name in record} | code
