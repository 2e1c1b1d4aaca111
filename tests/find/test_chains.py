"""Chains of voices: origin first, author last, with level, relay and weakest link."""

import pytest

from nkpressure.find.actors import find_actors
from nkpressure.find.alterations import AlterationKind, find_alterations
from nkpressure.find.attributions import Attribution, find_attributions
from nkpressure.find.chains import Fidelity
from nkpressure.find.quotations import find_quotations
from nkpressure.model import Document, Span
from nkpressure.read.regions import find_regions
from nkpressure.read.sentences import find_sentences


def attributions(text: str) -> list[Attribution]:
    document = Document("note", text, author="Ann Lee")
    regions = find_regions(document)
    sentences = find_sentences(document, regions)
    quotations = find_quotations(document, regions, sentences)
    actors = find_actors(document, regions, sentences)
    return find_attributions(document, regions, sentences, quotations, actors)


@pytest.mark.parametrize(
    ("text", "chain", "level"),
    [
        pytest.param(
            "Bert Ohm said that the port was shut.",
            ("e:bert-ohm", "e:ann-lee"),
            "L1",
            id="speaker",
        ),
        pytest.param(
            "I argued that the port was shut.", ("e:ann-lee",), "L0", id="the author's own voice"
        ),
        pytest.param(
            "The port was reportedly shut.", ("unnamed", "e:ann-lee"), "LX", id="nobody named"
        ),
        pytest.param(
            "Everyone knows that the port was shut.",
            ("generic:everyone", "e:ann-lee"),
            "LX",
            id="everyone",
        ),
        pytest.param(
            "In an interview with Kyodo, Bert Ohm said that the port was shut.",
            ("e:bert-ohm", "e:kyodo-news", "e:ann-lee"),
            "L2",
            id="a relay",
        ),
        pytest.param(
            "Bert Ohm said that it rained. He added that the port was shut.",
            ("e:bert-ohm", "e:ann-lee"),
            "L1",
            id="pronoun",
        ),
    ],
)
def test_lists_the_voices(text: str, chain: tuple[str, ...], level: str) -> None:
    found = attributions(text)[-1]
    assert (found.chain, found.attribution_level.value) == (chain, level)


def test_a_relay_in_another_language_translates() -> None:
    text = (
        "Bert Ohm, a clerk, said something like the following, as relayed by Kyodo in Chinese:\n\n"
        "The port will open soon. We must get the ships ready.\n\n"
        "That is what he said."
    )
    found = next(a for a in attributions(text) if a.subkind.value == "block")
    assert found.chain == ("e:bert-ohm", "e:kyodo-news", "e:ann-lee")
    assert found.chain_types == ("says", "translates", "writes")
    assert found.translation == "zh>en"
    assert found.fidelity is Fidelity.APPROXIMATE
    assert (found.distance, found.relay, found.weakest) == (2, "e:kyodo-news", "e:kyodo-news")


def test_a_voice_within_a_block_has_the_outer_voice_in_its_chain() -> None:
    text = (
        "As one analysis put it:\n\n"
        "The border is open. Bert Ohm said that the trucks were back.\n\n"
        "So goes the trade."
    )
    nested = next(found for found in attributions(text) if found.nested_in is not None)
    assert nested.chain == ("e:bert-ohm", "e:unnamed-analysis", "e:ann-lee")
    assert nested.attribution_level.value == "L2"
    assert nested.weakest == "e:unnamed-analysis"


def test_types_what_was_changed_in_quoted_words() -> None:
    text = "[T]he bans hurt […] us [in the north] … [sic]"
    changes = find_alterations(Document("note", text), [Span(0, len(text))])
    assert [change.kind for change in changes] == [
        AlterationKind.CASE,
        AlterationKind.ELISION,
        AlterationKind.INSERTION,
        AlterationKind.ELISION,
        AlterationKind.SIC,
    ]
