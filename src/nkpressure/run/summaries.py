"""What a report's landing page says of one document.

It stands apart from `nkpressure.run.annotated`, which no library of tables or figures slows down.
"""

from collections import Counter

from nkpressure.report.site import DocumentSummary
from nkpressure.run.annotated import Annotated
from nkpressure.run.headlines import headlines


def document_summary(annotated: Annotated, text_page: str) -> DocumentSummary:
    """Return what is known of a document, how many marks it has, and what stands out.

    >>> from nkpressure.model import Document
    >>> from nkpressure.run.annotated import annotate
    >>> from nkpressure.tables import read_tables
    >>> note = annotate(Document("note", "Beijing cut the coal trade."), read_tables())
    >>> document_summary(note, "text.html").counts["actor"]
    1
    """
    document = annotated.findings.document
    return DocumentSummary(
        id=document.id,
        text_page=text_page,
        title=document.title,
        author=document.author,
        outlet=document.outlet,
        published=document.published.edtf if document.published else None,
        published_basis=document.published_basis,
        counts=dict(Counter(str(record["kind"]) for record in annotated.records)),
        headlines=headlines(annotated.findings, annotated.resolutions, text_page),
    )
