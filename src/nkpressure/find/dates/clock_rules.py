"""Rules for times of day: "10:35 a.m.", "noon Thursday", "Friday night", "this morning"."""

from nkpressure.find.dates.calendar_rules import MONTH, YEAR, build_day
from nkpressure.find.dates.meanings import DayMeaning, Meaning, Offset, TimeOfDay, Weekday
from nkpressure.find.dates.patterns import Reading, Rule
from nkpressure.find.dates.periods import Unit


def _day(reading: Reading) -> DayMeaning | None:
    """Return the day that stands beside a time: "9 a.m. Tuesday", "noon, July 20"."""
    weekday = reading.number("weekday", "weekday")
    if reading.has("month"):
        return build_day(reading)
    if weekday:
        return Weekday(weekday, reading.number("which", "this", "last", "next"))
    if reading.has("today"):
        return Offset(Unit.DAY, reading.number("today", "today") or 0)
    return None


def _build_clock(reading: Reading) -> Meaning | None:
    clock = reading.value("clock", "clock")
    hour, minute = clock.split(":")[:2] if clock else (reading.value("hour", "hour", "numeral"), "")
    number = int(hour or 0)
    if number > 24 or int(minute or 0) > 59:
        return None
    half = (reading.value("half_day", "half_day") or "").lower()
    daypart = reading.value("daypart", "daypart")
    if half and number > 12:
        return None
    if (half.startswith("p") or daypart in ("AF", "EV")) and number < 12:
        number += 12
    if half.startswith("a") and number == 12:
        number = 0
    return TimeOfDay(f"T{number:02d}:{minute or '00'}", _day(reading))


def _build_noon(reading: Reading) -> Meaning:
    return TimeOfDay(f"T{reading.value('noon', 'noon')}", _day(reading))


def _build_military(reading: Reading) -> Meaning | None:
    """Build "0300 GMT"."""
    digits = reading.value("number", "number") or ""
    if len(digits) != 4 or int(digits[:2]) > 24 or int(digits[2:]) > 59:
        return None
    return TimeOfDay(f"T{digits[:2]}:{digits[2:]}", _day(reading))


def _build_daypart(reading: Reading) -> Meaning:
    day = _day(reading)
    if reading.has("relative"):  # "the next morning", "that evening"
        count = reading.number("relative", "next", "last") or 0
        day = Offset(Unit.DAY, count, from_reference=True)
    elif reading.has("side"):  # "this morning", "last night"
        day = Offset(Unit.DAY, reading.number("side", "this", "last") or 0)
    return TimeOfDay(f"T{reading.value('daypart', 'daypart', 'tonight')}", day)


_ZONE = "(?: <zone> | <local> <time> )?"
_BESIDE = f"""
    (?: <comma>? (?: <on> )? (?:
        {MONTH} (?P<day> <day> | <day_ordinal> ) (?: <comma>? {YEAR} )?
      | (?P<which> <this> | <last> | <next> )? (?P<weekday> <weekday> )
      | (?P<today> <today> ) ) )?
"""
_HALF_DAY = "(?P<half_day> <half_day> ) <dot>?"
_APPROX = "<approx>?"
_PART = "(?: (?P<part> <part> ) <hyphen>? | (?P<sooner> <sooner> ) )?"

CLOCK_RULES = (
    Rule(
        "clock",
        f"{_APPROX} (?: (?P<clock> <clock> ) | (?P<hour> <hour> ) (?= <half_day> ) )"
        f"(?: {_HALF_DAY} )? {_ZONE} {_BESIDE}",
        _build_clock,
    ),
    Rule(
        "o'clock",
        f"{_APPROX} (?P<hour> <hour> | <numeral> ) <oclock>"
        "(?: <in> <the> (?P<daypart> <daypart> ) )?",
        _build_clock,
    ),
    Rule(
        "hour in the morning",
        "(?<= <at> ) (?P<hour> <hour> | <numeral> ) <in> <the> (?P<daypart> <daypart> )",
        _build_clock,
    ),
    Rule("hours of a zone", f"(?P<number> <number> ) <zone> {_BESIDE}", _build_military),
    Rule("noon", f"{_APPROX} (?P<noon> <noon> ) {_BESIDE}", _build_noon),
    Rule(
        "part of a named day",
        f"{_PART} (?P<which> <this> | <last> | <next> )?"
        "(?: (?P<weekday> <weekday> ) | (?P<today> <today> ) ) (?P<daypart> <daypart> )",
        _build_daypart,
    ),
    Rule(
        "part of this day",
        f"{_PART} (?P<side> <this> | <last> ) (?P<daypart> <daypart> )",
        _build_daypart,
    ),
    Rule(
        "part of another day",
        f"{_PART} (?: <the> (?= <next> | <last> ) )?"
        "(?P<relative> <that> | <next> | <last> ) <same>? (?P<daypart> <daypart> )",
        _build_daypart,
    ),
    Rule(
        "part of a day",
        f"(?<= <in> | <during> | <by> | <on> ) {_PART} <the>? (?P<daypart> <daypart> )(?! <of> )",
        _build_daypart,
    ),
    Rule(
        "part of a day, then the day",
        f"<part> <hyphen>? (?P<daypart> <daypart> ) (?: <of> )? {_BESIDE}",
        _build_daypart,
    ),
    Rule(
        "tonight",
        f"{_PART} (?P<tonight> <tonight> )",
        lambda reading: TimeOfDay("TNI", Offset(Unit.DAY, 0)),
    ),
    Rule("overnight", "<overnight>", lambda reading: TimeOfDay("TNI", None)),
)
