"""Lists the errata of a text: what the checks flag, and slips of the writing. None is applied."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from nkpressure.check.erratum import Erratum, Severity, Slip
from nkpressure.check.flagged import flagged_dates, flagged_offices
from nkpressure.check.missing_parts import find_missing_parts
from nkpressure.check.offices import OfficeStatus
from nkpressure.check.quotations import QuotationStatus, check_quotations
from nkpressure.check.resolutions import ResolutionCheck, check_resolutions
from nkpressure.check.slips_of_writing import find_slips_of_writing
from nkpressure.find.everything import Findings
from nkpressure.model import Document, Span

__all__ = ["Erratum", "Severity", "Slip", "find_errata", "with_errata"]

_OFFICES = {OfficeStatus.DOES_NOT_HOLD: "office not held", OfficeStatus.OUTDATED_NAME: "old name"}
_QUOTATIONS = {
    QuotationStatus.ALTERED_UNMARKED: Severity.LOW,
    QuotationStatus.OUT_OF_ORDER: Severity.MEDIUM,
    QuotationStatus.OMITS_NEGATION: Severity.HIGH,
    QuotationStatus.ADDS_NEGATION: Severity.HIGH,
}
_IN_A_LIST = re.compile(r"[\s,;]*(?:and|or|&)?\s*", re.IGNORECASE)  # "2270, 2270 and 2321"


def with_errata(
    findings: Findings,
    sources: Sequence[Document] = (),
    resolutions: Sequence[ResolutionCheck] | None = None,
) -> Findings:
    """Return the findings with the text's errata among them.

    `sources` are texts of what was really said; without them quotations are not compared.
    `resolutions` are the checks of the citations where they have been made already.
    """
    return replace(findings, errata=tuple(find_errata(findings, sources, resolutions)))


def find_errata(
    findings: Findings,
    sources: Sequence[Document] = (),
    resolutions: Sequence[ResolutionCheck] | None = None,
) -> list[Erratum]:
    """List what seems to be a slip, in text order; of two at one place the first rule's stands.

    >>> from nkpressure.find.everything import find_everything
    >>> note = find_everything(Document("note", "Resolution 2231 cut the the coal trade."))
    >>> [(e.subkind.value, e.correction, e.severity.value) for e in find_errata(note)]
    [('legal_citation', '2321', 'high'), ('typo', 'the', 'low')]
    """
    if resolutions is None:
        resolutions = check_resolutions(findings.document, findings.citations, findings.tables)
    found = [
        *_cited(resolutions),
        *_cited_twice(findings),
        *_dated(findings),
        *_named(findings),
        *(_quoted(findings, sources) if sources else ()),
        *find_missing_parts(findings),
        *find_slips_of_writing(findings),
    ]
    first: dict[tuple[Span, Slip], Erratum] = {}
    for erratum in found:
        first.setdefault((erratum.span, erratum.subkind), erratum)
    return sorted(first.values(), key=lambda erratum: erratum.span)


def _cited(checks: Sequence[ResolutionCheck]) -> Iterator[Erratum]:
    for check in checks:
        if check.valid is False:
            meant = str(check.intended[0].number) if check.intended else None
            yield Erratum(
                check.citation.span,
                f"resolution: {check.status.value.replace('_', ' ')}",
                Slip.LEGAL_CITATION,
                Severity.HIGH,
                check.message,
                meant,
            )


def _cited_twice(findings: Findings) -> Iterator[Erratum]:
    """Yield a number that stands twice in one list, of which one may be meant to be another."""
    text = findings.document.text
    cited = sorted(findings.citations, key=lambda citation: citation.span)
    for before, citation in pairwise(cited):
        between = text[before.end : citation.start]
        same = citation.number is not None and citation.number == before.number
        if same and 0 < len(between) <= len(" , and ") and _IN_A_LIST.fullmatch(between):
            message = f"{citation.number} stands twice in the list."
            slip = Slip.LEGAL_CITATION
            yield Erratum(citation.span, "number listed twice", slip, Severity.MEDIUM, message)


def _dated(findings: Findings) -> Iterator[Erratum]:
    for check in flagged_dates(findings):
        rule = f"chronology: {check.question.value.replace('_', ' ')}"
        yield Erratum(check.mention.span, rule, Slip.DATE, Severity.MEDIUM, check.message)


def _named(findings: Findings) -> Iterator[Erratum]:
    for check in flagged_offices(findings):
        rule = _OFFICES[check.status]
        yield Erratum(check.office, rule, Slip.OFFICE, Severity.MEDIUM, check.message)


def _quoted(findings: Findings, sources: Sequence[Document]) -> Iterator[Erratum]:
    for check in check_quotations(findings, sources):
        if check.status in _QUOTATIONS:
            severity = _QUOTATIONS[check.status]
            rule = f"quotation: {check.status.value}"
            yield Erratum(check.quotation.span, rule, Slip.QUOTATION, severity, check.message)
