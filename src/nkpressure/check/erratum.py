"""What an erratum is: a slip that a careful reader would flag. It is listed and never applied."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from nkpressure.model import Annotation


class Slip(StrEnum):
    """What is wrong."""

    LEGAL_CITATION = "legal_citation"  # a number of another matter, one listed twice
    DATE = "date"  # dates that contradict each other, the calendar or the tables
    UNRESOLVABLE_DATE = "unresolvable_date"  # "yesterday" in a text without a day of its own
    OFFICE = "office"  # somebody in an office that was not theirs
    QUOTATION = "quotation"  # words that were said otherwise
    MISSING_ARTIFACT = "missing_artifact"  # "the figure below", and there is none
    MISSING_AUTHOR = "missing_author"  # a byline without a name
    EMBED_WITHOUT_CONTENT = "embed_without_content"  # the address of a post, without the post
    TYPO = "typo"  # "the the", "word ,"
    QUOTE_MARK_PAIRING = "quote_mark_pairing"
    BRACKET_PAIRING = "bracket_pairing"
    NBSP = "nbsp"  # a space that is none to a search
    DAMAGED_TEXT = "damaged_text"  # letters that a wrong encoding left behind


class Severity(StrEnum):
    """How far the slip changes what the text says."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Erratum(Annotation):
    """A place that seems to be a slip; `correction` is a suggestion, None where there is none."""

    kind: ClassVar[str] = "erratum"

    subkind: Slip
    severity: Severity
    message: str
    correction: str | None = None
