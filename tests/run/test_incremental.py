"""What a second run does: nothing, or just what rests on something that has changed."""

import csv
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from notebook_files import write_notebook
from written_files import files_of

from nkpressure.errors import WrongUseError
from nkpressure.run.kept import Keeper
from nkpressure.run.plans import plan_report
from nkpressure.run.reports import foresee_report, write_report

ARTICLES = {
    "coal": "Beijing tightened the sanctions on North Korea. Resolution 2231 cut the coal trade.\n",
    "talks": "Seoul offered talks.\n",
}
SHOWS = (
    (
        "parameters",
        'corpus: str = "seeds"\ndocument: str = ""\ntables: str = ""\ntop: int = 3  # rows',
    ),
    (
        "",
        "from IPython.display import display\n"
        "row = f'<a data-nk-anchor=\"{document}#instrument-001\">it</a>'\n"
        "display({'text/html': row, 'text/csv': 'rule\\nx\\n'}, raw=True)",
    ),
)
COUNTS = (
    ("parameters", 'corpus: str = "seeds"\ntables: str = ""'),
    ("", "import os\nlen(os.listdir(corpus))"),
)


def _list(folder: Path, ids) -> None:
    with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "file"), *((each, f"{each}.txt") for each in ids)])


def _project(folder: Path) -> Path:
    for name in ("corpus", "notebooks", "tables"):
        (folder / name).mkdir(parents=True)
    for document, text in ARTICLES.items():
        (folder / "corpus" / f"{document}.txt").write_text(text, encoding="utf-8")
    _list(folder / "corpus", ARTICLES)
    (folder / "tables" / "more_stop_words.csv").write_text("word,language\n", encoding="utf-8")
    write_notebook(folder / "notebooks" / "shows.ipynb", SHOWS)
    write_notebook(folder / "notebooks" / "counts.ipynb", COUNTS)
    return folder


def _plan(project: Path, **options):
    notebooks = [str(project / "notebooks")]
    options = {"tables": project / "tables", **options}
    return plan_report(str(project / "corpus"), notebooks=notebooks, **options)


def _reasons(project: Path, to: Path, **options) -> dict[str, str]:
    steps = foresee_report(_plan(project, **options), to)
    return {step.job.task.piece: step.reason for step in steps if step.reason is not None}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    project = _project(tmp_path_factory.mktemp("made") / "project")
    report = write_report(_plan(project), project / "reports", jobs=2)
    assert report.problems == ()
    assert (report.done, report.steps) == (7, 7)
    return project


@pytest.fixture
def project(made, tmp_path):
    """A copy of the project and its report, to be changed."""
    return shutil.copytree(made, tmp_path / "project")


def test_a_second_run_does_nothing(project):
    to = project / "reports"
    before = files_of(to), (to / "times.json").read_bytes()
    report = write_report(_plan(project), to)
    assert (report.done, report.problems) == (0, ())
    assert (files_of(to), (to / "times.json").read_bytes()) == before
    assert _reasons(project, to) == {}


def test_a_mark_leads_to_the_report_that_shows_it_and_back(made):
    folder = made / "reports" / "coal"
    text, report = ((folder / name).read_text() for name in ("text.html", "shows.html"))
    assert 'Shown in <a href="shows.html#row-instrument-001">shows</a>' in text
    assert 'id="row-instrument-001" href="../coal/text.html#instrument-001"' in report


OTHER_TEXT = {"talks/records", "talks/notebook.shows", "talks/pages", "corpus/notebook.counts"}
ALL = OTHER_TEXT | {"coal/records", "coal/notebook.shows", "coal/pages"}


def _change_a_text(project: Path) -> None:
    (project / "corpus" / "talks.txt").write_text("Seoul offered aid.\n", encoding="utf-8")


def _change_the_tables(project: Path) -> None:
    (project / "tables" / "more_names.csv").write_text("", encoding="utf-8")


def _change_a_notebook(project: Path) -> None:
    write_notebook(project / "notebooks" / "shows.ipynb", (*SHOWS, ("", "top")))


def _spoil_a_page(project: Path) -> None:
    (project / "reports" / "coal" / "shows.html").write_text("mine", encoding="utf-8")


def _lose_a_table(project: Path) -> None:
    (project / "reports" / "coal" / "tables" / "shows-cell-02.csv").unlink()


