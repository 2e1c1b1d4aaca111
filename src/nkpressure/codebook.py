"""Reads the codebook: families and codes of instruments, and the closed sets they are coded with.

The codebook is a YAML file among the tables, so that a user's own folder can bring its own. An
own one needs `meta` and `instruments`; the closed sets that it leaves out are ours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any

import yaml

from nkpressure.errors import BadTableError
from nkpressure.tables import OUR_FOLDER, Tables, read_tables

FILE = "codebook.yaml"


@dataclass(frozen=True, slots=True)
class Code:
    """One code of the codebook: what it means, what goes in, what stays out.

    `family` and `base` belong to instruments: what more of the instrument does to the pressure.
    The names of other schemes (CAMEO, PLOVER, TIES, GSDB, TSC) are None where they have none.
    """

    code: str
    definition: str
    name: str | None = None
    family: str | None = None
    base: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    plover: str | None = None
    ties: str | None = None
    gsdb: str | None = None
    tsc: str | None = None
    sign: int | None = None
    rank: int | None = None
    quad: str | None = None
    factuality_default: str | None = None

    def _repr_html_(self) -> str:
        rows = [
            ("definition", self.definition),
            ("include", "; ".join(self.include)),
            ("exclude", "; ".join(self.exclude)),
            ("example", " ".join(self.positive)),
            ("counter-example", " ".join(self.negative)),
            ("CAMEO", ", ".join(self.cameo)),
            ("PLOVER", self.plover or ""),
            ("TIES", self.ties or ""),
        ]
        title = f"{self.code} {self.name or ''}".strip()
        return _html_table(title, [row for row in rows if row[1]])


@dataclass(frozen=True, slots=True)
class Family:
    """A family of instruments with its codes."""

    family: str
    name: str
    definition: str
    base: str | None = None
    codes: tuple[Code, ...] = ()

    def _repr_html_(self) -> str:
        rows = [(code.code, f"{code.name}: {code.definition}") for code in self.codes]
        return _html_table(f"{self.family} {self.name}", rows)


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """What a family, direction and mode are called in CAMEO, PLOVER and TIES; "*" is any."""

    family: str
    direction: str
    mode: str
    cameo: str
    plover: str
    ties: str


@dataclass(frozen=True, slots=True)
class Target:
    """Whose conduct the pressure is to change: an id of entities.csv, and how reports call it."""

    entity: str
    name: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """The whole codebook.

    >>> book = read_codebook()
    >>> book.code("S.SEC").name, book.code("S.EVADE").base
    ('secondary sanctions', 'loosen')
    >>> [family.family for family in book.families]
    ['F', 'S', 'N', 'G']
    >>> book.target.name
    'the DPRK'
    """

    name: str
    version: str
    target: Target
    status: str | None
    families: tuple[Family, ...]
    directions: tuple[Code, ...]
    modes: tuple[Code, ...]
    roles: tuple[Code, ...]
    attribution: tuple[Code, ...]
    evidentiality: tuple[Code, ...]
    factuality: tuple[Code, ...]
    series: tuple[Code, ...]
    crosswalk: tuple[CrosswalkRow, ...]
    rules: tuple[str, ...]
    _by_code: Mapping[str, Code] = field(repr=False, compare=False)

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes of all families, in the order of the book."""
        return tuple(code for family in self.families for code in family.codes)

    def code(self, code: str) -> Code:
        """Return an instrument's code; KeyError where the book has none of that name."""
        return self._by_code[code]

    def _repr_html_(self) -> str:
        rows = [(code.code, f"{code.name}: {code.definition}") for code in self.codes]
        state = f", {self.status}" if self.status else ""
        return _html_table(f"{self.name} {self.version}{state}", rows)


def read_codebook(tables: Tables | None = None) -> Codebook:
    """Read the codebook that lies among the tables: a user's own before ours.

    Raises BadTableError with the file and the place where the YAML cannot be read or a code
    lacks what it needs.

    >>> read_codebook().version
    '0.1.0'
    """
    return _read(tables or read_tables())


@cache
def _read(tables: Tables) -> Codebook:
    place = str(tables.path(FILE))
    book = _with_our_sets(_mapping(_loaded(tables.text(FILE), place), place))
    meta = _mapping(book.get("meta"), f"{place}, meta")
    families = tuple(
        _family(entry, f"{place}, instruments, entry {number}")
        for number, entry in enumerate(_list(book.get("instruments"), f"{place}, instruments"), 1)
    )
    return Codebook(
        name=_text(meta, "name", f"{place}, meta"),
        version=_text(meta, "version", f"{place}, meta"),
        target=_target(meta.get("target"), f"{place}, meta, target"),
        status=_optional(meta.get("status")),
        families=families,
        directions=_codes(book, "direction", place),
        modes=_codes(book, "mode", place),
        roles=_codes(book, "roles", place),
        attribution=_codes(book, "attribution", place),
        evidentiality=_codes(book, "evidentiality", place),
        factuality=_codes(book, "factuality", place),
        series=_codes(book, "series", place),
        crosswalk=_crosswalk(book, place),
        rules=_texts(meta.get("unitizing_rules")),
        _by_code=_by_code(families, place),
    )


