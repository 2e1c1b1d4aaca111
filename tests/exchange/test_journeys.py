"""Records to other tools and back: what was changed there, orphans, and what is refused."""

import json

import pytest

from nkpressure.cli import main
from nkpressure.cli.coders import READ, WRITTEN
from nkpressure.errors import UnreadableDocumentError, WrongUseError
from nkpressure.exchange.formats import FORMATS
from nkpressure.exchange.journeys import export_records, import_records
from nkpressure.model import Document
from nkpressure.records import read_records

NOTE = Document("note", "Seoul said that the coal ban holds.\r\nTokyo 🙂 agreed.")


def record(words, kind, **fields):
    start = NOTE.text.index(words)
    place = {"start": start, "end": start + len(words), "text": words}
    return {"id": f"note#{kind}-{start}", "document": "note", "kind": kind, **place, **fields}


def place(words):
    start = NOTE.text.index(words)
    return {"start": start, "end": start + len(words)}


BAN = record("coal ban", "instrument", code="S.UNSC", direction="tighten")
SAID = record(
    "Seoul said that the coal ban holds",
    "attribution",
    subkind="indirect",
    cue=place("said"),
    content=[place("the coal ban holds")],
)


def write(name, folder, *records):
    for file, content in export_records(records, [NOTE], name).files:
        (folder / file).write_bytes(content)
    return folder


def change(file, old, new):
    content = file.read_bytes().decode()
    assert content.count(old) == 1, content
    file.write_bytes(content.replace(old, new).encode())


def test_what_is_changed_in_brat_wins(tmp_path):
    write("brat", tmp_path, BAN, SAID)
    change(tmp_path / "note.ann", "\tcode T4 S.UNSC", "\tcode T4 S.GEN")
    change(tmp_path / "note.ann", "20 28\tcoal ban", "16 28\tthe coal ban")
    change(tmp_path / "note.ann", "attribution_cue 6 10\tsaid", "attribution_cue 6 15\tsaid that")
    back = {r["kind"]: r for r in import_records(tmp_path, "brat").records}
    ban = back["instrument"]
    assert (ban["code"], ban["direction"], ban["start"], ban["text"]) == (
        "S.GEN",
        "tighten",
        16,
        "the coal ban",
    )
    assert back["attribution"]["cue"] == {"start": 6, "end": 15}
    assert back["attribution"]["content"] == SAID["content"]


def test_what_is_made_in_brat_comes_along(tmp_path):
    write("brat", tmp_path, BAN)
    with (tmp_path / "note.ann").open("a", encoding="utf-8") as file:
        file.write("T9\tactor 37 42\tTokyo\nA9\tform T9 name\n#9\tAnnotatorNotes T9\tis it?\n")
        file.write("T10\tactor 0 5;37 42\tSeoul Tokyo\n")
    actors = [r for r in import_records(tmp_path, "brat").records if r["kind"] == "actor"]
    new = {"document": "note", "kind": "actor"}
    assert actors == [
        {
            "id": "note#actor-001",
            **new,
            "start": 0,
            "end": 42,
            "text": NOTE.text[:42],
            "fragments": [{"start": 0, "end": 5}, {"start": 37, "end": 42}],
        },
        {
            "id": "note#actor-002",
            **new,
            "start": 37,
            "end": 42,
            "text": "Tokyo",
            "note": "is it?",
            "form": "name",
        },
    ]


def test_what_is_removed_in_brat_is_gone(tmp_path):
    write("brat", tmp_path, SAID)
    lines = (tmp_path / "note.ann").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "attribution_cue" not in line and "\tcue " not in line]
    (tmp_path / "note.ann").write_text("".join(kept), encoding="utf-8")
    [back] = import_records(tmp_path, "brat").records
    assert back["cue"] is None


def test_labels_of_doccano_hold_the_code_and_take_new_ones(tmp_path):
    write("doccano", tmp_path, BAN)
    file = tmp_path / "doccano.jsonl"
    change(file, '[20, 28, "instrument:S.UNSC"]', '[20, 28, "instrument:S.GEN"], [0, 5, "Who"]')
    back = import_records(tmp_path, "doccano").records
    assert [(r["kind"], r.get("code"), r["text"]) for r in back] == [
        ("Who", None, "Seoul"),
        ("instrument", "S.GEN", "coal ban"),
    ]


