"""The method box: what a report rests on, said in the report itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import nkpressure
from nkpressure.codebook import read_codebook
from nkpressure.find.everything import Findings


@dataclass(frozen=True, slots=True)
class MethodBox:
    """Documents, tables, codebook and version behind a report, and how far to trust it."""

    rows: tuple[tuple[str, str], ...]

    def _repr_html_(self) -> str:
        facts = "".join(
            f"<dt>{escape(name)}</dt><dd>{escape(fact)}</dd>" for name, fact in self.rows
        )
        return (
            '<aside class="nk-method" aria-label="Method">'
            "<h2>Method</h2>"
            "<p><strong>Coded, not verified.</strong> Rules marked these passages; no person has "
            "checked them. Follow a row to its sentence before you quote it.</p>"
            f"<dl>{facts}</dl></aside>"
        )

    def __repr__(self) -> str:
        return "\n".join(f"{name}: {fact}" for name, fact in self.rows)


def method_box(articles: Findings | Sequence[Findings]) -> MethodBox:
    """Say what a report about these articles rests on: texts, tables, codebook, version, counts."""
    several = [articles] if isinstance(articles, Findings) else list(articles)
    rows = [_article(article) for article in several]
    if several:
        codebook = read_codebook(several[0].tables)
        rows.append(("Codebook", f"version {codebook.version}, a draft"))
        rows.append(("Tables", f"state {several[0].tables.digest[:12]}"))
    rows.append(("Software", f"nkpressure {nkpressure.__version__}"))
    rows.append(
        (
            "To cite",
            f"nkpressure {nkpressure.__version__} (CITATION.cff), with the codebook's version",
        )
    )
    return MethodBox(tuple(rows))


def _article(article: Findings) -> tuple[str, str]:
    document = article.document
    published = document.published.edtf if document.published else "undated"
    basis = f" ({document.published_basis})" if document.published_basis else ""
    checksum = f", SHA-256 {document.sha256[:12]}" if document.sha256 else ""
    return (
        f"Text {document.id}",
        f"{len(document.text):,} characters, published {published}{basis}{checksum}; "
        f"{len(article.annotations())} annotations",
    )
