"""Bytes become text in whatever encoding they come, and nothing that is no text passes."""

from pathlib import Path

import pytest

from nkpressure.errors import UnreadableDocumentError
from nkpressure.read.texts import read_text, sha256_of, to_text

ARTICLE = "The ministry’s note – all of it – cost 30 € in São Paulo."


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        pytest.param("utf-8", "utf-8", id="plain UTF-8"),
        pytest.param("utf-8-sig", "utf-8-sig", id="UTF-8 with a mark"),
        pytest.param("utf-16", "utf-16", id="UTF-16"),
        pytest.param("utf-32", "utf-32", id="UTF-32"),
        pytest.param("cp1252", "cp1252", id="Windows Western"),
    ],
)
def test_reads_the_encoding_and_says_it(encoding: str, said: str) -> None:
    file = to_text(ARTICLE.encode(encoding), "note.txt")
    assert (file.text, file.encoding) == (ARTICLE, said)


def test_reads_korean_of_before_unicode() -> None:
    text = "북한은 제재 완화를 요구했다. 중국 외교부는 이 보도를 확인하지 않았다. " * 5
    assert to_text(text.encode("cp949"), "note.txt").text == text


def test_keeps_line_ends_and_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(b"One\r\nTwo\rThree\x00\nFour" + b" and more" * 10)
    assert read_text(path).text.startswith("One\r\nTwo\rThree\x00\nFour")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b" \r\n\t ", "empty", id="white space"),
        pytest.param("\ufeff".encode(), "empty", id="a mark alone"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00", "picture", id="PNG"),
        pytest.param(b"PK\x03\x04\x14", "zip", id="zip"),
        pytest.param(b"%PDF-1.4", "PDF", id="PDF"),
        pytest.param(bytes(range(32)) * 20, "binary", id="controls"),
    ],
)
def test_refuses_what_is_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=rf"^note\.txt: .*{reason}"):
        to_text(data, "note.txt")


def test_refuses_what_is_missing_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="cannot be read"):
        read_text(tmp_path / "none.txt")
    with pytest.raises(UnreadableDocumentError, match="folder"):
        read_text(tmp_path)


def test_a_lone_surrogate_has_a_sum_too() -> None:
    assert len(sha256_of("a\ud800b")) == 64
