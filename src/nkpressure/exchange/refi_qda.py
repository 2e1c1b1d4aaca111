"""REFI-QDA projects (.qdpx), which ATLAS.ti, MAXQDA, NVivo and QualCoder exchange.

Positions are code points of the plain text source. Codes form a tree: the kind, below it the field,
below it the value; a selection bears a coding for each. What else a record says travels in the
selection's description, what has no place in the description of the source.
"""

import io
import json
import uuid
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nkpressure import __version__
from nkpressure.errors import UnreadableDocumentError
from nkpressure.exchange.coded_texts import CodedText, renumbered
from nkpressure.exchange.file_names import NOT_XML
from nkpressure.exchange.marks import Mark, codes_of, has_place, marks_of, record_of
from nkpressure.measure.coded_fields import coded_fields
from nkpressure.records import Record
from nkpressure.tables import Tables

FILE, PROJECT = "project.qdpx", "project.qde"
_SPACE = "urn:QDA-XML:project:1.0"
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "nkpressure:refi-qda")
_NO_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows: the same project, the same bytes
_LONGEST_NAME = 60

CodePath = tuple[str, ...]


def to_refi_qda(texts: Sequence[CodedText], tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Give the one project file."""
    marks = {coded.id: marks_of(coded.records, tables) for coded in texts}
    user = _guid("user")
    project = ElementTree.Element(
        "Project",
        {
            "xmlns": _SPACE,
            "name": "nkpressure",
            "origin": f"nkpressure {__version__}",
            "creatingUserGUID": user,
        },
    )
    users = ElementTree.SubElement(project, "Users")
    ElementTree.SubElement(users, "User", {"guid": user, "name": "nkpressure"})
    book = ElementTree.SubElement(project, "CodeBook")
    codes = ElementTree.SubElement(book, "Codes")
    paths = {path for each in marks.values() for mark in each for path in _paths(mark)}
    _add_codes(codes, (), {path[:n] for path in paths for n in range(1, len(path) + 1)})
    sources = ElementTree.SubElement(project, "Sources")
    for coded in texts:
        _add_source(sources, coded, marks[coded.id], user)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        content = ElementTree.tostring(project, encoding="utf-8", xml_declaration=True)
        archive.writestr(zipfile.ZipInfo(PROJECT, _NO_DATE), content)
        for coded in texts:
            name = f"Sources/{_guid('source', coded.id)}.txt"
            archive.writestr(zipfile.ZipInfo(name, _NO_DATE), (coded.text or "").encode())
    yield FILE, buffer.getvalue()


def _guid(*words: str) -> str:
    return str(uuid.uuid5(_NAMES, json.dumps(words)))


def _paths(mark: Mark) -> list[CodePath]:
    return [(mark.kind,), *((mark.kind, field, value) for field, value in mark.codes.items())]


def _add_codes(parent: ElementTree.Element, above: CodePath, paths: set[CodePath]) -> None:
    for path in sorted(path for path in paths if path[:-1] == above):
        name = {"guid": _guid("code", *path), "name": _name(path[-1]), "isCodable": "true"}
        code = ElementTree.SubElement(parent, "Code", name)
        _add_codes(code, path, {each for each in paths if each[: len(path)] == path})


def _add_source(
    parent: ElementTree.Element, coded: CodedText, marks: Sequence[Mark], user: str
) -> None:
    own = _guid("source", coded.id)
    source = ElementTree.SubElement(
        parent,
        "TextSource",
        {
            "guid": own,
            "name": _name(coded.id, longest=None),
            "plainTextPath": f"internal://{own}.txt",
            "creatingUser": user,
        },
    )
    unplaced = [record for record in coded.records if not has_place(record)]
    described = {"id": coded.id, "chars": len(coded.text or ""), "records": unplaced}
    _describe(source, json.dumps(described))
    for number, mark in enumerate(marks):
        place = (coded.id, str(number))
        selection = ElementTree.SubElement(
            source,
            "PlainTextSelection",
            {
                "guid": _guid("selection", *place),
                "name": _name((coded.text or "")[mark.start : mark.end]),
                "startPosition": str(mark.start),
                "endPosition": str(mark.end),
                "creatingUser": user,
            },
        )
        _describe(selection, mark.carried)
        for path in _paths(mark):
            name = {"guid": _guid("coding", *place, *path), "creatingUser": user}
            coding = ElementTree.SubElement(selection, "Coding", name)
            ElementTree.SubElement(coding, "CodeRef", {"targetGUID": _guid("code", *path)})


def _describe(element: ElementTree.Element, words: str) -> None:
    ElementTree.SubElement(element, "Description").text = words


def _name(words: str, longest: int | None = _LONGEST_NAME) -> str:
    return NOT_XML.sub("\ufffd", " ".join(words.split()))[:longest]


def read_refi_qda(path: Path, tables: Tables) -> list[CodedText]:
    """Read the plain text sources of a project; codes of another's making keep their path.

    Raises UnreadableDocumentError where the file is no project, or lacks the text of a source.
    """
    file = path / FILE if path.is_dir() else path
    try:
        with zipfile.ZipFile(file) as archive:
            members = {name.casefold(): name for name in archive.namelist()}
            project = ElementTree.fromstring(archive.read(members[PROJECT]))
            codes = _code_paths(project)
            return [
                _read_source(source, archive, members, codes, tables)
                for source in project.iter(f"{{{_SPACE}}}TextSource")
                if source.get("plainTextPath")
                or source.find(f"{{{_SPACE}}}PlainTextContent") is not None
            ]
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, ElementTree.ParseError) as error:
        raise UnreadableDocumentError(f"{file}: this is no REFI-QDA project ({error})") from None


def _code_paths(project: ElementTree.Element) -> dict[str, CodePath]:
    found: dict[str, CodePath] = {}

    def walk(parent: ElementTree.Element, above: CodePath) -> None:
        for code in parent.findall(f"{{{_SPACE}}}Code"):
            path = (*above, code.get("name", ""))
            found[code.get("guid", "").lower()] = path
            walk(code, path)

    for codes in project.iter(f"{{{_SPACE}}}Codes"):
        walk(codes, ())
    return found


def _read_source(
    source: ElementTree.Element,
    archive: zipfile.ZipFile,
    members: Mapping[str, str],
    codes: Mapping[str, CodePath],
    tables: Tables,
) -> CodedText:
    described = _json(source.findtext(f"{{{_SPACE}}}Description"))
    inside = source.findtext(f"{{{_SPACE}}}PlainTextContent")
    if inside is None:
        name = source.get("plainTextPath", "").removeprefix("internal://")
        inside = archive.read(members[f"sources/{name}".casefold()]).decode()
        # Some tools begin the file with a byte order mark; in ours it would be part of the text.
        if described.get("chars") != len(inside):
            inside = inside.removeprefix("\ufeff")
    id = str(described.get("id") or source.get("name"))
    records: list[Record] = list(described.get("records", []))
    for selection in source.findall(f"{{{_SPACE}}}PlainTextSelection"):
        paths = [
            codes.get(ref.get("targetGUID", "").lower(), ())
            for ref in selection.iter(f"{{{_SPACE}}}CodeRef")
        ]
        for mark in _marks(selection, paths, tables):
            records.append(record_of(mark, id, inside[mark.start : mark.end], tables))
    return CodedText(id, inside, tuple(renumbered(id, records)))


def _marks(
    selection: ElementTree.Element, paths: Sequence[CodePath], tables: Tables
) -> Iterator[Mark]:
    start, end = int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
    description = selection.findtext(f"{{{_SPACE}}}Description")
    rest = _json(description)
    ours = [path for path in paths if path and coded_fields(path[0], tables)]
    kind = ours[0][0] if ours else next((path[0] for path in paths if len(path) == 1 and rest), "")
    if kind:
        before = codes_of({"kind": kind, **rest}, tables)
        codes = {path[1]: path[2] for path in paths if len(path) == 3 and path[0] == kind}
        # A name in the tree may be shorter than the value that it stands for.
        codes = {f: before[f] if _name(before.get(f, "")) == v else v for f, v in codes.items()}
        yield Mark(kind, start, end, codes, rest)
    for path in paths:
        if path and path[0] != kind:
            note = {"note": description} if description and not rest else {}
            yield Mark("coding", start, end, {"code": " / ".join(path)}, note)


def _json(words: str | None) -> dict[str, Any]:
    try:
        found = json.loads(words or "")
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}
