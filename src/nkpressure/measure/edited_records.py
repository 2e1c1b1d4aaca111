"""A coder's record as a judge wants it: other ends, other codes."""

from collections.abc import Sequence
from typing import Any

from nkpressure.codebook import read_codebook
from nkpressure.errors import WrongUseError
from nkpressure.measure.coded_fields import CodedField, FieldLevel
from nkpressure.measure.rulings import Ruling
from nkpressure.records import Record
from nkpressure.tables import Tables

_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}
_EMPTY = ("", "(none)")


def edited(
    record: Record,
    ruling: Ruling,
    bounds: Record | None,
    fields: Sequence[CodedField],
    tables: Tables,
) -> Record:
    """Return the record with the ends of another (`bounds`) and the values that a ruling gives.

    Raises WrongUseError with the line of the ruling where a field is none that all coders have
    coded, or a code is not in the codebook.
    """
    changed = dict(record)
    if bounds is not None:
        changed |= {
            name: bounds[name] for name in ("start", "end", "text", "evidence") if name in bounds
        }
    by_name = {field.field: field for field in fields if field.level in _VALUED}
    for written, word in ruling.edits.items():
        name = written.casefold()
        if name not in by_name:
            raise WrongUseError(
                f"{ruling.place}: the coders have not coded {written!r}; "
                f"a decision can set {', '.join(by_name) or 'no field here'}"
            )
        value = _in_codebook(by_name[name], word, ruling, tables)
        changed[name] = _value(by_name[name], value, record.get(name))
    return changed


_VALUED = (FieldLevel.NOMINAL, FieldLevel.SET)


def _value(field: CodedField, word: str, before: Any) -> Any:
    if word in _EMPTY:
        return None
    if field.level is FieldLevel.SET or isinstance(before, list):
        return [each for each in word.replace(",", " ").split() if each]
    if isinstance(before, bool) and word.casefold() in _TRUTHS:
        return _TRUTHS[word.casefold()]
    if isinstance(before, int | float):
        try:
            return float(word) if "." in word else int(word)
        except ValueError:
            return word
    return word


def _in_codebook(field: CodedField, word: str, ruling: Ruling, tables: Tables) -> str:
    """Return a code as the codebook writes it: spreadsheets begin a cell with a capital letter."""
    if field.codebook is None or word in _EMPTY:
        return word
    known = [code.code for code in getattr(read_codebook(tables), field.codebook)]
    found = [code for code in known if code.casefold() == word.casefold()]
    if not found:
        raise WrongUseError(
            f"{ruling.place}: {field.field} {word!r} is not in the codebook; "
            f"it has {', '.join(known)}"
        )
    return word if word in found else found[0]
