"""An annotated document -> the rows that a store keeps of it."""

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from nkpressure.model import Document
from nkpressure.read.copies import article_words
from nkpressure.records import Record
from nkpressure.store.schemas import DOCUMENTS, SENTENCE

Rows = dict[str, list[dict[str, Any]]]


def rows_of(document: Document, records: Sequence[Record], file: str | None) -> Rows:
    """Return a document's rows by table: its own, and one for each record, kind by kind.

    `file` is where the document came from, without a place in that file: a line more in a list
    must not change what a store says of those behind it.

    >>> rows_of(Document("note", "It rained."), [], "note.txt")["documents"][0]["chars"]
    10
    """
    published = {
        "outlet": document.outlet,
        "published_from": document.published.first if document.published else None,
        "published_to": document.published.last if document.published else None,
    }
    rows: Rows = defaultdict(list)
    sentences = _Sentences(records)
    for record in records:
        if record["kind"] != "document":
            rows[record["kind"]].append(
                {**record, **published, **_more(record, document.text, sentences)}
            )
    rows[DOCUMENTS].append({**_facts(document, len(rows[SENTENCE])), **published, "file": file})
    return rows


def _facts(document: Document, sentences: int) -> dict[str, Any]:
    words = " ".join(article_words(document)) or document.text
    pages = [
        {"label": page.label, "start": page.span.start, "end": page.span.end}
        for page in document.pages
    ]
    return {
        "id": document.id,
        "title": document.title,
        "byline": document.author,
        "published": document.published.edtf if document.published else None,
        "published_basis": document.published_basis,
        "language": document.language,
        "chars": len(document.text),
        "sentences": sentences,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "reader": document.reader,
        "pages": pages or None,
        "url": document.url,
        # Two documents of the same words are one text that was published twice.
        "words_digest": hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest()[:16],
        "text": document.text,
    }


class _Sentences:
    """The sentences of a document's records, found by a place in the text."""

    def __init__(self, records: Sequence[Record]) -> None:
        own = [record for record in records if record["kind"] == SENTENCE]
        self._sentences = sorted(own, key=lambda record: (record["start"], record["end"]))
        self._starts = [record["start"] for record in self._sentences]

    def at(self, start: int, end: int) -> str | None:
        """Return the words of the sentence in which a stretch begins, None between sentences."""
        place = bisect_right(self._starts, start) - 1
        if place < 0 or self._sentences[place]["end"] <= start or end <= self._starts[place]:
            return None
        return str(self._sentences[place]["text"])


def _more(record: Mapping[str, Any], text: str, sentences: _Sentences) -> dict[str, Any]:
    if record["kind"] in ("instrument", "citation"):
        return {SENTENCE: sentences.at(record["start"], record["end"])}
    if record["kind"] != "signal":
        return {}
    evidence = [(span["start"], span["end"]) for span in record["evidence"]]
    first, last = record["date"] or (None, None)
    return {
        "from_day": first,
        "to_day": last,
        "words": " … ".join(" ".join(text[start:end].split()) for start, end in evidence),
        SENTENCE: sentences.at(*evidence[0]),
    }
