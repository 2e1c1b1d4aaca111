"""Annotations and checks as frames: one row each, with the sentence that it came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, ClassVar, Protocol

import pandas as pd

from nkpressure.find.everything import Findings
from nkpressure.model import Annotation
from nkpressure.report.evidence import Evidence, own_fields

_FIRST = ("id", "text")
_LAST = ("rule", "sentence", "start", "end")


class Check(Protocol):
    """A frozen dataclass that says what a check found; its annotations are its evidence."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


def to_frame(
    findings: Findings,
    annotations: Sequence[Annotation],
    kind: type[Annotation] | None = None,
) -> pd.DataFrame:
    """Return a frame with one row an annotation: its words, its coding, its rule, its sentence.

    Columns are id (of the record), text, the kind's own fields, rule, sentence, start and end;
    annotations of several kinds get a column `kind` and all their fields. `kind` gives an empty
    list the columns of that kind. A field that holds a span or an annotation shows its words.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.model import Document
    >>> findings = find_everything(Document("note", "Beijing has not fleshed out the proposal."))
    >>> to_frame(findings, findings.sentences)[["id", "text"]].values.tolist()
    [['note#sentence-001', 'Beijing has not fleshed out the proposal.']]
    """
    evidence = Evidence(findings)
    several = len({annotation.kind for annotation in annotations}) > 1
    kinds = [type(annotation) for annotation in annotations] or ([kind] if kind else [])
    own = dict.fromkeys(name for each in kinds for name in own_fields(each))
    columns = [*_FIRST, *(["kind"] if several else []), *own, *_LAST]
    rows = [_annotation_row(evidence, annotation) for annotation in annotations]
    return _frame(rows, columns)


def checks_frame(
    findings: Findings, checks: Sequence[Check], kind: type[Check] | None = None
) -> pd.DataFrame:
    """Return a frame with one row a check: the words checked, what the check says, the sentence.

    The first field that holds an annotation gives the id, the text and the sentence of the row;
    every other field is a column. `kind` gives an empty list the columns of that kind.
    """
    evidence = Evidence(findings)
    kinds = [type(check) for check in checks] or ([kind] if kind else [])
    names = dict.fromkeys(field.name for each in kinds for field in fields(each))
    anchor = next((name for check in checks for name in _anchors(check)), None)
    rows = [_check_row(evidence, check, anchor) for check in checks]
    own = [name for name in names if name != anchor and name not in _FIRST]
    return _frame(rows, [*_FIRST, *own, "sentence"])


def _annotation_row(evidence: Evidence, annotation: Annotation) -> dict[str, object]:
    own = {name: evidence.shown(getattr(annotation, name)) for name in own_fields(annotation)}
    return {
        **_place(evidence, annotation),
        "kind": annotation.kind,
        **own,
        "rule": annotation.rule,
        "start": annotation.start,
        "end": annotation.end,
    }


def _check_row(evidence: Evidence, check: Check, anchor: str | None) -> dict[str, object]:
    values = {field.name: getattr(check, field.name) for field in fields(check)}
    row = {name: evidence.shown(value) for name, value in values.items()}
    place = values.get(anchor) if anchor else None
    return {**row, **_place(evidence, place)} if isinstance(place, Annotation) else row


def _place(evidence: Evidence, annotation: Annotation) -> dict[str, object]:
    return {
        "id": evidence.id_of(annotation),
        "text": annotation.span.of(evidence.text),
        "sentence": evidence.sentence_of(annotation.span),
    }


def _anchors(check: Check) -> Iterator[str]:
    return (f.name for f in fields(check) if isinstance(getattr(check, f.name), Annotation))


def _frame(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {column: _column([row.get(column) for row in rows]) for column in columns},
        columns=list(columns),
    )


def _column(values: Sequence[object]) -> "pd.Series[Any]":
    """A year that is not said must not turn the others into 2016.0."""
    said = [value for value in values if value is not None]
    whole = said and all(isinstance(v, int) and not isinstance(v, bool) for v in said)
    if whole:
        return pd.Series(list(values), dtype="Int64" if len(said) < len(values) else "int64")
    if said and all(isinstance(value, int | float) for value in said):
        return pd.Series(list(values), dtype=None if len(said) == len(values) else "object")
    return pd.Series(list(values), dtype="object")
