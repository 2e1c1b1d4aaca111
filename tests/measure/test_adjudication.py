"""From several coders to one file: what passes, what waits, who decided, what is refused."""

import csv
import io
import json
from pathlib import Path

import pytest
from instrument_marks import instruments_at
from seed_codings import FIRST, SECOND

from nkpressure.cli import main
from nkpressure.errors import WrongUseError
from nkpressure.measure.adjudication import Adjudication, adjudicate
from nkpressure.measure.codings import Coding
from nkpressure.measure.rulings import Ruling, read_rulings, rulings_sheet
from nkpressure.records import Record, read_records

ANN = Coding(
    "ann",
    tuple(instruments_at("A [ban], an [asset freeze] and [talks].", "S.GEN", "S.FIN", "N.TALK")),
)
BEN = Coding(
    "ben", tuple(instruments_at("A [ban], an [asset freeze] and talks.", "S.GEN", "S.SEC"))
)
CAT = Coding(
    "cat", tuple(instruments_at("A [ban], [an asset freeze] and talks.", "S.GEN", "S.SEC"))
)
FREEZE, TALKS = "note#instrument@10-22", "note#instrument@27-32"


def shown(result: Adjudication) -> list[tuple[str, str, list[str], str]]:
    return [(r["text"], r["code"], r["coders"], r["decided_by"]) for r in result.agreed]


def ruled(result: Adjudication, unit: str, taken: str | None, **more: object) -> Ruling:
    choices = next(each.choices for each in result.unresolved if each.unit == unit)
    return Ruling(2, unit, choices, taken, "dora", "the codebook", **more)


def test_what_all_chose_passes_and_the_rest_waits() -> None:
    result = adjudicate([ANN, BEN])
    assert shown(result) == [("ban", "S.GEN", ["ann", "ben"], "all")]
    assert [(d.unit, d.choices) for d in result.unresolved] == [
        (FREEZE, ("“asset freeze” 10-22, code: S.FIN", "“asset freeze” 10-22, code: S.SEC")),
        (TALKS, ("“talks” 27-32, code: N.TALK", "no mark")),
    ]
    assert result.units == 3


def test_a_ruling_takes_one_coders_mark_or_none() -> None:
    waiting = adjudicate([ANN, BEN])
    rulings = [ruled(waiting, FREEZE, "ben"), ruled(waiting, TALKS, None)]
    result = adjudicate([ANN, BEN], rulings)
    assert shown(result)[1:] == [("asset freeze", "S.SEC", ["ben"], "dora")]
    assert result.agreed[1]["why"] == "the codebook"
    assert result.unresolved == ()
    assert (result.dropped, result.passed) == (1, {"all": 1, "dora": 2})


def test_a_ruling_can_give_other_codes_and_other_ends() -> None:
    waiting = adjudicate([ANN, CAT])
    unit = "note#instrument@7-22"
    edits = {"code": "S.DESIG"}
    result = adjudicate([ANN, CAT], [ruled(waiting, unit, "ann", span_of="cat", edits=edits)])
    assert shown(result)[1] == ("an asset freeze", "S.DESIG", [], "dora")


def test_a_majority_passes_where_it_is_asked_for_and_a_ruling_goes_before_it() -> None:
    three = [ANN, BEN, Coding("eva", BEN.records)]
    assert len(adjudicate(three).unresolved) == 2
    result = adjudicate(three, majority=True)
    assert shown(result)[1:] == [("asset freeze", "S.SEC", ["ben", "eva"], "majority")]
    assert (result.unresolved, result.dropped) == ((), 1)  # two of three marked no talks
    overruled = adjudicate(three, [ruled(adjudicate(three), FREEZE, "ann")], majority=True)
    assert shown(overruled)[1] == ("asset freeze", "S.FIN", ["ann"], "dora")


def test_a_ruling_on_what_a_coder_has_changed_since_does_not_count() -> None:
    rulings = [ruled(adjudicate([ANN, BEN]), FREEZE, "ben")]
    changed = Coding(
        "ben", tuple(instruments_at("A [ban], an [asset freeze] and talks.", "S.GEN", "S.DESIG"))
    )
    [freeze, _] = adjudicate([ANN, changed], rulings).unresolved
    assert freeze.problem == "line 2 was decided on other codings: look at it again"


def test_links_follow_their_marks() -> None:
    def signals(first: int, second: int) -> tuple[Record, ...]:
        """Two coders number their signals apart; the second signal repeats the first."""
        rows = []
        for number, start in ((first, 0), (second, 10)):
            rows.append(
                {
                    "id": f"note#signal-{number}",
                    "document": "note",
                    "kind": "signal",
                    "start": start,
                    "end": start + 5,
                    "instrument": "S.GEN",
                    "dedup_of": f"note#signal-{first}" if start else None,
                }
            )
        return tuple(rows)

    result = adjudicate([Coding("ann", signals(1, 2)), Coding("ben", signals(2, 1))])
    assert result.unresolved == ()
    assert [(r["id"], r["dedup_of"]) for r in result.agreed] == [
        ("note#signal-001", None),
        ("note#signal-002", "note#signal-001"),
    ]


