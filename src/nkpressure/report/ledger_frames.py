"""The ledger as frames: its rows with their reasons, and their codes in other schemes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from nkpressure.find.everything import Findings
from nkpressure.ledger.crosswalk import cross
from nkpressure.ledger.explain import explain
from nkpressure.ledger.rows import Signal
from nkpressure.ledger.times import Days
from nkpressure.measure.audits import draw_rows
from nkpressure.measure.corpus_signals import CorpusLedger, ledger_of_findings
from nkpressure.measure.series_counts import count_series
from nkpressure.report.evidence import Evidence
from nkpressure.report.names import names_of

_LEDGER = [
    *("id", "text", "from_day", "to_day", "date_basis", "sender", "addressee", "target"),
    *("instrument", "direction", "mode", "speaker", "level", "chain", "evidentiality"),
    *("factuality", "series", "role", "sub", "counts", "episode", "repeats", "confidence"),
    *("confidence_reason", "because", "sentence"),
]
_PARTIES = ("sender", "addressee", "target")
_PLAIN = (
    *("date_basis", "instrument", "direction", "mode", "level", "evidentiality", "factuality"),
    *("series", "role", "sub", "episode", "confidence", "confidence_reason"),
)
_CROSSWALK = [
    *("id", "text", "instrument", "direction", "mode", "cameo", "plover", "ties"),
    *("cameo_loses", "plover_loses", "ties_loses"),
]


def ledger_frame(findings: Findings) -> pd.DataFrame:
    """Return the ledger: one row a signal, with its evidence, its roles and why it was coded so.

    `findings` come from `with_ledger`. Parties are shown by their names, or by their ids where no
    table knows them; an empty cell is what the text does not say. `because` names every rule that
    had a part in the row.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.ledger.signals import with_ledger
    >>> from nkpressure.model import Document
    >>> note = Document("note", "The US imposed new sanctions on North Korea.")
    >>> ledger_frame(with_ledger(find_everything(note)))[["id", "sender"]].values.tolist()
    [['note#signal-001', 'United States']]
    """
    evidence = Evidence(findings)
    rows = [_row(signal, findings, evidence) for signal in signals_of(findings)]
    return pd.DataFrame(rows, columns=_LEDGER)


def signals_of(findings: Findings) -> Iterator[Signal]:
    """Return the signals of findings that the ledger has filled."""
    return (signal for signal in findings.signals if isinstance(signal, Signal))


def _row(signal: Signal, findings: Findings, evidence: Evidence) -> dict[str, Any]:
    names = names_of(findings.tables)
    first = signal.dedup_of
    return {
        "id": evidence.id_of(signal),
        "text": _evidence(signal, findings.document.text),
        "from_day": _day(signal.date, 0),
        "to_day": _day(signal.date, 1),
        **{name: _parties(getattr(signal, name), names) or None for name in _PARTIES},
        **{name: evidence.shown(getattr(signal, name)) for name in _PLAIN},
        "speaker": _parties((signal.speaker,), names) if signal.speaker else None,
        "chain": " > ".join(names.get(voice, voice) for voice in signal.chain),
        "counts": "yes" if signal.counts else "no",
        "repeats": evidence.id_of(first) if first else None,
        "because": explain(signal, findings.document, findings.tables),
        "sentence": evidence.sentence_of(signal.evidence[0]),
    }


def _evidence(signal: Signal, text: str) -> str:
    return " … ".join(" ".join(span.of(text).split()) for span in signal.evidence)


def _day(days: Days | None, end: int) -> str | None:
    day = days[end] if days else None
    return day.isoformat() if day else None


def crosswalk_frame(findings: Findings) -> pd.DataFrame:
    """Return each signal's codes in CAMEO, PLOVER and TIES, and what each scheme loses of it."""
    evidence = Evidence(findings)
    rows = []
    for signal in signals_of(findings):
        crossing = cross(signal, findings.tables)
        losses = {f"{scheme}_loses": _listed(fields) for scheme, fields in crossing.losses}
        rows.append(
            {
                "id": evidence.id_of(signal),
                "text": _evidence(signal, findings.document.text),
                "instrument": signal.instrument,
                "direction": signal.direction.value,
                "mode": signal.mode.value,
                "cameo": crossing.cameo,
                "plover": crossing.plover,
                "ties": crossing.ties,
                **losses,
            }
        )
    return pd.DataFrame(rows, columns=_CROSSWALK)


def _listed(fields: Sequence[str]) -> str:
    return ", ".join(fields)


def series_frame(findings: Findings) -> pd.DataFrame:
    """Return how many signals each series has in each direction, acts and words apart."""
    return count_series(list(signals_of(findings)))


def audit_frame(audited: Findings | CorpusLedger, rows: int, seed: int) -> pd.DataFrame:
    """Draw rows of a ledger for a reader to judge: each as one sentence, with its evidence.

    The ledger is that of one document, or that of a corpus.
    """
    ledger = ledger_of_findings([audited]) if isinstance(audited, Findings) else audited
    names = names_of(audited.tables)
    told = {each.id: each for each in ledger.signals}
    drawn = [
        {
            "id": record,
            "text": told[record].text,
            "reading": _reading(signal, names),
            "confidence": signal.confidence.value,
            "sentence": told[record].sentence,
            "document": told[record].document,
            "place": told[record].place,
        }
        for record, signal in draw_rows([(e.id, e.signal) for e in ledger.signals], rows, seed)
    ]
    columns = ["id", "text", "reading", "confidence", "sentence"]
    # Where no page shows the document, the row itself says where its words stand
    return pd.DataFrame(drawn, columns=columns + ["document", "place"] * bool(ledger.origin))


def audit_form(audited: Findings | CorpusLedger, rows: int, seed: int) -> pd.DataFrame:
    """Return the form for the drawn rows, with empty cells for verdict, wrong field and note.

    A verdict is right, wrong or unsure; `nkpressure score FORM.csv` reads the filled form.
    """
    form = audit_frame(audited, rows, seed)[["id", "reading", "text"]]
    return form.assign(verdict="", wrong_field="", note="")


def _reading(signal: Signal, names: Mapping[str, str]) -> str:
    """Say in one line what the row claims, as a reader would put it to somebody."""
    sender = _parties(signal.sender, names) or "somebody"
    addressed = _parties(signal.addressee, names)
    target = _parties(signal.target, names) or "nobody named"
    voice = _parties((signal.speaker,), names) if signal.speaker else "the author"
    return (
        f"{sender}: {names.get(signal.instrument, signal.instrument)}, "
        f"{signal.direction.value}, {signal.mode.value.replace('_', ' ')}"
        f"{f', said to {addressed}' if addressed else ''}; about {target}; told by {voice}"
    )


def _parties(entities: Sequence[str], names: Mapping[str, str]) -> str:
    return " and ".join(names.get(entity, entity) for entity in entities)
