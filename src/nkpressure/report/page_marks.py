"""Shows in a marked text where each page of its PDF begins."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from nkpressure.model import Page, Span
from nkpressure.report.printable import html_text, isolated_html


@dataclass(frozen=True, slots=True)
class PageMarks:
    """The pages of a document, the first where each begins."""

    pages: Sequence[Page]

    def at(self, span: Span) -> str:
        """Return the marks of the pages that begin in a stretch of the text."""
        return "".join(_mark(page) for page in self._within(span))

    def words(self, text: str, span: Span) -> str:
        """Return a stretch of the text as HTML, with a mark where a page begins in it.

        >>> pages = [Page("7", Span(0, 4)), Page("8", Span(5, 9))]
        >>> PageMarks(pages).words("coal cuts", Span(3, 8))
        'l <span class="nk-page" data-page="8"></span>cut'
        """
        pieces, reached = [], span.start
        for page in self._within(span):
            pieces += [isolated_html(text[reached : page.span.start]), _mark(page)]
            reached = page.span.start
        return "".join([*pieces, isolated_html(text[reached : span.end])])

    def _within(self, span: Span) -> Sequence[Page]:
        first = bisect_left(self.pages, span.start, key=lambda page: page.span.start)
        last = bisect_left(self.pages, span.end, key=lambda page: page.span.start)
        return self.pages[first:last]


def _mark(page: Page) -> str:
    # The style sheet shows the number: it is no part of the text.
    return f'<span class="nk-page" data-page="{html_text(page.label)}"></span>'
