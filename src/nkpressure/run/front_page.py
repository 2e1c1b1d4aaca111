"""The landing page of a report, from what became of its tasks."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import nkpressure
from nkpressure.report.pages import index_page
from nkpressure.report.site import (
    Cell,
    CellStatus,
    DocumentSummary,
    NotebookSummary,
    SiteSummary,
    UnreadFile,
)
from nkpressure.run.pages import short_name
from nkpressure.run.plans import Plan
from nkpressure.run.results import Result
from nkpressure.tables import read_tables

_TEXTS = 20  # further checksums stand in run.json alone


def front_page(plan: Plan, results: Sequence[Result], facts: Mapping[str, Any]) -> str:
    """Return the page that leads to all others of a report; `facts` are those of run.json."""
    site = SiteSummary(
        documents=tuple(_document(result) for result in results if result.notebook is None),
        notebooks=tuple(
            NotebookSummary(notebook.name, notebook.title) for notebook, _ in plan.notebooks
        ),
        cells=tuple(_cell(result) for result in results if result.notebook is not None),
        package_version=nkpressure.__version__,
        codebook_version=facts["codebook"],
        unread=tuple(UnreadFile(unread.file, unread.reason) for unread in plan.corpus.unread),
        facts=_facts(plan, facts),
    )
    return index_page(site, read_tables(plan.tables))


def _document(result: Result) -> DocumentSummary:
    """A document that could not be annotated has no page; it is on the list all the same."""
    return result.outcome.summary or DocumentSummary(result.document or "", None)


def _facts(plan: Plan, facts: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    software = facts["software"]
    kept = ("python", "pandas", "matplotlib", "nltk", "papermill")
    digest = facts["tables"]["digest"][:12]
    own = f", with the folder {plan.tables.name} before the package's" if plan.tables else ""
    return (
        ("Runs on", ", ".join(f"{name} {software[name]}" for name in kept)),
        ("Tables", f"state {digest}{own}"),
        *(
            (f"Text {each['id']}", f"SHA-256 {each['sha256']}")
            for each in facts["documents"][:_TEXTS]
        ),
    )


def _cell(result: Result) -> Cell:
    by_suffix = {PurePosixPath(path).suffix: path for path in result.paths}
    shown = {by_suffix.get(".html"), by_suffix.get(".ipynb")}
    failure = result.outcome.failure
    return Cell(
        document=result.document,
        notebook=result.notebook or "",
        status=CellStatus.OK if failure is None else CellStatus.FAILED,
        html=by_suffix.get(".html"),
        ipynb=by_suffix.get(".ipynb"),
        files=tuple((short_name(path), path) for path in result.paths if path not in shown),
        message=failure,
    )
