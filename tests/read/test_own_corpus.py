"""A folder of all formats is read whole, and whatever cannot be read is named with its reason."""

import json
from pathlib import Path

import pytest
from many_formats import PROSE, docx, html, parquet, pdf, write, write_bad, write_good, zipped

from nkpressure.cli import main
from nkpressure.errors import WrongUseError
from nkpressure.model import Role
from nkpressure.read.corpora import Corpus, read_corpus
from nkpressure.read.regions import find_regions


def corpus_of(folder: Path, files: dict[str, bytes], **options) -> Corpus:
    write(folder, files)
    return read_corpus(folder, **options)


def ids(corpus: Corpus) -> list[str]:
    return [document.id for document in corpus.documents]


def test_twenty_good_and_twenty_bad(tmp_path, capsys):
    write_good(tmp_path / "corpus" / "good")
    write_bad(tmp_path / "corpus" / "bad")
    out = tmp_path / "out.jsonl"
    assert main(["annotate", str(tmp_path / "corpus"), "--to", str(out)]) == 1
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len({record["document"] for record in records}) == 20
    with_actors = {record["document"] for record in records if record["kind"] == "actor"}
    assert len(with_actors) == 20
    said = capsys.readouterr().err.splitlines()
    bad = [line for line in said if line.startswith("nkpressure: bad/")]
    assert len({line.split(": ")[1] for line in bad}) == len(bad) == 20
    assert all(len(line.split(": ", 2)[2]) > 20 for line in bad)
    told = [line for line in said if line not in bad]
    assert any("text is read from the column Body" in line for line in told)


@pytest.mark.parametrize(
    ("name", "member", "reason"),
    [
        pytest.param("a.zip", "../out.txt", "leads out of the archive", id="traversal"),
        pytest.param("a.zip", "/etc/out.txt", "leads out of the archive", id="absolute"),
        pytest.param("a.zip", "b.zip", "archives within archives", id="nested"),
    ],
)
def test_members_that_are_left_alone(tmp_path, name, member, reason):
    corpus = corpus_of(tmp_path, {name: zipped({member: b"x", "good.txt": PROSE.encode()})})
    assert ids(corpus) == ["a-good"]
    (unread,) = corpus.unread
    assert unread.file == f"{name}/{member}"
    assert reason in unread.reason


def test_folders_that_are_not_articles(tmp_path):
    text = PROSE.encode()
    files = {
        "a.txt": text,
        "coders/ann.txt": text,
        "reports/index.html": html("A report", PROSE),
        "elsewhere/.nkpressure/kept.txt": text,
        "elsewhere/page.txt": text,
        ".hidden/b.txt": text,
        ".c.txt": text,
        "Page.html": html("A page", PROSE, PROSE),
        "Page_files/frame.html": html("An advertisement", PROSE),
        "sub/coders/d.txt": text,
    }
    corpus = corpus_of(tmp_path, files)
    assert ids(corpus) == ["Page", "a", "sub-coders-d"]
    assert "folder reports" in corpus.remarks[0].words


def test_links_that_leave_the_folder_are_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text(PROSE, encoding="utf-8")
    folder = tmp_path / "corpus"
    write(folder, {"a.txt": PROSE.encode()})
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "circle").symlink_to(folder)
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    corpus = read_corpus(folder)
    assert ids(corpus) == ["a", "inside"]
    assert [unread.file for unread in corpus.unread] == ["circle", "out.txt"]


def test_ids_are_safe_unique_and_stay(tmp_path):
    long = "가" * 80
    names = ["talks.txt", "talks.html", "a b.txt", "a-b.txt", f"{long}.txt", "???.txt"]
    files = {name: html("T", PROSE) if "html" in name else PROSE.encode() for name in names}
    corpus = corpus_of(tmp_path, files)
    assert ids(corpus) == ids(read_corpus(tmp_path))
    assert len(set(ids(corpus))) == len(names)
    assert {"talks", "talks.txt", "a-b", "a-b.txt"} <= set(ids(corpus))
    assert all(len(id.encode()) < 240 for id in ids(corpus))


def test_a_list_names_files_of_any_format_also_in_an_archive(tmp_path):
    listed = b"id,file,title\none,a.html,The list's title\ntwo,sub/b.docx,\n"
    files = {"documents.csv": listed, "a.html": html("The page's title", PROSE, PROSE)}
    files["sub/b.docx"] = docx(("", PROSE))
    on_disk = corpus_of(tmp_path / "disk", files)
    write(tmp_path, {"corpus.zip": zipped({f"in/{name}": data for name, data in files.items()})})
    packed = read_corpus(tmp_path / "corpus.zip")
    assert on_disk.documents == packed.documents
    assert [d.title for d in packed.documents] == ["The list's title", None]


