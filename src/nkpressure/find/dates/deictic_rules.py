"""Rules for dates counted from the day of writing, or from another date of the text."""

from nkpressure.find.dates.calendar_rules import PART
from nkpressure.find.dates.meanings import (
    Length,
    Meaning,
    Offset,
    PeriodOfYear,
    Vague,
    Weekday,
)
from nkpressure.find.dates.patterns import Reading, Rule
from nkpressure.find.dates.periods import Unit


def _build_day(reading: Reading) -> Meaning:
    return Offset(Unit.DAY, reading.number("today", "today") or 0)


def _build_weekday(reading: Reading) -> Meaning:
    number = reading.number("weekday", "weekday") or 1
    which = reading.number("which", "this", "last", "next")
    # "the previous Friday" counts from another date, "last Friday" from today
    return Weekday(number, which, from_reference=reading.has("the") and which is not None)


def _build_unit(reading: Reading) -> Meaning | None:
    """Build "last week", "this month", "the following year", "the latest quarter"."""
    unit = Unit(reading.value("unit", "unit") or "day")
    if reading.tokens.word(reading.end - 1).istitle():
        return None  # "This Week" is the name of a programme
    which = reading.number("which", "this", "last", "next")
    if reading.value("which", "latest") is not None:
        latest = unit in (Unit.QUARTER, Unit.HALF)
        return Offset(unit, 0, latest=latest)
    if unit.on_the_clock or (unit is Unit.DAY and which == 0):
        return Vague("PRESENT_REF") if which == 0 and unit is not Unit.DAY else None
    # "last week" counts from today; "the following week" and "the previous day" do not
    relative = "relative" in reading.senses("which") or (reading.has("the") and unit is Unit.DAY)
    return Offset(unit, which or 0, from_reference=relative)


def _build_that_unit(reading: Reading) -> Meaning | None:
    """Build "that year", "the same day"."""
    unit = Unit(reading.value("unit", "unit") or "day")
    return None if unit.on_the_clock else Offset(unit, 0, from_reference=True)


def _build_bare_unit(reading: Reading) -> Meaning | None:
    """Build "the quarter", "the weekend", "the year": the one that the text speaks of."""
    unit = Unit(reading.value("unit", "unit") or "day")
    if unit in (Unit.QUARTER, Unit.HALF):
        return Offset(unit, 0, from_reference=True, latest=True)
    if unit is Unit.WEEKEND:
        return Offset(unit, -1)
    return Offset(unit, 0) if unit is Unit.YEAR else None


def _build_unit_before(reading: Reading) -> Meaning | None:
    """Build "the day before", "the year after", where nothing follows to count from."""
    unit, follows = Unit(reading.value("unit", "unit") or "day"), reading.after()
    if unit.on_the_clock or follows[:1].isalnum():
        return None
    return Offset(unit, reading.number("before", "before") or -1, from_reference=True)


def _build_edge(reading: Reading) -> Meaning | None:
    """Build "the end of the month", "the outset of the year", "later in the day"."""
    unit = Unit(reading.value("unit", "unit") or "day")
    return None if unit.on_the_clock or unit is Unit.DAY else Offset(unit, 0)


def _build_year_before(reading: Reading) -> Meaning:
    """Build "the year-ago quarter", "a year earlier": the period spoken of, a year before."""
    years = reading.number("next", "next")
    return PeriodOfYear(years=years or -1)


def _build_year_end(reading: Reading) -> Meaning:
    return Offset(Unit.YEAR, 0)


def _build_vague_units(reading: Reading) -> Meaning | None:
    """Build "in recent weeks", "coming months", "past years"."""
    side = reading.value("recent", "recent")
    if side == "RECENT":  # "in recent years": a stretch of time whose length is not said
        return Length(None, Unit(reading.value("units", "units") or "year"))
    return Vague(f"{side}_REF") if side else None


_WHICH = "(?P<which> <this> | <last> | <next> | <latest> )"
_UNIT = "(?P<unit> <unit> )"
_FULL = "(?: <calendar> | <fiscal> )?"

DEICTIC_RULES = (
    Rule("day word", f"{PART} (?P<today> <today> )", _build_day),
    Rule("weekday", f"{PART} (?P<weekday> <weekday> )", _build_weekday),
    Rule(
        "weekday last or next",
        f"(?: (?P<the> <the> ) | <this> )? {PART} {_WHICH} (?P<weekday> <weekday> )",
        _build_weekday,
    ),
    Rule(
        "unit last or next",
        f"{PART} (?P<the> <the> )? {_FULL} {_WHICH} {_FULL} {_UNIT}",
        _build_unit,
    ),
    Rule("unit of this past", f"{PART} <this> (?P<which> <last> | <next> ) {_UNIT}", _build_unit),
    Rule(
        "that unit",
        f"{PART} (?: <that> <same>? | (?: <the> | <this> ) <same> ) {_UNIT}",
        _build_that_unit,
    ),
    Rule(
        "weekend or quarter",
        "<the> (?P<unit> <weekend_word> | <quarter_word> ) (?! <hyphen> )",
        _build_bare_unit,
    ),
    Rule(
        "unit before",
        "<the> (?P<unit> <unit> ) (?P<before> <before> )",
        _build_unit_before,
    ),
    Rule("unit before", "<the> (?P<unit> <unit> ) (?P<before> <before> )", _build_unit_before),
    Rule("latest period", "<the>? <latest> <period>", lambda reading: PeriodOfYear(years=0)),
    Rule(
        "year spoken of",
        "(?<= <for> | <of> ) <the> <fiscal>? (?P<unit> <year_word> )(?! <ending> | <year> )",
        _build_bare_unit,
    ),
    Rule("full year", "<the> <calendar> (?P<unit> <year_word> )", _build_bare_unit),
    Rule(
        "edge of a unit",
        f"<the>? (?P<edge> <edge> ) <of> (?: <the> | <this> ) {_UNIT}",
        _build_edge,
    ),
    Rule("later in a unit", f"(?P<sooner> <sooner> | <part> ) <in> <the> {_UNIT}", _build_edge),
    Rule(
        "year end",
        "<year_word> <possessive>? <hyphen>? (?P<edge> <edge> ) (?! <of> )",
        _build_year_end,
    ),
    Rule(
        "year-ago period",
        "<the>? <comparable>? <year_word> <hyphen> (?: <ago> | <earlier> )"
        "(?: (?: <fiscal>? <ordinal> )? <quarter_word> | <period> )?",
        _build_year_before,
    ),
    Rule(
        "period a year ago",
        "<the> <comparable>? (?: <period> | <quarter_word> | <half> )"
        "(?: <a> <year_word> (?: <ago> | <earlier> ) | <last> <year_word> )",
        _build_year_before,
    ),
    Rule(
        "last year's period",
        "<last> <year_word> <possessive> <comparable>? (?: <period> | <quarter_word> )",
        _build_year_before,
    ),
    Rule("a year before", "<a> <year_word> (?: <ago> | <earlier> )", _build_year_before),
    Rule(
        "recent units",
        "(?P<recent> <recent> ) (?P<units> <units> ) (?: <and> <units> )?",
        _build_vague_units,
    ),
)
