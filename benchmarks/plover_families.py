"""How often the family of instruments is right, on sentences coded with events of PLOVER.

    python benchmarks/plover_families.py FOLDER

FOLDER holds documents.csv (id, file) and gold.jsonl with a record `{"document": ..., "kind":
"event", "event": "REJECT"}` for each document. Run by hand; benchmarks/README.md has the mapping.
"""

import csv
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from math import log
from pathlib import Path

from nkpressure.codebook import read_codebook
from nkpressure.find.families import EventFamily, find_sentence_events
from nkpressure.find.instruments import find_instruments
from nkpressure.find.plain_text import lowered
from nkpressure.model import Document, Span
from nkpressure.read.sentences import Sentence
from nkpressure.records import read_records
from nkpressure.tables import read_tables

FOLDS = 10
SEED = 2017
Coded = tuple[str, str]  # a text and its family


def main(folder: Path) -> None:
    """Print the accuracies, the guesses that need no reading first."""
    coded = read_coded(folder)
    families = [family for _, family in coded]
    most, count = Counter(families).most_common(1)[0]
    words = cross_validated(coded)
    told = [event_family(text) for text, _ in coded]
    named = [instrument_family(text) for text, _ in coded]
    lines = [
        f"sentences                                {len(coded)}",
        f"always the most frequent family ({most})      {count / len(coded):.3f}",
        f"bag of words, naive Bayes, {FOLDS} folds       {words:.3f}",
        f"events of the sentence (find_sentence_events) {accuracy(told, families):.3f}, "
        f"silent on {told.count(None)}",
        f"instruments alone (find_instruments)     {accuracy(named, families):.3f}, "
        f"silent on {named.count(None)}",
    ]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    for (family, found), times in sorted(
        Counter(zip(families, told, strict=True)).items(), key=str
    ):
        sys.stdout.write(f"  coded {family}, told {found or '-'}: {times}\n")


def read_coded(folder: Path) -> list[Coded]:
    """Read the sentences with the family that the table gives to the coded event."""
    of_event = {row.event: row.family for row in read_tables().rows(EventFamily)}
    events = {
        record["document"]: record["event"]
        for record in read_records(folder / "gold.jsonl")
        if record["kind"] == "event"
    }
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as rows:
        files = {row["id"]: row["file"] for row in csv.DictReader(rows)}
    return [
        ((folder / file).read_bytes().decode(), of_event[events[document]])
        for document, file in files.items()
        if document in events
    ]


def event_family(text: str) -> str | None:
    """Return the family of the event that a text of one sentence tells."""
    told = find_sentence_events(Document("sentence", text), [whole(text)])
    return told[0].family if told else None


def instrument_family(text: str) -> str | None:
    """Return the family of most instruments in a text; the longest mention breaks a tie."""
    of_code = {code.code: code.family for code in read_codebook().codes}
    mentions = find_instruments(Document("sentence", text), [], [whole(text)])
    weights: Counter[str] = Counter()
    for mention in mentions:
        weights[of_code[mention.code] or ""] += len(text) + len(mention.span)
    return max(weights, key=lambda family: weights[family], default=None)


def whole(text: str) -> Sentence:
    """Return a text as one sentence."""
    return Sentence(Span(0, len(text)), "given")


def accuracy(found: Sequence[str | None], families: Sequence[str]) -> float:
    """Return the share that is right; silence is wrong."""
    return sum(one == other for one, other in zip(found, families, strict=True)) / len(families)


def cross_validated(coded: Sequence[Coded]) -> float:
    """Return the accuracy of a bag of words that never saw the sentences it is asked about."""
    shuffled = list(coded)
    random.Random(SEED).shuffle(shuffled)
    right = 0
    for fold in range(FOLDS):
        asked = shuffled[fold::FOLDS]
        seen = [one for number, one in enumerate(shuffled) if number % FOLDS != fold]
        classify = trained(seen)
        right += sum(classify(text) == family for text, family in asked)
    return right / len(coded)


def trained(seen: Sequence[Coded]) -> Callable[[str], str]:
    """Train a multinomial naive Bayes on the words of the sentences, one added to each count."""
    families = Counter(family for _, family in seen)
    words: dict[str, Counter[str]] = {family: Counter() for family in families}
    for text, family in seen:
        words[family].update(bag(text))
    vocabulary = len({word for counts in words.values() for word in counts})

    def weight(family: str, text: str) -> float:
        counts, total = words[family], words[family].total() + vocabulary
        return log(families[family]) + sum(log((counts[word] + 1) / total) for word in bag(text))

    return lambda text: max(families, key=lambda family: weight(family, text))


def bag(text: str) -> list[str]:
    """Return the words of a text, each as often as it stands there."""
    return [word.strip(".,;:'\"()[]{}") for word in lowered(text).split()]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
