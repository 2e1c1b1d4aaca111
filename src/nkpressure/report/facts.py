"""What is known of an article, and what the codes in it mean, as tables for a report."""

import pandas as pd

from nkpressure.codebook import read_codebook
from nkpressure.find.everything import Findings
from nkpressure.find.publication import bound_publication
from nkpressure.model import Document
from nkpressure.report.frames import to_frame


def document_facts(*documents: Document) -> pd.DataFrame:
    """Set down what is known of each article: one row a fact, one column an article.

    >>> from nkpressure import Document
    >>> document_facts(Document("note", "Talks resumed."))["note"].tolist()[-2:]
    ['not known', '14']
    """
    facts = {document.id: _facts(document) for document in documents}
    table = pd.DataFrame(facts)
    return table.rename_axis("fact").reset_index()


def _facts(document: Document) -> dict[str, str]:
    known = {
        "title": document.title,
        "author": document.author,
        "outlet": document.outlet,
        "published": document.published.edtf if document.published else None,
        "date rests on": document.published_basis,
        "language": document.language,
    }
    return {
        **{fact: str(value) if value else "not known" for fact, value in known.items()},
        "characters": f"{len(document.text):,}",
    }


def publication_bounds(findings: Findings) -> pd.DataFrame:
    """List what an article cannot be older than: id, text, not_before, rule, sentence.

    One row a mention that gives the latest day; no row where the text mentions no dated thing.
    """
    bound = bound_publication(
        findings.document, findings.sentences, findings.events, findings.dates
    )
    mentions = bound.mentions if bound else ()
    frame = to_frame(findings, mentions).reindex(columns=["id", "text", "rule", "sentence"])
    frame.insert(2, "not_before", bound.not_before.isoformat() if bound else None)
    return frame


def codes_used(findings: Findings) -> pd.DataFrame:
    """List the codes of the codebook that occur in an article: code, name, definition."""
    used = {instrument.code for instrument in findings.instruments}
    codebook = read_codebook(findings.tables)
    return pd.DataFrame(
        [(code.code, code.name, code.definition) for code in codebook.codes if code.code in used],
        columns=["code", "name", "definition"],
    )
