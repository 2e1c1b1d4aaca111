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


def writer_of(name: str) -> Writer:
    """Return what writes a format; raises WrongUseError with the names of those that can be."""
    format = FORMATS.get(name)
    if format is None or format.write is None:
        can = ", ".join(each.name for each in FORMATS.values() if each.write)
        raise WrongUseError(f"{name!r} cannot be written; {can} can")
    return format.write


def reader_of(name: str) -> Reader:
    """Return what reads a format; raises WrongUseError with the names of those that can be.

    >>> reader_of("brat").__name__
    'read_brat'
    """
    format = FORMATS.get(name)
    if format is None or format.read is None:
        can = ", ".join(each.name for each in FORMATS.values() if each.read)
        raise WrongUseError(f"{name!r} cannot be read; {can} can")
    return format.read


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
