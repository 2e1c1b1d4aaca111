"""The article with everything that was marked in it, as HTML for a notebook or a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from nkpressure.errors import WrongUseError
from nkpressure.find.everything import Findings
from nkpressure.model import Annotation, Span
from nkpressure.report.blocks import Block, Form, article_blocks
from nkpressure.report.evidence import Evidence, own_fields
from nkpressure.report.figures import counted
from nkpressure.report.kinds import Kind, kind_named, kinds_css, kinds_in_order
from nkpressure.report.layout import Links, asset, rendered
from nkpressure.report.names import names_of
from nkpressure.report.page_marks import PageMarks
from nkpressure.report.printable import html_text, isolated_html, printable
from nkpressure.report.segments import Segment, flat_segments, shared_out

_STRUCTURE = frozenset({"document", "entity", "region", "sentence"})
_TAGS = {
    Form.DATELINE: ("p", "nk-dateline"),
    Form.PARAGRAPH: ("p", "nk-paragraph"),
    Form.QUOTATION: ("p", "nk-paragraph"),
    Form.EMBED: ("p", "nk-embed"),
    Form.BOILERPLATE: ("p", "nk-boilerplate"),
    Form.HEADING: ("h2", "nk-heading"),
}
Uses = Mapping[str, Sequence[tuple[str, str]]]  # an anchor -> titles and addresses of reports
_BRIEF = 60  # characters; a longer value stands in the notes
_LABELS = {Form.EMBED: "embedded", Form.BOILERPLATE: "not read"}


def marked_text(findings: Findings, kinds: Sequence[str] | None = None) -> "MarkedText":
    """Show the article with its annotations marked: all kinds, or only those that are named.

    Raises WrongUseError where a kind is named that the article has none of and no table knows.

    >>> from nkpressure.find.everything import find_everything
    >>> from nkpressure.model import Document
    >>> marked_text(find_everything(Document("note", "Beijing objects.")), kinds=["actor"])
    note: 1 mark
    """
    annotations = [a for a in findings.annotations() if a.kind not in _STRUCTURE]
    if kinds is not None:
        known = {a.kind for a in annotations} | {k.kind for k in findings.tables.rows(Kind)}
        strange = sorted(set(kinds) - known)
        if strange:
            raise WrongUseError(
                f"there is no kind {', '.join(strange)}; there are {', '.join(sorted(known))}"
            )
        annotations = [annotation for annotation in annotations if annotation.kind in kinds]
    annotations.sort(key=lambda a: (a.start, -a.end, a.kind))
    return MarkedText(findings, tuple(annotations))


@dataclass(frozen=True)
class MarkedText:
    """An article with some of its annotations marked; it shows itself in a notebook.

    Each annotation's place bears the number of its record as its anchor: `#actor-003`.
    """

    findings: Findings
    annotations: tuple[Annotation, ...]

    def __repr__(self) -> str:
        return f"{self.findings.document.id}: {counted(len(self.annotations), 'mark')}"

    def _repr_html_(self) -> str:
        return (
            f"<style>{asset('marked.css')}</style>{self.fragment()}"
            f"<script>{asset('marked.js')}</script>"
        )

    def page(self, links: Links | None = None) -> str:
        """Return a whole page that needs no other file."""
        document = self.findings.document
        facts = [document.author, document.outlet, *self._dating()]
        return rendered(
            "document.html.j2",
            title=self.title,
            language=document.language or "en",
            document=document,
            address=_web_address(document.url),
            facts=[fact for fact in facts if fact],
            article=self.fragment(title_level=1, uses=(links or Links()).uses),
            has_title=any(block.form is Form.TITLE for block in self._blocks),
            links=links or Links(),
        )

    @property
    def title(self) -> str:
        """The article's title: as listed, else as printed, else its id."""
        document = self.findings.document
        printed = (b.span.of(document.text) for b in self._blocks if b.form is Form.TITLE)
        return document.title or next(printed, None) or document.id

    def fragment(self, title_level: int = 2, uses: Uses | None = None) -> str:
        """Return the article, its legend and its notes as HTML to stand in a page."""
        shown = uses or {}
        kinds = kinds_in_order((a.kind for a in self.annotations), self.findings.tables)
        return rendered(
            "marked.html.j2",
            kinds=kinds,
            kinds_css=kinds_css(kinds),
            counts=self._counts(),
            blocks="".join(self._block_groups(title_level)),
            notes="\n".join(self._note(annotation, shown) for annotation in self.annotations),
        )

    @cached_property
    def _evidence(self) -> Evidence:
        return Evidence(self.findings)

    @cached_property
    def _pages(self) -> PageMarks:
        return PageMarks(self.findings.document.pages)

    @cached_property
    def _blocks(self) -> list[Block]:
        return list(article_blocks(self.findings.document.text, self.findings.regions))

    def _dating(self) -> Iterator[str]:
        published, basis = self.findings.document.published, self.findings.document.published_basis
        if published is not None:
            yield f"published {published.edtf}" + (f" ({basis})" if basis else "")

    def _counts(self) -> dict[str, int]:
        kinds = [annotation.kind for annotation in self.annotations]
        return {kind: kinds.count(kind) for kind in set(kinds)}

    def _anchor(self, annotation: Annotation) -> str:
        """Return what stands after the # of the record's id."""
        return (self._evidence.id_of(annotation) or "#").rpartition("#")[2]

    def _block_groups(self, title_level: int) -> Iterator[str]:
        spans = [block.span for block in self._blocks]
        shares = shared_out(spans, self.annotations)
        sentences = shared_out(spans, self.findings.sentences)
        title = f"h{title_level}"
        blocks = [
            (block, self._block(block, own, within, title))
            for block, own, within in zip(self._blocks, shares, sentences, strict=True)
        ]
        for group, members in groupby(_with_gaps(blocks), key=lambda member: member[0]):
            html = "".join(html for _, html in members)
            yield f"<blockquote>{html}</blockquote>" if group else html

    def _block(
        self,
        block: Block,
        annotations: Sequence[Annotation],
        sentences: Sequence[Annotation],
        title_tag: str,
    ) -> str:
        words = "".join(self._sentences(block.span, annotations, sentences))
        if block.form is Form.GAP:
            return words
        tag, name = _TAGS.get(block.form, (title_tag, "nk-title"))
        label = _LABELS.get(block.form, "")
        if label:
            about = f"{label}: {block.subkind.replace('_', ' ')}" if block.subkind else label
            label = f'<span class="nk-label">{html_text(about)}</span> '
        place = f' id="{self._anchor(block.region)}"' if block.region else ""
        return f'<{tag} class="{name}" dir="auto"{place}>{label}{words}</{tag}>'

    def _sentences(
        self, span: Span, annotations: Sequence[Annotation], sentences: Sequence[Annotation]
    ) -> Iterator[str]:
        pieces = list(_pieces(span, sentences))
        shares = shared_out([piece for piece, _ in pieces], annotations)
        for (piece, sentence), within in zip(pieces, shares, strict=True):
            words = "".join(self._segment(segment) for segment in flat_segments(piece, within))
            if sentence is None:
                yield words
                continue
            anchor = self._anchor(sentence)
            number = anchor.rpartition("-")[2].lstrip("0")
            identity = f' id="{anchor}" data-n="{number}"' if piece.start == sentence.start else ""
            yield f'<span class="nk-sentence"{identity}>{words}</span>'

    def _segment(self, segment: Segment) -> str:
        text = segment.span.of(self.findings.document.text)
        if not segment.annotations:
            return self._pages.words(self.findings.document.text, segment.span)
        anchors = [self._anchor(annotation) for annotation in segment.annotations]
        begun = [
            anchor
            for anchor, annotation in zip(anchors, segment.annotations, strict=True)
            if annotation.start == segment.span.start
        ]
        anchors_here = (f'<span class="nk-anchor" id="{anchor}"></span>' for anchor in begun)
        places = f"{self._pages.at(segment.span)}{''.join(anchors_here)}"
        marks, data = self._marks(segment), f'class="nk-segment" data-a="{" ".join(anchors)}"'
        if not text.strip():  # a link needs words
            return f"{places}<span {data}>{marks}</span>"
        # The last is the shortest, what a reader points at. Each annotation is one tab stop.
        shown, stop = (begun[-1], "") if begun else (anchors[-1], ' tabindex="-1"')
        about = html_text(self._about(segment.annotations[-1]))
        return f'{places}<a {data} href="#note-{shown}"{stop} title="{about}">{marks}</a>'

    def _marks(self, segment: Segment) -> str:
        """Return the words within one mark for each annotation, the shortest innermost."""
        html = isolated_html(segment.span.of(self.findings.document.text))
        for depth, annotation in enumerate(reversed(segment.annotations)):
            begins = annotation.start == segment.span.start
            letters = f' data-k="{html_text(self._kind(annotation).short)}"' if begins else ""
            html = f'<mark class="k-{annotation.kind} nk-d{min(depth, 4)}"{letters}>{html}</mark>'
        return html

    def _kind(self, annotation: Annotation) -> Kind:
        return kind_named(annotation.kind, self.findings.tables)

    def _coding(self, annotation: Annotation) -> Iterator[tuple[str, str]]:
        names = names_of(self.findings.tables)
        for name in own_fields(annotation):
            value = self._evidence.shown(getattr(annotation, name), names)
            if value is not None and value != "":
                yield name.replace("_", " "), printable(str(value))
        yield "rule", printable(annotation.rule)

    def _about(self, annotation: Annotation) -> str:
        """Return the coding in brief: a hint for pages whose script does not run."""
        coding = [
            f"{name}: {value}" for name, value in self._coding(annotation) if len(value) <= _BRIEF
        ]
        return f"{self._kind(annotation).label}. {'; '.join(coding)}"

    def _note(self, annotation: Annotation, uses: Uses) -> str:
        anchor = self._anchor(annotation)
        words = " ".join(annotation.span.of(self.findings.document.text).split())
        # An annotation of no character has no place in the text: its note is its place.
        place = "" if len(annotation.span) else f'<span class="nk-anchor" id="{anchor}"></span>'
        coding = "".join(
            f"<div><dt>{html_text(name)}</dt><dd>{isolated_html(value)}</dd></div>"
            for name, value in self._coding(annotation)
        )
        used = _used_in(uses.get(anchor, ()))
        return (
            f'<li class="nk-note k-{annotation.kind}" id="note-{anchor}">'
            f'<p><span class="nk-kind">{html_text(self._kind(annotation).label)}</span> '
            f'{place}<a href="#{anchor}">{isolated_html(words or "(no words)")}</a></p>'
            f"<dl>{coding}</dl>{used}</li>"
        )


