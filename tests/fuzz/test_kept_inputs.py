"""Inputs that once broke something, or well might, and must not again."""

from pathlib import Path

import pytest
from fuzz_targets import ON_TEXT, TARGETS

KEPT = Path(__file__).parent / "kept"


@pytest.mark.parametrize(
    "file", sorted(KEPT.rglob("*.*")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_no_input_breaks_what_reads_it(file: Path):
    target = file.parent.name
    given = file.read_bytes()
    TARGETS[target](given.decode("utf-8", "surrogatepass") if target in ON_TEXT else given)
