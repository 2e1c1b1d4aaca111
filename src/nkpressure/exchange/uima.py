"""UIMA CAS as XMI and as JSON (INCEpTION): a file for each document, and one of the types.

A kind is a layer of spans of its own; its codes are features that can be edited, all else of a
record stands in the feature `record`. What has no place in the text is a feature structure without
one. dkpro-cassis turns code points into UTF-16 units at the border, and back.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nkpressure.errors import UnreadableDocumentError, WrongUseError
from nkpressure.exchange.coded_texts import CodedText, renumbered
from nkpressure.exchange.file_names import NOT_XML, id_of_file, to_file_name
from nkpressure.exchange.marks import (
    Mark,
    Part,
    codes_of,
    has_place,
    marks_of,
    parts_of,
    record_of,
    with_parts,
)
from nkpressure.measure.coded_fields import FieldRole, coded_fields
from nkpressure.records import Record
from nkpressure.tables import Tables

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

# INCEpTION keeps the layers that its users make under this name.
LAYERS = "webanno.custom."
WITHOUT_PLACE, PART = f"{LAYERS}NkpressureUnplaced", f"{LAYERS}NkpressurePart"
TYPES_FILE = "TypeSystem.xml"
_CARRIED = "record"
_FEATURE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
# Features that every annotation has, and that none of ours may be called after
_TAKEN = frozenset({"begin", "end", "sofa", "type", "xmiID", _CARRIED, "id", "self"})


def to_xmi(texts: Sequence[CodedText], tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Give a .xmi for each document, and the type system that goes with all of them."""
    types = _types(texts, tables)
    yield TYPES_FILE, str(types.to_xml()).encode()
    for coded in texts:
        yield f"{to_file_name(coded.id)}.xmi", str(_cas(coded, types, tables).to_xmi()).encode()


