"""A process that has imported everything once, and forks a child for each task.

A fork costs more than to annotate a short article: small tasks, which say so of themselves
(`is_small`), are given to a child together.

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


_MOST_TOGETHER = 16  # small tasks of one child
_Numbered = tuple[int, Any]


@dataclass(frozen=True, slots=True)
class _Child:
    """A forked process, and the tasks that it has not done yet."""

    process: int
    left: deque[_Numbered]


@dataclass(slots=True)
class _Forge:
    work: Callable[[Any], Any]
    jobs: int
    commands: "Connection[Any, Any]"
    results: "Connection[Any, Any]"
    waiting: deque[_Numbered] = field(default_factory=deque)
    running: dict["Connection[Any, Any]", "_Child"] = field(default_factory=dict)

    def serve(self) -> None:
        """Take tasks and give results until the other side closes."""
        while True:
            while self.waiting and len(self.running) < self.jobs:
                self._start(self._together())
            for ready in wait([self.commands, *self.running]):
                if ready is self.commands:
                    self.waiting.extend(self.commands.recv())
                elif isinstance(ready, Connection):
                    self._hear(ready)

    def _together(self) -> deque[_Numbered]:
        """Take the next task, or as many small ones as leave some for the other children."""
        most = min(_MOST_TOGETHER, max(len(self.waiting) // (2 * self.jobs), 1))
        taken = deque([self.waiting.popleft()])
        while (
            len(taken) < most
            and self.waiting
            and _is_small(taken[0])
            and _is_small(self.waiting[0])
        ):
            taken.append(self.waiting.popleft())
        return taken

    def _start(self, tasks: deque[_Numbered]) -> None:
        ours, theirs = Pipe(duplex=False)
        process = os.fork()
        if process == 0:
            for inherited in (ours, self.commands, self.results, *self.running):
                inherited.close()
            _live_as_child(self.work, tasks, theirs)
        theirs.close()
        self.running[ours] = _Child(process, tasks)

    def _hear(self, ready: "Connection[Any, Any]") -> None:
        """Take one result of a child; one that ended early costs the task at which it was."""
        child = self.running[ready]
        number, _ = child.left.popleft()
        try:
            result = ready.recv()
        except EOFError:
            result = WorkBrokenOffError("its process ended early; was there memory left?")
            self.waiting.extendleft(reversed(child.left))
            child.left.clear()
        if not child.left:
            del self.running[ready]
            ready.close()
            os.waitpid(child.process, 0)
        self.results.send((number, result))


def _is_small(numbered: _Numbered) -> bool:
    return bool(getattr(numbered[1], "is_small", False))


def _live_as_child(
    work: Callable[[Any], Any], tasks: deque[_Numbered], results: "Connection[Any, Any]"
) -> NoReturn:
    """Do the tasks and end; a child must never return into its parent's work."""
    try:
        for _, task in tasks:
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
