"""What is read from a store is what annotating the corpus gives."""

import json
from datetime import date

import pytest
from many_formats import PROSE, html, pdf, write
from work_here import WorkHere

from nkpressure.errors import WrongUseError
from nkpressure.measure.corpus_signals import ledger_of_corpus
from nkpressure.measure.series import pressure_series
from nkpressure.model import Document, Interval
from nkpressure.read.corpora import read_corpus
from nkpressure.run import store_writing
from nkpressure.run.annotated import annotate
from nkpressure.run.shards import Sizes
from nkpressure.run.store_writing import write_store
from nkpressure.shipped import shipped_folder
from nkpressure.store.reading import open_store
from nkpressure.store.rows import rows_of
from nkpressure.store.schemas import Columns, kinds, schema_of
from nkpressure.tables import read_tables

pytest.importorskip("pyarrow")
TOLD = "Beijing imposed new sanctions on North Korea on 5 July 2017."


def _store(corpus, to):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store_writing, "Workers", WorkHere)
        write_store(corpus, to, sizes=Sizes(1, 1))
    return open_store(to)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """The seeds, and two short notes of the same words, one of them without a date."""
    path = tmp_path_factory.mktemp("corpus") / "notes.jsonl"
    rows = [
        {
            "id": document.id,
            "text": document.text,
            "outlet": document.outlet,
            "published": document.published.edtf,
        }
        for document in read_corpus(shipped_folder("seeds")).documents
    ]
    rows += [
        {"id": "early", "text": TOLD, "published": "2017-07-06", "outlet": "daily"},
        {"id": "late", "text": f" {TOLD.upper()}\n", "outlet": "weekly"},
    ]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store(corpus, tmp_path_factory):
    return _store(corpus, tmp_path_factory.mktemp("stores") / "store")


def _as_in_a_record(value):
    if isinstance(value, date):
        return value.isoformat()
    return [_as_in_a_record(each) for each in value] if isinstance(value, list) else value


def test_every_field_of_every_record_is_there(corpus, store):
    written = {}
    for document in read_corpus(corpus).documents:
        for record in annotate(document, read_tables()).records:
            written.setdefault(record.pop("kind"), []).append(json.loads(json.dumps(record)))
    assert set(written) - {"document"} == {kind for kind in kinds() if kind in written}
    for kind in kinds():
        rows = list(store.rows(kind))
        assert len(rows) == len(written.get(kind, []))
        for row, record in zip(rows, written.get(kind, []), strict=True):
            if kind == "quantity" and record["value"] is not None:
                value = record["value"]
                record["value"] = value if isinstance(value, list) else [value]
            assert {name: _as_in_a_record(row[name]) for name in record} == record


def test_documents_have_their_facts_and_their_double(store):
    documents = store.documents().set_index("id")
    assert len(store) == len(documents) == 4
    assert documents.loc["late", "duplicate_of"] == "early"
    assert documents["duplicate_of"].notna().sum() == 1
    assert documents.loc["piie-2017-07", "published_to"] == date(2017, 7, 13)
    assert "text" not in documents
    assert dict(store.texts(["early"])) == {"early": TOLD}


def test_documents_have_their_reader_their_pages_and_the_double_of_another_site(tmp_path):
    page = html("Coal imports end", PROSE, PROSE.replace("coal", "ore"))
    files = {"a.html": page, "b.html": page.replace(b"Imprint", b"Contact").replace(b"Home", b"Up")}
    write(tmp_path / "articles", {**files, "c.pdf": pdf([[PROSE[:80]], [PROSE[80:]]])})
    store = _store(tmp_path / "articles", tmp_path / "store")
    documents = store.documents().set_index("id")
    assert documents.loc["b", "duplicate_of"] == "a"
    assert documents["reader"].str.split().str[0].to_dict() == {
        "a": "trafilatura",
        "b": "trafilatura",
        "c": "pypdf",
    }
    assert documents.loc["a", "pages"] is None
    pages = documents.loc["c", "pages"]
    ((_, text),) = store.texts(["c"])
    assert [page["label"] for page in pages] == ["1", "2"]
    assert [text[page["start"] : page["end"]].strip() for page in pages] == [
        PROSE[:80].strip(),
        PROSE[80:].strip(),
    ]
    assert [id for id, _ in store.texts()] == list(documents.index)


