"""Rules for dates that the calendar names: days, months and years."""

from datetime import date

from nkpressure.find.dates.meanings import Fixed, Meaning, Yearless
from nkpressure.find.dates.patterns import Reading, Rule
from nkpressure.find.dates.periods import Period, Unit
from nkpressure.find.dates.year_guards import is_glued, is_no_year

# "early", "mid-", "in the late", "the end of", "earlier", before any period
PART = """
    (?: <the>? (?P<edge> <edge> ) <of> <the>?
      | <the>? (?P<part> <part> ) <hyphen>? (?: <in> (?= <month> ) )?
      | (?P<sooner> <sooner> ) <in>? | (?P<sometime> <sometime> ) <in>? )?
"""
MONTH = "(?P<month> <month> | <month_short> ) <dot>?"
WEEKDAY = "(?: (?: <this>? <next> )? (?P<weekday> <weekday> | <weekday_short> ) <dot>? <comma>? )?"
YEAR = "(?P<year> <year> )"
DASH = "(?: <hyphen> | <dash> | <to> )"
_SHORT_YEAR_TURN = 50  # '89 is 1989, '17 is 2017
_LEAP_YEAR = 2000  # every day of a month exists in it


def month_of(reading: Reading) -> int:
    """Return the number of the month that the match names."""
    return reading.number("month", "month", "month_short") or 1


def full_year(short: str) -> int:
    """Return the year that two digits stand for."""
    return int(short) + (1900 if int(short) >= _SHORT_YEAR_TURN else 2000)


def build_day(reading: Reading) -> Fixed | Yearless | None:
    """Build a day or a run of days of a month, with its year where there is one."""
    month = month_of(reading)
    day = reading.number("day", "day", "day_ordinal", "ordinal") or 1
    last_day = reading.number("last_day", "day", "day_ordinal")
    if day > 31 or (last_day or 32) <= day:
        return None
    year = reading.number("year", "year")
    if year is None:
        exists = day_period(_LEAP_YEAR, month, day)
        return Yearless(Unit.DAY, month, day, last_day) if exists else None
    first = day_period(year, month, day)
    last = day_period(year, month, last_day) if last_day else None
    return Fixed(first, last) if first else None


def day_period(year: int, month: int, day: int) -> Period | None:
    """Return a day as a period; None where the calendar has no such day."""
    try:
        return Period.day(date(year, month, day))
    except ValueError:
        return None


def _build_further_day(reading: Reading) -> Meaning | None:
    """Build the "25" of "April 24 and 25"."""
    at = reading.first - 3
    senses = reading.tokens.senses[at]
    month = int(senses.get("month") or senses.get("month_short") or 1)
    day = reading.number("day", "day") or 1
    return Yearless(Unit.DAY, month, day) if day_period(_LEAP_YEAR, month, day) else None


def _build_numeric(reading: Reading) -> Meaning | None:
    """Build 2018-07-23, 7/23/2018, 23.7.2018; which number is the month must be plain."""
    first = reading.first
    if not reading.tokens.joined(first, reading.end) or is_glued(reading, first):
        return None
    one, two, three = (reading.value(group, "number") or "0" for group in ("one", "two", "three"))
    if "." in one + two + three:
        return None
    numbers = [int(text) for text in (one, two, three)]
    american = "slash" in reading.tokens.senses[first + 1]
    if len(one) == 4:
        year, month, day = numbers
    elif len(three) == 4 and numbers[0] <= 12 and (american or numbers[1] > 12):
        month, day, year = numbers
    elif len(three) == 4:
        day, month, year = numbers
    else:
        return None
    period = day_period(year, month, day)
    return Fixed(period) if period else None


def _build_month(reading: Reading) -> Meaning:
    month = month_of(reading)
    short = reading.value("short_year", "short_year")
    year = reading.number("year", "year") or (full_year(short) if short else None)
    if year is not None:
        return Fixed(Period.in_year(Unit.MONTH, year, month))
    which = reading.number("which", "this", "last", "next")
    if reading.has("year_word"):
        return Yearless(
            Unit.MONTH, month, year_offset=which or 0, from_reference=reading.has("following")
        )
    return Yearless(Unit.MONTH, month, which=which)


def _build_bare_month(reading: Reading) -> Meaning | None:
    """Build "in March"; after a capital word, or opening a sentence, a month may be a name."""
    if any(reading.has(group) for group in ("edge", "part", "sooner", "which")):
        return _build_month(reading)
    start = reading.first
    before = reading.before()
    named = before[:1].isupper() and not reading.tokens.senses[start - 1]
    opens = not before or not before[-1:].isalnum()
    if named or (opens and before not in {",", "("} and _reads_as_verb(reading)):
        return None
    return _build_month(reading)


# "March with us", "May we": at the head of a sentence these are no months
_VERBLIKE = frozenset({3, 5})


def _reads_as_verb(reading: Reading) -> bool:
    following = reading.after()
    return month_of(reading) in _VERBLIKE and following.islower()


