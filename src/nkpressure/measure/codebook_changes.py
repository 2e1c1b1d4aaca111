"""What differs between two codebooks, and which annotations each difference touches."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from nkpressure.codebook import Code, Codebook
from nkpressure.measure.coded_fields import CodedField
from nkpressure.records import Record
from nkpressure.tables import Tables, read_tables

# The parts of a codebook, each with what one entry of it is called
_PARTS = {
    "codes": "code",
    "directions": "direction",
    "modes": "mode",
    "roles": "role",
    "attribution": "level",
    "evidentiality": "evidentiality",
    "factuality": "factuality",
    "series": "series",
}
_CALLED = {"positive": "examples", "negative": "counter-examples"}
# What a coder reads to decide; the rest only names, illustrates or translates a code.
_DECIDING = frozenset({"definition", "include", "exclude", "base", "sign"})


class CodeTurn(StrEnum):
    """What became of a code."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class CodebookChange:
    """One difference: of a code (`part` names the set it belongs to), or of the book as a whole.

    `told` says it in words; `recode` says whether annotations with the code need another look.
    """

    turn: CodeTurn
    part: str
    code: str
    told: str
    recode: bool

    def __str__(self) -> str:
        return self.told


def compare_codebooks(old: Codebook, new: Codebook) -> list[CodebookChange]:
    """Return the differences between two codebooks, part by part, in the order of the new one.

    A code that is gone and one that is new are one code renamed where their definitions agree.

    >>> from nkpressure.codebook import read_codebook
    >>> compare_codebooks(read_codebook(), read_codebook())
    []
    """
    return [*_of_the_book(old, new), *(c for part in _PARTS for c in _of_part(part, old, new))]


def touched_by(
    change: CodebookChange, records: Iterable[Record], tables: Tables | None = None
) -> list[Record]:
    """Return the records that bear the changed code, in whatever field takes codes of its part."""
    if not change.recode or change.turn is CodeTurn.ADDED:
        return []
    coded = [
        (row.kind, row.field)
        for row in (tables or read_tables()).rows(CodedField)
        if row.codebook == change.part
    ]
    return [
        record
        for record in records
        if any(record["kind"] == kind and record.get(name) == change.code for kind, name in coded)
    ]


def _of_the_book(old: Codebook, new: Codebook) -> Iterator[CodebookChange]:
    def changed(name: str, told: str) -> CodebookChange:
        return CodebookChange(CodeTurn.CHANGED, "book", name, f"{name}: {told}", recode=False)

    plain = [
        *((name, getattr(old, name), getattr(new, name)) for name in ("name", "version", "status")),
        ("target", old.target.entity, new.target.entity),
    ]
    yield from (changed(name, _from_to(was, now)) for name, was, now in plain if was != now)
    if old.rules != new.rules:
        yield changed("unitizing rules", _gains_and_losses(old.rules, new.rules))
    if old.crosswalk != new.crosswalk:
        rows = [[str(row) for row in book.crosswalk] for book in (old, new)]
        came, went = (len(set(a) - set(b)) for a, b in (rows[::-1], rows))
        yield changed("crosswalk", f"{came} rows came, {went} went")
    were = {family.family: family.definition for family in old.families}
    for family in new.families:
        if were.get(family.family, family.definition) != family.definition:
            told = f"definition {_from_to(were[family.family], family.definition)}"
            yield changed(f"family {family.family}", told)


def _of_part(part: str, old: Codebook, new: Codebook) -> Iterator[CodebookChange]:
    before = {code.code: code for code in getattr(old, part)}
    after = {code.code: code for code in getattr(new, part)}
    gone = [code for name, code in before.items() if name not in after]
    come = [code for name, code in after.items() if name not in before]
    renamed = _renamed(gone, come)
    word = _PARTS[part]
    for code in gone:
        if code.code not in renamed:
            told = f"{word} {code.code} is gone ({code.definition})"
            yield CodebookChange(CodeTurn.REMOVED, part, code.code, told, recode=True)
    for name, code in after.items():
        was = next((was for was, now in renamed.items() if now == name), None)
        if was is not None:
            told = f"{word} {was} is now called {name}"
            yield CodebookChange(CodeTurn.RENAMED, part, was, told, recode=True)
        if was is None and name not in before:
            told = f"{word} {name} is new: {code.definition}"
            yield CodebookChange(CodeTurn.ADDED, part, name, told, recode=False)
            continue
        yield from _changed(part, before[was or name], code)


def _renamed(gone: Sequence[Code], come: Sequence[Code]) -> Mapping[str, str]:
    """Pair codes of one definition; a definition that two codes share pairs nothing."""
    definitions = [code.definition for code in (*gone, *come)]
    by_definition = {code.definition: code.code for code in come}
    return {
        code.code: by_definition[code.definition]
        for code in gone
        if code.definition in by_definition and definitions.count(code.definition) == 2
    }


def _changed(part: str, before: Code, after: Code) -> Iterator[CodebookChange]:
    for field in fields(Code):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if field.name == "code" or was == now:
            continue
        lists = isinstance(was, tuple) and isinstance(now, tuple)
        said = _gains_and_losses(was, now) if lists else _from_to(was, now)
        told = f"{_PARTS[part]} {after.code}: {_CALLED.get(field.name, field.name)} {said}"
        yield CodebookChange(
            CodeTurn.CHANGED, part, before.code, told, recode=field.name in _DECIDING
        )


def _from_to(before: object, after: object) -> str:
    return f"was {_shown(before)}, is {_shown(after)}"


def _gains_and_losses(before: Sequence[str], after: Sequence[str]) -> str:
    came = [f"gains {_shown(each)}" for each in after if each not in before]
    went = [f"loses {_shown(each)}" for each in before if each not in after]
    return "; ".join([*came, *went]) or "stand in another order"


def _shown(value: object) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)
