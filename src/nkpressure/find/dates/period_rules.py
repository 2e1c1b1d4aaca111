"""Rules for quarters, halves, seasons, decades, centuries and fiscal years."""

from nkpressure.find.dates.calendar_rules import PART, YEAR, full_year
from nkpressure.find.dates.meanings import Fixed, Meaning, PeriodOfYear, Yearless
from nkpressure.find.dates.patterns import Reading, Rule
from nkpressure.find.dates.periods import SEASON_NAMES, Period, Unit


def _part_of_year(reading: Reading) -> tuple[Unit, int] | None:
    """Return which quarter, half or season of a year the match names."""
    season, short = reading.value("season", "season"), reading.value("short", "short_quarter")
    if season:
        return Unit.SEASON, SEASON_NAMES.index(season) + 1
    if short:
        digit, letter = sorted(short)
        unit, number = (Unit.QUARTER if letter == "Q" else Unit.HALF), int(digit)
    else:
        unit = Unit.HALF if reading.has("half") else Unit.QUARTER
        # "the last half of 1989" is its second
        number = reading.number("ordinal", "ordinal") or (2 if unit is Unit.HALF else 4)
        if reading.has("pair"):  # "the first two quarters of 1990"
            unit = Unit.HALF
    return (unit, number) if 1 <= number <= (2 if unit is Unit.HALF else 4) else None


def _build_part_of_year(reading: Reading) -> Meaning | None:
    part = _part_of_year(reading)
    if part is None:
        return None
    unit, number = part
    year, short_year = reading.number("year", "year"), reading.value("short_year", "short_year")
    if short_year:
        year = full_year(short_year)
    if year is not None:
        return Fixed(Period.in_year(unit, year, number))
    which = reading.number("which", "this", "last", "next")
    if reading.has("year_word"):  # "this year's third quarter"
        return Yearless(unit, number, year_offset=which or 0)
    return Yearless(unit, number, which=which)


def _build_part_of_decade(reading: Reading) -> Meaning | None:
    """Build "the last half of the '80s" as that decade."""
    return _build_decade(reading)


