"""A file becomes a document that says what its text states, and no more."""

from pathlib import Path

import pytest

from nkpressure.errors import WrongUseError
from nkpressure.model import DateBasis, Interval
from nkpressure.read.documents import read_document, safe_id

PROSE = "The ministry of commerce said that the trade in coal had come to an end in that month.\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "Border note (1).txt"
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize(
    ("head", "published"),
    [
        pytest.param("A Title Above\n\nBy Jane Doe | March 5, 2019\n\n", "2019-03-05", id="byline"),
        pytest.param("A Title Above\n\n5 March 2019\n\n", "2019-03-05", id="day first"),
        pytest.param("SEOUL, March 5, 2019 (Agency) -- ", "2019-03-05", id="wire with year"),
        pytest.param("SEOUL, March 5 (Agency) -- ", None, id="wire without year"),
        pytest.param("", None, id="none"),
        pytest.param("On March 5, 2019, two ships met. ", None, id="a date in prose"),
    ],
)
def test_a_date_is_stated_only_in_the_dateline(
    tmp_path: Path, head: str, published: str | None
) -> None:
    document = read_document(written(tmp_path, head + PROSE))
    assert document.published == (Interval.parse(published) if published else None)
    assert document.published_basis is (DateBasis.STATED if published else None)


def test_a_given_date_goes_before_a_stated_one(tmp_path: Path) -> None:
    path = written(tmp_path, "A Title Above\n\nMarch 5, 2019\n\n" + PROSE)
    document = read_document(path, "2019-03-06/2019-03-08")
    assert document.published is not None
    assert document.published.edtf == "2019-03-06/2019-03-08"
    assert document.published_basis is DateBasis.GIVEN


def test_a_document_knows_its_file_title_and_language(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, "Coal and Iron at the Border\n\n" + PROSE))
    assert document.id == "Border-note-1"
    assert document.file == "Border note (1).txt"
    assert document.title == "Coal and Iron at the Border"
    assert document.language == "en"
    assert document.encoding == "utf-8"


def test_another_language_is_not_taken_for_english(tmp_path: Path) -> None:
    german = "Das Ministerium erklärte, der Handel mit Kohle sei in jenem Monat beendet worden."
    assert read_document(written(tmp_path, german)).language is None


def test_a_wrong_date_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongUseError, match="is no date that can be used"):
        read_document(written(tmp_path, PROSE), "last May")


def test_an_id_needs_a_letter() -> None:
    with pytest.raises(WrongUseError, match="rename"):
        safe_id("???")
