"""Where coders disagree, with the words: missed, another boundary, another code, another link."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import combinations

import pandas as pd

from nkpressure.measure.aligned_units import matched
from nkpressure.measure.coded_fields import (
    CodedField,
    FieldLevel,
    FieldRole,
    coded_fields,
    main_value,
    places_of,
)
from nkpressure.measure.codings import Coding, compared_kinds, shared_documents
from nkpressure.measure.matching import touching_pairs
from nkpressure.measure.places import shared_characters
from nkpressure.measure.scored_fields import covered
from nkpressure.records import Record
from nkpressure.tables import Tables, read_tables


class DisagreementKind(StrEnum):
    """In what two coders differ about one mark."""

    MISSED = "missed"  # one marked it, the other nothing that touches it
    BOUNDARY = "boundary"  # both marked it, with other ends
    CODE = "code"  # both marked it, and coded it in another way
    LINK = "link"  # both marked it, and tied it to another actor, cue, source or mark


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One difference between two coders, with the words that each of them marked.

    `start` and `end` hold all that both marked; `sentence` is that in which it begins, as far as
    a coder has records of sentences. The words and values of one who marked nothing are None.
    """

    document: str
    kind: str
    type: DisagreementKind
    field: str | None
    start: int
    end: int
    one: str
    other: str
    words_of_one: str | None
    words_of_other: str | None
    value_of_one: str | None
    value_of_other: str | None
    sentence: str | None


def find_disagreements(
    codings: Sequence[Coding], kinds: Collection[str] | None = None, tables: Tables | None = None
) -> list[Disagreement]:
    """Find each difference between each pair of coders, document by document in text order.

    A mark can differ in its boundary, in a code and in a link at once; each is one difference.

    >>> one = {"document": "d", "kind": "place", "start": 0, "end": 7, "text": "Dandong"}
    >>> other = {**one, "end": 4, "text": "Dand"}
    >>> codings = [Coding("a", (one,)), Coding("b", (other,))]
    >>> [(each.type.value, each.words_of_other) for each in find_disagreements(codings)]
    [('boundary', 'Dand')]
    """
    tables = tables or read_tables()
    found: list[Disagreement] = []
    for one, other in combinations(codings, 2):
        sentences = Sentences([one, other])
        for kind in sorted(kinds) if kinds is not None else compared_kinds([one, other]):
            ours, theirs = one.marks(kind), other.marks(kind)
            fields = fields_of_all([one, other], kind, tables)
            for document in shared_documents([one, other]):
                marks = _Marks(
                    one.coder, other.coder, ours.get(document, []), theirs.get(document, [])
                )
                found += marks.disagreements(fields, sentences, tables)
    return sorted(found, key=lambda each: (each.document, each.start, each.end, each.kind))


def fields_of_all(
    codings: Sequence[Coding], kind: str, tables: Tables | None = None
) -> list[CodedField]:
    """Return the fields of a kind that every coder has filled somewhere; the others cannot differ.

    A coder who never writes down the addressee has not coded it, and does not say that there is
    none.
    """
    marks = [[record for each in c.marks(kind).values() for record in each] for c in codings]
    return [
        field
        for field in coded_fields(kind, tables)
        if all(any(record.get(field.field) not in (None, "", []) for record in m) for m in marks)
    ]


def disagreements_frame(disagreements: Sequence[Disagreement]) -> pd.DataFrame:
    """Return disagreements as a table, a line each.

    >>> list(disagreements_frame([]).columns)[:4]
    ['document', 'kind', 'type', 'field']
    """
    names = [field.name for field in fields(Disagreement)]
    rows = [[getattr(each, name) for name in names] for each in disagreements]
    return pd.DataFrame(rows, columns=names)


class Sentences:
    """The sentences of the documents, from whichever coder has records of them."""

    def __init__(self, codings: Sequence[Coding]) -> None:
        self._at: dict[str, list[Record]] = {}
        for coding in codings:
            for document, records in coding.marks("sentence").items():
                self._at.setdefault(document, sorted(records, key=lambda r: int(r["start"])))

    def around(self, document: str, place: int) -> str | None:
        """Return the words of the sentence that holds a place; None where nobody has it."""
        records = self._at.get(document, [])
        number = bisect_right(records, place, key=lambda record: int(record["start"])) - 1
        if number < 0 or place >= records[number]["end"]:
            return None
        return records[number].get("text")


