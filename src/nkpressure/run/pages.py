"""Turns an executed notebook into one page that opens by double click, with nothing fetched."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import quote

from nbconvert import HTMLExporter
from nbformat import NotebookNode

from nkpressure.report.evidence import link_evidence
from nkpressure.report.layout import TEMPLATE_FOLDER
from nkpressure.report.notebook_pages import setup_cells
from nkpressure.report.printable import html_text
from nkpressure.run.tasks import NotebookTask


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(
        template_name="nkpressure",
        extra_template_basedirs=[str(TEMPLATE_FOLDER)],
        # nbconvert's own templates would fetch these from the network.
        mathjax_url="",
        require_js_url="",
    )


def to_page(notebook: NotebookNode, task: NotebookTask, files: Sequence[str]) -> str:
    """Return an executed notebook as a page, each row of its tables linked to the marked text."""
    frame = {
        "title": task.notebook.title,
        "document": task.document,
        "index": "../index.html",
        "text_page": "text.html" if task.document is not None else None,
        "ipynb": f"{task.notebook.name}.ipynb",
        "files": [(short_name(path), path) for path in files],
        "setup": setup_cells(notebook.cells),
    }
    resources = {"metadata": {"name": task.notebook.title}, "nkpressure": frame}
    page, _ = _exporter().from_notebook_node(notebook, resources)
    return link_documents(page, task.folders)


def short_name(path: str) -> str:
    """Return a file's name without the notebook's before it.

    >>> short_name("tables/02_who_is_named-actors.csv")
    'actors.csv'
    """
    name = PurePosixPath(path).name
    return name.split("-", 1)[-1]


def link_documents(page: str, folders: Mapping[str, str]) -> str:
    """Link a page's evidence to the marked texts, each in the folder of its document.

    >>> anchor = '<a data-nk-anchor="a/b#citation-002">2231</a>'
    >>> link_documents(anchor, {"a/b": "a-b-b28d4ed8"}).split("href=")[1]
    '"../a-b-b28d4ed8/text.html#citation-002">2231</a>'
    """
    linked = link_evidence(page, "../{document}/text.html")
    for document, folder in folders.items():
        if document != folder:
            there, here = (html_text(quote(name, safe="")) for name in (document, folder))
            linked = linked.replace(f'href="../{there}/text.html#', f'href="../{here}/text.html#')
    return linked
