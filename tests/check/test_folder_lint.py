"""What the linter says of a user's own folder with one mistake each."""

import shutil
from pathlib import Path

import pytest

from nkpressure.check.folder_lint import check_folder
from nkpressure.cli import main
from nkpressure.run.row_types import every_row_type
from nkpressure.tables import OUR_FOLDER

CUES = "cue,code,grow,direction,mode,include,exclude,note\n"
TURNS = "cue,verb,effect,places,codes,code,note\n"
MODES = "cue,verb,mode,polarity,side,reach,note\n"
LISTS = "name,verbs,words,note\n"
ENTITIES = "id,name,subkind,country,surname,members,source,checked,note\n"
EVENTS = "event,verb,rank,words,note\n"


def problems_in(folder: Path) -> list[str]:
    return [str(problem) for problem in check_folder(folder, every_row_type())]


def test_finds_nothing_in_an_empty_folder(tmp_path: Path) -> None:
    assert problems_in(tmp_path) == []


def test_finds_nothing_in_sound_rows(tmp_path: Path) -> None:
    row = "velvet embargo,S.GEN,noun,,,,{elsewhere},\n"
    (tmp_path / "more_instrument_cues.csv").write_text(CUES + row, encoding="utf-8")
    (tmp_path / "README.md").write_text("Whose tables these are.", encoding="utf-8")
    assert problems_in(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        pytest.param(
            "more_instrument_cues.csv",
            CUES + "velvet ban,S.VELVET,noun,,,,,\n",
            "more_instrument_cues.csv, line 2: the code S.VELVET is not in the codebook",
            id="unknown code",
        ),
        pytest.param(
            "more_instrument_cues.csv",
            CUES + "\nvelvet ban,S.GEN,noun,sideways,,,,\n",
            "line 3: column direction: 'sideways' is none of tighten",
            id="unknown direction",
        ),
        pytest.param(
            "more_instrument_cues.csv",
            CUES + "velvet ban,S.GEN,noun,,wished,,,\n",
            "column mode: 'wished' is none of action_taken",
            id="unknown mode",
        ),
        pytest.param(
            "more_instrument_cues.csv",
            CUES + "velvet ban,S.GEN,noun,,,,,\nVelvet ban,F.GEN,noun,,,,,\n",
            "line 3: the cue 'Velvet ban' is F.GEN here and S.GEN in more_instrument_cues.csv, "
            "line 2; leave one",
            id="one cue, two codes",
        ),
        pytest.param(
            "more_instrument_cues.csv",
            CUES + "naval blockade,S.GEN,noun,,,,{elsewhere},\n",
            "is S.GEN here and F.BLOCK in instrument_cues.csv",
            id="another code than ours",
        ),
        pytest.param(
            "more_instrument_cues.csv",
            CUES + "{velvet} ban,S.GEN,noun,,,,,\n",
            "names the list velvet, which is not there",
            id="unknown list",
        ),
        pytest.param(
            "more_instrument_cues.csv",
            CUES + "velvet ban,S.GEN,noun,,,{silk},,\n",
            "names the list silk",
            id="unknown list in include",
        ),
        pytest.param(
            "more_instrument_cues.csv",
            CUES + "velvet...ban,S.GEN,noun,,,,,\n",
            "the gap in 'velvet...ban' needs a space",
            id="gap without spaces",
        ),
        pytest.param(
            "more_instrument_cues.csv",
            CUES + r"velvet\s+ban,S.GEN,noun,,,,," + "\n",
            "looks like a pattern",
            id="pattern",
        ),
        pytest.param(
            "more_instrument_cues.csv",
            CUES + "{velvet ban,S.GEN,noun,,,,,\n",
            "has a brace without its other one",
            id="open brace",
        ),
        pytest.param(
            "more_instrument_cues.csv",
            CUES + ",S.GEN,noun,,,,,\n",
            "the cue is empty",
            id="empty cue",
        ),
        pytest.param(
            "more_instrument_cues.csv",
            CUES + "velvet ban,S.GEN,noun,,,silk,silk,\n",
            "'silk' must stand beside the cue and must not",
            id="include and exclude",
        ),
        pytest.param(
            "more_instrument_cues.csv",
            CUES + "velvet, silk ban,S.GEN,noun,,,,,\n",
            "must stand in double quotes",
            id="comma",
        ),
        pytest.param(
            "more_instrument_cues.csv",
            "cue,code\nvelvet ban,S.GEN\n",
            "the column grow, direction, mode, include, exclude is missing",
            id="columns",
        ),
        pytest.param(
            "more_direction_cues.csv",
            TURNS + "velvet,no,more,above,G,,\n",
            "'above' is no place; the places are object",
            id="place",
        ),
        pytest.param(
            "more_direction_cues.csv",
            TURNS + "velvet,no,more,object,Q,,\n",
            "the code Q is not in the codebook",
            id="code of a direction cue",
        ),
        pytest.param(
            "more_mode_cues.csv",
            MODES + "velvet,no,,,forward,6,\n",
            "sets neither a mode nor a polarity",
            id="idle mode cue",
        ),
        pytest.param(
            "more_cue_lists.csv",
            LISTS + "silks,no,{velvets},\n",
            "the list silks names {velvets}, which must stand above it",
            id="list of lists",
        ),
        pytest.param(
            "cue_lists.csv",
            LISTS + "complement,no,of,\npostnominal,no,made,\nnot,no,never,\n",
            "of the package's own table do not go with your folder",
            id="our cues lack their lists",
        ),
        pytest.param(
            "more_event_cues.csv",
            EVENTS + "DANCE,yes,plain,waltz,\n",
            "the event DANCE has no row in event_families.csv",
            id="event",
        ),
        pytest.param(
            "more_entities.csv",
            ENTITIES + "e:velvet,Velvet,group,,,,,no,\n",
            "more_entities.csv, line 2: source is empty",
            id="no source",
        ),
        pytest.param(
            "more_entities.csv",
            ENTITIES + "e:velvet,Velvet,group,,,,a list,perhaps,\n",
            "checked is 'perhaps'; write yes, partial or no",
            id="checked",
        ),
        pytest.param(
            "more_entities.csv",
            "id,name,subkind,country,surname,members\ne:velvet,Velvet,group,,,\n",
            "the column source, checked is missing",
            id="facts without source",
        ),
        pytest.param(
            "more_names.csv",
            "entity,name,form,article,needs,beside,since,until,note\n"
            "e:velvet,Velvet,name,no,,,,,\n",
            "Velvet: 'e:velvet' is no id in entities.csv",
            id="what check_tables finds",
        ),
        pytest.param("ofices.csv", "x\n", "is offices.csv meant?", id="misspelt name"),
        pytest.param("more_ofices.csv", "x\n", "is more_offices.csv meant?", id="misspelt more"),
        pytest.param("velvet.csv", "x\n", "no reader knows this file", id="unknown file"),
        pytest.param("names.xlsx", "x\n", "is names.csv meant?", id="spreadsheet"),
        pytest.param("more_codebook.yaml", "x\n", "bring a whole one", id="half a codebook"),
    ],
)
def test_names_the_mistake(tmp_path: Path, file: str, text: str, told: str) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    problems = problems_in(tmp_path)
    assert len(problems) == 1, problems
    assert told in problems[0]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param("version: 0.1.0", "version:", "meta: version is missing", id="version"),
        pytest.param("entity: 'e:PRK'", "entity: 'e:velvet'", "is no id in entities.csv", id="who"),
        pytest.param("base: tighten", "base: tigthen", "the base of F.GEN is tigthen", id="base"),
        pytest.param("code: predicted,", "code: foreseen,", "the mode foreseen is unknown", id="m"),
        pytest.param("{family: F,", "{family: Q,", "the crosswalk names Q", id="crosswalk"),
        pytest.param(
            "Missiles hit the launch site at dawn.",
            "The launch site is no more.",
            "is to be F.STRIKE, but no cue finds it; add or mend a cue",
            id="example",
        ),
        pytest.param(
            "Analysts modelled a strike.",
            "Missiles hit the launch site.",
            "is not to be F.STRIKE, but a cue makes it so",
            id="counter-example",
        ),
        pytest.param(
            "code: F.BLOCK,", "code: F.WALL,", "to be F.WALL, but no cue finds it", id="no cues"
        ),
    ],
)
def test_names_the_mistake_of_a_codebook(tmp_path: Path, old: str, new: str, told: str) -> None:
    book = tmp_path / "codebook.yaml"
    text = (OUR_FOLDER / "codebook.yaml").read_text(encoding="utf-8")
    assert old in text
    book.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(told in problem for problem in problems_in(tmp_path)), problems_in(tmp_path)


def test_our_own_codebook_as_a_user_s_has_nothing_to_mend(tmp_path: Path) -> None:
    shutil.copy(OUR_FOLDER / "codebook.yaml", tmp_path)
    assert problems_in(tmp_path) == []


def test_the_command_says_so_with_its_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "nothing to mend\n"
    (tmp_path / "ofices.csv").write_text("x\n", encoding="utf-8")
    assert main(["lint", str(tmp_path)]) == 1
    assert main(["lint", str(tmp_path / "nowhere")]) == 2
    assert "there is no such folder of tables" in capsys.readouterr().err