def test_columns_are_guessed_said_and_overruled(tmp_path):
    table = "Nr,Headline,Abstract,Body,Erschienen\n7,Coal,In short.,The whole text.,2018-07-23\n"
    write(tmp_path, {"press.csv": table.encode()})
    guessed = read_corpus(tmp_path)
    assert guessed.documents[0].text == "The whole text."
    assert "title is read from the column Headline" in guessed.remarks[0].words
    given = {"text": "Abstract", "published": "Erschienen", "id": "Nr", "title": "Headline"}
    corpus = read_corpus(tmp_path, columns=given)
    (document,) = corpus.documents
    assert (document.text, document.id, document.title) == ("In short.", "7", "Coal")
    assert document.published is not None
    assert document.published.edtf == "2018-07-23"
    assert corpus.remarks == ()
    with pytest.raises(WrongUseError, match="columns body=Body: write FIELD=COLUMN"):
        read_corpus(tmp_path, columns={"body": "Body"})
    (unread,) = read_corpus(tmp_path, columns="text=Volltext").unread
    assert "no column 'Volltext'" in unread.reason


@pytest.mark.parametrize(
    ("cell", "published"),
    [
        pytest.param("2018-07-23T08:30:00Z", "2018-07-23", id="with a time"),
        pytest.param("23.07.2018", "2018-07-23", id="full stops"),
        pytest.param("07/23/2018", "2018-07-23", id="month first, as only it can be"),
        pytest.param('"July 23, 2018"', "2018-07-23", id="in words"),
        pytest.param("2018-07", "2018-07-01/2018-07-31", id="a month"),
        pytest.param("04/05/2018", None, id="one of two days"),
    ],
)
def test_days_as_tables_write_them(tmp_path, cell, published):
    corpus = corpus_of(tmp_path, {"a.csv": f'date,text\n{cell},"{PROSE}"\n'.encode()})
    read = [document.published.edtf for document in corpus.documents if document.published]
    assert read == ([published] if published else [])
    assert len(corpus.unread) == (published is None)


def test_delimiters_and_encodings_of_spreadsheets(tmp_path):
    semicolons = 'id;text\na;"Peking – 1;2"\nb;"über"\n'.encode("cp1252")
    corpus = corpus_of(
        tmp_path, {"a.csv": semicolons, "b.tsv": "text\tid\nx y\tc\n".encode("utf-16")}
    )
    assert [document.text for document in corpus.documents] == ["Peking – 1;2", "über", "x y"]


def test_parquet_gives_its_rows(tmp_path):
    parquet(tmp_path / "a.parquet", [{"body": "One.", "n": 1}, {"body": None, "n": 2}])
    corpus = read_corpus(tmp_path)
    assert ids(corpus) == ["a-1"]
    assert [unread.file for unread in corpus.unread] == ["a.parquet, row 2"]


def test_a_pdf_keeps_its_pages_and_marks_their_heads(tmp_path):
    names = ["", "the first", "the second", "the third"]

    def page(number: int) -> list[str]:
        return [
            "Harbor Institute    Policy Brief 12",
            f"This page, {names[number]}, tells of coal and of the trad-",
            f"ers in Dandong, who doubted {names[number]} what the ministry said.",
            str(number),
        ]

    corpus = corpus_of(tmp_path, {"brief.pdf": pdf([page(number) for number in (1, 2, 3)])})
    (document,) = corpus.documents
    assert [page.label for page in document.pages] == ["1", "2", "3"]
    assert [p.span.of(document.text).count("trad-") for p in document.pages] == [1, 1, 1]
    furniture = [r for r in find_regions(document) if r.role is Role.BOILERPLATE]
    assert [region.subkind for region in furniture] == ["running_head", "page_number"] * 3


def test_word_styles_tell_title_headings_and_quotations(tmp_path):
    paragraphs = [
        ("Title", "Coal at the Border"),
        ("", PROSE),
        ("Heading 1", "What traders say"),
        ("Quote", "Nobody here believes it."),
        ("", PROSE),
    ]
    (document,) = corpus_of(tmp_path, {"a.docx": docx(*paragraphs)}).documents
    assert document.title == "Coal at the Border"
    assert document.text == "".join(f"{words}\n" for _, words in paragraphs)
    shown = [(region.role.value, region.subkind) for region in find_regions(document)]
    assert shown == [
        ("title", None),
        ("body", "paragraph"),
        ("title", "heading"),
        ("body", "blockquote"),
        ("body", "paragraph"),
    ]


def test_an_export_of_many_articles_is_refused(tmp_path):
    export = f"{PROSE}\n\nEnd of Document\n" * 3
    corpus = corpus_of(tmp_path, {"export.txt": export.encode()})
    assert corpus.documents == ()
    assert "3 articles in one file" in corpus.unread[0].reason


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(
            "북한은 제재 완화를 요구했다. 중국은 이를 확인하지 않았다. " * 2, "ko", id="Korean"
        ),
        pytest.param(
            "北京外交部發言人表示，中方一貫全面、嚴格執行安理會決議。" * 3, "zh", id="Chinese"
        ),
        pytest.param(PROSE, "en", id="English"),
        pytest.param("Kim.", None, id="too short to tell"),
    ],
)
def test_languages(tmp_path, text, language):
    (document,) = corpus_of(tmp_path, {"a.txt": text.encode()}).documents
    assert document.language == language
