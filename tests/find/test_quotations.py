"""Quotations between marks of every kind, in texts with odd marks too."""

import pytest
from brackets import bracketed, marked
from taken_time import keeps_within

from nkpressure.find.quotations import Quotation, QuotationUse, find_quotations
from nkpressure.model import Document
from nkpressure.read.regions import find_regions


def quotations(text: str) -> list[Quotation]:
    document = Document("note", text)
    return find_quotations(document, find_regions(document), [])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('He said ["we will not trade coal"] on Monday.', id="straight"),
        pytest.param("He said [“we will not trade coal”] on Monday.", id="curly"),
        pytest.param("He said [''we will not trade coal''] on Monday.", id="doubled single"),
        pytest.param("He said [``we will not trade coal''] on Monday.", id="TeX"),
        pytest.param("Er sagte [„wir handeln keine Kohle“] am Montag.", id="German"),
        pytest.param("Il a dit [«nous ne vendons rien»] lundi.", id="guillemets"),
        pytest.param("China’s ’90s traders said [“no”] twice.", id="apostrophes stay"),
        pytest.param("He said [“they told us [‘no coal’] twice”] there.", id="nested"),
        pytest.param("The ministers' talks bored the envoys' aides.", id="plural owners"),
    ],
)
def test_marks_each_quotation(text: str) -> None:
    plain, _ = marked(text)
    assert bracketed(plain, [quotation.span for quotation in quotations(plain)]) == text


@pytest.mark.parametrize(
    ("text", "parts", "rule"),
    [
        pytest.param(
            "He said:\n\n“We met. It was brief.\n\nThen we left.”\n\nThe end.",
            ["We met. It was brief.", "Then we left."],
            "closed in a later paragraph",
            id="closes once",
        ),
        pytest.param(
            "He said:\n\n“We met. It was brief.\n\n“Then we left.”\n\nThe end.",
            ["We met. It was brief.", "Then we left."],
            "opened again",
            id="mark opened again",
        ),
        pytest.param(
            "He said “we met, and then it rained.\n\nThe end came “soon” after.",
            ["we met, and then it rained.", "soon"],
            "never closed",
            id="mark without partner",
        ),
    ],
)
def test_follows_quotations_over_paragraphs(text: str, parts: list[str], rule: str) -> None:
    found = quotations(text)
    assert [part.of(text) for quotation in found for part in quotation.content] == parts
    assert found[0].rule.startswith(rule)


@pytest.mark.parametrize(
    ("text", "use"),
    [
        pytest.param("The “commercial” trade grew.", QuotationUse.SCARE, id="one word"),
        pytest.param("He said, “Never.”", QuotationUse.SPEECH, id="one word after a comma"),
        pytest.param("The plan is “a trap for all of us.”", QuotationUse.SPEECH, id="a phrase"),
        pytest.param("A paper titled “the coal road” came.", QuotationUse.TITLE, id="titled"),
        pytest.param("The “Belt Road Forum” met.", QuotationUse.TITLE, id="capitals"),
    ],
)
def test_tells_speech_from_titles_and_distance(text: str, use: QuotationUse) -> None:
    [quotation] = quotations(text)
    assert quotation.use is use


def test_an_odd_mark_costs_one_quotation_and_not_the_document() -> None:
    text = 'One " mark. ' + 'He said "we will go there soon" then.\n\n' * 3
    assert sum(found.span.of(text) == '"we will go there soon"' for found in quotations(text)) >= 2


@pytest.mark.parametrize("text", ['"' * 100_000, "“ ‘ ” ’ " * 20_000, "\0\ud800“\n" * 5_000])
def test_reads_any_text_in_linear_time(text: str) -> None:
    assert keeps_within(20, lambda: quotations(text))
