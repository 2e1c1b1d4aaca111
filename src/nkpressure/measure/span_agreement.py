"""How far coders agree on which words to mark: F1 between them, and the alphas of unitizing.

F1 needs no chance: text that nobody marks has no number. The alphas take chance into account;
where a coder's marks of one kind overlap, the first and longest keeps the text.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from nkpressure.measure.aligned_units import matched
from nkpressure.measure.bootstrap import FEWEST_DOCUMENTS, FEWEST_UNITS, bootstrap_interval
from nkpressure.measure.coded_fields import main_value
from nkpressure.measure.codings import Coding, document_lengths, shared_documents
from nkpressure.measure.matching import Pair as PlacedPair
from nkpressure.measure.matching import best_pairs, touching_pairs
from nkpressure.measure.scored_fields import covered, same_code
from nkpressure.measure.unitizing import (
    Continuum,
    Piece,
    UnitizingAlphas,
    flattened,
    pooled,
    unitize,
    unitizing_alphas,
    units_alpha,
)
from nkpressure.records import Record
from nkpressure.tables import Tables, read_tables

MarksOfDocument = tuple[Sequence[Record], ...]  # a list for each coder


@dataclass(frozen=True, slots=True)
class SpanAgreement:
    """Agreement on the marks of one kind; `document` is None where all are taken together.

    `marks` counts each coder's records. F1 is the mean of all pairs of coders: `exact` wants the
    same characters, `overlap` half of them, `coded` overlap and the deciding fields. `cut` are the
    characters that a coder marked twice. The interval is that of uα over documents.
    """

    kind: str
    document: str | None
    marks: tuple[int, ...]
    exact: float | None
    overlap: float | None
    coded: float | None
    alphas: UnitizingAlphas
    cut: int
    interval: tuple[float, float] | None = None


def agree_on_spans(
    codings: Sequence[Coding], kind: str, tables: Tables | None = None, draws: int = 1000
) -> SpanAgreement:
    """Return the agreement on a kind over all documents; `draws` is that of the bootstrap.

    >>> one = {"document": "d", "kind": "place", "start": 0, "end": 7, "entity": ["DANDONG"]}
    >>> codings = [Coding("a", (one,)), Coding("b", ({**one, "end": 6},))]
    >>> agreement = agree_on_spans(codings, "place")
    >>> agreement.exact, agreement.overlap
    (0.0, 1.0)
    """
    tables = tables or read_tables()
    documents = _marks_by_document(codings, kind)
    lengths = document_lengths(codings)
    continua = {id: _continuum(marks, lengths[id], tables) for id, marks in documents.items()}
    interval = None
    number = sum(len(records) for marks in documents.values() for records in marks)
    enough = len(documents) >= FEWEST_DOCUMENTS and number >= FEWEST_UNITS * len(codings)
    if draws and enough:
        interval = bootstrap_interval(
            [each.tally() for each, _ in continua.values()], _units_alpha, draws
        )
    return _agreement(kind, None, list(documents.values()), list(continua.values()), interval)


def agree_by_document(
    codings: Sequence[Coding], kind: str, tables: Tables | None = None
) -> list[SpanAgreement]:
    """Return the agreement on a kind in each document that any coder has marked it in."""
    tables = tables or read_tables()
    lengths = document_lengths(codings)
    return [
        _agreement(kind, id, [marks], [_continuum(marks, lengths[id], tables)], None)
        for id, marks in _marks_by_document(codings, kind).items()
        if any(marks)
    ]


def agree_by_value(
    codings: Sequence[Coding], kind: str, tables: Tables | None = None
) -> dict[str, tuple[tuple[int, ...], float | None]]:
    """Return for each value of a kind's main field each coder's marks and F1 between the coders.

    Two marks count as the same where they overlap by half and bear the value both.
    """
    tables = tables or read_tables()
    by_value: dict[str, dict[str, list[list[Record]]]] = {}
    for number, coding in enumerate(codings):
        for document, records in coding.marks(kind).items():
            for record in records:
                of_value = by_value.setdefault(main_value(record, tables), {})
                marks = of_value.setdefault(document, [[] for _ in codings])
                marks[number].append(record)
    found = {}
    for value in sorted(by_value):
        kept = [tuple(marks) for marks in by_value[value].values()]
        found[value] = _numbers(kept), _mean_f1(kept, matched)
    return found


def agree_by_pair(
    codings: Sequence[Coding], kind: str, tables: Tables | None = None
) -> dict[tuple[str, str], SpanAgreement]:
    """Return the agreement of each pair of coders on a kind."""
    return {
        (one.coder, other.coder): agree_on_spans([one, other], kind, tables, draws=0)
        for one, other in combinations(codings, 2)
    }


def _marks_by_document(codings: Sequence[Coding], kind: str) -> Mapping[str, MarksOfDocument]:
    marks = [coding.marks(kind) for coding in codings]
    return {id: tuple(each.get(id, []) for each in marks) for id in shared_documents(codings)}


def _agreement(
    kind: str,
    document: str | None,
    marks: Sequence[MarksOfDocument],
    continua: Sequence[tuple[Continuum, int]],
    interval: tuple[float, float] | None,
) -> SpanAgreement:
    return SpanAgreement(
        kind,
        document,
        _numbers(marks),
        _mean_f1(marks, _same_places),
        _mean_f1(marks, matched),
        _mean_f1(marks, _same_codes),
        unitizing_alphas(pooled(continuum for continuum, _ in continua)),
        sum(cut for _, cut in continua),
        interval,
    )


def _numbers(marks: Sequence[MarksOfDocument]) -> tuple[int, ...]:
    return tuple(sum(map(len, of_coder)) for of_coder in zip(*marks, strict=True))


Matcher = Callable[[Sequence[Record], Sequence[Record]], list[tuple[int, int]]]


def _mean_f1(documents: Sequence[MarksOfDocument], match: Matcher) -> float | None:
    """Return the mean F1 of all pairs of coders that have marks at all."""
    coders = len(documents[0]) if documents else 0
    figures = []
    for one, other in combinations(range(coders), 2):
        number = sum(len(marks[one]) + len(marks[other]) for marks in documents)
        same = sum(len(match(marks[one], marks[other])) for marks in documents)
        if number:
            figures.append(2 * same / number)
    return sum(figures) / len(figures) if figures else None


def _same_places(ours: Sequence[Record], theirs: Sequence[Record]) -> list[tuple[int, int]]:
    left, right = [covered(record) for record in ours], [covered(record) for record in theirs]
    touching = touching_pairs(left, right)
    return best_pairs(PlacedPair(1.0, a, b) for a, b in touching if left[a] == right[b])


def _same_codes(ours: Sequence[Record], theirs: Sequence[Record]) -> list[tuple[int, int]]:
    pairs = matched(ours, theirs)
    return [(a, b) for a, b in pairs if same_code(ours[a]["kind"], ours[a], theirs[b])]


def _continuum(marks: MarksOfDocument, length: int, tables: Tables) -> tuple[Continuum, int]:
    """Return one document's continuum, and how many characters a coder had marked twice."""
    coders, cut = [], 0
    for records in marks:
        pieces, lost = flattened(
            Piece(start, end, main_value(record, tables))
            for record in records
            for start, end in covered(record)
            if start < end
        )
        coders.append(pieces)
        cut += lost
    return unitize(coders, length), cut


def _units_alpha(tally: Mapping[tuple[str, Any], float]) -> float | None:
    return units_alpha(Continuum.of_tally(tally))
