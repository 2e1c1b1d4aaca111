"""The codebook reads whole, shows itself, and names the place of a mistake."""

import shutil
from pathlib import Path

import pytest

from nkpressure.codebook import Codebook, read_codebook
from nkpressure.errors import BadTableError
from nkpressure.tables import OUR_FOLDER, read_tables


@pytest.fixture
def own_codebook(tmp_path: Path) -> Path:
    shutil.copy(OUR_FOLDER / "codebook.yaml", tmp_path)
    return tmp_path / "codebook.yaml"


def changed(path: Path, old: str, new: str) -> Codebook:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return read_codebook(read_tables(path.parent))


def test_has_the_four_families_and_their_29_codes() -> None:
    book = read_codebook()
    assert {family.family: len(family.codes) for family in book.families} == {
        "F": 4,
        "S": 16,
        "N": 7,
        "G": 2,
    }
    assert book.status == "draft"


def test_each_code_has_a_definition_and_an_example_on_either_side() -> None:
    for code in read_codebook().codes:
        assert all((code.definition, code.positive, code.negative)), code.code


@pytest.mark.parametrize(
    ("code", "base"),
    [("S.GEN", "tighten"), ("S.EVADE", "loosen"), ("N.TALK", "loosen"), ("G.COERC", "ambiguous")],
)
def test_says_what_more_of_an_instrument_does(code: str, base: str) -> None:
    assert read_codebook().code(code).base == base


def test_knows_the_closed_sets() -> None:
    book = read_codebook()
    assert [code.code for code in book.directions] == ["tighten", "loosen", "maintain", "ambiguous"]
    assert len(book.modes) == 9
    assert {code.code for code in book.evidentiality} >= {"E0", "E6"}
    assert {code.code for code in book.series} >= {"sender_pressure", "third_party"}


def test_the_crosswalk_names_families_of_the_book() -> None:
    book = read_codebook()
    known = {family.family for family in book.families} | {code.code for code in book.codes} | {"*"}
    assert {row.family for row in book.crosswalk} <= known


def test_shows_itself_with_its_text_escaped(own_codebook: Path) -> None:
    book = changed(own_codebook, "name: secondary sanctions", "name: 'secondary <b>'")
    assert "secondary &lt;b&gt;" in book._repr_html_()
    assert "secondary &lt;b&gt;" in book.code("S.SEC")._repr_html_()
    assert "S.SEC" in book.families[1]._repr_html_()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("instruments:", "instruments: [", r"codebook\.yaml, line \d+", id="no YAML"),
        pytest.param("code: S.SEC,", "kode: S.SEC,", r"\(S\), code 9: code is missing", id="code"),
        pytest.param("code: S.SEC,", "code: S.FIN,", "S.FIN stands there twice", id="twice"),
        pytest.param("version: 0.1.0", "version:", "meta: version is missing", id="version"),
        pytest.param("sign: 1,", "sign: up,", "tighten.*'up' is no whole number", id="sign"),
        pytest.param("series:\n", "series: x\nother:\n", "series: here must stand", id="series"),
    ],
)
def test_names_the_place_of_a_mistake(own_codebook: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(BadTableError, match=message):
        changed(own_codebook, old, new)
