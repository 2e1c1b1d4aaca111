"""WebAnno TSV 3, as INCEpTION and WebAnno export it; only read, since its makers froze it.

Offsets are UTF-16 units. The blanks between words are not in the file: they are taken from the
offsets, as line ends between sentences and blanks within them; with the corpus at hand, the words
are held against it. Layers of spans are read; relations and chains are not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nkpressure.errors import UnreadableDocumentError
from nkpressure.exchange.coded_texts import CodedText, renumbered
from nkpressure.exchange.marks import Mark, record_of
from nkpressure.measure.coded_fields import coded_fields
from nkpressure.records import Record
from nkpressure.tables import Tables

ENDING = ".tsv"
_ESCAPED = re.compile(r"\\(->|.)")
_CONTROL = {"t": "\t", "n": "\n", "r": "\r"}
# "PER[3]", "*[3]": the number tells which words belong together
_NUMBERED = re.compile(r"(?P<value>.*?)(?:(?<!\\)\[(?P<number>\d+)\])?", re.DOTALL)
_STACKED = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer of spans and the columns of its features."""

    name: str
    features: tuple[str, ...]
    first: int

    @property
    def columns(self) -> int:
        return max(len(self.features), 1)


@dataclass(slots=True)
class _Span:
    """An annotation while its words are read; places are UTF-16 units."""

    layer: _Layer
    start: int
    end: int
    values: dict[str, str]


def read_webanno_tsv(path: Path, tables: Tables) -> list[CodedText]:
    """Read a folder of .tsv files, or one.

    Raises UnreadableDocumentError with the file and the line that is none of WebAnno TSV 3.
    """
    files = sorted(path.glob(f"*{ENDING}")) if path.is_dir() else [path]
    return [_read(file, tables) for file in files]


def _read(file: Path, tables: Tables) -> CodedText:
    try:
        lines = file.read_bytes().decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableDocumentError(f"{file}: cannot be read ({error})") from None
    if not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        raise UnreadableDocumentError(f"{file}: the first line is not #FORMAT=WebAnno TSV 3")
    layers = list(_layers(lines))
    units: list[str] = []  # UTF-16 units, as far as read
    spans: dict[tuple[str, str], _Span] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            _add_word(line.rstrip("\r").split("\t"), layers, units, spans)
        except (ValueError, IndexError):
            raise UnreadableDocumentError(
                f"{file}, line {number}: this is no word of WebAnno TSV 3: {line[:60]!r}"
            ) from None
    text = _from_units(units)
    id = file.name.removesuffix(ENDING)
    places = _code_points(units)
    records = [_record(span, id, text, places, tables) for span in spans.values()]
    return CodedText(id, text, tuple(renumbered(id, records)))


def _layers(lines: Sequence[str]) -> Iterator[_Layer]:
    column = 3  # after the word's number, its place and the word
    for line in lines:
        if line.startswith("#T_"):
            kind, _, described = line.strip().partition("=")
            name, *features = described.split("|")
            layer = _Layer(name, tuple(features), column)
            if kind == "#T_SP":
                yield layer
            column += layer.columns


def _add_word(
    cells: Sequence[str],
    layers: Sequence[_Layer],
    units: list[str],
    spans: dict[tuple[str, str], _Span],
) -> None:
    start, end = (int(place) for place in cells[1].split("-"))
    if "." not in cells[0]:  # "1-3.1" is a part of the word 1-3
        new_sentence = cells[0].endswith("-1") and units
        units.extend(("\n" if new_sentence else " ") * (start - len(units)))
        units[start:end] = _to_units(_unescape(cells[2]))
        if len(units) != end:
            raise ValueError(cells[2])
    for layer in layers:
        values = cells[layer.first : layer.first + layer.columns]
        stacked = [_STACKED.split(value) for value in values]
        if any(values) and values[0] != "_":
            for place in range(max(map(len, stacked))):
                one = [each[place] if place < len(each) else "*" for each in stacked]
                _add_value(one, layer, (start, end), f"{cells[0]}/{place}", spans)


def _add_value(
    values: Sequence[str],
    layer: _Layer,
    place: tuple[int, int],
    word: str,
    spans: dict[tuple[str, str], _Span],
) -> None:
    parted = [_NUMBERED.fullmatch(value) for value in values]
    number = next((match["number"] for match in parted if match and match["number"]), None)
    key = (layer.name, f"[{number}]" if number else word)
    if key in spans:
        spans[key].end = max(spans[key].end, place[1])
        return
    given = {
        name: _unescape(match["value"])
        for name, match in zip(layer.features, parted, strict=False)
        if match and match["value"] not in ("*", "_")
    }
    spans[key] = _Span(layer, *place, given)


def _record(span: _Span, id: str, text: str, places: Sequence[int], tables: Tables) -> Record:
    start, end = places[span.start], places[span.end]
    values: Mapping[str, str] = span.values
    kind = values.get("kind") or span.layer.name.rpartition(".")[2]
    if kind.lower() != kind and coded_fields(kind.lower(), tables):
        kind = kind.lower()  # the layer Actor holds records of the kind actor
    codes = {name: value for name, value in values.items() if name != "kind"}
    return record_of(Mark(kind, start, end, codes), id, text[start:end], tables)


def _unescape(words: str) -> str:
    return _ESCAPED.sub(lambda match: _CONTROL.get(match[1], match[1]), words)


def _to_units(words: str) -> list[str]:
    encoded = words.encode("utf-16-le", "surrogatepass")
    return [
        encoded[place : place + 2].decode("utf-16-le", "surrogatepass")
        for place in range(0, len(encoded), 2)
    ]


def _from_units(units: Sequence[str]) -> str:
    return "".join(units).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _code_points(units: Sequence[str]) -> list[int]:
    """Return the code point that each UTF-16 unit begins, or lies in, and one after the last."""
    places: list[int] = []
    reached = 0
    for unit in units:
        inner = "\udc00" <= unit <= "\udfff" and bool(places)
        places.append(reached - 1 if inner else reached)
        reached += not inner
    return [*places, reached]
