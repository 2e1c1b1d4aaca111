"""Saved pages come out with title, date, author and article right, and nothing of them is lost."""

import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from nkpressure.model import DateBasis, Document
from nkpressure.read.documents import complete_document
from nkpressure.read.regions import Region, Role, find_regions
from nkpressure.read.web_pages import to_web_page
from nkpressure.tables import read_tables

PAGES = Path(__file__).parent / "pages"
GOLD: dict[str, dict[str, Any]] = yaml.safe_load((PAGES / "gold.yaml").read_text(encoding="utf-8"))
HEADED = ("heading",)

pages = pytest.mark.parametrize("name", list(GOLD))


@cache
def page(name: str) -> tuple[Document, list[Region]]:
    data = (PAGES / f"{name}.html").read_bytes()
    document = complete_document(to_web_page(name, data, f"{name}.html", read_tables()))
    return document, find_regions(document)


def words(document: Document, region: Region) -> str:
    return " ".join(region.span.of(document.text).split())


@pages
def test_the_facts_are_those_of_the_page(name: str) -> None:
    document, gold = page(name)[0], GOLD[name]
    facts = ("title", "author", "outlet", "url")
    assert {fact: getattr(document, fact) for fact in facts} == {f: gold[f] for f in facts}
    assert document.published is not None
    assert document.published.edtf == gold["published"].isoformat()
    assert document.published_basis is DateBasis.STATED
    assert document.language == "en"


@pages
def test_the_article_is_body_and_nothing_else_is(name: str) -> None:
    document, regions = page(name)
    shown = [
        words(document, region)
        for region in regions
        if region.role is Role.BODY or region.subkind == "heading"
    ]
    # A wire's dateline is a region of its own before its first words.
    gold = [
        line.split(") -- ")[-1].removeprefix("SHENYANG, China — ") for line in GOLD[name]["body"]
    ]
    assert shown == gold


@pages
def test_headings_and_quotations_are_marked(name: str) -> None:
    document, regions = page(name)
    for subkind, gold in (("heading", "headings"), ("blockquote", "quotations")):
        shown = [words(document, region) for region in regions if region.subkind == subkind]
        assert shown == GOLD[name][gold]
    titles = [r for r in regions if r.role is Role.TITLE and r.subkind is None]
    assert [words(document, title) for title in titles] == [GOLD[name]["title"]]


@pages
def test_the_furniture_is_marked_and_kept(name: str) -> None:
    document, regions = page(name)
    for line, subkind in GOLD[name]["furniture"].items():
        found = [region for region in regions if words(document, region) == line]
        assert {region.role for region in found} == {Role.BOILERPLATE}, line
        assert found[0].subkind == subkind, line


@pages
def test_every_word_stands_in_one_region(name: str) -> None:
    document, regions = page(name)
    reached = 0
    for region in sorted(regions, key=lambda region: region.span):
        assert not document.text[reached : region.start].strip()
        reached = region.end
    assert not document.text[reached:].strip()


def test_hidden_words_are_no_part_of_the_text() -> None:
    text = page("magazine")[0].text
    assert "Hidden words" not in text
    assert "windowed" not in text
    assert "dataLayer" not in page("weblog")[0].text


def test_old_encodings_are_those_that_the_page_states() -> None:
    assert page("agency")[0].encoding == "cp1252"
    assert page("korean_outlet")[0].encoding == "cp949"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(b"<table>" + b"<tr><td>x y z</td></tr>" * 6_000, id="a vast table"),
        pytest.param(b"<p>" + b"word <b>and</b> " * 50_000, id="one vast paragraph"),
        pytest.param(b"<div>" * 1_500 + b"<p>deep words</p>", id="deep"),
        pytest.param(b"<p>a\0b</p><script type='application/ld+json'>" + b"[" * 9_999, id="NUL"),
        pytest.param(b"<meta charset='zlib'><p>caf\xe9 talks</p>", id="no encoding of text"),
        pytest.param(b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hosts'>]><p>&a; b", id="entity"),
    ],
)
def test_odd_pages_are_read(page: bytes) -> None:
    started = time.process_time()
    document = to_web_page("odd", page, "odd.html", read_tables())
    assert document.text.strip()
    assert "localhost" not in document.text
    assert find_regions(document)
    assert time.process_time() - started < 5


def test_a_teaser_that_repeats_the_article_is_none_of_it() -> None:
    paragraphs = [
        f"In {month} the traders of Dandong counted {number} lorries on the bridge, and the "
        f"customs office, when it was asked in {month}, spoke of twice as many."
        for month, number in (("March", "forty"), ("April", "thirty"), ("May", "nine"))
    ]
    article = "".join(f"<p>{words}</p>" for words in paragraphs)
    teaser = f"<div class='x7'><div class='x8'><p>{paragraphs[0]}</p></div></div>"
    source = f"<body><div><h1>Lorries</h1><div>{article}</div></div>{teaser}</body>"
    document = to_web_page("note", source.encode(), "note.html", read_tables())
    last = document.text.rindex(paragraphs[0])
    body = [region for region in find_regions(document) if region.role is Role.BODY]
    assert len(body) == len(paragraphs)
    assert max(region.end for region in body) < last
