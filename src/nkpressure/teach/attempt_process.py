"""The process in which a submitted notebook runs: `python -m nkpressure.teach.attempt_process`.

It has limits of time, memory and file size, no keys, and nobody reads what it prints. It notes
each cell that it begins, so that the one that killed it is known.
"""

import json
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

_MEMORY = 4 * 1024**3  # bytes of address space; pandas with matplotlib needs a quarter of it
_FILE = 64 * 1024**2


class CellTooLongError(Exception):
    """A cell ran longer than it may."""


def main() -> None:
    """Run the cells of the file that is named first, and note in the second how each fared."""
    cells, notes, seconds = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    sources: list[str] = json.loads(cells.read_text(encoding="utf-8"))
    _limit()
    config = Config({"HistoryManager": {"enabled": False, "hist_file": ":memory:"}})
    shell = InteractiveShell.instance(config=config)
    with notes.open("a", encoding="utf-8", buffering=1) as file:
        for number, source in enumerate(sources, 1):
            _note(file, {"begun": number})
            _note(file, {"ended": number, "error": _run(shell, source, seconds)})
        _note(file, {"done": True})


def _run(shell: Any, source: str, seconds: float) -> str | None:
    """Run a cell, and return what it raised in one line."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _too_long)
        signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        result = shell.run_cell(source, store_history=True)
        error = result.error_before_exec or result.error_in_exec
    except BaseException as raised:  # SystemExit and the like end the cell, not the notebook
        error = raised
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
    if error is None:
        return None
    if isinstance(error, CellTooLongError):
        return f"ran longer than {seconds:g} seconds and was stopped"
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]:.200}" if lines else type(error).__name__


def _too_long(*_: object) -> NoReturn:
    raise CellTooLongError


def _note(file: Any, note: dict[str, Any]) -> None:
    file.write(json.dumps(note) + "\n")


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit holds there as well
        return
    for limit, value in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_FSIZE, _FILE)):
        _, hardest = resource.getrlimit(limit)
        if hardest == resource.RLIM_INFINITY or hardest > value:
            resource.setrlimit(limit, (value, hardest))


if __name__ == "__main__":
    main()
