"""Checked quotations as frames: a row a quotation, and a row a difference."""

from collections.abc import Sequence

import pandas as pd

from nkpressure.check.quotation_differences import Difference, DifferenceKind
from nkpressure.check.quotations import QuotationCheck
from nkpressure.check.words_of_checks import shown, with_words
from nkpressure.find.everything import Findings
from nkpressure.measure.voice_names import VoiceNames
from nkpressure.model import Document, Span
from nkpressure.records import annotation_ids

_CHECKS = ["id", "text", "speaker", "status", "message", "omitted", "source", "said", "place"]
_DIFFERENCES = ["id", "text", "kind", "marked", "as_quoted", "as_said", "place", "source"]


def quotation_checks_frame(findings: Findings, checks: Sequence[QuotationCheck]) -> pd.DataFrame:
    """Return a row a quotation: what was quoted, of whom, what the check says, what was said.

    Columns: id, text, speaker, status, message, omitted (the words left out), source, said (the
    passage of the source) and place (its characters there, first to last).
    """
    ids = annotation_ids(findings.document, findings.annotations())
    names = VoiceNames(findings)
    rows = [
        {
            "id": ids.get(id(check.quotation)),
            "text": shown(check.quotation.span.of(findings.document.text)),
            "speaker": names.name(check.speaker) if check.speaker else None,
            "status": check.status.value,
            "message": check.message,
            "omitted": " … ".join(" ".join(words.split()) for words in check.omitted) or None,
            "source": check.source,
            "said": " ".join(check.passage.split()) if check.passage else None,
            "place": _place(check.in_source),
        }
        for check in checks
    ]
    return pd.DataFrame(rows, columns=_CHECKS)


def differences_frame(
    findings: Findings, checks: Sequence[QuotationCheck], sources: Sequence[Document]
) -> pd.DataFrame:
    """Return a row a difference that is more than typography: as quoted, as said, and where."""
    ids = annotation_ids(findings.document, findings.annotations())
    texts = {source.id: source.text for source in sources}
    rows = [
        {
            "id": ids.get(id(check.quotation)),
            "text": shown(check.quotation.span.of(findings.document.text)),
            "kind": difference.kind.value,
            "marked": "yes" if difference.marked else "no",
            "as_quoted": _words(difference, difference.quoted, findings.document.text),
            "as_said": _words(difference, difference.source, texts[check.source or ""]),
            "place": _place((difference.source,)),
            "source": check.source,
        }
        for check in checks
        for difference in check.differences
        if difference.kind is not DifferenceKind.TYPOGRAPHY
    ]
    return pd.DataFrame(rows, columns=_DIFFERENCES)


def _words(difference: Difference, span: Span, text: str) -> str | None:
    """Return the words on one side of a difference; a mark with the words around it."""
    marks = difference.kind is DifferenceKind.PUNCTUATION
    return " ".join((with_words(text, span) if marks else span.of(text)).split()) or None


def _place(spans: Sequence[Span]) -> str | None:
    if not spans:
        return None
    return f"{min(span.start for span in spans):,} to {max(span.end for span in spans):,}"
