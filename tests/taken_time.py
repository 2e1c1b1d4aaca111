"""Bounds of processor time, which hold on a machine that has much else to do."""

import time
from collections.abc import Callable

TRIES = 4


def seconds_of(work: Callable[[], object]) -> float:
    """How long the process has worked; what others did meanwhile is not counted."""
    began = time.process_time()
    work()
    return time.process_time() - began


def keeps_within(bound: float, work: Callable[[], object]) -> bool:
    """Whether the work can be done in so many seconds.

    Others on the machine take its caches and slow down any one try, never all of them; what takes
    too long by itself does so each time.
    """
    return any(seconds_of(work) < bound for _ in range(TRIES))
