"""Who is said to say what: source in the first bracket, content in the others."""

import pytest

from nkpressure.find.attributions import Attribution, AttributionKind, find_attributions
from nkpressure.find.quotations import find_quotations
from nkpressure.model import Document
from nkpressure.read.regions import find_regions
from nkpressure.read.sentences import find_sentences


def attributions(text: str) -> list[Attribution]:
    document = Document("note", text, author="Ann Lee")
    regions = find_regions(document)
    sentences = find_sentences(document, regions)
    quotations = find_quotations(document, regions, sentences)
    return find_attributions(document, regions, sentences, quotations)


def shown(text: str) -> list[tuple[str | None, str]]:
    return [
        (
            found.source.of(text) if found.source else None,
            " + ".join(piece.of(text) for piece in found.content),
        )
        for found in attributions(text)
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        pytest.param(
            "Pompeo said that the ban must stay, and he left for Hanoi.",
            "Pompeo",
            "that the ban must stay, and he left for Hanoi",
            id="that-clause",
        ),
        pytest.param(
            "The envoy said the port was shut.", "The envoy", "the port was shut", id="bare clause"
        ),
        pytest.param(
            "The port was shut, the envoy said on Monday.",
            "the envoy",
            "The port was shut",
            id="after the content",
        ),
        pytest.param(
            "The port, the envoy said, was shut to all ships.",
            "the envoy",
            "The port + was shut to all ships",
            id="within the content",
        ),
        pytest.param(
            "“We will not go there,” said Lu Chao, a scholar in Shenyang.",
            "Lu Chao, a scholar in Shenyang",
            "“We will not go there,”",
            id="turned round, with apposition",
        ),
        pytest.param(
            "Lou Jiwei, the finance minister, warned that the banks were weak.",
            "Lou Jiwei, the finance minister,",
            "that the banks were weak",
            id="apposition before the verb",
        ),
        pytest.param(
            "Washington urged Beijing to close the pipeline.",
            "Washington",
            "Beijing to close the pipeline",
            id="object and infinitive",
        ),
        pytest.param("Seoul refused to send the oil.", "Seoul", "to send the oil", id="infinitive"),
        pytest.param(
            "According to Kyodo, the talks have failed.",
            "Kyodo",
            "the talks have failed",
            id="according to",
        ),
        pytest.param(
            "The talks have failed, according to Kyodo.",
            "Kyodo",
            "The talks have failed",
            id="according to, after",
        ),
        pytest.param(
            "Police reportedly held ten traders in Dandong.",
            None,
            "Police + held ten traders in Dandong",
            id="hearsay",
        ),
        pytest.param(
            "The delay was criticized by the ministry.",
            "the ministry",
            "The delay",
            id="passive",
        ),
        pytest.param(
            "It is widely believed that the ban will end.",
            None,
            "that the ban will end",
            id="impersonal",
        ),
        pytest.param(
            "Kim's claim that the ban had failed drew laughter.",
            "Kim's",
            "that the ban had failed drew laughter",
            id="noun",
        ),
        pytest.param(
            "The army walked out, demanding that the envoy go home.",
            "The army",
            "that the envoy go home",
            id="participle of the main subject",
        ),
        pytest.param(
            "The generals were frustrated that the talks dragged on.",
            "The generals",
            "that the talks dragged on",
            id="adjective",
        ),
    ],
)
def test_finds_source_and_content(text: str, source: str | None, content: str) -> None:
    assert (source, content) in shown(text)


def test_a_second_verb_inherits_the_source() -> None:
    text = "The envoy said the port was shut and warned that ships would be seized."
    assert sorted(shown(text), key=str) == [
        ("The envoy", "that ships would be seized"),
        ("The envoy", "the port was shut"),
    ]


def test_a_quotation_goes_on_after_its_speaker() -> None:
    text = "“We saw coal there,” she said. “Nobody stopped the trucks.”"
    assert shown(text) == [("she", "“We saw coal there,” + “Nobody stopped the trucks.”")]


