"""A row that cannot be explained does not exist: evidence, rules, and a sentence naming them."""

from functools import cache

import pytest
from gold.set_floors import SETS

from nkpressure.codebook import read_codebook
from nkpressure.find.everything import Findings, find_everything
from nkpressure.ledger.explain import explain
from nkpressure.ledger.rows import Signal
from nkpressure.ledger.signals import with_ledger
from nkpressure.model import Document, Interval

GROUP = 2  # examples of the codebook to a text


@cache
def texts() -> tuple[Document, ...]:
    """The seeds, the held-out texts, and fifty short ones from the codebook's own examples."""
    coded = [document for gold_set in SETS for document in gold_set.documents()]
    book = read_codebook()
    kinds = (*book.codes, *book.modes, *book.directions, *book.roles, *book.factuality)
    examples = [text for code in kinds for text in (*code.positive, *code.negative)]
    lead = "The United States, China and North Korea are at odds. "
    short = [
        Document(
            f"examples-{at}", lead + " ".join(examples[at : at + GROUP]), Interval.parse("2018")
        )
        for at in range(0, len(examples), GROUP)
    ]
    return (*coded, *short)


@cache
def all_rows() -> tuple[tuple[Findings, Signal], ...]:
    filled = [with_ledger(find_everything(document)) for document in texts()]
    return tuple(
        (findings, signal)
        for findings in filled
        for signal in findings.signals
        if isinstance(signal, Signal)
    )


def test_there_are_texts_and_rows_enough() -> None:
    assert len(texts()) >= 50
    documents = {findings.document.id for findings, _ in all_rows()}
    assert {"piie-2017-07", "sino-nk-2018-07"} <= documents
    assert len(documents) >= 20


def test_every_row_has_evidence_with_words() -> None:
    for findings, signal in all_rows():
        assert signal.evidence
        for span in signal.evidence:
            assert span.of(findings.document.text).strip()
            assert signal.span.contains(span)


def test_every_row_rests_on_a_found_instrument() -> None:
    for findings, signal in all_rows():
        assert signal.named_by in findings.instruments


@pytest.mark.parametrize("named", ["instrument: ", "evidence: ", "voice: ", "series: "])
def test_every_row_names_its_rules(named: str) -> None:
    for _, signal in all_rows():
        assert [rule for rule in signal.rules if rule.startswith(named)]


def test_every_explanation_names_the_words_and_all_rules() -> None:
    for findings, signal in all_rows():
        said = explain(signal, findings.document, findings.tables)
        words = " ".join(signal.named_by.span.of(findings.document.text).split())
        assert "because" in said
        assert words[:80] in said
        assert signal.instrument in said
        assert [rule for rule in signal.rules if rule not in said] == []


def test_a_party_stands_with_the_rule_that_found_it() -> None:
    for _, signal in all_rows():
        for role in ("sender", "addressee", "target"):
            found = any(rule.startswith(f"{role}: ") for rule in signal.rules)
            assert bool(getattr(signal, role)) == found
