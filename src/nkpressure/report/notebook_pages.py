"""What a report made from a notebook needs around it, for nbconvert's template "nkpressure"."""

from dataclasses import asdict, dataclass
from typing import Any

from nkpressure.report.layout import TEMPLATE_FOLDER as TEMPLATE_FOLDER


@dataclass(frozen=True, slots=True)
class NotebookPage:
    """The frame of one report: its title, where its links lead, what its foot says.

    `files` are pairs of a label and an address; `foot` is plain text.
    """

    title: str
    document: str | None = None
    index: str | None = None
    text_page: str | None = None
    ipynb: str | None = None
    files: tuple[tuple[str, str], ...] = ()
    foot: str | None = None


def notebook_resources(page: NotebookPage) -> dict[str, Any]:
    """Return the resources to hand to `HTMLExporter.from_notebook_node` with the notebook.

    The exporter is `HTMLExporter(template_name="nkpressure",
    extra_template_basedirs=[str(TEMPLATE_FOLDER)])`.

    >>> notebook_resources(NotebookPage("What is cited?"))["nkpressure"]["title"]
    'What is cited?'
    """
    return {"nkpressure": asdict(page)}
