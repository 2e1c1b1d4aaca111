"""Annotates a corpus of any size into a store: shard by shard, so that it can always go on."""

import platform
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from nkpressure.codebook import read_codebook
from nkpressure.errors import NkpressureError, WrongUseError
from nkpressure.model import Interval
from nkpressure.read.entries import Entry, Remark, Unread, iter_entries
from nkpressure.run.digests import digest, reason_for
from nkpressure.run.forge import WorkBrokenOffError
from nkpressure.run.shard_tasks import (
    Done,
    PartTask,
    ShardTask,
    StoreWarmth,
    UnreadEntry,
    work_on_store,
)
from nkpressure.run.shards import Sizes, entry_digest, shards_of
from nkpressure.run.store_basis import software, store_basis
from nkpressure.run.store_register import StoreRegister
from nkpressure.run.workers import Workers, can_fork, default_jobs
from nkpressure.store.extras import require
from nkpressure.tables import read_tables

StoreTask = ShardTask | PartTask
_ROUNDS = 3  # a shard whose process was killed is tried again; the third time it is given up
_AHEAD = 3  # tasks that wait beyond those at work, so that no process has to wait for a task
_NAMED = 20  # documents that were not read; the others are in the table


class Crew(Protocol):
    """Processes that do tasks beside each other, here or on a cluster."""

    def run(
        self, tasks: Iterable[StoreTask], ahead: int | None = None
    ) -> Iterator[tuple[int, Done | BaseException]]:
        """Yield each task's number with its result or with what went wrong, as each is done."""


@dataclass(frozen=True, slots=True)
class MadeStore:
    """What a run has done: the store, its documents, and how many of them it annotated.

    `problems` are documents that were not read and shards that were not made, a sentence each;
    `notes` say what else one should know. A store with shards that were not made is not finished.
    """

    folder: Path
    finished: bool
    documents: int
    annotated: int
    shards: int
    shards_made: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StorePlan:
    """A corpus that is to become a store, with the settings on which the records depend."""

    corpus: Path | str
    published: Interval | str | None = None
    tables: Path | None = None
    sizes: Sizes = field(default_factory=Sizes)
    columns: str | None = None

    def walk(self) -> Iterator[Entry | Unread | Remark]:
        """Walk the corpus; raises WrongUseError at once where there is none."""
        return iter_entries(self.corpus, self.published, self.columns, read_tables(self.tables))


def write_store(
    corpus: Path | str,
    to: Path | str,
    *,
    published: Interval | str | None = None,
    columns: str | None = None,
    tables: Path | None = None,
    jobs: int | None = None,
    cluster: str | None = None,
    sizes: Sizes | None = None,
    progress: bool = False,
) -> MadeStore:
    """Annotate a corpus and write all records to a folder of Parquet files.

    Only shards that rest on something that has changed are annotated; a run that was killed goes
    on where it stopped. The same corpus, tables and program give the same bytes, but for
    `times.json`, whatever `jobs` and `cluster` are. `cluster` is the address of a Dask scheduler
    or "local"; its workers must see the folder and the corpus under the same names.

    Raises WrongUseError where the folder is no store or cannot be written, the corpus does not
    exist or holds nothing, or a library is missing.
    """
    require("pyarrow", "corpora", "a store")
    from nkpressure.store.folders import store_folder

    own = tables.resolve() if tables else None
    plan = StorePlan(corpus, published, own, sizes or Sizes(), columns)
    plan.walk()  # says at once where there is no corpus
    folder = store_folder(Path(to))
    with folder.alone():
        return _Writing(plan, folder.path, jobs or default_jobs(), cluster, progress).write()


