"""A store: made in shards, resumed, brought up to date, the same however it was made."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from killed_once import HOME, KilledOnce
from work_here import WorkHere
from written_files import files_of

from nkpressure.cli import main
from nkpressure.errors import WrongUseError
from nkpressure.read.entries import Entry, iter_entries
from nkpressure.run import store_writing
from nkpressure.run.shards import Sizes, entry_digest, shards_of
from nkpressure.run.store_writing import write_store
from nkpressure.run.workers import can_fork

pytest.importorskip("pyarrow")
SMALL = Sizes(shard=4, part=16)
PLACES = ("Beijing", "Seoul", "Washington", "Moscow", "Tokyo")
DEEDS = (
    "imposed new sanctions on North Korea",
    "offered North Korea talks on food aid",
    "lifted the ban on North Korean coal",
    "warned Pyongyang against another missile test",
)
KOREAN = "북한은 제재 완화를 요구했다. 중국 외교부는 이 보도를 확인하지 않았다. " * 3


def _text(number: int) -> str:
    place, deed = PLACES[number % len(PLACES)], DEEDS[number % len(DEEDS)]
    return f"{place} {deed} on {1 + number % 28} July 2017. “It was time,” said official {number}."


def _corpus(path: Path, numbers, texts=None) -> Path:
    lines = [
        json.dumps(
            {
                "id": f"note-{number}",
                "published": f"2017-{7 + number % 3:02d}-30",
                "outlet": ("daily", "weekly")[number % 2],
                "text": (texts or {}).get(number, _text(number)),
            }
        )
        for number in numbers
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return _corpus(tmp_path_factory.mktemp("corpus") / "notes.jsonl", range(30))


@pytest.fixture(scope="module")
def undisturbed(corpus, tmp_path_factory):
    store = tmp_path_factory.mktemp("stores") / "undisturbed"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store_writing, "Workers", WorkHere)
        made = write_store(corpus, store, sizes=SMALL)
    assert (made.finished, made.documents, made.annotated) == (True, 30, 30)
    assert made.shards == made.shards_made > 3
    assert len(json.loads((store / "manifest.json").read_text())["parts"]) > 1
    return files_of(store)


@pytest.fixture
def here(monkeypatch):
    monkeypatch.setattr(store_writing, "Workers", WorkHere)


def test_jobs_change_no_byte(corpus, undisturbed, tmp_path):
    write_store(corpus, tmp_path / "store", jobs=2, sizes=SMALL)
    assert files_of(tmp_path / "store") == undisturbed


def test_a_second_run_touches_nothing(here, corpus, undisturbed, tmp_path):
    store = tmp_path / "store"
    write_store(corpus, store, sizes=SMALL)
    assert files_of(store) == undisturbed
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    made = write_store(corpus, store, sizes=SMALL)
    assert (made.annotated, made.shards_made) == (0, 0)
    after = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    changed = {path.name for path in before if before[path] != after.get(path)}
    assert changed <= {"store", ".nkpressure", "lock"}  # folders in which a draft came and went


@pytest.mark.parametrize(
    ("numbers", "texts"),
    [
        pytest.param([*range(12), *range(13, 30)], {}, id="one went"),
        pytest.param([*range(12), 99, *range(12, 30)], {}, id="one came"),
        pytest.param(range(30), {12: "Talks resumed in Geneva."}, id="one changed"),
    ],
)
def test_a_changed_corpus_redoes_the_shards_it_touches(
    here, corpus, undisturbed, tmp_path, numbers, texts
):
    store = tmp_path / "store"
    whole = write_store(corpus, store, sizes=SMALL)
    (tmp_path / "new").mkdir()
    new = _corpus(tmp_path / "new" / "notes.jsonl", numbers, texts)
    made = write_store(new, store, sizes=SMALL)
    assert 1 <= made.shards_made <= 2 < whole.shards
    write_store(new, tmp_path / "fresh", sizes=SMALL)
    assert files_of(store) == files_of(tmp_path / "fresh") != undisturbed


def test_a_changed_table_redoes_all_and_says_so(here, corpus, tmp_path):
    store, tables = tmp_path / "store", tmp_path / "tables"
    write_store(corpus, store, sizes=SMALL)
    tables.mkdir()
    (tables / "more_stop_words.csv").write_text("word,language\nofficial,en\n", encoding="utf-8")
    made = write_store(corpus, store, tables=tables, sizes=SMALL)
    assert made.annotated == 30
    assert made.notes == ("the tables changed, so that all documents are annotated anew",)


def test_a_file_that_is_gone_is_made_anew(here, corpus, undisturbed, tmp_path):
    store = tmp_path / "store"
    write_store(corpus, store, sizes=SMALL)
    next((store / "records" / "kind=actor").iterdir()).unlink()
    made = write_store(corpus, store, sizes=SMALL)
    assert "is missing" in made.notes[0]
    assert 0 < made.annotated < 30
    assert files_of(store) == undisturbed


@pytest.mark.parametrize("left", [None, b"PAR1"], ids=["gone", "torn"])
@pytest.mark.parametrize("file", ["duplicates.parquet", "unread.parquet"])
def test_a_list_that_is_gone_or_torn_is_made_anew(here, tmp_path, capsys, file, left):
    command = ["annotate", "seeds", "--to", str(tmp_path / "store"), "--quiet"]
    assert main(command) == 0
    before = files_of(tmp_path / "store")
    (tmp_path / "store" / file).unlink()
    if left is not None:
        (tmp_path / "store" / file).write_bytes(left)
    assert main(command) == 0
    assert files_of(tmp_path / "store") == before


@pytest.mark.skipif(not can_fork(), reason="the whole group is killed by a signal")
def test_a_run_that_is_killed_goes_on_where_it_stopped(here, corpus, undisturbed, tmp_path):
    store = tmp_path / "store"
    code = (
        "import sys; from nkpressure.run.shards import Sizes\n"
        "from nkpressure.run.store_writing import write_store\n"
        "write_store(sys.argv[1], sys.argv[2], jobs=1, sizes=Sizes(4, 16))"
    )
    call = [sys.executable, "-c", code, str(corpus), str(store)]
    with subprocess.Popen(call, stdout=subprocess.DEVNULL) as process:
        done: list[Path] = []
        while process.poll() is None and not done:
            time.sleep(0.02)
            done = list(store.glob(".nkpressure/shards/*/*.zip"))
        process.send_signal(signal.SIGKILL)
    made = write_store(corpus, store, sizes=SMALL)
    assert done
    assert made.annotated < 30
    assert files_of(store) == undisturbed


@pytest.mark.skipif(not can_fork(), reason="a pool without forks is gone with one process")
def test_a_process_that_is_killed_costs_its_shard_alone(corpus, undisturbed, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", HOME, prepend=os.pathsep)
    monkeypatch.setattr(store_writing, "work_on_store", KilledOnce(tmp_path / "mark"))
    made = write_store(corpus, tmp_path / "store", jobs=2, sizes=SMALL)
    assert made.finished
    assert files_of(tmp_path / "store") == undisturbed


def test_a_dask_cluster_changes_no_byte_though_a_worker_is_killed(
    corpus, undisturbed, tmp_path, monkeypatch
):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setenv("PYTHONPATH", HOME, prepend=os.pathsep)
    with distributed.LocalCluster(
        n_workers=1, processes=False, protocol="tcp", dashboard_address=":0", memory_limit=0
    ) as cluster:
        monkeypatch.setattr(store_writing, "work_on_store", KilledOnce(tmp_path / "mark"))
        made = write_store(
            corpus, tmp_path / "store", cluster=cluster.scheduler_address, sizes=SMALL
        )
    assert made.finished
    assert files_of(tmp_path / "store") == undisturbed


def test_what_cannot_be_read_stands_in_a_table(here, tmp_path):
    corpus = _corpus(tmp_path / "notes.jsonl", [1, 2, 3], {2: " "})
    with corpus.open("a", encoding="utf-8") as file:
        file.write('no JSON\n{"id": "note-1", "text": "Again."}\n')
    made = write_store(corpus, tmp_path / "store", sizes=SMALL)
    assert (made.finished, made.documents, len(made.problems)) == (True, 2, 3)
    from nkpressure.store.reading import open_store

    unread = open_store(tmp_path / "store").unread()
    assert sorted(unread["reason"].str[:9]) == ["the id no", "the text ", "this is n"]


def test_a_document_that_breaks_a_finder_takes_no_other_with_it(here, tmp_path, monkeypatch):
    from nkpressure.run import annotated

    whole = annotated.annotate

    def annotate(document, tables):
        if document.id == "note-2":
            raise RecursionError("too deep")
        return whole(document, tables)

    monkeypatch.setattr(annotated, "annotate", annotate)
    corpus = _corpus(tmp_path / "notes.jsonl", [1, 2, 3])
    made = write_store(corpus, tmp_path / "store", sizes=SMALL)
    assert made.documents == 2
    assert made.problems == (
        "notes.jsonl (note-2): it could not be annotated (RecursionError: too deep)",
    )


@pytest.mark.parametrize(
    ("make", "words"),
    [
        pytest.param(lambda to: to.write_text("x"), "is a file and no store", id="a file"),
        pytest.param(
            lambda to: (to.mkdir(), (to / "notes.txt").write_text("x")),
            "is no store and holds notes.txt",
            id="a folder with other things",
        ),
    ],
)
def test_what_is_no_store_is_left_alone(corpus, tmp_path, capsys, make, words):
    to = tmp_path / "to"
    make(to)
    assert main(["annotate", str(corpus), "--to", str(to)]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["--jobs", "2"], "--jobs is for a store", id="jobs for records"),
        pytest.param(["--to", "x.jsonl", "--cluster", "local"], "--cluster is for", id="cluster"),
    ],
)
def test_options_of_a_store_need_one(corpus, capsys, arguments, words):
    assert main(["annotate", str(corpus), *arguments]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        pytest.param({}, [], id="neither"),
        pytest.param(
            {1: KOREAN, 2: KOREAN.replace("중국", "미국"), 4: _text(3).upper()},
            [
                "nkpressure: documents not in English: 2 (ko 2); names, dates and numbers may be "
                "found, what is said in words is not",
                "nkpressure: documents that say word for word what an earlier one says: 1; "
                "duplicates.parquet in the store names them",
            ],
            id="both",
        ),
    ],
)
def test_other_languages_and_copies_are_counted_at_the_end(here, tmp_path, capsys, texts, said):
    corpus = _corpus(tmp_path / "notes.jsonl", range(5), texts)
    for _ in ("made", "nothing to do"):
        assert main(["annotate", str(corpus), "--to", str(tmp_path / "store"), "--quiet"]) == 0
        captured = capsys.readouterr()
        assert captured.err.splitlines() == said
        assert captured.out.splitlines()[0].startswith("documents: 5, ")


def test_no_scheduler(corpus, tmp_path):
    pytest.importorskip("distributed")
    with pytest.raises(WrongUseError, match="is no address of a scheduler"):
        write_store(corpus, tmp_path / "store", cluster="nonsense")


def test_a_missing_library_is_said_with_its_command(corpus, tmp_path, monkeypatch):
    from nkpressure.store import extras

    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    with pytest.raises(WrongUseError, match=r'pip install "nkpressure\[corpora\]"'):
        write_store(corpus, tmp_path / "store")


def test_another_run_is_kept_out(corpus, tmp_path):
    from nkpressure.store.folders import store_folder

    with (
        store_folder(tmp_path / "store").alone(),
        pytest.raises(WrongUseError, match="another run is writing this store"),
    ):
        write_store(corpus, tmp_path / "store", sizes=SMALL)


def test_a_full_disk_is_said_and_costs_nothing(here, corpus, undisturbed, tmp_path):
    store = tmp_path / "store"
    code = (
        "import resource, sys; from nkpressure.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))\n"
        "sys.exit(main(['annotate', *sys.argv[1:], '--jobs', '1']))"
    )
    call = [sys.executable, "-c", code, str(corpus), "--to", str(store)]
    done = subprocess.run(call, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"nkpressure: {store}: File too large",
        "nkpressure: the store is not finished; what is done is kept, so run it again",
    ]
    assert not list(store.rglob("*.part"))
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    write_store(corpus, store, sizes=SMALL)
    assert files_of(store) == undisturbed


def _entries(ids) -> list[tuple[Entry, str]]:
    (first, *_) = (entry for entry in iter_entries("seeds") if isinstance(entry, Entry))
    return [(replace(first, id=each), each) for each in ids]


def test_shards_stay_when_documents_come_and_go():
    chance = random.Random(7)
    ids = [f"article-{number}" for number in range(5_000)]
    before = list(shards_of(_entries(ids), "basis", Sizes(16, 256)))
    sizes = [len(shard.entries) for shard in before]
    assert sum(sizes) == 5_000
    assert 12 < sum(sizes) / len(sizes) < 21
    assert max(sizes) <= 64
    gone = set(chance.sample(ids, 10))
    after = shards_of(_entries(each for each in ids if each not in gone), "basis", Sizes(16, 256))
    assert len({each.key for each in after} - {each.key for each in before}) <= 10


def test_a_place_in_a_file_is_no_part_of_a_document(tmp_path):
    one = _corpus(tmp_path / "notes.jsonl", [5])
    (entry,) = iter_entries(one)
    first = entry_digest(entry)
    with suppress(FileNotFoundError):
        one.unlink()
    _corpus(one, [4, 5])
    _, entry = iter_entries(one)
    assert entry_digest(entry) == first
