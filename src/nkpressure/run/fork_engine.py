"""A papermill engine that forks a process which has already imported what notebooks import.

The standard engine starts an interpreter for each notebook, and most of a report's time goes into
importing pandas and matplotlib anew. A fork has them at once and is still a process of its own.
The cells run in the kernel's own shell, whose messages are turned into outputs by papermill's own
client, so that the notebooks are equal to the standard engine's.

What it does not do: widgets, input(), and what another program writes to the terminal.
"""

import io
import json
import os
import sys
from collections.abc import Generator, Iterator
from importlib import import_module
from typing import Any, NoReturn

from ipykernel.compiler import XCachingCompiler
from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.jsonutil import json_default
from jupyter_client.session import Session
from nbclient.exceptions import DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from traitlets import Any as AnyTrait
from traitlets.config import Config

import nkpressure
from nkpressure.run.tasks import FORK

_INLINE_FIGURES = "module://matplotlib_inline.backend_inline"


class ForkEngine(Engine):
    """Runs each notebook in a fork of this process."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, **options: Any
    ) -> None:
        """Run the cells in a child, and put what it reports into the notebook."""
        client = PapermillNotebookClient(nb_man, kernel_name=kernel_name, record_timing=False)
        client.reset_execution_trackers()
        cells = [
            (index, cell.source)
            for index, cell in enumerate(nb_man.nb.cells)
            if cell.cell_type == "code" and cell.source.strip()
        ]
        messages = _messages_of_child(cells)
        for index, _ in cells:
            cell = nb_man.nb.cells[index]
            cell.outputs = []
            nb_man.cell_start(cell, index)
            failure = _fill(client, cell, index, messages)
            nb_man.cell_complete(cell, cell_index=index)
            if failure is not None and "raises-exception" not in cell.metadata.get("tags", []):
                nb_man.cell_exception(cell, cell_index=index, exception=RuntimeError(failure))
                break
        messages.close()
        nb_man.nb.metadata["language_info"] = dict(IPythonKernel.language_info)


def register() -> None:
    """Make the engine known to papermill under its name, and import what notebooks import."""
    papermill_engines.register(FORK, ForkEngine)
    # As the kernel does it, before matplotlib is first imported.
    os.environ["MPLBACKEND"] = os.environ.get("MPLBACKEND") or _INLINE_FIGURES
    for module in ("matplotlib.pyplot", "pandas"):
        import_module(module)
    for name in nkpressure.__all__:
        getattr(nkpressure, name)


def _fill(
    client: PapermillNotebookClient, cell: Any, index: int, messages: Iterator[dict[str, Any]]
) -> str | None:
    """Give a cell its outputs from the child's messages; return the name of what it raised."""
    client.clear_before_next_output = False
    for message in messages:
        if message["msg_type"] == "cell_done":
            failure: str | None = message["content"]["failure"]
            return failure
        header = {"header": {"msg_type": message["msg_type"]}, "parent_header": {}}
        client.process_message({**message, **header}, cell, index)
    raise DeadKernelError("the notebook's process ended early")


def _messages_of_child(cells: list[tuple[int, str]]) -> Generator[dict[str, Any], None, None]:
    """Fork a child that runs the cells, and yield its messages as they come."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        _live_as_child(writable, [source for _, source in cells])
    os.close(writable)
    try:
        with os.fdopen(readable, "rb") as lines:
            for line in lines:
                yield json.loads(line)
    finally:
        os.waitpid(child, 0)


def _live_as_child(writable: int, sources: list[str]) -> NoReturn:
    """Run the cells and end; a child must never return into its parent's work."""
    code = 1
    try:
        with os.fdopen(writable, "wb") as pipe:
            _run_cells(_Messages(pipe=pipe), sources)
        code = 0
    finally:
        os._exit(code)


class _Messages(Session):
    """Takes the place of the kernel's connection: what the shell sends goes down the pipe."""

    pipe = AnyTrait()

    def send(  # the shell gives more, which only a network needs
        self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **__: Any
    ) -> None:
        """Send one message; the shell calls it with a message or with a type and a content."""
        if not isinstance(msg_or_type, str):
            msg_or_type, content = msg_or_type["msg_type"], msg_or_type["content"]
        message = {"msg_type": msg_or_type, "content": content}
        self.pipe.write(json.dumps(message, default=json_default).encode() + b"\n")
        self.pipe.flush()


class _Stream(io.TextIOBase):
    """A notebook's stdout or stderr."""

    encoding = "utf-8"

    def __init__(self, name: str, messages: _Messages) -> None:
        super().__init__()
        self.name = name
        self.messages = messages

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if text:
            self.messages.send(None, "stream", {"name": self.name, "text": text})
        return len(text)


def _run_cells(messages: _Messages, sources: list[str]) -> None:
    sys.stdout = _Stream("stdout", messages)
    sys.stderr = _Stream("stderr", messages)
    config = Config({"HistoryManager": {"enabled": False, "hist_file": ":memory:"}})
    shell = ZMQInteractiveShell.instance(config=config, compiler_class=XCachingCompiler)
    shell.displayhook.set_trait("session", messages)
    shell.display_pub.set_trait("session", messages)
    for source in sources:
        messages.send(None, "execute_input", {"execution_count": shell.execution_count})
        result = shell.run_cell(source, store_history=True)
        error = result.error_before_exec or result.error_in_exec
        failure = type(error).__name__ if error is not None else None
        messages.send(None, "cell_done", {"failure": failure})
