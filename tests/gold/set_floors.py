"""Measures every finder on the gold and writes floors.json, a little below what was measured.

usage: python tests/gold/set_floors.py

Run it after a change that raises scores, and read the difference before committing it: a floor
that went down is a loss, and needs a reason in the commit's message.
"""

import csv
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from math import floor
from pathlib import Path

from nkpressure.find.everything import find_everything
from nkpressure.measure.scores import KindScore, score_records
from nkpressure.model import Document, Interval
from nkpressure.records import Record, read_records, to_records

GOLD = Path(__file__).parent
FLOORS = GOLD / "floors.json"
_SEEDS = GOLD.parents[1] / "seeds"
BELOW = 0.02  # so that a harmless change of one span in fifty does not fail


@dataclass(frozen=True)
class GoldSet:
    """Texts with a documents.csv, and the gold records of them: a file, or a folder of files."""

    name: str
    texts: Path
    gold: Path

    def documents(self) -> list[Document]:
        with (self.texts / "documents.csv").open(encoding="utf-8", newline="") as rows:
            return [self._document(row) for row in csv.DictReader(rows)]

    def _document(self, row: dict[str, str]) -> Document:
        text = (self.texts / row["file"]).read_bytes().decode("utf-8")
        published = Interval.parse(row["published"]) if row["published"] else None
        title, author = row["title"] or None, row["author"] or None
        return Document(row["id"], text, published, title=title, author=author)

    def gold_files(self) -> list[Path]:
        return [self.gold] if self.gold.is_file() else sorted(self.gold.glob("*.jsonl"))

    def records(self) -> list[Record]:
        return [record for path in self.gold_files() for record in read_records(path)]


SETS = (
    GoldSet("seeds", _SEEDS, _SEEDS / "coders" / "first.jsonl"),
    GoldSet("heldout", GOLD / "heldout", GOLD / "heldout"),
)


@cache
def scores_of(gold_set: GoldSet) -> dict[str, KindScore]:
    """Run every finder once over the set's texts, and score what it finds."""
    predicted: list[Record] = []
    for document in gold_set.documents():
        predicted += to_records(document, find_everything(document).annotations())
    scores = score_records(predicted, gold_set.records())
    return {score.kind: score for score in scores}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def floors_of(gold_set: GoldSet) -> dict[str, object]:
    found = [score for score in scores_of(gold_set).values() if score.predicted]
    return {
        "gold": {path.name: digest(path) for path in gold_set.gold_files()},
        "floors": {
            score.kind: {
                measure.name: max(0, floor((measure.f1 - BELOW) * 1000) / 1000)
                for measure in score.measures
            }
            for score in found
        },
    }


if __name__ == "__main__":
    measured = {gold_set.name: floors_of(gold_set) for gold_set in SETS}
    FLOORS.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")
