"""Runs one notebook through papermill, and brings what came out into a form that never varies."""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook
from traitlets.config import Config

KERNEL = "python3"
_KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": KERNEL}

_LONGEST_SOCKET = 90  # bytes of a path; systems allow 103 or more


@dataclass(frozen=True, slots=True)
class Execution:
    """An executed notebook; `failure` says in one sentence what stopped it, None that it ended."""

    notebook: NotebookNode
    failure: str | None


def execute(
    path: Path, parameters: Mapping[str, Any], folder: Path, *, engine: str | None = None
) -> Execution:
    """Run a notebook's cells in a process of their own that works in the given folder.

    The notebook on disk is never changed. The result has no times, no paths and no random ids: two
    runs over the same inputs are equal byte for byte. `engine` is one of papermill's; None is its
    standard one, which starts a kernel for each notebook.
    """
    source = nbformat.read(path, as_version=4)
    identify_cells(source)
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "executed.ipynb"
        try:
            executed = execute_notebook(
                source,
                # papermill reads braces in a path as its own template language.
                str(output).replace("{", "{{").replace("}", "}}"),
                parameters=dict(parameters),
                engine_name=engine,
                kernel_name=KERNEL,
                language="python",
                cwd=folder,
                progress_bar=False,
                record_timing=False,
                request_save_on_cell_execute=False,
                # A gentle end interrupts the kernel first, which says so on the terminal.
                shutdown_kernel="immediate",
                config=_kernel_config(Path(scratch)),
                # A pandas.py that happens to lie beside the corpus must not be imported.
                extra_arguments=["--IPKernelApp.ignore_cwd=True"],
            )
            failure = None
        except PapermillExecutionError as error:
            executed = nbformat.read(output, as_version=4)
            failure = f"{error.ename}: {_first_line(error.evalue)} (cell [{error.exec_count}])"
        except (DeadKernelError, RuntimeError) as error:
            executed = source
            failure = f"the kernel died ({_first_line(str(error))}); was there memory left?"
    normalise(executed, parameters)
    return Execution(executed, failure)


def _first_line(words: str) -> str:
    lines = words.strip().splitlines()
    return lines[0] if lines else "(without a message)"


def _kernel_config(scratch: Path) -> Config:
    """Let the kernel talk over files rather than over an open port, where the system can.

    Each kernel needs sockets of its own: jupyter_client would name all of them alike, in the folder
    in which they work.
    """
    sockets = str(scratch / "kernel")
    if os.name != "posix" or len(os.fsencode(sockets)) > _LONGEST_SOCKET:
        return Config()
    transport = {"transport": "ipc", "ip": sockets}
    return Config({"KernelManager": transport, "AsyncKernelManager": transport})


def identify_cells(notebook: NotebookNode) -> None:
    """Number the cells of an old notebook, whose cells would be given random ids."""
    for number, cell in enumerate(notebook.cells, 1):
        cell.setdefault("id", f"cell-{number:02d}")
    notebook.nbformat_minor = max(notebook.nbformat_minor, 5)


def normalise(notebook: NotebookNode, parameters: Mapping[str, Any]) -> None:
    """Take out of an executed notebook what differs from run to run, and keep its parameters."""
    notebook.metadata.pop("widgets", None)
    notebook.metadata["papermill"] = {"parameters": dict(sorted(parameters.items()))}
    notebook.metadata["kernelspec"] = _KERNELSPEC
    notebook.metadata.get("language_info", {}).pop("version", None)
    markers = 0
    for cell in notebook.cells:
        for varying in ("papermill", "execution"):
            cell.metadata.pop(varying, None)
        tags = cell.metadata.get("tags", [])
        if "injected-parameters" in tags:
            cell.id = "injected-parameters"
        elif "papermill-error-cell-tag" in tags:
            markers += 1
            cell.id = f"error-marker-{markers}"
        if cell.cell_type == "code":
            cell.outputs = _joined_streams(cell.outputs)


def _joined_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join what a cell wrote in pieces: where the pieces break is a matter of chance."""
    joined: list[NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if (
            last is not None
            and output.output_type == last.output_type == "stream"
            and output.name == last.name
        ):
            last.text += output.text
        else:
            joined.append(output)
    return joined


def to_text(notebook: NotebookNode) -> str:
    """Write a notebook as the text of its file."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
