"""Processes that do the work of a report beside each other, each in the same settled surroundings.

A worker is a fresh interpreter: it starts with hash seed 0 and in UTC, as do the kernels that it
starts, and what the caller has loaded or set does not reach into a report.
"""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def default_jobs() -> int:
    """Return how many processes are used where nobody says: two, or one on one core.

    >>> default_jobs() in (1, 2)
    True
    """
    return min(2, os.cpu_count() or 1)


def run_all(
    work: Callable[[T], R],
    tasks: Sequence[T],
    jobs: int,
    prepare: Callable[[], None] | None = None,
) -> Iterator[tuple[int, R | BaseException]]:
    """Do the work on each task and yield the task's number with its result, as each is done.

    What a task raises is yielded in the place of its result, so that the others go on. Each worker
    calls `prepare` before its first task.
    """
    if not tasks:
        return
    with tempfile.TemporaryDirectory(prefix="nk-") as scratch, _surroundings(Path(scratch)):
        pool = ProcessPoolExecutor(
            max_workers=min(jobs, len(tasks)),
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_settle,
            initargs=(prepare,),
        )
        try:
            futures: dict[Future[R], int] = {
                pool.submit(work, task): number for number, task in enumerate(tasks)
            }
            for future in as_completed(futures):
                yield futures[future], future.exception() or future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _settle(prepare: Callable[[], None] | None) -> None:
    """Spare a worker the second that jsonschema spends on grammars for addresses.

    No notebook's schema has an address to be checked. With None under that name, jsonschema goes on
    without the check; this holds for the whole process, so it is done in our own workers alone.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    if prepare is not None:
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
