"""A document's own pages: its marked text, which leads on to the reports, and its dossier."""

from collections import defaultdict
from urllib.parse import quote

from nkpressure.report.dossier import DossierFigure, DossierReport, dossier_page
from nkpressure.report.layout import Links, asset
from nkpressure.report.pages import document_page
from nkpressure.report.site import CellStatus
from nkpressure.run.annotated import annotate
from nkpressure.run.pages import short_name
from nkpressure.run.summaries import document_summary
from nkpressure.run.tasks import MadeReport, PagesTask
from nkpressure.tables import read_tables


def own_pages(task: PagesTask) -> dict[str, str]:
    """Return the pages of a document by their names."""
    tables = read_tables(task.tables)
    annotated = annotate(task.document, tables)
    links = Links(
        index="../index.html",
        others=(("This document", "index.html"),),
        records="records.jsonl",
        uses=_uses(task),
    )
    own = [report for report in task.reports if report.document is not None]
    dossier = dossier_page(
        document_summary(annotated, "text.html"),
        [_dossier_report(report, task.folder) for report in own],
        _facts(task),
        tables,
    )
    return {"text.html": document_page(annotated.findings, links), "index.html": dossier}


def warm() -> None:
    """Load the templates of these pages."""
    asset("style.css")


def _uses(task: PagesTask) -> dict[str, list[tuple[str, str]]]:
    """Return, for the anchor of each record, the reports that show it."""
    uses: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for report in task.reports:
        page = report.files[0] if report.files else ""
        for record, place in report.said.get("uses", {}).items():
            document, _, fragment = record.rpartition("#")
            if document == task.document.id:
                address = f"{_from(task.folder, page)}#{quote(place)}"
                uses[fragment].append((report.title, address))
    return uses


def _dossier_report(report: MadeReport, folder: str) -> DossierReport:
    chosen = report.said.get("chosen", [])
    page, *files = (_from(folder, name) for name in report.files) if report.files else ("",)
    return DossierReport(
        name=report.notebook,
        question=report.title,
        href=page,
        status=CellStatus.OK if report.failure is None else CellStatus.FAILED,
        message=report.failure,
        figures=tuple(
            DossierFigure(each["figure"], each["alt"], tuple(each["links"]))
            for each in chosen
            if "figure" in each
        ),
        tables=tuple((each["table"], each["html"]) for each in chosen if "table" in each),
        files=tuple((short_name(name), name) for name in files),
    )


def _from(folder: str, name: str) -> str:
    """Return the address of a file of the report from a page in the given folder."""
    home, _, rest = name.partition("/")
    return rest if home == folder else f"../{name}"


def _facts(task: PagesTask) -> list[tuple[str, str]]:
    document = task.document
    known = [
        ("File", document.file),
        ("Address", document.url),
        ("Language", document.language),
        ("Encoding", document.encoding),
        ("Read by", document.reader),
        ("Pages", str(len(document.pages)) if document.pages else None),
        ("Characters", f"{len(document.text):,}"),
        ("SHA-256", document.sha256),
        ("Tables", f"state {read_tables(task.tables).digest[:12]}"),
    ]
    return [(name, value) for name, value in known if value]
