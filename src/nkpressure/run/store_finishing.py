"""Makes a store of finished parts visible, all at once, and takes away what it no longer has."""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from nkpressure.run.shard_tasks import UnreadEntry
from nkpressure.run.store_register import StoreRegister
from nkpressure.store.folders import (
    DUPLICATES,
    FORMAT,
    MANIFEST,
    UNREAD,
    StoreFolder,
    checksum,
    read_json,
    tables,
    write_durably,
    write_json,
)
from nkpressure.store.schemas import DOCUMENTS

_UNREAD = pa.schema([("file", pa.string()), ("id", pa.string()), ("reason", pa.string())])
_DUPLICATES = pa.schema([("document", pa.string()), ("duplicate_of", pa.string())])


def finish_store(
    folder: StoreFolder, register: StoreRegister, facts: Mapping[str, Any]
) -> tuple[dict[str, Any], bool]:
    """Move the planned parts to their places; return the manifest, and whether anything changed.

    The manifest is written when all its files stand, and files that it does not name go after
    that: whoever reads by the manifest always reads one whole store.
    """
    before = folder.manifest()
    parts = [_moved(folder, planned.key) for planned in register.planned()]
    changed = _write_changed(folder.path / UNREAD, _UNREAD, [_unread(folder, register, parts)])
    manifest = {"format": FORMAT, **facts, **_counts(folder, parts)}
    same = before is not None and before["parts"] == manifest["parts"]
    if not (same and _is_whole(folder.path / DUPLICATES)):
        duplicates = _duplicates(folder, register, parts)
        _write_changed(folder.path / DUPLICATES, _DUPLICATES, duplicates)
    if manifest != before:
        write_json(folder.path / MANIFEST, manifest)
        changed = True
    _take_away_stale(folder, {part["part"] for part in manifest["parts"]})
    return manifest, changed


def _moved(folder: StoreFolder, part: str) -> str:
    for table in tables():
        made, place = folder.made(table, part), folder.part(table, part)
        if made.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            made.replace(place)
    return part


def _note(folder: StoreFolder, part: str) -> dict[str, Any]:
    note = read_json(folder.note(part))
    assert note is not None  # it is written before the part counts as made
    return note


def _counts(folder: StoreFolder, parts: Iterable[str]) -> dict[str, Any]:
    records: Counter[str] = Counter()
    lines = []
    for part in parts:
        rows: Counter[str] = Counter()
        shards = _note(folder, part)["shards"]
        for shard in shards:
            rows.update(shard["rows"])
        records.update(rows)
        lines.append({"part": part, "shards": len(shards), "documents": rows[DOCUMENTS]})
    documents = records.pop(DOCUMENTS, 0)
    return {
        "documents": documents,
        "unread": pq.read_metadata(folder.path / UNREAD).num_rows,
        "records": {table: records[table] for table in tables() if table != DOCUMENTS},
        "parts": lines,
    }


def _unread(folder: StoreFolder, register: StoreRegister, parts: Iterable[str]) -> pa.Table:
    rows = [asdict(each) for each in register.unread()]
    for part in parts:
        for shard in _note(folder, part)["shards"]:
            rows.extend(shard["unread"])
    register.add_unread(UnreadEntry(**row) for row in rows[register.count_unread() :])
    return pa.Table.from_pylist(rows, _UNREAD)


def _duplicates(
    folder: StoreFolder, register: StoreRegister, parts: Iterable[str]
) -> Iterator[pa.Table]:
    """Tell a part's duplicates after another's, since a corpus may have millions of them."""
    for part in parts:
        columns = ["id", "words_digest"]
        table = pq.read_table(folder.part(DOCUMENTS, part), columns=columns, partitioning=None)
        ids, digests = (table[name].to_pylist() for name in columns)
        firsts = [
            register.first_with(words, document)
            for document, words in zip(ids, digests, strict=True)
        ]
        rows = [
            (document, first)
            for document, first in zip(ids, firsts, strict=True)
            if document != first
        ]
        if rows:
            yield pa.table(list(zip(*rows, strict=True)), schema=_DUPLICATES)


def _is_whole(path: Path) -> bool:
    try:
        pq.read_metadata(path)
    except (pa.ArrowInvalid, OSError):
        return False
    return True


def _write_changed(path: Path, schema: pa.Schema, tables_of_it: Iterable[pa.Table]) -> bool:
    """Write a table where it is not there already; a run that changes nothing touches nothing."""
    draft = path.with_suffix(".draft")

    def write(part: Path) -> None:
        with pq.ParquetWriter(part, schema, compression="zstd") as writer:
            for table in tables_of_it:
                writer.write_table(table)

    try:
        write_durably(draft, write)
        if path.exists() and checksum(path) == checksum(draft):
            return False
        draft.replace(path)
        return True
    finally:
        draft.unlink(missing_ok=True)


def _take_away_stale(folder: StoreFolder, parts: set[str]) -> None:
    for table in tables():
        for path in folder.table(table).glob("*.parquet"):
            if path.stem not in parts:
                path.unlink()
    for path in (folder.hidden / "parts").glob("*.json"):
        if path.stem not in parts:
            path.unlink()
    for name in ("shards", "made"):
        shutil.rmtree(folder.hidden / name, ignore_errors=True)
