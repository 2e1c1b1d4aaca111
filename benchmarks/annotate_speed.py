"""Time the annotation of a corpus against spaCy's small English pipeline, in turns.

    python benchmarks/annotate_speed.py CORPUS PYTHON [--rounds 3] [--model en_core_web_sm]

CORPUS is a .jsonl file with a "text" on each line; PYTHON is the interpreter of an environment that
has spaCy and the model. Each round times both over the same texts, one after the other, each in a
process of its own; ours does all that it does (every finder, the ledger, the records), spaCy runs
its whole pipeline over `nlp.pipe`. Reading the corpus, the tables and the model is left out. At the
end ours runs over ten times the documents, and over one document of a megabyte.
"""

import argparse
import gc
import importlib
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

MEGABYTE = 1_000_000
OURS, SPACY = "nkpressure", "spaCy"
Work = Callable[[list[str]], int]


def show(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def texts_of(corpus: Path) -> list[str]:
    """Return the texts of a corpus."""
    with corpus.open(encoding="utf-8") as lines:
        return [str(json.loads(line)["text"]) for line in lines]


def ours(_: str) -> Work:
    """Return what annotates texts with nkpressure and counts the records."""
    from nkpressure.model import Document
    from nkpressure.run.annotated import annotate
    from nkpressure.tables import read_tables

    tables = read_tables()
    annotate(Document("first", "It reads the tables."), tables)
    # as the processes of `nkpressure annotate` do before the first document
    gc.collect()
    gc.freeze()
    return lambda texts: sum(
        len(annotate(Document(f"text-{number}", text), tables).records)
        for number, text in enumerate(texts)
    )


def spacy(model: str) -> Work:
    """Return what annotates texts with a spaCy model and counts the tokens."""
    try:
        pipeline = importlib.import_module(model).load()
    except ImportError:
        pipeline = importlib.import_module("spacy").load(model)
    return lambda texts: sum(len(read) for read in pipeline.pipe(texts))


def measure(of: str, model: str, texts: list[str]) -> dict[str, float]:
    """Time one tool over the texts, in this process."""
    work = (ours if of == OURS else spacy)(model)
    clock, processor = time.perf_counter(), time.process_time()
    marks = work(texts)
    return {
        "seconds": time.perf_counter() - clock,
        "processor": time.process_time() - processor,
        "marks": marks,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def in_own_process(
    python: str, arguments: argparse.Namespace, of: str, shape: str
) -> dict[str, float]:
    """Time one tool in a process of its own."""
    call = [python, __file__, str(arguments.corpus), python, "--of", of, "--shape", shape]
    done = subprocess.run(
        [*call, "--model", arguments.model], stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def shaped(texts: list[str], shape: str) -> list[str]:
    """Return the texts, ten times the texts, or one long text of them."""
    if shape == "tenfold":
        return texts * 10
    return ["\n\n".join(texts)[:MEGABYTE]] if shape == "single" else texts


def compare(arguments: argparse.Namespace) -> None:
    """Time both tools in turns, and print what they took."""
    runs: dict[str, list[dict[str, float]]] = {OURS: [], SPACY: []}
    for number in range(arguments.rounds):
        for of, python in ((OURS, sys.executable), (SPACY, arguments.python)):
            runs[of].append(in_own_process(python, arguments, of, "corpus"))
            told = runs[of][-1]
            show(
                f"round {number + 1}, {of}: {told['seconds']:.2f} s by the clock, "
                f"{told['processor']:.2f} s of the processor, peak {told['peak']:.0f} MB"
            )
    middle = {
        of: {name: statistics.median(run[name] for run in done) for name in done[0]}
        for of, done in runs.items()
    }
    for name in ("seconds", "processor"):
        share = middle[SPACY][name] / middle[OURS][name]
        show(f"median {name}: {OURS} {middle[OURS][name]:.2f}, {SPACY} {middle[SPACY][name]:.2f}")
        show(f"  {OURS} is {share:.1f} times as fast")
    for shape in ("tenfold", "single"):
        told = in_own_process(sys.executable, arguments, OURS, shape)
        share = told["processor"] / middle[OURS]["processor"]
        show(
            f"{shape}: {told['processor']:.2f} s of the processor ({share:.1f} times the corpus), "
            f"peak {told['peak']:.0f} MB"
        )


def main() -> None:
    """Compare the tools, or time one of them for the process that compares."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("python")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--model", default="en_core_web_sm")
    parser.add_argument("--of", choices=(OURS, SPACY), help=argparse.SUPPRESS)
    parser.add_argument("--shape", default="corpus", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.of is None:
        compare(arguments)
        return
    texts = shaped(texts_of(arguments.corpus), arguments.shape)
    show(json.dumps(measure(arguments.of, arguments.model, texts)))


if __name__ == "__main__":
    main()