def test_each_annotator_of_label_studio_is_named(tmp_path):
    write("label-studio", tmp_path, BAN)
    file = tmp_path / "label_studio.json"
    [task] = json.loads(file.read_text(encoding="utf-8"))
    task["annotations"] = [
        {**task["annotations"][0], "completed_by": 7},
        {"result": [], "was_cancelled": True},
        {**task["annotations"][0], "completed_by": 9},
    ]
    file.write_text(json.dumps([task]), encoding="utf-8")
    assert [r["coder"] for r in import_records(file, "label-studio").records] == ["7", "9"]


def test_labels_of_plain_conll_are_read(tmp_path):
    file = tmp_path / "news.conll"
    file.write_text(
        "-DOCSTART- O\n\nNorth B-LOC\nKorea I-LOC\ndenied O\n\nit O\nPyongyang I-LOC\n",
        encoding="utf-8",
    )
    back = import_records(file, "conll").records
    assert [(r["document"], r["kind"], r["text"]) for r in back] == [
        ("news", "LOC", "North Korea"),
        ("news", "LOC", "Pyongyang"),
    ]


@pytest.mark.parametrize("name", ["brat", "w3c", "uima-json", "refi-qda"])
def test_a_record_whose_words_moved_is_an_orphan_and_stays_where_it_was(name, tmp_path):
    write(name, tmp_path, BAN, SAID)
    changed = Document("note", NOTE.text.replace("Seoul", "South Korea"))
    imported = import_records(tmp_path, name, [changed])
    assert imported.records == ()
    assert {str(orphan) for orphan in imported.orphans} == {
        "note#attribution-0: at 0-34 the text has 'South Korea said that the coal ban', "
        "not 'Seoul said that the coal ban holds'",
        "note#instrument-20: at 20-28 the text has 't the co', not 'coal ban'",
    }


def test_an_orphan_is_not_exported_but_named(tmp_path):
    moved = {**BAN, "start": 21, "end": 29}
    exported = export_records([moved, SAID], [NOTE], "brat")
    assert (exported.records, exported.problems) == (
        1,
        ("note#instrument-20: at 21-29 the text has 'oal ban ', not 'coal ban'",),
    )
    beyond = export_records([{**BAN, "end": 900}, SAID], [NOTE], "brat")
    assert beyond.problems == ("note#instrument-20: the text has no place 20-900",)


def test_a_text_that_a_format_cannot_hold_is_named(tmp_path):
    odd = Document("odd", "a\x00b")
    mark = {"document": "odd", "kind": "actor", "start": 0, "end": 1, "text": "a"}
    exported = export_records([mark, BAN], [NOTE, odd], "uima-xmi")
    assert exported.documents == 1
    assert exported.problems == (
        "odd: XML cannot hold the character U+0000 at 1; choose another format",
    )
    with pytest.raises(WrongUseError, match=r"half a character \(U\+D800\) at 0"):
        export_records([mark], [Document("odd", "\ud800b")], "brat")


def test_what_a_format_cannot_hold_is_counted():
    entity = {"id": "note#e:KOR", "document": "note", "kind": "entity", "entity": "e:KOR"}
    assert dict(export_records([BAN, entity], [NOTE], "brat").lost) == {"entity": 1}


@pytest.mark.parametrize(
    ("records", "name", "sentence"),
    [
        pytest.param([BAN], "word", "'word' cannot be written; brat, ", id="no such format"),
        pytest.param([BAN], "webanno-tsv", "'webanno-tsv' cannot be written", id="only read"),
        pytest.param(
            [{**BAN, "document": "other"}], "brat", "no document 'other'.*it has note", id="no text"
        ),
        pytest.param([], "brat", "no records to export", id="nothing"),
    ],
)
def test_refuses_to_write(records, name, sentence):
    with pytest.raises(WrongUseError, match=sentence):
        export_records(records, [NOTE], name)


