"""Every format, there and back: exactly what its list of losses says is lost, and nothing else."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seed_codings import PIIE, SINO, gold_of

from nkpressure.exchange.coded_texts import CodedText, code_texts
from nkpressure.exchange.formats import FORMATS, unwritable
from nkpressure.exchange.losses import LossWay, after_losses, losses_of
from nkpressure.read.corpora import read_corpus
from nkpressure.tables import read_tables

BOTH_WAYS = [name for name, format in FORMATS.items() if format.write and format.read]
TABLES = read_tables()

each_format = pytest.mark.parametrize("name", BOTH_WAYS)


def there_and_back(texts, name, folder):
    for file, content in FORMATS[name].write(texts, TABLES):
        (folder / file).write_bytes(content)
    return FORMATS[name].read(folder, TABLES)


def without_ids(records):
    kept = [{name: v for name, v in record.items() if name != "id"} for record in records]
    return sorted(kept, key=lambda record: json.dumps(record, sort_keys=True))


def by_id(records):
    return sorted(records, key=lambda record: json.dumps(record, sort_keys=True))


def same_as_declared(name, before, after):
    expected = after_losses(name, before, TABLES)
    if any(loss.field == "*" for loss in losses_of(name, TABLES)):
        assert without_ids(after.records) == without_ids(expected)
        assert len({record["id"] for record in after.records}) == len(after.records)
    else:
        assert by_id(after.records) == by_id(expected)


@pytest.fixture(scope="module")
def seeds():
    records = [record for seed in (PIIE, SINO) for record in gold_of(seed)]
    texts, orphans = code_texts(records, read_corpus("seeds").documents)
    assert orphans == []
    return texts


@each_format
def test_gold_of_the_seeds_loses_what_is_declared(name, seeds, tmp_path):
    back = there_and_back(seeds, name, tmp_path)
    assert [coded.id for coded in back] == [coded.id for coded in seeds]
    for before, after in zip(seeds, back, strict=True):
        assert after.text in (before.text, None)
        same_as_declared(name, before, after)


@each_format
def test_the_same_records_give_the_same_bytes(name, seeds):
    once, twice = (dict(FORMATS[name].write(seeds, TABLES)) for _ in range(2))
    assert once == twice


@each_format
def test_has_a_list_of_losses(name):
    assert losses_of(name, TABLES)


def test_the_list_names_known_formats_only():
    assert {loss.format for loss in TABLES.rows(type(losses_of("brat")[0]))} == set(FORMATS)
    assert {loss.way for loss in losses_of("webanno-tsv")} == {LossWay.IMPORT}


# Line ends of both kinds, a lone carriage return, no-break blanks, Hangul, Han, astral characters,
# a tab, odd separators, marks of markup, a backslash and bars.
TRAPS = (
    "\ufeffA\u00a0ban \U0001f1f0\U0001f1f5 on\r\ncoal;\n구본태\rsaid \u201cno\u201d \\ | <b>&\t"
    "𝔸\u2028王恩濱\x85(e\u0301)\u3000_ end \n"
)


def mark(start, end, kind="instrument", **fields):
    return {
        "id": f"trap#{kind}-{start}-{end}",
        "document": "trap",
        "kind": kind,
        "start": start,
        "end": end,
        "text": TRAPS[start:end],
        **fields,
    }


def place(words):
    return {"start": TRAPS.index(words), "end": TRAPS.index(words) + len(words)}


TRAP_MARKS = [
    pytest.param([mark(2, 14, code="S.UNSC")], id="over a CRLF, flags and a no-break blank"),
    pytest.param([mark(2, 30, code="S.UNSC"), mark(20, 40, code="S.SEC")], id="overlap"),
    pytest.param([mark(2, 40, code="S.GEN"), mark(10, 14, code="S.SEC")], id="nested"),
    pytest.param([mark(2, 6, code="S.GEN"), mark(2, 6, code="S.SEC")], id="the same place twice"),
    pytest.param([mark(0, len(TRAPS), kind="region", role="body")], id="everything"),
    pytest.param([mark(5, 5)], id="empty"),
    pytest.param([mark(TRAPS.index("\r\n"), TRAPS.index("\r\n") + 2)], id="nothing but a line end"),
    pytest.param([mark(TRAPS.index("\t"), TRAPS.index("\t") + 2)], id="from a tab"),
    pytest.param([mark(TRAPS.index("𝔸"), TRAPS.index("𝔸") + 2)], id="an astral letter and a break"),
    pytest.param(
        [mark(2, 30, fragments=[{"start": 2, "end": 5}, {"start": 20, "end": 30}])],
        id="discontinuous",
    ),
    pytest.param(
        [
            mark(
                2,
                len(TRAPS) - 2,
                kind="attribution",
                subkind="mixed",
                source=place("구본태"),
                cue={**place("said"), "text": "said"},
                content=[place("“no”"), place("王恩濱\x85(e")],
            )
        ],
        id="parts",
    ),
    pytest.param([mark(2, 6, note='a\nb\tc \u2028 | \\ \x00 "é" 구')], id="odd words in a field"),
    pytest.param([mark(2, 6, code="S,GEN | x y")], id="an odd code"),
    pytest.param(
        [mark(2, 6, kind="own kind/of_mine", value=[1, {"x": None}])], id="a kind of one's own"
    ),
    pytest.param(
        [{"document": "trap", "kind": "entity", "id": "e:X", "entity": "e:X"}], id="no place"
    ),
    pytest.param([mark(2, 6, entity=["e:KOR", "e:JPN"], kind="actor")], id="two entities"),
    pytest.param([mark(2, 6, value=40, kind="quantity", checkable=True)], id="a number"),
    pytest.param([], id="no records"),
]


@each_format
@pytest.mark.parametrize("records", TRAP_MARKS)
def test_traps(name, records, tmp_path):
    before = CodedText("trap", TRAPS, tuple(records))
    [after] = there_and_back([before], name, tmp_path)
    assert after.text in (TRAPS, None)
    same_as_declared(name, before, after)


texts = st.text(
    st.one_of(
        st.sampled_from("ab .,\n\r\t\u00a0\u2028\x85|\\_-[]'구🙂"),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=40,
)


@st.composite
def coded_texts(draw):
    text = draw(texts)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    records = []
    for number, ends in enumerate(draw(st.lists(places, max_size=6))):
        start, end = sorted(ends)
        kind = draw(st.sampled_from(["actor", "instrument", "attribution", "mine"]))
        record = {"id": f"r{number}", "document": "d", "kind": kind, "start": start, "end": end}
        record["text"] = text[start:end]
        if draw(st.booleans()):
            record |= {"code": draw(texts), "subkind": draw(texts)}
        if draw(st.booleans()):
            first, last = sorted(draw(places))
            record["cue"] = {"start": first, "end": last}
        records.append(record)
    return CodedText("d", text, tuple(records))


@each_format
@settings(max_examples=60, deadline=None)
@given(before=coded_texts())
def test_any_text(name, before, tmp_path_factory):
    if unwritable(before, FORMATS[name]):
        return
    [after] = there_and_back([before], name, tmp_path_factory.mktemp("any"))
    assert after.text in (before.text, None)
    same_as_declared(name, before, after)
