"""What a date mention is: the expression, its values in two notations, and why it has them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from nkpressure.find.dates.tenses import Tense
from nkpressure.model import Annotation


class TimexType(StrEnum):
    """The four kinds of time expression of TIMEX3 (ISO-TimeML)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Method(StrEnum):
    """How an expression came by its value."""

    EXPLICIT = "explicit"  # "17 July 2018"
    EXPLICIT_NO_YEAR = "explicit_no_year"  # "17 July": the year is reasoned
    DEICTIC = "deictic"  # "yesterday": counted from the day of writing or speaking
    RELATIVE = "relative"  # "a week later": counted from another date of the text
    EVENT_ANCHORED = "event-anchored"  # "two days before the Singapore summit"
    DURATION = "duration"  # "for two years", "every March"


class Bound(StrEnum):
    """Whether the date opens, closes or names the time meant."""

    FROM = "from"  # "since late 2017", "between 2013 ..."
    UNTIL = "until"  # "through March 2017", "... and 2015"


@dataclass(frozen=True, slots=True)
class DateMention(Annotation):
    """A time expression, with its value as EDTF and as TIMEX3.

    `value` is None where the text does not settle it, and `reason` says why. `span_of_time` is
    the time that the phrase around the date speaks of: "since late 2017" is 2017-10/.. there.
    """

    kind: ClassVar[str] = "date"

    value: str | None
    timex: str | None
    timex_type: TimexType
    precision: str
    method: Method
    anchor: str | None = None
    reason: str | None = None
    bound: Bound | None = None
    span_of_time: str | None = None
    tense: Tense | None = None
