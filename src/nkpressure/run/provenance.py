"""On what a report rests, as a file beside it: inputs, notebooks, settings, versions."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from nkpressure.codebook import read_codebook
from nkpressure.model import Document
from nkpressure.run.notebooks import Notebook
from nkpressure.run.software import versions_of
from nkpressure.tables import Tables

# The packages whose version can change what a report shows.
_AT_WORK = (
    "ipykernel",
    "matplotlib",
    "nbconvert",
    "nbformat",
    "nltk",
    "numpy",
    "pandas",
    "papermill",
    "pyahocorasick",
)


def provenance(
    tables: Tables,
    documents: Sequence[Document],
    notebooks: Sequence[tuple[Notebook, Mapping[str, Any]]],
) -> dict[str, Any]:
    """Say on what a report rests; the same inputs give the same answer on every day and disk."""
    return {
        "software": versions(),
        "codebook": read_codebook(tables).version,
        "tables": {
            "own_folder": tables.folder.name if tables.folder else None,
            "digest": tables.digest,
        },
        "documents": [_input(document) for document in documents],
        "notebooks": [
            {
                "name": notebook.name,
                "title": notebook.title,
                "per": notebook.per,
                "sha256": notebook.sha256,
                "parameters": dict(parameters),
            }
            for notebook, parameters in notebooks
        ],
    }


def versions() -> dict[str, str | None]:
    """Return the versions of all software that can change what a report shows."""
    return versions_of(_AT_WORK)


def _input(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "file": document.file,
        "sha256": document.sha256,
        "published": document.published.edtf if document.published else None,
        "published_basis": document.published_basis,
    }


def to_json(facts: Mapping[str, Any]) -> str:
    """Write facts as JSON for people: one a line, in their order."""
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
