"""A process that has imported everything once, and forks a child for each task.

It is a fresh interpreter, started by `run.workers`. It has one thread, so that forking is safe. It
ends with the process that started it, however that one ends, and takes its children with it:
nothing goes on writing into a report that another run has begun.
"""

import os
import signal
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any, NoReturn


class WorkBrokenOffError(Exception):
    """A child ended without a result: it was killed, or the memory gave out."""


@dataclass(slots=True)
class _Forge:
    work: Callable[[Any], Any]
    jobs: int
    commands: "Connection[Any, Any]"
    results: "Connection[Any, Any]"
    waiting: deque[tuple[int, Any]] = field(default_factory=deque)
    running: dict["Connection[Any, Any]", tuple[int, int]] = field(default_factory=dict)

    def serve(self) -> None:
        """Take tasks and give results until the other side closes."""
        while True:
            while self.waiting and len(self.running) < self.jobs:
                self._start(*self.waiting.popleft())
            for ready in wait([self.commands, *self.running]):
                if ready is self.commands:
                    self.waiting.extend(self.commands.recv())
                elif isinstance(ready, Connection):
                    self._finish(ready)

    def _start(self, number: int, task: Any) -> None:
        ours, theirs = Pipe(duplex=False)
        child = os.fork()
        if child == 0:
            for inherited in (ours, self.commands, self.results, *self.running):
                inherited.close()
            _live_as_child(self.work, task, theirs)
        theirs.close()
        self.running[ours] = (number, child)

    def _finish(self, ready: "Connection[Any, Any]") -> None:
        number, child = self.running.pop(ready)
        try:
            result = ready.recv()
        except EOFError:
            result = WorkBrokenOffError("its process ended early; was there memory left?")
        ready.close()
        os.waitpid(child, 0)
        self.results.send((number, result))


def _live_as_child(
    work: Callable[[Any], Any], task: Any, results: "Connection[Any, Any]"
) -> NoReturn:
    """Do one task and end; a child must never return into its parent's work."""
    try:
        try:
            result = work(task)
        except Exception as error:
            result = error
        results.send(result)
    finally:
        os._exit(0)


def spare_address_grammars() -> None:
    """Spare a process the second that jsonschema spends on grammars for addresses.

    No notebook's schema has an address to be checked. With None under that name, jsonschema goes on
    without the check; this holds for the whole process, so it is done in our own workers alone.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def main() -> None:
    """Serve the process that started this one; it gives the ends of two pipes as arguments."""
    spare_address_grammars()
    commands, results = (Connection(int(number)) for number in sys.argv[1:])
    try:
        work, prepare, jobs = commands.recv()
        prepare()
        _Forge(work, jobs, commands, results).serve()
    except (EOFError, BrokenPipeError):
        # The other side is done, or it is no more. What still runs has nobody to report to.
        os.killpg(0, signal.SIGKILL)
