"""What we write, read by libraries that others wrote."""

import zipfile

import cassis
import conllu
import pytest
from pyrefiqda.refiproject import RefiProject
from seed_codings import SINO, gold_of

from nkpressure.exchange.coded_texts import CodedText, code_texts
from nkpressure.exchange.formats import FORMATS
from nkpressure.exchange.marks import has_place
from nkpressure.read.corpora import read_corpus
from nkpressure.tables import read_tables

TABLES = read_tables()


@pytest.fixture(scope="module")
def seed():
    records = gold_of(SINO)
    [text], _ = code_texts(records, [read_corpus("seeds")["sino-nk-2018-07"]])
    return text


def written(coded, name, folder):
    for file, content in FORMATS[name].write([coded], TABLES):
        (folder / file).write_bytes(content)
    return folder


# bratly is written for an older pydantic, which says so when it is imported.
@pytest.mark.filterwarnings("ignore:Support for class-based `config`")
def test_brat_is_read_by_bratly(seed, tmp_path):
    from bratly.io import read_and_load_ann_file

    written(seed, "brat", tmp_path)
    read = read_and_load_ann_file(str(tmp_path / f"{seed.id}.ann"), renumerotize=False)
    found = {
        (entity.label, fragment.start, fragment.end)
        for entity in read.get_annotations()
        if hasattr(entity, "fragments")
        for fragment in entity.fragments
    }
    for record in seed.records:
        if has_place(record) and "\n" not in record["text"]:
            assert (record["kind"], record["start"], record["end"]) in found


def test_cas_is_read_by_cassis_with_the_words(seed, tmp_path):
    written(seed, "uima-xmi", tmp_path)
    with (tmp_path / "TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    with (tmp_path / f"{seed.id}.xmi").open("rb") as file:
        cas = cassis.load_cas_from_xmi(file, typesystem=types)
    actors = cas.select("webanno.custom.Actor")
    expected = [record for record in seed.records if record["kind"] == "actor"]
    assert [(actor.begin, actor.get_covered_text()) for actor in actors] == sorted(
        (record["start"], record["text"]) for record in expected
    )


def test_cas_offsets_on_disk_are_utf_16_units(tmp_path):
    text = "\U0001f1f0\U0001f1f5 Seoul"
    seoul = {"document": "d", "kind": "actor", "start": 3, "end": 8, "text": "Seoul"}
    written(CodedText("d", text, (seoul,)), "uima-xmi", tmp_path)
    assert 'begin="5" end="10"' in (tmp_path / "d.xmi").read_text(encoding="utf-8")


def test_conll_is_read_by_conllu(seed, tmp_path):
    content = (written(seed, "conll", tmp_path) / "corpus.conllup").read_text(encoding="utf-8")
    sentences = conllu.parse(content)
    text = "".join(
        word["form"] + ("" if (word["misc"] or {}).get("SpaceAfter") == "No" else " ")
        for sentence in sentences
        for word in sentence
    )
    assert text.split() == seed.text.split()
    labels = [word["nkpressure:instrument"] for sentence in sentences for word in sentence]
    expected = [record for record in seed.records if record["kind"] == "instrument"]
    assert sum(label.startswith("B-") for label in labels) <= len(expected)
    assert {label[2:] for label in labels if label != "O"} <= {
        f"instrument:{record['code']}" for record in expected
    }


def test_refi_qda_is_read_by_pyrefiqda(seed, tmp_path):
    project_file = written(seed, "refi-qda", tmp_path) / "project.qdpx"
    project = RefiProject.load(project_file, tmp_path / "extracted")
    [source] = project.sources.text_source
    with zipfile.ZipFile(project_file) as archive:
        name = source.plain_text_path.removeprefix("internal://")
        assert archive.read(f"Sources/{name}").decode() == seed.text
    found = {(s.start_position, s.end_position) for s in source.plain_text_selection}
    assert found == {(r["start"], r["end"]) for r in seed.records if has_place(r)}


def test_each_line_of_brat_is_one_line_for_every_reader(tmp_path):
    text = "a\tb\r\nc\u2028d\x85e 🙂\x0bf"
    whole = {"document": "d", "kind": "actor", "start": 0, "end": len(text), "note": "x\n\u2028y"}
    written(CodedText("d", text, (whole,)), "brat", tmp_path)
    content = (tmp_path / "d.ann").read_bytes().decode()
    lines = content.split("\n")[:-1]
    assert lines == content.splitlines()
    id, place, words = lines[0].split("\t")
    spans = [
        [int(end) for end in span.split(" ")] for span in place.removeprefix("actor ").split(";")
    ]
    assert (id, words) == ("T1", " ".join(text[start:end] for start, end in spans))
    assert words == "a b c d e 🙂 f"
