"""One document with all that was found and checked in it: its records, its line in a report."""

from collections import Counter
from dataclasses import dataclass

from nkpressure.find.everything import Findings, find_everything
from nkpressure.model import Document
from nkpressure.records import Record, record_line, to_records
from nkpressure.report.site import DocumentSummary
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document's findings, and their records with what the checks say of them."""

    findings: Findings
    records: tuple[Record, ...]

    def lines(self) -> str:
        """Return the records as they are written: one a line."""
        return "".join(f"{record_line(record)}\n" for record in self.records)

    def summary(self, text_page: str) -> DocumentSummary:
        """Return what a report's landing page says of the document."""
        document = self.findings.document
        return DocumentSummary(
            id=document.id,
            text_page=text_page,
            title=document.title,
            author=document.author,
            outlet=document.outlet,
            published=document.published.edtf if document.published else None,
            published_basis=document.published_basis,
            counts=Counter(str(record["kind"]) for record in self.records),
        )


def annotate(document: Document, tables: Tables) -> Annotated:
    """Find and check everything in a document."""
    findings = find_everything(document, tables)
    return Annotated(findings, tuple(to_records(document, findings.annotations())))
