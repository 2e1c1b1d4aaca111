"""Rules for stretches of time, for steps of time from a date, and for what comes repeatedly."""

from nkpressure.find.dates.counts import APPROX, COUNT, COUNT_BODY, count_in
from nkpressure.find.dates.length_values import length_value
from nkpressure.find.dates.meanings import Length, Meaning, Repeated, Step
from nkpressure.find.dates.patterns import Reading, Rule
from nkpressure.find.dates.periods import Unit


def _unit(reading: Reading) -> Unit:
    return Unit(reading.value("unit", "unit", "units") or "day")


def build_length(reading: Reading) -> Length | None:
    """Build "two years", "four-day", "the past two months"."""
    amount = count_in(reading) if reading.has("count") else None
    if reading.has("half"):  # "a minute and a half", "two and a half years"
        amount = (amount or 1) + 0.5
    other = count_in(reading, "other") if reading.has("other") else None
    unit = _unit(reading)
    if reading.has("old") and unit is Unit.YEAR:
        return None  # "a 43-year-old man" has an age, no date
    if amount == 0 or _is_ordinal_second(reading) or _is_fraction(reading, unit):
        return None
    which = reading.number("which", "last", "next")
    return Length(amount, unit, which, other)


def _build_unit_to_length(reading: Reading) -> Length | None:
    """Build "last week to 10 days"."""
    return Length(count_in(reading), _unit(reading), reading.number("which", "last", "next") or -1)


def _is_ordinal_second(reading: Reading) -> bool:
    """Say whether "second" counts rather than measures: "a second test", "one second term"."""
    return reading.value("unit", "unit") == Unit.SECOND.value


def _is_fraction(reading: Reading, unit: Unit) -> bool:
    """Say whether quarters are parts of a thing: "three-quarters of its food"."""
    return unit is Unit.QUARTER and (
        reading.after() == "of" or "a" in reading.senses("count") or reading.has("a")
    )


def _build_one(reading: Reading) -> Length | None:
    return Length(1.0, _unit(reading), reading.number("which", "last", "next"))


def _build_bare(reading: Reading) -> Length | None:
    unit = _unit(reading)
    return None if unit in (Unit.SECOND, Unit.WEEKEND, Unit.QUARTER) else Length(None, unit)


def _build_ago(reading: Reading) -> Meaning | None:
    length = build_length(reading) if reading.has("count") else _build_bare(reading)
    return Step(length, -1) if length else None


def _build_hence(reading: Reading) -> Meaning | None:
    length = build_length(reading)
    return Step(length, 1) if length else None


def _build_step(reading: Reading) -> Meaning | None:
    length = build_length(reading)
    sign = reading.number("side", "earlier", "later") or 1
    return Step(length, sign, from_reference=True) if length else None


def _build_rate(reading: Reading) -> Meaning | None:
    """Build the "a year" of "$1 billion a year": how much in each year."""
    unit = Unit(reading.value("unit", "unit") or "day")
    return repeated(unit, 1) if unit not in (Unit.SECOND, Unit.QUARTER) else None


def repeated(unit: Unit, amount: float) -> Repeated:
    """Return what happens every so many units."""
    value = length_value(amount, unit, edtf=False)
    return Repeated(value or "PX", length_value(amount, unit, edtf=True))


def _build_every(reading: Reading) -> Meaning | None:
    """Build "every day", "each July", "every other week", "every two years"."""
    weekday, month = reading.number("weekday", "weekday"), reading.number("month", "month")
    if weekday is not None:
        return Repeated(f"XXXX-WXX-{weekday}", None)
    if month is not None:
        return Repeated(f"XXXX-{month:02d}", None)
    season = reading.value("season", "season")
    if season:
        return Repeated(f"XXXX-{season}", None)
    daypart = reading.value("daypart", "daypart")
    if daypart:
        return Repeated(f"XXXX-XX-XXT{daypart}", None)
    amount = count_in(reading) if reading.has("count") else 2.0 if reading.has("two") else 1.0
    unit = _unit(reading)
    return repeated(unit, amount) if amount and unit is not Unit.SECOND else None


