"""The work of which a store consists: annotate a shard, join shards to a part."""

import io
import json
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, ClassVar

from nkpressure.errors import NkpressureError
from nkpressure.read.entries import SEEDS, Entry, iter_entries
from nkpressure.run.forge import WorkBrokenOffError
from nkpressure.run.shards import file_of
from nkpressure.shipped import shipped_folder
from nkpressure.tables import read_tables

_NOTE = "note.json"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # a zip archive notes a time for each member; this says none
_PACKING = "zstd"
_ROWS = 65_536  # of a row group: a few megabytes, which is what readers of Parquet like best


@dataclass(frozen=True, slots=True)
class UnreadEntry:
    """A document that could not be read or annotated, and why; `file` without a place in it."""

    file: str
    id: str | None
    reason: str

    def __str__(self) -> str:
        return f"{self.file}{f' ({self.id})' if self.id else ''}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ShardTask:
    """Annotate some documents and write what was found to the shard's file."""

    is_small: ClassVar[bool] = True  # a process does many, one after another
    store: Path
    key: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the rows of a shard are now: in its own file, or in a part that was made before."""

    shard: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class PartTask:
    """Join shards to a part: one file of each table, the rows in the order of the shards."""

    store: Path
    key: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What a task has come to: how many documents were annotated, in how many seconds of work."""

    is_shard: bool
    documents: int
    seconds: float


@dataclass(frozen=True, slots=True)
class StoreWarmth:
    """What a process that forks does before its first task, so that no task has to do it again."""

    tables: Path | None

    def __call__(self) -> None:
        """Annotate the seeds, which have much of everything, and let the rows go."""
        from nkpressure.run.annotated import annotate
        from nkpressure.store.folders import tables
        from nkpressure.store.rows import rows_of
        from nkpressure.store.schemas import Columns

        own = read_tables(self.tables)
        for entry in iter_entries(shipped_folder(SEEDS), tables=own):
            if isinstance(entry, Entry):
                document = entry.read()
                rows = rows_of(document, annotate(document, own).records, None)
                for table in tables():
                    _to_ipc(Columns(table).to_table(rows[table]))


def work_on_store(task: ShardTask | PartTask) -> Done:
    """Do one task; it can be done twice, also at the same time, with the same result."""
    started = time.process_time()
    is_shard = isinstance(task, ShardTask)
    documents = _shard(task) if isinstance(task, ShardTask) else _part(task)
    return Done(is_shard, documents, round(time.process_time() - started, 4))


def _shard(task: ShardTask) -> int:
    from nkpressure.store.folders import StoreFolder, tables, write_durably
    from nkpressure.store.schemas import Columns

    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    unread = []
    for entry in task.entries:
        own = _annotated(entry)
        if isinstance(own, UnreadEntry):
            unread.append(own)
        else:
            for table, found in own.items():
                rows[table].extend(found)
    note = {
        "shard": task.key,
        "rows": {table: len(rows[table]) for table in tables()},
        "unread": [asdict(each) for each in unread],
    }
    members = {table: _to_ipc(Columns(table).to_table(rows[table])) for table in tables()}
    members[_NOTE] = json.dumps(note).encode()
    content = _to_zip(members)
    path = StoreFolder(task.store).shard(task.key)
    write_durably(path, lambda part: part.write_bytes(content))
    return len(task.entries) - len(unread)


def _annotated(entry: Entry) -> Mapping[str, list[dict[str, Any]]] | UnreadEntry:
    from nkpressure.run.annotated import annotate
    from nkpressure.store.rows import rows_of

    file = file_of(entry.name)
    try:
        document = entry.read()
    except NkpressureError as error:
        return UnreadEntry(file, entry.id, str(error).removeprefix(f"{entry.name}: "))
    try:
        return rows_of(document, annotate(document, entry.tables).records, file)
    # One document must never take the others with it, whatever its fault.
    except Exception as error:
        reason = f"it could not be annotated ({type(error).__name__}: {error})"
        return UnreadEntry(file, entry.id, reason)


