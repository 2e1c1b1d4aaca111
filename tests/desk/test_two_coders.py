"""Two coders code two texts at the desk; agree, score and export read their files as they are."""

import json
from pathlib import Path
from typing import Any

import pytest

from nkpressure.cli import main
from nkpressure.desk.coding_file import CodingFile
from nkpressure.desk.desk import Desk
from nkpressure.find.everything import find_everything
from nkpressure.measure.codings import read_codings
from nkpressure.measure.corpus_codings import codings_of
from nkpressure.measure.rule_analysis import score_rules
from nkpressure.measure.scores import score_records
from nkpressure.model import Document
from nkpressure.read.corpora import read_corpus
from nkpressure.records import Record, read_records
from nkpressure.report.coder_frames import codings_frame
from nkpressure.run.annotated import annotate_findings
from nkpressure.tables import read_tables

TEXTS = {
    "first": "Washington imposed new sanctions on North Korea. Beijing urged talks.",
    "second": "Seoul said that it would ease the sanctions.\nMoscow sent food aid to Pyongyang.",
}


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """A corpus, and what two coders made of it: ann takes all instruments, ben is in doubt."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for id, text in TEXTS.items():
        (corpus / f"{id}.txt").write_text(text, encoding="utf-8")
        records = annotate_findings(find_everything(Document(id, text))).records
        for coder, decide in (("ann", accept_all), ("ben", reject_the_first)):
            file = CodingFile(tmp_path / f"{coder}.jsonl", coder)
            desk = Desk(Document(id, text), records, file, read_tables(), lambda: "2026-11-21")
            for wish in decide(desk):
                desk.take(wish)
    return tmp_path


def instruments(desk: Desk) -> list[Record]:
    return [r for r in desk.sheet.proposals.values() if r["kind"] == "instrument"]


def accept_all(desk: Desk) -> list[dict[str, Any]]:
    return [{"verb": "accept", "mark": record["id"]} for record in instruments(desk)]


def reject_the_first(desk: Desk) -> list[dict[str, Any]]:
    first, *others = instruments(desk)
    span = {"start": 0, "end": 5}
    return [
        {"verb": "accept", "mark": first["id"]},
        {"verb": "undo"},
        {"verb": "reject", "mark": first["id"]},
        *({"verb": "change", "mark": r["id"], "values": {"mode": "denied"}} for r in others),
        {"verb": "mark", "kind": "hedge", **span, "values": {"category": "modal"}},
        {"verb": "remove", "mark": f"{desk.sheet.document.id}#hedge-ben-001"},
    ]


def test_rejected_and_removed_marks_do_not_count(coded: Path) -> None:
    ann, ben = read_codings([coded / "ann.jsonl", coded / "ben.jsonl"])
    assert ann.documents == ben.documents == ["first", "second"]
    of_ann = sum(map(len, ann.marks("instrument").values()))
    of_ben = sum(map(len, ben.marks("instrument").values()))
    assert of_ann - of_ben == len(TEXTS)
    assert ben.marks("hedge") == {}


def test_agree_compares_what_they_coded(coded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(coded / name) for name in ("ann.jsonl", "ben.jsonl")]
    assert main(["agree", *files, "--to", str(coded / "tables")]) == 0
    shown = capsys.readouterr().out
    assert "instrument" in shown
    assert "\nsentence" not in shown  # both have them from the machine
    assert "None" not in shown
    differences = (coded / "tables" / "disagreements.csv").read_text(encoding="utf-8")
    assert "denied" in differences


def test_agree_names_what_only_one_has_coded(
    coded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = coded / "ben.jsonl"
    hedge = {"document": "first", "kind": "hedge", "start": 0, "end": 4, "category": "modal"}
    file.write_text(f"{file.read_text(encoding='utf-8')}{json.dumps(hedge)}\n", encoding="utf-8")
    assert main(["agree", str(coded / "ann.jsonl"), str(file)]) == 0
    assert "\nleft out: hedge, which only ben has records of\n" in capsys.readouterr().out


def test_the_machines_sentences_are_nobodys_coding(coded: Path) -> None:
    """Not in what both agreed on, not in what rules are scored against, not in who coded what."""
    files = [coded / name for name in ("ann.jsonl", "ben.jsonl")]
    agreed = coded / "agreed.jsonl"
    main(["adjudicate", *map(str, files), "--to", str(agreed)])
    ann = read_records(files[0])
    assert "sentence" in {record["kind"] for record in read_records(agreed)}
    for gold in (ann, read_records(agreed)):
        assert "sentence" not in {score.kind for score in score_records(ann, gold)}
        assert "sentence" not in {score.kind for score in score_rules(ann, gold)}
    corpus = read_corpus(coded / "corpus")
    frame = codings_frame(codings_of(corpus, str(files[0])))
    assert not frame["kinds"].str.contains("sentence").any()


def test_score_takes_a_coder_as_gold(coded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for id in TEXTS:
        records = annotate_findings(find_everything(Document(id, TEXTS[id]))).records
        lines = [json.dumps(r, ensure_ascii=False, default=str) for r in records]
        with (coded / "machine.jsonl").open("a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    assert main(["score", str(coded / "machine.jsonl"), str(coded / "ann.jsonl")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if " | exact" in line] == ["instrument"]
    assert "exact P 1.000 R 1.000" in lines[0]


@pytest.mark.parametrize("format", ["brat", "doccano", "w3c"])
def test_export_writes_the_marks_alone(
    coded: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    to = str(coded / format)
    corpus = str(coded / "corpus")
    file = str(coded / "ben.jsonl")
    assert main(["export", file, "--corpus", corpus, "--format", format, "--to", to]) == 0
    counted = len(read_records(file))
    assert f"{counted} records of 2 documents" in capsys.readouterr().out
