"""One document with all that was found and checked in it, and its records."""

from dataclasses import dataclass

from nkpressure.check.errata import with_errata
from nkpressure.check.resolutions import ResolutionCheck, check_resolutions, citation_fields
from nkpressure.find.everything import Findings, find_everything
from nkpressure.ledger.signals import with_ledger
from nkpressure.model import Document
from nkpressure.records import Record, annotation_ids, record_line, to_records
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document's findings, the check of each resolution, and the records with what it says."""

    findings: Findings
    resolutions: tuple[ResolutionCheck, ...]
    records: tuple[Record, ...]

    def lines(self) -> str:
        """Return the records as they are written: one a line."""
        return "".join(f"{record_line(record)}\n" for record in self.records)


def annotate(document: Document, tables: Tables) -> Annotated:
    """Find and check everything in a document.

    >>> from nkpressure.tables import read_tables
    >>> trade = Document("trade", "Resolution 2231 cut the coal trade.")
    >>> annotated = annotate(trade, read_tables())
    >>> [r["intended"] for r in annotated.records if r["kind"] == "citation"]
    ['2321']
    """
    return annotate_findings(find_everything(document, tables))


def annotate_findings(findings: Findings) -> Annotated:
    """Add the ledger and the checks to what the finders marked in a document."""
    document = findings.document
    resolutions = tuple(check_resolutions(document, findings.citations, findings.tables))
    findings = with_errata(with_ledger(findings), resolutions=resolutions)
    annotations = findings.annotations()
    ids = annotation_ids(document, annotations)
    said = {ids[id(check.citation)]: citation_fields(check) for check in resolutions}
    records = to_records(document, annotations, ids)
    if said:
        for record in records:
            record.update(said.get(record["id"], {}))
    return Annotated(findings, resolutions, tuple(records))
