"""The same work on a cluster of Dask's: shards of a store, pieces of a report.

A worker of the cluster does no task itself. It keeps a process of its own, as one machine does,
which is a fresh interpreter in settled surroundings and forks for each task; so results are the
same, what a task takes in memory is given back, and the worker goes on answering the scheduler.
Workers write their results to the folder that all machines share: what is written stands, whatever
becomes of workers, scheduler and client.
"""

import queue
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from nkpressure.errors import WrongUseError
from nkpressure.run.digests import package_digest
from nkpressure.run.forge import WorkBrokenOffError
from nkpressure.run.workers import Workers, can_fork
from nkpressure.store.extras import require
from nkpressure.tables import read_tables

T = TypeVar("T")
R = TypeVar("R")

LOCAL = "local"
_ADDRESS = re.compile(r"[a-z]+://\S+:\d+")
_PATIENCE = "30s"  # for a scheduler that does not answer
_STANDING: dict[str, "queue.SimpleQueue[Workers[Any, Any]]"] = {}


class ClusterWorkers(Generic[T, R]):
    """Does tasks on a Dask cluster, as `Workers` does them here; use it in a `with` statement.

    `address` is that of a scheduler ("tcp://10.0.0.1:8786"), or "local" for a cluster of `jobs`
    workers on this machine. `shared` is a folder that all workers must see under the same name,
    `tables` the user's own tables, of which they must see the same state.
    """

    def __init__(
        self,
        work: Callable[[T], R],
        prepare: Callable[[], None],
        address: str,
        jobs: int,
        shared: Path,
        tables: Path | None,
    ) -> None:
        require("distributed", "cluster", "a cluster")
        self._do = _Errand(work, prepare, uuid.uuid4().hex)
        self._address = address
        self._jobs = jobs
        self._shared = shared
        self._tables = tables
        self._open = ExitStack()
        self._client: Any = None

    def __enter__(self) -> "ClusterWorkers[T, R]":
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def run(
        self, tasks: Iterable[T], ahead: int | None = None
    ) -> Iterator[tuple[int, R | BaseException]]:
        """Yield each task's number with its result, as each is done.

        A task whose worker was lost is done by another one. With `ahead`, tasks are taken as they
        are needed, so many more than the workers can do at a time; where the scheduler is lost, no
        more are taken.
        """
        waiting = iter(tasks)
        for first in islice(waiting, 1):
            if self._client is None:
                self._client = self._open.enter_context(_client(self._address, self._jobs))
                self._check_workers()
            yield from self._run(first, waiting, ahead)

    def _run(
        self, first: T, waiting: Iterator[T], ahead: int | None
    ) -> Iterator[tuple[int, R | BaseException]]:
        from distributed import as_completed

        tasks = enumerate(chain([first], waiting))
        running = as_completed([], loop=self._client.loop)
        numbers: dict[Any, int] = {}
        try:
            while True:
                # What goes wrong while tasks are taken is no fault of the cluster's
                due = list(islice(tasks, self._room(len(numbers), ahead)))
                with _in_touch():
                    for number, task in due:
                        numbers[future := self._submitted(task)] = number
                        running.add(future)
                    if not numbers:
                        return
                    future = next(running)
                    result = _result(future)
                yield numbers.pop(future), result
        except _SchedulerLostError:
            for number in sorted(numbers.values()):
                yield number, WorkBrokenOffError(f"the scheduler at {self._address} is gone")

    def _room(self, taken: int, ahead: int | None) -> int | None:
        if ahead is None:
            return None
        with _in_touch():
            places: int = sum(self._client.nthreads().values())
        return max(0, places + ahead - taken)

    def _submitted(self, task: T) -> Any:
        return self._client.submit(self._do, task, pure=False, retries=0)

    def _check_workers(self) -> None:
        """Refuse workers that would give other results or write them where nobody looks."""
        token = self._shared / f"seen-{uuid.uuid4().hex}"
        token.touch()
        try:
            found = self._client.run(_state, str(token), self._tables)
        finally:
            token.unlink()
        if not found:
            raise WrongUseError(f"the scheduler at {self._address} has no workers; start some")
        own = (True, package_digest(), read_tables(self._tables).digest)
        for worker, state in found.items():
            for same, expected, words in zip(state, own, _DIFFERENCES, strict=True):
                if same != expected:
                    raise WrongUseError(f"the worker at {worker} {words}")


_DIFFERENCES = (
    "does not see this folder; it must lie on a disk that all machines share, under one name",
    "has another version of nkpressure; install the same on all machines",
    "sees other tables; they must lie on a disk that all machines share, under one name",
)


def _state(token: str, tables: Path | None) -> tuple[bool, str, str]:
    try:
        digest = read_tables(tables).digest
    except WrongUseError:
        digest = ""
    return Path(token).exists(), package_digest(), digest


class _Errand(Generic[T, R]):
    """What a worker of the cluster is sent: the task goes to a process of the worker's own."""

    def __init__(self, work: Callable[[T], R], prepare: Callable[[], None], name: str) -> None:
        self._work = work
        self._prepare = prepare
        self._name = name

    def __call__(self, task: T) -> R | BaseException:
        """Do a task; several threads of a worker have a process each."""
        standing = _STANDING.setdefault(self._name, queue.SimpleQueue())
        try:
            workers = standing.get_nowait()
        except queue.Empty:
            workers = Workers(self._work, self._prepare, 1, forking=can_fork())
        ((_, result),) = workers.run([task])
        if isinstance(result, WorkBrokenOffError):
            workers.__exit__()
        else:
            standing.put(workers)
        return result


def _result(future: Any) -> Any:
    if future.status == "finished":
        return future.result()
    error = future.exception() if future.status == "error" else None
    return WorkBrokenOffError(str(error or f"the cluster has {future.status} it"))


class _SchedulerLostError(Exception):
    """Nothing can be learnt from the scheduler any more."""


@contextmanager
def _in_touch() -> Iterator[None]:
    from distributed import CancelledError

    try:
        yield
    except (CancelledError, OSError) as error:  # a closed connection is an OSError too
        raise _SchedulerLostError from error


@contextmanager
def _client(address: str, jobs: int) -> Iterator[Any]:
    from distributed import Client, LocalCluster

    if address == LOCAL:
        # ":0" is any free port; None would be 8787, which another cluster here may have taken
        with (
            LocalCluster(
                n_workers=jobs, threads_per_worker=1, dashboard_address=":0", memory_limit=0
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    if not _ADDRESS.fullmatch(address):
        raise WrongUseError(
            f"{address!r} is no address of a scheduler; write tcp://10.0.0.1:8786, or {LOCAL}"
        )
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError):
        raise WrongUseError(
            f"no scheduler answers at {address}; start one with: dask scheduler"
        ) from None
    with client:
        yield client
