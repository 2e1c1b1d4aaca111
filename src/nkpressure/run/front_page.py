"""The landing page of a report, from what became of its tasks."""

from collections.abc import Mapping, Sequence
from typing import Any

import nkpressure
from nkpressure.measure.changes import Turn, tally
from nkpressure.report.pages import index_page
from nkpressure.report.site import (
    Cell,
    CellStatus,
    ChangeLine,
    Changes,
    DocumentSummary,
    Headline,
    NotebookSummary,
    SiteSummary,
    UnreadFile,
)
from nkpressure.run.pages import short_name
from nkpressure.run.plans import Plan
from nkpressure.run.results import Result, ordered_files
from nkpressure.run.tasks import NotebookTask, RecordsTask
from nkpressure.run.what_changed import CHANGES, causes, changes_of
from nkpressure.tables import read_tables

_TEXTS = 20  # further checksums stand in run.json alone
_SHOWN = 200  # further changes stand in changes.json alone


def front_page(
    plan: Plan,
    results: Sequence[Result],
    facts: Mapping[str, Any],
    changed: Mapping[str, Any] | None = None,
) -> str:
    """Return the page that leads to all others of a report; `facts` are those of run.json."""
    site = SiteSummary(
        documents=tuple(
            _document(result) for result in results if isinstance(result.task, RecordsTask)
        ),
        notebooks=tuple(
            NotebookSummary(notebook.name, notebook.title) for notebook, _ in plan.notebooks
        ),
        cells=tuple(_cell(result) for result in results if isinstance(result.task, NotebookTask)),
        package_version=nkpressure.__version__,
        codebook_version=facts["codebook"],
        unread=tuple(UnreadFile(unread.file, unread.reason) for unread in plan.corpus.unread),
        changes=_changes(changed, plan.folders()) if changed else None,
        facts=_facts(plan, facts),
        records=None if plan.store else "records.jsonl",
        store=plan.store.note if plan.store else None,
    )
    return index_page(site, read_tables(plan.tables))


def _document(result: Result) -> DocumentSummary:
    """A document that could not be annotated has no page; it is on the list all the same."""
    summary = result.kept.said.get("summary")
    if summary is None:
        return DocumentSummary(result.document or "", None)
    headlines = tuple(Headline(**headline) for headline in summary["headlines"])
    dossier = f"{result.task.folder}/index.html"
    return DocumentSummary(**{**summary, "headlines": headlines, "dossier": dossier})


def _changes(said: Mapping[str, Any], folders: Mapping[str, str]) -> Changes:
    changes = changes_of(said)
    lines = [
        ChangeLine(
            turn=str(change.turn),
            document=change.document,
            kind=change.kind,
            words=change.text,
            coding=change.coding,
            rule=change.rule,
            sentence=change.sentence,
            href=(
                f"{folders[change.document]}/text.html#{str(change.record).rpartition('#')[2]}"
                if change.turn != "went" and change.document in folders
                else None
            ),
        )
        for change in changes[:_SHOWN]
    ]
    return Changes(
        causes=tuple(causes(said)),
        came=tuple(said["documents_that_came"]),
        went=tuple(said["documents_that_went"]),
        counts=tuple(
            (kind, rule, *(counted.get(turn, 0) for turn in (Turn.CAME, Turn.WENT, Turn.CHANGED)))
            for kind, rule, counted in tally(changes)
        ),
        total=len(changes),
        lines=tuple(lines),
        file=CHANGES,
    )


def _facts(plan: Plan, facts: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    software = facts["software"]
    kept = ("python", "pandas", "matplotlib", "nltk", "papermill")
    digest = facts["tables"]["digest"][:12]
    own = f", with the folder {plan.tables.name} before the package's" if plan.tables else ""
    return (
        ("Runs on", ", ".join(f"{name} {software[name]}" for name in kept)),
        ("Tables", f"state {digest}{own}"),
        *([("Store", plan.store.about)] if plan.store else []),
        *(
            (f"Text {each['id']}", f"SHA-256 {each['sha256']}")
            for each in facts["documents"][:_TEXTS]
        ),
    )


def _cell(result: Result) -> Cell:
    files = ordered_files(result.kept)
    by_suffix = {name.rpartition(".")[2]: name for name in files}
    shown = {by_suffix.get("html"), by_suffix.get("ipynb")}
    failure = result.kept.failure
    return Cell(
        document=result.document,
        notebook=result.notebook or "",
        status=CellStatus.OK if failure is None else CellStatus.FAILED,
        html=by_suffix.get("html"),
        ipynb=by_suffix.get("ipynb"),
        files=tuple((short_name(path), path) for path in files if path not in shown),
        message=failure,
    )
