"""Scores records against gold: exact, overlap and coded matches, a kind at a time.

The matching is the record format's: *exact* means the same characters, *overlap* that the
intersection is at least half of the union, *coded* that the deciding fields agree as well. Dates
also count *touch* (a character in common and the same value), quantities *value* (the same number
anywhere in the document). Each record is matched once, the best overlap first.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from nkpressure.measure.matching import Pair, best_pairs, touching_pairs
from nkpressure.measure.places import iou, shared_characters
from nkpressure.measure.scored_fields import covered, same_code, same_value, shown_code, value_of
from nkpressure.records import Decision, Record

# Kinds that stand on no span of their own, or that describe the whole document
NOT_SCORED = frozenset({"document", "entity", "erratum", "event"})


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and their harmonic mean, from the number of matches.

    >>> Measure("exact", matched=3, gold=4, predicted=6).f1
    0.6
    """

    name: str
    matched: int
    gold: int
    predicted: int

    @property
    def precision(self) -> float:
        """The share of the predicted records that are right; 0 where there are none."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold records that were found; 0 where there are none."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.gold + self.predicted
        return 2 * self.matched / both if both else 0.0


@dataclass(frozen=True, slots=True)
class KindScore:
    """How well one kind was found.

    `missed` are gold records that nothing overlaps, `spurious` predicted ones that overlap no gold
    record, `wrong` the overlapping pairs whose deciding fields differ; all of them as records.
    """

    kind: str
    gold: int
    predicted: int
    measures: tuple[Measure, ...]
    missed: tuple[Record, ...] = ()
    wrong: tuple[tuple[Record, Record], ...] = ()
    spurious: tuple[Record, ...] = ()

    def measure(self, name: str) -> Measure:
        """Return the measure of that name: exact, overlap, coded, and touch or value."""
        return next(measure for measure in self.measures if measure.name == name)

    def differences(self, most: int = 20) -> str:
        """Tell what was missed, wrong and spurious, as quoted words."""
        lists = (
            ("missed", [_quoted(record) for record in self.missed]),
            ("wrong", [_contrast(p, g) for p, g in self.wrong]),
            ("spurious", [_quoted(record) for record in self.spurious]),
        )
        return "\n".join(
            f"  {name} ({len(words)}): {', '.join(words[:most])}" for name, words in lists if words
        )


def score_records(
    predicted: Iterable[Record], gold: Iterable[Record], kinds: Collection[str] | None = None
) -> list[KindScore]:
    """Score predicted records against gold ones, over the documents that the gold covers.

    Without `kinds`, each kind that the gold holds is scored. Predictions of a document for which
    the gold has no record of the kind are left out, as its coder may not have looked for it.

    >>> gold = [{"document": "a", "kind": "place", "start": 0, "end": 7, "entity": ["DANDONG"]}]
    >>> found = [{"document": "a", "kind": "place", "start": 0, "end": 6, "entity": ["DANDONG"]}]
    >>> [(m.name, m.f1) for m in score_records(found, gold)[0].measures]
    [('exact', 0.0), ('overlap', 1.0), ('coded', 1.0)]
    """
    ours, theirs = _by_kind(predicted), _by_kind(gold)
    wanted = kinds if kinds is not None else [kind for kind in theirs if _scored(kind, theirs)]
    return [_kind_score(kind, ours[kind], theirs[kind]) for kind in sorted(wanted)]


def kind_scores_frame(scores: Iterable[KindScore]) -> pd.DataFrame:
    """Return the scores as a table, a line for each kind and measure.

    >>> list(kind_scores_frame([]).columns)
    ['kind', 'measure', 'gold', 'predicted', 'matched', 'precision', 'recall', 'f1']
    """
    columns = ["kind", "measure", "gold", "predicted", "matched", "precision", "recall", "f1"]
    rows = [
        (score.kind, m.name, m.gold, m.predicted, m.matched, m.precision, m.recall, m.f1)
        for score in scores
        for m in score.measures
    ]
    return pd.DataFrame(rows, columns=columns)


def macro_f1(scores: Sequence[KindScore], measure: str) -> float:
    """Return the mean F1 of the kinds, each kind counting the same; 0 without kinds."""
    values = [score.measure(measure).f1 for score in scores]
    return sum(values) / len(values) if values else 0.0


def micro(scores: Sequence[KindScore], measure: str) -> Measure:
    """Return the measure over all kinds pooled, each record counting the same."""
    each = [score.measure(measure) for score in scores]
    matched, gold = sum(m.matched for m in each), sum(m.gold for m in each)
    return Measure(measure, matched, gold, sum(m.predicted for m in each))


Documents = Mapping[str, list[Record]]


def _by_kind(records: Iterable[Record]) -> dict[str, dict[str, list[Record]]]:
    found: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        found[record["kind"]][record["document"]].append(record)
    return found


def _scored(kind: str, records: Mapping[str, Documents]) -> bool:
    found = [record for rows in records[kind].values() for record in rows]
    placed = all("start" in record for record in found)
    # The sentences in a coder's file are the machine's: found again, they would raise its score.
    coded = any(record.get("decision") != Decision.GIVEN for record in found)
    return placed and coded and kind not in NOT_SCORED


def _kind_score(kind: str, predicted: Documents, gold: Documents) -> KindScore:
    matched = dict.fromkeys(_measures(kind), 0)
    missed: list[Record] = []
    wrong: list[tuple[Record, Record]] = []
    spurious: list[Record] = []
    for document, theirs in gold.items():
        ours = predicted.get(document, [])
        match = Matched(kind, ours, theirs)
        for name in matched:
            matched[name] += len(match.pairs(name))
        overlapping = match.pairs("overlap")
        mine, known = {p for p, _ in overlapping}, {g for _, g in overlapping}
        missed += [record for place, record in enumerate(theirs) if place not in known]
        spurious += [record for place, record in enumerate(ours) if place not in mine]
        pairs = [(ours[p], theirs[g]) for p, g in overlapping]
        wrong += [(p, g) for p, g in pairs if not same_code(kind, p, g)]
    n_gold = sum(len(rows) for rows in gold.values())
    n_predicted = sum(len(predicted.get(document, [])) for document in gold)
    measures = tuple(Measure(name, n, n_gold, n_predicted) for name, n in matched.items())
    return KindScore(
        kind, n_gold, n_predicted, measures, tuple(missed), tuple(wrong), tuple(spurious)
    )


def _measures(kind: str) -> list[str]:
    only = {"date": ["touch"], "quantity": ["value"]}
    return ["exact", "overlap", "coded", *only.get(kind, [])]


class Matched:
    """One document's records of a kind, with the pairs that share a character worked out once."""

    def __init__(self, kind: str, ours: Sequence[Record], theirs: Sequence[Record]) -> None:
        self.kind, self.ours, self.theirs = kind, ours, theirs
        self.our_places = [covered(record) for record in ours]
        self.their_places = [covered(record) for record in theirs]
        self.touching = touching_pairs(self.our_places, self.their_places)

    def pairs(self, measure: str) -> list[tuple[int, int]]:
        """Match the records one to one, as the measure demands."""
        if measure == "value":
            return self._value_pairs()
        accepted = _ACCEPTS[measure]
        return best_pairs(
            Pair(iou(self.our_places[p], self.their_places[g]), p, g)
            for p, g in self.touching
            if accepted(self, p, g)
        )

    def _value_pairs(self) -> list[tuple[int, int]]:
        """Match equal numbers wherever they stand: as many pairs as both sides have of each."""
        theirs: dict[object, list[int]] = defaultdict(list)
        for place in reversed(range(len(self.theirs))):
            theirs[value_of(self.theirs[place])].append(place)
        pairs = []
        for place, record in enumerate(self.ours):
            value = value_of(record)
            if value is not None and theirs[value]:
                pairs.append((place, theirs[value].pop()))
        return pairs

    def exact(self, p: int, g: int) -> bool:
        """The same characters."""
        return self.our_places[p] == self.their_places[g]

    def overlap(self, p: int, g: int) -> bool:
        """At least half of the characters of both together are common."""
        return iou(self.our_places[p], self.their_places[g]) >= 0.5

    def coded(self, p: int, g: int) -> bool:
        """Overlap, and the deciding fields agree."""
        return self.overlap(p, g) and same_code(self.kind, self.ours[p], self.theirs[g])

    def touch(self, p: int, g: int) -> bool:
        """A character in common, and the same value."""
        common = shared_characters(self.our_places[p], self.their_places[g])
        return common > 0 and same_value(self.ours[p], self.theirs[g])


_ACCEPTS: dict[str, Callable[[Matched, int, int], bool]] = {
    "exact": Matched.exact,
    "overlap": Matched.overlap,
    "coded": Matched.coded,
    "touch": Matched.touch,
}


def _contrast(predicted: Record, gold: Record) -> str:
    return f"{_quoted(gold)} is {shown_code(gold)}, not {shown_code(predicted)}"


def _quoted(record: Record) -> str:
    words = " ".join(str(record.get("text", "")).split()) or f"{record['start']}-{record['end']}"
    return f"“{words if len(words) <= 60 else words[:59] + '…'}”"
