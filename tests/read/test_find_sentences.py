"""Sentences end where a reader would end them."""

import pytest
from brackets import bracketed, marked

from nkpressure.model import Document, Span
from nkpressure.read.paragraphs import find_paragraphs
from nkpressure.read.regions import Region, Role, find_regions
from nkpressure.read.sentences import find_sentences
from nkpressure.read.words import find_words


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[The U.S. envoy left.] [He met Gen. Brooks.]", id="abbreviations"),
        pytest.param("[It came from the U.S.] [The envoy said no more.]", id="one that ends"),
        pytest.param("[Jacob J. Lew and D. P. Ri met at 10 a.m. in Seoul.]", id="initials"),
        pytest.param("[See No. 5 and para. 8 of Res. 1718.] [It is short.]", id="numbers"),
        pytest.param("[The answer was no.] [He left.]", id="no as a word"),
        pytest.param("[The D.P.R.K. Foreign Ministry objected.]", id="pointed capitals"),
        pytest.param("[“We agreed.”] [Nobody else had.]", id="closing quote"),
        pytest.param("[“Do they pay?” the envoy asked.]", id="question, lower case"),
        pytest.param("[“Do they pay?” Brooks asked.]", id="question, name"),
        pytest.param("[“Do they pay?”] [Brooks had no idea.]", id="question, new sentence"),
        pytest.param("[''So be it,'' he said.] [''It ends here.'']", id="two single marks"),
        pytest.param("[Trade fell, he said.][Beijing was silent.]", id="no space"),
        pytest.param("[Write to desk@example.org.kp or see www.site.Com today.]", id="addresses"),
        pytest.param("[1. Coal and iron.] [2. Seafood of any kind.]", id="numbered"),
        pytest.param("[It paused…] [Then it went on.]", id="ellipsis ends"),
        pytest.param("[It is… hard to say.]", id="ellipsis within"),
        pytest.param("[It must stop!!!] [Now.]", id="many marks"),
        pytest.param("[He left for St. Petersburg with Sen. An and Lt. Gov. Cho.]", id="titles"),
        pytest.param("[They met in Newport, R.I.] [“It was late,” he said.]", id="then a quote"),
        pytest.param("[Above the line] [-*-*-*-] [below it]", id="drawn line of two signs"),
        pytest.param("[Above the line] [=====] [below it]", id="drawn line, no other mark"),
    ],
)
def test_ends_each_sentence(text: str) -> None:
    plain, spans = marked(text)
    whole = Region(Span(0, len(plain)), "test", Role.BODY)
    found = find_sentences(Document("d", plain), [whole])
    assert bracketed(plain, [sentence.span for sentence in found]) == bracketed(plain, spans)


@pytest.mark.parametrize("mark", ["[…]", "[...]", "[. . .]"])
def test_an_elision_between_sentences_is_its_own(mark: str) -> None:
    text = f"They met. {mark} They agreed on {mark} two points. {mark}"
    document = Document("d", text)
    found = find_sentences(document, find_regions(document))
    assert [(s.subkind, s.span.of(text)) for s in found] == [
        ("sentence", "They met."),
        ("ellipsis", mark),
        ("sentence", f"They agreed on {mark} two points."),
        ("ellipsis", mark),
    ]


def test_wrapped_lines_are_one_paragraph_and_lines_else() -> None:
    wrapped = (
        "The trade in coal had come to an end, and the\n"
        "ministry of commerce said so in a notice that\n"
        "was read in every port of the two provinces.\n"
        "Nobody was surprised.\n\n"
        "The trade in iron went on for some time, as a\n"
        "customs officer in Dandong told the reporters.\n"
    )
    spans = [paragraph.span.of(wrapped)[:18] for paragraph in find_paragraphs(wrapped)]
    assert spans == ["The trade in coal ", "The trade in iron "]
    lines = "The trade in coal ended in May.\nNobody was surprised by it.\nThat was all.\n"
    assert len(find_paragraphs(lines)) == 3


def test_sentences_cross_wrapped_lines_but_not_regions() -> None:
    text = "Coal and Iron\n\nThe trade ended.\n\nhttps://example.org/a\n\nIt was late"
    document = Document("d", text)
    found = find_sentences(document, find_regions(document))
    assert [s.span.of(text) for s in found] == ["Coal and Iron", "The trade ended.", "It was late"]


@pytest.mark.parametrize(
    "text",
    ['He said "no', "''\"``\"''", "a\ud800b \x00 c.", "“”‘’«»", ". . . .", "(" * 300, "\r\n\x0c"],
)
def test_no_text_is_too_odd(text: str) -> None:
    document = Document("d", text)
    sentences = find_sentences(document, find_regions(document))
    assert all(span.of(text).strip() for span in find_words(document, sentences))


def test_a_long_line_is_divided_as_a_short_one_is() -> None:
    sentence = "The envoy of the U.S. met Gen. Brooks at 10 a.m. in Seoul."
    text = " ".join([sentence] * 2_000)
    document = Document("d", text)
    found = find_sentences(document, find_regions(document))
    assert {s.span.of(text) for s in found} == {sentence}
    assert len(found) == 2_000


def test_words_leave_out_the_marks() -> None:
    document = Document("d", 'Kim didn\'t go; "no," he said.')
    sentences = find_sentences(document, find_regions(document))
    words = [span.of(document.text) for span in find_words(document, sentences)]
    assert words == ["Kim", "did", "n't", "go", ";", '"', "no", ",", '"', "he", "said", "."]
