"""Notebooks 13 and 14: what they say of two codings, and of a corpus that has none."""

import json
from pathlib import Path

import pytest
from brackets import marked
from instrument_marks import instruments_at
from seed_codings import FIRST, SECOND

from nkpressure.errors import WrongUseError
from nkpressure.measure.corpus_codings import CorpusCodings, agreement_of, codings_of
from nkpressure.measure.gold_scores import GoldScores, score_corpus
from nkpressure.read.corpora import Corpus, read_corpus
from nkpressure.report.coder_frames import (
    agreement_by_document_frame,
    agreement_frame,
    codes_frame,
    codings_frame,
    counted_disagreements,
    disagreements_of,
    fields_frame,
    shown_disagreements,
)
from nkpressure.report.coder_plots import plot_agreement, plot_disagreements
from nkpressure.report.gold_frames import (
    compared_scores_frame,
    errors_frame,
    rules_frame,
    scores_frame,
    stages_frame,
)
from nkpressure.report.gold_plots import plot_scores, plot_stages
from nkpressure.report.method import method_box
from nkpressure.run.kept import Keeper
from nkpressure.run.plans import plan_report
from nkpressure.run.steps import Steps

TEXT = "The [coal ban] came before the [asset freeze]. Then came [talks] in Bern."


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    (tmp_path / "note.txt").write_text(marked(TEXT)[0], encoding="utf-8")
    return read_corpus(tmp_path)


def code(corpus: Corpus, coder: str, *codes: str | None) -> Path:
    path = corpus.folder / "coders" / f"{coder}.jsonl"
    path.parent.mkdir(exist_ok=True)
    lines = (f"{json.dumps(record)}\n" for record in instruments_at(TEXT, *codes))
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def coded(corpus: Corpus) -> CorpusCodings:
    code(corpus, "ann", "S.SECT.X", "S.FIN", "N.TALK")
    code(corpus, "ben", "S.SECT.X", "S.SEC", None)
    return codings_of(corpus)


def test_a_coding_is_found_beside_the_articles_and_is_no_article(corpus, coded) -> None:
    assert [coding.coder for coding in coded.codings] == ["ann", "ben"]
    assert [document.id for document in read_corpus(corpus.folder).documents] == ["note"]


def test_each_number_leads_to_the_sentences_behind_it(coded: CorpusCodings) -> None:
    agreement, differences = agreement_of(coded), disagreements_of(coded)
    [kind] = agreement_frame(agreement, coded, differences).to_dict("records")
    assert (kind["marks"], kind["f1_overlap"]) == ("ann 3; ben 2", 0.8)
    assert kind["ids"] == ["note#sentence-001", "note#sentence-002"]
    [field] = fields_frame(agreement, coded, differences).to_dict("records")
    assert (field["field"], field["percent"], field["ids"]) == ("code", 0.5, ["note#sentence-001"])
    by_code = codes_frame(agreement, coded).set_index("code")
    assert by_code.loc["N.TALK", "ids"] == ["note#sentence-002"]
    [article] = agreement_by_document_frame(agreement, coded, differences).to_dict("records") or [
        {}
    ]
    assert article.get("document") == "note"
    assert codings_frame(coded)["kinds"].tolist() == ["instrument 3", "instrument 2"]


def test_differences_are_told_by_type_with_their_words(coded: CorpusCodings) -> None:
    differences = disagreements_of(coded)
    [missed] = shown_disagreements(coded, differences, "missed").to_dict("records")
    assert missed == {
        "id": "note#sentence-002",
        "text": "talks",
        "kind": "instrument",
        "marked_by": "ann",
        "coded_as": "N.TALK",
        "sentence": "Then came talks in Bern.",
    }
    [other] = shown_disagreements(coded, differences, "code").to_dict("records")
    assert (other["one"], other["other"]) == ("ann: S.FIN", "ben: S.SEC")
    assert shown_disagreements(coded, differences, "boundary").empty


def test_few_rows_are_spread_over_the_text() -> None:
    coded = codings_of(read_corpus("seeds"))
    few = shown_disagreements(coded, disagreements_of(coded), "missed", 4)
    assert len(few) == 4
    assert {id.partition("#")[0] for id in few["id"]} == {"piie-2017-07", "sino-nk-2018-07"}


def test_figures_tell_their_finding_and_lead_to_sentences(coded: CorpusCodings) -> None:
    differences = disagreements_of(coded)
    agreement = plot_agreement(agreement_frame(agreement_of(coded), coded, differences))
    assert "instrument 0.80 same place" in agreement.alt
    assert agreement.marks[0].records == ("note#sentence-001", "note#sentence-002")
    figure = plot_disagreements(counted_disagreements(coded, differences))
    assert figure.alt.endswith("2 differences. instrument 2 (one marked nothing 1, other code 1).")


