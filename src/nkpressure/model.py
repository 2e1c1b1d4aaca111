"""The document, the span and the annotation: everything else points into these."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import escape
from typing import ClassVar, Self

from nkpressure.errors import WrongUseError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text: half-open, in code points.

    >>> Span(0, 5).of("North Korea")
    'North'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, not {self.start}-{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Self) -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Self) -> bool:
        """Say whether the other span lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end


# "2017", "2017-07", "2017-07-08"
_EDTF_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """The days from the first to the last, both included; a single day has the two equal.

    >>> Interval.parse("2017-07-08/2017-07-13").last
    datetime.date(2017, 7, 13)
    >>> Interval.parse("2018-07").edtf
    '2018-07-01/2018-07-31'
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"an interval runs forward, not {self.first} to {self.last}")

    @classmethod
    def parse(cls, edtf: str) -> Self:
        """Read a day, a month, a year or an interval of these, written as EDTF (ISO 8601-2).

        Raises WrongUseError with the accepted forms where the text is none of them.
        """
        parts = [_days_of(part) for part in edtf.strip().split("/")]
        days = [part for part in parts if part is not None]
        if len(days) != len(parts) or len(parts) > 2 or days[-1][1] < days[0][0]:
            raise WrongUseError(
                f"{edtf!r} is no date that can be used; write 2018-07-23, 2018-07, 2018 "
                "or an interval such as 2017-07-08/2017-07-13"
            )
        return cls(days[0][0], days[-1][1])

    @property
    def edtf(self) -> str:
        """The interval as EDTF: one day, or first/last."""
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def _days_of(edtf: str) -> tuple[date, date] | None:
    match = _EDTF_DAY.fullmatch(edtf)
    if match is None:
        return None
    year, month, day = (int(match[name]) if match[name] else None for name in match.groupdict())
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last_day = day or calendar.monthrange(first.year, last_month)[1]
        return first, date(first.year, last_month, last_day)
    except ValueError:
        return None


class DateBasis(StrEnum):
    """Where a publication date comes from."""

    STATED = "stated"  # the text itself prints it
    GIVEN = "given"  # the user or the corpus list gives it
    INFERRED = "inferred"  # reasoned from what the text mentions


class Role(StrEnum):
    """What a region is in the article."""

    TITLE = "title"
    DATELINE = "dateline"
    BODY = "body"
    EMBED = "embed"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class GivenPart:
    """What the file itself tells of a stretch of its text: this is the title, this is a menu."""

    span: Span
    role: Role
    subkind: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a document that has pages; `label` is the number that is printed or counted."""

    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """An article as it was received; its text never changes.

    `published` is an interval, since many articles do not say their day; None means unknown.

    >>> article = Document("note", "Beijing has not fleshed out the proposal.")
    >>> article.text[:7], article.published
    ('Beijing', None)
    """

    id: str
    text: str
    published: Interval | None = None
    published_basis: DateBasis | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    file: str | None = None
    sha256: str | None = None
    language: str | None = None
    encoding: str | None = None  # with which the file was read, where there was a file
    reader: str | None = None  # the library and its version that took the text out of the file
    parts: tuple[GivenPart, ...] = ()  # what the file tells of its text, in text order
    pages: tuple[Page, ...] = ()

    def _repr_html_(self) -> str:
        facts = [self.author, self.outlet, self.published.edtf if self.published else "undated"]
        paragraphs = (f"<p>{escape(line)}</p>" for line in self.text.splitlines() if line.strip())
        return (
            f"<article><h3>{escape(self.title or self.id)}</h3>"
            f"<p><em>{escape(' · '.join(fact for fact in facts if fact))}</em></p>"
            f"{''.join(paragraphs)}</article>"
        )


@dataclass(frozen=True, slots=True)
class Annotation:
    """A span of a document, marked by a named rule. Each kind is a class of its own below this one.

    A kind's fields bear the names that they have in the record format; `kind` is the record's kind.
    """

    kind: ClassVar[str] = "annotation"

    span: Span
    rule: str

    @property
    def start(self) -> int:
        """Where the annotation begins."""
        return self.span.start

    @property
    def end(self) -> int:
        """Where the annotation ends (the first code point after it)."""
        return self.span.end
