import html
import re

import pytest
from brackets import marked
from small_findings import Mood, actor, article, body, findings_of, instrument

from nkpressure.errors import WrongUseError
from nkpressure.model import Document, Span
from nkpressure.read.regions import Region, Role
from nkpressure.report.layout import Links
from nkpressure.report.marked import marked_text
from nkpressure.report.pages import document_page

HOSTILE = (
    "<script>alert('x')</script> & </style><img src=x onerror=alert(1)>\n"
    'He said "\u202eyes\u202c" \x00\x1b[31m and \ud800 then <!-- --> ]]> &amp; {{ 7*7 }} {% x %}'
)


def words_of(page: str) -> str:
    """Return the article's words as a browser would show them."""
    inside = page.split('<div class="nk-article">')[1].split('<div class="nk-details"')[0]
    inside = re.sub(r'<span class="nk-label">.*?</span> ', "", inside)
    return html.unescape(re.sub(r"<[^>]*>", "", inside))


def test_shows_every_word_once_and_in_order():
    findings = article()
    assert words_of(marked_text(findings).page()).strip() == findings.document.text


def test_disarms_a_hostile_article():
    span = Span(0, len(HOSTILE))
    document = Document("h", HOSTILE, title=HOSTILE, author=HOSTILE, url="https://example.org/\"'>")
    mood = Mood(span, HOSTILE, cue=span)
    findings = findings_of(document, regions=body(HOSTILE), citations=(mood,))
    page = document_page(findings, Links(others=((HOSTILE, '"><script>'),)))
    page.encode("utf-8")
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("</style>") == 2
    assert page.count("<script>") == 1
    assert "\x00" not in page
    assert "<bdi>" in page
    expected = HOSTILE.translate({0: "␀", 0x1B: "␛", 0xD800: "\ufffd"})
    assert words_of(page).strip() == expected


def test_gives_each_annotation_and_sentence_its_permanent_place():
    page = marked_text(article()).page()
    for anchor in ("actor-001", "actor-002", "instrument-001", "sentence-001", "sentence-002"):
        assert page.count(f' id="{anchor}"') == 1
        if not anchor.startswith("sentence"):
            assert page.count(f' id="note-{anchor}"') == 1


def test_marks_overlapping_annotations_each_in_its_own_way():
    page = marked_text(article()).page()
    japan = re.search(r'data-a="instrument-001 actor-002".*?</a>', page)
    assert japan is not None
    assert 'class="k-instrument nk-d1"' in japan[0]
    assert 'class="k-actor nk-d0" data-k="act">Japan</mark>' in japan[0]


def test_tells_the_coding_in_the_notes():
    note = re.search(r'<li [^>]*id="note-actor-002">.*?</li>', marked_text(article()).page())
    assert note is not None
    shown = re.sub(r"<[^>]+>", " ", note[0])
    assert "Japan" in shown
    assert "(e:JPN)" in shown
    assert "name in the table" in shown


def test_marks_only_the_kinds_that_are_asked_for():
    only = marked_text(article(), kinds=["instrument"])
    assert [annotation.kind for annotation in only.annotations] == ["instrument"]
    with pytest.raises(WrongUseError, match="no kind instruments"):
        marked_text(article(), kinds=["instruments"])


def test_sets_each_region_in_its_own_form():
    text, spans = marked("[A Title]\n[By | May 1]\n[One.]\n\n[Two.]\n[Leave a Reply]\nloose words")
    roles = [
        (Role.TITLE, None, None),
        (Role.DATELINE, None, None),
        (Role.BODY, "blockquote", "q1"),
        (Role.BODY, "blockquote", "q1"),
        (Role.BOILERPLATE, "comment_form", None),
    ]
    regions = tuple(Region(span, "r", *role) for span, role in zip(spans, roles, strict=True))
    page = marked_text(findings_of(Document("d", text), regions=regions)).page()
    assert page.count("<h1") == 1
    assert ">A Title</h1>" in page
    assert page.count("<blockquote>") == 1
    assert "not read: comment form" in page
    assert words_of(page).strip() == text


def test_has_one_heading_where_the_text_prints_no_title():
    page = marked_text(article()).page()
    assert re.findall(r"<h1.*?>(.*?)</h1>", page) == ["note"]


def test_follows_an_annotation_over_the_end_of_a_paragraph():
    text = "pressure\non Japan"
    findings = findings_of(
        Document("d", text), regions=body(text), instruments=(instrument(Span(0, 17)),)
    )
    page = marked_text(findings).page()
    assert page.count('id="instrument-001"') == 1
    assert page.count('data-a="instrument-001"') == 3


def test_keeps_the_place_of_an_annotation_without_words():
    findings = findings_of(Document("d", "coal"), citations=(Mood(Span(2, 2), "gap"),))
    assert marked_text(findings).page().count(' id="mood-001"') == 1


def test_shows_itself_in_a_notebook_without_the_page():
    fragment = marked_text(article())._repr_html_()
    assert "<html" not in fragment
    assert "<h1" not in fragment
    assert 'id="actor-001"' in fragment


def test_fetches_nothing():
    page = marked_text(article()).page()
    assert not re.search(r"https?://|@import|url\(|<link|src=", page)


@pytest.mark.parametrize("text", ["", "\n\n", " " * 3])
def test_bears_an_article_without_words(text: str):
    assert "Nothing is marked" in document_page(findings_of(Document("d", text)))


def test_stays_linear_on_a_long_line():
    text = "China " * 20_000
    actors = tuple(actor(Span(at, at + 5)) for at in range(0, len(text), 60))
    page = marked_text(findings_of(Document("d", text), actors=actors)).page()
    assert page.count('<mark class="k-actor') == len(actors)
