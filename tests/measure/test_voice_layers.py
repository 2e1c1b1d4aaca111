from dataclasses import replace

import pytest
from brackets import marked

from nkpressure.errors import WrongUseError
from nkpressure.find.attributions import AttributionKind
from nkpressure.find.everything import Findings, find_everything
from nkpressure.measure.assertions import unasserted_spans
from nkpressure.measure.layers import Layer, divide_by_voice, layer_spans
from nkpressure.model import Document

AUTHOR = "Ann Lee"


def read(text: str) -> Findings:
    return find_everything(Document("note", text, author=AUTHOR))


def divided(text: str) -> list[tuple[str, str]]:
    """Return the words of each layer, without the spaces at their ends."""
    return [
        (stretch.span.of(text).strip(), stretch.layer.value)
        for stretch in divide_by_voice(read(text))
        if stretch.span.of(text).strip(" .,")
    ]


@pytest.mark.parametrize(
    ("text", "layers"),
    [
        pytest.param("Trade fell in May.", [("Trade fell in May.", "own")], id="author"),
        pytest.param(
            "Xi Jinping said that the sanctions stay.",
            [("Xi Jinping said", "own"), ("that the sanctions stay", "reported")],
            id="reported",
        ),
        pytest.param(
            "“The sanctions must stay in place,” said Mike Pompeo.",
            [("“The sanctions must stay in place,”", "quoted"), ("said Mike Pompeo.", "own")],
            id="quoted",
        ),
        pytest.param(
            "Mike Pompeo said that the sanctions “must stay in place for years”.",
            [
                ("Mike Pompeo said", "own"),
                ("that the sanctions", "reported"),
                ("“must stay in place for years”", "quoted"),
            ],
            id="marks within a report",
        ),
        pytest.param(
            "China fears that the sanctions bite.",
            [("China fears", "own"), ("that the sanctions bite", "ascribed")],
            id="a state of mind",
        ),
        pytest.param(
            "The so-called “maximum pressure” is over.",
            [("The so-called “maximum pressure” is over.", "own")],
            id="distance",
        ),
    ],
)
def test_divides_a_text_by_voice(text: str, layers: list[tuple[str, str]]):
    assert divided(text) == layers


def test_leaves_no_gap_and_no_overlap():
    text = (
        "Kim Jong Un said: “We reported that ‘trade’ fell.” China fears this.\n\n"
        "As one analysis put it:\n\nThe visit was acknowledged by Beijing, which said that talks "
        "go on, and that “momentum” is what counts for everybody in the region today.\n\nIt ended."
    )
    findings = read(text)
    stretches = divide_by_voice(findings)
    for region in findings.regions:
        inside = [s.span for s in stretches if region.start <= s.span.start < region.end]
        assert "".join(span.of(text) for span in inside) == region.span.of(text)


@pytest.mark.parametrize("nested", [True, False])
def test_lets_the_quoted_speak_whoever_is_reported_within(nested: bool):
    text, (inner,) = marked("Mike Pompeo said: “We hear from Xi Jinping that [the talks go on].”")
    findings = read(text)
    [outer] = findings.attributions
    reported = replace(
        outer,
        subkind=AttributionKind.INDIRECT,
        content=(inner,),
        chain=("e:xi-jinping", *outer.chain),
        nested_in=outer if nested else None,
    )
    findings = replace(findings, attributions=(outer, reported))
    others = [s for s in divide_by_voice(findings) if s.layer is not Layer.OWN]
    assert {(s.voice, s.layer) for s in others} == {("e:mike-pompeo", Layer.QUOTED)}


def test_lets_the_innermost_source_of_a_report_speak():
    text, (whole, inner) = marked("Kyodo reported [that Xi Jinping said “[the talks go on].”]")
    findings = read(text)
    first = findings.attributions[0]
    outer = replace(
        first, subkind=AttributionKind.INDIRECT, content=(whole,), chain=("e:kyodo-news",)
    )
    said = replace(outer, content=(inner,), chain=("e:xi-jinping", "e:kyodo-news"), nested_in=outer)
    findings = replace(findings, attributions=(outer, said))
    voices = {s.voice for s in divide_by_voice(findings) if s.span.overlaps(inner)}
    assert voices == {"e:xi-jinping"}


def test_keeps_the_stretches_of_some_speakers():
    text = "Xi Jinping said that trade fell. Mike Pompeo said that it rose."
    findings = read(text)
    chosen = layer_spans(findings, "others", country="CHN", kind="person")
    assert [span.of(text) for span in chosen] == ["that trade fell"]
    assert layer_spans(findings, "reported", speaker="e:mike-pompeo") != chosen
    assert layer_spans(findings, "quoted", country="CHN") == []


def test_keeps_only_what_is_asserted():
    text = "Trade fell. Perhaps prices rose. Coal did not move, but ore did."
    kept = " ".join(span.of(text) for span in layer_spans(read(text), "own", asserted=True))
    assert "Trade fell" in kept
    assert "ore did" in kept
    assert "prices" not in kept
    assert "move" not in kept


@pytest.mark.parametrize("text", ["It can’t go on.", "It never fell.", "If it falls, we act."])
def test_finds_what_is_not_asserted(text: str):
    assert unasserted_spans(read(text))


def test_names_the_layers_that_there_are():
    with pytest.raises(WrongUseError, match="own, quoted, reported, ascribed, others, all"):
        layer_spans(read("Trade fell."), "spoken")
