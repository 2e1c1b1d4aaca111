"""Label Studio JSON: a task for each document, and the labelling configuration that goes with it.

Offsets of plain text are code points. A record is a region with its kind as the label; its codes
are texts of that region, the stretches that it points to are regions tied to it by a relation, and
all else travels in the region's meta text.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from nkpressure.exchange.coded_texts import CodedText, renumbered
from nkpressure.exchange.json_files import read_json, strange
from nkpressure.exchange.marks import (
    Mark,
    Part,
    has_place,
    marks_of,
    parts_of,
    record_of,
    with_parts,
)
from nkpressure.records import Record
from nkpressure.tables import Tables

FILE, CONFIGURATION = "label_studio.json", "labeling_config.xml"
_LABELS, _TEXT = "label", "text"

Result = dict[str, Any]


def to_label_studio(texts: Sequence[CodedText], tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Give the tasks and the labelling configuration."""
    labels: set[str] = set()
    codes: set[str] = set()
    tasks = []
    for coded in texts:
        marks = marks_of(coded.records, tables)
        labels |= {mark.kind for mark in marks}
        labels |= {f"{mark.kind}.{part.field}" for mark in marks for part in mark.parts}
        codes |= {f"{mark.kind}.{field}" for mark in marks for field in mark.codes}
        unplaced = [record for record in coded.records if not has_place(record)]
        data = {"document": coded.id, "text": coded.text or "", "records": unplaced}
        result = list(_results(marks, coded.text or ""))
        tasks.append({"data": data, "annotations": [{"result": result}]})
    yield (
        FILE,
        (json.dumps(tasks, ensure_ascii=False, indent=1) + "\n").encode(
            "utf-8", "backslashreplace"
        ),
    )
    yield (
        CONFIGURATION,
        _configuration(sorted(labels), sorted(codes)).encode("utf-8", "backslashreplace"),
    )


def _results(marks: Iterable[Mark], text: str) -> Iterator[Result]:
    for number, mark in enumerate(marks, 1):
        own = f"r{number}"
        region = _region(own, mark.kind, mark.start, mark.end, text)
        yield {**region, "meta": {"text": [mark.carried]}}
        for code, words in mark.codes.items():
            value = {"start": mark.start, "end": mark.end, "text": [words]}
            name = f"{mark.kind}.{code}"
            yield {**_result(own, name, "textarea"), "value": value}
        for place, part in enumerate(mark.parts, 1):
            other = f"{own}p{place}"
            yield _region(other, f"{mark.kind}.{part.field}", part.start, part.end, text)
            yield {
                "type": "relation",
                "from_id": own,
                "to_id": other,
                "direction": "right",
                "labels": [part.field],
            }


def _result(id: str, name: str, type: str) -> Result:
    return {"id": id, "from_name": name, "to_name": _TEXT, "type": type}


def _region(id: str, label: str, start: int, end: int, text: str) -> Result:
    value = {"start": start, "end": end, "text": text[start:end], "labels": [label]}
    return {**_result(id, _LABELS, "labels"), "value": value}


def _configuration(labels: Iterable[str], codes: Iterable[str]) -> str:
    lines = ["<View>", f'  <Labels name="{_LABELS}" toName="{_TEXT}">']
    lines += [f"    <Label value={quoteattr(label)}/>" for label in labels]
    lines += ["  </Labels>", f'  <Text name="{_TEXT}" value="$text"/>']
    lines += [
        f'  <TextArea name={quoteattr(code)} toName="{_TEXT}" perRegion="true" editable="true" '
        f'whenTagName="{_LABELS}" whenLabelValue={quoteattr(code.partition(".")[0])} '
        f"placeholder={quoteattr(code)}/>"
        for code in codes
    ]
    return "".join(f"{line}\n" for line in [*lines, "</View>"])


def read_label_studio(path: Path, tables: Tables) -> list[CodedText]:
    """Read tasks as Label Studio exports them (JSON, not JSON-MIN).

    Where several people annotated one task, each record names its coder.
    """
    file = path / FILE if path.is_dir() else path
    tasks = read_json(file)
    if not isinstance(tasks, list):
        raise strange(file, "this is no list of tasks")
    texts = []
    for number, task in enumerate(tasks, 1):
        data = task.get("data", {}) if isinstance(task, dict) else {}
        if not isinstance(data.get("text"), str):
            raise strange(file, f"task {number} has no text")
        id = str(data.get("document") or task.get("id") or number)
        try:
            records = [*data.get("records", []), *_records(task, id, data["text"], tables)]
        except (TypeError, ValueError, KeyError, IndexError) as error:
            raise strange(file, f"task {number} has a region without {error}") from None
        texts.append(CodedText(id, data["text"], tuple(renumbered(id, records))))
    return texts


def _records(task: Mapping[str, Any], id: str, text: str, tables: Tables) -> Iterator[Record]:
    done = [
        annotation
        for annotation in task.get("annotations") or task.get("predictions") or []
        if not annotation.get("was_cancelled")
    ]
    for number, annotation in enumerate(done, 1):
        coder = {"coder": str(annotation.get("completed_by") or number)} if len(done) > 1 else {}
        for record in _of_annotation(annotation["result"], id, text, tables):
            yield {**record, **coder}


def _of_annotation(
    results: Sequence[Result], id: str, text: str, tables: Tables
) -> Iterator[Record]:
    regions = {result["id"]: result for result in results if result["type"] == "labels"}
    codes: dict[str, dict[str, str]] = {}
    parts: dict[str, list[Part]] = {}
    pointed = set()
    for result in results:
        if result["type"] == "textarea":
            name = result["from_name"].partition(".")[2]
            codes.setdefault(result["id"], {})[name] = result["value"]["text"][0]
        elif result["type"] == "relation" and _points(regions, result):
            value = regions[result["to_id"]]["value"]
            part = Part(result["labels"][0], value["start"], value["end"])
            parts.setdefault(result["from_id"], []).append(part)
            pointed.add(result["to_id"])
    for own, region in regions.items():
        if own not in pointed:
            mark = _mark(region, codes.get(own, {}), tables)
            record = record_of(mark, id, text[mark.start : mark.end], tables)
            yield with_parts(record, parts.get(own, []), text)


def _points(regions: Mapping[str, Result], relation: Result) -> bool:
    """Say whether a relation ties a stretch to the record that points to it."""
    one, other = regions.get(relation["from_id"]), regions.get(relation["to_id"])
    if one is None or other is None or not relation.get("labels"):
        return False
    kind, label = one["value"]["labels"][0], other["value"]["labels"][0]
    return bool(label == f"{kind}.{relation['labels'][0]}")


def _mark(region: Result, codes: Mapping[str, str], tables: Tables) -> Mark:
    carried = "".join((region.get("meta") or {}).get("text") or [])
    try:
        rest = json.loads(carried)
    except json.JSONDecodeError:
        rest = {"note": carried} if carried else {}
    value = region["value"]
    kind = value["labels"][0]
    return Mark(kind, value["start"], value["end"], codes, rest, tuple(parts_of(rest)))
