"""doccano JSONL: a line for each document, with its text and `[start, end, label]` for each span.

Offsets are code points. doccano keeps a label and nothing else, so a record's kind and one code of
it make the label: `instrument:S.UNSC`.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nkpressure.exchange.coded_texts import CodedText, renumbered
from nkpressure.exchange.json_files import read_json_lines, strange
from nkpressure.exchange.marks import label_of, mark_of_label, marks_of, record_of
from nkpressure.tables import Tables

FILE = "doccano.jsonl"


def to_doccano(texts: Sequence[CodedText], tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Give the one file that doccano imports."""
    lines = []
    for coded in texts:
        label = [
            [mark.start, mark.end, label_of(mark, tables)]
            for mark in marks_of(coded.records, tables)
        ]
        task = {"document": coded.id, "text": coded.text or "", "label": label}
        lines.append(json.dumps(task, ensure_ascii=False) + "\n")
    yield FILE, "".join(lines).encode("utf-8", "backslashreplace")


def read_doccano(path: Path, tables: Tables) -> list[CodedText]:
    """Read what doccano exports, with `label` (spans) or with `entities` (spans and relations)."""
    file = path / FILE if path.is_dir() else path
    texts = []
    for number, task in enumerate(read_json_lines(file), 1):
        id = str(task.get("document") or task.get("id") or number)
        text = task.get("text", task.get("data"))
        if not isinstance(text, str):
            raise strange(file, f"line {number} has no text")
        try:
            spans = [_span(member) for member in task.get("label") or task.get("entities") or []]
        except (TypeError, ValueError, KeyError, IndexError):
            raise strange(file, f"line {number} has a label without start, end and name") from None
        records = [
            record_of(mark_of_label(label, start, end, tables), id, text[start:end], tables)
            for start, end, label in spans
        ]
        texts.append(CodedText(id, text, tuple(renumbered(id, records))))
    return texts


def _span(member: Any) -> tuple[int, int, str]:
    if isinstance(member, dict):
        return int(member["start_offset"]), int(member["end_offset"]), str(member["label"])
    start, end, label = member
    return int(start), int(end), str(label)
