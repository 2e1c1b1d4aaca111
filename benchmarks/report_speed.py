"""Time 20 reports of one notebook against `papermill` called once a document, in the same run.

    python benchmarks/report_speed.py CORPUS [NOTEBOOK] [--documents 20] [--jobs 2]

CORPUS is a folder or a file with at least as many documents. Whole processes are timed, from the
call to the end. papermill only executes; ours also writes pages, tables, figures, records.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from nkpressure.read.corpora import read_corpus
from nkpressure.run.notebooks import find_notebooks


def timed(call: list[str]) -> tuple[float, float]:
    """Return the seconds that a call takes, by the clock and of the processors; it must succeed."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return time.perf_counter() - started, worked


def measure(corpus: Path, notebook: str, documents: int, jobs: int) -> dict[str, object]:
    """Time papermill a document, then a first, a second and a forced run of ours."""
    ids = [document.id for document in read_corpus(corpus).documents[:documents]]
    path = find_notebooks([notebook])[0].path
    runs: dict[str, list[tuple[float, float]]] = {"papermill": [], "first": [], "unchanged": []}
    with tempfile.TemporaryDirectory() as scratch:
        to = Path(scratch) / "reports"
        ours = [sys.executable, "-m", "nkpressure", "report", str(corpus), "--quiet"]
        ours += ["--notebooks", notebook, "--documents", *ids, "--jobs", str(jobs), "--to", str(to)]
        for number, each in enumerate(ids):
            # Ours thrice, spread over the run: other work on the machine hits both alike.
            if number % max(len(ids) // 3, 1) == 0:
                shutil.rmtree(to, ignore_errors=True)
                runs["first"].append(timed(ours))
                runs["unchanged"].append(timed(ours))
            call = [sys.executable, "-m", "papermill", str(path), f"{scratch}/out.ipynb"]
            call += ["-p", "corpus", str(corpus), "-p", "document", each]
            runs["papermill"].append(timed(call))
    return {
        "documents": len(ids),
        "notebook": notebook,
        "jobs": jobs,
        "cores": len(os.sched_getaffinity(0)),
        "load_average": round(os.getloadavg()[0], 1),
        "by_the_clock": _compared(runs, 0),
        "of_the_processors": _compared(runs, 1),
    }


def _compared(runs: dict[str, list[tuple[float, float]]], which: int) -> dict[str, float]:
    whole = sum(run[which] for run in runs["papermill"])
    first, again = (median(run[which] for run in runs[name]) for name in ("first", "unchanged"))
    return {
        "papermill_seconds": round(whole, 1),
        "first_run_seconds": round(first, 1),
        "unchanged_run_seconds": round(again, 2),
        "first_run_share": round(first / whole, 3),
        "unchanged_run_share": round(again / whole, 4),
    }


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("notebook", nargs="?", default="02_who_is_named")
    parser.add_argument("--documents", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    figures = measure(given.corpus, given.notebook, given.documents, given.jobs)
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