def test_kinds_that_not_all_have_coded_are_named_and_sentences_come_along() -> None:
    place = {"id": "note#place-1", "document": "note", "kind": "place", "start": 0, "end": 1}
    sentence = {"id": "note#sentence-001", "document": "note", "kind": "sentence"}
    sentence |= {"start": 0, "end": 36}
    result = adjudicate([Coding("ann", (*ANN.records, place, sentence)), BEN])
    assert result.left_out == {"place": ("ann",)}
    assert [r["kind"] for r in result.agreed] == ["sentence", "instrument"]
    assert result.agreed[1]["sent"] == ["note#sentence-001"]


def write(path: Path, *records: Record) -> str:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return str(path)


def fill(table: Path, *decisions: str, separator: str = ",") -> None:
    """Fill the table as a spreadsheet would save it."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        words = file.read()
    before = next(mark for mark in ",;\t" if f"unit{mark}" in words)
    head, *rows = csv.reader(io.StringIO(words, newline=""), delimiter=before)
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(head)
        for row, decision in zip(rows, decisions, strict=True):
            writer.writerow([*row[:-3], decision, "dora" if decision else "", ""])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_two_calls_make_the_agreed_file(tmp_path, capsys, separator) -> None:
    ann, ben = (write(tmp_path / f"{c.coder}.jsonl", *c.records) for c in (ANN, BEN))
    to = tmp_path / "agreed.jsonl"
    call = ["adjudicate", ann, ben, "--to", str(to)]
    assert main(call) == 1
    said = capsys.readouterr()
    assert said.out.startswith("3 units: 1 by all; 2 open\n")
    assert f"{FREEZE}: ann has “asset freeze” 10-22, code: S.FIN; ben has" in said.err
    table = tmp_path / "agreed.decisions.csv"
    fill(table, "Ben; code = S.DESIG", "", separator=separator)
    assert main(call) == 1
    assert TALKS in capsys.readouterr().err
    fill(table, "Ben; Code = s.desig", "NONE", separator=separator)  # as spreadsheets correct it
    assert main(call) == 0
    assert "on 1 of them nothing is to be marked" in capsys.readouterr().out
    agreed = read_records(to)
    assert [(r["code"], r["decided_by"]) for r in agreed] == [("S.GEN", "all"), ("S.DESIG", "dora")]


def test_cells_cannot_act_as_formulas(tmp_path) -> None:
    formula = instruments_at("[=2+2] and more", "S.GEN")
    result = adjudicate(
        [Coding("ann", tuple(formula)), Coding("ben", tuple(instruments_at("[=2+2]", "S.FIN")))]
    )
    table = tmp_path / "d.csv"
    table.write_text(rulings_sheet(result.unresolved, result.coders), encoding="utf-8")
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == ["'=2+2"]
    fill(table, "ann")
    [ruling] = read_rulings(table, ["ann", "ben"])
    assert ruling.choices == result.unresolved[0].choices


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        ("zoe", "'zoe' is no decision; write ann, ben or none"),
        ("ann; S.FIN", "'S.FIN' sets no field; write it as field=value"),
        ("none; code=S.FIN", "none means that nothing is marked"),
        ("ann; colour=red", "the coders have not coded 'colour'; a decision can set code"),
        ("ann; code=S.XYZ", "code 'S.XYZ' is not in the codebook"),
    ],
)
def test_refuses_what_it_cannot_understand(tmp_path, capsys, decision, sentence) -> None:
    ann, ben = (write(tmp_path / f"{c.coder}.jsonl", *c.records) for c in (ANN, BEN))
    call = ["adjudicate", ann, ben, "--to", str(tmp_path / "agreed.jsonl")]
    main(call)
    fill(tmp_path / "agreed.decisions.csv", decision, "")
    capsys.readouterr()
    assert main(call) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert "agreed.decisions.csv, line 2: " in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("a,b\n1,2\n", "has no column 'unit'"),
        ("", "has no column 'unit'"),
        (b"unit,\xff", "save it as “CSV UTF-8”"),
    ],
    ids=["other columns", "empty", "another encoding"],
)
def test_refuses_another_table(tmp_path, words, sentence) -> None:
    table = tmp_path / "d.csv"
    table.write_bytes(words if isinstance(words, bytes) else words.encode())
    with pytest.raises(WrongUseError, match=sentence):
        read_rulings(table, ["ann", "ben"])


def test_refuses_a_table_of_other_codings(tmp_path) -> None:
    with pytest.raises(WrongUseError, match="there is no dispute on elsewhere"):
        adjudicate([ANN, BEN], [Ruling(7, "elsewhere", (), "ann", "dora", None)])


def test_never_writes_over_a_coders_file(tmp_path, capsys) -> None:
    ann, ben = (write(tmp_path / f"{c.coder}.jsonl", *c.records) for c in (ANN, BEN))
    assert main(["adjudicate", ann, ben, "--to", ann]) == 2
    assert "needs a name of its own" in capsys.readouterr().err


def test_the_seeds_have_all_disagreements_listed(tmp_path, capsys) -> None:
    to = tmp_path / "agreed.jsonl"
    assert main(["adjudicate", str(FIRST), str(SECOND), "--to", str(to)]) == 1
    assert "signal, which only first has records of" in capsys.readouterr().out
    with (tmp_path / "agreed.decisions.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    passed = [r for r in read_records(to) if "decided_by" in r]
    assert len(passed) > 150
    assert {len(row["unit"]) > 0 for row in table} == {True}
    ids = [record["id"] for record in read_records(to)]
    assert len(set(ids)) == len(ids)
