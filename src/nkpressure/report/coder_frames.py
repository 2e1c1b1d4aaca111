"""What coders marked, and where they differ, as tables whose rows lead to the text."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd

from nkpressure.measure.agreement import Agreement
from nkpressure.measure.coded_fields import main_field, main_value
from nkpressure.measure.codings import is_coded
from nkpressure.measure.corpus_codings import CorpusCodings
from nkpressure.measure.disagreements import Disagreement, DisagreementKind, find_disagreements
from nkpressure.measure.sentence_places import SentencePlaces
from nkpressure.records import Record

_KINDS = [
    *("kind", "marks", "f1_exact", "f1_overlap", "f1_coded", "alpha_units"),
    *("alpha_boundaries", "alpha_codes", "coverage", "low", "high"),
]
_FIELDS = [
    *("kind", "field", "units", "percent", "kappa", "alpha"),
    *("alpha_ordinal", "ac1", "low", "high", "note"),
]


def codings_frame(coded: CorpusCodings) -> pd.DataFrame:
    """Return who has coded what: a coder and an article a row, with the marks by kind."""
    rows = []
    for coding in coded.codings:
        where = _sentences_of_marks(coded, lambda r: (r["document"],), coding.coder)
        for document in coding.documents:
            of_document = (r for r in coding.records if r["document"] == document)
            own = [r for r in of_document if "text" in r and is_coded(r)]
            kinds = sorted({record["kind"] for record in own})
            told = [f"{kind} {sum(r['kind'] == kind for r in own)}" for kind in kinds]
            ids = where.get((document,), [])
            rows.append((coding.coder, document, len(own), ", ".join(told), ids))
    return pd.DataFrame(rows, columns=["coder", "document", "marks", "kinds", "ids"])


def disagreements_of(coded: CorpusCodings) -> list[Disagreement]:
    """Return where the coders of a corpus differ; none where there is nothing to compare."""
    return find_disagreements(coded.codings, tables=coded.tables) if coded.note is None else []


def agreement_frame(
    agreement: Agreement, coded: CorpusCodings, disagreements: Sequence[Disagreement]
) -> pd.DataFrame:
    """Return the agreement on what is marked: a kind a row.

    `ids` are the sentences in which the coders differ on the kind.
    """
    table = _renamed(agreement.kinds_table(), agreement.coders).reindex(columns=_KINDS)
    if table["low"].isna().all():  # fewer than ten articles: two empty columns tell nobody more
        table = table.drop(columns=["low", "high"])
    return _linked(table, _sentences_by(disagreements, coded, lambda each: (each.kind,)), ["kind"])


def fields_frame(
    agreement: Agreement, coded: CorpusCodings, disagreements: Sequence[Disagreement]
) -> pd.DataFrame:
    """Return the agreement on how it is coded, where all marked: a field of a kind a row.

    The interval is that of alpha; the note says over what it was drawn.
    """
    table = _renamed(agreement.fields_table(), agreement.coders)
    drawn = (f"interval over {over}" if over else "" for over in table["interval_over"].fillna(""))
    notes = zip(table["note"], drawn, strict=True)
    table["note"] = ["; ".join(filter(None, both)) for both in notes]
    where = _sentences_by(disagreements, coded, lambda each: (each.kind, each.field))
    return _linked(table.reindex(columns=_FIELDS), where, ["kind", "field"])


def codes_frame(agreement: Agreement, coded: CorpusCodings) -> pd.DataFrame:
    """Return the agreement on each code, the least agreed on first: how often given, and together.

    Kinds whose main field holds names (actors, places) have no codes to tell apart. `ids` are the
    sentences in which anybody gives the code.
    """
    table = _renamed(agreement.values_table(), agreement.coders)
    fields = {kind: main_field(kind, coded.tables) for kind in table["kind"].unique()}
    closed = [kind for kind, field in fields.items() if field is not None and field.label]
    shown = table[table["kind"].isin(closed)].sort_values(["kind", "f1", "code"])
    where = _sentences_of_marks(coded, lambda r: (r["kind"], main_value(r, coded.tables)))
    columns = ["kind", "code", "marks", "f1", "alpha", "coverage"]
    return _linked(shown.reindex(columns=columns).reset_index(drop=True), where, ["kind", "code"])


def agreement_by_document_frame(
    agreement: Agreement, coded: CorpusCodings, disagreements: Sequence[Disagreement]
) -> pd.DataFrame:
    """Return the agreement on what is marked, a kind in an article a row."""
    table = _renamed(agreement.documents_table(), agreement.coders)
    where = _sentences_by(disagreements, coded, lambda each: (each.document, each.kind))
    columns = ["document", *_KINDS[:-3]]
    return _linked(table.reindex(columns=columns), where, ["document", "kind"])


def counted_disagreements(
    coded: CorpusCodings, disagreements: Sequence[Disagreement]
) -> pd.DataFrame:
    """Count disagreements by kind and type: a kind and a type a row, with their sentences."""
    where = _sentences_by(disagreements, coded, lambda each: (each.kind, each.type.value))
    rows = [
        (
            kind,
            type.value,
            sum(each.kind == kind and each.type is type for each in disagreements),
            where.get((kind, type.value), []),
        )
        for kind in sorted({each.kind for each in disagreements})
        for type in DisagreementKind
    ]
    counted = [row for row in rows if row[2]]
    return pd.DataFrame(counted, columns=["kind", "type", "times", "ids"])


def shown_disagreements(
    coded: CorpusCodings, disagreements: Sequence[Disagreement], type: str, rows: int = 0
) -> pd.DataFrame:
    """Return the disagreements of one type with their words; at most so many rows, 0 for all.

    Where rows are left away, those that stay are spread evenly over the text. A row leads to the
    sentence, since a coder's mark has no place of its own in the marked text.
    """
    places = SentencePlaces(coded.documents, coded.tables)
    told = [
        {
            "id": places.at(each.document, each.start),
            "sentence": places.words(each.document, each.start),
            **_row(each),
        }
        for each in _spread([each for each in disagreements if each.type == type], rows)
    ]
    return pd.DataFrame(told, columns=["id", *_SHOWN[DisagreementKind(type)]])


_SHOWN = {
    DisagreementKind.MISSED: ("text", "kind", "marked_by", "coded_as", "sentence"),
    DisagreementKind.BOUNDARY: ("one", "other", "kind"),
    DisagreementKind.CODE: ("text", "kind", "field", "one", "other", "sentence"),
    DisagreementKind.LINK: ("text", "kind", "field", "one", "other", "sentence"),
}


def _row(each: Disagreement) -> dict[str, str | None]:
    one, other = _words(each.words_of_one), _words(each.words_of_other)
    row = {"text": one or other, "kind": each.kind, "field": each.field}
    if each.type is DisagreementKind.MISSED:
        by_one = one is not None
        return row | {
            "marked_by": each.one if by_one else each.other,
            "coded_as": each.value_of_one if by_one else each.value_of_other,
        }
    if each.type is DisagreementKind.BOUNDARY:
        return row | {"one": f"{each.one}: “{one}”", "other": f"{each.other}: “{other}”"}
    return row | {
        "one": f"{each.one}: {each.value_of_one}",
        "other": f"{each.other}: {each.value_of_other}",
    }


def _words(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


def _spread(found: Sequence[Disagreement], rows: int) -> list[Disagreement]:
    if rows <= 0 or len(found) <= rows:
        return list(found)
    return [found[number * len(found) // rows] for number in range(rows)]


def _renamed(table: pd.DataFrame, coders: Sequence[str]) -> pd.DataFrame:
    """Name columns without blanks, and put each coder's number of marks into one column."""
    held = [coder for coder in coders if coder in table.columns]
    if held:
        cells = zip(*(table[coder] for coder in held), strict=True)
        told = ["; ".join(f"{c} {n}" for c, n in zip(held, row, strict=True)) for row in cells]
        table = table.drop(columns=held).assign(marks=told)
    return table.rename(columns=lambda name: str(name).replace(" ", "_"))


