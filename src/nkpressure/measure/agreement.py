"""How far coders of the same texts agree: a kind, a code, a document and a coder at a time.

What the figures mean, and which to trust when, stands beside each: `span_agreement` for the words
that were marked, `code_agreement` for what they were coded as.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from nkpressure.errors import WrongUseError
from nkpressure.measure.aligned_units import aligned_units
from nkpressure.measure.code_agreement import (
    CodeAgreement,
    agree_on_field,
    agree_on_presence,
    is_coded,
)
from nkpressure.measure.coded_fields import coded_fields
from nkpressure.measure.coded_sentences import ANY_CODE, coded_sentences
from nkpressure.measure.codings import Coding, comparable, compared_kinds
from nkpressure.measure.span_agreement import (
    SpanAgreement,
    agree_by_document,
    agree_by_pair,
    agree_by_value,
    agree_on_spans,
)
from nkpressure.tables import Tables, read_tables

_SPAN_FIGURES = [
    "f1 exact",
    "f1 overlap",
    "f1 coded",
    "alpha units",
    "alpha boundaries",
    "alpha codes",
    "coverage",
]
_CODE_FIGURES = [
    "units",
    "values",
    "largest",
    "percent",
    "kappa",
    "fleiss",
    "alpha",
    "alpha ordinal",
    "ac1",
    "low",
    "high",
    "interval over",
    "note",
]


@dataclass(frozen=True, slots=True)
class ValueAgreement:
    """Agreement on one code of a kind: how often each coder gives it, and how often together.

    `alpha` is (k)uα: of the marks that meet another coder's, whether these bear the code too;
    `coverage` the share of the code's marks that do meet one.
    """

    kind: str
    value: str
    marks: tuple[int, ...]
    f1: float | None
    alpha: float | None
    coverage: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """All figures of agreement; each of the tables has a row for what its name says.

    `pairs` are there where there are more than two coders.
    """

    coders: tuple[str, ...]
    documents: tuple[str, ...]
    spans: tuple[SpanAgreement, ...]
    by_document: tuple[SpanAgreement, ...]
    pairs: tuple[tuple[tuple[str, str], SpanAgreement], ...]
    values: tuple[ValueAgreement, ...]
    fields: tuple[CodeAgreement, ...]
    sentences: tuple[CodeAgreement, ...]

    def kinds_table(self) -> pd.DataFrame:
        """Return the agreement on spans, a kind a line."""
        rows = [[each.kind, *each.marks, *_span_row(each), *_ends(each)] for each in self.spans]
        return pd.DataFrame(
            rows, columns=["kind", *self.coders, *_SPAN_FIGURES, "low", "high", "cut"]
        )

    def documents_table(self) -> pd.DataFrame:
        """Return the agreement on spans, a kind in a document a line."""
        rows = [[e.document, e.kind, *e.marks, *_span_row(e)] for e in self.by_document]
        return pd.DataFrame(rows, columns=["document", "kind", *self.coders, *_SPAN_FIGURES])

    def coders_table(self) -> pd.DataFrame:
        """Return the agreement on spans, a kind and a pair of coders a line."""
        rows = [[*pair, each.kind, *each.marks, *_span_row(each)] for pair, each in self.pairs]
        columns = ["one", "other", "kind", "marks of one", "marks of other", *_SPAN_FIGURES]
        return pd.DataFrame(rows, columns=columns)

    def values_table(self) -> pd.DataFrame:
        """Return the agreement on each code of a kind's main field."""
        rows = [[v.kind, v.value, *v.marks, v.f1, v.alpha, v.coverage] for v in self.values]
        columns = ["kind", "code", *self.coders, "f1", "alpha", "coverage"]
        return pd.DataFrame(rows, columns=columns)

    def fields_table(self) -> pd.DataFrame:
        """Return the agreement on the fields of what was marked together."""
        rows = [_code_row(each) for each in self.fields]
        return pd.DataFrame(rows, columns=["kind", "field", *_CODE_FIGURES])

    def sentences_table(self) -> pd.DataFrame:
        """Return the agreement on which sentences hold a kind or a code."""
        rows = [_code_row(each) for each in self.sentences]
        return pd.DataFrame(rows, columns=["kind", "code", *_CODE_FIGURES])

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return all tables by name; those about coders and documents only where there are more."""
        tables = {
            "kinds": self.kinds_table(),
            "fields": self.fields_table(),
            "sentences": self.sentences_table(),
            "codes": self.values_table(),
        }
        if len(self.documents) > 1:
            tables["documents"] = self.documents_table()
        if len(self.coders) > 2:
            tables["coders"] = self.coders_table()
        return tables


def compare_coders(
    codings: Sequence[Coding],
    kinds: Collection[str] | None = None,
    tables: Tables | None = None,
    draws: int = 1000,
) -> Agreement:
    """Return how far coders agree, over the documents that all of them have worked on.

    Without `kinds`, those that every coder has used are compared. `draws` is the number of draws of
    the bootstrap. Raises WrongUseError where the codings cannot be compared (see `comparable`).

    >>> one = {"document": "d", "kind": "place", "start": 0, "end": 7, "entity": ["DANDONG"]}
    >>> both = [Coding("a", (one,)), Coding("b", (one,))]
    >>> float(compare_coders(both).kinds_table()["f1 coded"][0])
    1.0
    """
    tables = tables or read_tables()
    codings = comparable(codings, tables)
    wanted = _wanted(codings, kinds)
    spans = [agree_on_spans(codings, kind, tables, draws) for kind in wanted]
    return Agreement(
        coders=tuple(coding.coder for coding in codings),
        documents=tuple(codings[0].documents),
        spans=tuple(spans),
        by_document=tuple(e for kind in wanted for e in agree_by_document(codings, kind, tables)),
        pairs=tuple(
            pair
            for kind in (wanted if len(codings) > 2 else ())  # two coders are one pair
            for pair in agree_by_pair(codings, kind, tables).items()
        ),
        values=tuple(v for each in spans for v in _values(codings, each, tables)),
        fields=tuple(f for kind in wanted for f in _fields(codings, kind, tables, draws)),
        sentences=tuple(
            agree_on_presence(kind, value, sentences, draws if value == ANY_CODE else 0)
            for (kind, value), sentences in coded_sentences(codings, wanted, tables).items()
        ),
    )


def _wanted(codings: Sequence[Coding], kinds: Collection[str] | None) -> list[str]:
    shared = compared_kinds(codings)
    missing = sorted(set(kinds or ()) - set(shared))
    if missing:
        raise WrongUseError(
            f"not every coder has records of the kind {missing[0]!r}; all have "
            f"{', '.join(shared) or 'none'}"
        )
    if not shared:
        raise WrongUseError("the coders have no kind of records in common; nothing can be compared")
    return sorted(kinds) if kinds else shared


def _values(
    codings: Sequence[Coding], spans: SpanAgreement, tables: Tables | None
) -> list[ValueAgreement]:
    reliable = spans.alphas.values
    return [
        ValueAgreement(
            spans.kind,
            value,
            marks,
            f1,
            reliable[value].alpha if value in reliable else None,
            reliable[value].coverage if value in reliable else 0.0,
        )
        for value, (marks, f1) in agree_by_value(codings, spans.kind, tables).items()
    ]


def _fields(
    codings: Sequence[Coding], kind: str, tables: Tables | None, draws: int
) -> list[CodeAgreement]:
    units = aligned_units(codings, kind)
    return [
        agree_on_field(units, field, draws)
        for field in coded_fields(kind, tables)
        if is_coded(field, units)
    ]


def _span_row(each: SpanAgreement) -> list[float | None]:
    alphas = each.alphas
    return [
        each.exact,
        each.overlap,
        each.coded,
        alphas.units,
        alphas.boundaries,
        alphas.coding,
        alphas.coverage,
    ]


def _ends(each: SpanAgreement) -> list[float | None]:
    return [*(each.interval or (None, None)), each.cut]


def _code_row(each: CodeAgreement) -> list[object]:
    return [
        each.kind,
        each.field,
        each.units,
        each.values,
        each.largest,
        each.percent,
        each.cohen,
        each.fleiss,
        each.alpha,
        each.ordinal,
        each.ac1,
        *(each.interval or (None, None)),
        each.basis,
        each.note,
    ]
