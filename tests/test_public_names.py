"""The public surface: what `nkpressure` exports, and what it costs to import it."""

import ast
import subprocess
import sys
from pathlib import Path

import nkpressure


def test_exports_are_sorted_and_there() -> None:
    assert nkpressure.__all__ == sorted(nkpressure.__all__)
    for name in nkpressure.__all__:
        assert getattr(nkpressure, name) is not None


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(nkpressure.__file__).read_text(encoding="utf-8"))
    seen = {
        alias.name: (node.module or "").removeprefix("nkpressure.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nkpressure.")
        for alias in node.names
    }
    assert seen == nkpressure._HOMES


def test_import_brings_no_heavy_library() -> None:
    code = (
        "import sys, nkpressure; "
        "print([m for m in ('pandas', 'matplotlib', 'nltk', 'papermill') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
