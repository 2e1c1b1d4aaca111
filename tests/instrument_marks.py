"""A coder's records of instruments, from a text that shows them in [brackets]."""

from brackets import marked

from nkpressure.records import Record


def instruments_at(bracketed: str, *codes: str | None, **more: object) -> list[Record]:
    """Return an instrument at each [bracket], with its code; None is a mark that is not made."""
    text, spans = marked(bracketed)
    return [
        {
            "id": f"note#instrument-{number:03d}",
            "document": "note",
            "kind": "instrument",
            "start": span.start,
            "end": span.end,
            "text": span.of(text),
            "code": code,
            **more,
        }
        for number, (span, code) in enumerate(zip(spans, codes, strict=True), 1)
        if code
    ]