@pytest.mark.parametrize(
    ("name", "file", "content", "sentence"),
    [
        ("brat", "a.ann", "T1 actor", "cannot be read with its .txt"),
        ("doccano", "doccano.jsonl", "{", "line 1 is no JSON"),
        ("doccano", "doccano.jsonl", '{"id": 1}', "line 1 has no text"),
        (
            "doccano",
            "doccano.jsonl",
            '{"text": "a", "label": [[0]]}',
            "without start, end and name",
        ),
        ("label-studio", "label_studio.json", '{"data": {}}', "this is no list of tasks"),
        ("label-studio", "label_studio.json", '[{"data": {}}]', "task 1 has no text"),
        ("w3c", "a.jsonld", '{"items": [{"body": []}]}', "annotation 1 lacks 'target'"),
        ("w3c", "a.jsonld", '{"items": 3}', "no page of annotations"),
        ("refi-qda", "project.qdpx", "PK", "this is no REFI-QDA project"),
        ("uima-json", "a.json", "[]", "this is no UIMA CAS"),
        ("webanno-tsv", "a.tsv", "Seoul\tB-LOC", "the first line is not"),
        ("webanno-tsv", "a.tsv", "#FORMAT=WebAnno TSV 3.3\n\n1-1\t0\tSeoul", "line 3: this is no"),
        (
            "conll",
            "corpus.conllup",
            "# global.columns = ID FORM MISC X\n1\tSeoul",
            "line 2: 2 columns, where the first line names 4",
        ),
        ("brat", "nothing.here", "", "there is nothing in the format brat here"),
    ],
)
def test_refuses_to_read_what_is_something_else(name, file, content, sentence, tmp_path):
    (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableDocumentError, match=sentence) as told:
        import_records(tmp_path, name)
    assert "\n" not in str(told.value)


def test_refuses_a_line_that_is_none_of_brat(tmp_path):
    write("brat", tmp_path, BAN)
    with (tmp_path / "note.ann").open("a", encoding="utf-8") as file:
        file.write("Seoul is the capital\n")
    with pytest.raises(UnreadableDocumentError, match=r"note\.ann, line 5: this is no line"):
        import_records(tmp_path, "brat")


def test_refuses_a_cas_without_its_types(tmp_path):
    write("uima-xmi", tmp_path, BAN)
    (tmp_path / "TypeSystem.xml").unlink()
    with pytest.raises(WrongUseError, match="the type system is missing"):
        import_records(tmp_path, "uima-xmi")


# ---- the command line


@pytest.fixture
def project(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "note.txt").write_bytes(NOTE.text.encode())
    for coder, records in {"ann": [BAN, SAID], "ben": [{**BAN, "code": "S.GEN"}, SAID]}.items():
        lines = "".join(f"{json.dumps(each)}\n" for each in records)
        (tmp_path / f"{coder}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_export_and_import_from_the_command_line(project, capsys):
    there = ["--corpus", str(project / "texts"), "--format", "brat"]
    assert main(["export", str(project / "ann.jsonl"), *there, "--to", str(project / "b")]) == 0
    assert "2 records of 1 documents" in capsys.readouterr().out
    back = project / "back.jsonl"
    assert main(["import", str(project / "b"), *there, "--to", str(back)]) == 0
    assert read_records(back) == [SAID, BAN]


def test_import_names_orphans_and_says_that_something_failed(project, capsys):
    there = ["--corpus", str(project / "texts"), "--format", "brat"]
    main(["export", str(project / "ann.jsonl"), *there, "--to", str(project / "b")])
    (project / "texts" / "note.txt").write_text("Something else.", encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(project / "b"), *there]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("the text has no place") == 2


def test_agree_from_the_command_line(project, capsys):
    coders = [str(project / "ann.jsonl"), str(project / "ben.jsonl")]
    assert main(["agree", *coders, "--to", str(project / "tables")]) == 0
    told = capsys.readouterr().out
    assert "instrument       0         0     1     0" in told
    written = {path.stem for path in (project / "tables").iterdir()}
    assert written == {"kinds", "fields", "sentences", "codes", "disagreements"}
    assert "coal ban" in (project / "tables" / "disagreements.csv").read_text(encoding="utf-8")


def test_agree_refuses_one_coder_in_one_sentence(project, capsys):
    assert main(["agree", str(project / "ann.jsonl")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("command", ["agree", "export"])
def test_a_file_is_no_folder_to_write_into(project, capsys, command):
    note = project / "texts" / "note.txt"
    call = [command, str(project / "ann.jsonl"), "--to", str(note)]
    if command == "agree":
        call.append(str(project / "ben.jsonl"))
    else:
        call += ["--corpus", str(project / "texts"), "--format", "brat"]
    before = note.read_bytes()
    assert main(call[:2] + call[4:] + call[2:4]) == 2
    told = capsys.readouterr()
    assert f"{note}: this is a file; " in told.err
    assert told.out == ""
    assert note.read_bytes() == before


def test_the_help_names_all_formats():
    assert WRITTEN.split(", ") == [each.name for each in FORMATS.values() if each.write]
    assert READ.split(", ") == [each.name for each in FORMATS.values() if each.read]