def _to_ipc(table: Any) -> bytes:
    import pyarrow as pa

    held = io.BytesIO()
    with pa.ipc.new_stream(held, table.schema) as stream:
        stream.write_table(table)
    return held.getvalue()


def _to_zip(members: Mapping[str, bytes]) -> bytes:
    """Return an archive whose members are packed before, by what takes an eighth of zip's time."""
    import pyarrow as pa

    codec = pa.Codec(_PACKING, compression_level=1)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(
                zipfile.ZipInfo(name, _FIRST_DAY), codec.compress(content).to_pybytes()
            )
    return held.getvalue()


def _part(task: PartTask) -> int:
    from nkpressure.store.folders import StoreFolder, checksum, read_json, tables, write_json

    folder = StoreFolder(task.store)
    before = {
        origin.part: read_json(folder.note(origin.part)) or {}
        for origin in task.origins
        if origin.part is not None
    }
    notes = [_note(folder, origin, before) for origin in task.origins]
    files = {}
    for table in tables():
        path = folder.made(table, task.key)
        _write_table(path, table, list(_pieces(folder, task.origins, before, table)))
        files[table] = {"sha256": checksum(path), "bytes": path.stat().st_size}
    write_json(folder.note(task.key), {"part": task.key, "files": files, "shards": notes})
    return 0


def _note(folder: Any, origin: Origin, before: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    if origin.part is not None:
        shards = before[origin.part]["shards"]
        return next(shard for shard in shards if shard["shard"] == origin.shard)
    said: dict[str, Any] = json.load(_member(folder, origin.shard, _NOTE))
    return said


def _member(folder: Any, shard: str, name: str) -> Any:
    """Return a stream of one member of a shard's file."""
    import pyarrow as pa

    path = folder.shard(shard)
    try:
        with zipfile.ZipFile(path) as archive:
            packed = archive.read(name)
    except zipfile.BadZipFile:
        path.unlink(missing_ok=True)  # the next run makes it anew
        raise WorkBrokenOffError(f"{path.name} is damaged") from None
    return pa.CompressedInputStream(pa.BufferReader(packed), _PACKING)


def _pieces(
    folder: Any,
    origins: tuple[Origin, ...],
    before: Mapping[str, Mapping[str, Any]],
    table: str,
) -> Iterator[Any]:
    """Yield the rows of each shard, from its own file or out of an earlier part."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    held: dict[str, tuple[Any, dict[str, tuple[int, int]]]] = {}
    for origin in origins:
        if origin.part is None:
            yield pa.ipc.open_stream(_member(folder, origin.shard, table)).read_all()
            continue
        if origin.part not in held:  # one at a time: earlier parts are large
            path = folder.lies(table, origin.part)
            whole = pq.read_table(path, use_threads=False, partitioning=None)
            held = {origin.part: (whole, _places(before[origin.part]["shards"], table))}
        whole, places = held[origin.part]
        yield whole.slice(*places[origin.shard])


def _places(shards: Sequence[Mapping[str, Any]], table: str) -> dict[str, tuple[int, int]]:
    """Return the first row and the number of rows of each shard in a part's file."""
    counts = [shard["rows"][table] for shard in shards]
    starts = accumulate(counts, initial=0)
    names = (shard["shard"] for shard in shards)
    return {name: (start, count) for name, start, count in zip(names, starts, counts, strict=False)}


def _write_table(path: Path, table: str, pieces: list[Any]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from nkpressure.store.folders import write_durably
    from nkpressure.store.schemas import schema_of

    schema = schema_of(table)
    alike = [piece if piece.schema.equals(schema) else piece.cast(schema) for piece in pieces]
    joined = pa.concat_tables(alike).combine_chunks()
    write_durably(
        path,
        lambda part: pq.write_table(
            joined, part, row_group_size=_ROWS, compression="zstd", version="2.6"
        ),
    )