_Key = tuple[str | None, ...]


def _sentences_by(
    disagreements: Iterable[Disagreement],
    coded: CorpusCodings,
    key: Callable[[Disagreement], _Key],
) -> dict[_Key, list[str]]:
    """Return by a key of the disagreements the ids of the sentences in which they stand."""
    places = SentencePlaces(coded.documents, coded.tables)
    found: dict[_Key, dict[str, None]] = defaultdict(dict)
    for each in disagreements:
        sentence = places.at(each.document, each.start)
        if sentence is not None:
            found[key(each)][sentence] = None
    return {key: list(ids) for key, ids in found.items()}


def _sentences_of_marks(
    coded: CorpusCodings, key: Callable[[Record], _Key], coder: str | None = None
) -> dict[_Key, list[str]]:
    """Return by a key of the records the ids of the sentences in which these begin."""
    places = SentencePlaces(coded.documents, coded.tables)
    found: dict[_Key, set[tuple[int, str]]] = defaultdict(set)
    for coding in coded.codings:
        for record in coding.records if coder in (None, coding.coder) else ():
            sentence = places.at(record["document"], record.get("start") or 0)
            if sentence is not None and "start" in record:
                found[key(record)].add((record["start"], sentence))
    return {key: list(dict.fromkeys(id for _, id in sorted(ids))) for key, ids in found.items()}


def _linked(
    table: pd.DataFrame, where: Mapping[_Key, list[str]], keys: Sequence[str]
) -> pd.DataFrame:
    rows = zip(*(table[key] for key in keys), strict=True)
    return table.assign(ids=pd.Series([where.get(tuple(row), []) for row in rows], dtype="object"))