def _build_decade(reading: Reading) -> Meaning | None:
    digits, tens = reading.value("decade", "decade"), reading.number("tens", "tens_decade")
    if tens is not None:
        return Fixed(Period(Unit.DECADE, 190 + tens))
    number = int(digits or "0")
    return Fixed(Period(Unit.DECADE, number // 10 if number > 99 else 190 + number // 10))


def _build_century(reading: Reading) -> Meaning | None:
    number = reading.number("ordinal", "ordinal")
    return Fixed(Period(Unit.CENTURY, number - 1)) if number and 1 < number <= 30 else None


def _build_fiscal_year(reading: Reading) -> Meaning | None:
    short, year = reading.value("short", "short_fiscal"), reading.number("year", "year")
    if short:
        year = int(short) if len(short) == 4 else full_year(short)
    return Fixed(Period(Unit.YEAR, year)) if year else None


_JUCHE_ZERO = 1911  # Juche 1 is 1912, the year of Kim Il Sung's birth


def _build_era_year(reading: Reading) -> Meaning | None:
    number = reading.number("number", "number")
    return Fixed(Period(Unit.YEAR, _JUCHE_ZERO + number)) if number and number < 200 else None


def _build_year_period(reading: Reading) -> Meaning | None:
    """Build "the 1988 period", "the 1988 third quarter"."""
    year = reading.number("year", "year")
    if reading.has("ordinal"):
        return _build_part_of_year(reading)
    return PeriodOfYear(year=year)


_ORDINAL = "(?P<ordinal> <ordinal> | <last> )"
_QUARTER = "(?: (?P<half> <half> ) | <quarter_word> )"
_FISCAL = "(?: <fiscal> <hyphen>? | <calendar> )?"
_WHICH_YEAR = "(?P<which> <this> | <last> | <next> ) <fiscal>? (?P<year_word> <year_word> )"
_SEASON = "(?P<season> <season> )"

PERIOD_RULES = (
    Rule(
        "quarter of a year",
        f"{PART} <the>? {_FISCAL} {_ORDINAL} <hyphen>? {_QUARTER} (?: <of> | <comma> )?"
        f"(?: <fiscal> )? (?: {YEAR} | (?P<short_year> <short_year> ) )",
        _build_part_of_year,
    ),
    Rule(
        "quarter of this year",
        f"{PART} <the>? {_FISCAL} {_ORDINAL} <hyphen>? {_QUARTER} <of>? {_WHICH_YEAR}",
        _build_part_of_year,
    ),
    Rule(
        "this year's quarter",
        f"{_WHICH_YEAR} <possessive>? {_ORDINAL} <hyphen>? {_QUARTER}",
        _build_part_of_year,
    ),
    Rule(
        "two quarters of a year",
        f"<the>? {_ORDINAL} (?P<pair> <numeral> ) <units> <of> {YEAR}",
        lambda reading: (
            _build_part_of_year(reading)
            if reading.number("pair", "numeral") == 2 and reading.after() and _is_quarters(reading)
            else None
        ),
    ),
    Rule(
        "quarter",
        f"{PART} (?: <the> {_FISCAL} | {_FISCAL} ) (?P<ordinal> <ordinal> ) {_QUARTER}"
        "(?! <of> <the>? <year_word> )",
        _build_part_of_year,
    ),
    Rule(
        "quarter hyphenated",
        f"{_FISCAL} {_ORDINAL} <hyphen> <quarter_word>",
        _build_part_of_year,
    ),
    Rule(
        "quarter in short",
        f"(?: (?P<short> <short_quarter> ) <of>? (?: {YEAR} | (?P<short_year> <short_year> ) )? )",
        _build_part_of_year,
    ),
    Rule(
        "year then quarter",
        f"<the>? {YEAR} (?: (?: <fiscal>? (?P<ordinal> <ordinal> ) )? {_QUARTER} | <period> )",
        _build_year_period,
    ),
    Rule(
        "year, quarter in short",
        f"{YEAR} <hyphen>? (?P<short> <short_quarter> )",
        _build_part_of_year,
    ),
    Rule(
        "season of a year",
        f"{PART} <the>? {_SEASON} (?: <of> | <comma> )? {YEAR}",
        _build_part_of_year,
    ),
    Rule(
        "season of this year",
        f"{PART} <the>? {_SEASON} <of>? {_WHICH_YEAR}",
        _build_part_of_year,
    ),
    Rule(
        "season last or next",
        f"{PART} <this>? (?P<which> <this> | <last> | <next> ) {_SEASON}",
        _build_part_of_year,
    ),
    Rule(
        "season",
        f"(?<= <in> | <over> | <during> | <by> | <since> | <until> | <into> ) "
        f"(?: <the> | <part> <hyphen>? | <the> <part> ) {_SEASON} (?! <of> )",
        _build_part_of_year,
    ),
    Rule("decade", f"{PART} <the>? (?P<decade> <decade> )", _build_decade),
    Rule(
        "decade in words",
        "<the> (?: (?P<part> <part> ) <hyphen>? )? (?P<tens> <tens_decade> )",
        _build_decade,
    ),
    Rule(
        "part of a decade",
        "<the>? <ordinal> <half> <of> <the>? (?P<decade> <decade> )",
        _build_part_of_decade,
    ),
    Rule(
        "century",
        "<the>? (?: (?P<part> <part> ) <hyphen>? )? (?P<ordinal> <ordinal> ) <hyphen>?"
        "<century_word>",
        _build_century,
    ),
    Rule(
        "fiscal year",
        f"{PART} (?: <the> (?= <fiscal> ) )? (?: (?: <fiscal> <year_word>? | <fy> ) {YEAR}"
        f"| (?P<short> <short_fiscal> ) )",
        _build_fiscal_year,
    ),
    Rule("era year", "<era> (?P<number> <number> ) (?: <open> <year> <close> )?", _build_era_year),
)


def _is_quarters(reading: Reading) -> bool:
    unit = reading.tokens.senses[reading.end - 3].get("units")
    return unit == Unit.QUARTER.value
