"""The machine against a coder of the same articles: scores with intervals, rules, what is lost."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from nkpressure.find.everything import Findings, find_everything
from nkpressure.ledger.signals import with_ledger
from nkpressure.measure.codings import Coding
from nkpressure.measure.corpus_codings import CorpusCodings, codings_of
from nkpressure.measure.error_budget import BudgetStep, error_budget
from nkpressure.measure.rule_analysis import RuleScore, score_rules
from nkpressure.measure.score_intervals import ScoreInterval, f1_interval
from nkpressure.measure.scores import KindScore, score_records
from nkpressure.measure.sentence_places import SentencePlaces
from nkpressure.read.corpora import SEEDS, Corpus, read_corpus
from nkpressure.records import Record, to_records
from nkpressure.tables import Tables

TRAINING = "training"
_PREFERRED = ("gold", "agreed")
_INTERVALS_OF = ("overlap", "coded")


@dataclass(frozen=True, slots=True)
class KindResult:
    """One kind's score, with the interval of each F1 that has one."""

    score: KindScore
    intervals: dict[str, ScoreInterval | None]


@dataclass(frozen=True, slots=True)
class GoldScores:
    """What came out when the machine was held against one coder.

    `split` is what these articles were to the rules: training, development, test; None where
    nobody has said. `note` tells that, or why there is nothing to score.
    """

    coder: str | None
    split: str | None
    note: str
    coded: CorpusCodings
    findings: tuple[Findings, ...] = ()
    found: tuple[Record, ...] = ()
    gold: tuple[Record, ...] = ()
    kinds: tuple[KindResult, ...] = ()
    rules: tuple[RuleScore, ...] = ()
    budget: tuple[BudgetStep, ...] = ()
    places: SentencePlaces = field(default_factory=lambda: SentencePlaces(()))


def score_corpus(
    corpus: Corpus,
    gold: str = "",
    split: str = "",
    tables: Tables | None = None,
    draws: int = 1000,
) -> GoldScores:
    """Hold what the finders mark in the coded articles of a corpus against what a coder marked.

    `gold` is a file of records; without it, that of the folder `coders` beside the articles that
    is called gold or agreed, else its first. A corpus without codings is told in the note.
    """
    coded = codings_of(corpus, gold, tables)
    chosen = _chosen(coded.codings)
    if chosen is None:
        return GoldScores(None, split or None, coded.note or "", coded)
    split = split or (TRAINING if _are_the_seeds(coded) else "")
    known = set(chosen.documents)
    documents = [document for document in coded.documents if document.id in known]
    first = [find_everything(document, tables) for document in documents]
    full = [with_ledger(findings) for findings in first]
    found = [record for each in full for record in to_records(each.document, each.annotations())]
    places = SentencePlaces(documents, tables)
    scores = score_records(found, chosen.records)
    kinds = tuple(_with_intervals(each, found, chosen, places, draws) for each in scores)
    has_signals = any(record["kind"] == "signal" for record in chosen.records)
    return GoldScores(
        chosen.coder,
        split or None,
        _note(chosen.coder, split, kinds),
        coded,
        tuple(full),
        tuple(found),
        chosen.records,
        kinds,
        tuple(score_rules(found, chosen.records)),
        tuple(error_budget(first, chosen.records)) if has_signals else (),
        places,
    )


def _chosen(codings: Sequence[Coding]) -> Coding | None:
    by_name = {coding.coder.lower(): coding for coding in codings}
    named = (by_name[name] for name in _PREFERRED if name in by_name)
    return next(named, codings[0] if codings else None)


def _are_the_seeds(coded: CorpusCodings) -> bool:
    ours = {document.sha256 for document in read_corpus(SEEDS).documents}
    return bool(coded.documents) and {d.sha256 for d in coded.documents} <= ours


def _note(coder: str, split: str, kinds: Sequence[KindResult]) -> str:
    if split == TRAINING:
        told = (
            "These articles were read while rules were written, so these are training scores: "
            "they say nothing about other texts."
        )
    elif split:
        told = f"Split: {split}."
    else:
        told = (
            "Nobody has said whether rules were written with these articles in view; name the "
            "split before you report a figure."
        )
    drawn = (end.over for kind in kinds for end in kind.intervals.values() if end is not None)
    over = next(drawn, None)
    intervals = f" Intervals: over {over}." if over else ""
    return f"Gold: the coding of {coder}. {told}{intervals}"


def _with_intervals(
    score: KindScore,
    found: Sequence[Record],
    gold: Coding,
    places: SentencePlaces,
    draws: int,
) -> KindResult:
    ours = [record for record in found if record["kind"] == score.kind]
    theirs = [record for record in gold.records if record["kind"] == score.kind]

    def sentence_of(record: Record) -> object:
        return places.at(record["document"], record["start"]) or record["document"]

    intervals = {
        measure: f1_interval(score, ours, theirs, sentence_of, measure, draws)
        for measure in _INTERVALS_OF
    }
    return KindResult(score, intervals)
