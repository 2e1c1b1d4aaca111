"""Grades a folder of submissions: each is run and scored, and whatever goes wrong is said."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from nkpressure.errors import WrongUseError
from nkpressure.teach.answers import understand
from nkpressure.teach.attempts import Attempt, run_attempt
from nkpressure.teach.exercise_notebooks import (
    CheckedAnswer,
    checked_answer,
    read_exercise_notebook,
    source_of,
)
from nkpressure.teach.exercises import QUESTIONS, TEXTS, Exercise, Exercises, read_exercises
from nkpressure.teach.keys import Key, keys_folder, needed_key
from nkpressure.teach.releases import shipped_exercises
from nkpressure.teach.scoring import score
from nkpressure.teach.submissions import Submission, find_submissions
from nkpressure.teach.verdicts import Verdict

SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Graded:
    """A student's work on an exercise: a verdict for each question, and what went wrong.

    Without verdicts it could not be graded; `problems` say why.
    """

    student: str
    exercise: str | None
    file: str
    verdicts: tuple[Verdict, ...]
    problems: tuple[str, ...]

    @property
    def points(self) -> float:
        """The points of the graded questions."""
        return sum(v.points for v in self.verdicts if not v.question.practice)


@dataclass(frozen=True, slots=True)
class Grading:
    """The work of a class, student by student in the order of the exercises."""

    exercises: Exercises
    graded: tuple[Graded, ...]

    @property
    def students(self) -> list[str]:
        """The students, in the order of their folders."""
        return list(dict.fromkeys(each.student for each in self.graded))

    @property
    def handed_in(self) -> list[Exercise]:
        """The exercises that somebody has handed in."""
        named = {each.exercise for each in self.graded if each.verdicts}
        return [exercise for exercise in self.exercises.exercises if exercise.name in named]

    @property
    def problems(self) -> list[str]:
        """What went wrong, a sentence each, with the student's name."""
        return [f"{each.student}: {problem}" for each in self.graded for problem in each.problems]


def grade_submissions(
    folder: Path,
    exercises: Path | None = None,
    keys: Path | None = None,
    *,
    seconds: float = SECONDS,
    jobs: int = 2,
    progress: bool = False,
) -> Grading:
    """Run and score all submissions of a folder, at most so many seconds for each notebook.

    With `progress`, a line on stderr counts them, since a class may take minutes.
    Raises WrongUseError, before anything runs, where there is no submission or a key is missing.
    """
    read = read_exercises(exercises or shipped_exercises())
    submissions = find_submissions(folder, read)
    grader = _Grader(read, keys or keys_folder(read), seconds)
    for exercise in {s.exercise.name: s.exercise for s in submissions if s.exercise}.values():
        grader.prepare(exercise)
    with ThreadPoolExecutor(jobs) as pool:
        done = pool.map(grader.grade, submissions)
        graded = tuple(_shown(done, len(submissions)) if progress else done)
    return Grading(read, graded)


def _shown(done: Iterable[Graded], total: int) -> Iterable[Graded]:
    from tqdm import tqdm

    return tqdm(done, total=total, unit="submission")


class _Grader:
    """What grading one submission needs, read once."""

    def __init__(self, exercises: Exercises, keys: Path | None, seconds: float) -> None:
        self.exercises, self.keys_folder, self.seconds = exercises, keys, seconds
        self.keys: dict[str, Key] = {}
        self.checks: dict[str, list[CheckedAnswer]] = {}
        self.files = _files(exercises)

    def prepare(self, exercise: Exercise) -> None:
        for question in exercise.questions:
            self.keys[question.id] = needed_key(question, self.exercises, self.keys_folder)
        path = self.exercises.folder / f"{exercise.file}.ipynb"
        cells = read_exercise_notebook(path)["cells"]
        self.checks[exercise.name] = [c for cell in cells if (c := checked_answer(cell))]

    def grade(self, submission: Submission) -> Graded:
        exercise, notebook = submission.exercise, submission.notebook
        name = exercise.name if exercise else None
        if exercise is None or notebook is None:
            problem = submission.problem or "it could not be read"
            return Graded(submission.student, name, submission.path.name, (), (problem,))
        sources = [source_of(cell) for cell in notebook["cells"] if cell.get("cell_type") == "code"]
        attempt = run_attempt(sources, self.checks[exercise.name], self.files, self.seconds)
        verdicts = tuple(self._verdict(id, attempt) for id in (q.id for q in exercise.questions))
        problems = tuple(f"{submission.path.name}, {p}" for p in _said(attempt, verdicts))
        return Graded(submission.student, name, submission.path.name, verdicts, problems)

    def _verdict(self, id: str, attempt: Attempt) -> Verdict:
        question = self.exercises.question(id)
        return score(question, self.keys[id], understand(question, attempt.answers.get(id)))


def _said(attempt: Attempt, verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield from attempt.problems
    unmet = [v.question.id for v in verdicts if v.question.id not in attempt.answers]
    if unmet:
        yield f"no answer came out of it for {', '.join(unmet)}"
    elif all(verdict.empty for verdict in verdicts):
        yield "all answers are empty"


def _files(exercises: Exercises) -> dict[str, str]:
    """The files that a student's copy has beside the notebook."""
    paths = [exercises.folder / QUESTIONS / f"{e.file}.yaml" for e in exercises.exercises]
    used = {q.passage.file for q in exercises.questions if q.passage}
    paths += [exercises.folder / TEXTS / name for name in sorted(used)]
    contents = {}
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            contents[path.relative_to(exercises.folder).as_posix()] = file.read()
    return contents


def refuse_no_time(seconds: float) -> None:
    """Raise WrongUseError where a notebook would have no time at all."""
    if not 1 <= seconds <= 3600:
        raise WrongUseError(f"{seconds:g} seconds: give a notebook between 1 and 3600 seconds")
