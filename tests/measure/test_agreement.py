"""Coders compared: what they marked, how they coded it, where they differ, and what is refused."""

import copy
import random

import pytest
from brackets import marked
from seed_codings import PIIE, SINO, gold_of

from nkpressure.errors import WrongUseError
from nkpressure.measure.agreement import compare_coders
from nkpressure.measure.aligned_units import aligned_units
from nkpressure.measure.codings import Coding, comparable, read_codings
from nkpressure.measure.disagreements import (
    count_disagreements,
    disagreements_frame,
    find_disagreements,
)


def marks(bracketed, *codes, kind="instrument", field="code", document="note", **more):
    """Return records of the [brackets] in a text, each with its code."""
    text, spans = marked(bracketed)
    return [
        {
            "id": f"{document}#{kind}-{number}",
            "document": document,
            "kind": kind,
            "start": span.start,
            "end": span.end,
            "text": span.of(text),
            field: code,
            **more,
        }
        for number, (span, code) in enumerate(zip(spans, codes, strict=True), 1)
    ]


def coding(coder, *records):
    return Coding(coder, tuple(record for group in records for record in group))


# Two coders of one sentence; the second widens the first mark, recodes the second, lacks the third.
ONE = marks(
    "The [coal ban] came before the [asset freeze] and the [talks] in Bern.",
    "S.UNSC",
    "S.FIN",
    "N.TALK",
)
OTHER = marks(
    "[The coal ban] came before the [asset freeze] and the talks in Bern.", "S.UNSC", "S.SEC"
)


def test_spans_are_compared_by_place_and_by_code():
    [row] = (
        compare_coders([coding("ann", ONE), coding("ben", OTHER)]).kinds_table().to_dict("records")
    )
    assert (row["ann"], row["ben"]) == (3, 2)
    assert row["f1 exact"] == pytest.approx(2 * 1 / 5)
    assert row["f1 overlap"] == pytest.approx(2 * 2 / 5)
    # Both codes are of the family S, which is what scores of instruments ask for.
    assert row["f1 coded"] == pytest.approx(2 * 2 / 5)


def test_fields_are_compared_where_two_coders_marked():
    fields = compare_coders([coding("ann", ONE), coding("ben", OTHER)]).fields_table()
    [row] = fields.to_dict("records")
    assert (row["field"], row["units"], row["percent"]) == ("code", 2, 0.5)
    assert "2 units: no interval below 50" in row["note"]


def test_disagreements_are_told_by_type_and_with_the_words():
    found = find_disagreements([coding("ann", ONE), coding("ben", OTHER)])
    assert [(d.type.value, d.words_of_one, d.words_of_other) for d in found] == [
        ("boundary", "coal ban", "The coal ban"),
        ("code", "asset freeze", "asset freeze"),
        ("missed", "talks", None),
    ]
    assert (found[1].field, found[1].value_of_one, found[1].value_of_other) == (
        "code",
        "S.FIN",
        "S.SEC",
    )
    counted = count_disagreements(found).to_dict("records")
    assert counted == [{"kind": "instrument", "missed": 1, "boundary": 1, "code": 1, "link": 0}]
    assert len(disagreements_frame(found)) == 3


def test_a_link_to_another_cue_or_sender_is_a_disagreement():
    text = "Seoul said and Tokyo added that pressure works."
    one = marks(
        "Seoul said and Tokyo added that [pressure works].",
        "indirect",
        kind="attribution",
        field="subkind",
        content=[{"start": 32, "end": 46}],
        cue={"start": 6, "end": 10},
    )
    other = copy.deepcopy(one)
    other[0]["cue"] = {"start": 21, "end": 26}
    assert (text[6:10], text[21:26]) == ("said", "added")
    [found] = find_disagreements([coding("ann", one), coding("ben", other)])
    assert (found.type.value, found.field) == ("link", "cue")
    assert (found.value_of_one, found.value_of_other) == ("6-10", "21-26")


def test_a_link_to_the_same_mark_under_another_id_is_none():
    outer = marks("[She said that he said so].", "indirect", kind="attribution", field="subkind")
    inner = marks("She said that [he said so].", "indirect", kind="attribution", field="subkind")
    inner[0] |= {"id": "inner", "nested_in": outer[0]["id"]}
    renamed = copy.deepcopy([*outer, *inner])
    renamed[0]["id"], renamed[1]["id"], renamed[1]["nested_in"] = "x1", "x2", "x1"
    assert find_disagreements([coding("a", outer, inner), coding("b", renamed)]) == []


def test_two_marks_for_one_differ_in_their_boundary():
    whole = marks("[sanctions and talks] failed", "G.PRESS")
    parts = marks("[sanctions] and [talks] failed", "S.GEN", "N.TALK")
    found = find_disagreements([coding("ann", whole), coding("ben", parts)])
    assert [each.type.value for each in found] == ["boundary", "boundary"]


def test_three_coders_make_one_unit():
    one = marks("the [coal ban] holds", "S.UNSC")
    other = marks("[the coal ban] holds", "S.UNSC")
    third = marks("the [coal ban holds]", "S.GEN")
    units = aligned_units([coding("a", one), coding("b", other), coding("c", third)], "instrument")
    assert [[r["code"] for r in unit.marked] for unit in units] == [["S.UNSC", "S.UNSC", "S.GEN"]]
    agreement = compare_coders([coding("a", one), coding("b", other), coding("c", third)])
    assert agreement.fields_table()["percent"][0] == pytest.approx(1 / 3)
    assert len(agreement.tables()["coders"]) == 3


