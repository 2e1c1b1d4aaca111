"""CoNLL-U Plus: a word a line, and a BIO column for each kind of records.

Words are cut where a mark begins or ends, so that no mark loses its edges. The blanks between words
stand in MISC as UDPipe writes them, so that the text comes back to the character.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, unquote

from nkpressure.errors import UnreadableDocumentError
from nkpressure.exchange.coded_texts import CodedText, renumbered
from nkpressure.exchange.marks import Mark, label_of, mark_of_label, marks_of, record_of
from nkpressure.tables import Tables

FILE = "corpus.conllup"
_PREFIX = "NKPRESSURE:"
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")
_ESCAPES = {" ": r"\s", "\t": r"\t", "\n": r"\n", "\r": r"\r", "|": r"\p", "\\": r"\\"}
_BLANKS = {escape: blank for blank, escape in _ESCAPES.items()}
_ESCAPED = re.compile(r"\\(?:[stnrp\\]|u[0-9a-f]{4})")

Word = tuple[int, int]


def to_conll(texts: Sequence[CodedText], tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Give the one file of all documents."""
    marks = [words_only(marks_of(coded.records, tables), coded.text or "") for coded in texts]
    kinds = sorted({mark.kind for each in marks for mark in each})
    columns = " ".join(_PREFIX + quote(kind, safe="").upper() for kind in kinds)
    lines = [f"# global.columns = ID FORM MISC {columns}".rstrip()]
    for coded, each in zip(texts, marks, strict=True):
        lines += _document_lines(coded, each, kinds, tables)
    yield FILE, "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def words_only(marks: Iterable[Mark], text: str) -> list[Mark]:
    """Return marks without the blanks at their ends, of each kind those that overlap no earlier."""
    reached: dict[str, int] = {}
    kept = []
    for mark in marks:
        words = text[mark.start : mark.end]
        start = mark.start + len(words) - len(words.lstrip())
        end = mark.end - len(words) + len(words.rstrip())
        if start < end and start >= reached.get(mark.kind, 0):
            reached[mark.kind] = end
            kept.append(Mark(mark.kind, start, end, mark.codes, mark.rest))
    return kept


def _document_lines(
    coded: CodedText, marks: Sequence[Mark], kinds: Sequence[str], tables: Tables
) -> Iterator[str]:
    text = coded.text or ""
    words = _words(text, {place for mark in marks for place in (mark.start, mark.end)})
    bounds = sorted((m.start, m.end) for m in marks if m.kind == "sentence")
    labels = {kind: _labels(words, [m for m in marks if m.kind == kind], tables) for kind in kinds}
    yield f"# newdoc id = {quote(coded.id, safe='', errors='backslashreplace')}"
    if not words:
        yield f"# blanks = {_escape(text)}"
        yield ""
    for number, sentence in enumerate(_sentences(words, bounds), 1):
        yield f"# sent_id = {number}"
        yield f"# text = {' '.join(text[words[sentence[0]][0] : words[sentence[-1]][1]].split())}"
        for place, word in enumerate(sentence, 1):
            start, end = words[word]
            before = words[word - 1][1] if word else 0
            after = words[word + 1][0] if word + 1 < len(words) else len(text)
            misc = _misc(text[before:start] if word == 0 else "", text[end:after])
            row = [str(place), text[start:end], misc, *(labels[kind][word] for kind in kinds)]
            yield "\t".join(row)
        yield ""


def _words(text: str, cuts: set[int]) -> list[Word]:
    words = []
    edges = sorted(cuts)
    for match in _WORD.finditer(text):
        inner = edges[bisect_left(edges, match.start() + 1) : bisect_left(edges, match.end())]
        places = [match.start(), *inner, match.end()]
        words += list(pairwise(places))
    return words


def _sentences(words: Sequence[Word], bounds: Sequence[Word]) -> Iterator[list[int]]:
    """Part the words by sentences; what stands between two sentences is one of its own."""
    edges = sorted({place for bound in bounds for place in bound})
    sentence: list[int] = []
    of_sentence = None
    for number, (start, _) in enumerate(words):
        where = bisect_left(edges, start + 1)
        if sentence and where != of_sentence:
            yield sentence
            sentence = []
        of_sentence = where
        sentence.append(number)
    if sentence:
        yield sentence


