"""Tests show their spans: `marked` takes the [brackets] out of a text, `bracketed` puts them in."""

from collections.abc import Iterable

from nkpressure.model import Span


def marked(text: str) -> tuple[str, list[Span]]:
    """Return the text without its [brackets], and the spans that stood in them."""
    plain: list[str] = []
    opened: list[int] = []
    spans: list[Span] = []
    for character in text:
        if character == "[":
            opened.append(len(plain))
        elif character == "]":
            spans.append(Span(opened.pop(), len(plain)))
        else:
            plain.append(character)
    return "".join(plain), sorted(spans)


def bracketed(text: str, spans: Iterable[Span]) -> str:
    """Return the text with each span in [brackets]."""
    marks = [(span.start, 1, "[") for span in spans] + [(span.end, 0, "]") for span in spans]
    for place, _, mark in sorted(marks, reverse=True):
        text = text[:place] + mark + text[place:]
    return text
