"""Where something happens: each case shows its places in [brackets], with the ids in order."""

import pytest
from brackets import bracketed, marked

from nkpressure.find.actors import find_actors
from nkpressure.find.places import PlaceMention, find_places
from nkpressure.model import Document, Span
from nkpressure.read.regions import Region, Role


def places_in(text: str) -> list[PlaceMention]:
    document = Document("note", text)
    body = [Region(Span(0, len(text)), "whole", Role.BODY, "paragraph")]
    return find_places(document, body, [], find_actors(document, body, []))


@pytest.mark.parametrize(
    ("shown", "ids"),
    [
        pytest.param("They met in [Dandong].", "dandong", id="city"),
        pytest.param("[WASHINGTON] - Officials met.", "washington-dc", id="in capitals"),
        pytest.param(
            "They met at [the Demilitarized Zone].", "demilitarized-zone", id="line with article"
        ),
        pytest.param(
            "Work at [the Kaesong industrial park] began.", "kaesong", id="zone with article"
        ),
        pytest.param("A tanker left [the Wonsan naval base].", "wonsan", id="base"),
        pytest.param("Trade in [Liaoning province] fell.", "liaoning", id="province"),
        pytest.param("Beijing has not answered.", "", id="a capital that acts"),
        pytest.param("China and Japan agreed.", "", id="states are no places"),
    ],
)
def test_marks_each_place_with_its_id(shown: str, ids: str) -> None:
    text, _ = marked(shown)
    places = places_in(text)
    assert bracketed(text, [place.span for place in places]) == shown
    assert [place.entity[0].removeprefix("p:") for place in places] == ids.split()


@pytest.mark.parametrize("text", ["", "\ud800\x00", "the Zone " * 2000, "A" * 5000])
def test_bears_odd_text(text: str) -> None:
    assert all(place.end <= len(text) for place in places_in(text))
