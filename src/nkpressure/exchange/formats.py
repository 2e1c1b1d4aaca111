"""The formats of other tools by name, and what can be done with each."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nkpressure.errors import WrongUseError
from nkpressure.exchange.brat import read_brat, to_brat
from nkpressure.exchange.coded_texts import CodedText
from nkpressure.exchange.conll import read_conll, to_conll
from nkpressure.exchange.convokit import to_convokit
from nkpressure.exchange.doccano import read_doccano, to_doccano
from nkpressure.exchange.file_names import NOT_XML
from nkpressure.exchange.label_studio import read_label_studio, to_label_studio
from nkpressure.exchange.refi_qda import read_refi_qda, to_refi_qda
from nkpressure.exchange.uima import read_cas_json, read_xmi, to_cas_json, to_xmi
from nkpressure.exchange.web_annotation import read_web_annotation, to_web_annotation
from nkpressure.exchange.webanno_tsv import read_webanno_tsv
from nkpressure.tables import Tables

_LONE = re.compile("[\ud800-\udfff]")

Writer = Callable[[Sequence[CodedText], Tables], Iterator[tuple[str, bytes]]]
Reader = Callable[[Path, Tables], list[CodedText]]


@dataclass(frozen=True, slots=True)
class Format:
    """One tool's format; `write` or `read` is None where the way is not open.

    `xml` tells that a text must hold nothing that XML forbids.
    """

    name: str
    write: Writer | None
    read: Reader | None
    xml: bool = False


FORMATS = {
    format.name: format
    for format in (
        Format("brat", to_brat, read_brat),
        Format("uima-xmi", to_xmi, read_xmi, xml=True),
        Format("uima-json", to_cas_json, read_cas_json),
        Format("webanno-tsv", None, read_webanno_tsv),
        Format("doccano", to_doccano, read_doccano),
        Format("label-studio", to_label_studio, read_label_studio),
        Format("conll", to_conll, read_conll),
        Format("w3c", to_web_annotation, read_web_annotation),
        Format("refi-qda", to_refi_qda, read_refi_qda),
        Format("convokit", to_convokit, None),
    )
}


def export_format(name: str) -> Format:
    """Return a format that can be written; raises WrongUseError with the names of those."""
    return _format(name, [each.name for each in FORMATS.values() if each.write], "written")


def import_format(name: str) -> Format:
    """Return a format that can be read; raises WrongUseError with the names of those.

    >>> import_format("brat").name
    'brat'
    """
    return _format(name, [each.name for each in FORMATS.values() if each.read], "read")


def _format(name: str, open_ones: Sequence[str], done: str) -> Format:
    if name not in open_ones:
        raise WrongUseError(f"{name!r} cannot be {done}; {', '.join(open_ones)} can")
    return FORMATS[name]


def unwritable(coded: CodedText, format: Format) -> str | None:
    r"""Say why a text cannot be written in a format; None where it can.

    >>> unwritable(CodedText("note", "a\x00b", ()), FORMATS["uima-xmi"])
    'note: XML cannot hold the character U+0000 at 1; choose another format'
    """
    lone = _LONE.search(coded.text or "")
    if lone:
        return (
            f"{coded.id}: half a character (U+{ord(lone[0]):04X}) at {lone.start()} fits no file; "
            "mend the text where it comes from"
        )
    odd = NOT_XML.search(coded.text or "") if format.xml else None
    if odd:
        return (
            f"{coded.id}: XML cannot hold the character U+{ord(odd[0]):04X} at {odd.start()}; "
            "choose another format"
        )
    return None
