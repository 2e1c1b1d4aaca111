import pandas as pd
import pytest
from brackets import marked
from small_findings import findings_of

from nkpressure.find.actors import ActorForm, ActorMention
from nkpressure.find.places import PlaceMention
from nkpressure.measure.places_count import count_places
from nkpressure.model import Document, Span

DANDONG = ("p:dandong", "city", "CHN", 40.1292, 124.3947)
BORDER = ("p:border", "border", None, None, None)
BOTH = ("p:border", "border", "CHN|PRK", None, None)


def place(span: Span, row: tuple[str, str, str | None, float | None, float | None]) -> PlaceMention:
    entity, subkind, country, lat, lon = row
    return PlaceMention(span, "gazetteer", (entity,), "name", subkind, country, None, lat, lon)


def metonym(span: Span, entity: str) -> ActorMention:
    return ActorMention(span, "name in the table", (entity,), ActorForm.METONYM)


def counted(text: str, places: list[tuple], metonyms: list[str]) -> pd.DataFrame:
    plain, spans = marked(text)
    first = len(places)
    return count_places(
        findings_of(
            Document("note", plain),
            places=tuple(place(span, row) for span, row in zip(spans, places, strict=False)),
            actors=tuple(
                metonym(span, entity) for span, entity in zip(spans[first:], metonyms, strict=True)
            ),
        )
    )


def test_counts_each_place_and_names_its_first_mention():
    counts = counted("In [Dandong] and again in [Dandong].", [DANDONG, DANDONG], [])
    assert counts.to_dict("records") == [
        {
            "name": "Dandong",
            "subkind": "city",
            "country": "CHN",
            "mentions": 2,
            "metonyms": 0,
            "lat": 40.1292,
            "lon": 124.3947,
            "entity": "p:dandong",
            "id": "note#place-001",
            "ids": ("note#place-001", "note#place-002"),
        }
    ]


def test_keeps_a_border_that_two_states_name_apart_from_the_border():
    text = "[The border] is long. [The Sino-Korean border] is a river."
    counts = counted(text, [BORDER, BOTH], [])
    assert counts[["name", "mentions"]].values.tolist() == [
        ["Sino-Korean border", 1],
        ["border", 1],
    ]
    assert counts["lat"].isna().all()


@pytest.mark.parametrize(
    ("text", "entity", "name", "on_the_map"),
    [
        pytest.param("[Peking] agreed.", "e:CHN", "Beijing", True, id="an older name of the city"),
        pytest.param("[Washington] agreed.", "e:USA", "Washington, D.C.", True, id="an alias"),
        pytest.param("[The Palace] agreed.", "e:PRK", "Palace", False, id="no place we know"),
    ],
)
def test_counts_a_metonym_at_the_seat_and_apart(
    text: str, entity: str, name: str, on_the_map: bool
):
    (row,) = counted(text, [], [entity]).to_dict("records")
    assert (row["name"], row["mentions"], row["metonyms"]) == (name, 0, 1)
    assert pd.notna(row["lat"]) is on_the_map


def test_joins_a_capital_that_is_a_place_and_a_government():
    beijing = ("p:beijing", "city", "CHN", 39.9075, 116.3972)
    counts = counted("In [Beijing] it is said that [Beijing] agreed.", [beijing], ["e:CHN"])
    assert counts[["name", "mentions", "metonyms"]].values.tolist() == [["Beijing", 1, 1]]


def test_gives_the_columns_where_no_place_is_named():
    counts = counted("Nobody objects.", [], [])
    assert counts.empty
    assert list(counts)[:5] == ["name", "subkind", "country", "mentions", "metonyms"]
