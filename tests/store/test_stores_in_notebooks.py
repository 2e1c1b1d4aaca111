"""Notebooks take from a store what they take from its articles; bad stores are named."""

import json
import re
import shutil

import pytest
from work_here import WorkHere

from nkpressure.errors import WrongUseError
from nkpressure.measure.collocations import collocations
from nkpressure.measure.concordance import concordance, draw_lines
from nkpressure.measure.keyness import count_words
from nkpressure.measure.layers import layer_spans
from nkpressure.measure.multiverse import groups_by_period, multiverse
from nkpressure.measure.series import pressure_series
from nkpressure.report.ledger_frames import audit_frame
from nkpressure.report.method import method_box
from nkpressure.report.series_frames import peaks_frame
from nkpressure.report.series_lines import plot_series
from nkpressure.run import store_writing
from nkpressure.run.plans import plan_notebook, plan_report
from nkpressure.run.reports import write_report
from nkpressure.run.shards import Sizes
from nkpressure.run.store_writing import write_store
from nkpressure.store import sources
from nkpressure.store.opening import is_store
from nkpressure.store.overview import overview
from nkpressure.store.sources import gather_ledger, open_articles, signals_by_month
from nkpressure.store.word_places import articles_with

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

NOTES = [
    ("2019-01-10", "The United States imposed new sanctions on North Korea on 9 January 2019."),
    ("2019-01-20", "Seoul lifted its sanctions on North Korea. “Coal can flow,” Kim Bo said."),
    ("2019-02-03", "Japan threatened North Korea with sanctions. The coal trade went on."),
    ("2019-02-05", "Beijing shipped coal to North Korea. Nobody spoke of the sanctions."),
    ("2019-02-19", "Farmers planted rice. The river was low, and the wind came from the sea."),
    ("2019-04-01", "The United States eased its sanctions on North Korea on 30 March 2019."),
    (
        "2019-04-02",
        "Moscow said that sanctions on North Korea had failed, and that talks must come.",
    ),
    ("2019-04-11", "The ship took coal to the port of Nampo. It left again on the next day."),
    ("2019-05-06", "North Korea released a prisoner. The United States welcomed the release."),
    (None, "Washington imposed sanctions on North Korea. The note does not say when."),
    ("2019-05-20", "Le navire a quitté le port de Nampo avec du charbon pour la Chine."),
]


