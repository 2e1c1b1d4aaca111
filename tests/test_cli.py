import json
import os
import subprocess
import sys

import pytest

import nkpressure
from nkpressure.cli import main
from nkpressure.cli.commands import lab_surroundings
from nkpressure.shipped import shipped_folder

HEAVY = ("pandas", "matplotlib", "nltk", "papermill", "nbconvert", "jsonschema", "numpy", "IPython")


def _run(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "nkpressure", *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        **options,
    )


def test_help_imports_nothing_that_takes_time():
    code = (
        "import sys\nfrom nkpressure.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert "annotate" in done.stdout


def test_says_its_version():
    done = _run("--version")
    assert (done.returncode, done.stdout) == (0, f"nkpressure {nkpressure.__version__}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="no command"),
        pytest.param(["reprot"], id="misspelt command"),
        pytest.param(["report", "--job", "2"], id="shortened option"),
        pytest.param(["report", "--engine", "steam"], id="no such engine"),
        pytest.param(["report", "--jobs", "0"], id="no jobs"),
        pytest.param(["report", "--jobs", "-1"], id="fewer than none"),
        pytest.param(["run", "02_who_is_named", "-p", "top"], id="a name without a value"),
        pytest.param(["score", "a.jsonl", "b.jsonl", "--errors", "many"], id="no number"),
    ],
)
def test_a_wrong_call_is_refused(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        pytest.param(["report", "nowhere"], "nowhere", id="no such corpus"),
        pytest.param(["annotate", "nowhere.txt"], "nowhere.txt", id="no such file"),
        pytest.param(["annotate", ".", "--published", "July"], "'July'", id="no date"),
        pytest.param(["annotate", ".", "--tables", "nowhere"], "nowhere", id="no such tables"),
        pytest.param(["report", "--notebooks", "99_x"], "no notebook '99_x'", id="no notebook"),
        pytest.param(["report", "--documents", "x"], "no document 'x'", id="no document"),
        pytest.param(["report", "-p", "tpo", "3"], "no parameter 'tpo'", id="no parameter"),
        pytest.param(["diff", "no.jsonl", "no.jsonl"], "no.jsonl", id="no records to compare"),
        pytest.param(["report", "-p", "corpus", "x"], "from CORPUS", id="a corpus by -p"),
        pytest.param(
            ["run", "02_who_is_named", "-p", "documnet", "x"], "did you mean", id="a misspelt one"
        ),
        pytest.param(
            ["run", "02_who_is_named", "-p", "tables", "a", "-p", "tables", "b"],
            "given twice",
            id="two values",
        ),
        pytest.param(["score", "no.jsonl", "no.jsonl"], "no.jsonl", id="no records"),
        pytest.param(["lab", "nowhere"], "nowhere", id="no folder for JupyterLab"),
    ],
)
def test_a_mistake_is_one_line_and_nothing_is_done(
    arguments, complaint, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("nkpressure: ")
    assert captured.err.count("\n") == 1
    assert complaint in captured.err
    assert captured.out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "files",
    [
        pytest.param([], id="none"),
        pytest.param(["entitys.csv", "more_codebook.yaml", "names.xlsx"], id="names nobody reads"),
        pytest.param(["tables/names.csv"], id="a folder within it"),
    ],
)
@pytest.mark.parametrize("command", ["annotate", "report"])
def test_a_folder_without_any_table_is_no_folder_of_tables(command, files, tmp_path, capsys):
    folder = tmp_path / "mine"
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("name\n", encoding="utf-8")
    folder.mkdir(exist_ok=True)
    to = tmp_path / "to"
    assert main([command, "seeds", "--tables", str(folder), "--to", str(to)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"nkpressure: {folder}: this folder holds no table")
    assert "more_names.csv" in said
    assert said.count("\n") == 1
    assert not to.exists()


@pytest.mark.parametrize("file", ["more_stop_words.csv", "stop_words.csv", "codebook.yaml"])
def test_one_table_makes_a_folder_of_tables(file, tmp_path, monkeypatch):
    from nkpressure.cli import commands

    taken = []
    monkeypatch.setattr(commands, "annotate", lambda arguments: taken.append(arguments.tables))
    (tmp_path / file).write_text("word,language\n", encoding="utf-8")
    main(["annotate", "seeds", "--tables", str(tmp_path)])
    assert taken == [tmp_path]


def test_makes_a_working_copy_once(tmp_path, capsys):
    folder = tmp_path / "mine"
    assert main(["new", str(folder)]) == 0
    for name in ("notebooks", "seeds", "seeds/coders"):
        homes = shipped_folder(name), folder / name
        ours, copied = ({path.name for path in home.iterdir() if path.is_file()} for home in homes)
        assert copied == {name for name in ours if not name.startswith(".")}
    seed = folder / "seeds" / "piie-2017-07.txt"
    assert seed.read_bytes() == (shipped_folder("seeds") / seed.name).read_bytes()
    assert os.access(seed, os.W_OK)
    seed.write_text("changed")
    assert main(["new", str(folder)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert seed.read_text() == "changed"


def test_opens_jupyterlab_without_news():
    call = "from jupyterlab_server.config import get_page_config as g; print(g([]))"
    shown = subprocess.run(
        [sys.executable, "-c", call],
        env=lab_surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "@jupyterlab/apputils-extension:announcements" in shown.stdout


def test_a_reader_that_goes_away_is_no_error():
    command = [sys.executable, "-m", "nkpressure", "annotate", str(shipped_folder("seeds"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 0


def _records(path, *records):
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return str(path)


def _place(start, end, entity, text):
    record = {"document": "note", "kind": "place", "start": start, "end": end}
    return {**record, "entity": [entity], "text": text}


def test_scores_records_against_gold(tmp_path, capsys):
    gold = _records(tmp_path / "gold.jsonl", _place(0, 7, "DANDONG", "Dandong"))
    more = _records(tmp_path / "more.jsonl", _place(20, 25, "SEOUL", "Seoul"))
    found = _records(
        tmp_path / "found.jsonl",
        _place(0, 7, "DANDONG", "Dandong"),
        _place(30, 36, "MOSCOW", "Moscow"),
    )
    assert main(["score", found, gold, more, "--errors", "3"]) == 0
    first, *_ = lines = capsys.readouterr().out.splitlines()
    assert first.startswith("place        gold     2 found     2 | exact P 0.500 R 0.500 F1 0.500")
    assert "“Seoul”" in lines[1]
    assert "“Moscow”" in lines[2]
    assert "training score" in lines[-1]
    assert main(["score", found, gold, "--kind", "plaice"]) == 2
    assert "no records of the kind 'plaice'; it has place" in capsys.readouterr().err


def test_says_what_differs_between_two_files_of_records(tmp_path, capsys):
    seoul, moscow = _place(20, 25, "SEOUL", "Seoul"), _place(30, 36, "MOSCOW", "Moscow")
    gone = {**seoul, "document": "gone"}
    old = _records(tmp_path / "old.jsonl", seoul, gone)
    new = _records(tmp_path / "new.jsonl", {**seoul, "rule": "capital"}, moscow)
    assert main(["diff", old, new]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "the document gone went",
        'note changed: place “Seoul”, rule: nothing -> "capital" (rule: capital)',
        "note came: place “Moscow”",
        "place, rule (none): 1 came",
        "place, rule capital: 1 changed",
        "2 annotations differ",
    ]
    assert main(["diff", old, new, "--summary", "--kind", "actor"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["0 annotations differ"]


def test_a_dry_run_says_what_it_would_do_and_why(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    call = ["report", "--documents", "piie-2017-07", "--notebooks", "04_what_is_cited"]
    assert main([*call, "--dry-run", "--published", "2017-07"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "piie-2017-07/records: there is none yet",
        "piie-2017-07/notebook.04_what_is_cited: there is none yet",
        "piie-2017-07/pages: its reports are made again",
        "3 of 3 pieces would be made; the others stand as they are",
    ]
    assert list(tmp_path.iterdir()) == []
