"""The codings of the seeds, which lie beside them."""

from pathlib import Path

from nkpressure.records import Record, read_records

FOLDER = Path(__file__).parents[1] / "seeds" / "coders"
FIRST, SECOND = FOLDER / "first.jsonl", FOLDER / "second.jsonl"
PIIE, SINO = "piie-2017-07", "sino-nk-2018-07"


def gold_of(document: str) -> list[Record]:
    """Return the gold of one seed: the first coder's records."""
    return [record for record in read_records(FIRST) if record["document"] == document]
