"""What differs between two files of records: which annotations came, went, or are coded anew."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nkpressure.records import Record


class Turn(StrEnum):
    """What became of an annotation."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One annotation that came, went or changed.

    `before` and `after` hold the fields that differ, of a changed one; `record` is the id in the
    newer file, of one that went the id in the older.
    """

    turn: Turn
    document: str
    kind: str
    rule: str | None
    record: str | None
    text: str
    sentence: str | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def coding(self) -> str:
        """What is coded anew, each field with its old and its new value."""
        return "; ".join(
            f"{name}: {_shown(self.before.get(name))} -> {_shown(self.after.get(name))}"
            for name in {**self.before, **self.after}
        )

    def __str__(self) -> str:
        rule = f" (rule: {self.rule})" if self.rule else ""
        where = f" in “{self.sentence}”" if self.sentence and self.sentence != self.text else ""
        said = f", {self.coding}" if self.coding else ""
        return f"{self.turn}: {self.kind} “{self.text}”{said}{rule}{where}"


# What only places a record, or follows from the others.
_NOT_CODED = frozenset({"id", "document", "kind", "start", "end", "text", "sent"})
_SKIPPED = frozenset({"document"})
_Key = tuple[str, ...]


def find_changes(old: Iterable[Record], new: Iterable[Record]) -> list[Change]:
    """Compare two lists of records; documents that only one of them has are left out.

    Annotations are the same where kind and place agree; then the fields are compared, and an id in
    a field stands for the place of what it means, so that renumbering is no change. Of what is
    left, one that went and one that came in overlapping places are one that changed. Where the
    text itself is another, words and their order stand for the place.

    >>> old = [{"id": "a#place-001", "document": "a", "kind": "place", "start": 0, "end": 5,
    ...         "text": "Seoul", "rule": "name"}]
    >>> find_changes(old, [{**old[0], "rule": "capital"}])[0].turn.value
    'changed'
    """
    before, after = _by_document(old), _by_document(new)
    return [
        change
        for document in sorted(before.keys() & after.keys())
        for change in _of_document(before[document], after[document])
    ]


def documents_of(records: Iterable[Record]) -> set[str]:
    """Return the ids of the documents that records are of."""
    return {str(record["document"]) for record in records}


def tally(changes: Iterable[Change]) -> list[tuple[str, str, dict[Turn, int]]]:
    """Count changes by kind and rule: how many came, went, changed.

    >>> tally([])
    []
    """
    counts: dict[tuple[str, str], Counter[Turn]] = defaultdict(Counter)
    for change in changes:
        counts[change.kind, change.rule or ""][change.turn] += 1
    return [(kind, rule, dict(counted)) for (kind, rule), counted in sorted(counts.items())]


def _by_document(records: Iterable[Record]) -> dict[str, list[Record]]:
    documents: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        documents[str(record["document"])].append(record)
    return documents


class _Side:
    """The records of one document in one of the two files."""

    def __init__(self, records: Sequence[Record], by_words: bool) -> None:
        self.placed: dict[_Key, Record] = {}
        self.places: dict[str, str] = {}
        self.sentences: dict[str, str] = {}
        seen: Counter[_Key] = Counter()
        for record in records:
            if record["kind"] in _SKIPPED:
                continue
            if record["kind"] == "sentence":
                self.sentences[_id(record)] = _words(record)
            where = (str(record.get("text")),) if by_words else _extent(record)
            key = (str(record["kind"]), *where)
            # Several at one place are told apart by their order.
            seen[key] += 1
            self.placed[*key, str(seen[key])] = record
            self.places[_id(record)] = " ".join((*key, str(seen[key])))

    def coding(self, record: Record) -> dict[str, Any]:
        """What the record says of its words, with places instead of ids."""
        return {
            name: _placed_value(value, self.places)
            for name, value in record.items()
            if name not in _NOT_CODED
        }

    def change(
        self,
        turn: Turn,
        record: Record,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> Change:
        touched = record.get("sent") or [None]
        return Change(
            turn,
            str(record["document"]),
            str(record["kind"]),
            record.get("rule"),
            record.get("id"),
            _words(record),
            self.sentences.get(touched[0]),
            before or {},
            after or {},
        )


def _of_document(old: Sequence[Record], new: Sequence[Record]) -> list[Change]:
    by_words = _text_of(old) != _text_of(new)
    before, after = _Side(old, by_words), _Side(new, by_words)
    gone = [record for key, record in before.placed.items() if key not in after.placed]
    come = [record for key, record in after.placed.items() if key not in before.placed]
    pairs = [] if by_words else _overlapping(gone, come)
    same = [(before.placed[key], after.placed[key]) for key in before.placed.keys() & after.placed]
    paired = {id(record) for pair in pairs for record in pair}
    changes = [
        *(_coded_anew(first, second, before, after) for first, second in [*same, *pairs]),
        *((each, after.change(Turn.CAME, each)) for each in come if id(each) not in paired),
        *((each, before.change(Turn.WENT, each)) for each in gone if id(each) not in paired),
    ]
    found = [change for change in changes if change is not None]
    return [change for _, change in sorted(found, key=lambda pair: _order(*pair))]


def _order(record: Record, change: Change) -> tuple[str, int, int, str]:
    return change.kind, *_span(record), change.turn


def _text_of(records: Sequence[Record]) -> object:
    """The checksum of the text that the records are of, if they say it."""
    return next((r.get("sha256") for r in records if r["kind"] == "document"), None)


def _id(record: Record) -> str:
    return str(record.get("id"))


def _words(record: Record) -> str:
    return " ".join(str(record.get("text") or "").split())


def _span(record: Record) -> tuple[int, int]:
    return int(record.get("start") or 0), int(record.get("end") or 0)


def _extent(record: Record) -> _Key:
    return tuple(str(place) for place in _span(record))


def _coded_anew(
    first: Record, second: Record, before: _Side, after: _Side
) -> tuple[Record, Change] | None:
    was, now = before.coding(first), after.coding(second)
    differ = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    if first.get("text") != second.get("text"):
        differ.insert(0, "text")
    if not differ:
        return None
    values = ({name: record.get(name) for name in differ} for record in (first, second))
    return second, after.change(Turn.CHANGED, second, *values)


def _placed_value(value: Any, places: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return places.get(value, value)
    if isinstance(value, list):
        return [_placed_value(member, places) for member in value]
    return value


def _overlapping(gone: Sequence[Record], come: Sequence[Record]) -> list[tuple[Record, Record]]:
    """Pair each that came with the first that went in an overlapping place of the same kind."""
    left = sorted(gone, key=_kind_and_place)
    pairs = []
    at = 0
    for record in sorted(come, key=_kind_and_place):
        while at < len(left) and _lies_before(left[at], record):
            at += 1
        if at < len(left) and not _lies_before(record, left[at]):
            pairs.append((left[at], record))
            at += 1
    return pairs


def _kind_and_place(record: Record) -> tuple[str, int, int]:
    return str(record["kind"]), *_span(record)


def _lies_before(first: Record, second: Record) -> bool:
    if first["kind"] != second["kind"]:
        return str(first["kind"]) < str(second["kind"])
    return _span(first)[1] <= _span(second)[0]


def _shown(value: Any) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)
