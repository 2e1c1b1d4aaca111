"""A whole report over a small corpus, made twice in surroundings as unlike as can be."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from notebook_files import write_notebook
from rocrate.rocrate import ROCrate
from written_files import files_of

from nkpressure.errors import WrongUseError
from nkpressure.run.plans import plan_notebook, plan_report

ARTICLES = {
    "note": "Beijing tightened the sanctions on North Korea.\n",
    # The report has a folder of this name itself.
    "corpus": "Seoul offered talks & <script>alert(1)</script> waited.\n",
    "odd": "It rained.\n",
}
PER_DOCUMENT = [
    ("parameters", 'corpus: str = "seeds"\ndocument: str = ""\ntop: int = 3  # rows'),
    ("", "assert document != 'odd', 'it rained'\nimport os\nsorted(os.listdir(corpus))"),
    (
        "",
        "from IPython.display import display\n"
        "link = f'<a data-nk-anchor=\"{document}#sentence-001\">first</a>'\n"
        "display({'text/html': link, 'text/csv': f'top\\n{top}\\n'}, raw=True,\n"
        "    metadata={'text/csv': {'name': 'rows'}})",
    ),
]
PER_CORPUS = [("parameters", 'corpus: str = "seeds"'), ("", "corpus, {*'abcdefgh'}")]


def _project(folder: Path) -> Path:
    for name in ("corpus", "notebooks"):
        (folder / name).mkdir(parents=True)
    write_notebook(folder / "notebooks" / "one.ipynb", PER_DOCUMENT, "What is <b>it</b>?")
    write_notebook(folder / "notebooks" / "all.ipynb", PER_CORPUS, "What are they?")
    rows = []
    for number, (document, text) in enumerate(ARTICLES.items()):
        (folder / "corpus" / f"{number}.txt").write_text(text, encoding="utf-8")
        rows.append({"id": document, "file": f"{number}.txt", "published": "2018-07-23"})
    rows.append({"id": "gone", "file": "gone.txt", "published": ""})
    with (folder / "corpus" / "documents.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=["id", "file", "published"])
        writer.writeheader()
        writer.writerows(rows)
    return folder


@dataclass
class _Written:
    index: Path
    problems: list[str]


def _write(project: Path, to: Path, surroundings: dict[str, str], *options: str) -> _Written:
    call = [sys.executable, "-m", "nkpressure", "report", "../corpus", "--to", str(to)]
    call += ["--notebooks", str(project / "notebooks"), "-p", "top", "5", *options]
    done = subprocess.run(
        call,
        cwd=project / "notebooks",
        env={**os.environ, **surroundings},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout == f"{to / 'index.html'}\n"
    return _Written(to / "index.html", done.stderr.splitlines())


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """The same report in two places, two zones, two orders of sets, one job or two."""
    here = _project(tmp_path_factory.mktemp("here") / "project")
    there = tmp_path_factory.mktemp("there") / "{another}"
    shutil.copytree(here, there)
    east = {"TZ": "Asia/Pyongyang", "PYTHONHASHSEED": "1", "HOME": str(here), "LC_ALL": "C"}
    west = {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "USER": "another"}
    first = _write(here, here / "reports", east, "--jobs", "2")
    second = _write(there, there / "out", west, "--jobs", "1")
    return first, second


def test_two_surroundings_give_the_same_bytes(reports):
    first, second = (files_of(report.index.parent, but=()) for report in reports)
    assert list(first.pop("times.json"))[:1] == list(second.pop("times.json"))[:1]
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_nothing_tells_where_it_was_made(reports):
    for name, content in files_of(reports[0].index.parent, but=()).items():
        assert b"/project" not in content, name
        assert b"/tmp/" not in content, name


def test_what_fails_is_named_and_the_rest_is_there(reports):
    report, _ = reports
    folder = report.index.parent
    assert len(report.problems) == 2
    assert "gone.txt" in report.problems[0]
    assert report.problems[1] == "nkpressure: odd, one: AssertionError: it rained (cell [3])"
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    failed = [(each["document"], each["made"]) for each in run["runs"] if each["failure"]]
    assert failed == [("odd", "one")]
    assert (folder / "odd" / "one.html").is_file()
    assert b"AssertionError" in (folder / "odd" / "one.ipynb").read_bytes()


def test_keeps_tables_records_and_what_it_rests_on(reports):
    folder = reports[0].index.parent
    assert (folder / "note" / "tables" / "one-rows.csv").read_bytes() == b"top\n5\n"
    records = (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["document"] for line in records} == set(ARTICLES)
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert [document["file"] for document in run["documents"]] == ["0.txt", "1.txt", "2.txt"]
    assert run["notebooks"][1]["parameters"] == {"top": 5, "corpus": "corpus"}
    assert run["notebooks"][1]["title"] == "What is <b>it</b>?"
    assert run["software"]["papermill"]


def test_the_crate_describes_inputs_runs_and_files(reports):
    folder = reports[0].index.parent
    crate = ROCrate(folder)
    assert crate.root_dataset["datePublished"] == "2018-07-23"
    files = {entity.id: entity for entity in crate.get_by_type("File")}
    for name, entity in files.items():
        content = (folder / name).read_bytes()
        assert entity.get("sha256", sha256(content).hexdigest()) == sha256(content).hexdigest()
    there = set(files_of(folder, but=())) - {"times.json", "ro-crate-metadata.json"}
    assert {name for name in there if not name.startswith(".nkpressure")} == set(files)
    runs = {run["name"]: run for run in crate.get_by_type("CreateAction")}
    assert runs["one, odd"]["actionStatus"].endswith("FailedActionStatus")
    one = runs["one, note"]
    assert one["actionStatus"].endswith("CompletedActionStatus")
    assert one["instrument"]["description"] == "What is <b>it</b>?"
    assert {file.id for file in one["result"]} >= {"note/one.html", "note/tables/one-rows.csv"}
    assert "note" in [each.get("identifier") for each in one["object"]]


class _Addresses(HTMLParser):
    def __init__(self):
        super().__init__()
        self.addresses, self.ids, self.scripts = [], set(), []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.addresses += [given[name] for name in ("href", "src") if given.get(name)]
        self.ids.add(given.get("id"))


def _read(page: Path) -> _Addresses:
    parser = _Addresses()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def test_every_address_leads_somewhere_within_the_report(reports):
    folder = reports[0].index.parent
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) == 1 + 3 * (2 + 1) + 1
    for page in pages:
        for address in _read(page).addresses:
            before, _, fragment = address.partition("#")
            place, _, asked = before.partition("?")  # which marks the text is to show
            assert not re.match(r"\w+:|//", place) or place.startswith("data:"), address
            target = (page.parent / unquote(place)).resolve() if place else page
            assert target.is_file(), f"{page}: {address}"
            assert target.is_relative_to(folder.resolve()), address
            if fragment and target.suffix == ".html":
                assert unquote(fragment) in _read(target).ids, f"{page}: {address}"
            if asked.startswith("of="):
                listed = {unquote(each) for each in asked.removeprefix("of=").split("+")}
                assert listed <= _read(target).ids, f"{page}: {address}"


def test_an_article_cannot_put_code_into_a_page(reports):
    for page in reports[0].index.parent.rglob("*.html"):
        assert "<script>alert" not in page.read_text(encoding="utf-8")


def test_a_notebook_that_the_settings_cannot_reach_is_refused(tmp_path):
    project = _project(tmp_path / "project")
    write_notebook(project / "notebooks" / "none.ipynb", [("", "1")], "What?")
    with pytest.raises(WrongUseError, match=r"none\.ipynb: declares no parameter 'corpus'"):
        plan_report(str(project / "corpus"), notebooks=[str(project / "notebooks")])
    (project / "mine").mkdir()
    with pytest.raises(WrongUseError, match="declares no parameter 'tables'"):
        plan_report(notebooks=[str(project / "notebooks")], tables=project / "mine")


def test_plans_one_notebook_with_its_own_defaults(tmp_path, monkeypatch):
    project = _project(tmp_path / "project")
    monkeypatch.chdir(project)
    parameters = {"corpus": "corpus", "document": "odd", "top": "7"}
    plan = plan_notebook("notebooks/one.ipynb", parameters=parameters)
    assert [document.id for document in plan.documents] == ["odd"]
    assert plan.notebooks[0][1] == {"corpus": "corpus", "document": "odd", "top": 7}
    assert plan.kernel_folder == project
    with pytest.raises(WrongUseError, match="no document 'gone'"):
        plan_notebook("notebooks/one.ipynb", parameters={"corpus": "corpus", "document": "gone"})
    with pytest.raises(WrongUseError, match="is a folder"):
        plan_notebook("notebooks")


def test_a_corpus_of_the_name_of_ours_is_not_mistaken_for_it(tmp_path):
    project = _project(tmp_path / "project")
    (project / "corpus").rename(project / "seeds")
    plan = plan_report(str(project / "seeds"), notebooks=[str(project / "notebooks")])
    assert plan.notebooks[0][1]["corpus"] == "./seeds"
    assert plan.kernel_folder == project.resolve()
