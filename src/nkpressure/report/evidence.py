"""Ties what a report shows to the place in the text that it came from."""

import re
from html import unescape
from urllib.parse import quote

from nkpressure.report.printable import html_text

# As Table writes it: <a data-nk-anchor="piie-2017-07#citation-002">
_ANCHOR = re.compile(r'<a data-nk-anchor="(?P<record>[^"<>]*)">')


def link_evidence(html: str, text_page: str) -> str:
    """Turn each table row's record id into a link to its words on the marked text's page.

    A `{document}` in `text_page` stands for the document's id, for reports on many documents.

    >>> link_evidence('<a data-nk-anchor="piie#citation-002">2231</a>', "text.html")
    '<a data-nk-anchor="piie#citation-002" href="text.html#citation-002">2231</a>'
    """

    def linked(match: re.Match[str]) -> str:
        document, _, fragment = unescape(match["record"]).rpartition("#")
        page = text_page.replace("{document}", quote(document, safe=""))
        return f'{match[0][:-1]} href="{html_text(f"{page}#{quote(fragment)}")}">'

    return _ANCHOR.sub(linked, html)
