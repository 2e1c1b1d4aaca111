"""The coded text as a page that needs no kernel: in exported HTML, or without anywidget."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from nkpressure.desk.desk import Desk
from nkpressure.model import Annotation, Span
from nkpressure.records import Record
from nkpressure.report.kinds import kind_named, kinds_css, kinds_in_order
from nkpressure.report.names import names_of
from nkpressure.report.printable import html_text, isolated_html
from nkpressure.report.segments import Segment, flat_segments, shared_out

_CSS = Path(__file__).parent / "coder.css"
_DEEPEST = 4
_ORDER = ("open", "accepted", "changed", "own", "rejected")


@dataclass(frozen=True, slots=True)
class _Coded(Annotation):
    """A mark with its record, to be cut into segments with the others."""

    kind: ClassVar[str] = "coded"

    record: Record


class StaticView:
    """A document with its marks and what a coder decided about each; it shows itself."""

    def __init__(self, desk: Desk, note: str | None = None) -> None:
        self.desk = desk
        self._notes = [*desk.notes, *([note] if note else [])]

    def __repr__(self) -> str:
        counts = self.desk.sheet.counts()
        told = ", ".join(f"{counts[name]} {name}" for name in _ORDER if name in counts)
        coder = f"coded by {self.desk.coder}" if self.desk.coder else "to be coded"
        return f"{self.desk.sheet.document.id}, {coder}: {told or 'no marks'}"

    def _repr_html_(self) -> str:
        document = self.desk.sheet.document
        kinds = kinds_in_order((r["kind"] for r in self._marks()), self.desk.tables)
        notes = "".join(f"<p>{html_text(note)}</p>" for note in self._notes)
        legend = " ".join(
            f'<mark class="nkc-m k-{kind.kind}">{html_text(kind.plural)}</mark>' for kind in kinds
        )
        return (
            f"<style>{_CSS.read_text(encoding='utf-8')}{kinds_css(kinds)}</style>"
            f'<div class="nkc nkc-still"><p class="nkc-title">{html_text(repr(self))}</p>{notes}'
            f'<p class="nkc-legend">{legend}</p>'
            f'<div class="nkc-text" lang="{html_text(document.language or "")}">'
            f"{''.join(self._paragraphs())}</div>"
            f"<details><summary>All marks with their coding</summary>{self._table()}</details>"
            "</div>"
        )

    def _marks(self) -> list[Record]:
        return self.desk.sheet.shown()

    def _paragraphs(self) -> Iterator[str]:
        text = self.desk.sheet.document.text
        spans, start = [], 0
        for line in text.split("\n"):
            spans.append(Span(start, start + len(line)))
            start += len(line) + 1
        coded = [_Coded(Span(r["start"], r["end"]), "", r) for r in self._marks()]
        for span, within in zip(spans, shared_out(spans, coded), strict=True):
            words = "".join(map(self._segment, flat_segments(span, within)))
            yield f'<p class="nkc-p" dir="auto">{words}</p>'

    def _segment(self, segment: Segment) -> str:
        html = isolated_html(segment.span.of(self.desk.sheet.document.text))
        records = [each.record for each in segment.annotations if isinstance(each, _Coded)]
        for depth, record in enumerate(reversed(records)):
            decision = str(record.get("decision") or "open")
            begins = f' data-sign="{decision}"' if record["start"] == segment.span.start else ""
            about = html_text(f"{self._kind(record)}, {decision}: {self._coding(record)}")
            html = (
                f'<mark class="nkc-m k-{record["kind"]} nkc-d{min(depth, _DEEPEST)} '
                f'nkc-{decision}"{begins} title="{about}">{html}</mark>'
            )
        return html

    def _kind(self, record: Record) -> str:
        return kind_named(record["kind"], self.desk.tables).label

    def _coding(self, record: Record) -> str:
        names = names_of(self.desk.tables)
        text = self.desk.sheet.document.text
        told = []
        for field in self.desk.form(record["kind"]):
            value = record.get(field.field)
            if value not in (None, "", []):
                told.append(f"{field.label} {_in_words(value, text, names)}")
        return "; ".join(told)

    def _table(self) -> str:
        rows = "".join(
            f"<tr><td>{isolated_html(' '.join(str(r['text']).split()))}</td>"
            f"<td>{html_text(self._kind(r))}</td>"
            f"<td>{html_text(str(r.get('decision') or 'open'))}</td>"
            f"<td>{isolated_html(self._coding(r))}</td></tr>"
            for r in self._marks()
        )
        heads = "".join(
            f'<th scope="col">{h}</th>' for h in ("words", "kind", "decision", "coding")
        )
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _in_words(value: object, text: str, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_in_words(member, text, names) for member in value)
    if isinstance(value, dict) and "start" in value:
        return f"“{' '.join(text[value['start'] : value['end']].split())}”"
    name = names.get(str(value))
    return f"{name} ({value})" if name else str(value)
