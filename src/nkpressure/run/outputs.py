"""Takes the tables and the figures out of an executed notebook, to be files of their own."""

import base64
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from nkpressure.run.folders import file_name

# Where a kind of output is kept in a report, and its suffix.
_KEPT = {"text/csv": ("tables", "csv"), "image/png": ("figures", "png")}


def output_files(notebook: NotebookNode, name: str) -> dict[str, bytes]:
    """Return each table (CSV) and figure (PNG) that a notebook shows, by its place in the report.

    An output's metadata name it; one without a name bears the id of its cell.
    """
    files: dict[str, bytes] = {}
    for cell_id, output in _shown(notebook):
        for mime, (folder, suffix) in _KEPT.items():
            if mime not in output.get("data", {}):
                continue
            words = output.get("metadata", {}).get(mime, {}).get("name") or cell_id
            stem = f"{folder}/{name}-{file_name(str(words))}"
            files[_unused(stem, suffix, files)] = _content(mime, output["data"][mime])
    return files


def _shown(notebook: NotebookNode) -> Iterator[tuple[str, Any]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield cell.get("id", "cell"), output


def _unused(stem: str, suffix: str, taken: dict[str, bytes]) -> str:
    path, number = f"{stem}.{suffix}", 1
    while path in taken:
        number += 1
        path = f"{stem}-{number}.{suffix}"
    return path


def _content(mime: str, data: str) -> bytes:
    if mime == "image/png":
        return base64.b64decode(data)
    return data.encode("utf-8", "backslashreplace")
