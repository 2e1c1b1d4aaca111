"""Ties what a report shows to the place in the text that it came from."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from html import unescape
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from nkpressure.find.everything import Findings
from nkpressure.model import Annotation, Interval, Span
from nkpressure.records import annotation_ids
from nkpressure.report.printable import html_text

# As Table writes it: <a data-nk-anchor="piie-2017-07#citation-002">
_ANCHOR = re.compile(r'<a data-nk-anchor="(?P<record>[^"<>]*)">')
_USED = re.compile(r'<a data-nk-anchor="(?P<record>[^"<>]*)"')
_NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Evidence:
    """Leads the annotations of one document back to their ids, words and sentences."""

    def __init__(self, findings: Findings) -> None:
        self.text = findings.document.text
        self._annotations = findings.annotations()
        self._ids = annotation_ids(findings.document, self._annotations)
        self._sentences = sorted(sentence.span for sentence in findings.sentences)
        self._starts = [span.start for span in self._sentences]

    def id_of(self, annotation: Annotation) -> str | None:
        """Return the id of the annotation's record; None for one that the findings lack."""
        if id(annotation) in self._ids:
            return self._ids[id(annotation)]
        return next((self._ids[id(own)] for own in self._annotations if own == annotation), None)

    def sentence_of(self, span: Span) -> str | None:
        """Return the words of the first sentence that the span touches."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        near = self._sentences[first : first + 2]
        return next((each.of(self.text) for each in near if each.overlaps(span)), None)

    def shown(self, value: Any, names: Mapping[str, str] = _NO_NAMES) -> object:
        """Return a field's value as a reader wants it: words for spans, "; " between several.

        A string that `names` knows is shown with its name: "China (CHN)".
        """
        match value:
            case Annotation():
                return value.span.of(self.text)
            case Span():
                return value.of(self.text)
            case Interval() | date():
                return value.edtf if isinstance(value, Interval) else value.isoformat()
            case Enum():
                return str(value.value)
            case str() if value in names:
                return f"{names[value]} ({value})"
            case tuple() | list() | set() | frozenset():
                said = [str(self.shown(member, names)) for member in value]
                ordered = said if isinstance(value, tuple | list) else sorted(said)
                return "; ".join(ordered) or None
        return value


def own_fields(kind: type[Annotation] | Annotation) -> Iterator[str]:
    """Return the names of the fields that only this kind has."""
    return (field.name for field in fields(kind) if field.name not in ("span", "rule"))


def link_evidence(html: str, text_page: str, own: str | None = None) -> str:
    """Turn each table row's record id into a link to its words on the marked text's page.

    A `{document}` in `text_page` stands for the document's id, for reports on many documents. The
    first link to a record bears an anchor (see `row_anchor`), to which the marked text leads back.

    >>> html = link_evidence('<a data-nk-anchor="piie#date-002">July</a>', "text.html", own="piie")
    >>> html.split(" ", 2)[2]
    'id="row-date-002" href="text.html#date-002">July</a>'
    """
    seen: set[str] = set()

    def linked(match: re.Match[str]) -> str:
        record = unescape(match["record"])
        document, _, fragment = record.rpartition("#")
        page = text_page.replace("{document}", quote(document, safe=""))
        place = "" if record in seen else f' id="{html_text(row_anchor(record, own))}"'
        seen.add(record)
        return f'{match[0][:-1]}{place} href="{html_text(f"{page}#{quote(fragment)}")}">'

    return _ANCHOR.sub(linked, html)


def row_anchor(record: str, own: str | None = None) -> str:
    """Return the anchor of a record's first row; on its own document's reports the brief one.

    >>> row_anchor("piie#citation-002", own="piie"), row_anchor("piie#citation-002")
    ('row-citation-002', 'row-piie-citation-002')
    """
    document, _, fragment = record.rpartition("#")
    return f"row-{fragment}" if document == own else f"row-{quote(document, safe='')}-{fragment}"


def used_records(html: str) -> list[str]:
    """Return the ids of the records that a page's tables lead to, each once, in order.

    >>> used_records('<a data-nk-anchor="piie#citation-002">2231</a>')
    ['piie#citation-002']
    """
    return list(dict.fromkeys(unescape(match["record"]) for match in _USED.finditer(html)))
