"""What somebody ruled on the marks that coders disagree on: a table, filled in by hand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from nkpressure.errors import WrongUseError
from nkpressure.measure.spreadsheets import read_sheet, to_sheet

NO_MARK = "none"  # the ruling that nothing is to be marked
_SPAN = "span"
_OF_CODER = "choice of "
_FIRST = ("unit", "document", "kind", "start", "end", "text", "sentence")
_TO_FILL = ("decision", "decided_by", "why")
_EDIT = re.compile(r"\s*(\w+)\s*=\s*(.*?)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A mark on which coders disagree: where it is, and what each of them chose, in words.

    `unit` tells it from all others of the same codings; `problem` says why a ruling on it does not
    count, None where there is no ruling yet.
    """

    unit: str
    document: str
    kind: str
    start: int
    end: int
    text: str
    sentence: str | None
    choices: tuple[str, ...]
    problem: str | None = None

    def told(self, coders: Sequence[str]) -> str:
        """Tell the dispute in one line."""
        said = "; ".join(
            f"{c} has {choice}" for c, choice in zip(coders, self.choices, strict=True)
        )
        why = f" ({self.problem})" if self.problem else ""
        return f"{self.unit}: {said}{why}"


@dataclass(frozen=True, slots=True)
class Ruling:
    """One row of the table as it was filled in.

    `taken` is the coder whose record stands, None where nothing is to be marked; `span_of` is the
    coder whose boundaries it gets, `edits` are fields that are coded otherwise.
    """

    line: int
    unit: str
    choices: tuple[str, ...]
    taken: str | None
    decided_by: str
    why: str | None
    span_of: str | None = None
    edits: Mapping[str, str] = field(default_factory=dict)
    table: str = "decisions"

    @property
    def place(self) -> str:
        """Where the ruling stands, for who has to correct it."""
        return f"{self.table}, line {self.line}"


def rulings_sheet(disputes: Sequence[Dispute], coders: Sequence[str]) -> str:
    """Return the table to fill in, as CSV: a dispute a row, with empty cells for the ruling.

    Write into `decision` the coder whose mark is right, or `none`; after it, where needed, fields
    that neither has right: `ann; code=S.SEC; span=ben`. `decided_by` is who decided.
    """
    columns = [*_FIRST, *(f"{_OF_CODER}{coder}" for coder in coders), *_TO_FILL]
    rows = [
        (*(getattr(each, name) for name in _FIRST), *each.choices, *("" for _ in _TO_FILL))
        for each in disputes
    ]
    return to_sheet(columns, rows)


def read_rulings(path: Path | str, coders: Sequence[str]) -> list[Ruling]:
    """Read the filled table; rows without a decision are left out.

    Raises WrongUseError with the file and the line where a decision cannot be understood, nobody
    stands in `decided_by`, or a unit is decided twice.
    """
    columns = ["unit", *(f"{_OF_CODER}{coder}" for coder in coders), *_TO_FILL]
    found: dict[str, Ruling] = {}
    for line, row in read_sheet(path, columns):
        if not row["decision"].strip():
            continue
        try:
            ruling = replace(_ruling(line, row, coders), table=str(path))
        except ValueError as error:
            raise WrongUseError(f"{path}, line {line}: {error}") from None
        if ruling.unit in found:
            raise WrongUseError(
                f"{path}, line {line}: {ruling.unit} was decided on line "
                f"{found[ruling.unit].line} already; leave one of the two rows"
            )
        found[ruling.unit] = ruling
    return list(found.values())


def _ruling(line: int, row: Mapping[str, str], coders: Sequence[str]) -> Ruling:
    taken, *words = row["decision"].split(";")
    decided_by = row["decided_by"].strip()
    if not decided_by:
        raise ValueError("a decision stands here, but nobody in decided_by; write who decided")
    choices = tuple(row[f"{_OF_CODER}{coder}"] for coder in coders)
    why = row["why"].strip() or None
    if taken.strip().casefold() == NO_MARK and NO_MARK not in coders:
        if words:
            raise ValueError(f"{NO_MARK} means that nothing is marked; nothing can follow it")
        return Ruling(line, row["unit"], choices, None, decided_by, why)
    edits = dict(_edit(word) for word in words if word.strip())
    span_of = next((edits.pop(name) for name in list(edits) if name.casefold() == _SPAN), None)
    return Ruling(
        line,
        row["unit"],
        choices,
        _coder(taken, coders),
        decided_by,
        why,
        _coder(span_of, coders) if span_of is not None else None,
        edits,
    )


def _coder(word: str, coders: Sequence[str]) -> str:
    named = [coder for coder in coders if coder.casefold() == word.strip().casefold()]
    if not named:
        raise ValueError(
            f"{word.strip()!r} is no decision; write {', '.join(coders)} or {NO_MARK}, and after "
            "it what is to differ, as in “; code=S.SEC”"
        )
    return named[0]


def _edit(word: str) -> tuple[str, str]:
    found = _EDIT.fullmatch(word)
    if found is None:
        raise ValueError(f"{word.strip()!r} sets no field; write it as field=value")
    return found[1], found[2]
