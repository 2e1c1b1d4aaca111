import os
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from nkpressure.run.workers import Workers, can_fork

FORKING = pytest.param(
    True, id="forks", marks=pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
)
each_way = pytest.mark.parametrize("forking", [FORKING, pytest.param(False, id="pool")])


@pytest.fixture(autouse=True)
def _known_to_workers(monkeypatch):
    """A worker imports what it is to do by name."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


def _nothing() -> None:
    pass


def _surroundings(number: int) -> tuple[int, str, str, bool, int]:
    import jsonschema

    assert jsonschema.FormatChecker
    loaded = sys.modules.get("rfc3987_syntax") is not None
    threads = threading.active_count()
    return number, os.environ["PYTHONHASHSEED"], time.tzname[0], loaded, threads


def _divide(number: int) -> float:
    return 1 / number


class _OddError(Exception):
    """Cannot be built again from its words, and may hold what cannot be sent at all."""

    def __init__(self, number: int, *, held: object) -> None:
        super().__init__(f"{number} is odd")
        self.held = held


def _fail_oddly(number: int) -> int:
    if number == 1:
        raise _OddError(number, held=None)
    if number == 3:
        raise _OddError(number, held=threading.Lock())
    return number


def _die(number: int) -> int:
    if number == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@dataclass(frozen=True)
class _Small:
    number: int
    is_small: bool = True


def _process_of(task: _Small) -> tuple[int, int]:
    return _die(task.number), os.getpid()


def _write_when_left(folder: Path, number: int) -> int:
    while number and not (folder / "left").exists():
        time.sleep(0.01)
    (folder / f"{number}").touch()
    return number


@each_way
def test_workers_have_settled_surroundings_and_leave_ours_alone(monkeypatch, forking):
    monkeypatch.setenv("PYTHONHASHSEED", "random")
    monkeypatch.delenv("IPYTHONDIR", raising=False)
    before = dict(os.environ)
    with Workers(_surroundings, _nothing, 1, forking=forking) as workers:
        # jsonschema without its grammars for addresses: the second that this saves is the reason.
        first = list(workers.run([7]))
        second = list(workers.run([8]))
    assert [number for _, (number, *_) in (*first, *second)] == [7, 8]
    assert first[0][1][1:4] == ("0", "UTC", False)
    assert dict(os.environ) == before


@each_way
def test_a_task_that_raises_takes_no_other_with_it(forking):
    with Workers(_divide, _nothing, 2, forking=forking) as workers:
        results = dict(workers.run([1, 0, 4]))
    assert (results[0], results[2]) == (1.0, 0.25)
    assert isinstance(results[1], ZeroDivisionError)


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
def test_an_error_that_cannot_be_sent_is_told_and_takes_no_other_with_it():
    with Workers(_fail_oddly, _nothing, 2, forking=True) as workers:
        results = dict(workers.run([0, 1, 2, 3, 4]))
    assert [results[number] for number in (0, 2, 4)] == [0, 2, 4]
    assert [str(results[number]) for number in (1, 3)] == [
        "_OddError: 1 is odd",
        "_OddError: 3 is odd",
    ]


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
def test_a_child_that_is_killed_takes_no_other_with_it():
    with Workers(_die, _nothing, 2, forking=True) as workers:
        results = dict(workers.run([1, 0, 4]))
    assert (results[0], results[2]) == (1, 4)
    assert "ended early" in str(results[1])


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
def test_nothing_goes_on_when_the_run_is_left(tmp_path):
    work = partial(_write_when_left, tmp_path)
    with Workers(work, _nothing, 2, forking=True) as workers:
        next(workers.run([0, 1, 2, 3]))
    (tmp_path / "left").touch()
    time.sleep(0.3)  # ample for a process that still looks a hundred times a second
    assert {path.name for path in tmp_path.iterdir()} == {"0", "left"}


def test_no_tasks_need_no_workers():
    with Workers(_divide, _nothing, 2, forking=True) as workers:
        assert list(workers.run([])) == []


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
def test_small_tasks_share_a_process_and_a_killed_one_costs_itself_alone():
    tasks = [_Small(number) for number in (*range(1, 20), 0, *range(20, 40))]
    with Workers(_process_of, _nothing, 1, forking=True) as workers:
        results = dict(workers.run([*tasks, _Small(50, is_small=False)]))
    lost = tasks.index(_Small(0))
    assert isinstance(results.pop(lost), Exception)
    assert [number for number, _ in results.values()] == [*range(1, 40), 50]
    processes = [process for _, process in results.values()]
    assert len(set(processes)) < 5
    assert processes.count(processes[-1]) == 1  # what is not small has its process alone


def _wait_for_the_end_of(process):
    with suppress(ProcessLookupError):
        for _ in range(1000):
            os.kill(process, 0)
            time.sleep(0.01)


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
def test_a_process_stays_for_later_small_tasks_and_is_replaced_when_it_is_killed_idle():
    with Workers(_process_of, _nothing, 1, forking=True) as workers:
        ((_, (_, first)),) = workers.run([_Small(1)])
        ((_, (_, second)),) = workers.run([_Small(2)])
        os.kill(second, signal.SIGKILL)
        _wait_for_the_end_of(second)  # until then it may be given the next task
        ((_, (number, third)),) = workers.run([_Small(3)])
    assert first == second != third
    assert number == 3


@pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
def test_a_process_gives_its_memory_back_after_many_small_tasks():
    with Workers(_process_of, _nothing, 1, forking=True) as workers:
        results = dict(workers.run(_Small(number) for number in range(1, 151)))
    processes = [results[number][1] for number in range(150)]
    assert 2 < len(set(processes)) < 10
