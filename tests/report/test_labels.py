from itertools import combinations

import pytest

from nkpressure.report.labels import Box, Wanted, place_labels, text_size

FRAME = Box(0, 0, 400, 300)


def crowd(number: int) -> list[Wanted]:
    """Return marks that stand so near to each other that their labels must part."""
    return [
        Wanted(f"Place {at}", 150 + at % 5 * 18, 120 + at // 5 * 16, 4, 12) for at in range(number)
    ]


def test_no_label_covers_another_or_a_mark_or_the_edge():
    wanted = crowd(20)
    found = [placed.box for placed in place_labels(wanted, FRAME) if placed is not None]
    assert len(found) >= 12
    assert all(box.within(FRAME) for box in found)
    assert not any(one.meets(other) for one, other in combinations(found, 2))
    assert not any(box.meets(label.mark) for box in found for label in wanted)


def test_the_first_labels_go_first_and_stand_right_of_their_marks():
    (first, *_), (alone,) = place_labels(crowd(20), FRAME), place_labels(crowd(1), FRAME)
    assert first is not None
    assert alone is not None
    assert alone.box.left > 154
    assert not alone.led


def test_a_label_keeps_off_a_line():
    river = [Box(160, low, 163, low + 5) for low in range(0, 300, 5)]
    (placed,) = place_labels([Wanted("Dandong", 150, 120, 4, 12)], FRAME, river)
    assert placed is not None
    assert placed.box.right <= 160


def test_says_where_there_is_no_room():
    assert place_labels([Wanted("Dandong", 20, 20, 4, 12)], Box(0, 0, 40, 40)) == [None]


@pytest.mark.parametrize("text", ["", "Dandong", "$40 million", "Ku’s — “words”"])
def test_longer_words_need_more_room(text: str):
    assert text_size(text, 12)[0] < text_size(text + "mm", 12)[0]
    assert text_size(text, 12)[0] <= text_size(text, 14)[0]