@pytest.mark.parametrize(
    ("coders", "sentence"),
    [
        ([], "There are no codings of these articles yet. Code some of them with the notebook"),
        (["ann"], "Only ann has coded these articles; agreement needs a second coder."),
    ],
    ids=["none", "one"],
)
def test_without_two_codings_a_sentence_says_so(corpus, coders, sentence) -> None:
    for coder in coders:
        code(corpus, coder, "S.SECT.X", None, None)
    coded = codings_of(corpus)
    assert (coded.note or "").startswith(sentence)
    agreement, differences = agreement_of(coded), disagreements_of(coded)
    assert agreement_frame(agreement, coded, differences).empty
    assert fields_frame(agreement, coded, differences).empty
    assert codes_frame(agreement, coded).empty
    assert counted_disagreements(coded, differences).empty
    assert "no two codings" in plot_agreement(agreement_frame(agreement, coded, differences)).alt
    assert "Compared, not judged" in method_box(coded)._repr_html_()


def test_a_coding_of_another_text_is_refused(corpus: Corpus) -> None:
    path = code(corpus, "ann", "S.SECT.X", None, None)
    path.write_text(path.read_text(encoding="utf-8").replace("coal ban", "iron ban"), "utf-8")
    with pytest.raises(WrongUseError, match="says 'iron ban', but at 4-12 the article note has"):
        codings_of(corpus)
    with pytest.raises(WrongUseError, match="there is no such folder of codings"):
        codings_of(corpus, "elsewhere")


def test_the_machine_is_held_against_the_gold(corpus: Corpus) -> None:
    code(corpus, "ann", "S.SECT.X", "S.SEC", "N.TALK")
    code(corpus, "gold", "S.SECT.X", "S.SEC", "N.TALK")
    scored = score_corpus(corpus)
    assert (scored.coder, scored.split) == ("gold", None)
    assert "Nobody has said whether rules were written" in scored.note
    [row] = scores_frame(scored).to_dict("records")
    assert (row["kind"], row["gold"], row["low"]) == ("instrument", 3, None)
    assert row["ids"] == [r["id"] for r in scored.found if r["kind"] == "instrument"]
    assert stages_frame(scored).empty
    assert "the ledger cannot be scored" in plot_stages(stages_frame(scored)).alt
    assert score_corpus(corpus, split="test").note == "Gold: the coding of gold. Split: test."


def test_a_corpus_without_gold_says_so(corpus: Corpus) -> None:
    scored = score_corpus(corpus)
    assert scored.note.startswith("There are no codings of these articles yet.")
    for frame in (scores_frame, compared_scores_frame, rules_frame, errors_frame, stages_frame):
        assert frame(scored).empty
    assert "no gold" in plot_scores(scores_frame(scored)).alt
    assert "no codings" in method_box(scored)._repr_html_()


@pytest.fixture(scope="module")
def seeds() -> GoldScores:
    return score_corpus(read_corpus("seeds"), draws=50)


def test_scores_on_the_seeds_are_called_training_scores(seeds: GoldScores) -> None:
    assert (seeds.coder, seeds.split) == ("first", "training")
    assert "training scores" in seeds.note
    table = scores_frame(seeds).set_index("kind")
    assert table["low"].notna().tolist() == (table["gold"] >= 50).tolist()
    told = table[table["low"].notna()]
    assert (told["low"] <= told["overlap"]).all()
    assert (told["overlap"] <= told["high"]).all()
    assert plot_scores(scores_frame(seeds)).alt.startswith("The machine against the coder, F1: ")


def test_the_machine_and_two_coders_are_compared_alike(seeds: GoldScores) -> None:
    pairs = compared_scores_frame(seeds)
    own = pairs[pairs["kind"] == "instrument"]
    assert own["pair"].tolist() == ["machine and first", "machine and second", "first and second"]
    assert own["f1_overlap"].between(0.5, 1).all()


def test_the_rules_marks_add_up_to_the_kinds(seeds: GoldScores) -> None:
    rules, kinds = rules_frame(seeds), scores_frame(seeds).set_index("kind")
    assert rules.groupby("kind")["marks"].sum().to_dict() == kinds["found"].to_dict()
    assert (rules["conflicting"] <= rules["overlapping"]).all()
    assert (rules["ids"].map(len) == rules["marks"]).all()


def test_the_errors_add_up_and_lead_somewhere(seeds: GoldScores) -> None:
    errors = errors_frame(seeds, rows=0)
    wrong = sum(len(each.score.wrong) for each in seeds.kinds)
    assert errors[errors["type"] == "wrong"]["times"].sum() == wrong
    assert errors["ids"].map(len).gt(0).all()
    assert errors_frame(seeds, rows=2).groupby("type").size().le(2).all()


def test_a_report_rests_on_the_codings_beside_the_articles(corpus: Corpus, tmp_path: Path) -> None:
    def rests_on() -> str:
        plan = plan_report(str(corpus.folder), notebooks=["13_two_coders"])
        steps = Steps(plan, Keeper(tmp_path / "report"), None, force=False).first()
        [of_notebook] = [s.job.inputs for s in steps if s.job.task.piece.endswith("13_two_coders")]
        return of_notebook["codings"]

    before = rests_on()
    code(corpus, "ann", "S.SECT.X", None, None)
    assert rests_on() != before


def test_the_seeds_ship_their_codings() -> None:
    assert FIRST.is_file()
    assert SECOND.is_file()
