"""Writes what a class has won: tables for the teacher, a page of feedback for each student."""

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from nkpressure.errors import WrongUseError
from nkpressure.report.shown_tables import Table
from nkpressure.run.folders import folder_names, write_whole
from nkpressure.teach.exercises import Question
from nkpressure.teach.grading import Graded, Grading
from nkpressure.teach.pages import feedback_page
from nkpressure.teach.verdicts import ErrorType, Verdict

SCORES, TOTALS, ANSWERS, FEEDBACK = "scores.csv", "totals.csv", "answers.json", "feedback"


def write_grading(grading: Grading, folder: Path) -> list[Path]:
    """Write totals.csv, scores.csv, answers.json and feedback/NAME.html; return their paths.

    Raises WrongUseError where the folder holds something that is no grading.
    """
    make_ready(folder)
    # Somebody may have left the class since; nobody is to get an old page.
    shutil.rmtree(folder / FEEDBACK, ignore_errors=True)
    contents = {
        TOTALS: Table(totals_frame(grading), "totals", "Points by exercise").to_csv(),
        SCORES: Table(scores_frame(grading), "scores", "Points by question").to_csv(),
        ANSWERS: json.dumps(class_record(grading), ensure_ascii=False, indent=1) + "\n",
    }
    names = folder_names(grading.students)
    titles = {exercise.name: exercise.title for exercise in grading.exercises.exercises}
    for student in grading.students:
        work = [each for each in grading.graded if each.student == student]
        contents[f"{FEEDBACK}/{names[student]}.html"] = feedback_page(student, work, titles)
    for name, content in contents.items():
        write_whole(folder / name, content)
    return [folder / name for name in contents]


def scores_frame(grading: Grading) -> pd.DataFrame:
    """Return a line for each student and question; work that cannot be graded has no points.

    Columns: student, exercise, question, graded, points, of, share, empty, a column for each type
    of error with how many there are, unclear, file, problem.
    """
    rows = [row for each in grading.graded for row in _rows(each)]
    types = [type.value for type in ErrorType]
    frame = pd.DataFrame(rows, columns=[*_COLUMNS, *types, *_LAST])
    # Whole numbers, though work that could not be graded has none.
    whole = frame[[*types, "unclear"]].astype("Int64").astype(object)
    return frame.assign(**whole.where(whole.notna(), ""))


def totals_frame(grading: Grading) -> pd.DataFrame:
    """Return a line for each student: points by exercise, their sum, what is missing."""
    exercises = grading.handed_in
    most = {e.name: sum(q.points for q in e.questions if not q.practice) for e in exercises}
    rows = []
    for student in grading.students:
        work = [each for each in grading.graded if each.student == student]
        won = {each.exercise: each.points for each in work if each.verdicts}
        row: dict[str, Any] = {"student": student}
        row |= {name: round(won[name], 2) if name in won else None for name in most}
        row["points"] = round(sum(won.values()), 2)
        row["of"] = sum(most.values())
        row["not_handed_in"] = "; ".join(name for name in most if name not in won)
        row["problems"] = "; ".join(p for each in work for p in each.problems)
        rows.append(row)
    return pd.DataFrame(rows, columns=["student", *most, *_SUMMED])


def class_record(grading: Grading) -> dict[str, Any]:
    """Return what the class report needs, as JSON holds it."""
    questions = [q for e in grading.handed_in for q in e.questions]
    return {
        "questions": [_question_record(question) for question in questions],
        "students": grading.students,
        "answers": [
            {"student": each.student, **_verdict_record(verdict)}
            for each in grading.graded
            for verdict in each.verdicts
        ],
        "problems": [
            {"student": each.student, "problem": problem}
            for each in grading.graded
            for problem in each.problems
        ],
    }


_COLUMNS = ["student", "exercise", "question", "graded", "points", "of", "share", "empty"]
_LAST = ["unclear", "file", "problem"]
_SUMMED = ["points", "of", "not_handed_in", "problems"]


def _rows(each: Graded) -> list[Mapping[str, Any]]:
    of_work = {"student": each.student, "exercise": each.exercise, "file": each.file}
    of_work["problem"] = "; ".join(each.problems)
    if not each.verdicts:
        return [of_work]
    return [{**of_work, **_row(verdict)} for verdict in each.verdicts]


def _row(verdict: Verdict) -> Mapping[str, Any]:
    types = Counter(mistake.type.value for mistake in verdict.mistakes)
    return {
        "question": verdict.question.id,
        "graded": not verdict.question.practice,
        "points": verdict.points,
        "of": verdict.question.points,
        "share": round(verdict.share, 4),
        "empty": verdict.empty,
        **{type.value: types[type.value] for type in ErrorType},
        "unclear": len(verdict.unclear),
    }


def _question_record(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "asks": question.asks,
        "points": question.points,
        "graded": not question.practice,
        "items": dict(question.items),
        "text": question.passage.text if question.passage else None,
    }


def _verdict_record(verdict: Verdict) -> dict[str, Any]:
    return {
        "question": verdict.question.id,
        "share": verdict.share,
        "points": verdict.points,
        "empty": verdict.empty,
        "parts": [
            {
                "about": part.about,
                "credit": part.credit,
                "start": part.span.start if part.span else None,
                "end": part.span.end if part.span else None,
            }
            for part in verdict.parts
        ],
        "mistakes": [
            {"type": m.type.value, "about": m.about, "sentence": m.sentence}
            for m in verdict.mistakes
        ],
    }


def make_ready(folder: Path) -> None:
    """Raise WrongUseError, before anybody's work is run, where the grades cannot be written."""
    if folder.exists() and not folder.is_dir():
        raise WrongUseError(f"{folder}: this is a file; the grades need a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / ANSWERS).is_file():
        raise WrongUseError(f"{folder}: this folder holds other things; name a new one")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as error:
        raise WrongUseError(f"{folder}: cannot be written ({error.strerror})") from None
