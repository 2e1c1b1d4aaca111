"""Notebooks as the files that they are: small ones to run, and the cells of those we ship."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Cell = dict[str, Any]


def write_notebook(
    path: Path, cells: Iterable[tuple[str, str]], title: str = "", **metadata: object
) -> Path:
    """Write a notebook of code cells, each a tag ("" for none) and a source; return its path."""
    headings = [{"cell_type": "markdown", "metadata": {}, "source": f"# {title}"}] if title else []
    both = [*headings, *code_cells(cells)]
    made = [{"id": f"cell-{number:02d}", **cell} for number, cell in enumerate(both, 1)]
    notebook = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def code_cells(cells: Iterable[tuple[str, str]]) -> list[Cell]:
    """Return code cells without ids, each from a tag ("" for none) and a source."""
    return [
        {
            "cell_type": "code",
            "source": source,
            "metadata": {"tags": [tag] if tag else []},
            "outputs": [],
            "execution_count": None,
        }
        for tag, source in cells
    ]


def cells_of(path: Path) -> list[Cell]:
    """Return a notebook's cells, each source as one text."""
    cells: list[Cell] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in cells]


def code_of(path: Path) -> list[Cell]:
    """Return a notebook's code cells."""
    return [cell for cell in cells_of(path) if cell["cell_type"] == "code"]


def not_as_committed(path: Path) -> list[str]:
    """Return the ids of cells that hold outputs, or have another id than their place gives."""
    return [
        cell["id"]
        for number, cell in enumerate(cells_of(path), 1)
        if cell["id"] != f"cell-{number:02d}"
        or cell.get("outputs")
        or cell.get("execution_count") is not None
    ]
