"""Kill a batch of 20 reports with SIGKILL at random moments, and run it again each time.

    python benchmarks/report_kill.py CORPUS [--kills 20] [--seed 1]

After each kill the same command runs again to its end. The report must then equal that of a run
which nobody disturbed, file by file, and no piece that was done before the kill may be done again.
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
from pathlib import Path

from nkpressure.read.corpora import read_corpus

VARYING = "times.json"


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the content of each file, but for the one that says when it was made."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    found.pop(VARYING, None)
    return found


def done_pieces(folder: Path) -> set[str]:
    """Return the pieces whose note says that they are done."""
    notes = (folder / ".nkpressure").glob("*/*.json")
    return {
        path.relative_to(folder / ".nkpressure").with_suffix("").as_posix()
        for path in notes
        if json.loads(path.read_text(encoding="utf-8"))["inputs"]
    }


def times_of(folder: Path) -> str:
    """Return what the report says of its times, nothing where it has not come so far."""
    path = folder / VARYING
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def moment(call: list[str], to: Path, wait: float, whole: dict[str, bytes]) -> dict[str, object]:
    """Kill one run after some seconds, let it run again, and say whether all is as it should be."""
    shutil.rmtree(to, ignore_errors=True)
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
    done = done_pieces(to) if to.exists() else set()
    before = times_of(to)
    again = subprocess.run(call, capture_output=True, text=True, check=False)
    after = files_of(to)
    runs = json.loads(times_of(to))["runs"]
    # A run that finds nothing to do leaves the times as they are.
    idle = times_of(to) == before
    made_again = 0 if idle else sum(run["seconds"] is not None for run in runs)
    return {
        "killed_after_seconds": round(wait, 2),
        "pieces_done_then": len(done),
        "pieces_made_after": made_again,
        "complete": again.returncode == 0,
        "equal": after == whole,
        "nothing_twice": made_again + len(done - {"corpus/front"}) == len(runs),
    }


def main() -> None:
    """Read the arguments, kill and run again, and print what happened."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--notebook", default="02_who_is_named")
    parser.add_argument("--documents", type=int, default=20)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    ids = [each.id for each in read_corpus(given.corpus).documents[: given.documents]]
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as scratch:
        to = Path(scratch) / "reports"
        call = [sys.executable, "-m", "nkpressure", "report", str(given.corpus), "--quiet"]
        call += ["--notebooks", given.notebook, "--documents", *ids, "--to", str(to)]
        started = time.perf_counter()
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
        length = time.perf_counter() - started
        whole = files_of(to)
        moments = [moment(call, to, chance.uniform(0, length), whole) for _ in range(given.kills)]
    for each in moments:
        sys.stdout.write(f"{json.dumps(each)}\n")
    good = all(each["complete"] and each["equal"] and each["nothing_twice"] for each in moments)
    sys.stdout.write(
        f"{len(moments)} kills over {length:.1f} s: {'all well' if good else 'FAULTS'}\n"
    )
    sys.exit(os.EX_OK if good else 1)


if __name__ == "__main__":
    main()