@dataclass(frozen=True, slots=True)
class _Marks:
    """Two coders' records of one kind in one document."""

    one: str
    other: str
    ours: Sequence[Record]
    theirs: Sequence[Record]

    def disagreements(
        self, fields: Sequence[CodedField], sentences: Sentences, tables: Tables
    ) -> Iterator[Disagreement]:
        pairs = matched(self.ours, self.theirs)
        same_record = {(self.ours[a].get("id"), self.theirs[b].get("id")) for a, b in pairs}
        # A link can also name what is no record of the kind, such as a group of paragraphs.
        ids = {record.get("id") for record in (*self.ours, *self.theirs)}
        same_record |= {
            (link, link)
            for record in self.ours
            for field in fields
            if field.level is FieldLevel.RECORD and (link := record.get(field.field)) not in ids
        }
        for a, b in pairs:
            mine, yours = self.ours[a], self.theirs[b]
            if covered(mine) != covered(yours):
                yield self._row(DisagreementKind.BOUNDARY, None, mine, yours, sentences, tables)
            for field in fields:
                if differ(field, mine, yours, same_record):
                    yield self._row(_type(field), field, mine, yours, sentences, tables)
        yield from self._unmatched(pairs, sentences, tables)

    def _unmatched(
        self, pairs: Sequence[tuple[int, int]], sentences: Sentences, tables: Tables
    ) -> Iterator[Disagreement]:
        """Give what has no partner: a boundary where it touches another's mark, else missed."""
        mine, yours = {a for a, _ in pairs}, {b for _, b in pairs}
        left, right = [covered(r) for r in self.ours], [covered(r) for r in self.theirs]
        touched: set[tuple[str, int]] = set()
        for a, b in touching_pairs(left, right):
            if a in mine and b in yours:
                continue
            touched |= {("one", a), ("other", b)}
            yield self._row(
                DisagreementKind.BOUNDARY, None, self.ours[a], self.theirs[b], sentences, tables
            )
        for a, record in enumerate(self.ours):
            if a not in mine and ("one", a) not in touched:
                yield self._row(DisagreementKind.MISSED, None, record, None, sentences, tables)
        for b, record in enumerate(self.theirs):
            if b not in yours and ("other", b) not in touched:
                yield self._row(DisagreementKind.MISSED, None, None, record, sentences, tables)

    def _row(
        self,
        type: DisagreementKind,
        field: CodedField | None,
        mine: Record | None,
        yours: Record | None,
        sentences: Sentences,
        tables: Tables,
    ) -> Disagreement:
        known = [record for record in (mine, yours) if record is not None]
        start = min(record["start"] for record in known)
        document = known[0]["document"]
        return Disagreement(
            document,
            known[0]["kind"],
            type,
            field.field if field else None,
            start,
            max(record["end"] for record in known),
            self.one,
            self.other,
            mine.get("text") if mine else None,
            yours.get("text") if yours else None,
            shown_value(field, mine, tables),
            shown_value(field, yours, tables),
            sentences.around(document, start),
        )


def _type(field: CodedField) -> DisagreementKind:
    return DisagreementKind.CODE if field.role is FieldRole.CODE else DisagreementKind.LINK


def shown_value(field: CodedField | None, record: Record | None, tables: Tables) -> str | None:
    """Return what a record says in a field as words: those of the text where it names a place."""
    if record is None:
        return None
    if field is None:
        return main_value(record, tables)
    places = places_of(record.get(field.field)) if field.level is FieldLevel.SPAN else []
    if not places:
        return field.rating(record)
    text, first = record.get("text") or "", record["start"]
    words = [text[start - first : end - first] for start, end in places]
    inside = all(first <= start and end <= first + len(text) for start, end in places)
    return " ... ".join(words) if inside else ", ".join(f"{s}-{e}" for s, e in places)


def differ(
    field: CodedField, mine: Record, yours: Record, same_record: Collection[tuple[object, object]]
) -> bool:
    """Say whether two records differ in a field; `same_record` are pairs of ids that are one mark.

    Places agree where they share a character: coders draw the ends of a cue differently.
    """
    if field.field not in mine and field.field not in yours:
        return False
    if field.level is FieldLevel.SPAN:
        left, right = places_of(mine.get(field.field)), places_of(yours.get(field.field))
        if left and right:
            return shared_characters(tuple(left), tuple(right)) == 0
        return bool(left) != bool(right)
    if field.level is FieldLevel.RECORD:
        links = mine.get(field.field), yours.get(field.field)
        return links != (None, None) and links not in same_record
    return field.rating(mine) != field.rating(yours)


def count_disagreements(disagreements: Sequence[Disagreement]) -> pd.DataFrame:
    """Count disagreements: a kind a line, a type a column."""
    counted: Mapping[str, dict[str, int]] = {each.kind: {} for each in disagreements}
    for each in disagreements:
        counted[each.kind][each.type] = counted[each.kind].get(each.type, 0) + 1
    rows = [
        [kind, *(counted[kind].get(type, 0) for type in DisagreementKind)]
        for kind in sorted(counted)
    ]
    return pd.DataFrame(rows, columns=["kind", *(type.value for type in DisagreementKind)])
