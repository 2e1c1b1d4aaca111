"""Whatever a corpus holds, the documents that can be read are annotated and shown."""

import json

import pytest

from nkpressure.cli import main
from nkpressure.errors import WrongUseError
from nkpressure.run.plans import plan_report
from nkpressure.run.tasks import Job, work_on

GOOD = "Beijing tightened the sanctions on North Korea.\n"
HOSTILE = "<script>alert('x')</script> </article> &amp; {{ braces }} {% raw %} \u202eRussia\n"


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    return folder


def _annotated(corpus, to, capsys):
    """Run the command; return the documents in its output, its complaints, its exit code."""
    code = main(["annotate", str(corpus), "--to", str(to)])
    lines = to.read_text(encoding="utf-8").splitlines() if to.exists() else []
    documents = list(dict.fromkeys(json.loads(line)["document"] for line in lines))
    return documents, capsys.readouterr().err, code


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("It rained.".encode("utf-16"), id="UTF-16"),
        pytest.param("The Zürich café — “talks” resumed.".encode("cp1252"), id="Windows"),
        pytest.param("São Tomé abstained. Café talks; déjà vu.".encode("latin-1"), id="Latin-1"),
        pytest.param(b"\xef\xbb\xbfTalks resumed.\r\n", id="byte order mark"),
        pytest.param(HOSTILE.encode(), id="markup"),
        pytest.param(b"It rained.", id="nothing to find"),
        pytest.param(b"word " * 20_000, id="one very long line"),
        pytest.param("“" * 3_000 + "(" * 3_000, id="marks that never close"),
        pytest.param("北朝鮮 조선 КНДР 🇰🇵".encode(), id="other scripts"),
    ],
)
def test_odd_texts_are_annotated_and_shown(corpus, tmp_path, capsys, content):
    content = content.encode() if isinstance(content, str) else content
    (corpus / "odd.txt").write_bytes(content)
    documents, complaints, code = _annotated(corpus, tmp_path / "out.jsonl", capsys)
    assert (documents, complaints, code) == (["good", "odd"], "", 0)
    plan = plan_report(str(corpus))
    for document in plan.documents:
        task = plan.pages_task(document, ())
        assert work_on(Job(task, {}, tmp_path / "report")).kept.failure is None
        for name in ("text.html", "index.html"):
            page = (tmp_path / "report" / task.folder / name).read_text(encoding="utf-8")
            assert "<script>alert" not in page


@pytest.mark.parametrize(
    "content",
    [pytest.param(b"", id="empty"), pytest.param(bytes(range(256)) * 40, id="binary")],
)
def test_what_is_no_text_is_named_and_the_others_go_on(corpus, tmp_path, capsys, content):
    (corpus / "odd.txt").write_bytes(content)
    documents, complaints, code = _annotated(corpus, tmp_path / "out.jsonl", capsys)
    assert (documents, code) == (["good"], 1)
    assert complaints.startswith("nkpressure: odd.txt: ")
    assert complaints.count("\n") == 1
    assert [document.id for document in plan_report(str(corpus)).documents] == ["good"]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("second,gone.txt", id="a missing file"),
        pytest.param("first,good.txt", id="an id given twice"),
        pytest.param("second,../../outside.txt", id="a file outside"),
    ],
)
def test_a_wrong_line_of_the_list_is_named(corpus, tmp_path, capsys, row):
    (corpus / "documents.csv").write_text(f"id,file\nfirst,good.txt\n{row}\n", encoding="utf-8")
    documents, complaints, code = _annotated(corpus, tmp_path / "out.jsonl", capsys)
    assert (documents, code) == (["first"], 1)
    assert complaints.count("\n") == 1


def test_a_folder_without_documents_is_refused(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    with pytest.raises(WrongUseError, match="no documents"):
        plan_report(str(tmp_path / "empty"))
    documents, complaints, code = _annotated(tmp_path / "empty", tmp_path / "out.jsonl", capsys)
    assert (documents, code) == ([], 2)
    assert "no documents" in complaints


def test_an_output_that_cannot_be_written_is_refused_first(corpus, tmp_path, capsys):
    (tmp_path / "file").write_text("mine")
    assert main(["annotate", str(corpus), "--to", str(tmp_path / "file" / "x.jsonl")]) == 2
    assert main(["report", str(corpus), "--to", str(tmp_path / "file")]) == 2
    assert capsys.readouterr().err.count("\n") == 2
    assert (tmp_path / "file").read_text() == "mine"


def test_a_date_reaches_the_documents_that_have_none(corpus, tmp_path):
    out = tmp_path / "out.jsonl"
    assert main(["annotate", str(corpus), "--to", str(out), "--published", "2018-07"]) == 0
    record = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert (record["published"], record["published_basis"]) == ("2018-07-01/2018-07-31", "given")
