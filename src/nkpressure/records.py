"""Annotations as records: one JSON object a line, as they are written, scored and exchanged."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from nkpressure.errors import WrongUseError
from nkpressure.model import Annotation, Document, Interval, Span

Record = dict[str, Any]
CODERS = "coders"  # the folder beside articles where each coder's records lie


class Decision(StrEnum):
    """What a coder decided about a mark; it stands on each line of a coder's file."""

    GIVEN = "given"  # the document and its sentences, about which nobody decides
    ACCEPTED = "accepted"
    CHANGED = "changed"
    OWN = "own"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # no decision stands: it was undone, or an own mark was removed


_NO_WORDS = (b"", b"\xef\xbb\xbf")  # an editor may save an empty file with a mark of its order
_NO_MARK = frozenset({Decision.REJECTED, Decision.WITHDRAWN})


def document_record(document: Document) -> Record:
    """Return the record of the document itself."""
    return {
        "id": f"{document.id}#document-001",
        "document": document.id,
        "kind": "document",
        "start": 0,
        "end": len(document.text),
        "title": document.title,
        "byline": document.author,
        "outlet": document.outlet,
        "published": document.published.edtf if document.published else None,
        "published_basis": document.published_basis,
        "sha256": document.sha256,
        "chars": len(document.text),
        "language": document.language,
        "file": document.file,
        "url": document.url,
        **_of_file(document),
    }


def _of_file(document: Document) -> Record:
    """Return what is known only of a document that came in a format of its own."""
    known: Record = {"reader": document.reader} if document.reader else {}
    if document.pages:
        known["pages"] = [
            {"page": page.label, "start": page.span.start, "end": page.span.end}
            for page in document.pages
        ]
    return known


def annotation_ids(document: Document, annotations: Iterable[Annotation]) -> dict[int, str]:
    """Return each annotation's id, `<document>#<kind>-<number>`, keyed by `id(annotation)`.

    Numbers follow the order in the text, a kind apart, so that they are stable between runs; the
    keys come in that order.
    """
    ids = {}
    for kind, members in _in_order(annotations):
        begin = f"{document.id}#{kind}-"
        for number, annotation in enumerate(members, 1):
            ids[id(annotation)] = f"{begin}{number:03d}"
    return ids


def to_records(
    document: Document, annotations: Sequence[Annotation], ids: Mapping[int, str] | None = None
) -> list[Record]:
    """Return the document's record and one for each annotation, kind by kind in text order.

    `ids` are the `annotation_ids` of the same annotations, where they are known already.
    """
    if ids is None:
        ids = annotation_ids(document, annotations)
    by_key = {id(annotation): annotation for annotation in annotations}
    sentences = _Sentences(annotations, ids)
    document_id, text = document.id, document.text
    records = [document_record(document)]
    for key, annotation_id in ids.items():
        annotation = by_key[key]
        span = annotation.span
        start, end = span.start, span.end
        record: Record = {
            "id": annotation_id,
            "document": document_id,
            "kind": annotation.kind,
            "start": start,
            "end": end,
            "text": text[start:end],
            "sent": sentences.touched(start, end),
        }
        kind: object = type(annotation)
        names, values_of = _fields(kind)
        for name, value in zip(names, values_of(annotation), strict=True):
            record[name] = value if type(value) in _AS_THEY_STAND else _plain(value, ids)
        records.append(record)
    return records


class _Sentences:
    """The sentences of one document, asked for by the stretches that touch them."""

    def __init__(self, annotations: Iterable[Annotation], ids: Mapping[int, str]) -> None:
        sentences = sorted(
            (a.span.start, a.span.end, ids[id(a)]) for a in annotations if a.kind == "sentence"
        )
        # An empty one stands before all others, so that one begins before every place
        self._starts = [-1, *(start for start, _, _ in sentences)]
        self._ends = [-1, *(end for _, end, _ in sentences)]
        self._ids = ["", *(sentence_id for _, _, sentence_id in sentences)]

    def touched(self, start: int, end: int) -> list[str]:
        """Return the ids of the sentences that share a character with a stretch."""
        first = bisect_right(self._starts, start) - 1
        if start < end <= self._ends[first]:  # as nearly all that is marked
            return [self._ids[first]]
        after = bisect_left(self._starts, end)
        return [self._ids[n] for n in range(first, after) if start < self._ends[n]]


