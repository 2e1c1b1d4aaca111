"""Checks the cited resolutions: does the number exist, and was it about the target by then?

A check never corrects an author: it says what the table knows, and which number may be meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nkpressure.check.near_misses import NearMiss, near_misses
from nkpressure.codebook import Target, read_codebook
from nkpressure.find.citation_kinds import Citation, CitedKind
from nkpressure.find.plain_text import lowered
from nkpressure.find.resolutions import (
    Relation,
    Resolution,
    ResolutionYear,
    resolution_years,
    resolutions,
)
from nkpressure.model import Document, Interval
from nkpressure.tables import Tables, read_tables

__all__ = [
    "NearMiss",
    "ResolutionCheck",
    "ResolutionStatus",
    "check_resolutions",
    "citation_fields",
]


class ResolutionStatus(StrEnum):
    """What the check found."""

    FITS = "fits"
    OTHER_SUBJECT = "other_subject"  # exists, concerns something else than the target
    OTHER_SUBJECT_NAMED = "other_subject_named"  # and the text around it says so
    NOT_IN_TABLE = "not_in_table"  # exists, but our table has no row for it
    NO_SUCH_NUMBER = "no_such_number"
    BEYOND_TABLE = "beyond_table"  # higher than the last number that the table knows
    AFTER_DOCUMENT = "after_document"  # adopted after the document was published
    PERHAPS_AFTER_DOCUMENT = "perhaps_after_document"
    OTHER_YEAR = "other_year"  # the year that is printed beside it is not its own
    UNDATED = "undated"  # the document's date is unknown


@dataclass(frozen=True, slots=True)
class ResolutionCheck:
    """What the table says of a cited resolution.

    `concerns_target` says whether it is about the codebook's target; None: the table has no row.
    `valid` is None where the table or the document's date cannot tell. `intended` holds the near
    misses that may be meant, the most plausible first; it is empty where nothing is wrong.
    """

    citation: Citation
    valid: bool | None
    status: ResolutionStatus
    message: str
    resolution: Resolution | None = None
    concerns_target: bool | None = None
    intended: tuple[NearMiss, ...] = ()


def check_resolutions(
    document: Document, citations: Sequence[Citation], tables: Tables | None = None
) -> list[ResolutionCheck]:
    """Check each numbered resolution among the citations, in their order.

    >>> from nkpressure.find.citations import find_citations
    >>> trade = Document("trade", "Resolution 2231 cut the coal trade.", Interval.parse("2017-07"))
    >>> print(check_resolutions(trade, find_citations(trade))[0].message)
    2231 exists and concerns Iran (JCPOA), not the DPRK; 2321 differs by a transposition and
    concerns the DPRK, and its measures name coal, as the text does.
    """
    tables = tables or read_tables()
    return [
        _checked(document, citation, int(citation.number), tables)
        for citation in citations
        if citation.subkind is CitedKind.UNSC_RESOLUTION and citation.number is not None
    ]


def citation_fields(check: ResolutionCheck) -> dict[str, Any]:
    """Return what the check adds to the citation's record: valid, check, intended and its reason.

    >>> from nkpressure.model import Span
    >>> citation = Citation(Span(0, 4), "r", CitedKind.UNSC_RESOLUTION, "2270")
    >>> fits = ResolutionCheck(citation, True, ResolutionStatus.FITS, "2270 concerns the DPRK.")
    >>> citation_fields(fits)["valid"], citation_fields(fits)["intended"]
    (True, None)
    """
    row, first = check.resolution, check.intended[0] if check.intended else None
    return {
        "valid": check.valid,
        "check": check.message,
        "adopted": row.adopted.isoformat() if row else None,
        "subject": row.subject if row else None,
        "concerns_target": check.concerns_target,
        "intended": str(first.number) if first else None,
        "intended_adopted": first.adopted.isoformat() if first else None,
        "intended_basis": first.reason if first else None,
    }


def _checked(
    document: Document, citation: Citation, number: int, tables: Tables
) -> ResolutionCheck:
    row = resolutions(tables).get(number)
    target = read_codebook(tables).target
    around = lowered(_around(document.text, citation))
    verdict = (
        _verdict_of_row(row, target, citation.year, document.published, around)
        if row
        else _verdict_of_number(number, citation.year, document.published, tables)
    )
    intended: tuple[NearMiss, ...] = ()
    if verdict.status in _DOUBTFUL:
        intended = near_misses(number, citation.year, document.published, around, tables)
    message = verdict.message + "".join(f"; {miss.reason}" for miss in intended[:1])
    concerned = target.entity in row.concerns if row else None
    return ResolutionCheck(
        citation, verdict.valid, verdict.status, f"{message}.", row, concerned, intended
    )


@dataclass(frozen=True, slots=True)
class _Verdict:
    valid: bool | None
    status: ResolutionStatus
    message: str


def _verdict_of_row(
    row: Resolution, target: Target, printed: int | None, published: Interval | None, around: str
) -> _Verdict:
    subject = _subject(row, target)
    another = _is_another_matter(row, target)
    number, adopted = row.number, row.adopted
    status = ResolutionStatus
    if printed is not None and printed != adopted.year:
        told = f"{number} {subject}, but was adopted in {adopted.year}, not in {printed}"
        return _Verdict(False, status.OTHER_YEAR, told)
    if another and not _named(row, around):
        told = f"{number} exists and concerns {row.subject}, not {target.name}"
        return _Verdict(False, status.OTHER_SUBJECT, told)
    if published is not None and adopted > published.last:
        told = f"{number} {subject}, but was adopted on {adopted}, after the document"
        return _Verdict(False, status.AFTER_DOCUMENT, told)
    if published is None:
        told = f"{number} {subject}; whether before the document its date would tell"
        return _Verdict(None, status.UNDATED, told)
    if adopted > published.first:
        told = f"{number} {subject}; it was adopted on {adopted}, perhaps after the document"
        return _Verdict(None, status.PERHAPS_AFTER_DOCUMENT, told)
    if another:
        return _Verdict(True, status.OTHER_SUBJECT_NAMED, f"{number} {subject}, as the text says")
    return _Verdict(True, status.FITS, f"{number} {subject}")


def _is_another_matter(row: Resolution, target: Target) -> bool:
    return target.entity not in row.concerns and row.relation is not Relation.GENERAL


def _subject(row: Resolution, target: Target) -> str:
    if target.entity in row.concerns:
        return f"exists and concerns {target.name} ({row.subject}, {row.adopted})"
    if row.relation is Relation.GENERAL:
        return f"exists and concerns all states ({row.subject}, {row.adopted})"
    return f"exists and concerns {row.subject}"


def _named(row: Resolution, around: str) -> bool:
    """Say whether the words around the number name the resolution's own subject, such as Iran."""
    return any(lowered(word) in around for word in row.named_by)