def _used_in(reports: Sequence[tuple[str, str]]) -> str:
    links = ", ".join(
        f'<a href="{html_text(address)}">{isolated_html(title)}</a>' for title, address in reports
    )
    return f'<p class="nk-uses">Shown in {links}</p>' if links else ""


def _web_address(url: str | None) -> str | None:
    """Return an address that a reader may follow; a list could hold "javascript:" as well.

    >>> _web_address("https://example.org/talks"), _web_address("javascript:alert(1)")
    ('https://example.org/talks', None)
    """
    return url if url and url.startswith(("https://", "http://")) else None


def _pieces(
    span: Span, sentences: Sequence[Annotation]
) -> Iterator[tuple[Span, Annotation | None]]:
    """Divide a block at its sentences; what lies between two of them belongs to none."""
    reached = span.start
    for sentence in sentences:
        start, end = max(sentence.start, reached), min(sentence.end, span.end)
        if start >= end:
            continue
        if start > reached:
            yield Span(reached, start), None
        yield Span(start, end), sentence
        reached = end
    if reached < span.end:
        yield Span(reached, span.end), None


def _with_gaps(blocks: Sequence[tuple[Block, str]]) -> Iterator[tuple[str | None, str]]:
    """Blank lines between two parts of one quotation belong to that quotation."""
    for at, (block, html) in enumerate(blocks):
        group = block.group
        if block.form is Form.GAP and 0 < at < len(blocks) - 1:
            before, after = blocks[at - 1][0].group, blocks[at + 1][0].group
            group = before if before == after else None
        yield group, html