def _in_order(annotations: Iterable[Annotation]) -> Iterator[tuple[str, list[Annotation]]]:
    """Give the annotations of each kind in text order, the kinds by their names."""
    kinds: dict[str, list[Annotation]] = {}
    for annotation in annotations:
        kind = annotation.kind
        if kind in kinds:
            kinds[kind].append(annotation)
        else:
            kinds[kind] = [annotation]
    for kind in sorted(kinds):
        yield kind, sorted(kinds[kind], key=_place)


def _place(annotation: Annotation) -> tuple[int, int]:
    span = annotation.span
    return span.start, -span.end


@cache
def _fields(kind: Any) -> tuple[tuple[str, ...], Callable[[Annotation], tuple[Any, ...]]]:
    """Return the fields of a kind that a record shows by their name, and what reads them all."""
    names = tuple(field.name for field in fields(kind) if field.name != "span")
    return names, attrgetter(*names) if len(names) > 1 else lambda each: (each.rule,)


_AS_THEY_STAND = frozenset({str, int, float, bool, type(None)})


def _plain(value: Any, ids: Mapping[int, str]) -> Any:
    kind = type(value)
    if kind is Span:
        return {"start": value.start, "end": value.end}
    if kind is tuple or kind is list:
        return [
            member if type(member) in _AS_THEY_STAND else _plain(member, ids) for member in value
        ]
    return value._value_ if isinstance(value, Enum) else _plain_object(value, ids)


def _plain_object(value: Any, ids: Mapping[int, str]) -> Any:
    match value:
        case tuple() | list():
            return [_plain(member, ids) for member in value]
        case Annotation():
            return ids.get(id(value))
        case Interval():
            return [value.first.isoformat(), value.last.isoformat()]
        case date():
            return value.isoformat()
    return value


# An encoder is made once, and need not look for circles: a record holds no record.
_line = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def record_line(record: Record) -> str:
    """Return the record as its line, without the line end."""
    return _line(record)


def read_records(path: Path | str) -> list[Record]:
    """Read a file of records; of a coder's file, what counts as a mark (`standing_records`).

    Raises WrongUseError with the file and the line where one is no record.
    """
    records = []
    number = 0
    try:
        with Path(path).open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip() not in _NO_WORDS:
                    records.append(_record(path, number, line))
    except FileNotFoundError:
        raise WrongUseError(f"{path}: there is no such file of records; check the name") from None
    except IsADirectoryError:
        raise WrongUseError(
            f"{path}: this is a folder; name a file of records in it (.jsonl)"
        ) from None
    except OSError as error:
        raise WrongUseError(f"{path}: cannot be read as records ({error.strerror})") from None
    return standing_records(records)


def standing_records(records: Iterable[Record]) -> list[Record]:
    """Return what counts of a coder's file, which has a line for each step that the coder took.

    Of each mark the last line stands, unless that says that it was rejected or withdrawn. Records
    that no coder decided about stay as they are.

    >>> actor = {"id": "note#actor-001", "document": "note", "kind": "actor", "coder": "ann"}
    >>> standing_records([actor | {"decision": "accepted"}, actor | {"decision": "rejected"}])
    []
    """
    last: dict[tuple[Any, ...], Record] = {}
    for number, record in enumerate(records):
        key: tuple[Any, ...] = (number,)
        if "decision" in record and record.get("id") is not None:
            key = (record["document"], record.get("coder"), record["id"])
        last.pop(key, None)
        last[key] = record
    return [record for record in last.values() if record.get("decision") not in _NO_MARK]


def _record(path: Path | str, number: int, line: bytes) -> Record:
    try:
        record = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except (ValueError, RecursionError) as error:
        raise WrongUseError(_no_record(f"{path}, line {number}", line, error)) from None
    lacking = [
        name for name in ("document", "kind") if not isinstance(record, dict) or name not in record
    ]
    if lacking:
        raise WrongUseError(f"{path}, line {number}: this record has no {' and no '.join(lacking)}")
    for name in ("document", "kind"):
        if not isinstance(record[name], str):
            raise WrongUseError(
                f"{path}, line {number}: {name} must be a word in quotation marks, "
                f"not {record[name]!r:.40}"
            )
    return dict(record)


def _no_record(place: str, line: bytes, error: ValueError | RecursionError) -> str:
    """Say why a line cannot be read as JSON, and how it is mended."""
    if line.lstrip().startswith(b"{") and not line.endswith(b"\n"):
        return (
            f"{place}: this last line is torn, as a crash leaves it; take it out (for a coder's "
            "file, the desk does so when the article is opened again)"
        )
    if isinstance(error, UnicodeDecodeError):
        return f"{place}: cannot be read as records, since this is no UTF-8; save the file as UTF-8"
    said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
    return f"{place}: this is no JSON object ({said}); name a file of records, or mend the line"