@pytest.mark.parametrize(
    ("change", "pieces", "reason"),
    [
        pytest.param(_change_a_text, OTHER_TEXT, "the document changed", id="a text"),
        pytest.param(_change_the_tables, ALL, "the tables changed", id="the tables"),
        pytest.param(
            _change_a_notebook,
            {"coal/notebook.shows", "talks/notebook.shows", "coal/pages", "talks/pages"},
            "the notebook changed",
            id="a notebook",
        ),
        pytest.param(
            _spoil_a_page,
            {"coal/notebook.shows", "coal/pages"},
            "coal/shows.html was changed by somebody else",
            id="a page of the report",
        ),
        pytest.param(
            _lose_a_table,
            {"coal/notebook.shows", "coal/pages"},
            "coal/tables/shows-cell-02.csv is missing",
            id="a file of the report",
        ),
    ],
)
def test_what_rests_on_a_change_is_due(project, change, pieces, reason):
    change(project)
    reasons = _reasons(project, project / "reports")
    assert set(reasons) == pieces
    assert reason in reasons.values()


def test_a_setting_is_an_input_too(project):
    reasons = _reasons(project, project / "reports", parameters={"top": "4"})
    assert set(reasons.values()) == {"the parameters changed", "its reports are made again"}


def test_a_dry_run_writes_nothing(project, tmp_path):
    assert len(_reasons(project, tmp_path / "new")) == 7
    assert not (tmp_path / "new").exists()


def test_says_what_changed_and_takes_away_what_is_gone(project):
    to = project / "reports"
    _list(project / "corpus", ["coal"])
    (project / "corpus" / "coal.txt").write_text(
        ARTICLES["coal"].replace("2231", "2270"), encoding="utf-8"
    )
    (to / "talks" / "mine.txt").write_text("not ours", encoding="utf-8")
    report = write_report(_plan(project), to)
    assert "talks" in report.notes[0]
    assert sorted(path.name for path in to.joinpath("talks").rglob("*")) == ["mine.txt"]
    said = json.loads((to / "changes.json").read_text(encoding="utf-8"))
    assert said["documents_that_went"] == ["talks"]
    turns = {(each["turn"], each["kind"], each["text"]) for each in said["changes"]}
    assert ("came", "citation", "2270") in turns
    assert ("went", "citation", "2231") in turns
    page = (to / "index.html").read_text(encoding="utf-8")
    assert "What changed since the last run" in page
    # A run that finds nothing to do leaves it said.
    before = files_of(to)
    assert write_report(_plan(project), to).done == 0
    assert files_of(to) == before


def test_two_runs_do_not_write_one_report(project):
    with (
        Keeper((project / "reports").resolve()).alone(),
        pytest.raises(WrongUseError, match="another run"),
    ):
        write_report(_plan(project), project / "reports")


def _call(project: Path, to: Path) -> list[str]:
    call = [sys.executable, "-m", "nkpressure", "report", str(project / "corpus")]
    call += ["--tables", str(project / "tables"), "--notebooks", str(project / "notebooks")]
    return [*call, "--to", str(to)]


def _pieces_done(to: Path) -> int:
    keeper = Keeper(to)
    return sum(bool((kept := keeper.read(piece)) and kept.inputs) for piece in keeper.pieces())


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill like that")
def test_a_killed_run_is_taken_up_where_it_stopped(made, tmp_path):
    to = tmp_path / "reports"
    with subprocess.Popen(_call(made, to), stdout=subprocess.PIPE) as process:
        while process.poll() is None and not _pieces_done(to):
            time.sleep(0.01)
        process.kill()
    done = _pieces_done(to)
    report = write_report(_plan(made), to)
    assert report.done <= report.steps - done
    assert files_of(to) == files_of(made / "reports")


def _is_whole(name: str, content: str) -> bool:
    if name.endswith((".json", ".ipynb")):
        return bool(json.loads(content))
    if name.endswith(".jsonl"):
        return all(json.loads(line) for line in content.splitlines())
    return content.rstrip().endswith("</html>") or name.endswith(".csv")


@pytest.mark.skipif(os.name != "posix", reason="limits are POSIX")
def test_a_full_disk_leaves_nothing_half_written(made, tmp_path):
    to = tmp_path / "reports"
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (20_000, 20_000))
    # The pages are longer than this, and most of the other files are not.
    done = subprocess.run(
        _call(made, to), preexec_fn=limit, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    written = files_of(to)
    assert "coal/records.jsonl" in written
    for name, content in written.items():
        assert _is_whole(name, content.decode()), name
    assert write_report(_plan(made), to).problems == ()
    assert files_of(to) == files_of(made / "reports")