def _verdict_of_number(
    number: int, printed: int | None, published: Interval | None, tables: Tables
) -> _Verdict:
    years = resolution_years(tables)
    last = years[-1]
    status = ResolutionStatus
    year = next((y.year for y in years if y.first_number <= number <= y.last_number), None)
    if year is None:
        return _verdict_beyond(number, published, last)
    if published is not None and year > published.last.year:
        told = f"{number} is a number of {year}, after the document"
        return _Verdict(False, status.AFTER_DOCUMENT, told)
    if printed is not None and printed != year:
        told = f"{number} is a number of {year}, not of {printed}"
        return _Verdict(False, status.OTHER_YEAR, told)
    name = read_codebook(tables).target.name
    told = f"{number} exists (of {year}), but is not in the table, which lists those on {name}"
    return _Verdict(None, status.NOT_IN_TABLE, told)


def _verdict_beyond(number: int, published: Interval | None, last: ResolutionYear) -> _Verdict:
    """A number above all that the table knows: impossible for an old text, open for a new one."""
    status = ResolutionStatus
    told = f"the table knows the numbers up to {last.last_number}, the last of {last.year}"
    if number < 1 or (published is not None and published.last.year <= last.year):
        return _Verdict(False, status.NO_SUCH_NUMBER, f"{number} did not exist: {told}")
    return _Verdict(None, status.BEYOND_TABLE, f"{number} cannot be checked: {told}")


_DOUBTFUL = {
    ResolutionStatus.OTHER_SUBJECT,
    ResolutionStatus.NOT_IN_TABLE,
    ResolutionStatus.NO_SUCH_NUMBER,
    ResolutionStatus.BEYOND_TABLE,
    ResolutionStatus.AFTER_DOCUMENT,
    ResolutionStatus.OTHER_YEAR,
}
_REACH = 240  # about a sentence to either side


def _around(text: str, citation: Citation) -> str:
    """Return the words near the number, within its paragraph."""
    start = max(0, citation.start - _REACH)
    before = text[start : citation.start].rpartition("\n")[2]
    after = text[citation.end : citation.end + _REACH].partition("\n")[0]
    return f"{before}{citation.span.of(text)}{after}"
