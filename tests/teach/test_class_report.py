"""What the report on a class says, worked out by hand on small classes."""

import json
import statistics
from pathlib import Path

import pytest

from nkpressure.teach.class_figures import FEWEST, HalfMean, class_figures, without_names
from nkpressure.teach.class_report import write_class_report

TEXT = "They froze the accounts and offered talks."


def answer(student, question, share, parts=(), mistakes=()):
    return {
        "student": student,
        "question": question,
        "share": share,
        "points": share * 4,
        "empty": not share and not mistakes,
        "parts": [
            {"about": about, "credit": credit, "start": start, "end": end}
            for about, credit, start, end in parts
        ],
        "mistakes": [
            {"type": type, "about": about, "sentence": f"{about} is {type}."}
            for type, about in mistakes
        ],
    }


def question(id, graded=True):
    return {"id": id, "asks": "Mark.", "points": 4, "graded": graded, "items": {}, "text": TEXT}


def small_class():
    froze, talks = ("froze the accounts", 5, 23), ("talks", 36, 41)

    def marks(froze_credit, talks_credit):
        return [(froze[0], froze_credit, *froze[1:]), (talks[0], talks_credit, *talks[1:])]

    answers = [
        answer("ann", "e/one", 1.0, marks(1, 1)),
        answer("ann", "e/two", 1.0),
        answer("ben", "e/one", 0.5, marks(1, 0), [("missed", "talks")]),
        answer("ben", "e/two", 0.75),
        answer("cho", "e/one", 0.5, marks(1, 0), [("missed", "talks"), ("spurious", "They")]),
        answer("cho", "e/two", 0.5),
        answer("dae", "e/one", 0.0, marks(0, 0)),
        answer("dae", "e/two", 0.25),
        answer("dae", "e/warm", 1.0),
    ]
    questions = [question("e/one"), question("e/two"), question("e/warm", graded=False)]
    students = ["ann", "ben", "cho", "dae"]
    return {"questions": questions, "students": students, "answers": answers, "problems": []}


def test_difficulty_is_the_mean_share_with_its_number() -> None:
    one, two, warm = class_figures(small_class()).items
    assert (one.n, one.empty, one.difficulty) == (4, 1, 0.5)
    assert two.difficulty == 0.625
    assert (warm.n, warm.graded) == (1, False)


def test_halves_are_divided_by_points_of_graded_questions() -> None:
    figures = class_figures(small_class())
    assert (figures.upper, figures.lower) == (frozenset({"ann", "ben"}), frozenset({"cho", "dae"}))
    one = figures.items[0]
    assert (one.upper, one.lower) == (HalfMean(2, 0.75), HalfMean(2, 0.25))
    froze, talks = figures.parts
    assert (froze.met, froze.upper.mean, froze.lower.mean) == (0.75, 1.0, 0.5)
    assert (talks.met, talks.n) == (0.25, 4)


def test_who_stands_on_the_median_is_in_neither_half() -> None:
    record = small_class()
    record["students"].append("eun")
    record["answers"] += [answer("eun", "e/one", 0.5), answer("eun", "e/two", 0.625)]
    figures = class_figures(record)
    assert "eun" not in figures.upper | figures.lower


def test_the_commonest_error_comes_first_and_empty_work_makes_none() -> None:
    first, second = class_figures(small_class()).errors
    assert (first.type, first.about, first.students, first.of) == ("missed", "talks", 2, 4)
    assert (second.type, second.students) == ("spurious", 1)


def many(shares):
    answers = [
        each
        for number, (one, two) in enumerate(shares)
        for each in (answer(str(number), "e/one", one), answer(str(number), "e/two", two))
    ]
    students = [str(number) for number in range(len(shares))]
    questions = [question("e/one"), question("e/two")]
    return {"questions": questions, "students": students, "answers": answers, "problems": []}


def test_discrimination_is_the_correlation_with_the_rest() -> None:
    shares = [(n / 10, (n * n) / 100) for n in range(FEWEST)]
    one, two = class_figures(many(shares)).items
    expected = statistics.correlation([a for a, _ in shares], [b for _, b in shares])
    assert one.discrimination == two.discrimination == pytest.approx(expected)


@pytest.mark.parametrize(
    "shares",
    [
        pytest.param([(n / 10, n / 10) for n in range(FEWEST - 1)], id="too few"),
        pytest.param([(1.0, n / 10) for n in range(FEWEST)], id="all alike"),
    ],
)
def test_discrimination_is_withheld(shares) -> None:
    assert class_figures(many(shares)).items[0].discrimination is None


def test_names_are_taken_out_without_a_trace() -> None:
    record = small_class()
    record["problems"] = [{"student": "ann", "problem": "ann.ipynb is broken"}]
    hidden = json.dumps(without_names(record))
    assert not [name for name in ("ann", "ben", "cho", "dae") if name in hidden]
    before, after = class_figures(record), class_figures(without_names(record))
    assert sorted(before.totals.values()) == sorted(after.totals.values())
    assert before.items == after.items
    # Another alphabet gives the same numbers: the order does not tell the names.
    renamed = json.loads(json.dumps(record).replace('"ann"', '"zoe"'))
    assert without_names(renamed) == without_names(record)


def test_the_page_shows_passages_with_the_share_that_was_met(tmp_path: Path) -> None:
    record = small_class()
    record["students"][0] = record["answers"][0]["student"] = "<b>ann</b>"
    record["answers"][1]["student"] = "<b>ann</b>"
    (tmp_path / "answers.json").write_text(json.dumps(record), encoding="utf-8")
    page = write_class_report(tmp_path).read_text(encoding="utf-8")
    assert '<mark class="nk-met-3">froze the accounts<span class="nk-per-cent"> 75%' in page
    assert "e/one (n = 4)" in page
    assert "Discrimination is withheld below 10" in page
    assert "<b>ann" not in page
    tables = sorted(path.name for path in tmp_path.glob("*.csv"))
    assert tables == [
        f"class-{name}.csv" for name in ("errors", "halves", "passages", "questions", "students")
    ]


@pytest.mark.parametrize("students", [0, 1, 2])
def test_a_tiny_class_has_a_report(students: int, tmp_path: Path) -> None:
    record = small_class()
    kept = record["students"][:students]
    record["students"] = kept
    record["answers"] = [a for a in record["answers"] if a["student"] in kept]
    (tmp_path / "answers.json").write_text(json.dumps(record), encoding="utf-8")
    page = write_class_report(tmp_path).read_text(encoding="utf-8")
    assert f"{students} student" in page
