"""What each rule brings: how much it covers, how often it is right, where it meets other rules.

The analysis is that of labelling functions (Ratner et al. 2017, Snorkel), with marks in the place
of data points: the marks are those that stand when the finders have settled who gives way.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nkpressure.measure.codings import is_coded
from nkpressure.measure.intervals import wilson_interval
from nkpressure.measure.matching import touching_pairs
from nkpressure.measure.scored_fields import covered, same_code
from nkpressure.measure.scores import NOT_SCORED, Matched
from nkpressure.records import Record


@dataclass(frozen=True, slots=True)
class RuleScore:
    """One rule of one kind: its marks, as records, and how many of them do what.

    `met` counts the gold records that its marks overlap by half, of `gold` in all; `right` its
    marks whose code agrees as well. `overlapping` share a character with a mark of another rule of
    the kind, and `conflicting` are coded otherwise than that mark.
    """

    kind: str
    rule: str
    marks: tuple[Record, ...]
    gold: int
    met: int
    right: int
    overlapping: int
    conflicting: int

    @property
    def coverage(self) -> float:
        """The share of the kind's gold that the rule's marks meet."""
        return self.met / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """The share of the rule's marks that are right."""
        return self.right / len(self.marks) if self.marks else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson interval of the precision."""
        return wilson_interval(self.right, len(self.marks))


def score_rules(found: Iterable[Record], gold: Iterable[Record]) -> list[RuleScore]:
    """Score each rule that marked something of a kind and in a document that the gold codes.

    >>> gold = [{"document": "a", "kind": "place", "start": 0, "end": 7, "entity": ["DANDONG"]}]
    >>> [each.precision for each in score_rules([{**gold[0], "rule": "name"}], gold)]
    [1.0]
    """
    theirs = _by_kind_and_document(filter(is_coded, gold))
    ours = _by_kind_and_document(found)
    scores: list[RuleScore] = []
    for kind in sorted(theirs):
        if kind not in NOT_SCORED:
            scores += _of_kind(kind, ours.get(kind, {}), theirs[kind])
    return scores


Documents = Mapping[str, list[Record]]


def _by_kind_and_document(records: Iterable[Record]) -> dict[str, dict[str, list[Record]]]:
    grouped: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        grouped[record["kind"]][record["document"]].append(record)
    return grouped


def _of_kind(kind: str, found: Documents, gold: Documents) -> list[RuleScore]:
    marks: dict[str, list[Record]] = defaultdict(list)
    met: dict[str, int] = defaultdict(int)
    right: dict[str, int] = defaultdict(int)
    meets: dict[str, int] = defaultdict(int)
    conflicts: dict[str, int] = defaultdict(int)
    for document, theirs in gold.items():
        ours = found.get(document, [])
        for record in ours:
            marks[_rule(record)].append(record)
        match = Matched(kind, ours, theirs)
        for p, _ in match.pairs("overlap"):
            met[_rule(ours[p])] += 1
        for p, _ in match.pairs("coded"):
            right[_rule(ours[p])] += 1
        for p, others in _meeting(ours).items():
            meets[_rule(ours[p])] += 1
            conflicts[_rule(ours[p])] += any(not same_code(kind, ours[p], o) for o in others)
    number = sum(len(records) for records in gold.values())
    ordered = sorted(marks, key=lambda rule: (-len(marks[rule]), rule))
    return [
        RuleScore(kind, r, tuple(marks[r]), number, met[r], right[r], meets[r], conflicts[r])
        for r in ordered
    ]


def _rule(record: Record) -> str:
    return str(record.get("rule") or "(none)")


def _meeting(records: Sequence[Record]) -> Mapping[int, list[Record]]:
    """Return for each mark the marks of other rules that share a character with it."""
    places = [covered(record) for record in records]
    meeting: dict[int, list[Record]] = defaultdict(list)
    for one, other in touching_pairs(places, places):
        if _rule(records[one]) != _rule(records[other]):
            meeting[one].append(records[other])
    return meeting
