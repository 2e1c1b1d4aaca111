"""brat standoff: a .txt and an .ann for each document, and annotation.conf for the labels.

Offsets are code points. brat's lines end where a text's lines do, so an annotation over a line end
becomes fragments, one a line. The stretches that a record points to (source, cue, content) are
annotations of their own, tied to it by a relation; all else of a record stands in a note.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nkpressure.errors import UnreadableDocumentError
from nkpressure.exchange.coded_texts import LINE_ENDS, CodedText, renumbered
from nkpressure.exchange.file_names import id_of_file, to_file_name
from nkpressure.exchange.marks import (
    FRAGMENTS,
    Mark,
    Part,
    codes_of,
    marks_of,
    parts_of,
    record_of,
    with_parts,
)
from nkpressure.records import Record
from nkpressure.tables import Tables

NOTE = "AnnotatorNotes"
# What ends a line for some reader of the file, and the tab that parts its columns
_BREAKS = re.compile(f"[{LINE_ENDS}]+")
_NO_WORD = re.compile(r"[\s,|]+")
_NO_LABEL = re.compile(r"[^A-Za-z0-9_-]")

Fragments = list[tuple[int, int]]


def to_brat(texts: Sequence[CodedText], tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Give the files of brat: their names and what is in them."""
    shown: dict[str, set[tuple[str, str]]] = {}
    points: set[tuple[str, str]] = set()
    for coded in texts:
        marks = marks_of(coded.records, tables)
        name = to_file_name(coded.id)
        yield f"{name}.txt", (coded.text or "").encode()
        yield (
            f"{name}.ann",
            "".join(f"{line}\n" for line in _lines(coded, marks)).encode(
                "utf-8", "backslashreplace"
            ),
        )
        for mark in marks:
            shown.setdefault(mark.kind, set()).update(
                (code, _word(value)) for code, value in mark.codes.items()
            )
            points |= {(mark.kind, part.field) for part in mark.parts}
    yield "annotation.conf", _settings(shown, points).encode("utf-8", "backslashreplace")


def _lines(coded: CodedText, marks: Iterable[Mark]) -> Iterator[str]:
    text = coded.text or ""
    numbers = dict.fromkeys("TRA#", 0)

    def next_id(letter: str) -> str:
        numbers[letter] += 1
        return f"{letter}{numbers[letter]}"

    for mark in marks:
        fragments = _fragments(text, mark.rest.get(FRAGMENTS) or [(mark.start, mark.end)])
        if not fragments:
            continue
        own = next_id("T")
        yield _text_bound(own, _label(mark.kind), fragments, text)
        for code, value in mark.codes.items():
            yield f"{next_id('A')}\t{_label(code)} {own} {_word(value)}"
        for part in mark.parts:
            stretch = _fragments(text, [(part.start, part.end)])
            if stretch:
                other = next_id("T")
                yield _text_bound(other, _label(f"{mark.kind}_{part.field}"), stretch, text)
                yield f"{next_id('R')}\t{_label(part.field)} Arg1:{own} Arg2:{other}"
        carried = {"kind": mark.kind, "start": mark.start, "end": mark.end, **mark.rest}
        yield f"{next_id('#')}\t{NOTE} {own}\t{json.dumps(carried)}"


def _fragments(text: str, spans: Iterable[Any]) -> Fragments:
    """Cut spans at line ends and tabs, which brat cannot hold."""
    fragments = []
    for span in spans:
        start, end = (span["start"], span["end"]) if isinstance(span, dict) else span
        for stop in [*_BREAKS.finditer(text, start, end), None]:
            reached = stop.start() if stop else end
            if start < reached:
                fragments.append((start, reached))
            start = stop.end() if stop else end
    return fragments


def _text_bound(id: str, label: str, fragments: Fragments, text: str) -> str:
    places = ";".join(f"{start} {end}" for start, end in fragments)
    return f"{id}\t{label} {places}\t{' '.join(text[start:end] for start, end in fragments)}"


def _label(words: str) -> str:
    return _NO_LABEL.sub("_", words) or "_"


def _word(value: str) -> str:
    """Return a value as one word: brat's attributes end at a blank, its settings at , and |."""
    return _NO_WORD.sub("_", value) or "_"


def _settings(shown: Mapping[str, set[tuple[str, str]]], points: Iterable[tuple[str, str]]) -> str:
    points = sorted(points)
    attributes: dict[str, tuple[set[str], set[str]]] = {}
    for kind, codes in shown.items():
        for code, value in codes:
            kinds, values = attributes.setdefault(_label(code), (set(), set()))
            kinds.add(_label(kind))
            values.add(value)
    lines = ["[entities]", *sorted(_label(kind) for kind in shown)]
    lines += [_label(f"{kind}_{part}") for kind, part in points]
    lines += ["[relations]"]
    lines += [
        f"{_label(part)}\tArg1:{_label(kind)}, Arg2:{_label(f'{kind}_{part}')}"
        for kind, part in points
    ]
    lines += ["[events]", "[attributes]"]
    lines += [
        f"{code}\tArg:{'|'.join(sorted(kinds))}, Value:{'|'.join(sorted(values))}"
        for code, (kinds, values) in sorted(attributes.items())
    ]
    return "".join(f"{line}\n" for line in lines)


