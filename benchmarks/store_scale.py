"""Make a store of many documents, kill the run at random moments, and compare the stores.

    python benchmarks/store_scale.py CORPUS.jsonl [--documents 2000] [--kills 10] [--folder F]

The corpus is repeated, with other ids and dates, until there are as many documents as asked for.
It is annotated with one process and with two; then with two, where whole runs and single processes
are killed at random and the run starts again; then on a Dask cluster of this machine, whose workers
and scheduler are killed. Each store must equal the first, file for file and row for row.
Needs Linux (it looks for processes in /proc) and the extras corpora and cluster.
"""

import argparse
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq

VARYING = {"times.json", "lock"}
LENGTH = timedelta(days=244)  # from one repetition to the next


def repeated(source: Path, to: Path, documents: int) -> Path:
    """Write the documents of a corpus again and again, each time with other ids and later dates."""
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").split("\n") if line]
    with to.open("w", encoding="utf-8") as file:
        for number in range(documents):
            turn, row = divmod(number, len(rows))
            own = dict(rows[row])
            own["id"] = f"{own['id']}-{turn}"
            with suppress(KeyError, ValueError):
                own["published"] = str(date.fromisoformat(own["published"]) + turn * LENGTH)
            file.write(f"{json.dumps(own, ensure_ascii=False)}\n")
    return to


def call(corpus: Path, to: Path, *options: str) -> list[str]:
    """Return the command that makes a store."""
    command = [sys.executable, "-m", "nkpressure", "annotate", str(corpus), "--to", str(to)]
    return [*command, "--quiet", *options]


def measured(command: list[str], to: Path) -> dict[str, object]:
    """Run a command to its end; say its times and the memory of its first process at the most."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        parent = 0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            parent = max(parent, resident(process.pid))
            time.sleep(0.1)
        process.returncode = os.waitstatus_to_exitcode(status)
    return {
        "seconds": round(time.perf_counter() - started, 1),
        "processor_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "megabytes_of_the_first_process": parent // 1024,
        "megabytes_of_the_largest_process": usage.ru_maxrss // 1024,
        "exit_code": process.returncode,
        "megabytes_of_the_store": size_of(to),
    }


def resident(process: int) -> int:
    """Return how many kilobytes a process has held at the most."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
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


def killed(command: list[str], wait: float, chance: random.Random, *, whole: bool) -> str:
    """Start a run, kill it or one of its processes after a while; say what became of it."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(wait)
        if process.poll() is not None:
            return "was done already"
        if whole:
            process.kill()
            return "the run was killed"
        victims = below(process.pid)
        if not victims:
            return f"there was no process to kill; exit code {process.wait()}"
        with suppress(ProcessLookupError):
            os.kill(chance.choice(victims), signal.SIGKILL)
        return f"one of {len(victims)} processes was killed; exit code {process.wait()}"


def left_by(store: Path) -> dict[str, object]:
    """Say what a run has left: shards that wait, and whether the store is finished."""
    return {
        "shards": len(list((store / ".nkpressure").glob("shards/*/*.zip"))),
        "finished": (store / "manifest.json").exists(),
    }


def files_of(store: Path) -> dict[str, bytes]:
    """Return the content of each file that may not vary."""
    return {
        path.relative_to(store).as_posix(): path.read_bytes()
        for path in store.rglob("*")
        if path.is_file() and path.name not in VARYING
    }


def compared(store: Path, other: Path) -> dict[str, bool]:
    """Say whether two stores are the same, byte for byte and row for row."""
    names = [path.relative_to(store) for path in sorted(store.rglob("*.parquet"))]
    return {
        "bytes_equal": files_of(store) == files_of(other),
        "rows_equal": all(
            (other / name).exists()
            and pq.read_table(store / name, partitioning=None).equals(
                pq.read_table(other / name, partitioning=None)
            )
            for name in names
        ),
    }


@contextmanager
def dask(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Let a part of a Dask cluster live for a while, with all that descends from it."""
    command = [sys.executable, "-m", "dask", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            for each in [process.pid, *below(process.pid)]:
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGKILL)


@contextmanager
def cluster(workers: int) -> Iterator[tuple[str, subprocess.Popen[bytes], subprocess.Popen[bytes]]]:
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


def on_dask(
    corpus: Path, to: Path, length: float, kills: int, chance: random.Random
) -> Iterator[dict[str, object]]:
    """Make a store on a cluster while its workers are killed, and at the end its scheduler."""
    with cluster(2) as (address, scheduler, workers):
        command = call(corpus, to, "--cluster", address)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            for _ in range(kills):
                time.sleep(chance.uniform(0.5, 1) * length / (2 * kills))
                # The nearest below `dask worker` are its workers; it starts another for each
                victims = below(workers.pid)
                if victims and process.poll() is None:
                    os.kill(chance.choice(victims), signal.SIGKILL)
                    yield {"dask": f"one of {len(victims)} processes of the workers was killed"}
            if process.poll() is None:
                scheduler.kill()
                yield {"dask": f"the scheduler was killed; exit code {process.wait()}"}
    with cluster(2) as (address, *_):
        yield {"dask, to the end": measured(call(corpus, to, "--cluster", address), to)}


def main() -> None:
    """Read the arguments, make the stores, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the stores go (default: temporary)")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory(dir=given.folder) as scratch:
        home = Path(scratch)
        corpus = repeated(given.corpus, home / "corpus.jsonl", given.documents)
        good = True
        for line in rounds(corpus, home, given.kills, chance):
            good = good and line.get("bytes_equal", True) and line.get("rows_equal", True)
            sys.stdout.write(f"{json.dumps(line)}\n")
            sys.stdout.flush()
    sys.stdout.write("all stores are equal\n" if good else "FAULTS\n")
    sys.exit(0 if good else 1)


def rounds(
    corpus: Path, home: Path, kills: int, chance: random.Random
) -> Iterator[dict[str, object]]:
    """Give what each part of the benchmark has come to."""
    one = measured(call(corpus, home / "one", "--jobs", "1"), home / "one")
    yield {"one process": one}
    two = measured(call(corpus, home / "two", "--jobs", "2"), home / "two")
    yield {"two processes": two, **compared(home / "one", home / "two")}
    length = float(str(two["seconds"]))
    yield {"speed-up": round(float(str(one["seconds"])) / length, 2)}
    again = measured(call(corpus, home / "two", "--jobs", "2"), home / "two")
    yield {"a second run": again, **compared(home / "one", home / "two")}
    command = call(corpus, home / "killed", "--jobs", "2")
    for number in range(kills):
        became = killed(command, chance.uniform(0, 0.6) * length, chance, whole=number % 3 != 2)
        yield {"killed": became, **left_by(home / "killed")}
        if (home / "killed" / "manifest.json").exists() and number + 1 < kills:
            yield compared(home / "one", home / "killed")
            shutil.rmtree(home / "killed")
    end = measured(command, home / "killed")
    yield {"to the end": end, **compared(home / "one", home / "killed")}
    yield from on_dask(corpus, home / "dask", length, 3, chance)
    yield compared(home / "one", home / "dask")


if __name__ == "__main__":
    main()