def test_a_block_quotation_without_marks_goes_to_its_lead() -> None:
    text = (
        "The trade has changed. As one analysis put it:\n\n"
        "The border is open again. Ku was reportedly back from the capital.\n\n"
        "So much for that reading of the trade."
    )
    block = next(found for found in attributions(text) if found.subkind is AttributionKind.BLOCK)
    assert block.source is not None
    assert block.source.of(text) == "one analysis"
    assert block.content[0].of(text).startswith("The border is open again.")
    nested = [found for found in attributions(text) if found.nested_in is not None]
    assert [found.cue.of(text) for found in nested] == ["reportedly"]


@pytest.mark.parametrize(
    ("text", "subkind"),
    [
        pytest.param("He said, “We will not go there.”", AttributionKind.DIRECT, id="direct"),
        pytest.param("He said he was “not fond of” the plan.", AttributionKind.MIXED, id="mixed"),
        pytest.param("He said he was ill.", AttributionKind.INDIRECT, id="indirect"),
        pytest.param(
            "Leverage comes from the “commercial” trade.", AttributionKind.SCARE, id="scare"
        ),
        pytest.param(
            "Tokyo responded to the report.", AttributionKind.RESPONSE_REPORT, id="response"
        ),
    ],
)
def test_tells_the_kinds_apart(text: str, subkind: AttributionKind) -> None:
    assert [found.subkind for found in attributions(text)] == [subkind]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("Kim said the gate was shut.", "CT+", id="plain"),
        pytest.param("Kim said the gate might be shut.", "PS+", id="might"),
        pytest.param("Kim said the gate was probably shut.", "PR+", id="probably"),
        pytest.param("Kim said the gate was not shut.", "CT-", id="negated"),
        pytest.param("Kim said the gate may not open.", "PS-", id="may not"),
        pytest.param("Kim asked whether the gate was shut.", "Uu", id="question"),
        pytest.param("Kim knows whether the gate was shut.", "CTu", id="knows whether"),
        pytest.param("Kim demanded that the gate be shut.", "Uu", id="demand"),
    ],
)
def test_says_how_sure_the_content_is(text: str, value: str) -> None:
    [found] = attributions(text)
    assert found.factuality.value == value


LETTER = (
    "“The port is shut,” Ann Hall said on Monday. She added that ships would wait.\n\n"
    "Bo Reed called it “a trap.” According to Carl Moss, nobody was told."
)


def places(text: str) -> list[tuple[str, int, int]]:
    return [(found.subkind.value, found.span.start, found.span.end) for found in attributions(text)]


def test_straight_marks_change_nothing() -> None:
    straight = LETTER.replace("“", '"').replace("”", '"')
    assert places(straight) == places(LETTER)


def test_other_names_change_the_sources_and_nothing_else() -> None:
    swapped = LETTER.replace("Ann Hall", "Eve Long").replace("Bo Reed", "Al Dorn")
    assert places(swapped) == places(LETTER)
    assert shown(swapped)[0][0] == "Eve Long"


def test_marks_stripped_from_one_side_lose_no_other_attribution() -> None:
    stripped = LETTER.replace("”", "")
    assert {"Ann Hall", "She", "Carl Moss"} <= {source for source, _ in shown(stripped)}


def test_a_negated_content_changes_its_factuality_only() -> None:
    plain = attributions("Kim said the gate was shut.")[0]
    negated = attributions("Kim said the gate was not shut.")[0]
    assert (plain.factuality.value, negated.factuality.value) == ("CT+", "CT-")
    assert (plain.source, plain.subkind, plain.chain) == (
        negated.source,
        negated.subkind,
        negated.chain,
    )


def test_split_paragraphs_keep_the_attributions() -> None:
    split = LETTER.replace("wait.\n\nBo", "wait.\n\n\n\nBo").replace(
        "trap.” According", "trap.”\n\nAccording"
    )
    assert [source for source, _ in shown(split)] == [source for source, _ in shown(LETTER)]


@pytest.mark.parametrize("text", ["", "said", ": said “", "said said said", "\0 said \ud800 that"])
def test_reads_odd_text(text: str) -> None:
    attributions(text)
