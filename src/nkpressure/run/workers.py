"""Processes that do the work of a report beside each other, each in the same settled surroundings.

A worker is or descends from a fresh interpreter: it starts with hash seed 0 and in UTC, as do the
kernels that it starts, and what the caller has loaded or set does not reach into a report.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Generic, TypeVar

from nkpressure.run.forge import WorkBrokenOffError, spare_address_grammars

T = TypeVar("T")
R = TypeVar("R")


def default_jobs() -> int:
    """Return how many processes are used where nobody says: two, or one on one core.

    >>> default_jobs() in (1, 2)
    True
    """
    return min(2, os.cpu_count() or 1)


def can_fork() -> bool:
    """Say whether a process may be forked here; on a Mac, the system's own libraries forbid it."""
    return hasattr(os, "fork") and sys.platform != "darwin"


class Workers(Generic[T, R]):
    """Processes that do one kind of work; they start with the first task.

    With `forking`, one process calls `prepare` and forks children for the tasks, which have at once
    whatever that call has loaded. Otherwise each of some processes calls it before its first task.
    Use it in a `with` statement: at its end no process is left, whatever has happened.
    """

    def __init__(
        self, work: Callable[[T], R], prepare: Callable[[], None], jobs: int, *, forking: bool
    ) -> None:
        self._work = work
        self._prepare = prepare
        self._jobs = jobs
        self._forking = forking
        self._started: Generator[None, None, None] | None = None
        self._run: Callable[[Iterator[T], int | None], Iterator[tuple[int, R | BaseException]]]

    def __enter__(self) -> "Workers[T, R]":
        return self

    def __exit__(self, *_: object) -> None:
        if self._started is not None:
            self._started.close()

    def run(
        self, tasks: Iterable[T], ahead: int | None = None
    ) -> Iterator[tuple[int, R | BaseException]]:
        """Yield each task's number with its result, as each is done.

        What a task raises is yielded in the place of its result, so that the others go on. With
        `ahead`, tasks are taken as they are needed, so many more than there are processes; where
        no process is left, no more are taken.
        """
        waiting = iter(tasks)
        for first in islice(waiting, 1):
            if self._started is None:
                self._started = self._start()
                next(self._started)
            room = None if ahead is None else self._jobs + ahead
            yield from self._run(chain([first], waiting), room)

    def _start(self) -> Generator[None, None, None]:
        with tempfile.TemporaryDirectory(prefix="nk-") as scratch, _surroundings(Path(scratch)):
            start = self._forge if self._forking else self._pool
            with start():
                yield

    @contextmanager
    def _forge(self) -> Iterator[None]:
        read_commands, write_commands = os.pipe()
        read_results, write_results = os.pipe()
        process = subprocess.Popen(
            # -P: a pandas.py that happens to lie in the current folder must not be imported.
            [
                *(sys.executable, "-P", "-c", "from nkpressure.run.forge import main; main()"),
                *(str(read_commands), str(write_results)),
            ],
            pass_fds=(read_commands, write_results),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            # Ctrl-C is for us, and we end the forge then.
            start_new_session=True,
        )
        os.close(read_commands)
        os.close(write_results)
        with Connection(write_commands) as commands, Connection(read_results) as results:

            def run(
                tasks: Iterator[T], room: int | None
            ) -> Iterator[tuple[int, R | BaseException]]:
                numbered = enumerate(tasks)
                left: set[int] = set()
                while True:
                    due = _taken(numbered, room, left)
                    try:
                        if due:
                            commands.send(due)
                        if not left:
                            return
                        number, result = results.recv()
                    except (EOFError, OSError):
                        for number in sorted(left):
                            yield number, WorkBrokenOffError("no process was left to do it")
                        return
                    left.remove(number)
                    yield number, result

            try:
                commands.send((self._work, self._prepare, self._jobs))
                self._run = run
                yield
            finally:
                # Nothing of it may go on, whether it is done, at work or still being prepared.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    @contextmanager
    def _pool(self) -> Iterator[None]:
        pool = ProcessPoolExecutor(
            max_workers=self._jobs,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_settle,
            initargs=(self._prepare,),
        )

        def run(tasks: Iterator[T], room: int | None) -> Iterator[tuple[int, R | BaseException]]:
            numbered = enumerate(tasks)
            left: set[int] = set()
            futures: dict[Future[R], int] = {}
            while True:
                for number, task in _taken(numbered, room, left):
                    futures[_submitted(pool, self._work, task)] = number
                if not futures:
                    return
                for future in wait(futures, return_when=FIRST_COMPLETED).done:
                    number = futures.pop(future)
                    left.remove(number)
                    yield number, future.exception() or future.result()

        try:
            self._run = run
            yield
        finally:
            pool.shutdown(cancel_futures=True)


def _taken(
    numbered: Iterator[tuple[int, T]], room: int | None, left: set[int]
) -> list[tuple[int, T]]:
    """Take as many tasks as there is room for beside those that are left, and count them in."""
    due = list(islice(numbered, None if room is None else room - len(left)))
    left.update(number for number, _ in due)
    return due


def _submitted(pool: ProcessPoolExecutor, work: Callable[[T], R], task: T) -> Future[R]:
    try:
        return pool.submit(work, task)
    except BrokenExecutor as error:  # a process of the pool was killed, and with it the pool
        broken: Future[R] = Future()
        broken.set_exception(error)
        return broken


def _settle(prepare: Callable[[], None]) -> None:
    spare_address_grammars()
    prepare()


@contextmanager
def _surroundings(scratch: Path) -> Iterator[None]:
    """Let workers and kernels inherit settled surroundings, and give ours back afterwards."""
    settled = {
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        # A user's own IPython start-up files would make the report differ from another user's.
        "IPYTHONDIR": str(scratch / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(scratch),
        # The kernel is to be this installation's Python, not one that a user has put before it.
        "JUPYTER_PREFER_ENV_PATH": "1",
        # Threads of numpy's would make forking unsafe, and reports compute nothing that is large.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    before = {name: os.environ.get(name) for name in settled}
    os.environ.update(settled)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
