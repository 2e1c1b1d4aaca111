"""Records that coders agree on, as one file: with ids, links and sentences of their own."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nkpressure.measure.aligned_units import AlignedUnit
from nkpressure.measure.codings import Coding
from nkpressure.records import Decision, Record

# What frames the marks rather than being one: taken from the first coder who has it
FRAME = ("document", "entity", "sentence")
# What a coder's tool keeps of its own work, and what follows from the others
NOT_TAKEN = frozenset({"coder", "decision", "step", "time", "sent"})


@dataclass(frozen=True, slots=True)
class Taken:
    """A record that stands, with its coder and its unit, so that links can follow."""

    record: Record
    coder: int
    unit: AlignedUnit
    links: Sequence[str]


def agreed_records(taken: Sequence[Taken], codings: Sequence[Coding]) -> Iterator[Record]:
    """Give each document, its sentences, and its marks with ids and links of their own."""
    marks = {record.get("id") for coding in codings for record in coding.records}
    for document in codings[0].documents:
        frame = [record for kind in FRAME for record in _first_with(codings, kind, document)]
        yield from frame
        sentences = sorted(
            (record["start"], record["end"], record["id"])
            for record in frame
            if record["kind"] == "sentence"
        )
        own = [each for each in taken if each.unit.document == document]
        yield from _numbered(own, sentences, marks)


def _first_with(codings: Sequence[Coding], kind: str, document: str) -> list[Record]:
    found = (coding.marks(kind).get(document) for coding in codings)
    records = next((records for records in found if records), [])
    return [_framing(record) for record in records]


def _framing(record: Record) -> Record:
    """Leave out a tool's own work, but keep that nobody decided, so that no score counts it."""
    kept = {name: value for name, value in record.items() if name not in NOT_TAKEN}
    given = record.get("decision") == Decision.GIVEN
    return kept | ({"decision": Decision.GIVEN.value} if given else {})


_Sentence = tuple[int, int, str]


def _numbered(
    taken: Sequence[Taken], sentences: Sequence[_Sentence], marks: Collection[object]
) -> Iterator[Record]:
    ordered = sorted(taken, key=lambda t: (t.record["kind"], t.record["start"], -t.record["end"]))
    numbers: Counter[str] = Counter()
    ids: list[str] = []
    meant: dict[tuple[int, object], str] = {}
    for each in ordered:
        kind = each.record["kind"]
        numbers[kind] += 1
        ids.append(f"{each.record['document']}#{kind}-{numbers[kind]:03d}")
        meant |= {
            (coder, record.get("id")): ids[-1]
            for coder, record in enumerate(each.unit.records)
            if record is not None
        }
    for id, each in zip(ids, ordered, strict=True):
        links = {
            name: meant.get((each.coder, link), None if link in marks else link)
            for name in each.links
            if (link := each.record.get(name)) is not None
        }
        touched = list(_touched(each.record, sentences))
        record: dict[str, Any] = {**each.record, "id": id, **links}
        yield record | ({"sent": touched} if sentences else {})


def _touched(record: Record, sentences: Sequence[_Sentence]) -> Iterator[str]:
    first = max(bisect_right(sentences, (record["start"], record["end"], "~")) - 1, 0)
    for start, end, id in sentences[first:]:
        if start >= max(record["end"], record["start"] + 1):
            break
        if end > record["start"]:
            yield id
