"""Starts the processes of a run and of a cluster, and says what they take (on Linux)."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

Line = dict[str, Any]
TOLD = 60  # seconds from one word about a run under way to the next


def started(command: list[str]) -> "subprocess.Popen[bytes]":
    """Start a command that says nothing."""
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def measured(command: list[str], store: Path, beside: int | None = None) -> Line:
    """Run a command to its end; say its times, and the memory of its processes at the most.

    `beside` is a process that works for it without descending from it. Of seconds of the
    processors, what was seen of each process counts where the system was not told in the end.
    """
    began = said = time.perf_counter()
    first = others = 0
    used: dict[int, float] = {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            first = max(first, resident(process.pid))
            helpers = [*below(process.pid), *(below(beside) if beside else [])]
            others = max([others, *map(resident, helpers)])
            for each in [process.pid, *helpers]:
                used[each] = max(used.get(each, 0), seconds_of(each))
            if time.perf_counter() - said > TOLD:
                said = time.perf_counter()
                sys.stderr.write(f"{said - began:.0f} s so far: {json.dumps(left_by(store))}\n")
            time.sleep(0.2)
        process.returncode = os.waitstatus_to_exitcode(status)
    return {
        "seconds": round(time.perf_counter() - began, 1),
        "processor_seconds": round(max(usage.ru_utime + usage.ru_stime, sum(used.values())), 1),
        "megabytes_of_the_first_process": first // 1024,
        "megabytes_of_the_largest_other": others // 1024,
        "exit_code": process.returncode,
        "megabytes_of_the_store": size_of(store),
    }


def resident(process: int) -> int:
    """Return how many kilobytes a process has held at the most."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


def seconds_of(process: int) -> float:
    """Return how many seconds of a processor a process has used itself."""
    with suppress(OSError):
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return 0


def size_of(folder: Path) -> int:
    """Return how many megabytes the visible files of a store have."""
    visible = (path for path in folder.rglob("*") if path.is_file() and path.suffix == ".parquet")
    return sum(path.stat().st_size for path in visible) // 2**20


def below(process: int) -> list[int]:
    """Return the processes that descend from one, the nearest first."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            words = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(words[1])
    found = [process]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return found[1:]


def left_by(store: Path) -> Line:
    """Say what a run has left: shards that wait, and whether the store is finished."""
    return {
        "shards": len(list((store / ".nkpressure").glob("shards/*/*.zip"))),
        "finished": (store / "manifest.json").exists(),
    }


@contextmanager
def dask(*arguments: str) -> Iterator[int]:
    """Let a part of a Dask cluster live for a while, with all that descends from it."""
    with started([sys.executable, "-m", "dask", *arguments]) as process:
        try:
            yield process.pid
        finally:
            for each in [process.pid, *below(process.pid)]:
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)


@contextmanager
def cluster(workers: int) -> Iterator[tuple[str, int, int]]:
    """Start a scheduler and its workers; give its address and both processes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    with (
        dask("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard") as first,
        dask("worker", address, "--nworkers", str(workers), "--nthreads", "1",
             "--no-dashboard", "--memory-limit", "0") as second,
    ):  # fmt: skip
        time.sleep(8)
        yield address, first, second
