"""Draws rows of the ledger for a reader to judge, and reads the verdicts back as precision.

The draw depends on the seed and the rows' ids alone, so that everybody gets the same rows, and a
row more in the ledger does not change which of the others are drawn before it.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from nkpressure.errors import WrongUseError
from nkpressure.ledger.rows import Signal
from nkpressure.measure.intervals import wilson_interval

RIGHT, WRONG, UNSURE = "right", "wrong", "unsure"
FORM_COLUMNS = ("id", "verdict")


@dataclass(frozen=True, slots=True)
class AuditScore:
    """How many of the judged rows are right; rows left open or unsure are not judged.

    >>> AuditScore(right=8, judged=10, unsure=1, left_open=0).sentence
    'precision 0.800 (8 of 10 judged rows; 95% Wilson interval 0.490 to 0.943); 1 unsure, 0 open'
    """

    right: int
    judged: int
    unsure: int
    left_open: int

    @property
    def precision(self) -> float:
        """The share of judged rows that are right; 0 where none is judged."""
        return self.right / self.judged if self.judged else 0.0

    @property
    def sentence(self) -> str:
        """The score in words, with its interval."""
        low, high = wilson_interval(self.right, self.judged)
        return (
            f"precision {self.precision:.3f} ({self.right} of {self.judged} judged rows; "
            f"95% Wilson interval {low:.3f} to {high:.3f}); "
            f"{self.unsure} unsure, {self.left_open} open"
        )


def draw_rows(
    signals: Sequence[tuple[str, Signal]], rows: int, seed: int
) -> list[tuple[str, Signal]]:
    """Draw so many of the rows, each with its id, in the order of the text.

    >>> draw_rows([], 5, 1)
    []
    """
    drawn = sorted(signals, key=lambda row: sha256(f"{seed}:{row[0]}".encode()).digest())
    chosen = {record for record, _ in drawn[: max(rows, 0)]}
    return [row for row in signals if row[0] in chosen]


def read_verdicts(form: Path | str) -> AuditScore:
    """Read a filled form: a CSV with the columns id and verdict (right, wrong, unsure or empty).

    Raises WrongUseError with the file and the line where a verdict is none of these.
    """
    counts = dict.fromkeys((RIGHT, WRONG, UNSURE, ""), 0)
    try:
        with Path(form).open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            _check_columns(form, reader.fieldnames)
            for row in reader:
                verdict = (row["verdict"] or "").strip().lower()
                if verdict not in counts:
                    raise WrongUseError(
                        f"{form}, line {reader.line_num}: {row['verdict']!r} is no verdict; "
                        f"write {RIGHT}, {WRONG} or {UNSURE}, or leave it empty"
                    )
                counts[verdict] += 1
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise WrongUseError(f"{form}: cannot be read as an audit form ({error})") from None
    return AuditScore(counts[RIGHT], counts[RIGHT] + counts[WRONG], counts[UNSURE], counts[""])


def _check_columns(form: Path | str, names: Sequence[str] | None) -> None:
    lacking = [column for column in FORM_COLUMNS if column not in (names or ())]
    if lacking:
        raise WrongUseError(
            f"{form}: an audit form has a column {' and a column '.join(lacking)}; "
            "the notebook 10_the_ledger writes one"
        )
