"""Follows a voice beyond its frame: quotations that go on, block quotations, voices within."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nkpressure.find.adjective_reports import find_adjective_reports
from nkpressure.find.frames import Frame, FrameReader
from nkpressure.find.label_reports import find_label_report
from nkpressure.find.leads import Lead, find_lead
from nkpressure.find.noun_reports import find_noun_reports
from nkpressure.find.phrase_reports import find_phrase_reports
from nkpressure.find.quotations import Quotation, QuotationUse
from nkpressure.find.report_cues import ReportCues, cues_of
from nkpressure.find.verb_reports import Report, find_verb_reports
from nkpressure.model import Document, Span
from nkpressure.read.regions import Region
from nkpressure.tables import Tables


@dataclass(frozen=True, slots=True)
class Voiced:
    """A report with the whole content of its voice.

    `frame` is where its cue stands, `block` the layout group of a block quotation, `outer` the
    place in the list of the voice within which this one speaks.
    """

    report: Report
    content: tuple[Span, ...]
    frame: Frame
    block: str | None = None
    outer: int | None = None


def find_voiced(
    document: Document,
    frames: Sequence[Frame],
    reader: FrameReader,
    quotations: Sequence[Quotation],
    tables: Tables,
) -> list[Voiced]:
    """Return the reports of all frames, each quotation with the quotations that continue it."""
    listener = _Listener(tables)
    for frame in frames:
        listener.hear(frame)
    found = listener.found
    if not quotations:
        return found
    outer = [quotation for quotation in quotations if quotation.level == 0]
    starts = [quotation.span.start for quotation in outer]
    for place in range(len(found)):
        voiced = found[place]
        for quotation in _quotations_in(voiced, outer, starts):
            for frame in reader.within(quotation):
                inside = _within_voice(frame, place, tables)
                found += [v for v in inside if voiced.block or is_own_view(v.report, document)]
    return found


def _quotations_in(
    voiced: Voiced, outer: Sequence[Quotation], starts: Sequence[int]
) -> list[Quotation]:
    """Return the spoken quotations that a voice's content holds."""
    found: dict[int, Quotation] = {}
    for piece in voiced.content:
        first = max(bisect_right(starts, piece.start) - 1, 0)
        for quotation in outer[first : bisect_left(starts, piece.end)]:
            if quotation.use is QuotationUse.SPEECH and quotation.span.overlaps(piece):
                found[quotation.span.start] = quotation
    return list(found.values())


def is_own_view(report: Report, document: Document) -> bool:
    """As in "I think": quoted speakers say of their own words how sure they are."""
    return report.link == "thinks" and report.cue.of(document.text).startswith("I ")


