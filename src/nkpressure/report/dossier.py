"""A document's own page: what is known of it, what stands out, and the best of all its reports."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nkpressure.report.evidence import link_evidence
from nkpressure.report.figures import counted
from nkpressure.report.kinds import kinds_css, kinds_in_order
from nkpressure.report.layout import rendered
from nkpressure.report.site import CellStatus, DocumentSummary, Headline, Phrase
from nkpressure.tables import Tables

_STRUCTURE = frozenset({"document", "entity", "region", "sentence"})


@dataclass(frozen=True, slots=True)
class DossierFigure:
    """A figure: its address, what it shows, and its links as `Figure` puts them into metadata."""

    href: str
    alt: str
    links: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class DossierReport:
    """One report on the document: its question, where it lies, and what of it is shown here.

    `tables` are pairs of a CSV's address and the table as HTML, `files` pairs of a label and an
    address.
    """

    name: str
    question: str
    href: str
    status: CellStatus
    message: str | None = None
    figures: tuple[DossierFigure, ...] = ()
    tables: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()


def dossier_page(
    summary: DocumentSummary,
    reports: Sequence[DossierReport],
    facts: Sequence[tuple[str, str]],
    tables: Tables | None = None,
) -> str:
    """Return the page, which lies in the document's folder beside its marked text.

    >>> page = dossier_page(DocumentSummary("note", "text.html"), (), ())
    >>> "Nothing was marked" in page
    True
    """
    counts = Counter({kind: n for kind, n in summary.counts.items() if kind not in _STRUCTURE})
    kinds = kinds_in_order((kind for kind, n in counts.items() if n), tables)
    shown = [table for report in reports for table in report.tables]
    page = rendered(
        "dossier.html.j2",
        title=summary.title or summary.id,
        language="en",
        summary=summary,
        facts=facts,
        lede=_lede(summary, counts),
        counts=counts,
        kinds=kinds,
        kinds_css=kinds_css(kinds),
        reports=reports,
        gallery=[(report, figure) for report in reports for figure in report.figures],
        chosen="".join(html for _, html in shown),
    )
    return link_evidence(page, "text.html", summary.id)


def _lede(summary: DocumentSummary, counts: Mapping[str, int]) -> list[Phrase]:
    """Return what the page begins with; each number leads to what it counts."""
    sentences = counted(summary.counts.get("sentence", 0), "sentence")
    phrases: list[Phrase] = [
        (counted(sum(counts.values()), "mark"), "#found"),
        (f"in {sentences}.", summary.marks_href("sentence")),
    ]
    flagged: Sequence[Headline] = [each for each in summary.headlines if each.flagged]
    if flagged:
        phrases.append((f"{counted(len(flagged), 'thing')} to look at first.", "#look"))
    return phrases