def to_cas_json(texts: Sequence[CodedText], tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Give a .json for each document, which brings its types along."""
    types = _types(texts, tables)
    for coded in texts:
        yield f"{to_file_name(coded.id)}.json", str(_cas(coded, types, tables).to_json()).encode()


def _types(texts: Sequence[CodedText], tables: Tables) -> "TypeSystem":
    cassis = _cassis()
    types: TypeSystem = cassis.TypeSystem()
    text = "uima.cas.String"
    unplaced = types.create_type(WITHOUT_PLACE, "uima.cas.AnnotationBase")
    types.create_feature(unplaced, _CARRIED, text)
    part = types.create_type(PART, "uima.tcas.Annotation")
    for name in ("field", "owner"):
        types.create_feature(part, name, text)
    layers: dict[str, dict[str, str]] = {}
    for kind in sorted({record["kind"] for coded in texts for record in coded.records}):
        layers.setdefault(_layer(kind), {}).update(_features(kind, tables))
    for name, features in layers.items():
        layer = types.create_type(name, "uima.tcas.Annotation")
        for feature in ("identifier", "kind", *features, _CARRIED):
            types.create_feature(layer, feature, text)
    return types


def _features(kind: str, tables: Tables) -> dict[str, str]:
    """Return the fields that are features of a kind's layer, by the features' names."""
    return {
        f"coded_{row.field}" if row.field in _TAKEN | {"identifier", "kind"} else row.field: (
            row.field
        )
        for row in coded_fields(kind, tables)
        if row.role is FieldRole.CODE and _FEATURE.fullmatch(row.field)
    }


def _layer(kind: str) -> str:
    words = "".join(word.capitalize() for word in re.findall(r"[A-Za-z0-9]+", kind))
    return LAYERS + (words if words[:1].isalpha() else f"Mark{words}")


def _cas(coded: CodedText, types: "TypeSystem", tables: Tables) -> "Cas":
    cassis = _cassis()
    cas: Cas = cassis.Cas(typesystem=types)
    cas.sofa_string = coded.text or ""
    cas.sofa_mime = "text/plain"
    for record in coded.records:
        if not has_place(record):
            cas.add(types.get_type(WITHOUT_PLACE)(record=json.dumps(record)))
    for number, mark in enumerate(marks_of(coded.records, tables)):
        own = str(mark.rest.get("id") or f"mark {number}")
        names = _features(mark.kind, tables).items()
        features: dict[str, Any] = {
            name: _clean(mark.codes[field]) for name, field in names if field in mark.codes
        }
        features |= {"identifier": _clean(own), "kind": _clean(mark.kind), _CARRIED: mark.carried}
        cas.add(types.get_type(_layer(mark.kind))(begin=mark.start, end=mark.end, **features))
        for part in mark.parts:
            stretch = {
                "begin": part.start,
                "end": part.end,
                "field": _clean(part.field),
                "owner": _clean(own),
            }
            cas.add(types.get_type(PART)(**stretch))
    return cas


def read_xmi(path: Path, tables: Tables) -> list[CodedText]:
    """Read a folder of .xmi files, or one; the type system lies beside them."""
    cassis = _cassis()
    types_file = (path if path.is_dir() else path.parent) / TYPES_FILE
    try:
        with types_file.open("rb") as file:
            types = cassis.load_typesystem(file)
    except FileNotFoundError:
        raise WrongUseError(
            f"{types_file}: the type system is missing; export it with the documents"
        ) from None
    except Exception as error:  # lxml and cassis each have errors of their own
        raise WrongUseError(f"{types_file}: this is no type system of UIMA ({error})") from None
    return _read_all(path, ".xmi", lambda file: cassis.load_cas_from_xmi(file, types), tables)


def read_cas_json(path: Path, tables: Tables) -> list[CodedText]:
    """Read a folder of CAS JSON files, or one."""
    cassis = _cassis()
    return _read_all(path, ".json", cassis.load_cas_from_json, tables)


def _read_all(
    path: Path, ending: str, load: Callable[[Any], "Cas"], tables: Tables
) -> list[CodedText]:
    files = sorted(path.glob(f"*{ending}")) if path.is_dir() else [path]
    texts = []
    for each in files:
        try:
            with each.open("rb") as file:
                cas = load(file)
        except Exception as error:  # lxml, json and cassis each have errors of their own
            raise UnreadableDocumentError(f"{each}: this is no UIMA CAS ({error})") from None
        id = id_of_file(each.name.removesuffix(ending))
        texts.append(CodedText(id, str(cas.sofa_string), tuple(_records(id, cas, tables))))
    return texts


def _records(id: str, cas: "Cas", tables: Tables) -> list[Record]:
    text = str(cas.sofa_string)
    parts: dict[str, list[Part]] = {}
    records: list[Record] = []
    marks: list[tuple[str | None, Mark]] = []
    everything: list[Any] = list(cas.select_all_fs())
    for annotation in everything:
        name = annotation.type.name
        if name == WITHOUT_PLACE:
            records.append(_carried(annotation.record, id))
        elif name == PART:
            place = Part(annotation.field, annotation.begin, annotation.end)
            parts.setdefault(annotation.owner, []).append(place)
        elif name.startswith(LAYERS) and hasattr(annotation, "begin"):
            marks.append((getattr(annotation, "identifier", None), _mark(annotation, id, tables)))
    for own, mark in marks:
        record = record_of(mark, id, text[mark.start : mark.end], tables)
        records.append(with_parts(record, parts.get(own or "", []), text) if own else record)
    return renumbered(id, records)


def _carried(words: object, id: str) -> dict[str, Any]:
    """Return the fields that a mark carries beside those of its layer."""
    try:
        fields = json.loads(str(words))
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise UnreadableDocumentError(
            f"{id}: what a mark carries in {_CARRIED!r} is no JSON object; export it once more"
        )
    return fields


def _mark(annotation: Any, id: str, tables: Tables) -> Mark:
    kind = getattr(annotation, "kind", None) or annotation.type.name.removeprefix(LAYERS)
    carried = getattr(annotation, _CARRIED, None)
    rest = _carried(carried, id) if carried else {}
    features = _features(kind, tables)
    codes = {
        field: str(value)
        for name, field in features.items()
        if (value := getattr(annotation, name, None)) is not None
    }
    if not carried:  # a layer that somebody made in the tool
        codes |= {
            feature.name: str(value)
            for feature in annotation.type.all_features
            if feature.name not in features and feature.name not in _TAKEN
            if isinstance(
                value := getattr(annotation, feature.name, None), str | int | float | bool
            )
        }
    before = codes_of({"kind": kind, **rest}, tables)
    codes = {f: before[f] if _clean(before.get(f, "")) == v else v for f, v in codes.items()}
    hidden = {name: words for name, words in before.items() if name not in features.values()}
    place = annotation.begin, annotation.end
    return Mark(kind, *place, codes | hidden, rest, tuple(parts_of(rest)))


def _clean(words: str) -> str:
    """Return words without what XML cannot hold."""
    return NOT_XML.sub("\ufffd", words)


def _cassis() -> Any:
    try:
        import cassis
    except ImportError:
        raise WrongUseError(
            "UIMA needs the package dkpro-cassis; install it with: pip install nkpressure[exchange]"
        ) from None
    return cassis
