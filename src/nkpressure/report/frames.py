"""Annotations and checks as frames: one row each, with the sentence that it came from."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, ClassVar, Protocol

import pandas as pd

from nkpressure.errors import WrongUseError
from nkpressure.find.everything import Findings
from nkpressure.model import Annotation, Interval, Span
from nkpressure.records import annotation_ids

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
    evidence = _Evidence(findings)
    several = len({annotation.kind for annotation in annotations}) > 1
    kinds = [type(annotation) for annotation in annotations] or ([kind] if kind else [])
    own = dict.fromkeys(name for each in kinds for name in _own_fields(each))
    columns = [*_FIRST, *(["kind"] if several else []), *own, *_LAST]
    rows = [evidence.row(annotation) for annotation in annotations]
    return _frame(rows, columns)


def checks_frame(
    findings: Findings, checks: Sequence[Check], kind: type[Check] | None = None
) -> pd.DataFrame:
    """Return a frame with one row a check: the words checked, what the check says, the sentence.

    The first field that holds an annotation gives the id, the text and the sentence of the row;
    every other field is a column. `kind` gives an empty list the columns of that kind.
    """
    evidence = _Evidence(findings)
    kinds = [type(check) for check in checks] or ([kind] if kind else [])
    names = dict.fromkeys(field.name for each in kinds for field in fields(each))
    rows = []
    for check in checks:
        if not is_dataclass(check):
            raise WrongUseError(f"{check!r} is no check; a check is a frozen dataclass")
        values = {field.name: getattr(check, field.name) for field in fields(check)}
        rows.append(evidence.check_row(values))
    anchors = {row.pop("_anchor") for row in rows}
    own = [name for name in names if name not in anchors and name not in _FIRST]
    return _frame(rows, [*_FIRST, *own, "sentence"])


class _Evidence:
    """Leads an annotation back to its id, its words and its sentence."""

    def __init__(self, findings: Findings) -> None:
        self.text = findings.document.text
        annotations = findings.annotations()
        self.ids = annotation_ids(findings.document, annotations)
        self.by_value = {annotation: self.ids[id(annotation)] for annotation in annotations}
        self.sentences = sorted(sentence.span for sentence in findings.sentences)
        self.starts = [span.start for span in self.sentences]

    def id_of(self, annotation: Annotation) -> str | None:
        return self.ids.get(id(annotation)) or self.by_value.get(annotation)

    def sentence_of(self, span: Span) -> str | None:
        first = max(bisect_right(self.starts, span.start) - 1, 0)
        for sentence in self.sentences[first : first + 2]:
            if sentence.overlaps(span) or sentence == span:
                return sentence.of(self.text)
        return None

    def row(self, annotation: Annotation) -> dict[str, object]:
        return {
            "id": self.id_of(annotation),
            "text": annotation.span.of(self.text),
            "kind": annotation.kind,
            **self.cells({name: getattr(annotation, name) for name in _own_fields(annotation)}),
            "rule": annotation.rule,
            "sentence": self.sentence_of(annotation.span),
            "start": annotation.start,
            "end": annotation.end,
        }

    def check_row(self, values: Mapping[str, Any]) -> dict[str, object]:
        anchor = next((name for name, value in values.items() if _is_anchor(value)), None)
        cells = self.cells({name: value for name, value in values.items() if name != anchor})
        if anchor is None:
            return {"_anchor": None, "id": None, "text": None, "sentence": None, **cells}
        annotation: Annotation = values[anchor]
        return {
            **cells,
            "_anchor": anchor,
            "id": self.id_of(annotation),
            "text": annotation.span.of(self.text),
            "sentence": self.sentence_of(annotation.span),
        }

    def cells(self, values: Mapping[str, Any]) -> dict[str, object]:
        return {name: self.cell(value) for name, value in values.items()}

    def cell(self, value: Any) -> object:
        match value:
            case Annotation():
                return value.span.of(self.text)
            case Span():
                return value.of(self.text)
            case Interval():
                return value.edtf
            case date():
                return value.isoformat()
            case Enum():
                return str(value.value)
            case tuple() | list() | frozenset() | set():
                members = sorted(value, key=str) if isinstance(value, set | frozenset) else value
                return "; ".join(str(self.cell(member)) for member in members) or None
        return value


def _is_anchor(value: object) -> bool:
    return isinstance(value, Annotation)


def _own_fields(kind: type[Annotation] | Annotation) -> Iterator[str]:
    return (field.name for field in fields(kind) if field.name not in ("span", "rule"))


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
