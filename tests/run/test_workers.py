import os
import sys
import time

from nkpressure.run.workers import run_all


def _surroundings(number: int) -> tuple[int, str, str, bool]:
    import jsonschema

    assert jsonschema.FormatChecker
    loaded = sys.modules.get("rfc3987_syntax") is not None
    return number, os.environ["PYTHONHASHSEED"], time.tzname[0], loaded


def _divide(number: int) -> float:
    return 1 / number


def test_workers_have_settled_surroundings_and_leave_ours_alone(monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", "random")
    monkeypatch.delenv("IPYTHONDIR", raising=False)
    before = dict(os.environ)
    # jsonschema without its grammars for addresses: the second that this saves is the reason.
    assert list(run_all(_surroundings, [7], 1)) == [(0, (7, "0", "UTC", False))]
    assert dict(os.environ) == before


def test_a_task_that_raises_takes_no_other_with_it():
    results = dict(run_all(_divide, [1, 0, 4], 2))
    assert (results[0], results[2]) == (1.0, 0.25)
    assert isinstance(results[1], ZeroDivisionError)


def test_no_tasks_need_no_workers():
    assert list(run_all(_divide, [], 2)) == []
