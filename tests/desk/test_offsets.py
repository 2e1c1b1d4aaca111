"""The page counts as Python counts: its functions, run by node, against Python's own slices."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import nkpressure.desk as desk_package
from nkpressure.report.printable import printable

SCRIPT = Path(desk_package.__file__).with_name("coder.js")
TEXTS = [
    "",
    "coal",
    "서울 will ease",
    "👩‍🚀🇰🇷 lands",
    "cafe\u0301 \u1112\u1161\u11ab",
    "a\r\nb\r\n\r\nc\nd",
    "\u00a0 no-break \u00a0",
    "İstanbul and ISTANBUL",
    "𝒳𝒴𝒵 mathematics 𐐀𐐨",
    printable("lone \ud83d and \ude00 and \x00 here"),
]
_RUN = """
import {{ pointsBefore, unitsBefore, trimmed, linesOf, lineOf, sharedOut,
  segmentsOf, occurrences }} from {script};
const texts = {texts};
console.log(JSON.stringify(texts.map(text => {{
  const points = Array.from(text);
  return {{
    before: points.map((_, at) => pointsBefore(text, unitsBefore(text, at))),
    units: points.map((_, at) => unitsBefore(text, at)).concat(unitsBefore(text, points.length)),
    within: Array.from({{ length: text.length + 1 }}, (_, unit) => pointsBefore(text, unit)),
    trimmed: trimmed(points, 0, points.length),
    lines: linesOf(points),
    inLine: points.map((_, at) => lineOf(linesOf(points), at)),
    shares: sharedOut(linesOf(points), [{{ start: 1, end: 4 }}, {{ start: 3, end: 6 }}])
      .map(share => share.map(mark => mark.start)),
    found: occurrences(points, "an"),
    turkish: occurrences(points, "istanbul"),
    segments: segmentsOf(0, points.length, [{{ start: 1, end: 4 }}, {{ start: 2, end: 3 }}])
      .map(each => [each.start, each.end, each.marks.length]),
  }};
}})));
"""


@pytest.fixture(scope="module")
def answers() -> list[dict[str, Any]]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node on this machine")
    code = _RUN.format(script=json.dumps(SCRIPT.as_uri()), texts=json.dumps(TEXTS))
    call = [node, "--no-warnings", "--input-type=module", "--experimental-default-type=module"]
    run = subprocess.run([*call, "-e", code], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    said: list[dict[str, Any]] = json.loads(run.stdout)
    return said


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize("number", range(len(TEXTS)), ids=[repr(text[:12]) for text in TEXTS])
def test_counts_as_python_counts(answers: list[dict[str, Any]], number: int) -> None:
    text, said = TEXTS[number], answers[number]
    assert said["before"] == list(range(len(text)))
    assert said["units"] == [units(text[:at]) for at in range(len(text) + 1)]
    ends = [units(text[:at]) for at in range(len(text) + 1)]
    assert said["within"] == [
        max(at for at, end in enumerate(ends) if end <= unit) for unit in range(units(text) + 1)
    ]


@pytest.mark.parametrize("number", range(len(TEXTS)), ids=[repr(text[:12]) for text in TEXTS])
def test_cuts_and_searches_in_code_points(answers: list[dict[str, Any]], number: int) -> None:
    text, said = TEXTS[number], answers[number]
    assert "".join(text[start:end] for start, end in said["lines"]) == text
    lines = [set(range(start, end)) for start, end in said["lines"]]
    assert all(at in lines[number] for at, number in enumerate(said["inLine"]))
    marks = {1: {1, 2, 3}, 3: {3, 4, 5}}
    if len(text) >= 6:
        assert said["shares"] == [
            [start for start, places in marks.items() if places & line] for line in lines
        ]
    start, end = said["trimmed"]
    assert text[start:end] == text.strip()
    assert all(text[start:end].lower() == "an" for start, end in said["found"])
    assert len(said["found"]) == text.lower().count("an")
    if len(text) >= 4:
        inner = [[0, 1, 0], [1, 2, 1], [2, 3, 2], [3, 4, 1], [4, len(text), 0]]
        assert said["segments"] == [piece for piece in inner if piece[0] < piece[1]]


def test_a_capital_that_grows_when_small_moves_no_place(answers: list[dict[str, Any]]) -> None:
    assert answers[TEXTS.index("İstanbul and ISTANBUL")]["turkish"] == [[13, 21]]