@dataclass(slots=True)
class _Annotations:
    """What an .ann file says, line by line, by brat's ids."""

    labels: dict[str, str] = field(default_factory=dict)
    fragments: dict[str, Fragments] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    relations: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Read one line; ValueError where it is none of brat's."""
        id, content, *words = line.split("\t")
        label, *rest = content.split(" ")
        match id[:1]:
            case "T":
                places = " ".join(rest).split(";")
                pairs = [place.split(" ") for place in places]
                self.labels[id] = label
                self.fragments[id] = [(int(start), int(end)) for start, end in pairs]
            case "R":
                one, other = (word.partition(":")[2] for word in rest)
                self.relations.append((label, one, other))
            case "A" | "M":
                self.codes.setdefault(rest[0], {})[label] = " ".join(rest[1:]) or "yes"
            case "#" if label == NOTE:
                self.notes[rest[0]] = "\t".join(words)
            case "#" | "E" | "N" | "*":
                pass  # events, links to other tables and equivalences: see the list of losses
            case _:
                raise ValueError(line)


def read_brat(path: Path, tables: Tables) -> list[CodedText]:
    """Read a folder of brat's, or one .ann; each needs its .txt beside it.

    Raises UnreadableDocumentError with the file and the line that is none of brat's.
    """
    files = sorted(path.glob("*.ann")) if path.is_dir() else [path.with_suffix(".ann")]
    return [_read(file, tables) for file in files]


def _read(file: Path, tables: Tables) -> CodedText:
    id = id_of_file(file.name.removesuffix(".ann"))
    try:
        text = file.with_name(file.name.removesuffix(".ann") + ".txt").read_bytes().decode()
        lines = file.read_bytes().decode().split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableDocumentError(f"{file}: cannot be read with its .txt ({error})") from None
    found = _Annotations()
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                found.add(line.rstrip("\r"))
        except (ValueError, IndexError):
            raise UnreadableDocumentError(
                f"{file}, line {number}: this is no line of brat standoff: {line[:60]!r}"
            ) from None
    return CodedText(id, text, tuple(renumbered(id, _records(id, text, found, tables))))


def _records(id: str, text: str, found: _Annotations, tables: Tables) -> Iterator[Record]:
    pointed: dict[str, list[tuple[str, Fragments]]] = {}
    parts = set()
    for label, one, other in found.relations:
        if found.labels.get(other) == f"{found.labels.get(one)}_{label}":
            pointed.setdefault(one, []).append((label, found.fragments[other]))
            parts.add(other)
    for own in found.labels:
        if own not in parts:
            mark = _mark(own, text, found, tables)
            record = record_of(mark, id, text[mark.start : mark.end], tables)
            yield with_parts(record, _parts(mark, pointed.get(own, []), text), text)


def _mark(own: str, text: str, found: _Annotations, tables: Tables) -> Mark:
    """Return what an annotation says now, with what travelled in its note."""
    fragments = found.fragments[own]
    carried = _carried(found.notes.get(own, ""))
    kind, rest = found.labels[own], carried
    if _label(str(carried.get("kind", ""))) == kind:
        kind = str(carried["kind"])
    before = _Place(carried.get("start"), carried.get("end"), carried.get(FRAGMENTS))
    rest = {name: v for name, v in carried.items() if name not in ("kind", "start", "end")}
    start, end = fragments[0][0], fragments[-1][1]
    if before.is_cut_to(fragments, text):
        start, end = before.start or 0, before.end or 0
    else:
        rest.pop(FRAGMENTS, None)
        runs = _runs(fragments, text)
        if len(runs) > 1:
            rest[FRAGMENTS] = [{"start": first, "end": last} for first, last in runs]
    return Mark(
        kind,
        start,
        end,
        _codes(found.codes.get(own, {}), codes_of({"kind": kind, **rest}, tables)),
        rest,
        tuple(parts_of(rest)),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a record was when it went to brat."""

    start: int | None
    end: int | None
    fragments: Sequence[Any] | None

    def is_cut_to(self, fragments: Fragments, text: str) -> bool:
        """Say whether brat's fragments are what this place gives: nobody has moved it."""
        if not (isinstance(self.start, int) and isinstance(self.end, int)):
            return False
        return _fragments(text, self.fragments or [(self.start, self.end)]) == fragments


def _codes(found: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """Return the codes under the names and in the words that they had before brat's one word."""
    names = {_label(name): name for name in before}
    codes = {}
    for label, word in found.items():
        name = names.get(label, label)
        codes[name] = before[name] if _word(before.get(name, "")) == word else word
    return codes


def _parts(mark: Mark, pointed: Sequence[tuple[str, Fragments]], text: str) -> Iterator[Part]:
    """Give the stretches that a record points to now: as they were where nobody moved them."""
    before = {part: _fragments(text, [(part.start, part.end)]) for part in mark.parts}
    # Brat cannot hold a stretch of nothing but line ends, so it cannot have been removed there.
    yield from (part for part, fragments in before.items() if not fragments)
    for name, fragments in pointed:
        same = [p for p, cut in before.items() if _label(p.field) == name and cut == fragments]
        if same:
            yield same[0]
        else:
            yield from (Part(name, start, end) for start, end in _runs(fragments, text))


def _runs(fragments: Fragments, text: str) -> Fragments:
    """Join fragments between which there are only line ends."""
    runs = fragments[:1]
    for start, end in fragments[1:]:
        if _BREAKS.fullmatch(text, runs[-1][1], start):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _carried(note: str) -> dict[str, Any]:
    """Return what travelled in a note; a coder's own note becomes the field `note`."""
    try:
        carried = json.loads(note)
    except json.JSONDecodeError:
        carried = None
    if isinstance(carried, dict):
        return carried
    return {"note": note} if note else {}
