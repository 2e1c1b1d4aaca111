"""Ledgers built by hand, so that the tests of the series lean on no finder."""

from datetime import date
from typing import Any

from nkpressure.find.chains import Level
from nkpressure.find.directions import Direction
from nkpressure.find.factuality import Evidentiality, Factuality
from nkpressure.find.instruments import InstrumentMention, Mode
from nkpressure.ledger.rows import Confidence, Signal
from nkpressure.ledger.series import Series
from nkpressure.measure.corpus_signals import (
    CorpusLedger,
    CountedDocument,
    ToldSignal,
    gather_ledger,
)
from nkpressure.model import Interval, Span
from nkpressure.tables import Tables


def days(first: str | None, last: str | None = None) -> tuple[date | None, date | None]:
    """Return a day, or the days from one to another; "" leaves an end open."""
    ends = (first, first if last is None else last)
    opened, closed = (date.fromisoformat(end) if end else None for end in ends)
    return opened, closed


def signal(direction: str = "tighten", **fields: Any) -> Signal:
    """Return a signal of the US upon North Korea; `fields` say what is other than that."""
    mention = InstrumentMention(Span(0, 1), "test", "S.GEN", Direction(direction))
    values: dict[str, Any] = {
        "evidence": (Span(0, 1),),
        "date": days("2018-07-20"),
        "date_basis": "text",
        "sender": ("e:USA",),
        "addressee": (),
        "target": ("e:PRK",),
        "instrument": "S.GEN",
        "direction": Direction(direction),
        "mode": Mode.ANNOUNCED,
        "polarity": None,
        "speaker": None,
        "level": Level.L0,
        "chain": (),
        "evidentiality": Evidentiality.SPEAKER,
        "factuality": Factuality.CERTAIN,
        "series": Series.SENDER_PRESSURE,
        "role": None,
        "counts": True,
        "episode": None,
        "dedup_of": None,
        "sub": None,
        "confidence": Confidence.HIGH,
        "confidence_reason": "",
        "rules": (),
        "named_by": mention,
    }
    return Signal(Span(0, 1), "test", **{**values, **fields})


def article(id: str, published: str | None, outlet: str | None = "a") -> CountedDocument:
    when = Interval.parse(published) if published else None
    return CountedDocument(id, outlet, when, sentences=10, characters=1000)


def ledger_of(
    documents: list[CountedDocument],
    signals: list[tuple[str, Signal]],
    tables: Tables | None = None,
) -> CorpusLedger:
    """Return the ledger of documents with each signal under its document's id."""
    told = tuple(
        ToldSignal(f"{document}#signal-{number:03d}", document, each, "words", "A sentence.")
        for number, (document, each) in enumerate(signals, 1)
    )
    return gather_ledger(documents, told, len(documents), tables)
