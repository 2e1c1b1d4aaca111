"""Looks for inputs that break a target, led by what of the code they reach (with atheris).

    python tools/fuzz.py finders --minutes 10 --to FOLDER

What breaks is written to FOLDER; mend it, and put the input into tests/fuzz/kept/, which
the tests run through the same target.
"""

import argparse
import json
import sys
import tempfile
import traceback
from pathlib import Path

import atheris

TESTS = Path(__file__).parents[1] / "tests"
KEPT = TESTS / "fuzz" / "kept"
sys.path.insert(0, str(TESTS / "fuzz"))

with atheris.instrument_imports(include=["nkpressure"]):
    import fuzz_targets


def main() -> None:
    """Fuzz one target for some minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(fuzz_targets.TARGETS))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--to", type=Path, default=Path(tempfile.gettempdir()) / "nkpressure-fuzz")
    arguments = parser.parse_args()
    arguments.to.mkdir(parents=True, exist_ok=True)
    seeds = tempfile.mkdtemp()
    write_seeds(arguments.target, Path(seeds))
    words = fuzz_targets.vocabulary()
    check = fuzz_targets.TARGETS[arguments.target]
    on_text = arguments.target in fuzz_targets.ON_TEXT
    seen: set[str] = set()

    def one(data: bytes) -> None:
        given = fuzz_targets.text_of(data, words) if on_text else data
        try:
            check(given)
        except Exception as error:  # every kind: each is a find
            where = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__}-{Path(where.filename).stem}-{where.lineno}"
            if name not in seen:
                seen.add(name)
                kept = arguments.to / f"{arguments.target}-{name}"
                raw = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
                kept.write_bytes(raw)
                kept.with_suffix(".trace").write_text(traceback.format_exc(), encoding="utf-8")
                sys.stderr.write(f"\nfound: {kept}: {error!r}"[:500] + "\n")

    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={int(arguments.minutes * 60)}",
            "-max_len=600" if on_text else "-max_len=6000",
            "-timeout=60",
            "-rss_limit_mb=4096",
            f"-artifact_prefix={arguments.to}/",
            seeds,
        ],
        one,
    )
    atheris.Fuzz()


def write_seeds(target: str, folder: Path) -> None:
    """Write inputs to start from: of each format a file that is right."""
    for number, (name, data) in enumerate(sorted(starts(target).items())):
        (folder / f"{number:03d}-{name}").write_bytes(data)


def starts(target: str) -> dict[str, bytes]:
    """Return right inputs of a target by name; for texts, some bytes."""
    if target in fuzz_targets.ON_TEXT:
        return {f"bytes-{n}": bytes((n * 37 + i * 11) % 256 for i in range(200)) for n in range(8)}
    if target == "exchange":
        return _exports()
    return _files()


def _exports() -> dict[str, bytes]:
    from nkpressure.exchange.formats import FORMATS
    from nkpressure.exchange.journeys import export_records
    from nkpressure.run.annotated import annotate

    note = fuzz_targets.NOTE
    records = annotate(note, fuzz_targets.TABLES).records
    readable = [format.name for format in FORMATS.values() if format.read]
    files = {}
    for place, name in enumerate(readable):
        if FORMATS[name].write:
            for file, content in export_records(records, [note], name, fuzz_targets.TABLES).files:
                files[f"{name}-{Path(file).name}"] = bytes([place]) + content
    return files


def _files() -> dict[str, bytes]:
    pages = TESTS / "read" / "pages"
    places = {suffix: place for place, suffix in enumerate(fuzz_targets.SUFFIXES)}
    files = {
        "row": bytes([places[".jsonl"]])
        + json.dumps({"id": "a", "text": "Seoul agreed."}).encode(),
        "cells": bytes([places[".csv"]]) + b"id,text,published\na,Seoul agreed.,2018-07-23\n",
    }
    for page in sorted(pages.rglob("*.html")) if pages.is_dir() else ():
        files[page.stem] = bytes([places[".html"]]) + page.read_bytes()[:6000]
    for kept in sorted((KEPT / "readers").glob("*")):
        files[kept.name] = kept.read_bytes()
    return files


if __name__ == "__main__":
    main()
