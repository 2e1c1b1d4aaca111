"""The codebook's change log: what each version changed, with a checksum of its content.

A code that changes its meaning unseen makes old and new annotations look alike, so a content that
differs from what the log knows under the same version is a mistake that a machine can see.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from nkpressure.codebook import FILE, Codebook
from nkpressure.errors import BadTableError
from nkpressure.tables import Tables

_LOG = "log"
_LENGTH = 12  # digits of the checksum: enough to tell versions apart, short enough to copy


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One version of the codebook: when it was made, what it changed, what its content sums to."""

    version: str
    date: str
    changes: tuple[str, ...]
    checksum: str

    def __str__(self) -> str:
        told = "".join(f"\n  - {change}" for change in self.changes)
        return f"{self.version}, {self.date} (content {self.checksum}){told}"


def read_log(tables: Tables) -> tuple[LogEntry, ...]:
    """Return the log that stands in the codebook under `log`, in its order; empty without one.

    Raises BadTableError where an entry lacks its version, date, checksum or changes.

    >>> from nkpressure.tables import read_tables
    >>> read_log(read_tables())[0].version
    '0.1.0'
    """
    place = str(tables.path(FILE))
    listed = _content(tables).get(_LOG, [])
    if not isinstance(listed, list):
        raise BadTableError(f"{place}, log: here must stand a list of entries, not {listed!r:.40}")
    return tuple(_entry(entry, f"{place}, log, entry {n}") for n, entry in enumerate(listed, 1))


def content_checksum(tables: Tables) -> str:
    """Return the checksum of the codebook's content: all but the log, the version and the status.

    Comments, order of names and line breaks are no content.
    """
    content = {part: value for part, value in _content(tables).items() if part != _LOG}
    meta = content.get("meta")
    if isinstance(meta, dict):
        content["meta"] = {k: v for k, v in meta.items() if k not in ("version", "status")}
    words = json.dumps(content, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(words.encode()).hexdigest()[:_LENGTH]


def check_log(tables: Tables, book: Codebook) -> Iterator[tuple[str, str]]:
    """Give what is wrong with the log, each with words of the file near it.

    A codebook without a log has nothing to be wrong.
    """
    try:
        log = read_log(tables)
    except BadTableError as error:
        yield "log:", str(error).removeprefix(str(tables.path(FILE))).lstrip(":, ")
        return
    for version, times in Counter(entry.version for entry in log).items():
        if times > 1:
            yield version, f"the log has the version {version} {times} times; leave one entry"
    now = content_checksum(tables)
    entry = next((entry for entry in log if entry.version == book.version), None)
    if log and entry is None:
        yield (
            "version:",
            f"the version is {book.version}, but the log has no entry for it; add one with "
            f"version, date, changes and checksum: {now}",
        )
    if entry is not None and entry.checksum != now:
        yield (
            "version:",
            f"the content has changed since the log's entry for {book.version}; raise the version "
            f"in meta and add an entry for it with checksum: {now}",
        )


def _content(tables: Tables) -> dict[str, Any]:
    content = yaml.safe_load(tables.text(FILE))
    return content if isinstance(content, dict) else {}


def _entry(value: Any, place: str) -> LogEntry:
    names = ("version", "date", "changes", "checksum")
    lacking = [name for name in names if not isinstance(value, dict) or not value.get(name)]
    if lacking:
        raise BadTableError(f"{place}: {lacking[0]} is missing")
    changes = value["changes"] if isinstance(value["changes"], list) else [value["changes"]]
    return LogEntry(
        str(value["version"]), str(value["date"]), tuple(map(str, changes)), str(value["checksum"])
    )
