"""What a report made from a notebook needs around it, for nbconvert's template "nkpressure"."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from nkpressure.report.layout import TEMPLATE_FOLDER as TEMPLATE_FOLDER


@dataclass(frozen=True, slots=True)
class NotebookPage:
    """The frame of one report: its title, where its links lead, what its foot says.

    `files` are pairs of a label and an address; `foot` is plain text; `setup` are the places of
    the cells that are folded away, as `setup_cells` gives them.
    """

    title: str
    document: str | None = None
    index: str | None = None
    text_page: str | None = None
    dossier: str | None = None
    ipynb: str | None = None
    files: tuple[tuple[str, str], ...] = ()
    foot: str | None = None
    setup: tuple[int, ...] = ()


def notebook_resources(page: NotebookPage) -> dict[str, Any]:
    """Return the resources to hand to `HTMLExporter.from_notebook_node` with the notebook.

    The exporter is `HTMLExporter(template_name="nkpressure",
    extra_template_basedirs=[str(TEMPLATE_FOLDER)])`.

    >>> notebook_resources(NotebookPage("What is cited?"))["nkpressure"]["title"]
    'What is cited?'
    """
    return {"nkpressure": asdict(page)}


def setup_cells(cells: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    """Return the places of the cells that only prepare: all between the title and the first result.

    >>> setup_cells([{"cell_type": "markdown"}, {"cell_type": "markdown"}, {"cell_type": "code"},
    ...              {"cell_type": "markdown"}, {"cell_type": "code", "outputs": ["a table"]}])
    (1, 2)
    """
    shows = (place for place, cell in enumerate(cells) if cell.get("outputs"))
    first = next(shows, 0)
    prose = [place for place in range(first) if cells[place]["cell_type"] == "markdown"]
    return tuple(range(1, prose[-1])) if prose else ()
