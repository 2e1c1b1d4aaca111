"""Orders what a timeline shows: what is drawn alike, in which window, in which row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from nkpressure.model import Interval
from nkpressure.report.labels import text_size

EVENTS = "event"
_YEARS = (2, 5, 10, 25, 50, 100, 1000)  # how far from publication a window may reach
_SHARE = 0.75  # of the bars must lie in the window
_SHORTEST = 20  # days
_GAP = 7.0  # points between a bar and what follows in its row
_BESIDE = 5.0  # points between a bar and its label


@dataclass(frozen=True, slots=True)
class Bar:
    """Days on a timeline with a label; a side without a day is open."""

    lane: str
    look: str
    first: date | None
    last: date | None
    label: str
    mentions: int = 1
    records: tuple[str, ...] = ()

    def distance(self, days: Interval) -> int:
        """Return how many days the bar lies off an interval; 0 where the two meet."""
        first, last = self.first or date.min, self.last or date.max
        return max((first - days.last).days, (days.first - last).days, 0)

    @property
    def is_event(self) -> bool:
        """Whether the days are those of the table of events."""
        return self.lane == EVENTS

    @property
    def days(self) -> list[date]:
        """The days at which the bar begins and ends, where it does."""
        return [day for day in (self.first, self.last) if day is not None]


class Side(StrEnum):
    """Where a label stands beside its bar."""

    RIGHT = "right"
    LEFT = "left"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Row:
    """A bar with its place: its row within the lane, and the side on which its label stands."""

    bar: Bar
    row: int
    side: Side


def merged(bars: Sequence[Bar]) -> list[Bar]:
    """Put dates of the same days in one lane together, with all their words, in order of days.

    >>> day = date(2017, 7, 8)
    >>> [bar.mentions for bar in merged([Bar("", "day", day, day, "July 8")] * 2)]
    [2]
    """
    together: dict[tuple[object, ...], Bar] = {}
    for bar in bars:
        own = bar.label if bar.is_event else None  # two events of one day stay two
        key = (bar.lane, bar.look, bar.first, bar.last, own)
        same = together.get(key)
        together[key] = _both(same, bar) if same else bar
    return sorted(together.values(), key=lambda bar: (bar.first or date.min, bar.last or date.max))


def _both(bar: Bar, other: Bar) -> Bar:
    words = bar.label.split("; ")
    label = bar.label if other.label in words else f"{bar.label}; {other.label}"
    return replace(
        bar,
        label=label,
        mentions=bar.mentions + other.mentions,
        records=(*bar.records, *other.records),
    )


def window_of(bars: Sequence[Bar], published: Interval | None) -> Interval:
    """Return the days to draw: around publication, as far as most of the bars lie.

    Without a publication date the bars' middle day stands in for it.
    """
    days = sorted(day for bar in bars for day in bar.days)
    middle = days[len(days) // 2]
    around = published or Interval(middle, middle)
    for years in _YEARS:
        reach = 366 * years
        near = [bar for bar in bars if all(_off(day, around) <= reach for day in bar.days)]
        if len(near) >= _SHARE * len(bars):
            break
    kept = [day for bar in near for day in bar.days]
    kept += [published.first, published.last] if published else []
    first, last = min(kept or [middle]), max(kept or [middle])
    spare = max(_SHORTEST - (last - first).days, 0) // 2 + (last - first).days // 30
    return Interval(_moved(first, -spare), _moved(last, spare))


def _off(day: date, around: Interval) -> int:
    return max((around.first - day).days, (day - around.last).days, 0)


def _moved(day: date, days: int) -> date:
    least, most = date.min.toordinal() + 366, date.max.toordinal() - 366
    return date.fromordinal(min(max(day.toordinal() + days, least), most))


def rows_of(bars: Sequence[Bar], window: Interval, width: float, size: float) -> Iterator[Row]:
    """Give each bar the first row in which it and its label cover nothing; `width` is in points.

    The label stands right of its bar, else left of it, and within where neither side has room.
    """
    ends: list[float] = []
    for bar in bars:
        start, end = shown_ends(bar, window, width)
        room = text_size(bar.label, size)[0] + _BESIDE
        side, low, high = _placed(start, end, room, width)
        row = next((at for at, taken in enumerate(ends) if taken + _GAP <= low), len(ends))
        ends[row : row + 1] = [max(high, ends[row]) if row < len(ends) else high]
        yield Row(bar, row, side)


def _placed(start: float, end: float, room: float, width: float) -> tuple[Side, float, float]:
    """Return the label's side, and where bar and label together begin and end."""
    if end + room <= width:
        return Side.RIGHT, start, end + room
    if start - room >= 0:
        return Side.LEFT, start - room, end
    middle = (start + end) / 2
    return Side.WITHIN, min(start, middle - room / 2), max(end, middle + room / 2)


def shown_ends(bar: Bar, window: Interval, width: float) -> tuple[float, float]:
    """Return where a bar begins and ends, in points from the window's first day."""
    per_day = width / ((window.last - window.first).days + 1)
    first = max(bar.first or window.first, window.first)
    last = min(bar.last or window.last, window.last)
    start = (first - window.first).days * per_day
    return start, max((last - window.first + timedelta(days=1)).days * per_day, start)
