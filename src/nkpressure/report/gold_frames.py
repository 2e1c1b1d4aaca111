"""The machine against a coder as tables: scores, rules, commonest errors, what a stage costs."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from nkpressure.measure.coded_fields import main_field
from nkpressure.measure.codings import Coding
from nkpressure.measure.error_budget import budget_frame
from nkpressure.measure.gold_scores import GoldScores
from nkpressure.measure.score_intervals import ScoreInterval
from nkpressure.measure.scored_fields import shown_code
from nkpressure.measure.scores import score_records
from nkpressure.records import Record

_SCORES = [
    *("kind", "gold", "found", "exact", "overlap", "low", "high"),
    *("precision", "recall", "coded", "low_coded", "high_coded", "ids"),
]
_RULES = [
    *("kind", "rule", "marks", "precision", "low", "high", "coverage"),
    *("overlapping", "conflicting", "ids"),
]
_ERRORS = ["type", "kind", "gold", "found", "rule", "times", "text", "ids"]
_EXAMPLES = 3  # words that a row of errors shows


def scores_frame(scored: GoldScores) -> pd.DataFrame:
    """Return the scores: a kind a row, with intervals where there are fifty gold records.

    `exact`, `overlap` and `coded` are F1; `precision` and `recall` are those of coded
    matches; `ids` are what was found of the kind.
    """
    found = _by_kind(scored.found)
    rows = []
    for each in scored.kinds:
        score = each.score
        overlap, coded = score.measure("overlap"), score.measure("coded")
        ends = [each.intervals.get(name) for name in ("overlap", "coded")]
        rows.append(
            (
                *(score.kind, score.gold, score.predicted, score.measure("exact").f1, overlap.f1),
                *_ends(ends[0]),
                *(coded.precision, coded.recall, coded.f1),
                *_ends(ends[1]),
                [record["id"] for record in found.get(score.kind, ())],
            )
        )
    return pd.DataFrame(rows, columns=_SCORES)


def _ends(interval: ScoreInterval | None) -> tuple[float | None, float | None]:
    return (interval.low, interval.high) if interval else (None, None)


def compared_scores_frame(scored: GoldScores) -> pd.DataFrame:
    """Return F1 of the machine against each coder, and of the coders against each other.

    Where two coders agree no better than the machine with either, a higher score of the machine
    would say little: the kind is not clearer than that. `ids` are the sentences where they differ.
    """
    codings = scored.coded.codings
    pairs = [("machine", scored.found, coding) for coding in codings if scored.found]
    pairs += [
        (one.coder, one.records, other)
        for place, one in enumerate(codings)
        for other in codings[place + 1 :]
    ]
    rows = [
        (f"{name} and {other.coder}", *row)
        for name, records, other in pairs
        for row in _both(records, other, scored)
    ]
    columns = ["pair", "kind", "of_one", "of_other", "f1_overlap", "f1_coded", "ids"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["kind"], kind="stable", ignore_index=True
    )


def _both(
    records: Sequence[Record], other: Coding, scored: GoldScores
) -> Iterator[tuple[str, int, int, float, float, list[str]]]:
    known = {record["kind"] for record in records}
    for score in score_records(records, other.records):
        if score.kind in known:
            overlap, coded = score.measure("overlap").f1, score.measure("coded").f1
            differing = [*score.missed, *score.spurious, *(one for one, _ in score.wrong)]
            differing.sort(key=lambda record: (record["document"], record["start"]))
            ids = (scored.places.at(r["document"], r["start"]) for r in differing)
            sentences = list(dict.fromkeys(id for id in ids if id is not None))
            yield score.kind, score.predicted, score.gold, overlap, coded, sentences


def rules_frame(scored: GoldScores, fewest: int = 1) -> pd.DataFrame:
    """Return what each rule brings, a rule a row; rules of fewer marks are left away."""
    rows = [
        (
            *(rule.kind, rule.rule, len(rule.marks), rule.precision, *rule.interval),
            *(rule.coverage, rule.overlapping, rule.conflicting),
            [record["id"] for record in rule.marks],
        )
        for rule in scored.rules
        if len(rule.marks) >= fewest
    ]
    return pd.DataFrame(rows, columns=_RULES)


def stages_frame(scored: GoldScores) -> pd.DataFrame:
    """Return what each stage before the ledger costs it; no row where no signal was coded."""
    return budget_frame(scored.budget)


@dataclass(frozen=True, slots=True)
class _Error:
    type: str
    kind: str
    gold: str | None
    found: str | None
    rule: str | None
    text: str
    id: str | None

    @property
    def alike(self) -> tuple[str | None, ...]:
        """What makes two errors the same: the codes taken for each other, or the rule at fault."""
        rule = self.rule if self.type == "spurious" else None
        return self.type, self.kind, self.gold, self.found, rule


def errors_frame(scored: GoldScores, rows: int = 15) -> pd.DataFrame:
    """Return the commonest errors of each type: missed, wrong, spurious; 0 rows shows all.

    Errors are alike where one code was missed, or taken for the same other one, or where one rule
    marked too much; `text` holds up to three examples. What a rule marked leads to its mark, what
    was missed to the sentence.
    """
    alike: dict[tuple[str | None, ...], list[_Error]] = defaultdict(list)
    for error in _errors(scored):
        alike[error.alike].append(error)
    grouped = sorted(alike.values(), key=lambda errors: -len(errors))
    told: list[list[_Error]] = []
    for type_ in ("missed", "wrong", "spurious"):
        own = [errors for errors in grouped if errors[0].type == type_]
        told += own[:rows] if rows > 0 else own
    return pd.DataFrame([_row(errors) for errors in told], columns=_ERRORS)


def _row(errors: list[_Error]) -> tuple[object, ...]:
    first = errors[0]
    ids = list(dict.fromkeys(error.id for error in errors if error.id is not None))
    examples = list(dict.fromkeys(error.text for error in errors))[:_EXAMPLES]
    rule = first.rule if len({error.rule for error in errors}) == 1 else None
    codes = (first.gold, first.found, rule)
    return first.type, first.kind, *codes, len(errors), "; ".join(examples), ids


def _errors(scored: GoldScores) -> Iterator[_Error]:
    for each in scored.kinds:
        score = each.score
        for record in score.missed:
            yield _error(scored, "missed", gold=record)
        for found, gold in score.wrong:
            yield _error(scored, "wrong", gold=gold, found=found)
        for record in score.spurious:
            yield _error(scored, "spurious", found=record)


def _error(
    scored: GoldScores, type_: str, *, gold: Record | None = None, found: Record | None = None
) -> _Error:
    record = found or gold or {}
    where = scored.places.at(record["document"], record["start"])
    return _Error(
        type_,
        record["kind"],
        _code(gold, scored),
        _code(found, scored),
        str(found.get("rule")) if found else None,
        f"“{' '.join(str(record.get('text') or '').split())}”",
        str(found["id"]) if found else where,
    )


def _code(record: Record | None, scored: GoldScores) -> str | None:
    """Return the deciding fields; of a kind that is coded by names, too many to be alike, none."""
    if record is None:
        return None
    field = main_field(record["kind"], scored.coded.tables)
    if field is None or not field.label:
        return None
    told = shown_code(record).replace("None", "").strip()
    return told or str(record.get("subkind") or "") or None


def _by_kind(records: tuple[Record, ...]) -> Mapping[str, list[Record]]:
    grouped: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        grouped[record["kind"]].append(record)
    return grouped