def test_sentences_without_a_mark_count_as_agreement():
    sentences = marks(
        "[One ban.] [No word.] [Two bans.]", None, None, None, kind="sentence", field="x"
    )
    both = marks("One [ban]. No word. Two [bans].", "S.GEN", "S.GEN")
    agreement = compare_coders(
        [coding("ann", sentences, both), coding("ben", both[:1])], ["instrument"]
    )
    rows = agreement.sentences_table().to_dict("records")
    assert [(row["code"], row["units"]) for row in rows] == [("any", 3), ("S.GEN", 3)]
    assert rows[0]["percent"] == pytest.approx(2 / 3)


def test_a_kind_that_one_coder_never_used_is_left_out():
    hedges = marks("[The] coal", "modal", kind="hedge", field="category")
    agreement = compare_coders([coding("ann", ONE, hedges), coding("ben", OTHER)])
    assert list(agreement.kinds_table()["kind"]) == ["instrument"]


def disturbed(records, seed):
    chance = random.Random(seed)
    kept = [copy.deepcopy(r) for r in records if r["kind"] == "document" or chance.random() > 0.1]
    for record in kept:
        if record["kind"] == "instrument" and chance.random() < 0.3:
            record["direction"] = "ambiguous"
    return kept


def test_documents_are_drawn_only_where_there_are_enough():
    gold = [r for r in gold_of(PIIE) if r["kind"] == "instrument"]
    many = [{**r, "document": f"d{n}"} for n in range(10) for r in gold]
    few = compare_coders(
        [
            Coding("a", tuple(many[: len(gold)])),
            Coding("b", tuple(disturbed(many[: len(gold)], 1))),
        ],
        draws=50,
    )
    assert few.fields_table()["interval over"].isna().all()  # 41 units at most
    two = compare_coders(
        [
            Coding("a", tuple(many[: 2 * len(gold)])),
            Coding("b", tuple(disturbed(many[: 2 * len(gold)], 1))),
        ],
        draws=50,
    )
    over = two.fields_table().set_index("field")["interval over"]
    assert over["direction"] == "sentences, within-document"
    ten = compare_coders(
        [Coding("a", tuple(many)), Coding("b", tuple(disturbed(many, 1)))], draws=50
    )
    row = ten.fields_table().set_index("field").loc["direction"]
    assert row["interval over"] == "documents"
    assert row["low"] < row["alpha"] < row["high"]
    again = compare_coders(
        [Coding("a", tuple(many)), Coding("b", tuple(disturbed(many, 1)))], draws=50
    )
    assert ten.fields_table().equals(again.fields_table())
    assert ten.kinds_table()["low"].notna().all()


def test_the_gold_agrees_with_itself_wholly():
    records = tuple(gold_of(SINO))
    agreement = compare_coders([Coding("a", records), Coding("b", records)], draws=20)
    kinds = agreement.kinds_table()
    assert (kinds["f1 coded"] == 1).all()
    assert kinds["alpha units"].dropna().round(9).eq(1).all()
    assert find_disagreements([Coding("a", records), Coding("b", records)]) == []


@pytest.mark.parametrize(
    ("codings", "sentence"),
    [
        pytest.param([ONE], "at least two coders", id="one coder"),
        pytest.param(
            [ONE, marks("[ban]", "S.GEN", document="else")],
            "no document in common: c0 has note; c1 has else",
            id="no common document",
        ),
        pytest.param(
            [ONE, marks("The coal [ban]", "S.NONE")],
            "c1: the record note#instrument-1 has the code 'S.NONE', which the codebook",
            id="unknown code",
        ),
        pytest.param(
            [ONE, marks("The [gold ban] came", "S.GEN")],
            "c0 and c1 quote different texts of note: at character 4 one reads 'c', the other 'g'",
            id="two texts",
        ),
        pytest.param(
            [ONE, [{**ONE[0], "end": 40}]],
            "c1: the text of the record note#instrument-1 has 8 characters, its place 4-40 has 36",
            id="words that do not fit their place",
        ),
        pytest.param([ONE, [{**ONE[0], "start": None}]], "has no place in the text", id="no place"),
        pytest.param(
            [
                [*ONE, {"document": "note", "kind": "document", "sha256": "aa"}],
                [*OTHER, {"document": "note", "kind": "document", "sha256": "bb"}],
            ],
            r"their checksums \(sha256\) differ",
            id="two checksums",
        ),
        pytest.param(
            [ONE, marks("[The] coal ban", "modal", kind="hedge", field="category")],
            "no kind of records in common",
            id="no common kind",
        ),
    ],
)
def test_refuses_what_cannot_be_compared(codings, sentence):
    named = [Coding(f"c{number}", tuple(records)) for number, records in enumerate(codings)]
    with pytest.raises(WrongUseError, match=sentence):
        compare_coders(named)


def test_refuses_a_kind_that_not_all_have():
    with pytest.raises(WrongUseError, match="not every coder has records of the kind 'hedge'"):
        compare_coders([coding("ann", ONE), coding("ben", OTHER)], ["hedge"])


def test_coders_are_called_after_their_files(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ann.jsonl").write_text('{"document": "d", "kind": "place"}\n')
    (tmp_path / "ben.jsonl").write_text('{"document": "d", "kind": "place"}\n')
    assert [c.coder for c in read_codings([tmp_path / "x/ann.jsonl", tmp_path / "ben.jsonl"])] == [
        "ann",
        "ben",
    ]
    twins = read_codings([tmp_path / "x/ann.jsonl", tmp_path / "y/ann.jsonl"])
    assert len({c.coder for c in twins}) == 2
    with pytest.raises(WrongUseError, match="given twice"):
        comparable(read_codings([tmp_path / "ben.jsonl", tmp_path / "ben.jsonl"]))