def _labels(words: Sequence[Word], marks: Sequence[Mark], tables: Tables) -> list[str]:
    labels = ["O"] * len(words)
    starts = [start for start, _ in words]
    for mark in marks:
        label = quote(label_of(mark, tables), safe=":/.,;+-_()", errors="backslashreplace")
        first, last = bisect_left(starts, mark.start), bisect_left(starts, mark.end)
        labels[first:last] = [f"I-{label}"] * (last - first)
        labels[first] = f"B-{label}"
    return labels


def _misc(before: str, after: str) -> str:
    found = [f"SpacesBefore={_escape(before)}"] if before else []
    if not after:
        found.append("SpaceAfter=No")
    elif after != " ":
        found.append(f"SpacesAfter={_escape(after)}")
    return "|".join(found) or "_"


def _escape(blanks: str) -> str:
    return "".join(_ESCAPES.get(blank, f"\\u{ord(blank):04x}") for blank in blanks)


def _unescape(words: str) -> str:
    return _ESCAPED.sub(lambda m: _BLANKS.get(m[0]) or chr(int(m[0][2:], 16)), words)


def read_conll(path: Path, tables: Tables) -> list[CodedText]:
    """Read CoNLL-U Plus as we write it, or plain CoNLL: a word first, its BIO label last."""
    file = path / FILE if path.is_dir() else path
    try:
        lines = file.read_bytes().decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableDocumentError(f"{file}: cannot be read ({error})") from None
    texts = []
    reading = _Reading(file.stem, None)
    for number, line in enumerate(lines, 1):
        if line.startswith("# newdoc"):
            if reading.words or reading.named:
                texts.append(reading.coded_text(tables))
            reading = _Reading(unquote(line.partition("=")[2].strip()), reading.columns)
            reading.named = True
        else:
            reading.add(line.rstrip("\r"), file, number)
    return [*texts, reading.coded_text(tables)]


class _Reading:
    """One document while its lines are read."""

    def __init__(self, id: str, columns: Sequence[str] | None) -> None:
        self.id, self.columns, self.named = id, columns, False
        self.words: list[str] = []
        self._length = 0
        self._marks: list[tuple[str, int, int]] = []
        self._open: dict[str, int] = {}  # the mark that goes on in a column

    def add(self, line: str, file: Path, number: int) -> None:
        if line.startswith("# global.columns"):
            self.columns = line.partition("=")[2].split()
            if "FORM" not in self.columns:
                raise UnreadableDocumentError(
                    f"{file}, line {number}: no column is named FORM; the words stand in it"
                )
        elif line.startswith("# blanks ="):
            self._put(_unescape(line.removeprefix("# blanks =").strip()))
        elif line.strip() and not (line.startswith("# ") or line.startswith("-DOCSTART-")):
            cells = line.split("\t") if self.columns or "\t" in line else line.split()
            if self.columns and len(cells) != len(self.columns):
                raise UnreadableDocumentError(
                    f"{file}, line {number}: {len(cells)} columns, where the first line names "
                    f"{len(self.columns)}"
                )
            self._add_word(dict(zip(self.columns or ["FORM"], cells, strict=False)), cells)

    def _add_word(self, named: Mapping[str, str], cells: Sequence[str]) -> None:
        misc = dict(each.partition("=")[::2] for each in named.get("MISC", "_").split("|"))
        self._put(_unescape(misc.get("SpacesBefore", "")))
        start = self._length
        self._put(named["FORM"])
        columns = {name: cell for name, cell in named.items() if name.startswith(_PREFIX)}
        if not self.columns:
            columns = {"": cells[-1]}
        for column, label in columns.items():
            self._label(column, label, start)
        after = " " if misc.get("SpaceAfter") != "No" else ""
        self._put(_unescape(misc.get("SpacesAfter", after)))

    def _label(self, column: str, label: str, start: int) -> None:
        state, _, name = label.partition("-")
        before = self._open.pop(column, None)
        if state == "I" and before is not None and self._marks[before][0] == name:
            self._open[column] = before
            self._marks[before] = (name, self._marks[before][1], self._length)
        elif state in ("B", "I"):
            self._open[column] = len(self._marks)
            self._marks.append((name, start, self._length))

    def _put(self, words: str) -> None:
        self.words.append(words)
        self._length += len(words)

    def coded_text(self, tables: Tables) -> CodedText:
        text = "".join(self.words)
        marks = [
            mark_of_label(unquote(name), start, end, tables) for name, start, end in self._marks
        ]
        records = [record_of(m, self.id, text[m.start : m.end], tables) for m in marks]
        return CodedText(self.id, text, tuple(renumbered(self.id, records)))
