"""Checks offices: was this person in this office on the day that the text speaks of?

A check never corrects: it says what the table of offices knows, and how well that is sourced. A
gap in the table, two holders at once or a row that nobody checked never make a text wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from nkpressure.check.checked import Checked
from nkpressure.check.institutions import OldName, find_old_names
from nkpressure.check.office_claims import OfficeClaim, find_office_claims
from nkpressure.check.office_verdicts import Case, OfficeStatus, cannot_tell, person_name
from nkpressure.check.spoken_days import SpokenDays
from nkpressure.find.actors import ActorMention
from nkpressure.find.dates.mentions import DateMention
from nkpressure.model import Document, Span
from nkpressure.read.sentences import Sentence
from nkpressure.tables import Tables, read_tables

__all__ = ["OfficeCheck", "OfficeStatus", "check_offices"]


@dataclass(frozen=True, slots=True)
class OfficeCheck:
    """What the tables say of an office that a text gives to somebody.

    `date` is the expression that the day comes from, None where it is the publication's or there
    is none; `source` is where the row comes from on which the answer rests.
    """

    mention: ActorMention
    office: Span
    status: OfficeStatus
    message: str
    day: str | None
    date: DateMention | None
    source: str | None = None
    checked: Checked | None = None


def check_offices(
    document: Document,
    sentences: Sequence[Sentence],
    actors: Sequence[ActorMention],
    dates: Sequence[DateMention],
    tables: Tables | None = None,
) -> list[OfficeCheck]:
    """Check each office that the text gives to a person, and each ministry under an old name.

    The day is the nearest date of the sentence, else the publication.

    >>> from nkpressure.find.actors import find_actors
    >>> from nkpressure.model import Interval
    >>> note = Document("n", "Secretary of State Tillerson met Kim.", Interval.parse("2018-07-23"))
    >>> check_offices(note, (), find_actors(note, (), ()), ())[0].status.value
    'does_not_hold'
    """
    tables = tables or read_tables()
    days = SpokenDays(document, sentences, dates)
    old_names = find_old_names(days, actors, tables)
    old_places = {place for old in old_names for place in range(old.span.start, old.span.end)}
    checks = [_of_old_name(document.text, old) for old in old_names]
    for claim in find_office_claims(document.text, actors, tables):
        if not old_places.intersection(range(claim.span.start, claim.span.end)):
            checks.append(_of_claim(claim, days, tables))
    return sorted(checks, key=lambda check: check.office)


def _of_old_name(text: str, old: OldName) -> OfficeCheck:
    row = old.institution
    told = f"the {row.name} {row.said}; the text speaks of {old.day.said(text)}"
    status = OfficeStatus.OUTDATED_NAME
    if row.checked is Checked.NO:
        status = OfficeStatus.CANNOT_TELL
        told += ", but the row is not checked"
    return OfficeCheck(
        old.mention,
        old.span,
        status,
        f"{told}.",
        old.day.days.edtf,
        old.day.date,
        row.source,
        row.checked,
    )


def _of_claim(claim: OfficeClaim, days: SpokenDays, tables: Tables) -> OfficeCheck:
    day = days.at(claim.span.start)
    case = Case(claim, days, day, tables) if day else None
    verdict = case.verdict() if case else cannot_tell("the day that the text speaks of is unknown")
    message = verdict.message
    if not claim.named:
        message = f"read as {person_name(tables, claim.person)}: {message}"
    return OfficeCheck(
        claim.mention,
        claim.span,
        verdict.status,
        f"{message}.",
        day.days.edtf if day else None,
        day.date if day else None,
        verdict.source,
        verdict.checked,
    )
