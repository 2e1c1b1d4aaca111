"""Turns an executed notebook into one page that opens by double click, with nothing fetched."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import quote

from nbconvert import HTMLExporter
from nbformat import NotebookNode, v4

from nkpressure.report.evidence import link_evidence
from nkpressure.report.layout import TEMPLATE_FOLDER
from nkpressure.report.notebook_pages import setup_cells
from nkpressure.report.printable import html_text
from nkpressure.run.tasks import NotebookTask


@cache
def exporter() -> HTMLExporter:
    """Return what turns notebooks into pages; to make it takes longer than to use it."""
    return HTMLExporter(
        template_name="nkpressure",
        extra_template_basedirs=[str(TEMPLATE_FOLDER)],
        # nbconvert's own templates would fetch these from the network.
        mathjax_url="",
        require_js_url="",
    )


def warm() -> None:
    """Turn a small notebook into a page: the templates and patterns are then compiled."""
    figure = v4.new_output("display_data", {"image/png": ""})
    said = v4.new_output("execute_result", {"text/html": "<b>", "text/plain": "b"})
    log = v4.new_output("stream", text="")
    cells = [v4.new_markdown_cell("# Words"), v4.new_code_cell("1", outputs=[figure, said, log])]
    resources = {"metadata": {"name": ""}}
    exporter().from_notebook_node(v4.new_notebook(cells=cells), resources)


def to_page(notebook: NotebookNode, task: NotebookTask, files: Sequence[str]) -> str:
    """Return an executed notebook as a page, each row of its tables linked to the marked text."""
    own = task.document is not None
    frame = {
        "title": task.notebook.title,
        "document": task.document,
        "index": "../index.html",
        "text_page": "text.html" if own else None,
        "dossier": "index.html" if own else None,
        "ipynb": f"{task.notebook.name}.ipynb",
        "files": [(short_name(path), path) for path in files],
        "setup": setup_cells(notebook.cells),
    }
    resources = {"metadata": {"name": task.notebook.title}, "nkpressure": frame}
    page, _ = exporter().from_notebook_node(notebook, resources)
    return link_documents(page, task.folders, task.document)


def short_name(path: str) -> str:
    """Return a file's name without the notebook's before it.

    >>> short_name("tables/02_who_is_named-actors.csv")
    'actors.csv'
    >>> short_name("tables/02_who_is_named.dictionary.csv")
    'what the columns mean'
    """
    name = PurePosixPath(path).name
    return "what the columns mean" if ".dictionary." in name else name.split("-", 1)[-1]


def link_documents(page: str, folders: Mapping[str, str], own: str | None = None) -> str:
    """Link a page's evidence to the marked texts, each in the folder of its document.

    >>> anchor = '<a data-nk-anchor="a/b#citation-002">2231</a>'
    >>> link_documents(anchor, {"a/b": "a-b-b28d4ed8"}).split("href=")[1]
    '"../a-b-b28d4ed8/text.html#citation-002">2231</a>'
    """
    linked = link_evidence(page, "../{document}/text.html", own, folders)
    for document, folder in folders.items():
        if document != folder:
            there, here = (html_text(quote(name, safe="")) for name in (document, folder))
            for mark in "#?":
                old, new = (f'href="../{name}/text.html{mark}' for name in (there, here))
                linked = linked.replace(old, new)
    return linked
