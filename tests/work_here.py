"""Stands for the processes that make a store: does each task in the test's own process."""


class WorkHere:
    """Like `nkpressure.run.workers.Workers`, without any process."""

    def __init__(self, work, prepare, jobs, *, forking):
        self._work = work

    def __class_getitem__(cls, _):
        return cls

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def run(self, tasks, ahead=None):
        for number, task in enumerate(tasks):
            try:
                yield number, self._work(task)
            except Exception as error:
                yield number, error
