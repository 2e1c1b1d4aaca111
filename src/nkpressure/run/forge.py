"""A process that has imported everything once, and forks children for the tasks.

A fork costs more than to annotate a short article, and a fresh child has to look up every word
anew: small tasks, which say so of themselves (`is_small`), are done by one child after another.

It is a fresh interpreter, started by `run.workers`. It has one thread, so that forking is safe. It
ends with the process that started it, however that one ends, and takes its children with it:
nothing goes on writing into a report that another run has begun.
"""

import copy
import gc
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any, NoReturn


class WorkBrokenOffError(Exception):
    """A child ended without a result: it was killed, or the memory gave out."""


_MOST_OF_ONE = 64  # small tasks of one child, whose end gives back what they took of memory
_Numbered = tuple[int, Any]


@dataclass(slots=True)
class _Child:
    """A forked process, the number of its task while it has one, and how many it has begun."""

    process: int
    task: int | None
    begun: int
    is_small: bool


@dataclass(slots=True)
class _Forge:
    work: Callable[[Any], Any]
    jobs: int
    commands: "Connection[Any, Any]"
    results: "Connection[Any, Any]"
    waiting: deque[_Numbered] = field(default_factory=deque)
    children: dict["Connection[Any, Any]", "_Child"] = field(default_factory=dict)

    def serve(self) -> None:
        """Take tasks and give results until the other side closes."""
        while True:
            while self.waiting and self._begun():
                pass
            for ready in wait([self.commands, *self.children]):
                if ready is self.commands:
                    self.waiting.extend(self.commands.recv())
                elif isinstance(ready, Connection):
                    self._hear(ready)

    def _begun(self) -> bool:
        """Give the next task to a child that waits or to a new one, where there is room."""
        idle = next((end for end, child in self.children.items() if child.task is None), None)
        if idle is not None and _is_small(self.waiting[0]):
            self._go_on(idle)
            return True
        if idle is not None:
            self._dismiss(idle)
        if len(self.children) < self.jobs:
            self._start(*self.waiting.popleft())
            return True
        return False

    def _go_on(self, idle: "Connection[Any, Any]") -> None:
        number, task = self.waiting[0]
        try:
            idle.send(task)
        except OSError:  # it was killed while it had nothing to do
            self._dismiss(idle)
            return
        self.waiting.popleft()
        child = self.children[idle]
        child.task, child.begun = number, child.begun + 1

    def _start(self, number: int, task: Any) -> None:
        ours, theirs = Pipe()
        process = os.fork()
        if process == 0:
            for inherited in (ours, self.commands, self.results, *self.children):
                inherited.close()
            _live_as_child(self.work, task, theirs)
        theirs.close()
        self.children[ours] = _Child(process, number, 1, _is_small((number, task)))

    def _hear(self, ready: "Connection[Any, Any]") -> None:
        """Take a child's result; one that ended early costs the task at which it was."""
        child = self.children[ready]
        number, child.task = child.task, None
        try:
            result = ready.recv()
        except (EOFError, OSError):
            result = WorkBrokenOffError("its process ended early; was there memory left?")
            self._dismiss(ready)
        else:
            if not child.is_small or child.begun >= _MOST_OF_ONE:
                self._dismiss(ready)
        if number is not None:
            self.results.send((number, result))

    def _dismiss(self, ready: "Connection[Any, Any]") -> None:
        """Let a child end, which it does when nobody can send it another task."""
        child = self.children.pop(ready)
        ready.close()
        os.waitpid(child.process, 0)


def _is_small(numbered: _Numbered) -> bool:
    return bool(getattr(numbered[1], "is_small", False))


def _live_as_child(
    work: Callable[[Any], Any], task: Any, forge: "Connection[Any, Any]"
) -> NoReturn:
    """Do one task after another and end; a child must never return into its parent's work."""
    try:
        while True:
            try:
                result = work(task)
            except Exception as error:
                result = _sendable(error)
            forge.send(result)
            task = forge.recv()
    finally:
        os._exit(0)


def _sendable(error: Exception) -> Exception:
    """Return an error that can be taken to pieces and put together again on the other side.

    Of one that cannot, the words are sent: it would end the child, or the forge with all children.
    """
    try:
        pickle.dumps(error)
        copy.copy(error)  # built again from the same pieces
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


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
        # What is there now is never looked through again, nor copied for a child by being so
        gc.collect()
        gc.freeze()
        _Forge(work, jobs, commands, results).serve()
    except (EOFError, BrokenPipeError):
        # The other side is done, or it is no more. What still runs has nobody to report to.
        os.killpg(0, signal.SIGKILL)
