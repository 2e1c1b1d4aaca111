import base64
from itertools import combinations
from typing import Any

import matplotlib
import pandas as pd
import pytest
from matplotlib.figure import Figure as Canvas
from small_findings import article

from nkpressure.report.actor_bars import plot_actors
from nkpressure.report.comparison_bars import plot_comparison
from nkpressure.report.figures import Figure, drawable, looks
from nkpressure.report.instrument_bars import plot_instruments
from nkpressure.report.position_strip import plot_positions

ACTORS = pd.DataFrame(
    {
        "name": ["Ku Bon-tae (구본태)", "王恩濱", "a $4 firm of $5", "\ud800"],
        "subkind": ["person", None, "group", "no such kind"],
        "mentions": [4, 2, 1, 1],
    }
)
INSTRUMENTS = pd.DataFrame(
    {
        "family": ["S", "S", "N", "F"],
        "direction": ["tighten", "loosen", "maintain", "ambiguous"],
        "mentions": [3, 5, 1, 1],
    }
)
COMPARED = pd.DataFrame(
    {"document": ["a", "a", "b"], "category": ["S", "N", "S"], "mentions": [3, 1, 2]}
)
PLOTS = [
    pytest.param(plot_actors, ACTORS, id="actors"),
    pytest.param(plot_instruments, INSTRUMENTS, id="instruments"),
    pytest.param(plot_comparison, COMPARED, id="comparison"),
]


def test_demands_a_description():
    with pytest.raises(TypeError):
        Figure(Canvas(), "f")
    with pytest.raises(ValueError, match="alt text"):
        Figure(Canvas(), "f", "  ")


@pytest.mark.parametrize(("plot", "counts"), PLOTS)
def test_draws_the_same_bytes_again_whatever_the_users_style(plot: Any, counts: pd.DataFrame):
    first = plot(counts).to_png()
    with matplotlib.rc_context({"font.size": 40, "axes.facecolor": "black", "figure.dpi": 30}):
        second = plot(counts)
        again = second.to_png()
    assert first == again == second.to_png()


@pytest.mark.parametrize(("plot", "counts"), PLOTS)
def test_says_so_where_there_is_nothing_to_draw(plot: Any, counts: pd.DataFrame):
    figure = plot(counts.head(0))
    assert "mentioned" in figure.alt or "named" in figure.alt
    assert figure.to_png().startswith(b"\x89PNG")


def test_shows_itself_with_its_description():
    data, metadata = plot_actors(ACTORS)._repr_mimebundle_()
    alt = (
        "Who is named how often: 4 actors with 8 mentions. Ku Bon-tae (구본태) (4), 王恩濱 (2), "
        "a $4 firm of $5 (1), \ufffd (1)."
    )
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert metadata == {"image/png": {"alt": alt, "name": "actors"}}


def test_states_each_family_with_its_directions():
    assert plot_instruments(INSTRUMENTS).alt == (
        "Instruments by family and direction: 10 mentions. Force 1 (1 ambiguous); "
        "Sanctions 8 (3 tighten, 5 loosen); Negotiation and inducement 1 (1 maintain)."
    )


def test_compares_shares_and_not_counts():
    assert plot_comparison(COMPARED).alt == (
        "What each document stresses: a (n = 4): Sanctions 75% (3), Negotiation and inducement "
        "25% (1); b (n = 2): Sanctions 100% (2)."
    )


def test_says_where_each_family_stands():
    assert plot_positions(article()).alt == (
        "Where in the text, over 2 sentences: General strategy with 1 mention in sentence 1."
    )
    assert plot_positions(article()).to_png() == plot_positions(article()).to_png()


def test_leaves_no_figure_open():
    from matplotlib import pyplot

    plot_actors(ACTORS).to_png()
    assert pyplot.get_fignums() == []


@pytest.mark.parametrize("scale", ["family", "direction", "series"])
def test_tells_values_apart_without_colour(scale: str):
    marks = list(looks(scale).values())
    assert marks
    for one, other in combinations(marks, 2):
        assert (one.hatch, one.marker) != (other.hatch, other.marker)
        assert one.marker != other.marker


def test_leaves_out_letters_that_the_font_lacks():
    assert drawable("Wang Enbin (王恩濱)") == "Wang Enbin"
    assert drawable("王恩濱") == "(name in another script)"
