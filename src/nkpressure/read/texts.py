"""Bytes -> text, with the encoding said; the text itself is never changed."""

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from nkpressure.errors import UnreadableDocumentError

# Longer marks first: the mark of UTF-16 begins that of UTF-32.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# How other kinds of file begin, and what to do with one.
_SIGNATURES = (
    (b"%PDF", "a PDF", "save its text as a .txt file"),
    (b"PK\x03\x04", "a zip archive or an office document", "save its text as a .txt file"),
    (b"\xd0\xcf\x11\xe0", "an office document", "save its text as a .txt file"),
    (b"{\\rtf", "a rich-text document", "save it as plain text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"\x89PNG", "a picture", "give the text of the article instead"),
    (b"\xff\xd8\xff", "a picture", "give the text of the article instead"),
    (b"GIF8", "a picture", "give the text of the article instead"),
)

# The old encodings that articles of the field come in: Western, Korean, Chinese, Japanese, Russian.
_OLD_ENCODINGS = ["cp1252", "cp949", "gb18030", "big5", "cp932", "euc_jp", "cp1251", "koi8_r"]

_RUN_OF_LETTERS = re.compile(rb"[\xa0-\xff][\x80-\xff]+")
_USUAL_CONTROLS = frozenset("\t\n\r\f\v\x85")
_MOST_CONTROLS = 0.1  # above this share of control characters a file is no text
_FEWEST_ZEROS = 0.5  # share of a letter's upper bytes that are zero in UTF-16, but for quotes
_SAMPLE = 100_000  # bytes that are enough to tell an encoding


@dataclass(frozen=True, slots=True)
class TextFile:
    """The text of a file, the encoding that it was read with, and the SHA-256 of its bytes."""

    text: str
    encoding: str
    sha256: str


def read_text(path: Path | str) -> TextFile:
    """Read a file of text in whatever encoding it comes; line ends stay as they are.

    Raises UnreadableDocumentError for a file that is missing, empty or no text.
    """
    try:
        data = Path(path).read_bytes()
    except IsADirectoryError:
        raise UnreadableDocumentError(f"{path}: this is a folder; name a file in it") from None
    except OSError as error:
        raise UnreadableDocumentError(
            f"{path}: the file cannot be read ({error.strerror}); check its name and its rights"
        ) from None
    return to_text(data, str(path))


def to_text(data: bytes, name: str, stated: str | None = None) -> TextFile:
    r"""Turn a file's bytes into text and say with which encoding; `stated` is what it says itself.

    >>> to_text("sea cucumbers — and ginseng".encode("cp1252"), "note.txt").encoding
    'cp1252'
    """
    _refuse_other_kinds(data, name)
    text, encoding = _decoded(data, name, stated)
    if not text.strip("\ufeff \t\r\n\v\f\u00a0"):
        raise UnreadableDocumentError(f"{name}: the file is empty; put the article's text in it")
    if _share_of_controls(text) > _MOST_CONTROLS:
        raise UnreadableDocumentError(
            f"{name}: this is a binary file and no text; save its text as a .txt file"
        )
    return TextFile(text, encoding, hashlib.sha256(data).hexdigest())


def sha256_of(text: str) -> str:
    """Return the SHA-256 of a text that came without a file of its own, as UTF-8.

    >>> sha256_of("Dandong")[:8]
    '165586cf'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _refuse_other_kinds(data: bytes, name: str) -> None:
    for signature, kind, mend in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableDocumentError(f"{name}: this is {kind} and no text; {mend}")


def _decoded(data: bytes, name: str, stated: str | None) -> tuple[str, str]:
    wide = _unmarked_wide(data)
    for mark, encoding in (*_MARKS, (b"", wide or "utf-8")):
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                break
    encoding = _stated_encoding(data, stated) or _guessed_encoding(data)
    try:
        return data.decode(encoding), encoding
    except (UnicodeDecodeError, LookupError):
        raise UnreadableDocumentError(
            f"{name}: no known encoding fits this file; save it as UTF-8"
        ) from None


def _unmarked_wide(data: bytes) -> str | None:
    """Tell UTF-16 that has lost its mark: every other byte of Western letters is zero."""
    sample = data[:_SAMPLE]
    half = max(len(sample) // 2, 1)
    first, second = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if max(first, second) < _FEWEST_ZEROS or min(first, second) > _MOST_CONTROLS:
        return None
    return "utf-16-le" if second > first else "utf-16-be"


# What pages say they are and what browsers therefore take them for.
_TAKEN_FOR = {
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
}


# Only names that pages use; Python knows other codecs too, such as "unicode_escape".
_ENCODING_NAME = re.compile(
    r"(?:iso-8859-\d+|windows-\d+|cp\d+|koi8-[ru]|euc-\w+|big5\w*|gb\w+|shift_jis|x-sjis|tis-620)"
)


def _stated_encoding(data: bytes, stated: str | None) -> str | None:
    name = stated.lower() if stated else ""
    encoding = _TAKEN_FOR.get(name, name)
    known = name in _TAKEN_FOR or _ENCODING_NAME.fullmatch(name) is not None
    return codecs.lookup(encoding).name if known and _fits(data, encoding) else None


def _guessed_encoding(data: bytes) -> str:
    """Guess an old encoding; Latin-1 reads every byte, so that there is always one."""
    if _is_western(data[:_SAMPLE]) and _fits(data, "cp1252"):
        return "cp1252"
    best = from_bytes(data[:_SAMPLE], cp_isolation=_OLD_ENCODINGS).best()
    if best is not None and _fits(data, best.encoding):
        return best.encoding
    return "cp1252" if _fits(data, "cp1252") else "latin-1"


def _is_western(sample: bytes) -> bool:
    """Say whether accents and curly quotes stand alone among plain letters.

    Too few for statistics, they would fit many encodings; the signs of others come in runs.
    """
    beyond = sum(byte >= 0x80 for byte in sample)
    in_runs = sum(len(run) for run in _RUN_OF_LETTERS.findall(sample))
    return beyond <= 0.15 * len(sample) and in_runs <= 0.2 * beyond


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _share_of_controls(text: str) -> float:
    sample = text[:_SAMPLE]
    controls = sum(c < " " and c not in _USUAL_CONTROLS for c in sample)
    return controls / len(sample)