_SETS = ("direction", "mode", "roles", "attribution", "evidentiality", "factuality", "series")


def _with_our_sets(book: Mapping[str, Any]) -> Mapping[str, Any]:
    if all(part in book for part in _SETS):
        return book
    ours = _mapping(_loaded((OUR_FOLDER / FILE).read_text(encoding="utf-8"), FILE), FILE)
    return {**{part: ours.get(part) for part in _SETS}, **book}


def _target(value: Any, place: str) -> Target:
    entry = _mapping(value, place)
    return Target(_text(entry, "entity", place), _text(entry, "name", place))


def _loaded(text: str, place: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise BadTableError(f"{place}{line}: this is no YAML ({error.problem})") from None
    except yaml.YAMLError as error:
        raise BadTableError(f"{place}: this is no YAML ({error})") from None


def _mapping(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BadTableError(f"{place}: here must stand names with values, not {value!r:.40}")
    return value


def _list(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise BadTableError(f"{place}: here must stand a list of entries, not {value!r:.40}")
    return value


def _text(entry: Mapping[str, Any], name: str, place: str) -> str:
    value = entry.get(name)
    if value is None or value == "":
        raise BadTableError(f"{place}: {name} is missing")
    return str(value)


def _optional(value: Any) -> str | None:
    return None if value is None else str(value)


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _number(value: Any, place: str) -> int | None:
    if value is not None and not isinstance(value, int):
        raise BadTableError(f"{place}: {value!r} is no whole number")
    return value


def _family(value: Any, place: str) -> Family:
    entry = _mapping(value, place)
    family = _text(entry, "family", place)
    base = _optional(entry.get("base"))
    listed = enumerate(_list(entry.get("codes"), f"{place} ({family}), codes"), 1)
    return Family(
        family,
        _text(entry, "name", f"{place} ({family})"),
        _text(entry, "definition", f"{place} ({family})"),
        base,
        tuple(_code(code, f"{place} ({family}), code {n}", family, base) for n, code in listed),
    )


def _codes(book: Mapping[str, Any], part: str, place: str) -> tuple[Code, ...]:
    place = f"{place}, {part}"
    listed = _list(_mapping(book.get(part), place).get("codes"), f"{place}, codes")
    return tuple(_code(code, f"{place}, code {number}") for number, code in enumerate(listed, 1))


def _code(value: Any, place: str, family: str | None = None, base: str | None = None) -> Code:
    entry = _mapping(value, place)
    code = _text(entry, "code", place)
    place = f"{place} ({code})"
    return Code(
        code=code,
        definition=_text(entry, "definition", place),
        name=_optional(entry.get("name")),
        family=family,
        base=_optional(entry.get("base")) or base,
        include=_texts(entry.get("include")),
        exclude=_texts(entry.get("exclude")),
        positive=_texts(entry.get("positive")),
        negative=_texts(entry.get("negative")),
        cameo=_texts(entry.get("cameo")),
        plover=_optional(entry.get("plover")),
        ties=_optional(entry.get("ties")),
        gsdb=_optional(entry.get("gsdb")),
        tsc=_optional(entry.get("tsc")),
        sign=_number(entry.get("sign"), f"{place}, sign"),
        rank=_number(entry.get("rank"), f"{place}, rank"),
        quad=_optional(entry.get("quad")),
        factuality_default=_optional(entry.get("factuality_default")),
    )


def _crosswalk(book: Mapping[str, Any], place: str) -> tuple[CrosswalkRow, ...]:
    if "crosswalk" not in book:
        return ()
    place = f"{place}, crosswalk"
    columns = ("family", "direction", "mode", "cameo", "plover", "ties")
    listed = _list(_mapping(book.get("crosswalk"), place).get("rows"), f"{place}, rows")
    rows = []
    for number, value in enumerate(listed, 1):
        entry = _mapping(value, f"{place}, row {number}")
        cells = (_text(entry, column, f"{place}, row {number}") for column in columns)
        rows.append(CrosswalkRow(*cells))
    return tuple(rows)


def _by_code(families: Iterable[Family], place: str) -> Mapping[str, Code]:
    by_code: dict[str, Code] = {}
    for code in (code for family in families for code in family.codes):
        if code.code in by_code:
            raise BadTableError(f"{place}: the code {code.code} stands there twice")
        by_code[code.code] = code
    return by_code


def _html_table(title: str, rows: Iterable[tuple[str, str]]) -> str:
    left = ' style="text-align:left"'  # JupyterLab sets cells to the right
    lines = "".join(
        f"<tr><th{left}>{escape(a)}</th><td{left}>{escape(b)}</td></tr>" for a, b in rows
    )
    return f"<table><caption>{escape(title)}</caption>{lines}</table>"
