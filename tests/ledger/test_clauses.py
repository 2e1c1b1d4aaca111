"""Clauses: which stretch of a sentence asserts one thing."""

import pytest
from brackets import bracketed, marked

from nkpressure.ledger.clauses import find_clauses
from nkpressure.model import Span
from nkpressure.tables import read_tables


def cut(text: str, edges: tuple[int, ...] = ()) -> list[Span]:
    whole = Span(0, len(text))
    return [clause.span for clause in find_clauses(text, whole, edges, read_tables())]


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param("[China paused], but [the council adopted a resolution].", id="contrast"),
        pytest.param("[Japan and South Korea held talks].", id="two subjects, one verb"),
        pytest.param(
            "[China has pushed back against the measures] and [seems to hold to its trade].",
            id="second verb",
        ),
        pytest.param("[Seoul seeks a waiver] [in order to keep its promise].", id="purpose"),
        pytest.param(
            "[the ban that the council passed in March has no teeth].", id="defining relative"
        ),
        pytest.param(
            "[The envoy cited the report], [which called on all states to close their ports].",
            id="adding relative",
        ),
        pytest.param("[The talks, which began in May, have ended].", id="relative in the middle"),
        pytest.param(
            "[Pyongyang left the talks], [demanding that the ban end].", id="demand kept whole"
        ),
        pytest.param(
            "[The law bans trade, including smuggling by sea, smuggling by land].", id="list"
        ),
        pytest.param(
            "[Drills between the U.S., Japan and South Korea began in June].", id="list of states"
        ),
        pytest.param("[The ban stays]; [the talks go on].", id="semicolon"),
        pytest.param("It is clear that [China fears a collapse].", id="content clause"),
    ],
)
def test_cuts_where_another_thing_is_said(shown: str) -> None:
    text, spans = marked(shown)
    found = [span for span in cut(text) if any(span.overlaps(wanted) for wanted in spans)]
    assert bracketed(text, found) == shown


def test_a_voice_divides_a_sentence() -> None:
    text = "The envoy said the ban would stay."
    assert [span.of(text) for span in cut(text, (15,))] == ["The envoy said", "the ban would stay"]


@pytest.mark.parametrize("text", ["", "…", "—", "and", "that that that", "\x00, and \ud800 is"])
def test_takes_any_text(text: str) -> None:
    for span in cut(text):
        assert Span(0, len(text)).contains(span)
