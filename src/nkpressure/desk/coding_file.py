"""A coder's file: one line for each step, written so that a killed kernel loses nothing.

A line is added and brought to the disk before a step counts as taken. What stands in the file is
never rewritten, except that half a line at its end, left by a crash, is set aside.
"""

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from nkpressure.errors import WrongUseError
from nkpressure.records import Decision, Record, record_line
from nkpressure.run.folders import writable_file

_TORN = ".torn"
_OF_A_STEP = {"id": str, "start": int, "end": int, "text": str, "step": str}


class CodingFile:
    """The lines of one coder, of one document or of several; `notes` say what was found amiss.

    Raises WrongUseError, with the file and the line, where the file is another coder's or no coding
    file at all, and where it cannot be read or written.
    """

    def __init__(self, path: Path, coder: str) -> None:
        self.path = path
        self.coder = coder
        self.notes: tuple[str, ...] = ()
        _refuse_unwritable(path)
        self._lines = self._read_anew()
        self._size = path.stat().st_size if path.exists() else 0

    def lines_of(self, document: str) -> list[tuple[int, Record]]:
        """Return the lines about a document, each with its number in the file."""
        return [(number, line) for number, line in self._lines if line["document"] == document]

    def add(self, lines: Sequence[Record]) -> None:
        """Write lines behind the last and wait until they are on the disk.

        Raises WrongUseError, and leaves the file as it was, where that cannot be done, and where
        somebody else has written about the same document since the file was read.
        """
        self._read_others({line["document"] for line in lines})
        words = "".join(f"{record_line(line)}\n" for line in lines)
        # A lone surrogate has no UTF-8; within JSON its escape says the same.
        content = words.encode("utf-8", "backslashreplace")
        try:
            _append(self.path, content, self._size)
        except OSError as error:
            raise WrongUseError(
                f"{self.path}: the step is not taken, since it cannot be saved "
                f"({error.strerror or error}); make room or mend the folder, then take it again"
            ) from None
        self._lines += enumerate(lines, self._lines[-1][0] + 1 if self._lines else 1)
        self._size += len(content)

    def _read_others(self, documents: set[str]) -> None:
        """Take in what another desk has written about other documents."""
        if (self.path.stat().st_size if self.path.exists() else 0) == self._size:
            return
        before = len(self._lines)
        lines = self._read_anew()
        ours = [line for _, line in lines[before:] if line["document"] in documents]
        if ours or len(lines) < before:
            raise WrongUseError(
                f"{self.path}: somebody else has written to this file since it was opened; open it "
                "again to go on from what is there"
            )
        self._lines, self._size = lines, self.path.stat().st_size

    def _read_anew(self) -> list[tuple[int, Record]]:
        if not self.path.exists():
            return []
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise WrongUseError(f"{self.path}: cannot be read ({error.strerror})") from None
        *whole, last = content.split(b"\n")
        if last:
            whole += self._mended(last, len(content) - len(last), len(whole) + 1)
        written = ((number, line) for number, line in enumerate(whole, 1) if line.strip())
        return [(number, self._line(line, number)) for number, line in written]

    def _mended(self, last: bytes, place: int, number: int) -> list[bytes]:
        """Keep a last line that only lacks its end; set aside one of which a part is lost."""
        try:
            whole = isinstance(json.loads(last), dict)
        except ValueError:
            whole = False
        if whole:
            _append(self.path, b"\n", place + len(last))
            return [last]
        aside = self.path.with_name(f"{self.path.name}{_TORN}")
        _append(aside, last + b"\n", aside.stat().st_size if aside.exists() else 0)
        os.truncate(self.path, place)
        self.notes += (
            f"line {number} of {self.path.name} was torn by a crash; it is set aside in "
            f"{aside.name}, and all steps before it are here",
        )
        return []

    def _line(self, content: bytes, number: int) -> Record:
        place = f"{self.path}, line {number}"
        try:
            line = json.loads(content)
        except ValueError:
            raise WrongUseError(
                f"{place}: this is no JSON object; correct or take out the line"
            ) from None
        if not isinstance(line, dict) or not {"document", "kind", "coder", "decision"} <= set(line):
            raise WrongUseError(
                f"{place}: this is no line of a coder's file, which has coder and decision; name a "
                "new file, and this one is not touched"
            )
        if line["coder"] != self.coder:
            raise WrongUseError(
                f"{place}: this is the file of {line['coder']}, not of {self.coder}; name another "
                "file, so that each coder has one"
            )
        _refuse_odd(line, place)
        return line


def _refuse_odd(line: Record, place: str) -> None:
    if line["decision"] not in list(Decision):
        raise WrongUseError(
            f"{place}: there is no decision {line['decision']!r}; there are {', '.join(Decision)}"
        )
    for name in () if line["decision"] == Decision.GIVEN else _OF_A_STEP:
        if not isinstance(line.get(name), _OF_A_STEP[name]):
            raise WrongUseError(
                f"{place}: this step has no {name} that can be read ({line.get(name)!r:.40}); "
                "correct or take out the line"
            )


def _refuse_unwritable(path: Path) -> None:
    if not path.is_file():
        writable_file(path)
        return
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_APPEND))
    except OSError as error:
        raise WrongUseError(
            f"{path}: cannot be written ({error.strerror}), so that no step would be kept; make it "
            "writable or name another file"
        ) from None


def _append(path: Path, content: bytes, size: int) -> None:
    """Add to a file of that size, all of it or nothing, and wait for the disk."""
    new = not path.exists()
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        _write_all(file, content)
        os.fsync(file)
    except OSError:
        os.ftruncate(file, size)
        raise
    finally:
        os.close(file)
    if new:
        _sync_folder(path.parent)


def _write_all(file: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]


def _sync_folder(folder: Path) -> None:
    """Bring a new file's name to the disk, on systems where a folder can be opened."""
    if os.name != "posix":
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def refuse_other_text(path: Path, lines: Iterable[tuple[int, Record]], text: str) -> None:
    """Raise WrongUseError where a line was coded in a text other than this one."""
    for number, line in lines:
        chars, words = line.get("chars"), line.get("text")
        if line["kind"] == "document" and chars != len(text):
            raise WrongUseError(
                f"{path}, line {number}: {line['document']} was coded in a text of {chars} "
                f"characters, and this one has {len(text)}; code the text as it was, or name "
                "another file"
            )
        found = text[line["start"] : line["end"]] if "text" in line else None
        if found is not None and not _same_words(found, str(words)):
            raise WrongUseError(
                f"{path}, line {number}: at {line['start']}-{line['end']} {line['document']} now "
                f"has {found!r:.50}, and {words!r:.50} was coded; code the text as it was, or name "
                "another file"
            )


def _same_words(one: str, other: str) -> bool:
    """JSON makes one character of two surrogates that stand side by side."""
    return one.encode("utf-16", "surrogatepass") == other.encode("utf-16", "surrogatepass")
