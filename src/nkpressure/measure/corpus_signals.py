"""The ledgers of many documents: annotated one after another, of which only the signals are kept.

A document's text and its other annotations are let go as soon as its signals are known, so that
a corpus takes no more memory than its ledger.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from nkpressure.find.everything import Findings, find_everything
from nkpressure.find.instruments import Mode
from nkpressure.ledger.episodes import find_repeats
from nkpressure.ledger.rows import Signal
from nkpressure.ledger.series import Series
from nkpressure.ledger.signals import with_ledger
from nkpressure.measure.document_draws import draw_ids
from nkpressure.model import Document, Interval, Span
from nkpressure.records import annotation_ids
from nkpressure.tables import Tables, read_tables

ACTS, WORDS = "acts", "words"
# The author's advice is no conduct of anybody; it stays in the ledger and out of the series
THREE = (Series.SENDER_PRESSURE, Series.THIRD_PARTY, Series.TARGET_RESPONSE)
_FRAME = [
    *("id", "document", "outlet", "published", "text", "from_day", "to_day", "date_basis"),
    *("sender", "addressee", "target", "instrument", "direction", "mode", "kind", "series"),
    *("counts", "told_before", "episode", "evidentiality", "factuality", "confidence", "sentence"),
]


@dataclass(frozen=True, slots=True)
class CountedDocument:
    """What a series needs of a document once its signals are known: where, when and how long."""

    id: str
    outlet: str | None
    published: Interval | None
    sentences: int
    characters: int


@dataclass(frozen=True, slots=True)
class ToldSignal:
    """A signal with its id, its document, its words and the sentence in which they stand."""

    id: str
    document: str
    signal: Signal
    text: str
    sentence: str | None

    @property
    def kind(self) -> str:
        """What is done is an act; what is announced, demanded, judged and so on are words."""
        return ACTS if self.signal.mode is Mode.ACTION_TAKEN else WORDS

    @property
    def place(self) -> str:
        """Where the words begin and end in the document's text, in characters."""
        return f"{self.signal.span.start}-{self.signal.span.end}"


@dataclass(frozen=True, slots=True)
class CorpusLedger:
    """The signals of some documents, with the documents themselves, also those without any.

    `drawn_from` is how many documents the corpus has; `told_before` are the ids of counted
    signals that an earlier document has told already, on days within three of each other, and
    `told_in_outlet` of those that an earlier document of the same outlet has. `origin` says on what
    signals rest that were found in another run.
    """

    tables: Tables
    documents: tuple[CountedDocument, ...]
    signals: tuple[ToldSignal, ...]
    told_before: frozenset[str]
    told_in_outlet: frozenset[str]
    drawn_from: int
    origin: str | None = None

    def about(self, party: str) -> "CorpusLedger":
        """Return the ledger with only the signals that aim at this party, or that it sends itself.

        An empty party keeps all. Pressure on several targets makes no series together.
        """
        if not party:
            return self
        wanted = party if party.startswith("e:") else f"e:{party}"
        kept = tuple(
            told
            for told in self.signals
            if wanted in told.signal.target or wanted in told.signal.sender
        )
        return replace(self, signals=kept)

    def frame(self) -> pd.DataFrame:
        """Return one row a signal, in the order of the documents and of their texts."""
        documents = {document.id: document for document in self.documents}
        rows = [_row(told, documents[told.document], self) for told in self.signals]
        return pd.DataFrame(rows, columns=_FRAME, dtype="object")


def ledger_of_corpus(
    documents: Sequence[Document],
    tables: Tables | None = None,
    *,
    sample: int = 0,
    seed: int = 1,
) -> CorpusLedger:
    """Annotate documents one after another and keep the signals of each.

    With a `sample` only so many documents are drawn; the draw depends on the seed and the
    documents' ids alone.

    >>> note = Document("note", "The US imposed new sanctions on North Korea.")
    >>> ledger_of_corpus([note]).frame()[["id", "kind", "series"]].values.tolist()
    [['note#signal-001', 'acts', 'sender_pressure']]
    """
    tables = tables or read_tables()
    drawn = set(draw_ids((document.id for document in documents), sample, seed))
    annotated = (
        with_ledger(find_everything(document, tables))
        for document in documents
        if document.id in drawn
    )
    return replace(ledger_of_findings(annotated, tables), drawn_from=len(documents))


