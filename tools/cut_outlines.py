"""Cuts the outlines that the maps are drawn with out of Natural Earth's.

Usage: python tools/cut_outlines.py FOLDER, where FOLDER holds the files of the npm package
world-atlas (Natural Earth as TopoJSON). Writes src/nkpressure/tables/outlines.csv: for each map of
maps.csv the land of each country and the borders between two, cut to the map's frame, with no
more points than its scale can show. Borders keep their points on both sides: they are thinned
before the countries are put together.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

from nkpressure.tables import OUR_FOLDER, read_tables

Point = tuple[float, float]
Line = list[Point]
_BESIDE = 0.02  # of the frame's width: land goes on a little beyond it, so that no cut edge shows
_LEAST = 8.0  # an island smaller than this many squares of the tolerance is no more than a dot


@dataclass(frozen=True, slots=True)
class MapRow:
    """A map: its frame in degrees, the file of its outlines, and how exact they need to be."""

    TABLE: ClassVar[str] = "maps.csv"

    map: str
    west: float
    east: float
    south: float
    north: float
    outlines: str
    tolerance: float


def main(folder: Path) -> None:
    """Write the table of outlines."""
    with (OUR_FOLDER / "outlines.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["map", "kind", "countries", "points"])
        for row in read_tables().rows(MapRow):
            topology = json.loads((folder / row.outlines).read_text(encoding="utf-8"))
            for kind, countries, points in outlines_of(topology, row):
                writer.writerow([row.map, kind, countries, _written(points, row.tolerance)])


def outlines_of(topology: dict[str, Any], row: MapRow) -> Iterator[tuple[str, str, Line]]:
    """Return the lands and borders of a map, in the order of the source."""
    transform = topology["transform"]
    arcs = [thinned(_decoded(arc, transform), row.tolerance) for arc in topology["arcs"]]
    rings = [
        (geometry["properties"]["name"], outer)
        for geometry in topology["objects"]["countries"]["geometries"]
        for outer, *_ in _polygons(geometry)
    ]
    for name, outer in rings:
        for ring in _turned(_joined(outer, arcs)):
            land = clipped(ring, row)
            if area(land) > _LEAST * row.tolerance**2:
                yield "land", name, land
    for index, names in sorted(_neighbours(rings).items()):
        for line in _turned(arcs[index]):
            for stretch in _within(line, row):
                yield "border", ";".join(sorted(names)), stretch


def _neighbours(rings: Iterable[tuple[str, list[int]]]) -> dict[int, set[str]]:
    """Return the arcs that two countries share, with the countries' names."""
    names: dict[int, set[str]] = {}
    for name, ring in rings:
        for index in ring:
            names.setdefault(max(index, ~index), set()).add(name)
    return {index: both for index, both in names.items() if len(both) > 1}


def _turned(line: Line) -> Iterator[Line]:
    """Return a line without a leap at the date line, here and once around the earth either way."""
    whole = _unwrapped(line)
    for turn in (-360.0, 0.0, 360.0):
        yield [(x + turn, y) for x, y in whole]


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Line:
    """Return an arc's points; TopoJSON writes each as a step from the one before."""
    (width, height), (left, low) = transform["scale"], transform["translate"]
    points, x, y = [], 0, 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x * width + left, y * height + low))
    return points


def thinned(line: Line, tolerance: float) -> Line:
    """Leave out the points that lie so near to the line without them (Douglas-Peucker)."""
    kept = {0, len(line) - 1}
    stretches = [(0, len(line) - 1)]
    while stretches:
        first, last = stretches.pop()
        distance, middle = max(
            ((_distance(line[at], line[first], line[last]), at) for at in range(first + 1, last)),
            default=(0.0, first),
        )
        if distance > tolerance:
            kept.add(middle)
            stretches += [(first, middle), (middle, last)]
    return [line[at] for at in sorted(kept)]


def _distance(point: Point, first: Point, last: Point) -> float:
    """Return how far a point lies from the stretch between two."""
    (x, y), (left, low) = point, first
    width, height = last[0] - left, last[1] - low
    square = width * width + height * height
    along = ((x - left) * width + (y - low) * height) / square if square else 0.0
    along = min(max(along, 0.0), 1.0)
    return float(((x - left - along * width) ** 2 + (y - low - along * height) ** 2) ** 0.5)


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    if geometry["type"] == "MultiPolygon":
        return list(geometry["arcs"])
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else []


def _joined(indices: Iterable[int], arcs: list[Line]) -> Line:
    """Put a ring together; an index below zero means an arc that is walked backward."""
    ring: Line = []
    for index in indices:
        ring += arcs[index][1:] if index >= 0 else arcs[~index][-2::-1]
    return ring


def _unwrapped(line: Line) -> Line:
    """Let a line that crosses the date line go on beyond 180 degrees."""
    points, turn = line[:1], 0.0
    for (before, _), (x, y) in pairwise(line):
        turn += 360.0 * ((before - x > 180) - (x - before > 180))
        points.append((x + turn, y))
    return points


def clipped(ring: Line, row: MapRow) -> Line:
    """Cut a ring to the map's frame and a little beyond (Sutherland-Hodgman)."""
    beside = _BESIDE * (row.east - row.west)
    edges = [
        (0, 1, row.west - beside),
        (0, -1, row.east + beside),
        (1, 1, row.south - beside),
        (1, -1, row.north + beside),
    ]
    for axis, side, edge in edges:
        cut: Line = []
        for before, point in zip([*ring[-1:], *ring], ring, strict=False):
            is_in, was_in = ((p[axis] - edge) * side >= 0 for p in (point, before))
            if is_in is not was_in:
                cut.append(_crossing(before, point, axis, edge))
            if is_in:
                cut.append(point)
        ring = cut
    return ring


def _crossing(before: Point, point: Point, axis: int, edge: float) -> Point:
    share = (edge - before[axis]) / (point[axis] - before[axis])
    other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
    return (edge, other) if axis == 0 else (other, edge)


def _within(line: Line, row: MapRow) -> Iterator[Line]:
    """Return the stretches of a line that touch the frame, each with the points around it."""
    stretch: Line = []
    for before, point in pairwise(line):
        if any(row.west < x < row.east and row.south < y < row.north for x, y in (before, point)):
            stretch = [*(stretch or [before]), point]
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def area(ring: Line) -> float:
    """Return the area within a ring, in square degrees."""
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return abs(sum(x * below - left * y for (x, y), (left, below) in pairs)) / 2


def _written(points: Line, tolerance: float) -> str:
    decimals = 3 if tolerance < 0.01 else 2
    return ";".join(f"{x:.{decimals}f} {y:.{decimals}f}" for x, y in points)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
