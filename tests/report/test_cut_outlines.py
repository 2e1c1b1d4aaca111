"""The script that cuts the maps' outlines: its geometry against figures worked out by hand."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

PATH = Path(__file__).parents[2] / "tools" / "cut_outlines.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cut_outlines", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["cut_outlines"] = module
    spec.loader.exec_module(module)
    return module


def frame(script: ModuleType, west: float, east: float):
    return script.MapRow("note", west, east, 0, 10, "", 0.1)


def test_thins_a_line_by_what_lies_near_it(script: ModuleType):
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0)]
    assert script.thinned(line, 0.1) == [(0.0, 0.0), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0)]


def test_thins_an_island_without_losing_it(script: ModuleType):
    island = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    assert script.area(script.thinned(island, 0.1)) == 1.0


def test_cuts_a_country_to_the_frame_and_a_little_beyond(script: ModuleType):
    square = [(-5.0, 2.0), (5.0, 2.0), (5.0, 4.0), (-5.0, 4.0)]
    # from 0.2 west of the frame, a fiftieth of its width, to 5: 5.2 wide and 2 high
    assert script.area(script.clipped(square, frame(script, 0, 10))) == pytest.approx(10.4)
    assert script.clipped(square, frame(script, 20, 30)) == []


def test_puts_a_country_on_the_date_line_together(script: ModuleType):
    topology = {
        "transform": {"scale": [1.0, 1.0], "translate": [0.0, 0.0]},
        "arcs": [[[178, 2], [-356, 0], [0, 2], [356, 0], [0, -2]]],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "properties": {"name": "Fiji"}, "arcs": [[0]]},
                ]
            }
        },
    }
    ((kind, name, ring),) = script.outlines_of(topology, frame(script, 170, 190))
    assert (kind, name) == ("land", "Fiji")
    assert script.area(ring) == pytest.approx(4 * 2)  # 178 to 182 east


def test_calls_a_border_what_two_countries_share(script: ModuleType):
    def country(name: str, *arcs: int) -> dict[str, object]:
        return {"type": "Polygon", "properties": {"name": name}, "arcs": [list(arcs)]}

    topology = {
        "transform": {"scale": [1.0, 1.0], "translate": [0.0, 0.0]},
        "arcs": [
            [[5, 2], [0, 4]],  # the border, northward
            [[5, 6], [-4, 0], [0, -4], [4, 0]],
            [[5, 6], [3, 0], [0, -4], [-3, 0]],
        ],
        "objects": {"countries": {"geometries": [country("A", 0, 1), country("B", ~2, ~0)]}},
    }
    found = list(script.outlines_of(topology, frame(script, 0, 10)))
    assert [(kind, name) for kind, name, _ in found] == [
        ("land", "A"),
        ("land", "B"),
        ("border", "A;B"),
    ]
    assert [script.area(line) for _, _, line in found[:2]] == [16.0, 12.0]
    assert found[2][2] == [(5.0, 2.0), (5.0, 6.0)]