def _rows():
    outlets = ("daily", "weekly", None)
    for number, (day, text) in enumerate(NOTES):
        yield {
            "id": f"note-{number:02d}",
            "title": f"Note {number}",
            "outlet": outlets[number % 3],
            "published": day,
            "text": text,
            "language": "fr" if text.startswith("Le ") else "en",
        }
    again = NOTES[0][1].upper()
    yield {"id": "note-99", "outlet": "weekly", "published": "2019-01-11", "text": again}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Twelve short notes, one of which repeats another, and a line that is no article."""
    path = tmp_path_factory.mktemp("corpus") / "notes.jsonl"
    lines = [json.dumps({k: v for k, v in row.items() if v}) for row in _rows()]
    path.write_text("\n".join([*lines, '{"id": "broken"']) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store_path(folder, tmp_path_factory):
    to = tmp_path_factory.mktemp("stores") / "notes-store"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store_writing, "Workers", WorkHere)
        write_store(folder, to, sizes=Sizes(1, 1))
    return to


@pytest.fixture(scope="module")
def corpus(folder):
    return open_articles(folder)


@pytest.fixture(scope="module")
def store(store_path):
    return open_articles(store_path)


@pytest.fixture(scope="module")
def ledgers(corpus, store):
    return gather_ledger(corpus).about("PRK"), gather_ledger(store).about("PRK")


def test_a_store_is_told_from_a_corpus(folder, store_path, tmp_path):
    assert is_store(store_path)
    assert not is_store(folder.parent)
    (tmp_path / ".nkpressure").mkdir()
    assert is_store(tmp_path)  # begun and not finished
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    assert not is_store(tmp_path)  # a report


def test_the_series_are_those_of_the_articles(ledgers):
    own, stored = (pressure_series(ledger) for ledger in ledgers)
    assert own.counts["signals"].sum() > 5
    assert stored.counts.equals(own.counts)
    assert stored.gap.equals(own.gap)
    universes = [multiverse(ledger, groups_by_period(ledger)) for ledger in ledgers]
    assert universes[0].equals(universes[1])


def test_a_row_of_a_store_names_its_document_and_place(ledgers):
    own, stored = ledgers
    assert not {"document", "place"} & set(peaks_frame(pressure_series(own)).columns)
    texts = {row["id"]: row["text"] for row in _rows()}
    for frame in (peaks_frame(pressure_series(stored)), audit_frame(stored, 5, 1)):
        assert len(frame)
        for row in frame.itertuples():
            start, end = map(int, row.place.split("-"))
            assert texts[row.document][start:end] in row.sentence
    said = dict(method_box(stored).rows)
    assert said["Store"].startswith("notes-store, 12 documents; rules ")
    assert "Store" not in dict(method_box(own).rows)


def test_a_mark_of_a_store_also_leads_to_the_table_of_its_counts(ledgers):
    own, stored = (plot_series(pressure_series(ledger)).marks for ledger in ledgers)
    assert [mark.records for mark in own] == [mark.records for mark in stored]
    assert {mark.table for mark in stored if mark.records} == {"periods"}
    assert {mark.table for mark in own if mark.records} == {None}


def test_months_of_a_store_are_counted_whole_whatever_is_drawn(corpus, store):
    whole = signals_by_month(corpus, gather_ledger(corpus), "PRK")
    few = gather_ledger(store, sample=3, seed=2)
    assert (len(few.documents), few.drawn_from) == (3, 12)
    assert signals_by_month(store, few, "PRK").equals(whole)
    assert set(whole.loc[whole["month"] == "2019-01", "documents"]) == {3}
    assert "undated" in whole["month"].tolist()
    assert signals_by_month(corpus, gather_ledger(corpus), "XXX").empty


def test_no_more_of_a_store_is_held_than_is_said(monkeypatch, store):
    monkeypatch.setattr(sources, "MOST_DRAWN", 4)
    assert len(gather_ledger(store).documents) == 4
    assert gather_ledger(store).documents == gather_ledger(store, sample=4).documents
    assert len(gather_ledger(store, sample=9).documents) == 9


def _context(found, word):
    chosen = layer_spans(found, "all")
    return (
        concordance(found, word, chosen).to_dict("list"),
        collocations(found, word, chosen).to_dict("list"),
        count_words(found, chosen).to_dict("list"),
    )


def test_words_in_context_are_those_of_the_articles(corpus, store):
    own, stored = (articles_with(each, "sanction*") for each in (corpus, store))
    assert own.note == stored.note == '"sanction*" stands at 8 places in 8 of 12 documents.'
    assert _context(own, "sanction*") == _context(stored, "sanction*")
    assert len(_context(own, "sanction*")[0]["id"]) == 8
    one = articles_with(store, "coal", "note-01")
    assert one.note is None
    [row] = concordance(one, "coal").itertuples()
    assert (row.layer, row.text, row.right) == ("quoted", "Coal", "can flow,” Kim Bo said.")
    assert "document" not in concordance(one, "coal").columns


def test_articles_and_lines_are_drawn_with_a_seed(store):
    few, again, other = (
        articles_with(store, "sanction*", sample=3, seed=seed) for seed in (1, 1, 2)
    )
    ids = [[each.document.id for each in found] for found in (few, again, other)]
    assert ids[0] == ids[1] != ids[2]
    assert few.note.endswith(
        "in 8 of 12 documents. What follows is of 3 of these, drawn at random."
    )
    places = concordance(articles_with(store, "sanction*"), "sanction*")
    assert len(draw_lines(places, 2, 1)) == 2
    assert draw_lines(places, 2, 1).equals(draw_lines(places, 2, 1))
    assert draw_lines(places, 0, 1) is places


def test_an_overview_says_the_same_of_a_store_and_of_its_articles(corpus, store):
    own, stored = overview(corpus), overview(store)
    for name in ("facts", "months", "outlets", "languages", "copies"):
        assert getattr(own, name).equals(getattr(stored, name)), name
    facts = dict(zip(own.facts["fact"], own.facts["value"], strict=True))
    assert (facts["documents"], facts["without a date"]) == ("12", "1")
    assert own.copies[["document", "copy_of", "how"]].values.tolist() == [
        ["note-99", "note-00", "word for word"]
    ]
    assert set(own.languages["language"]) == {"en", "fr"}
    assert own.months["documents"].sum() == 12
    assert len(own.unread) == len(stored.unread) == own.reasons["files"].sum() == 1


def _broken(store_path, tmp_path, change):
    path = tmp_path / "copy"
    shutil.copytree(store_path, path)
    change(path)
    return path


def _other_version(path):
    manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    manifest["format"] = "nkpressure store 0"
    (path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _cut_manifest(path):
    (path / "manifest.json").write_text('{"format": "nkpressure store 1"}', encoding="utf-8")


def _part(path):
    return next((path / "records" / "kind=signal").glob("*.parquet"))


def _without_a_column(path):
    part = _part(path)
    pq.write_table(pq.read_table(part, partitioning=None).drop_columns(["words"]), part)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(_other_version, "of another version .nkpressure store 0.; make", id="version"),
        pytest.param(_cut_manifest, "manifest.json: does not say documents", id="manifest"),
        pytest.param(
            lambda path: (path / "manifest.json").unlink(), "is not finished; run", id="unfinished"
        ),
        pytest.param(_without_a_column, "there is no column words; the store", id="column"),
        pytest.param(lambda path: _part(path).unlink(), "is missing; run", id="missing"),
        pytest.param(
            lambda path: _part(path).write_bytes(b"x"), "cannot be read as Parquet", id="damaged"
        ),
    ],
)
def test_a_store_that_cannot_be_read_is_named(store_path, tmp_path, change, said):
    path = _broken(store_path, tmp_path, change)
    with pytest.raises(WrongUseError, match=said):
        gather_ledger(open_articles(path))


def test_an_empty_store_is_named_and_can_be_looked_at(store_path, tmp_path):
    def emptied(path):
        manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
        (path / "manifest.json").write_text(
            json.dumps({**manifest, "documents": 0, "parts": []}), encoding="utf-8"
        )

    empty = open_articles(_broken(store_path, tmp_path, emptied))
    with pytest.raises(WrongUseError, match=r"holds no document; its unread\.parquet says why"):
        gather_ledger(empty)
    with pytest.raises(WrongUseError, match="holds no document"):
        articles_with(empty, "coal")
    assert overview(empty).months.empty


def test_a_store_that_is_being_updated_says_so(store_path, tmp_path):
    path = _broken(store_path, tmp_path, lambda path: (path / ".nkpressure" / "shards").mkdir())
    assert (
        "under way or was broken off"
        in dict(method_box(gather_ledger(open_articles(path))).rows)["Store"]
    )


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        pytest.param(lambda s: plan_report(s, documents=["note-01"]), "--documents", id="document"),
        pytest.param(
            lambda s: plan_report(s, notebooks=["10_the_ledger"]),
            "10_the_ledger reads articles and no store",
            id="a notebook of articles",
        ),
        pytest.param(
            lambda s: plan_notebook("02_who_is_named", parameters={"corpus": s}),
            "02_who_is_named reads articles",
            id="a run",
        ),
        pytest.param(lambda s: plan_report(s, published="2019"), "published is for", id="a date"),
        pytest.param(
            lambda s: articles_with(open_articles(s), "coal", "note-77"), "no document", id="an id"
        ),
    ],
)
def test_what_a_store_cannot_give_is_refused(store_path, plan, said):
    with pytest.raises(WrongUseError, match=said):
        plan(str(store_path))


def test_a_report_on_a_store_leads_nowhere_but_within_itself(store_path, tmp_path):
    plan = plan_report(str(store_path), notebooks=["12_pressure_over_time"])
    to = tmp_path / "report"
    assert write_report(plan, to, jobs=1).problems == (
        f"{plan.corpus.unread[0].file}: {plan.corpus.unread[0].reason}",
    )
    front = (to / "index.html").read_text(encoding="utf-8")
    assert "about a store of 12 documents, none of which has a page here" in front
    assert "No document was read" not in front
    page = (to / "corpus" / "12_pressure_over_time.html").read_text(encoding="utf-8")
    assert "text.html" not in page
    marks = re.findall("<a [^>]*nk-mark[^>]*>", page)
    assert marks
    for mark in marks:
        goal = mark.split('href="#')[1].split('"')[0]
        assert f'id="{goal}"' in page, mark
    assert any('href="#row-' in mark for mark in marks)