def ledger_of_findings(annotated: Iterable[Findings], tables: Tables | None = None) -> CorpusLedger:
    """Gather the signals of documents that are annotated already, each with its ledger."""
    documents: list[CountedDocument] = []
    signals: list[ToldSignal] = []
    for findings in annotated:
        article = findings.document
        documents.append(
            CountedDocument(
                *(article.id, article.outlet, article.published),
                *(len(findings.sentences), len(article.text)),
            )
        )
        signals.extend(_told(findings))
    return gather_ledger(documents, signals, len(documents), tables)


def gather_ledger(
    documents: Sequence[CountedDocument],
    signals: Sequence[ToldSignal],
    drawn_from: int,
    tables: Tables | None = None,
) -> CorpusLedger:
    """Gather signals that are known already, and see which of them are told more than once."""
    return CorpusLedger(
        tables or read_tables(),
        tuple(documents),
        tuple(signals),
        told_before(documents, signals),
        told_in_outlet(documents, signals),
        drawn_from,
    )


def _told(findings: Findings) -> Iterator[ToldSignal]:
    text = findings.document.text
    signals = [signal for signal in findings.signals if isinstance(signal, Signal)]
    ids = annotation_ids(findings.document, signals)
    spans = sorted(sentence.span for sentence in findings.sentences)
    for signal in signals:
        words = " … ".join(" ".join(span.of(text).split()) for span in signal.evidence)
        sentence = _sentence(spans, signal.evidence[0])
        yield ToldSignal(
            ids[id(signal)],
            findings.document.id,
            signal,
            words,
            sentence.of(text) if sentence else None,
        )


def _sentence(sentences: Sequence[Span], span: Span) -> Span | None:
    at = bisect_right(sentences, span.start, key=lambda each: each.start) - 1
    return sentences[at] if at >= 0 and sentences[at].overlaps(span) else None


def told_before(
    documents: Iterable[CountedDocument], signals: Iterable[ToldSignal]
) -> frozenset[str]:
    """Return the ids of the signals that repeat an earlier document's, by day of publication.

    A signal that is open at one end ("before publication") stands for its known day here, and
    one without any day repeats nothing: else a whole year's reports would fall into one.
    """
    by_document: dict[str, list[ToldSignal]] = {}
    for told in signals:
        if told.signal.date is not None:
            by_document.setdefault(told.document, []).append(told)
    published = sorted(
        (document for document in documents if document.id in by_document),
        key=lambda each: (each.published.first if each.published else date.max, each.id),
    )
    closed = {
        document.id: [_closed(told.signal) for told in by_document[document.id]]
        for document in published
    }
    ids = {
        id(signal): told.id
        for name, ledger in closed.items()
        for signal, told in zip(ledger, by_document[name], strict=True)
    }
    return frozenset(ids[id(repeat.signal)] for repeat in find_repeats(closed))


def told_in_outlet(
    documents: Sequence[CountedDocument], signals: Sequence[ToldSignal]
) -> frozenset[str]:
    """Return the ids of the signals that repeat an earlier document of the same outlet."""
    outlets = {document.id: document.outlet for document in documents}
    return frozenset().union(
        *(
            told_before(
                [document for document in documents if document.outlet == outlet],
                [told for told in signals if outlets[told.document] == outlet],
            )
            for outlet in set(outlets.values())
        )
    )


def _closed(signal: Signal) -> Signal:
    first, last = signal.date or (None, None)
    return replace(signal, date=(first or last, last or first))


def _row(told: ToldSignal, document: CountedDocument, ledger: CorpusLedger) -> dict[str, object]:
    signal = told.signal
    first, last = signal.date or (None, None)
    return {
        "id": told.id,
        "document": told.document,
        "outlet": document.outlet,
        "published": document.published.edtf if document.published else None,
        "text": told.text,
        "from_day": first.isoformat() if first else None,
        "to_day": last.isoformat() if last else None,
        "date_basis": signal.date_basis,
        "sender": signal.sender,
        "addressee": signal.addressee,
        "target": signal.target,
        "instrument": signal.instrument,
        "direction": signal.direction.value,
        "mode": signal.mode.value,
        "kind": told.kind,
        "series": signal.series.value if signal.series else None,
        "counts": signal.counts,
        "told_before": told.id in ledger.told_before,
        "episode": signal.episode,
        "evidentiality": signal.evidentiality.value,
        "factuality": signal.factuality.value,
        "confidence": signal.confidence.value,
        "sentence": told.sentence,
    }
