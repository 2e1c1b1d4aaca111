"""Text that any screen, CSV reader and UTF-8 file accepts, of the same length as before."""

from html import escape

_KEPT = "\t\n\r"
_VISIBLE: dict[int, int] = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in _KEPT},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
    0xFFFE: 0xFFFD,
    0xFFFF: 0xFFFD,
}
# Embedding, override and isolate marks: they can show later words in another order.
_BIDI_CONTROLS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    r"""Show control characters and lone surrogates as visible signs; all else stays.

    >>> printable("coal\x00 \ud800")
    'coal␀ �'
    """
    return text.translate(_VISIBLE)


def html_text(text: str) -> str:
    """Return the text as HTML that shows it and does nothing else.

    >>> html_text('<script>alert("coal")</script>')
    '&lt;script&gt;alert(&quot;coal&quot;)&lt;/script&gt;'
    """
    return escape(printable(text), quote=True)


def isolated_html(text: str) -> str:
    r"""Return the text as HTML whose direction marks cannot reorder what stands around it.

    >>> isolated_html("coal"), isolated_html("\u202ecoal")[:5]
    ('coal', '<bdi>')
    """
    shown = html_text(text)
    return f"<bdi>{shown}</bdi>" if _BIDI_CONTROLS.intersection(text) else shown
