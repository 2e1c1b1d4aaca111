"""Make a store of many documents, kill the run at random moments, and compare the stores.

    python benchmarks/store_scale.py CORPUS.jsonl [--documents 2000] [--kills 10]
                                     [--folder F] [--parts one two killed dask]

The corpus is repeated, with other ids and dates, until there are as many documents as asked for.
Each part makes a store of it: `one` with one process, `two` with two, and once more where nothing
is to be done; `killed` with two, where whole runs and single processes are killed at random and
the run starts again; `dask` on a Dask cluster of this machine, whose workers and scheduler are
killed. Each store must equal that of `one`, file for file and row for row.

What a part has come to is printed at once. With a folder, the corpus, the store of `one` and all
figures stay there, so that parts can be run on their own; other stores go when they are compared,
unless they differ. Needs Linux (it looks for processes in /proc) and the extras corpora and
cluster.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from run_processes import Line, below, cluster, left_by, measured, started
from store_comparison import compared

LENGTH = timedelta(days=244)  # from one repetition to the next
MUST = ("bytes_equal", "rows_equal", "all_documents_read")
ROOM = 20_000  # bytes of disk a document: corpus, two stores, and what waits to be joined


@dataclass(frozen=True)
class Bench:
    """A corpus, the folder where stores of it are made, and how they are disturbed."""

    corpus: Path
    home: Path
    documents: int
    kills: int
    chance: random.Random

    def one(self) -> Iterator[Line]:
        """Make the store that all others must equal."""
        store = self.fresh("one")
        yield {"one process": measured(call(self.corpus, store, "--jobs", "1"), store)}
        yield {"all_documents_read": documents_of(store) == self.documents}

    def two(self) -> Iterator[Line]:
        """Make a store with two processes, and have it looked through by a second run."""
        command = call(self.corpus, self.fresh("two"), "--jobs", "2")
        two = measured(command, self.home / "two")
        yield {"two processes": two, "speed-up": self.speed_up(two["seconds"])}
        yield self.compared("two", keep=True)
        yield {"a second run": measured(command, self.home / "two")}
        yield self.compared("two")

    def killed(self) -> Iterator[Line]:
        """Make a store while the run, or one of its processes, is killed again and again."""
        store = self.fresh("killed")
        command = call(self.corpus, store, "--jobs", "2")
        length = self.seconds_of("two processes")
        process = started(command)
        for number in range(self.kills):
            time.sleep(self.chance.uniform(0.3, 1.7) * 0.8 * length / self.kills)
            if process.poll() is not None:
                yield {"killed": f"nothing, the run was done; exit code {process.returncode}"}
                break
            what = self.struck(process, whole=number % 3 != 2)
            yield {"killed": what, **left_by(store)}
            if process.poll() is not None:
                process = started(command)
        process.wait()
        yield {"the last run": f"exit code {process.returncode}", **left_by(store)}
        yield {"to the end": measured(command, store)}
        yield self.compared("killed")

    def struck(self, process: "subprocess.Popen[bytes]", *, whole: bool) -> str:
        """Kill a run or one of its processes, which the run must survive."""
        if whole:
            process.kill()
            process.wait()
            return "the run"
        victims = below(process.pid)
        if not victims:
            return "nothing, there was no process below the run"
        with suppress(ProcessLookupError):
            os.kill(self.chance.choice(victims), signal.SIGKILL)
        return f"one of {len(victims)} processes of the run"

    def dask(self) -> Iterator[Line]:
        """Make a store on a cluster while its workers are killed, and at the end its scheduler."""
        store = self.fresh("dask")
        length = self.seconds_of("two processes")
        with cluster(2) as (address, scheduler, workers):
            process = started(call(self.corpus, store, "--cluster", address))
            for _ in range(3):
                time.sleep(self.chance.uniform(0.5, 1) * length / 6)
                # The nearest below `dask worker` are its workers; it starts another for each
                victims = below(workers)
                if victims and process.poll() is None:
                    os.kill(self.chance.choice(victims), signal.SIGKILL)
                    what = f"one of {len(victims)} processes of the workers"
                    yield {"killed on dask": what, **left_by(store)}
            if process.poll() is None:
                os.kill(scheduler, signal.SIGKILL)
                yield {"killed on dask": f"the scheduler; exit code {process.wait()}"}
        with cluster(2) as (address, _, workers):
            command = call(self.corpus, store, "--cluster", address)
            yield {"dask, to the end": measured(command, store, workers)}
        yield self.compared("dask")

    def fresh(self, name: str) -> Path:
        """Return the place of a store, where nothing is left of an earlier one."""
        shutil.rmtree(self.home / name, ignore_errors=True)
        return self.home / name

    def compared(self, name: str, *, keep: bool = False) -> Line:
        """Compare a store with that of `one`; take it away where both are equal."""
        began = time.perf_counter()
        same = compared(self.home / "one", self.home / name)
        if all(same.values()) and not keep:
            shutil.rmtree(self.home / name)
        return {"compared": name, **same, "seconds": round(time.perf_counter() - began, 1)}

    def seconds_of(self, what: str) -> float:
        """Return how long an earlier part took, or with one process where that was not run."""
        told = self.told()
        keys = ("one process", what)
        found = [line[key]["seconds"] for key in keys for line in told if key in line]
        return float(found[-1])

    def speed_up(self, seconds: float) -> float:
        """Say how many times as fast as with one process a run was."""
        return round(self.seconds_of("one process") / seconds, 2)

    def told(self) -> list[Line]:
        """Return the figures of all parts so far."""
        lines = (
            (self.home / f"figures-{self.documents}.jsonl").read_text(encoding="utf-8").splitlines()
        )
        return [json.loads(line) for line in lines]

    def tell(self, line: Line) -> None:
        """Print a figure and keep it."""
        written = f"{json.dumps(line)}\n"
        with (self.home / f"figures-{self.documents}.jsonl").open("a", encoding="utf-8") as file:
            file.write(written)
        sys.stdout.write(written)
        sys.stdout.flush()


def repeated(source: Path, to: Path, documents: int) -> Path:
    """Write the documents of a corpus again and again, each time with other ids and later dates."""
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").split("\n") if line]
    draft = to.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as file:
        for number in range(documents):
            turn, row = divmod(number, len(rows))
            own = dict(rows[row])
            own["id"] = f"{own['id']}-{turn}"
            with suppress(KeyError, ValueError):
                own["published"] = str(date.fromisoformat(own["published"]) + turn * LENGTH)
            file.write(f"{json.dumps(own, ensure_ascii=False)}\n")
    return draft.replace(to)


def call(corpus: Path, to: Path, *options: str) -> list[str]:
    """Return the command that makes a store."""
    command = [sys.executable, "-m", "nkpressure", "annotate", str(corpus), "--to", str(to)]
    return [*command, "--quiet", *options]


def documents_of(store: Path) -> int:
    """Return how many documents a finished store has, by its manifest; 0 where there is none."""
    path = store / "manifest.json"
    return int(json.loads(path.read_text(encoding="utf-8"))["documents"]) if path.exists() else 0


def main() -> None:
    """Read the arguments, make the stores, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where all is kept (default: nothing is)")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    given = parser.parse_args()
    with ExitStack() as held:
        home = given.folder or Path(held.enter_context(tempfile.TemporaryDirectory()))
        home.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(home).free
        if free < given.documents * ROOM:
            parser.error(f"{home} has {free >> 20} MB, {given.documents * ROOM >> 20} are needed")
        corpus = home / f"corpus-{given.documents}.jsonl"
        if not corpus.exists():
            repeated(given.corpus, corpus, given.documents)
        if given.parts[0] != "one" and documents_of(home / "one") != given.documents:
            parser.error(f"{home} has no store of these documents; run the part one first")
        bench = Bench(corpus, home, given.documents, given.kills, random.Random(given.seed))
        faults = [told(bench, line) for part in given.parts for line in PARTS[part](bench)]
        good = not any(faults)
    sys.stdout.write("all stores are equal\n" if good else "FAULTS\n")
    sys.exit(0 if good else 1)


def told(bench: Bench, line: Line) -> bool:
    """Print a line; say whether it speaks of a fault."""
    bench.tell(line)
    ends = [said["exit_code"] for said in line.values() if isinstance(said, dict)]
    return any(ends) or not all(line.get(name, True) for name in MUST)


PARTS: dict[str, Callable[[Bench], Iterator[Line]]] = {
    "one": Bench.one,
    "two": Bench.two,
    "killed": Bench.killed,
    "dask": Bench.dask,
}


if __name__ == "__main__":
    main()
