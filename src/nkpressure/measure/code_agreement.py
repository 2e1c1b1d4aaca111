"""How far coders agree on the codes of what they all marked, and on the codes of sentences."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nkpressure.measure.aligned_units import AlignedUnit
from nkpressure.measure.alpha import Ratings, alpha_nominal, alpha_of, alpha_ordinal, coincidences
from nkpressure.measure.bootstrap import FEWEST_DOCUMENTS, FEWEST_UNITS, bootstrap_interval
from nkpressure.measure.coded_fields import CodedField, FieldLevel
from nkpressure.measure.kappas import cohen_kappa, fleiss_kappa, gwet_ac1, percent_agreement
from nkpressure.records import Record

# Above this share of one value, kappa and alpha fall though coders agree: the kappa paradox
PREVAILING = 0.8


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """Agreement on one field of the units that at least two coders marked.

    `largest` is the share of the most frequent value. Figures are None where they have no meaning;
    `note` says why, and what to read instead. `basis` tells over what the interval of alpha was
    drawn: documents, or the sentences of too few documents.
    """

    kind: str
    field: str
    units: int
    values: int
    largest: float | None
    percent: float | None
    cohen: float | None
    fleiss: float | None
    alpha: float | None
    ordinal: float | None
    ac1: float | None
    interval: tuple[float, float] | None
    basis: str | None
    note: str


Rated = tuple[AlignedUnit, Ratings[str]]


def agree_on_field(
    units: Iterable[AlignedUnit], field: CodedField, draws: int = 1000
) -> CodeAgreement:
    """Return the agreement on a field; units that only one coder marked do not count.

    >>> from nkpressure.measure.coded_fields import main_field
    >>> places = [{"kind": "place", "start": 0, "end": 7, "entity": [id]} for id in "AAB"]
    >>> pairs = [(places[0], places[1]), (places[0], places[2])]
    >>> units = [AlignedUnit("d", "place", pair) for pair in pairs]
    >>> agree_on_field(units, main_field("place")).percent
    0.5
    """
    rated = [
        (unit, [None if record is None else field.rating(record) for record in unit.records])
        for unit in units
        if len(unit.marked) > 1
    ]
    return _agreement(field.kind, field.field, rated, field.ranks, draws)


def is_coded(field: CodedField, units: Iterable[AlignedUnit]) -> bool:
    """Say whether every coder has filled a field anywhere; else it was not coded by all.

    Spans and links to records are compared one by one among the disagreements.
    """
    if field.level in (FieldLevel.SPAN, FieldLevel.RECORD):
        return False
    filled: dict[int, bool] = defaultdict(bool)
    for unit in units:
        for coder, record in enumerate(unit.records):
            filled[coder] |= record is not None and record.get(field.field) not in (None, [])
    return bool(filled) and all(filled.values())


def agree_on_presence(
    kind: str, value: str, sentences: Sequence[tuple[str, Ratings[str]]], draws: int = 1000
) -> CodeAgreement:
    """Return the agreement on which sentences hold a code: each is a unit with yes or no.

    `sentences` are pairs of the document and what each coder says of one sentence.
    """
    rated = [(AlignedUnit(document, kind, ()), ratings) for document, ratings in sentences]
    return _agreement(kind, value, rated, {}, draws)


def _agreement(
    kind: str, field: str, rated: Sequence[Rated], ranks: Mapping[str, int], draws: int
) -> CodeAgreement:
    units = [ratings for _, ratings in rated]
    used = Counter(rating for unit in units for rating in unit if rating is not None)
    largest = max(used.values()) / used.total() if used else None
    alpha = alpha_nominal(units)
    interval, basis = _interval(rated, draws) if alpha is not None else (None, None)
    return CodeAgreement(
        kind=kind,
        field=field,
        units=len(units),
        values=len(used),
        largest=largest,
        percent=percent_agreement(units),
        cohen=cohen_kappa(units),
        fleiss=fleiss_kappa(units),
        alpha=alpha,
        ordinal=alpha_ordinal(units, ranks) if ranks else None,
        ac1=gwet_ac1(units),
        interval=interval,
        basis=basis,
        note=_note(len(units), len(used), largest or 0.0),
    )


def _note(units: int, values: int, largest: float) -> str:
    notes = []
    if not units:
        notes.append("no unit that two coders marked")
    elif values < 2:
        notes.append("one value only: chance would give the same; read the percentage")
    elif largest > PREVAILING:
        notes.append(f"one value has {largest:.0%}: read AC1 beside alpha")
    if 0 < units < FEWEST_UNITS:
        notes.append(f"{units} units: no interval below {FEWEST_UNITS}")
    return "; ".join(notes)


def _interval(rated: Sequence[Rated], draws: int) -> tuple[tuple[float, float] | None, str | None]:
    if len(rated) < FEWEST_UNITS:
        return None, None
    by_document: dict[str, list[Ratings[str]]] = defaultdict(list)
    by_sentence: dict[str, list[Ratings[str]]] = defaultdict(list)
    for number, (unit, ratings) in enumerate(rated):
        by_document[unit.document].append(ratings)
        by_sentence[_sentence(unit.marked) or f"unit {number}"].append(ratings)
    enough = len(by_document) >= FEWEST_DOCUMENTS
    clusters = by_document if enough else by_sentence
    counted = [coincidences(units) for units in clusters.values()]
    interval = bootstrap_interval(counted, alpha_of, draws)
    basis = "documents" if enough else "sentences, within-document"
    return interval, basis if interval else None


def _sentence(records: Sequence[Record]) -> str | None:
    """Return the sentence in which a unit begins, as far as its records say it."""
    return next((record["sent"][0] for record in records if record.get("sent")), None)
