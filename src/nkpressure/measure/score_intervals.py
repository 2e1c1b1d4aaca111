"""How far F1 would wander with other texts: a bootstrap over documents, or over sentences."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nkpressure.measure.bootstrap import FEWEST_DOCUMENTS, FEWEST_UNITS, bootstrap_interval
from nkpressure.measure.scores import KindScore, Matched
from nkpressure.records import Record


@dataclass(frozen=True, slots=True)
class ScoreInterval:
    """The middle 95 per cent of F1 over texts drawn anew, and over what was drawn."""

    low: float
    high: float
    over: str


def f1_interval(
    score: KindScore,
    found: Sequence[Record],
    gold: Sequence[Record],
    sentence_of: Callable[[Record], Hashable],
    measure: str,
    draws: int = 1000,
) -> ScoreInterval | None:
    """Return the interval of a kind's F1; None below fifty gold records.

    Documents are drawn where there are ten or more, else sentences: the interval is then one
    within these documents, and too narrow for others. `found` and `gold` hold the kind's records.
    """
    if score.gold < FEWEST_UNITS:
        return None
    by_document = len({record["document"] for record in gold}) >= FEWEST_DOCUMENTS
    cluster_of = (lambda record: record["document"]) if by_document else sentence_of
    clusters: dict[Hashable, Counter[str]] = defaultdict(Counter)
    ours, theirs = _by_document(found), _by_document(gold)
    for document, coded in theirs.items():
        own = ours.get(document, [])
        for record in (*own, *coded):
            clusters[cluster_of(record)]["records"] += 1
        for _, place in Matched(score.kind, own, coded).pairs(measure):
            clusters[cluster_of(coded[place])]["matched"] += 1
    interval = bootstrap_interval(list(clusters.values()), _f1, draws)
    over = "documents" if by_document else "sentences, within-document"
    return ScoreInterval(*interval, over) if interval else None


def _f1(tally: Mapping[str, float]) -> float | None:
    records = tally.get("records", 0.0)
    return 2 * tally.get("matched", 0.0) / records if records else None


def _by_document(records: Iterable[Record]) -> dict[str, list[Record]]:
    grouped: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        grouped[record["document"]].append(record)
    return grouped
