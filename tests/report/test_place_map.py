import warnings

import matplotlib
import pandas as pd
import pytest

from nkpressure.errors import WrongUseError
from nkpressure.report.outlines import Outline, border_lines, map_frame
from nkpressure.report.place_map import plot_places
from nkpressure.tables import read_tables

ROWS = [
    ("Dandong", "city", "CHN", 4, 0, 40.13, 124.39),
    ("Liaoning", "province", "CHN", 2, 0, 41.2, 122.9),
    ("Beijing", "city", "CHN", 1, 3, 39.91, 116.4),
    ("New York City", "city", "USA", 2, 0, 40.71, -74.01),
    ("Chinese-North Korean border", "border", "CHN|PRK", 1, 0, None, None),
    ("border", "border", None, 2, 0, None, None),
    ("Beltway", None, None, 0, 1, None, None),
    ("平壤 $1", "city", "PRK", 1, 0, 39.03, 125.75),
]
COLUMNS = ["name", "subkind", "country", "mentions", "metonyms", "lat", "lon"]
COUNTS = pd.DataFrame(ROWS, columns=COLUMNS).astype({"lat": float, "lon": float})


@pytest.mark.parametrize("region", ["border", "wider", "world"])
def test_draws_the_same_bytes_again_without_warnings(region: str):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first = plot_places(COUNTS, region).to_png()
        with matplotlib.rc_context({"font.size": 40, "axes.facecolor": "black"}):
            again = plot_places(COUNTS, region).to_png()
    assert first == again


def test_states_what_lies_on_the_map_and_what_does_not():
    assert plot_places(COUNTS, "border").alt == (
        "Places in the border region: of 13 mentions of places, 8 lie on the map: Dandong (4), "
        "Liaoning (2), 平壤 $1 (1), Chinese-North Korean border (1). Names of places stand for "
        "those who govern there 4 times: Beijing (3), Beltway (1). Outside the map: "
        "Beijing (1), New York City (2). Without a point: border (2)."
    )


def test_shows_new_york_on_the_map_that_crosses_the_date_line():
    assert "New York City (2)" in plot_places(COUNTS, "world").alt.split(". ")[0]
    assert map_frame("world").x_of(-74.0) == 286.0


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param([], "no place is named.", id="nothing at all"),
        pytest.param([6], "no place is named. Names of places stand", id="metonyms only"),
        pytest.param([3], "of 2 mentions of places, none lie on the map", id="all far away"),
    ],
)
def test_says_so_where_no_place_is_on_the_map(rows: list[int], said: str):
    figure = plot_places(COUNTS.iloc[rows], "border")
    assert said in figure.alt
    assert figure.to_png().startswith(b"\x89PNG")


def test_names_the_maps_that_there_are():
    with pytest.raises(WrongUseError, match="there are border, wider, world"):
        plot_places(COUNTS, "europe")


def test_every_outline_lies_at_its_map():
    for row in read_tables().rows(Outline):
        frame = map_frame(row.map)
        beside = 0.03 * (frame.east - frame.west)
        if row.kind == "land":
            assert all(
                frame.west - beside <= x <= frame.east + beside
                and frame.south - beside <= y <= frame.north + beside
                for x, y in row.line()
            )


@pytest.mark.parametrize("region", ["border", "wider", "world"])
def test_the_border_runs_along_the_yalu_and_the_tumen(region: str):
    ((*_,),) = [border_lines(map_frame(region), "CHN|PRK")]
    points = [point for line in border_lines(map_frame(region), "CHN|PRK") for point in line]
    # the mouths of the two rivers: near Dandong, and near Fangchuan
    assert any(abs(x - 124.3) < 0.4 and abs(y - 40.0) < 0.4 for x, y in points)
    assert any(abs(x - 130.6) < 0.4 and abs(y - 42.4) < 0.4 for x, y in points)