def _build_frequency(reading: Reading) -> Meaning | None:
    value = reading.value("frequency", "frequency") or "P1Y"
    return Repeated(value, value)


def _build_weekdays(reading: Reading) -> Meaning:
    number = reading.number("day", "weekdays", "weekday")
    part = reading.value("dayparts", "dayparts")
    return Repeated(f"XXXX-WXX-{number}{'T' + part if part else ''}", None)


_UNIT = "(?P<unit> <unit> | <units> )"
_MORE = "(?: <additional> <hyphen>? )?"
_OTHER = f"(?: (?: <to> | <or> | <hyphen> ) (?P<other> {COUNT_BODY} ) )?"
_HALF = "(?P<half> <and> <a> <half> )"
_SIDE = "(?: (?P<which> <last> | <next> ) | <latest> | <ordinal> )"
_LENGTH = f"{COUNT} {_OTHER} (?: {_HALF} )? {_MORE} <hyphen>? {_UNIT}"

LENGTH_RULES = (
    Rule(
        "length",
        f"{APPROX} {_LENGTH} (?P<old> <hyphen>? <old> )? (?: <hyphen> <lasting> )?(?: <or> <so> )?",
        build_length,
    ),
    Rule("length and a half", f"{APPROX} {COUNT} {_UNIT} {_HALF}", build_length),
    Rule(
        "length or two",
        f"{APPROX} {COUNT} {_UNIT} <or> <numeral>",
        build_length,
    ),
    Rule(
        "length before or ahead",
        f"(?: <every> <of> )? {APPROX} (?: <the> | <these> )? {_SIDE} {COUNT} {_OTHER} {_MORE}"
        f"<hyphen>? {_UNIT} (?: <or> <so> )?",
        build_length,
    ),
    Rule(
        "week to ten days",
        f"<the>? (?P<which> <last> | <next> ) <unit> (?: <to> | <or> ){COUNT} {_UNIT}",
        _build_unit_to_length,
    ),
    Rule(
        "length with article",
        "<the> (?P<count> <number> | <numeral> ) (?P<unit> <units> )",
        build_length,
    ),
    Rule(
        "length in one word",
        "(?<! <hyphen> ) (?P<unit> <unit> | <units> ) <hyphen> (?: <lasting> | <old> )",
        lambda reading: (
            _build_one(reading) if reading.value("unit", "unit") else _build_bare(reading)
        ),
    ),
    Rule(
        "bare length",
        "(?<= <preposition> ) (?P<unit> <units> ) (?: <or> <units> )? (?! <and> )",
        _build_bare,
    ),
    Rule(
        "unit beside an event",
        "(?: <the> (?= <unit> ) )? (?P<unit> <unit> | <units> ) (?= <before> )",
        lambda reading: (
            _build_one(reading) if reading.value("unit", "unit") else _build_bare(reading)
        ),
    ),
    Rule("year ended", "<the> <fiscal>? (?P<unit> <year_word> ) (?= <ending> )", _build_one),
    Rule("ago", f"{APPROX} {_LENGTH} (?: <or> <so> )? <ago>", _build_ago),
    Rule("some time ago", "(?P<unit> <units> ) <ago>", _build_ago),
    Rule("from now", f"{APPROX} {_LENGTH} (?: <from> <now> | <hence> )", _build_hence),
    Rule(
        "length later",
        f"{APPROX} {_LENGTH} (?P<side> <earlier> | <later> )(?! <the> | <a> | <owner> )",
        _build_step,
    ),
    Rule("rate", "(?<! <preposition> ) (?P<a> <a> ) (?P<unit> <unit> )", _build_rate),
    Rule(
        "every",
        f"<every> (?: (?P<two> <other> ) | {COUNT} )?"
        "(?: (?P<unit> <unit> | <units> ) | (?P<weekday> <weekday> ) | (?P<month> <month> )"
        "| (?P<season> <season> ) | (?P<daypart> <daypart> ) )",
        _build_every,
    ),
    Rule("frequency", "(?P<frequency> <frequency> )", _build_frequency),
    Rule(
        "weekdays",
        "(?P<day> <weekdays> | <weekday> (?= <dayparts> ) ) (?P<dayparts> <dayparts> )?",
        _build_weekdays,
    ),
)
