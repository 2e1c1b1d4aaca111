"""What the landing page says of a document first: what the checks of it flagged."""

from collections.abc import Iterable, Iterator, Mapping

from nkpressure.check.commodities import CommodityStatus, check_commodities
from nkpressure.check.erratum import Erratum, Severity, Slip
from nkpressure.check.flagged import flagged_dates, flagged_offices
from nkpressure.check.resolutions import ResolutionCheck
from nkpressure.check.trade_claims import Verdict, check_trade_claims
from nkpressure.find.everything import Findings
from nkpressure.model import Annotation
from nkpressure.records import annotation_ids
from nkpressure.report.figures import counted
from nkpressure.report.site import Headline

Finding = tuple[Annotation, str, bool]

_TOLD_ABOVE = (Slip.LEGAL_CITATION, Slip.DATE, Slip.OFFICE)
_TOLD = (Verdict.HOLDS, Verdict.FAILS, Verdict.OPEN)


def headlines(
    findings: Findings, resolutions: Iterable[ResolutionCheck], text_page: str
) -> tuple[Headline, ...]:
    """Return a line for each thing that the checks found, with the address of its words.

    Flagged is what seems wrong; the rest, such as a claim that the trade data bear out, is told.
    """
    ids = annotation_ids(findings.document, findings.annotations())
    found = {
        message: (mention, flagged) for mention, message, flagged in _found(findings, resolutions)
    }
    return tuple(
        Headline(message, _address(mention, ids, text_page), flagged)
        for message, (mention, flagged) in sorted(found.items(), key=lambda item: not item[1][1])
    )


def _address(mention: Annotation, ids: Mapping[int, str], text_page: str) -> str:
    return f"{text_page}#{ids.get(id(mention), '').rpartition('#')[2]}"


def _found(findings: Findings, resolutions: Iterable[ResolutionCheck]) -> Iterator[Finding]:
    yield from _cited(resolutions)
    yield from _named(findings)
    yield from _dated(findings)
    yield from _traded(findings)
    yield from _claimed(findings)
    yield from _written(findings)


def _cited(resolutions: Iterable[ResolutionCheck]) -> Iterator[Finding]:
    for check in resolutions:
        if check.valid is False:
            yield check.citation, check.message, True


def _named(findings: Findings) -> Iterator[Finding]:
    for check in flagged_offices(findings):
        yield check.mention, _of(findings, check.mention, check.message), True


def _dated(findings: Findings) -> Iterator[Finding]:
    for check in flagged_dates(findings):
        yield check.mention, check.message, True


def _traded(findings: Findings) -> Iterator[Finding]:
    checks = check_commodities(
        findings.document, findings.commodities, findings.actors, findings.tables
    )
    yield from _first_of_each(
        (check.commodity, check.message, False)
        for check in checks
        if check.status is CommodityStatus.BANNED
    )


def _claimed(findings: Findings) -> Iterator[Finding]:
    for check in check_trade_claims(
        findings.document,
        findings.quantities,
        findings.sentences,
        findings.actors,
        findings.tables,
    ):
        if check.verdict in _TOLD and check.bases:
            said = _of(findings, check.quantity, check.message)
            yield check.quantity, said, check.verdict is Verdict.FAILS


def _written(findings: Findings) -> Iterator[Finding]:
    """Yield what is missing from the text, then in one line the slips of the pen."""
    errata = [each for each in findings.errata if isinstance(each, Erratum)]
    new = [each for each in errata if each.subkind not in _TOLD_ABOVE]
    for erratum in new:
        if erratum.severity is not Severity.LOW:
            yield erratum, _of(findings, erratum, erratum.message), True
    small = [each for each in new if each.severity is Severity.LOW]
    if small:
        slips = counted(len(small), "small slip")
        yield small[0], f"{slips} in the writing or the page, listed with the errata.", False


def _of(findings: Findings, mention: Annotation, message: str) -> str:
    return f"“{mention.span.of(findings.document.text)}”: {message}"


def _first_of_each(found: Iterable[Finding]) -> Iterator[Finding]:
    said: set[str] = set()
    for mention, message, flagged in found:
        if message not in said:
            said.add(message)
            yield mention, message, flagged
