"""Several coders' records of the same texts, checked before they are compared."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from nkpressure.codebook import read_codebook
from nkpressure.errors import WrongUseError
from nkpressure.measure.coded_fields import CodedField
from nkpressure.records import Decision, Record, read_records
from nkpressure.tables import Tables, read_tables

# Fields that hold one place of the text, or several
_PLACED_FIELDS = {"attribution": ("source", "cue", "content"), "signal": ("evidence",)}
# Kinds that describe the document, or what it speaks of, rather than mark words of it
NOT_COMPARED = frozenset({"document", "entity"})


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder marked, in one document or in several."""

    coder: str
    records: tuple[Record, ...]

    @property
    def documents(self) -> list[str]:
        """The documents that the coder has worked on, in order."""
        return list(dict.fromkeys(record["document"] for record in self.records))

    def marks(self, kind: str) -> dict[str, list[Record]]:
        """Return the coder's records of a kind, document by document."""
        return by_document(record for record in self.records if record["kind"] == kind)


def by_document(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Return the records of each document, in their order."""
    grouped: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        grouped[record["document"]].append(record)
    return grouped


def read_codings(paths: Sequence[Path | str]) -> list[Coding]:
    """Read one file of records for each coder; a coder is called after the file."""
    stems = [Path(path).stem for path in paths]
    names = stems if len(set(stems)) == len(stems) else [str(path) for path in paths]
    return [
        Coding(name, tuple(read_records(path))) for name, path in zip(names, paths, strict=True)
    ]


def comparable(codings: Sequence[Coding], tables: Tables | None = None) -> list[Coding]:
    """Return the codings of the documents that all coders have worked on.

    Raises WrongUseError, with the coder and the record, where there are fewer than two coders or
    no common document, where a record's words do not fit its place, where two coders have read
    different texts, and where a code is not in the codebook.
    """
    if len(codings) < 2:
        raise WrongUseError("agreement needs the records of at least two coders")
    _refuse_same_names(codings)
    for coding in codings:
        if not coding.records:
            raise WrongUseError(f"{coding.coder}: there is no record in it; give the right file")
    shared = set.intersection(*(set(coding.documents) for coding in codings))
    if not shared:
        worked = "; ".join(f"{c.coder} has {', '.join(c.documents[:3])}" for c in codings)
        raise WrongUseError(f"the coders have no document in common: {worked}")
    kept = [
        Coding(c.coder, tuple(r for r in c.records if r["document"] in shared)) for c in codings
    ]
    for coding in kept:
        _refuse_odd_places(coding)
        _refuse_unknown_codes(coding, tables or read_tables())
    grouped = [(coding.coder, by_document(coding.records)) for coding in kept]
    for document in sorted(shared):
        of_coders = [(coder, records[document]) for coder, records in grouped]
        _refuse_different_sums(document, of_coders)
        _refuse_different_texts(document, of_coders)
    return kept


def compared_kinds(codings: Sequence[Coding]) -> list[str]:
    """Return the kinds that every coder has used; a coder may not have looked for the others."""
    used = [
        {record["kind"] for record in coding.records if _is_placed(record) and is_coded(record)}
        for coding in codings
    ]
    return sorted(set.intersection(*used) - NOT_COMPARED) if used else []


def kinds_left_out(codings: Sequence[Coding]) -> dict[str, tuple[str, ...]]:
    """Return the kinds that cannot be compared, each with the coders who have used it."""
    used: dict[str, dict[str, None]] = defaultdict(dict)
    for coding in codings:
        for record in filter(is_coded, coding.records):
            used[record["kind"]][coding.coder] = None
    compared = {*compared_kinds(codings), *NOT_COMPARED}
    return {kind: tuple(used[kind]) for kind in sorted(used.keys() - compared)}


def shared_documents(codings: Sequence[Coding]) -> list[str]:
    """Return the documents that all coders have worked on, in the order of the first coder's."""
    others = [set(coding.documents) for coding in codings[1:]]
    return [id for id in codings[0].documents if all(id in other for other in others)]


def document_lengths(codings: Sequence[Coding]) -> Mapping[str, int]:
    """Return how long each document is, as far as its records reach."""
    lengths: dict[str, int] = defaultdict(int)
    for coding in codings:
        for record in coding.records:
            reach = max(record.get("end") or 0, record.get("chars") or 0)
            lengths[record["document"]] = max(lengths[record["document"]], reach)
    return lengths


def _is_placed(record: Record) -> bool:
    return isinstance(record.get("start"), int) and isinstance(record.get("end"), int)


def is_coded(record: Record) -> bool:
    """Whether a coder decided: the sentences in a coder's file are the machine's, given to all."""
    return record.get("decision") != Decision.GIVEN


def _name(record: Record) -> str:
    place = f"{record['kind']} at {record.get('start')}-{record.get('end')}"
    return str(record.get("id") or f"{record['document']}, {place}")


def _refuse_same_names(codings: Sequence[Coding]) -> None:
    names = [coding.coder for coding in codings]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise WrongUseError(f"the coder {twice[0]} is given twice; compare two different codings")


def _refuse_odd_places(coding: Coding) -> None:
    for record in coding.records:
        start, end, text = record.get("start"), record.get("end"), record.get("text")
        if record["kind"] in NOT_COMPARED and start is None:
            continue
        if not _is_placed(record) or not 0 <= record["start"] <= record["end"]:
            raise WrongUseError(
                f"{coding.coder}: the record {_name(record)} has no place in the text "
                f"(start {start!r}, end {end!r}); each needs two whole numbers, start first"
            )
        _refuse_odd_parts(coding, record)
        if isinstance(text, str) and len(text) != record["end"] - record["start"]:
            raise WrongUseError(
                f"{coding.coder}: the text of the record {_name(record)} has {len(text)} "
                f"characters, its place {start}-{end} has {record['end'] - record['start']}; "
                "count in code points of the unchanged text"
            )


def _refuse_odd_parts(coding: Coding, record: Record) -> None:
    """Refuse a field of places, such as the content of an attribution, that holds none."""
    for name in _PLACED_FIELDS.get(record["kind"], ()):
        value = record.get(name)
        for part in value if isinstance(value, list) else [value]:
            if part is not None and not (isinstance(part, dict) and _is_placed(part)):
                raise WrongUseError(
                    f"{coding.coder}: the field {name} of the record {_name(record)} must hold "
                    f"places with a start and an end, not {part!r:.40}"
                )


def _refuse_unknown_codes(coding: Coding, tables: Tables) -> None:
    book = read_codebook(tables)
    known = {
        (row.kind, row.field): [code.code for code in getattr(book, row.codebook)]
        for row in tables.rows(CodedField)
        if row.codebook is not None
    }
    for record in coding.records:
        for (kind, field), codes in known.items():
            value = record.get(field) if record["kind"] == kind else None
            if value is not None and value not in codes:
                raise WrongUseError(
                    f"{coding.coder}: the record {_name(record)} has the {field} {value!r}, "
                    f"which the codebook does not have; it has {', '.join(codes)}; give your "
                    "own codebook with --tables"
                )


OfCoders = Sequence[tuple[str, Sequence[Record]]]


def _refuse_different_sums(document: str, of_coders: OfCoders) -> None:
    sums = {
        coder: record["sha256"]
        for coder, records in of_coders
        for record in records
        if record["kind"] == "document" and record.get("sha256")
    }
    for one, other in combinations(sums, 2):
        if sums[one] != sums[other]:
            raise WrongUseError(
                f"{one} and {other} coded different texts under the name {document}: their "
                "checksums (sha256) differ; agreement needs one and the same text"
            )


def _refuse_different_texts(document: str, of_coders: OfCoders) -> None:
    read: dict[int, tuple[str, str]] = {}
    for coder, records in of_coders:
        for record in records:
            for place, character in enumerate(record.get("text") or "", record.get("start") or 0):
                before, reader = read.setdefault(place, (character, coder))
                if before != character:
                    who = f"{reader} and {coder}" if reader != coder else f"two records of {coder}"
                    raise WrongUseError(
                        f"{who} quote different texts of {document}: at character {place} one "
                        f"reads {before!r}, the other {character!r} (record {_name(record)}); "
                        "agreement needs one and the same text"
                    )
