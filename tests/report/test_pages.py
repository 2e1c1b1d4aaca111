import re

from nkpressure.report.pages import index_page
from nkpressure.report.site import (
    Cell,
    CellStatus,
    ChangeLine,
    Changes,
    DocumentSummary,
    Headline,
    NotebookSummary,
    SiteSummary,
    UnreadFile,
)

SITE = SiteSummary(
    documents=(
        DocumentSummary(
            "piie",
            "piie/text.html",
            title="<b>Coal</b>",
            published="2017-07-08/2017-07-13",
            published_basis="inferred",
            dossier="piie/index.html",
            counts={"actor": 3, "sentence": 9, "region": 4, "mood": 1},
            headlines=(
                Headline("Sanctions most of all"),
                Headline("2231 concerns Iran", "piie/text.html#citation-001", flagged=True),
            ),
        ),
    ),
    notebooks=(
        NotebookSummary("who", "Who is named?"),
        NotebookSummary("two", "How do they differ?"),
    ),
    cells=(
        Cell("piie", "who", CellStatus.FAILED, message="KeyError: <code>"),
        Cell(None, "two", CellStatus.OK, "two.html", "two.ipynb", (("shared.csv", "shared.csv"),)),
    ),
    package_version="0.1.0",
    codebook_version="0.9",
    unread=(UnreadFile("scan.pdf", "holds no text"),),
    changes=Changes(
        causes=("tables",),
        went=("old-note",),
        counts=(("actor", "<surname>", 2, 0, 1),),
        total=3,
        lines=(
            ChangeLine(
                "changed",
                "piie",
                "actor",
                "Lu <Chao>",
                'form: "name" -> "surname"',
                "surname",
                "Lu <Chao> objected.",
                "piie/text.html#actor-004",
            ),
        ),
        file="changes.json",
    ),
    citation="nkpressure 0.1.0",
)


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1].split("</main")[0]).split())


def test_tells_first_what_there_is_to_look_at():
    words = words_of(index_page(SITE))
    assert "1 document, 4 marks. 1 thing to look at first. 1 report failed. 1 file could" in words
    assert words.index("2231 concerns Iran") < words.index("Sanctions most of all")


def test_shows_documents_reports_and_what_failed():
    page = index_page(SITE)
    words = words_of(page)
    for said in (
        "&lt;b&gt;Coal&lt;/b&gt;",
        "2017-07-08 to 2017-07-13 inferred",
        "failed KeyError: &lt;code&gt;",
        "How do they differ? read",
        "scan.pdf holds no text",
        "What changed of the inputs: tables. Not here any more: old-note. 3 marks differ",
        "actor &lt;surname&gt; 2 0 1",
        "The first 1 with their sentences",
        "Lu &lt;Chao&gt; changed form: &#34;name&#34; -&gt; &#34;surname&#34; actor piie Lu",
        "version 0.9, a draft",
        "Coded, not verified.",
        "How to cite nkpressure 0.1.0",
    ):
        assert said in words
    for address in (
        "piie/index.html",
        "piie/text.html",
        "piie/text.html#actor-004",
        "changes.json",
        "two.html",
        "two.ipynb",
        "records.jsonl",
        "run.json",
    ):
        assert f'href="{address}"' in page


def test_has_one_main_heading_and_a_language():
    page = index_page(SITE)
    assert page.count("<h1") == 1
    assert '<html lang="en">' in page
    assert page.count("<main") == 1


def test_fetches_nothing_and_stays_the_same():
    page = index_page(SITE)
    assert not re.search(r"https?://|@import|url\(|<link|src=", page)
    assert page == index_page(SITE)


def test_folds_the_findings_of_a_large_corpus():
    many = tuple(DocumentSummary(f"d{n}", None, headlines=(Headline("x"),)) for n in range(40))
    page = index_page(SiteSummary(many, (), (), "0.1.0", "0.1.0"))
    assert "28 further findings" in page