def _build_year(reading: Reading) -> Meaning | None:
    year = reading.number("year", "year")
    return Fixed(Period(Unit.YEAR, year)) if year and not is_no_year(reading) else None


def _build_years(reading: Reading) -> Meaning | None:
    """Build 2016-17, 1914/18: the second number is the end of the same century's year."""
    year = reading.number("year", "year")
    text = reading.value("last_year", "number") or ""
    joined = reading.tokens.joined(reading.first, reading.end)
    if year is None or not joined or len(text) not in (2, 4) or is_no_year(reading):
        return None
    last = year // 100 * 100 + int(text) if len(text) == 2 else int(text)
    if not year < last < year + 100:
        return None
    return Fixed(Period(Unit.YEAR, year), Period(Unit.YEAR, last))


def _build_short_year(reading: Reading) -> Meaning:
    return Fixed(Period(Unit.YEAR, full_year(reading.value("short_year") or "0")))


def _build_spoken_year(reading: Reading) -> Meaning | None:
    """Build "nineteen ninety-six", "two thousand", as broadcasts are written down."""
    century = reading.number("century", "numeral") or 0
    tens, ones = reading.number("tens", "numeral") or 0, reading.number("ones", "numeral") or 0
    if not 14 <= century <= 20 or tens < 10 or (ones and (tens % 10 or ones > 9 or tens < 20)):
        return None
    return Fixed(Period(Unit.YEAR, century * 100 + tens + ones))


def _build_year_two_thousand(reading: Reading) -> Meaning | None:
    if reading.number("two", "numeral") != 2 or reading.number("thousand", "hundred") != 1000:
        return None
    return Fixed(Period(Unit.YEAR, 2000 + (reading.number("ones", "numeral") or 0)))


_WHICH = "(?: <this>? (?P<which> <this> | <last> | <next> ) )"
_OF_YEAR = f"<of>? (?: {_WHICH} | (?P<following> <the> <next> ) ) (?P<year_word> <year_word> )"

CALENDAR_RULES = (
    Rule(
        "month day year",
        f"{WEEKDAY} {MONTH} (?P<day> <day> | <day_ordinal> | <ordinal> )"
        f"(?! <hyphen> | <percent> | <counted> ) (?: <comma>? {YEAR} )?",
        build_day,
    ),
    Rule(
        "day month year",
        f"{WEEKDAY} <the>? (?P<day> <day> | <day_ordinal> ) <of>? {MONTH} (?: <comma>? {YEAR} )?",
        build_day,
    ),
    Rule(
        "month days",
        f"{MONTH} (?P<day> <day> ) {DASH} (?P<last_day> <day> )"
        f"(?! <month> | <half_day> ) (?: <comma>? {YEAR} )?",
        build_day,
    ),
    Rule(
        "days month",
        f"(?P<day> <day> ) {DASH} (?P<last_day> <day> ) {MONTH} (?: <comma>? {YEAR} )?",
        build_day,
    ),
    Rule(
        "further day",
        "(?<= (?: <month> | <month_short> ) <day> (?: <and> | <or> | <comma> ) ) (?P<day> <day> )"
        "(?! <percent> | <units> | <unit> | <month> | <counted> | <half_day> )",
        _build_further_day,
    ),
    Rule(
        "numeric day",
        "(?P<one> <number> ) (?: <hyphen> | <slash> | <dot> ) (?P<two> <number> )"
        "(?: <hyphen> | <slash> | <dot> ) (?P<three> <number> )",
        _build_numeric,
    ),
    Rule(
        "month year",
        f"{PART} {MONTH} (?: <of> | <comma> )? (?: {YEAR} | (?P<short_year> <short_year> ) )",
        _build_month,
    ),
    Rule("month of a year", f"{PART} {MONTH} {_OF_YEAR}", _build_month),
    Rule("month last or next", f"{PART} {_WHICH} (?P<month> <month> )", _build_month),
    Rule("month", f"{PART} (?P<month> <month> )", _build_bare_month),
    Rule("month abbreviated", f"{PART} (?P<month> <month_short> ) <dot>", _build_bare_month),
    Rule("year", f"{PART} (?: <the> <year_word> )? {YEAR}", _build_year),
    Rule("years", f"{YEAR} (?: <hyphen> | <slash> ) (?P<last_year> <number> )", _build_years),
    Rule(
        "short year",
        "(?<= <in> | <of> | <since> ) (?P<short_year> <short_year> )",
        _build_short_year,
    ),
    Rule(
        "spoken year",
        "(?: <the> <year_word> )? (?P<century> <numeral> ) <hyphen>? (?P<tens> <numeral> )"
        "(?: <hyphen>? (?P<ones> <numeral> ) )?",
        _build_spoken_year,
    ),
    Rule(
        "year two thousand",
        "<the> <year_word> (?P<two> <numeral> ) (?P<thousand> <hundred> )"
        "(?: <and>? (?P<ones> <numeral> ) )?",
        _build_year_two_thousand,
    ),
)
