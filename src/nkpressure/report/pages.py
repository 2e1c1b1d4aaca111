"""The pages of a report folder: the landing page, and one marked text for each document."""

from collections import Counter
from collections.abc import Iterable, Mapping

from nkpressure.find.everything import Findings
from nkpressure.report.figures import counted
from nkpressure.report.kinds import kinds_css, kinds_in_order
from nkpressure.report.layout import TEMPLATE_FOLDER as TEMPLATE_FOLDER
from nkpressure.report.layout import Links, rendered
from nkpressure.report.marked import marked_text
from nkpressure.report.site import (
    Cell,
    CellStatus,
    Changes,
    DocumentSummary,
    Headline,
    Phrase,
    SiteSummary,
)
from nkpressure.tables import Tables

_STRUCTURE = frozenset({"document", "entity", "region"})
_NAMED = 8  # of more documents only the number is said
_HEADLINES = 12  # further ones are folded, so that hundreds of documents stay one page


def document_page(findings: Findings, links: Links | None = None) -> str:
    """Return the page with the article and all its marks, which every report links to.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.model import Document
    >>> page = document_page(find_everything(Document("note", "It <rained>.")))
    >>> "It &lt;rained&gt;." in page
    True
    """
    return marked_text(findings).page(links)


def index_page(site: SiteSummary, tables: Tables | None = None) -> str:
    """Return the landing page: what was found, the documents, the reports, the provenance.

    >>> page = index_page(SiteSummary((), (), (), "0.1.0", "0.1.0"))
    >>> page.startswith("<!DOCTYPE html>")
    True
    """
    totals = _totals(site.documents)
    kinds = kinds_in_order(totals, tables)
    headlines = list(_headlines(site.documents))
    return rendered(
        "index.html.j2",
        title=site.title,
        language="en",
        site=site,
        lede=_lede(site, totals, headlines),
        totals=totals,
        document_marks={document.id: marks_in(document.counts) for document in site.documents},
        kinds=kinds,
        kinds_css=kinds_css(kinds),
        headlines=headlines[:_HEADLINES],
        folded=headlines[_HEADLINES:],
        cells=_by_place(site.cells),
        corpus=[cell for cell in site.cells if cell.document is None],
        questions={notebook.name: notebook.question for notebook in site.notebooks},
        notebooks=_per_document(site),
        change_words=_change_words(site.changes) if site.changes else [],
    )


def _totals(documents: Iterable[DocumentSummary]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for document in documents:
        totals.update({k: n for k, n in document.counts.items() if k not in _STRUCTURE and n})
    return totals


def marks_in(counts: Mapping[str, int]) -> int:
    """Count what was marked for its meaning: not the parts of the page, not its sentences."""
    return sum(n for kind, n in counts.items() if kind not in {*_STRUCTURE, "sentence"})


def _headlines(documents: Iterable[DocumentSummary]) -> Iterable[tuple[str, Headline]]:
    said = [(document.id, headline) for document in documents for headline in document.headlines]
    return sorted(said, key=lambda pair: not pair[1].flagged)


def _lede(
    site: SiteSummary, totals: Mapping[str, int], headlines: Iterable[tuple[str, Headline]]
) -> list[Phrase]:
    """Return what the page begins with; each number leads to what it counts."""
    phrases: list[Phrase] = [
        (f"{counted(len(site.documents), 'document')},", "#documents"),
        (f"{counted(marks_in(totals), 'mark')}.", "#marks" if totals else None),
    ]
    if site.store is not None:
        phrases = [(site.store, None)]
    flagged = sum(headline.flagged for _, headline in headlines)
    if flagged:
        phrases.append((f"{counted(flagged, 'thing')} to look at first.", "#look"))
    failed = sum(cell.status is CellStatus.FAILED for cell in site.cells)
    if failed:
        place = "#documents" if site.store is None else "#corpus"
        phrases.append((f"{counted(failed, 'report')} failed.", place))
    if site.unread:
        phrases.append((f"{counted(len(site.unread), 'file')} could not be read.", "#unread"))
    return phrases


def _change_words(changes: Changes) -> list[str]:
    sentences = []
    if changes.causes:
        sentences.append(f"What changed of the inputs: {', '.join(changes.causes)}.")
    if changes.came:
        sentences.append(f"New: {_listed(changes.came)}.")
    if changes.went:
        sentences.append(f"Not here any more: {_listed(changes.went)}.")
    marks = (
        counted(changes.total, "mark differs", "marks differ")
        if changes.total
        else "No mark differs"
    )
    return [*sentences, f"{marks} in the documents that were here before."]


def _listed(documents: tuple[str, ...]) -> str:
    if len(documents) > _NAMED:
        return counted(len(documents), "document")
    return ", ".join(documents)


def _by_place(cells: Iterable[Cell]) -> dict[tuple[str | None, str], Cell]:
    return {(cell.document, cell.notebook): cell for cell in cells}


def _per_document(site: SiteSummary) -> list[str]:
    """Return the notebooks that ran on single documents, in the order of the site."""
    ran = {cell.notebook for cell in site.cells if cell.document is not None}
    return [notebook.name for notebook in site.notebooks if notebook.name in ran]
