"""Ties what a report shows to the place in the text that it came from."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from html import unescape
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import pandas as pd

from nkpressure.find.everything import Findings
from nkpressure.model import Annotation, Interval, Span
from nkpressure.records import annotation_ids
from nkpressure.report.printable import html_text

# As anchor_attributes writes it, with what stands beside it, in the order that nbconvert gives it:
# <a data-nk-also="citation-003 citation-004" data-nk-anchor="piie-2017-07#citation-002">
_LINK = re.compile(r"<a (?P<attributes>[^<>]*data-nk-anchor=[^<>]*)>")
_ATTRIBUTE = re.compile(r"""(?P<name>[\w-]+)=(?:"(?P<value>[^"]*)"|'(?P<other>[^']*)')""")
_LISTED = 400  # passages behind one link; an address may not grow without bound
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


def link_evidence(
    html: str, text_page: str, own: str | None = None, shown: Container[str] | None = None
) -> str:
    """Turn each table row's record id into a link to its words on the marked text's page.

    A `{document}` in `text_page` stands for the document's id, for reports on many documents. The
    first link to a record bears an anchor (see `row_anchor`), to which the marked text leads back.

    Where several passages stand behind a link, it leads to the first and names all of them. Of a
    document that is not among those `shown`, there is no page: its rows then lead nowhere, and the
    marks of a figure to a row of this page, or to the table that holds their number.

    >>> html = link_evidence('<a data-nk-anchor="piie#date-002">July</a>', "text.html", own="piie")
    >>> html.split(" ", 2)[2]
    'id="row-date-002" href="text.html#date-002">July</a>'
    """
    seen: set[str] = set()
    rows = _rows_of(html) if shown is not None else frozenset()

    def linked(match: re.Match[str]) -> str:
        link = _attributes(match)
        record = link.get("data-nk-anchor")
        if record is None:  # the words of a link, not its goal
            return match[0]
        document, _, fragment = record.rpartition("#")
        if shown is not None and document not in shown:
            return _within_page(match[0], link, rows, seen, own)
        page = text_page.replace("{document}", quote(document, safe=""))
        if "data-nk-also" in link:
            page += f"?of={'+'.join(map(quote, [fragment, *link['data-nk-also'].split()]))}"
        is_row = "id" not in link and record not in seen
        place = f' id="{html_text(row_anchor(record, own))}"' if is_row else ""
        if is_row:
            seen.add(record)
        return f'{match[0][:-1]}{place} href="{html_text(f"{page}#{quote(fragment)}")}">'

    return _LINK.sub(linked, html)


def _rows_of(html: str) -> frozenset[str]:
    """Return the records that have a row of their own."""
    links = map(_attributes, _LINK.finditer(html))
    return frozenset(link["data-nk-anchor"] for link in links if _is_row(link))


def _is_row(link: Mapping[str, str]) -> bool:
    return "data-nk-anchor" in link and "id" not in link


def _within_page(
    tag: str, link: Mapping[str, str], rows: Container[str], seen: set[str], own: str | None
) -> str:
    """Return a link to a document without a page: a row as a goal, or a mark that leads to one."""
    record = link["data-nk-anchor"]
    if _is_row(link):
        place = "" if record in seen else f' id="{html_text(row_anchor(record, own))}"'
        seen.add(record)
        return f"{tag[:-1]}{place}>"
    home = record.rpartition("#")[0]
    behind = [record, *(f"{home}#{also}" for also in link.get("data-nk-also", "").split())]
    there = next((each for each in behind if each in rows), None)
    if there is None and "data-nk-table" not in link:
        return tag
    goal = row_anchor(there, own) if there is not None else f"table-{link['data-nk-table']}"
    name = link.get("aria-label", "")
    told = f"{name.rpartition(': ')[0] or name}: {'a sentence' if there else 'the table'}"
    return f'{tag.replace(html_text(name), html_text(told))[:-1]} href="#{html_text(goal)}">'


def _attributes(match: re.Match[str]) -> dict[str, str]:
    found = _ATTRIBUTE.finditer(match["attributes"])
    return {each["name"]: unescape(each["value"] or each["other"] or "") for each in found}


def row_anchor(record: str, own: str | None = None) -> str:
    """Return the anchor of a record's first row; on its own document's reports the brief one.

    >>> row_anchor("piie#citation-002", own="piie"), row_anchor("piie#citation-002")
    ('row-citation-002', 'row-piie-citation-002')
    """
    document, _, fragment = record.rpartition("#")
    return f"row-{fragment}" if document == own else f"row-{quote(document, safe='')}-{fragment}"


def used_records(html: str) -> dict[str, str]:
    """Return the records that a linked page leads to, each with the anchor of its place there.

    A row of its own comes before a row or a mark that stands for several.

    >>> page = '<a data-nk-anchor="piie#date-002" data-nk-also="date-004">July</a>'
    >>> used_records(link_evidence(page, "text.html", own="piie"))
    {'piie#date-002': 'row-date-002', 'piie#date-004': 'row-date-002'}
    """
    own: dict[str, str] = {}
    shared: dict[str, str] = {}
    for match in _LINK.finditer(html):
        link = _attributes(match)
        record, place = link.get("data-nk-anchor"), link.get("id")
        if record is None or place is None:  # the first row of the record bears the anchor
            continue
        also = link.get("data-nk-also", "").split()
        is_own = place.startswith("row-") and not also
        (own if is_own else shared).setdefault(record, place)
        for fragment in also:
            shared.setdefault(f"{record.rpartition('#')[0]}#{fragment}", place)
    return {**shared, **own}


def row_records(frame: pd.DataFrame, column: str = "ids") -> list[tuple[str, ...]]:
    """Return the records behind each row: those of its column, else of `id`, else none.

    >>> row_records(pd.DataFrame({"id": ["note#actor-001", None]}))
    [('note#actor-001',), ()]
    """
    if column in frame.columns:
        return [tuple(ids) for ids in frame[column]]
    if "id" in frame.columns:
        return [(each,) if isinstance(each, str) and each else () for each in frame["id"]]
    return [()] * len(frame)


def anchor_attributes(records: Sequence[str]) -> str:
    """Return what makes an HTML link lead to records once the page is linked; "" for none.

    >>> anchor_attributes(["piie#date-002", "piie#date-004"])
    'data-nk-anchor="piie#date-002" data-nk-also="date-004"'
    """
    if not records:
        return ""
    also = further_passages(records)
    listed = f' data-nk-also="{html_text(also)}"' if also else ""
    return f'data-nk-anchor="{html_text(records[0])}"{listed}'


def further_passages(records: Sequence[str]) -> str:
    """Return the places, in the first record's document, of the records after the first.

    One link opens one document: records of others are left out.

    >>> further_passages(["piie#date-002", "piie#date-004", "sino#date-001"])
    'date-004'
    """
    document = records[0].rpartition("#")[0]
    further = [record.rpartition("#") for record in dict.fromkeys(records[1:])]
    return " ".join([place for home, _, place in further if home == document][: _LISTED - 1])
