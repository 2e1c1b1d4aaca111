"""What the linter says of tables with one mistake each."""

from pathlib import Path

import pytest

from nkpressure.check.tables_lint import TableProblemKind, check_tables
from nkpressure.tables import read_tables

OFFICES = "person,office,affiliation,country,start,end,source,checked,note"
NAMES = "entity,name,form,article,needs,beside,since,until,note"
MISTAKES = [
    (
        "two holders at once",
        "more_offices.csv",
        [
            OFFICES,
            "e:mike-pompeo,Chief Scribe,Office,USA,2018-01-01,,a list,no,",
            "e:rex-tillerson,Chief Scribe,Office,USA,2017-01-01,2018-02-01,a list,no,",
        ],
        TableProblemKind.OVERLAP,
        "overlaps with e:mike-pompeo, Chief Scribe",
    ),
    (
        "in office after death",
        "more_offices.csv",
        [OFFICES, "e:kim-jong-il,Scribe,Party,PRK,2010-01-01,,a list,no,"],
        TableProblemKind.AFTER_DEATH,
        "has no end, but lives.csv has the death on 2011-12-17",
    ),
    (
        "backward",
        "more_offices.csv",
        [OFFICES, "e:kim-jong-il,Scribe,Party,PRK,2010-01-01,2009-01-01,a list,no,"],
        TableProblemKind.BACKWARD,
        "it ends on 2009-01-01, before its start",
    ),
    (
        "nobody's office",
        "more_offices.csv",
        [OFFICES, "e:nobody-at-all,Scribe,Party,PRK,2010-01-01,2011-01-01,a list,no,"],
        TableProblemKind.UNKNOWN,
        "'e:nobody-at-all' is no id in entities.csv",
    ),
    (
        "checked against nothing",
        "more_offices.csv",
        [OFFICES, "e:kim-jong-il,Scribe,Party,PRK,2010-01-01,2011-01-01,general knowledge,yes,"],
        TableProblemKind.NO_SOURCE,
        "no source that it was checked against",
    ),
    (
        "one name for two",
        "more_names.csv",
        [
            NAMES,
            "e:kim-jong-il,Great Scribe,epithet,no,,,,,",
            "e:kim-il-sung,Great Scribe,epithet,no,,,,,",
        ],
        TableProblemKind.TWICE,
        "the name means e:kim-jong-il and e:kim-il-sung",
    ),
    (
        "a cell that cannot be read",
        "more_offices.csv",
        [OFFICES, "e:kim-jong-il,Scribe,Party,PRK,soon,,a list,no,"],
        TableProblemKind.UNREADABLE,
        "no day such as",
    ),
]


@pytest.mark.parametrize(
    ("file", "rows", "kind", "told"),
    [mistake[1:] for mistake in MISTAKES],
    ids=[mistake[0] for mistake in MISTAKES],
)
def test_a_mistake_is_told(
    tmp_path: Path, file: str, rows: list[str], kind: TableProblemKind, told: str
) -> None:
    (tmp_path / file).write_text("\n".join(rows), encoding="utf-8")
    problems = set(check_tables(read_tables(tmp_path))) - set(check_tables(read_tables()))
    assert [problem.kind for problem in problems if told in problem.message] == [kind]


def test_our_own_tables_have_no_wrong_spell() -> None:
    ours = [problem for problem in check_tables(read_tables()) if problem.table != "names.csv"]
    assert ours == []
