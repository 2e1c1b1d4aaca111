"""Files made to do harm, or merely broken, are read or refused in a sentence, and lose nothing."""

import io
import zipfile
from pathlib import Path

import pytest
from many_formats import PROSE, bomb, docx, html, parquet, pdf, poisoned_docx, write, zipped

from nkpressure.errors import UnreadableDocumentError
from nkpressure.read.corpora import Corpus, read_corpus
from nkpressure.read.formats import to_document
from nkpressure.tables import read_tables

TABLES = read_tables()


def reason(folder: Path, name: str, data: bytes) -> str:
    """Return why the one file of a folder is not read."""
    write(folder, {name: data})
    corpus = read_corpus(folder)
    assert not corpus.documents
    (unread,) = corpus.unread
    return unread.reason


def text_of(name: str, data: bytes) -> str:
    return to_document("a", data, name, TABLES).text


def locked_pdf() -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(pdf([[PROSE]])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked_zip() -> bytes:
    data = bytearray(zipped({"a.txt": PROSE.encode()}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        pytest.param("a.zip", bomb(), "would unpack to 64 MB", id="bomb"),
        pytest.param("a.zip", locked_zip(), "without a password", id="locked archive"),
        pytest.param("a.docx", poisoned_docx(), "no Word document that can be read", id="entities"),
        pytest.param("a.docx", bomb(), "would unpack to 64 MB", id="bomb as a Word document"),
        pytest.param("a.pdf", locked_pdf(), "save it without a password", id="locked PDF"),
        pytest.param("a.pdf", pdf([]), "has no text layer", id="PDF without pages"),
        pytest.param("a.pdf", pdf([[], []]), "has no text layer", id="scan"),
        pytest.param("a.txt", bytes(5000), "a binary file", id="nothing but NULs"),
    ],
)
def test_what_is_refused_says_why(tmp_path, name, data, said):
    assert said in reason(tmp_path, name, data)


def test_an_archive_that_lies_about_its_size_is_not_unpacked_whole(tmp_path):
    data = bytearray(bomb())
    for signature, size in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + size
        data[at : at + 4] = (1000).to_bytes(4, "little")
    write(tmp_path, {"a.zip": bytes(data)})
    corpus = read_corpus(tmp_path)
    assert not corpus.documents
    assert len(corpus.unread) == 1


def test_links_in_an_archive_lead_nowhere(tmp_path):
    (tmp_path / "secret.txt").write_text(PROSE, encoding="utf-8")
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "../secret.txt")
    (document,) = read_corpus(tmp_path / "a.zip").documents
    assert document.text == "../secret.txt"


@pytest.mark.parametrize("tags", ["div", "b", "ul li", "blockquote", "table tr td"])
def test_a_page_nested_beyond_measure_loses_nothing(tags):
    open_tags = "".join(f"<{tag}>" for tag in tags.split())
    close_tags = "".join(f"</{tag}>" for tag in reversed(tags.split()))
    body = f"{open_tags * 3000}<p>In the depth.</p>{close_tags * 3000}<p>After it.</p>"
    page = f"<html><head><style>p {{}}</style></head><body><p>Before it.</p>{body}</body></html>"
    text = text_of("a.html", page.encode())
    assert text.split("\n\n") == ["Before it.", "In the depth.", "After it."]


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32", "cp1252"]
)
def test_encodings_with_and_without_a_mark(encoding):
    words = f"{PROSE} “Quoted” – in a café.\n"
    assert text_of("a.txt", words.encode(encoding)) == words


def test_a_line_of_five_megabytes_and_a_nul_between_words():
    line = f"{PROSE} " * (5 * 2**20 // len(PROSE))
    assert text_of("a.txt", line.encode()) == line
    assert text_of("a.txt", f"{PROSE}\0{PROSE}".encode()) == f"{PROSE}\0{PROSE}"
    assert "Beijing" in text_of("a.html", html("T", f"{PROSE}\0{PROSE}"))


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_tables_however_their_lines_end(tmp_path, ends):
    rows = ["id,text,title", f'a,"{PROSE}",Coal', 'b,"Two lines.\nHere.",Ore']
    write(tmp_path, {"press.csv": ends.join(rows).encode()})
    corpus = read_corpus(tmp_path)
    assert [document.text for document in corpus.documents] == [PROSE, "Two lines.\nHere."]
    assert corpus.unread == ()


def test_a_head_of_several_lines_is_one_head(tmp_path):
    write(tmp_path, {"press.csv": f'id,"body\ntext"\na,"{PROSE}"\n'.encode()})
    (document,) = read_corpus(tmp_path).documents
    assert document.text == PROSE


NAMES = ["..", ".", "CON", "nul.txt", "a/b", "a\\b", "/etc/x", "x" * 400, "🙂" * 90, "-rf", "a\0b"]


def test_ids_of_a_table_name_no_other_place(tmp_path):
    rows = [f'{{"id": {_quoted(name)}, "text": "{PROSE}"}}' for name in NAMES]
    write(tmp_path, {"rows.jsonl": "\n".join(rows).encode()})
    corpus: Corpus = read_corpus(tmp_path)
    assert len(corpus.documents) + len(corpus.unread) == len(NAMES)
    for document in corpus.documents:
        path = (tmp_path / document.id).resolve()
        assert path.parent == tmp_path.resolve(), document.id
        assert len(document.id.encode()) < 240


def _quoted(name: str) -> str:
    import json

    return json.dumps(name)


def test_nothing_is_fetched_from_anywhere(tmp_path, monkeypatch):
    from nkpressure.report.marked import marked_text
    from nkpressure.run.annotated import annotate

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for something")

    for name in ("socket.socket.connect", "socket.create_connection", "socket.getaddrinfo"):
        monkeypatch.setattr(name, refuse)
    page = html("Coal imports end", PROSE, PROSE).replace(
        b"<nav>",
        b'<link rel="stylesheet" href="http://example.org/a.css"><base href="http://example.org/">'
        b'<iframe src="http://example.org/"></iframe><img src="//example.org/a.png"><nav>',
    )
    doctype = b'<!DOCTYPE html SYSTEM "http://example.org/a.dtd">'
    files = {"a.html": page, "b.html": page.replace(b"<!doctype html>", doctype)}
    files |= {"c.pdf": pdf([[PROSE[:80], PROSE[80:]]]), "d.docx": docx(("", PROSE))}
    files |= {"e.txt": PROSE.encode(), "f.zip": zipped({"in.html": page})}
    files["g.csv"] = f'text,url\n"{PROSE}",http://example.org/\n'.encode()
    write(tmp_path, files)
    parquet(tmp_path / "h.parquet", [{"text": PROSE}])
    corpus = read_corpus(tmp_path)
    assert len(corpus.documents) == 8
    for document in corpus.documents:
        assert "http://example.org/a" not in marked_text(annotate(document, TABLES).findings).page()


def test_what_is_no_article_raises_only_our_own_error():
    with pytest.raises(UnreadableDocumentError, match="there is no markup in it"):
        to_document("a", b"Beijing met Seoul.", "a.html", TABLES)
