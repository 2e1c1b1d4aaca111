"""A text with its records, as it goes to another tool and comes back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nkpressure.errors import WrongUseError
from nkpressure.measure.codings import by_document
from nkpressure.model import Document
from nkpressure.records import Record

# What ends a line or a cell in files of lines: a mark of these alone has no words there.
LINE_ENDS = "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class CodedText:
    """A document's text and its records; the text is None where a format does not carry it."""

    id: str
    text: str | None
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Orphan:
    """A record whose words are not where it says; it is listed, never moved to where they are.

    `found` are the words that stand in its place now, None where the text has no such place.
    """

    record: Record
    found: str | None

    def __str__(self) -> str:
        """Say in one sentence which record it is and what stands in its place."""
        place = f"{self.record.get('start')}-{self.record.get('end')}"
        name = self.record.get("id") or f"{self.record['kind']} of {self.record['document']}"
        if self.found is None:
            return f"{name}: the text has no place {place}"
        wanted, found = _short(str(self.record.get("text"))), _short(self.found)
        return f"{name}: at {place} the text has {found!r}, not {wanted!r}"


def code_texts(
    records: Iterable[Record], documents: Sequence[Document]
) -> tuple[list[CodedText], list[Orphan]]:
    """Bring records and texts together; records whose words do not fit their place are orphans.

    Raises WrongUseError where records are of a document that is not there.

    >>> note = Document("note", "Seoul agreed.")
    >>> seoul = {"document": "note", "kind": "actor", "start": 0, "end": 5, "text": "Tokyo"}
    >>> texts, orphans = code_texts([seoul], [note])
    >>> str(orphans[0])
    "actor of note: at 0-5 the text has 'Seoul', not 'Tokyo'"
    """
    grouped = by_document(records)
    known = {document.id: document.text for document in documents}
    missing = [id for id in grouped if id not in known]
    if missing:
        raise WrongUseError(
            f"the corpus has no document {missing[0]!r}, of which there are records; it has "
            f"{', '.join(list(known)[:10]) or 'none'}"
        )
    texts, orphans = [], []
    for id, of_document in grouped.items():
        kept, lost = fitting(of_document, known[id])
        texts.append(CodedText(id, known[id], tuple(kept)))
        orphans += lost
    return texts, orphans


def fitting(records: Iterable[Record], text: str) -> tuple[list[Record], list[Orphan]]:
    """Part the records whose words stand in their place from the orphans."""
    kept, orphans = [], []
    for record in records:
        start, end = record.get("start"), record.get("end")
        if start is None and end is None:
            kept.append(record)
            continue
        there = isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)
        words = text[start:end] if there else None
        if words is None or record.get("text", words) != words:
            orphans.append(Orphan(record, words))
        else:
            kept.append(record)
    return kept, orphans


def renumbered(document: str, records: Iterable[Record]) -> list[Record]:
    """Give records that came without ids new ones, `<document>#<kind>-<number>` in text order.

    >>> [r["id"] for r in renumbered("note", [{"kind": "actor", "start": 0, "end": 5}])]
    ['note#actor-001']
    """
    counts: dict[str, int] = {}
    ordered = sorted(records, key=_place)
    numbered = []
    taken = {record["id"] for record in ordered if record.get("id")}
    for record in ordered:
        id = record.get("id")
        while id is None:
            counts[record["kind"]] = counts.get(record["kind"], 0) + 1
            candidate = f"{document}#{record['kind']}-{counts[record['kind']]:03d}"
            id = candidate if candidate not in taken else None
        numbered.append({"id": id, **{k: v for k, v in record.items() if k != "id"}})
    return numbered


def _place(record: Record) -> tuple[str, int, int]:
    """Return where a record stands in the order; what is no number there fits no text anyway."""
    start, end = (
        place if isinstance(place := record.get(at), int) else 0 for at in ("start", "end")
    )
    return str(record["kind"]), start, -end


def _short(words: str, most: int = 40) -> str:
    return words if len(words) <= most else f"{words[:most]}..."
