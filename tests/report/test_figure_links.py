"""That bars and points lead to passages, and that each can be pointed at."""

from itertools import combinations

import pandas as pd
import pytest
from small_findings import article

from nkpressure.report.actor_bars import plot_actors
from nkpressure.report.evidence import anchor_attributes, link_evidence, used_records
from nkpressure.report.figure_targets import targets_of
from nkpressure.report.figures import Figure
from nkpressure.report.labels import Box
from nkpressure.report.position_strip import plot_positions

ACTORS = pd.DataFrame(
    {
        "name": ["China", "Kim \ud800"],
        "subkind": ["state", "person"],
        "mentions": [2, 1],
        "ids": [("note#actor-001", "note#actor-003"), ("note#actor-002",)],
    }
)


def links(figure: Figure) -> list[dict[str, object]]:
    return figure._repr_mimebundle_()[1]["image/png"].get("links", [])


def test_each_bar_leads_to_its_mentions() -> None:
    first, second = links(plot_actors(ACTORS))
    assert (first["record"], first["also"]) == ("note#actor-001", "actor-003")
    assert first["label"] == "China, 2 mentions: the first of 2 passages"
    assert (second["record"], second["also"]) == ("note#actor-002", "")
    assert second["label"] == "Kim \ufffd, 1 mention: its words"


def test_the_longer_bar_has_the_longer_link_above_the_other() -> None:
    (left, top, width, height), (other_left, other_top, other_width, _) = (
        link["box"] for link in links(plot_actors(ACTORS))
    )
    assert left == pytest.approx(other_left, abs=0.1)
    assert width == pytest.approx(2 * other_width, rel=0.02)
    assert top + height < other_top
    assert left + width < 100


def test_counts_without_records_have_no_links() -> None:
    assert links(plot_actors(ACTORS.drop(columns="ids"))) == []


def test_gives_the_same_places_again() -> None:
    assert links(plot_positions(article())) == links(plot_positions(article())) != []


@pytest.mark.parametrize(
    "boxes",
    [
        pytest.param([Box(1, 1, 1.1, 1.1)], id="one small mark"),
        pytest.param([Box(0, 0, 0.1, 0.1), Box(8.9, 4.9, 9, 5)], id="in the corners"),
        pytest.param([Box(x / 8, 2, x / 8 + 0.1, 2.1) for x in range(70)], id="a dense row"),
        pytest.param([Box(2, 2, 3, 3), Box(2.2, 2.2, 2.8, 2.8)], id="one within another"),
        pytest.param([Box(1, y / 5, 5, y / 5 + 0.15) for y in range(24)], id="flat bars"),
        pytest.param([Box(-1, 1, 12, 2), Box(3, 2, 3.1, 2.1)], id="beyond the ground"),
    ],
)
def test_targets_are_large_apart_and_miss_no_mark(boxes: list[Box]) -> None:
    ground, least = Box(0, 0, 9, 5), 0.3
    targets = targets_of(boxes, ground, least)
    assert sorted(n for target in targets for n in target.marks) == list(range(len(boxes)))
    for target in targets:
        box = target.box
        assert min(box.right - box.left, box.high - box.low) >= least - 1e-9
        assert box.left >= -1e-9
        assert box.right <= 9 + 1e-9
    for one, other in combinations([target.box for target in targets], 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        assert across <= 1e-9 or min(one.high, other.high) - max(one.low, other.low) <= 1e-9


def test_bars_far_enough_apart_keep_a_target_each() -> None:
    bars = [Box(1, y / 2, 1.2 + y / 3, y / 2 + 0.3) for y in range(9)]
    assert [each.marks for each in targets_of(bars, Box(0, 0, 9, 5), 0.3)] == [
        (number,) for number in range(9)
    ]


def test_a_link_names_all_passages_and_there_is_a_way_back() -> None:
    row = f"<a {anchor_attributes(['a b#actor-001', 'a b#actor-002'])}>China</a>"
    mark = (
        '<a class="nk-mark" data-nk-also="x-2" data-nk-anchor="a b#x-1" id="m-1" title=\'"\'></a>'
    )
    page = link_evidence(row + mark, "../{document}/text.html", own="a b")
    assert 'href="../a%20b/text.html?of=actor-001+actor-002#actor-001"' in page
    assert 'href="../a%20b/text.html?of=x-1+x-2#x-1"' in page
    assert used_records(page) == {
        "a b#actor-001": "row-actor-001",
        "a b#actor-002": "row-actor-001",
        "a b#x-1": "m-1",
        "a b#x-2": "m-1",
    }


def test_words_that_look_like_a_link_lead_nowhere() -> None:
    page = '<a title=\'x data-nk-anchor="note#actor-001"\' href="#a">words</a>'
    assert link_evidence(page, "text.html") == page