def _by_id(ledger):
    return ledger.frame().sort_values("id").to_dict("list")


def test_the_ledger_is_that_of_the_texts(corpus, store):
    texts = read_corpus(corpus).documents
    own, stored = ledger_of_corpus(texts), store.ledger()
    assert len(own.frame()) > 10
    assert _by_id(stored) == _by_id(own)
    assert stored.documents == own.documents
    assert pressure_series(stored).counts.equals(pressure_series(own).counts)
    drawn = ledger_of_corpus(texts, sample=2, seed=3)
    assert _by_id(store.ledger(sample=2, seed=3)) == _by_id(drawn)
    assert store.ledger(sample=2).drawn_from == 4


@pytest.mark.parametrize(
    ("where", "published", "documents"),
    [
        pytest.param({"target": "e:PRK", "document": ["early", "late"]}, None, 2, id="a list"),
        pytest.param({"target": ["e:XXX"]}, None, 0, id="nobody"),
        pytest.param({"outlet": "daily"}, None, 1, id="a value"),
        pytest.param({"document": "late", "published_from": None}, None, 1, id="empty"),
        pytest.param({"outlet": "daily"}, "2017-07", 1, id="in a month"),
        pytest.param({"outlet": "daily"}, "2017-08", 0, id="in another month"),
    ],
)
def test_rows_are_chosen(store, where, published, documents):
    found = store.records("signal", ["document", "sentence"], where, published=published)
    assert list(found.columns) == ["document", "sentence"]
    assert found["document"].nunique() == documents
    assert found["sentence"].notna().all()


def test_counts_by_month_are_those_of_the_rows(store):
    counted = store.count_by_month("actor", ["entity"])
    rows = [
        (row["published_from"], entity) for row in store.rows("actor") for entity in row["entity"]
    ]
    july = [
        entity for day, entity in rows if day is not None and day.month == 7 and day.year == 2017
    ]
    found = counted.query("month == '2017-07'").set_index("entity")["rows"].to_dict()
    assert found == {entity: july.count(entity) for entity in july}
    assert counted["rows"].sum() == len(rows)
    assert "undated" in set(counted["month"])
    assert store.count_by_month("documents")["rows"].sum() == 4


def test_batches_make_the_whole(store):
    parts = list(store.batches("sentence", ["id"]))
    assert len(parts) == 4
    assert [id for part in parts for id in part["id"]] == store.records("sentence")["id"].tolist()


@pytest.mark.parametrize(
    ("read", "words"),
    [
        pytest.param(lambda store: store.records("actors"), "there is no kind", id="kind"),
        pytest.param(lambda store: store.records("actor", ["who"]), "no column 'who'", id="column"),
        pytest.param(lambda store: store.records("actor", where={"x": 1}), "'x'", id="condition"),
        pytest.param(lambda store: store.records("actor", published="July"), "'July'", id="date"),
    ],
)
def test_a_wrong_name_is_refused(store, read, words):
    with pytest.raises(WrongUseError, match=words):
        read(store)


def test_what_is_no_store_is_said(tmp_path):
    with pytest.raises(WrongUseError, match="this is no store; nkpressure annotate CORPUS --to"):
        open_store(tmp_path)
    (tmp_path / ".nkpressure").mkdir()
    with pytest.raises(WrongUseError, match="is not finished; run nkpressure annotate again"):
        open_store(tmp_path)


def test_other_readers_open_the_files(store):
    import pandas as pd

    kind = pd.read_parquet(store.folder / "records" / "kind=signal")
    assert sorted(kind["id"]) == sorted(store.records("signal")["id"])
    assert len(pd.read_parquet(store.folder / "documents")) == 4


def test_an_odd_text_is_kept():
    odd = Document("odd", "Seoul \ud800 offered talks.\x00", Interval.parse("2017"))
    rows = rows_of(odd, annotate(odd, read_tables()).records, None)
    for table, own in rows.items():
        assert Columns(table).to_table(own).schema == schema_of(table)
    assert Columns("documents").to_table(rows["documents"])["text"].to_pylist() == [
        "Seoul \\ud800 offered talks.\x00"
    ]
