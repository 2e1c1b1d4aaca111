"""W3C Web Annotation: a JSON-LD page of annotations for each document.

A target has a position in code points, as the recommendation asks, and a quotation with 32
characters on either side. The text itself is not in the page: coming back, the words must still
stand where they stood, or the record is an orphan.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from nkpressure.errors import UnreadableDocumentError
from nkpressure.exchange.coded_texts import CodedText, renumbered
from nkpressure.exchange.file_names import id_of_file, to_file_name
from nkpressure.exchange.json_files import read_json, strange
from nkpressure.exchange.marks import Mark, has_place, marks_of, record_of
from nkpressure.records import Record
from nkpressure.tables import Tables

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
ENDING = ".jsonld"
AROUND = 32
_NAME = "urn:nkpressure:"


def to_web_annotation(texts: Sequence[CodedText], tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Give a page of annotations for each document."""
    for coded in texts:
        source = _NAME + quote(coded.id, safe="", errors="backslashreplace")
        items = [_whole(record, source) for record in coded.records if not has_place(record)]
        items += [
            _annotation(mark, number, source, coded.text or "")
            for number, mark in enumerate(marks_of(coded.records, tables), 1)
        ]
        page = {"@context": CONTEXT, "id": f"{source}:annotations", "type": "AnnotationPage"}
        content = json.dumps({**page, "items": items}, ensure_ascii=False, indent=1)
        yield to_file_name(coded.id) + ENDING, f"{content}\n".encode("utf-8", "backslashreplace")


def _whole(record: Record, source: str) -> dict[str, Any]:
    """Return the annotation of what stands for the document, or for nothing in its words."""
    return {
        "type": "Annotation",
        "motivation": "describing",
        "body": [_body("tagging", record["kind"]), _json_body(json.dumps(record))],
        "target": source,
    }


def _annotation(mark: Mark, number: int, source: str, text: str) -> dict[str, Any]:
    own = quote(str(mark.rest.get("id") or number), safe="", errors="backslashreplace")
    codes = [_body("classifying", f"{name}={words}") for name, words in mark.codes.items()]
    selectors = [
        {"type": "TextPositionSelector", "start": mark.start, "end": mark.end},
        {
            "type": "TextQuoteSelector",
            "exact": text[mark.start : mark.end],
            "prefix": text[max(mark.start - AROUND, 0) : mark.start],
            "suffix": text[mark.end : mark.end + AROUND],
        },
    ]
    return {
        "id": f"{source}:{own}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [_body("tagging", mark.kind), *codes, _json_body(mark.carried)],
        "target": {"source": source, "selector": selectors},
    }


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _json_body(value: str) -> dict[str, str]:
    return {**_body("describing", value), "format": "application/json"}


def read_web_annotation(path: Path, tables: Tables) -> list[CodedText]:
    """Read a folder of pages, or one page or collection; the texts are not in them."""
    files = sorted(path.glob(f"*{ENDING}")) if path.is_dir() else [path]
    texts = []
    for file in files:
        page = read_json(file)
        items = page.get("items") if isinstance(page, dict) else page
        if not isinstance(items, list):
            raise strange(file, "this is no page of annotations")
        id = id_of_file(file.name.removesuffix(ENDING))
        records = [_record(item, id, file, number, tables) for number, item in enumerate(items, 1)]
        texts.append(CodedText(id, None, tuple(renumbered(id, records))))
    return texts


def _record(item: Any, id: str, file: Path, number: int, tables: Tables) -> Record:
    try:
        bodies = item["body"] if isinstance(item["body"], list) else [item["body"]]
        carried = next((b["value"] for b in bodies if b.get("format") == "application/json"), "{}")
        rest: Mapping[str, Any] = json.loads(carried)
        if isinstance(item["target"], str):
            return dict(rest)
        kind = next((b["value"] for b in bodies if b.get("purpose") == "tagging"), "tag")
        pairs = [b["value"].partition("=") for b in bodies if b.get("purpose") == "classifying"]
        selectors = item["target"]["selector"]
        found = {s["type"]: s for s in (selectors if isinstance(selectors, list) else [selectors])}
        place = found["TextPositionSelector"]
        mark = Mark(
            kind, place["start"], place["end"], {name: words for name, _, words in pairs}, rest
        )
        return record_of(mark, id, found["TextQuoteSelector"]["exact"], tables)
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise UnreadableDocumentError(
            f"{file}: annotation {number} lacks {error}; it needs a body and a target with a "
            "TextPositionSelector and a TextQuoteSelector"
        ) from None
