"""What decides in a record of each kind: the characters that it covers, the fields that code it."""

from collections.abc import Callable, Mapping
from typing import Any

from nkpressure.measure.places import Stretches, shared_characters
from nkpressure.records import Record

# Quotation marks and points at the edge of what is quoted are a matter of taste
_EDGES = frozenset(" \t\n\u00a0\"'\u2018\u2019\u201c\u201d\u00ab\u00bb.,;:")


def covered(record: Record) -> Stretches:
    """Return the stretches that a record covers.

    An attribution covers its content, without the marks at its edges; a signal its evidence.

    >>> covered({"kind": "actor", "start": 4, "end": 9})
    ((4, 9),)
    """
    stretches: list[tuple[int, int]] = []
    if record["kind"] == "attribution":
        stretches = [_trimmed(record, *span) for span in _spans(record.get("content"))]
    elif record["kind"] == "signal":
        stretches = _spans(record.get("evidence"))
    return tuple(sorted(stretches)) or ((record["start"], record["end"]),)


def _spans(value: Any) -> list[tuple[int, int]]:
    if not value:
        return []
    return [(s["start"], s["end"]) for s in (value if isinstance(value, list) else [value])]


def _trimmed(record: Record, start: int, end: int) -> tuple[int, int]:
    text, first = record.get("text"), record["start"]
    if not text or start < first or end > first + len(text):
        return start, end
    while start + 1 < end and text[start - first] in _EDGES:
        start += 1
    while start + 1 < end and text[end - 1 - first] in _EDGES:
        end -= 1
    return start, end


def value_of(record: Record) -> float | str | None:
    """Return a quantity's value as a number where it is one: "1,000" is 1000.

    >>> value_of({"value": "1,000"}), value_of({"value": "dozens"}), value_of({})
    (1000.0, 'dozens', None)
    """
    value = record.get("value")
    try:
        return float(str(value).replace(",", ""))
    except ValueError:
        return None if value is None else str(value)


def same_value(predicted: Record, gold: Record) -> bool:
    """Say whether two dates agree: by TIMEX3 value where the gold has one, else by EDTF value."""
    field = "timex" if "timex" in gold else "value"
    return bool(predicted.get(field) == gold.get(field))


def same_code(kind: str, predicted: Record, gold: Record) -> bool:
    """Say whether the fields that decide in that kind agree.

    >>> same_code("citation", {"number": "2270"}, {"number": 2270})
    True
    """
    decide = _DECIDING.get(kind)
    return decide is None or decide(predicted, gold)


def shown_code(record: Record) -> str:
    """Return the deciding fields of a record for a reader.

    >>> shown_code({"kind": "instrument", "code": "S.ENF", "direction": "tighten"})
    'S.ENF tighten'
    """
    values = (record.get(field) for field in _SHOWN.get(record["kind"], ()))
    return " ".join(", ".join(v) if isinstance(v, list) else str(v) for v in values)


_SHOWN: Mapping[str, tuple[str, ...]] = {
    "actor": ("entity",),
    "place": ("entity",),
    "date": ("value",),
    "instrument": ("code", "direction"),
    "citation": ("number",),
    "region": ("role",),
    "hedge": ("polarity",),
    "quantity": ("value",),
    "commodity": ("item", "hs"),
    "erratum": ("subkind",),
    "attribution": (),
    "signal": ("instrument", "direction", "sender", "target"),
}


def _same(*fields: str) -> Callable[[Record, Record], bool]:
    return lambda predicted, gold: all(predicted.get(f) == gold.get(f) for f in fields)


def _same_set(field: str) -> Callable[[Record, Record], bool]:
    return lambda predicted, gold: set(predicted.get(field) or ()) == set(gold.get(field) or ())


def _family(code: str | None) -> str | None:
    return code.split(".")[0] if code else None


def _same_instrument(predicted: Record, gold: Record) -> bool:
    same_family = _family(predicted.get("code")) == _family(gold.get("code"))
    return same_family and predicted.get("direction") == gold.get("direction")


def _same_number(predicted: Record, gold: Record) -> bool:
    return str(predicted.get("number")) == str(gold.get("number"))


def _same_commodity(predicted: Record, gold: Record) -> bool:
    return predicted.get("item") == gold.get("item") or predicted.get("hs") == gold.get("hs")


def _same_source(predicted: Record, gold: Record) -> bool:
    ours, theirs = _spans(predicted.get("source")), _spans(gold.get("source"))
    if not theirs:
        return not ours
    return shared_characters(tuple(ours), tuple(theirs)) > 0


def _same_signal(predicted: Record, gold: Record) -> bool:
    same_family = _family(predicted.get("instrument")) == _family(gold.get("instrument"))
    parties = all(
        sorted(predicted.get(field) or []) == sorted(gold.get(field) or [])
        for field in ("sender", "target")
    )
    return same_family and parties and predicted.get("direction") == gold.get("direction")


_DECIDING: Mapping[str, Callable[[Record, Record], bool]] = {
    "actor": _same_set("entity"),
    "place": _same_set("entity"),
    "date": same_value,
    "instrument": _same_instrument,
    "citation": _same_number,
    "region": _same("role"),
    "hedge": _same("polarity"),
    "quantity": lambda predicted, gold: value_of(predicted) == value_of(gold),
    "commodity": _same_commodity,
    "erratum": _same("subkind"),
    "attribution": _same_source,
    "signal": _same_signal,
}
