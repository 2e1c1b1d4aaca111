"""The method box: what a report rests on, said in the report itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import nkpressure
from nkpressure.codebook import read_codebook
from nkpressure.find.everything import Findings
from nkpressure.measure.corpus_codings import CorpusCodings
from nkpressure.measure.corpus_signals import CorpusLedger
from nkpressure.measure.gold_scores import GoldScores
from nkpressure.measure.periods import first_and_last
from nkpressure.model import Document
from nkpressure.store.overview import CorpusOverview
from nkpressure.tables import Tables

_MOST_TEXTS = 10  # that are named one by one
_BY_RULES = (
    "Coded, not verified.",
    "Rules marked these passages; no person has checked them. Follow a row to its sentence before "
    "you quote it.",
)
_BY_CODERS = (
    "Compared, not judged.",
    "Coders marked these passages, persons or programs; where they agree, both can be wrong. "
    "Follow a row to its sentence before you quote it.",
)

_COUNTED = (
    "Counted, not judged.",
    "Days, outlets and languages are those that the files state, or that were told from their "
    "texts; no person has checked them.",
)


@dataclass(frozen=True, slots=True)
class MethodBox:
    """Documents, tables, codebook and version behind a report, and how far to trust it."""

    rows: tuple[tuple[str, str], ...]
    caution: tuple[str, str] = _BY_RULES

    def _repr_html_(self) -> str:
        facts = "".join(
            f"<dt>{escape(name)}</dt><dd>{escape(fact)}</dd>" for name, fact in self.rows
        )
        return (
            '<aside class="nk-method" aria-label="Method">'
            "<h2>Method</h2>"
            f"<p><strong>{escape(self.caution[0])}</strong> {escape(self.caution[1])}</p>"
            f"<dl>{facts}</dl></aside>"
        )

    def __repr__(self) -> str:
        return "\n".join(f"{name}: {fact}" for name, fact in self.rows)


def method_box(
    articles: (
        Findings | Sequence[Findings] | CorpusLedger | CorpusCodings | GoldScores | CorpusOverview
    ),
) -> MethodBox:
    """Say what a report about these articles rests on: texts, tables, codebook, version, counts."""
    if isinstance(articles, GoldScores):
        own = [_article(article) for article in articles.findings]
        rows = [*own, ("Gold", articles.note), *_coders(articles.coded)]
        return MethodBox((*rows, *_made_with(articles.coded.tables)))
    if isinstance(articles, CorpusCodings):
        texts = [_text(document) for document in articles.documents]
        rows = [*texts, *_coders(articles), *_made_with(articles.tables)]
        return MethodBox(tuple(rows), _BY_CODERS)
    if isinstance(articles, CorpusOverview):
        rows = [("Corpus", articles.about), *_made_with(articles.tables)]
        return MethodBox(tuple(rows), _COUNTED)
    if isinstance(articles, CorpusLedger):
        return MethodBox((*_corpus(articles), *_made_with(articles.tables)))
    several = [articles] if isinstance(articles, Findings) else list(articles)
    rows = [_article(article) for article in several[:_MOST_TEXTS]]
    further = several[_MOST_TEXTS:]
    if further:
        characters = sum(len(article.document.text) for article in further)
        rows.append(("Further texts", f"{len(further):,}, {characters:,} characters"))
    return MethodBox((*rows, *_made_with(several[0].tables if several else None)))


def _made_with(tables: Tables | None) -> list[tuple[str, str]]:
    rows = []
    if tables is not None:
        rows.append(("Codebook", f"version {read_codebook(tables).version}, a draft"))
        rows.append(("Tables", f"state {tables.digest[:12]}"))
    rows.append(("Software", f"nkpressure {nkpressure.__version__}"))
    rows.append(
        (
            "To cite",
            f"nkpressure {nkpressure.__version__} (CITATION.cff), with the codebook's version",
        )
    )
    return rows


def _corpus(ledger: CorpusLedger) -> list[tuple[str, str]]:
    published = first_and_last([d.published for d in ledger.documents if d.published is not None])
    undated = sum(document.published is None for document in ledger.documents)
    outlets = {document.outlet for document in ledger.documents if document.outlet}
    read = f"{len(ledger.documents):,} documents"
    if len(ledger.documents) < ledger.drawn_from:
        read += f", drawn from {ledger.drawn_from:,}"
    origin = [("Store", ledger.origin)] if ledger.origin else []
    return [
        *origin,
        ("Corpus", f"{read}; outlets named: {len(outlets)}; without a date: {undated}"),
        ("Published", published.edtf if published else "undated"),
        ("Length", f"{sum(document.characters for document in ledger.documents):,} characters"),
        ("Signals", f"{len(ledger.signals):,} in the ledger"),
    ]


def _article(article: Findings) -> tuple[str, str]:
    name, told = _text(article.document)
    return name, f"{told}; {len(article.annotations())} annotations"


def _coders(coded: CorpusCodings) -> list[tuple[str, str]]:
    return [(f"Coder {c.coder}", f"{len(c.records):,} records") for c in coded.codings]


def _text(document: Document) -> tuple[str, str]:
    published = document.published.edtf if document.published else "undated"
    basis = f" ({document.published_basis})" if document.published_basis else ""
    checksum = f", SHA-256 {document.sha256[:12]}" if document.sha256 else ""
    return (
        f"Text {document.id}",
        f"{len(document.text):,} characters, published {published}{basis}{checksum}",
    )
