"""What a class's answers say of the questions: how hard, how telling, where two halves differ.

Figures are those of classical test theory. Difficulty is the mean share of the points, so that a
high one is an easy question; discrimination correlates a question with the rest of the test.
"""

import json
import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nkpressure.errors import WrongUseError
from nkpressure.teach.grade_files import ANSWERS

FEWEST = 10  # students; below that a correlation says next to nothing, and is withheld


@dataclass(frozen=True, slots=True)
class Item:
    """A question in numbers; a figure is None where too few have answered."""

    question: str
    asks: str
    graded: bool
    n: int
    empty: int
    difficulty: float | None
    discrimination: float | None
    upper: "HalfMean"
    lower: "HalfMean"


@dataclass(frozen=True, slots=True)
class HalfMean:
    """The mean of a half of the class, and of how many it is; None where nobody answered."""

    n: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class PartFigure:
    """One thing that a key asks for, such as a mark, and how far the class has met it."""

    question: str
    about: str
    n: int
    met: float
    upper: HalfMean
    lower: HalfMean
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class CommonError:
    """An error that several made: of which type, about what, by how many of how many."""

    question: str
    type: str
    about: str
    students: int
    of: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """All figures of a class, with the students' totals as points and share."""

    items: tuple[Item, ...]
    parts: tuple[PartFigure, ...]
    errors: tuple[CommonError, ...]
    totals: Mapping[str, tuple[float, float]]
    upper: frozenset[str]
    lower: frozenset[str]


def read_class(folder: Path) -> dict[str, Any]:
    """Read what `nkpressure teach check` wrote.

    Raises WrongUseError where the folder holds no grading.
    """
    path = folder / ANSWERS
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        content["questions"], content["students"], content["answers"]
    except OSError:
        raise WrongUseError(
            f"{folder}: no {ANSWERS} lies in this folder; `nkpressure teach check` writes it"
        ) from None
    except (ValueError, KeyError, TypeError):
        raise WrongUseError(f"{path}: this file is broken; grade the class anew") from None
    return dict(content)


def without_names(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record with numbers for names, in an order that says nothing about the names.

    >>> record = {"students": ["ann"], "answers": [{"student": "ann"}], "problems": []}
    >>> without_names(record)["answers"]
    [{'student': 'student 1'}]
    """
    # By result, then by the answers' own text: neither the folder's order nor the alphabet shows.
    texts: dict[str, str] = dict.fromkeys(record["students"], "")
    for answer in record["answers"]:
        texts[answer["student"]] += json.dumps({**answer, "student": None}, sort_keys=True)
    ordered = sorted(texts, key=lambda student: texts[student])
    names = {student: f"student {number}" for number, student in enumerate(ordered, 1)}
    return {
        **record,
        "students": list(names.values()),
        "answers": [{**a, "student": names[a["student"]]} for a in record["answers"]],
        "problems": [
            {"student": names[p["student"]], "problem": "(told to the teacher)"}
            for p in record["problems"]
        ],
    }


def class_figures(record: Mapping[str, Any]) -> ClassFigures:
    """Return the figures of a class from its record."""
    graded = {q["id"] for q in record["questions"] if q["graded"]}
    points: dict[str, dict[str, float]] = {student: {} for student in record["students"]}
    answers: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for answer in record["answers"]:
        answers[answer["question"]].append(answer)
        if answer["question"] in graded:
            points[answer["student"]][answer["question"]] = answer["points"]
    # A student of whom nothing could be graded belongs to neither half.
    sums = {student: sum(won.values()) for student, won in points.items() if won}
    upper, lower = _halves(sums)
    most = sum(q["points"] for q in record["questions"] if q["graded"])
    totals = {s: (round(total, 2), total / most if most else 0.0) for s, total in sums.items()}
    items = tuple(_item(q, answers[q["id"]], points, upper, lower) for q in record["questions"])
    parts = tuple(
        part
        for q in record["questions"]
        for part in _parts(q["id"], answers[q["id"]], upper, lower)
    )
    errors = tuple(e for q in record["questions"] for e in _errors(q["id"], answers[q["id"]]))
    return ClassFigures(
        items,
        parts,
        tuple(sorted(errors, key=lambda e: (-e.students, e.question, e.about))),
        totals,
        upper,
        lower,
    )


def _halves(sums: Mapping[str, float]) -> tuple[frozenset[str], frozenset[str]]:
    """Divide by the points; who has the middle's points belongs to neither half."""
    if len(sums) < 2:
        return frozenset(), frozenset()
    middle = statistics.median(sums.values())
    upper = frozenset(s for s, total in sums.items() if total > middle)
    return upper, frozenset(s for s, total in sums.items() if total < middle)


def _item(
    question: Mapping[str, Any],
    answers: Sequence[Mapping[str, Any]],
    points: Mapping[str, Mapping[str, float]],
    upper: frozenset[str],
    lower: frozenset[str],
) -> Item:
    id = question["id"]
    shares = [answer["share"] for answer in answers]
    rests = [
        sum(won for other, won in points[answer["student"]].items() if other != id)
        for answer in answers
    ]
    return Item(
        question=id,
        asks=question["asks"],
        graded=question["graded"],
        n=len(answers),
        empty=sum(answer["empty"] for answer in answers),
        difficulty=statistics.fmean(shares) if shares else None,
        discrimination=_correlation(shares, rests),
        upper=_mean([a["share"] for a in answers if a["student"] in upper]),
        lower=_mean([a["share"] for a in answers if a["student"] in lower]),
    )


def _correlation(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Return Pearson's r; None with few students, or where all have the same."""
    if len(left) < FEWEST or len(set(left)) == 1 or len(set(right)) == 1:
        return None
    return statistics.correlation(left, right)


def _mean(values: Sequence[float]) -> HalfMean:
    return HalfMean(len(values), statistics.fmean(values) if values else None)


def _parts(
    id: str,
    answers: Sequence[Mapping[str, Any]],
    upper: frozenset[str],
    lower: frozenset[str],
) -> list[PartFigure]:
    credits: dict[tuple[Any, ...], dict[str, float]] = {}
    for answer in answers:
        for part in answer["parts"]:
            key = (part["about"], part["start"], part["end"])
            credits.setdefault(key, {})[answer["student"]] = part["credit"]
    return [
        PartFigure(
            id,
            about,
            len(each),
            statistics.fmean(each.values()),
            _mean([credit for student, credit in each.items() if student in upper]),
            _mean([credit for student, credit in each.items() if student in lower]),
            start,
            end,
        )
        for (about, start, end), each in credits.items()
    ]


def _errors(id: str, answers: Sequence[Mapping[str, Any]]) -> list[CommonError]:
    made: Counter[tuple[str, str]] = Counter()
    sentences: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for answer in answers:
        if answer["empty"]:  # who wrote nothing made none of these errors in particular
            continue
        for error in {(m["type"], m["about"]) for m in answer["mistakes"]}:
            made[error] += 1
        for m in answer["mistakes"]:
            sentences[m["type"], m["about"]][m["sentence"]] += 1
    return [
        CommonError(id, type, about, n, len(answers), sentences[type, about].most_common(1)[0][0])
        for (type, about), n in made.items()
    ]
