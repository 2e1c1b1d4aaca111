"""Takes the tables and the figures out of an executed notebook, to be files of their own."""

import base64
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from nkpressure.run.folders import file_name

# Where a kind of output is kept in a report, and its suffix.
_KEPT = {"text/csv": ("tables", "csv"), "image/png": ("figures", "png")}
DOSSIER = "dossier"  # the tag of a cell whose outputs a document's dossier repeats


@dataclass(frozen=True, slots=True)
class _Output:
    """One table or figure with its place in the report."""

    place: str
    mime: str
    data: Any
    metadata: Any
    tagged: bool

    def content(self) -> bytes:
        words = self.data[self.mime]
        if self.mime == "image/png":
            return base64.b64decode(words)
        return str(words).encode("utf-8", "backslashreplace")


def output_files(notebook: NotebookNode, name: str) -> dict[str, bytes]:
    """Return each table (CSV) and figure (PNG) that a notebook shows, by its place in the report.

    An output's metadata name it; one without a name bears the id of its cell.
    """
    return {output.place: output.content() for output in _outputs(notebook, name)}


def chosen_outputs(notebook: NotebookNode, name: str) -> list[dict[str, Any]]:
    """Return what a document's dossier shows of a notebook: its first figure and tagged tables."""
    outputs = list(_outputs(notebook, name))
    figures = [output for output in outputs if output.mime == "image/png"]
    tables = [output for output in outputs if output.mime == "text/csv" and output.tagged]
    return [
        *(
            {
                "figure": output.place,
                "alt": str(output.metadata.get("image/png", {}).get("alt", "")),
                "links": output.metadata.get("image/png", {}).get("links", []),
            }
            for output in figures[:1]
        ),
        *(
            {"table": output.place, "html": str(output.data.get("text/html", ""))}
            for output in tables
        ),
    ]


def columns_of(notebook: NotebookNode, name: str) -> list[tuple[str, str]]:
    """Return each column of each table that a notebook shows: the table's file, the column."""
    tables = [output for output in _outputs(notebook, name) if output.mime == "text/csv"]
    return [
        (output.place.rpartition("/")[2], column)
        for output in tables
        for column in next(csv.reader(io.StringIO(output.data["text/csv"], newline="")), [])
    ]


def _outputs(notebook: NotebookNode, name: str) -> Iterator[_Output]:
    taken: set[str] = set()
    for cell in notebook.cells:
        tagged = DOSSIER in cell.metadata.get("tags", [])
        for output in cell.get("outputs", []):
            for mime, (folder, suffix) in _KEPT.items():
                if mime not in output.get("data", {}):
                    continue
                metadata = output.get("metadata", {})
                words = metadata.get(mime, {}).get("name") or cell.get("id", "cell")
                place = _unused(f"{folder}/{name}-{file_name(str(words))}", suffix, taken)
                taken.add(place)
                yield _Output(place, mime, output["data"], metadata, tagged)


def _unused(stem: str, suffix: str, taken: set[str]) -> str:
    path, number = f"{stem}.{suffix}", 1
    while path in taken:
        number += 1
        path = f"{stem}-{number}.{suffix}"
    return path