class _Listener:
    """Hears frame after frame and remembers who is speaking."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.found: list[Voiced] = []
        self._speaking: int | None = None  # the voice whose quotation may go on
        self._lead: tuple[Lead, Frame] | None = None  # a frame that ends with a colon

    def hear(self, frame: Frame) -> None:
        if frame.block:
            self._hear_block(frame)
        elif is_quotation_only(frame) and self._continues(frame):
            self._add(frame)
        else:
            self._hear_author(frame)

    def _continues(self, frame: Frame) -> bool:
        if self._lead is not None:
            self._open(*self._lead, frame, self._is_long(frame))
            return self._speaking is not None
        if self._speaking is None:
            return False
        voiced = self.found[self._speaking]
        last = voiced.frame.paragraph
        return frame.paragraph == last or self._same_quotation(voiced, frame)

    def _same_quotation(self, voiced: Voiced, frame: Frame) -> bool:
        """A quotation that runs over paragraphs closes once, or opens its mark again."""
        quotation = next(iter(frame.quotations.values()))
        last = voiced.content[-1:]
        return any(quotation.span.overlaps(piece) for piece in last) or (
            voiced.block is not None
            and len(quotation.content) > 0
            and (frame.paragraph == voiced.frame.paragraph + 1 or self._reopens(voiced, frame))
        )

    def _reopens(self, voiced: Voiced, frame: Frame) -> bool:
        return voiced.content[-1].end + 3 >= frame.span.start

    def _is_long(self, frame: Frame) -> bool:
        quotation = next(iter(frame.quotations.values()), None)
        return quotation is not None and len(quotation.content) > 1

    def _open(self, lead: Lead, led: Frame, frame: Frame, block: bool) -> None:
        self._lead = None
        report = lead.report
        self.found = [
            v for v in self.found if not (v.frame is led and v.report.cue.overlaps(report.cue))
        ]
        group = self._group(frame) if block else None
        self.found.append(Voiced(replace(report, content=()), (), led, group))
        self._speaking = len(self.found) - 1

    def _group(self, frame: Frame) -> str:
        within = frame.within
        if isinstance(within, Region) and within.quote_group:
            return within.quote_group
        return f"quotation at {frame.span.start}"

    def _hear_block(self, frame: Frame) -> None:
        if self._lead is not None:
            self._open(*self._lead, frame, block=True)
        if self._speaking is None or self.found[self._speaking].block != self._group(frame):
            self._speaking = None
            self._hear_author(frame, outer=None)
            return
        self._add_block(frame)
        self.found += _within_voice(frame, self._speaking, self._tables)

    def _add_block(self, frame: Frame) -> None:
        assert self._speaking is not None
        voiced = self.found[self._speaking]
        region = frame.within.span if isinstance(frame.within, Region) else frame.span
        if not voiced.content or voiced.content[-1] != region:
            self.found[self._speaking] = replace(voiced, content=(*voiced.content, region))

    def _add(self, frame: Frame) -> None:
        assert self._speaking is not None
        voiced = self.found[self._speaking]
        spans = tuple(frame.words[place].span for place in sorted(frame.quotations))
        self.found[self._speaking] = replace(voiced, content=voiced.content + spans)

    def _hear_author(self, frame: Frame, outer: int | None = None) -> None:
        self._speaking = None
        self._lead = None
        for report in reports_of(frame, self._tables):
            self.found.append(Voiced(report, report.content, frame, None, outer))
            if report.quoted:
                self._speaking = len(self.found) - 1
        lead = find_lead(frame, self._tables)
        if lead is not None:
            self._lead = (lead, frame)


def _within_voice(frame: Frame, outer: int, tables: Tables) -> list[Voiced]:
    reports = (_own_view(report, frame) for report in reports_of(frame, tables))
    return [Voiced(report, report.content, frame, None, outer) for report in reports]


def _own_view(report: Report, frame: Frame) -> Report:
    """Within a quotation "I think" is a cue as a whole; its source is the quoted speaker."""
    source = report.source
    first = next((word for word in frame.words if source and word.start == source.start), None)
    if report.link != "thinks" or source is None or first is None or first.low != "i":
        return report
    cue = Span(source.start, report.cue.end)
    return replace(report, source=None, source_head=None, cue=cue, source_rule="the quoted speaker")


def reports_of(frame: Frame, tables: Tables) -> list[Report]:
    """Return the reports of a frame less those that lie within another one's content."""
    cues = cues_of(frame.words, tables)
    reports = find_verb_reports(frame.words, cues.verbs)
    for report in _without_verb(frame, cues, tables):
        if not any(_within(report, other) or report.content == other.content for other in reports):
            reports.append(report)
    if len(reports) > 1:
        reports.sort(key=lambda report: report.cue.start)
    return reports


def _without_verb(frame: Frame, cues: ReportCues, tables: Tables) -> list[Report]:
    words, verbs = frame.words, cues.verbs
    found: list[Report] = []
    if cues.phrases:
        found += find_phrase_reports(words, cues.phrases, verbs, tables)
    if cues.nouns:
        found += find_noun_reports(words, cues.nouns, verbs, tables)
    if cues.adjectives:
        found += find_adjective_reports(words, cues.adjectives, verbs, tables)
    label = find_label_report(frame, tables)
    if label is not None:
        found.append(label)
    return found


def _within(report: Report, other: Report) -> bool:
    return any(piece.contains(report.cue) for piece in other.content)


def is_quotation_only(frame: Frame) -> bool:
    """Say whether a frame holds nothing but quotations and points."""
    if not frame.quotations:
        return False
    return all(
        place in frame.quotations or word.has("mark") for place, word in enumerate(frame.words)
    )
