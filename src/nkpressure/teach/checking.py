"""What a notebook calls: `check` an answer, ask for a `hint`, and the `points` that nbgrader wants.

While submissions are graded, `check` hands the answer over to the process that has the keys; the
process that runs a student's notebook has none.
"""

import json
import os
from pathlib import Path
from typing import Any

from nkpressure.errors import WrongUseError
from nkpressure.shipped import shipped_folder
from nkpressure.teach.answers import recordable, understand
from nkpressure.teach.exercises import QUESTIONS, Exercises, read_exercises
from nkpressure.teach.keys import keys_folder, needed_key, read_key
from nkpressure.teach.scoring import score
from nkpressure.teach.verdicts import HandedIn, Hint, Verdict

ANSWERS_VARIABLE = "NKPRESSURE_ANSWERS"  # the file to which answers go while they are graded


def exercises_folder() -> Path:
    """Return the exercises beside the notebook; where it stands alone, those of the package."""
    here = Path.cwd()
    return here if (here / QUESTIONS).is_dir() else shipped_folder("notebooks") / "exercises"


def check(question: str, answer: Any = None) -> Verdict | HandedIn:
    """Say what an answer is worth and what is wrong with it, with the codebook's rule.

    Words are typed as quotes, as [brackets] in copied words, or as pairs of words and code. The
    answer to a graded question is only read back where no key is at hand. Raises WrongUseError
    where there is no such question.

    >>> check("mark/warm-up", [("blockade", "F")]).mistakes[0].type.value
    'missed'
    """
    exercises = _exercises()
    asked = exercises.question(question)
    given = recordable(asked, answer)
    understood = understand(asked, given)
    if os.environ.get(ANSWERS_VARIABLE):
        _hand_over(Path(os.environ[ANSWERS_VARIABLE]), asked.id, given)
        return HandedIn(asked, understood.size, understood.unclear)
    key = read_key(asked, exercises, keys_folder(exercises))
    if key is None:
        return HandedIn(asked, understood.size, understood.unclear)
    return score(asked, key, understood)


def points(question: str, answer: Any = None) -> float:
    """Return the points that an answer wins; a cell that ends with it is graded by nbgrader.

    Raises WrongUseError where there is no such question, or no key for it.

    >>> points("mark/warm-up", [])
    0.0
    """
    if os.environ.get(ANSWERS_VARIABLE):  # an instructor's copy among the submissions
        return 0.0
    exercises = _exercises()
    asked = exercises.question(question)
    key = needed_key(asked, exercises, keys_folder(exercises))
    return score(asked, key, understand(asked, recordable(asked, answer))).points


def hint(question: str, step: int = 1) -> Hint:
    """Give one step of help; the steps go from a question to nearly the answer.

    >>> hint("mark/warm-up", 2).steps
    2
    """
    asked = _exercises().question(question)
    if not asked.hints:
        return Hint(asked.id, 1, 1, "There is no hint for this question.")
    if not isinstance(step, int) or not 1 <= step <= len(asked.hints):
        raise WrongUseError(f"{asked.id} has the hints 1 to {len(asked.hints)}, not {step!r}")
    return Hint(asked.id, step, len(asked.hints), asked.hints[step - 1])


def _exercises() -> Exercises:
    return read_exercises(exercises_folder())


def _hand_over(path: Path, question: str, answer: Any) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"question": question, "answer": answer}) + "\n")
