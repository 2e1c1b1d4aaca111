"""What a run did to the annotations: the records of the last one held against those of this."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nkpressure.errors import WrongUseError
from nkpressure.measure.changes import Change, Turn, documents_of, find_changes
from nkpressure.records import Record, read_records
from nkpressure.run.digests import file_digest

CHANGES = "changes.json"


def what_changed(
    report: Path, records: bytes, rests_on: Mapping[str, str]
) -> dict[str, Any] | None:
    """Compare a report's records on disk with those that are to take their place.

    Returns what changes.json is to say, None for a report without a past. Where the records are
    the same, what was said before still holds.
    """
    said = _read_json(report / CHANGES)
    try:
        old_bytes = (report / "records.jsonl").read_bytes()
    except OSError:
        return None
    if old_bytes == records:
        return said
    try:
        old = read_records(report / "records.jsonl")
    except WrongUseError:  # somebody has cut the file: there is nothing to compare with
        return None
    new: list[Record] = [json.loads(line) for line in records.decode().split("\n") if line]
    before = (_read_json(report / "run.json") or {}).get("rests_on", {})
    there, now = documents_of(old), documents_of(new)
    return {
        "inputs_before": before,
        "inputs_now": dict(rests_on),
        "records_now": file_digest(records),
        "documents_that_came": sorted(now - there),
        "documents_that_went": sorted(there - now),
        "changes": [asdict(change) for change in find_changes(old, new)],
    }


def changes_of(said: Mapping[str, Any]) -> list[Change]:
    """Return the changes of which changes.json tells."""
    return [Change(**{**change, "turn": Turn(change["turn"])}) for change in said["changes"]]


def causes(said: Mapping[str, Any]) -> Sequence[str]:
    """Name the inputs that differ between the two runs."""
    before, now = said["inputs_before"], said["inputs_now"]
    return [name for name in now if before.get(name) != now[name]] if before else []


def _read_json(path: Path) -> dict[str, Any] | None:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return read if isinstance(read, dict) else None