class _Writing:
    """One run: rounds over the corpus until each shard is made, then the parts, then the end."""

    def __init__(
        self, plan: StorePlan, store: Path, jobs: int, cluster: str | None, progress: bool
    ) -> None:
        from nkpressure.store.folders import StoreFolder

        self.plan = plan
        self.folder = StoreFolder(store)
        self.jobs = jobs
        self.cluster = cluster
        self.progress = progress
        self.tables = read_tables(plan.tables)
        self.basis = store_basis(self.tables)
        self.register = StoreRegister()
        self.notes: dict[str, None] = {}
        self.opened = ExitStack()
        self.crew: Crew | None = None
        self.shards = self.made = self.annotated = 0
        self.seconds = 0.0

    def write(self) -> MadeStore:
        """Do what is due, and say what was done."""
        started = time.perf_counter()
        try:
            return self._written(started)
        finally:
            self.opened.close()

    def _written(self, started: float) -> MadeStore:
        try:
            self._read_notes()
            problems = self._rounds(self._shard_tasks) or self._rounds(self._part_tasks)
            if problems:
                return self._unfinished(problems)
            return self._finish(started)
        except OSError as error:
            place = error.filename or self.folder.path
            return self._unfinished([f"{place}: {error.strerror or error}"])

    def _read_notes(self) -> None:
        """Learn which shards are in parts that stand as they were made."""
        from nkpressure.store.folders import read_json

        for path in sorted((self.folder.hidden / "parts").glob("*.json")):
            note = read_json(path) or {}
            damage = self._damage(path.stem, note)
            if damage is None:
                self.register.add_made(path.stem, (shard["shard"] for shard in note["shards"]))
            else:
                path.unlink()
                self._say(f"{damage}, so that its documents are annotated anew")
        before = self.folder.manifest()
        reason = reason_for(before["basis"], self.basis) if before else None
        if reason is not None:
            self._say(f"{reason}, so that all documents are annotated anew")

    def _damage(self, part: str, note: dict[str, Any]) -> str | None:
        for table, file in note.get("files", {"documents": {"bytes": -1}}).items():
            path = self.folder.lies(table, part)
            if not path.is_file():
                return f"{path.relative_to(self.folder.path)} is missing"
            if path.stat().st_size != file["bytes"]:
                return f"{path.relative_to(self.folder.path)} was changed by somebody else"
        return None

    def _rounds(self, due: Callable[[], Iterator[StoreTask]]) -> list[str]:
        """Do all tasks that are due; return a sentence for each that could not be done."""
        problems: list[str] = []
        for _ in range(_ROUNDS):
            try:
                problems = self._round(due())
            except WrongUseError:  # the cluster of the round before is no more
                if not problems:
                    raise
                break
            if not problems:
                break
            self.opened.close()  # who may be no more
            self.crew = None
        return problems

    def _round(self, tasks: Iterator[StoreTask]) -> list[str]:
        problems = []
        crew = self.crew = self.crew or self.opened.enter_context(self._new_crew())
        for _, result in self._shown(crew.run(tasks, _AHEAD)):
            if isinstance(result, Done):
                self._count(result)
            elif isinstance(result, WorkBrokenOffError | BrokenExecutor):
                problems.append(f"a shard could not be made ({result})")
            else:
                raise result
        # Where no process is left, tasks are left that nobody has taken
        left = sum(1 for _ in tasks)
        return problems + [f"{left} shards were left"] * bool(left)

    def _count(self, done: Done) -> None:
        self.made += done.is_shard
        self.annotated += done.documents
        self.seconds += done.seconds

    def _new_crew(self) -> AbstractContextManager[Crew]:
        warmth = StoreWarmth(self.plan.tables)
        if self.cluster is None:
            return Workers[StoreTask, Done](work_on_store, warmth, self.jobs, forking=can_fork())
        from nkpressure.run.clusters import ClusterWorkers

        return ClusterWorkers[StoreTask, Done](
            work_on_store, warmth, self.cluster, self.jobs, self.folder.hidden, self.plan.tables
        )

    def _shown(
        self, results: Iterator[tuple[int, Done | BaseException]]
    ) -> Iterator[tuple[int, Done | BaseException]]:
        if not self.progress:
            yield from results
            return
        from tqdm import tqdm

        with tqdm(unit=" documents") as bar:
            for number, result in results:
                bar.update(result.documents if isinstance(result, Done) else 0)
                yield number, result

    def _shard_tasks(self) -> Iterator[StoreTask]:
        """Walk the corpus and give the shards that have not been made, planning all of them."""
        self.register.forget_plan()
        self.shards = part = 0
        for shard in shards_of(self._entries(), digest(self.basis), self.plan.sizes):
            self.shards += 1
            self.register.plan(part, shard.key)
            part += shard.ends_part
            made = self.register.part_with(shard.key) is not None
            if not made and not self.folder.shard(shard.key).exists():
                yield ShardTask(self.folder.path, shard.key, shard.entries)

    def _entries(self) -> Iterator[tuple[Entry, str]]:
        for item in self.plan.walk():
            match item:
                case Entry():
                    try:
                        yield item, entry_digest(item)
                    except NkpressureError as error:
                        self._note_unread(Unread.because(item.name, error))
                case Unread():
                    self._note_unread(item)
                case _:
                    self._say(f"{item.file}: {item.words}")

    def _note_unread(self, unread: Unread) -> None:
        reason = unread.reason.removeprefix(f"{unread.file}: ")
        self.register.add_unread([UnreadEntry(unread.file, None, reason)])

    def _part_tasks(self) -> Iterator[StoreTask]:
        for planned in self.register.planned():
            if not self.folder.note(planned.key).exists():
                yield PartTask(self.folder.path, planned.key, planned.origins)

    def _finish(self, started: float) -> MadeStore:
        from nkpressure.run.store_finishing import finish_store
        from nkpressure.store.folders import TIMES, write_json

        facts = {
            "software": software(),
            "codebook": read_codebook(self.tables).version,
            "tables": {"own_folder": self.plan.tables.name if self.plan.tables else None},
            "basis": self.basis,
            "sizes": asdict(self.plan.sizes),
        }
        manifest, changed = finish_store(self.folder, self.register, facts)
        if changed:
            write_json(self.folder.path / TIMES, self._times(time.perf_counter() - started))
        return self._told(manifest["documents"], self._unread(manifest["unread"]), finished=True)

    def _unread(self, number: int) -> list[str]:
        named = [str(each) for each in islice(self.register.unread(), _NAMED)]
        more = f"{number - _NAMED} others were not read; unread.parquet in the store names them all"
        return [*named, *([more] if number > _NAMED else [])]

    def _unfinished(self, problems: list[str]) -> MadeStore:
        again = "the store is not finished; what is done is kept, so run it again"
        return self._told(0, [*dict.fromkeys(problems), again], finished=False)

    def _told(self, documents: int, problems: list[str], *, finished: bool) -> MadeStore:
        return MadeStore(
            *(self.folder.path, finished, documents, self.annotated, self.shards, self.made),
            *(tuple(problems), tuple(self.notes)),
        )

    def _say(self, note: str) -> None:
        self.notes[note] = None

    def _times(self, seconds: float) -> dict[str, Any]:
        """Whatever differs from run to run stands in this one file."""
        return {
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "host": platform.node(),
            "jobs": self.jobs,
            "cluster": self.cluster,
            "seconds": round(seconds, 2),
            "seconds_of_work": round(self.seconds, 2),
            "documents_annotated": self.annotated,
        }
