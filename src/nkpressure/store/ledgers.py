"""A store's rows of signals -> the ledger of its corpus, as measures take it."""

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from nkpressure.find.instruments import InstrumentMention
from nkpressure.ledger.rows import Signal
from nkpressure.measure.corpus_signals import (
    CorpusLedger,
    CountedDocument,
    ToldSignal,
    gather_ledger,
)
from nkpressure.model import Annotation, Interval, Span
from nkpressure.tables import Tables

if TYPE_CHECKING:
    from nkpressure.store.reading import Store

_DOCUMENT = ("id", "outlet", "published_from", "published_to", "sentences", "chars")


def ledger_of_store(
    store: "Store",
    sample: int = 0,
    seed: int = 1,
    published: str | None = None,
    tables: Tables | None = None,
) -> CorpusLedger:
    """Return the ledger of a store's documents, of those drawn, or of those of a time.

    Of what a signal points to, the first mention of a repeat (`dedup_of`) is not restored, and the
    instrument that it is `named_by` has the signal's own fields.
    """
    where: dict[str, Any] = {}
    if 0 < sample < len(store):
        where["id"] = store.sample(sample, seed)
    told_where = {"document": where["id"]} if where else None
    documents = [
        _counted(row) for row in store.rows("documents", _DOCUMENT, where, published=published)
    ]
    signals = [_told(row) for row in store.rows("signal", None, told_where, published=published)]
    return gather_ledger(documents, signals, len(store), tables)


def _counted(row: Mapping[str, Any]) -> CountedDocument:
    first, last = row["published_from"], row["published_to"]
    published = Interval(first, last) if first is not None else None
    return CountedDocument(row["id"], row["outlet"], published, row["sentences"], row["chars"])


def _told(row: Mapping[str, Any]) -> ToldSignal:
    return ToldSignal(row["id"], row["document"], _signal(row), row["words"], row["sentence"])


def _signal(row: Mapping[str, Any]) -> Signal:
    own = {name: _restored(hint, row[name]) for name, hint in _hints().items()}
    span = Span(row["start"], row["end"])
    named_by = InstrumentMention(
        *(span, row["rule"], own["instrument"], own["direction"], own["mode"], own["polarity"])
    )
    return Signal(**{**own, "span": span, "rule": row["rule"], "named_by": named_by})


@cache
def _hints() -> dict[str, Any]:
    hints = get_type_hints(Signal)
    return {f.name: hints[f.name] for f in fields(Signal) if f.name not in ("span", "rule")}


def _restored(hint: Any, value: Any) -> Any:
    """Return a stored value as the field of an annotation has it."""
    members = [member for member in get_args(hint) if member is not NoneType] or [hint]
    if value is None or any(_is(member, Annotation) for member in members):
        return None
    if _is(members[0], Enum):
        return members[0](value)
    if isinstance(value, list):
        return tuple(Span(**each) if isinstance(each, dict) else each for each in value)
    return value


def _is(hint: Any, kind: type) -> bool:
    return isinstance(hint, type) and issubclass(hint, kind)
