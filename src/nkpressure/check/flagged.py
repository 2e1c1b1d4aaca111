"""What the checks of a text flag: dates that cannot all be right, offices that were not held."""

from collections.abc import Iterator

from nkpressure.check.chronology import ChronologyCheck, ChronologyStatus, check_chronology
from nkpressure.check.offices import OfficeCheck, OfficeStatus, check_offices
from nkpressure.find.everything import Findings

_WRONG_OFFICE = (OfficeStatus.DOES_NOT_HOLD, OfficeStatus.OUTDATED_NAME)


def flagged_dates(findings: Findings) -> Iterator[ChronologyCheck]:
    """Yield the checks of dates that contradict another date, the calendar or a table.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.model import Document
    >>> note = find_everything(Document("note", "They met on Monday, 18 July 2017."))
    >>> [check.message for check in flagged_dates(note)]
    ['2017-07-18 was a Tuesday, not a Monday.']
    """
    checks = check_chronology(
        findings.document,
        findings.sentences,
        findings.dates,
        findings.events,
        findings.citations,
        findings.tables,
    )
    return (check for check in checks if check.status is ChronologyStatus.INCONSISTENT)


def flagged_offices(findings: Findings) -> Iterator[OfficeCheck]:
    """Yield the checks of offices that somebody did not hold, or that had another name by then."""
    checks = check_offices(
        findings.document, findings.sentences, findings.actors, findings.dates, findings.tables
    )
    return (check for check in checks if check.status in _WRONG_OFFICE)
