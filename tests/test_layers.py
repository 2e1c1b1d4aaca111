"""Layers import downward only, and heavy libraries stay where they are allowed."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "nkpressure"
LAYERS = [
    "errors",
    "model",
    "tables",
    "codebook",
    "shipped",
    "read",
    "find",
    "ledger",
    "check",
    "records",
    "measure",
    "store",
    "exchange",
    "report",
    "run",
    "desk",
    "teach",
    "cli",
    "__main__",
]
ALLOWED = {  # library -> the layers that may import it
    "pandas": LAYERS[LAYERS.index("measure") :],
    "matplotlib": LAYERS[LAYERS.index("measure") :],
    "nltk": ["read", "find", "measure"],
    "papermill": ["run"],
    "nbconvert": ["run"],
    "dask": ["run"],
    "distributed": ["run"],
}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_downward_only(path: Path) -> None:
    own = LAYERS.index(layer_of(path))
    for name in imported(path):
        package, _, rest = name.partition(".")
        if package == "nkpressure" and rest:
            assert LAYERS.index(rest.split(".")[0]) <= own, f"{path.name} imports {name}"
        assert layer_of(path) in ALLOWED.get(package, LAYERS), f"{path.name} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


@pytest.mark.parametrize(
    ("modules", "heavy"),
    [
        ("nkpressure.run.annotated", {"pandas", "matplotlib", "pyarrow"}),
        # What a run of a report needs to see that nothing has changed: no finder either.
        (
            "nkpressure.run.plans, nkpressure.run.reports",
            {"pandas", "matplotlib", "pyarrow", "numpy", "nltk", "nbconvert", "papermill", "lxml"}
            | {"nkpressure.measure", "nkpressure.find"},
        ),
    ],
    ids=["annotating", "a report that is as it should be"],
)
def test_quick_commands_load_no_heavy_library(modules: str, heavy: set[str]) -> None:
    code = f"import sys, {modules}; print({heavy} & set(sys.modules) or 'none')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["none"]
