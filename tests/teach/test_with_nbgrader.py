"""nbgrader's own release and autograde, where nbgrader is installed (the extra `teaching`)."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from nkpressure.teach.exercises import QUESTIONS, TEXTS
from nkpressure.teach.releases import release_course, shipped_exercises

pytest.importorskip("nbgrader", reason="the extra `teaching` is not installed")

FILE = "05_does_it_exist.ipynb"
SCORES = """
select work.student_id, sum(grade.auto_score)
from submitted_assignment work
join submitted_notebook notebook on notebook.assignment_id = work.id
join grade on grade.notebook_id = notebook.id
group by work.student_id
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of one notebook, released and autograded by nbgrader."""
    base = tmp_path_factory.mktemp("nbgrader")
    own = base / "own"
    shipped = shipped_exercises()
    for name, pattern in ((".", FILE), (QUESTIONS, "05*.yaml"), (TEXTS, "leverage.txt")):
        (own / name).mkdir(parents=True, exist_ok=True)
        for path in (shipped / name).glob(pattern):
            (own / name / path.name).write_bytes(path.read_bytes())
    keys = shipped.parents[1] / "teaching" / "keys"
    folder = release_course(base / "course", own, keys)
    nbgrader(folder, "generate_assignment", "exercises")
    for student, part in (("good", "source"), ("empty", "release")):
        for path in (folder / part / "exercises").rglob("*"):
            if path.is_file():
                place = path.relative_to(folder / part)
                target = folder / "submitted" / student / place
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
    nbgrader(folder, "autograde", "exercises")
    return folder


def nbgrader(folder: Path, *arguments: str) -> None:
    # nbgrader calls a program beside it by its bare name.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_nbgrader_cuts_what_students_must_not_see(course: Path) -> None:
    released = json.loads((course / "release" / "exercises" / FILE).read_text(encoding="utf-8"))
    code = ["".join(cell["source"]) for cell in released["cells"] if cell["cell_type"] == "code"]
    assert not [source for source in code if "2321" in source or "points(" in source]
    assert 'check("resolution/meant", meant)' in code
    assert not (course / "release" / "exercises" / "keys").exists()


def test_nbgrader_gives_the_points(course: Path) -> None:
    with closing(sqlite3.connect(course / "gradebook.db")) as book:
        scores = dict(book.execute(SCORES))
    assert scores == {"good": 5.0, "empty": 0.0}
