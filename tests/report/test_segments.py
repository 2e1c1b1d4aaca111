import pytest
from brackets import marked
from hypothesis import given
from hypothesis import strategies as st

from nkpressure.model import Annotation, Span
from nkpressure.report.segments import flat_segments, shared_out


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("no mark", "no mark:0", id="none"),
        pytest.param("[US]-DPRK", "US:1|-DPRK:0", id="one"),
        pytest.param("[[US]-[DPRK]]", "US:2|-:1|DPRK:2", id="nested"),
        pytest.param("[[[coal]]]", "coal:3", id="equal"),
    ],
)
def test_cuts_at_every_beginning_and_end(text: str, cut: str):
    plain, spans = marked(text)
    segments = flat_segments(Span(0, len(plain)), [Annotation(span, "r") for span in spans])
    assert "|".join(f"{s.span.of(plain)}:{len(s.annotations)}" for s in segments) == cut


def test_cuts_annotations_that_cross_each_other():
    crossing = [Annotation(Span(0, 6), "r"), Annotation(Span(3, 9), "r")]
    segments = flat_segments(Span(0, 10), crossing)
    assert [(s.span.start, len(s.annotations)) for s in segments] == [
        (0, 1),
        (3, 2),
        (6, 1),
        (9, 0),
    ]


spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ab: Span(min(ab), max(ab)))


@given(st.lists(spans, max_size=12), spans)
def test_covers_each_character_once_with_all_its_annotations(marks: list[Span], block: Span):
    annotations = [Annotation(span, "r") for span in marks]
    segments = list(flat_segments(block, annotations)) if len(block) else []
    covered = [at for segment in segments for at in range(segment.span.start, segment.span.end)]
    assert covered == list(range(block.start, block.end))
    for segment in segments:
        at = segment.span.start
        expected = sum(span.start <= at < span.end for span in marks)
        assert len(segment.annotations) == expected


def test_gives_each_block_what_touches_it():
    blocks = [Span(0, 5), Span(5, 6), Span(6, 12)]
    across, last = Annotation(Span(3, 8), "r"), Annotation(Span(11, 12), "r")
    assert shared_out(blocks, [last, across]) == [[across], [across], [across, last]]
