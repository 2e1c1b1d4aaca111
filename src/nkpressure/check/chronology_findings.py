"""What a check of a text's chronology can find, and the words that it goes by."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from nkpressure.model import Annotation
from nkpressure.tables import Tables


class ChronologyQuestion(StrEnum):
    """What is compared."""

    SAME_TIME = "same_time"  # two expressions for one time
    EVENT_DATE = "event_date"  # a date given to an event of the table
    AFTER_PUBLICATION = "after_publication"
    RESOLUTION_DATE = "resolution_date"  # a resolution's own date, or a use of it
    WEEKDAY = "weekday"


class ChronologyStatus(StrEnum):
    """What came of it."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class ChronologyCheck:
    """An expression of time (or a citation, or an event) held against another or a table."""

    mention: Annotation
    other: Annotation | None
    question: ChronologyQuestion
    status: ChronologyStatus
    message: str
    source: str | None = None


class ChronologyUse(StrEnum):
    """What a word between a date and other words says."""

    LINKS = "links"
    TIES = "ties"
    APPLIES = "applies"


@dataclass(frozen=True, slots=True)
class ChronologyWord:
    """A word and what it says of the date or the resolution beside it."""

    TABLE: ClassVar[str] = "chronology_words.csv"

    word: str
    use: ChronologyUse


@cache
def chronology_words(tables: Tables, use: ChronologyUse) -> frozenset[str]:
    """Return the words of one use."""
    return frozenset(row.word for row in tables.rows(ChronologyWord) if row.use is use)
