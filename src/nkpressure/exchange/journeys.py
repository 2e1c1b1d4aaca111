"""Takes records to another tool's files and brings them back, with what is lost on the way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nkpressure.errors import UnreadableDocumentError, WrongUseError
from nkpressure.exchange.coded_texts import CodedText, Orphan, code_texts, fitting
from nkpressure.exchange.formats import FORMATS, reader_of, unwritable, writer_of
from nkpressure.exchange.losses import after_losses
from nkpressure.model import Document
from nkpressure.records import Record
from nkpressure.tables import Tables, read_tables


@dataclass(frozen=True, slots=True)
class Export:
    """The files for another tool, and what does not go into them.

    `files` are names and contents; `lost` counts the records of each kind that the format cannot
    hold; `problems` are sentences about documents and records that stay behind.
    """

    files: Iterator[tuple[str, bytes]]
    documents: int
    records: int
    lost: Mapping[str, int]
    problems: tuple[str, ...]


def export_records(
    records: Iterable[Record],
    documents: Sequence[Document],
    format: str,
    tables: Tables | None = None,
) -> Export:
    """Return the files that hold the records of documents in a format.

    A record whose words do not stand in its place stays behind and is named, and so does a document
    that the format cannot hold. Raises WrongUseError where the format is not known, where records
    are of a document that is not there, and where no document can be written.

    >>> note = Document("note", "Seoul agreed.")
    >>> seoul = {"document": "note", "kind": "actor", "start": 0, "end": 5, "entity": ["e:KOR"]}
    >>> [name for name, _ in export_records([seoul], [note], "brat").files]
    ['note.txt', 'note.ann', 'annotation.conf']
    """
    tables = tables or read_tables()
    write = writer_of(format)
    texts, orphans = code_texts(records, documents)
    refused = {
        coded.id: reason for coded in texts if (reason := unwritable(coded, FORMATS[format]))
    }
    kept = [coded for coded in texts if coded.id not in refused]
    if not kept:
        raise WrongUseError(next(iter(refused.values()), "there are no records to export"))
    return Export(
        write(kept, tables),
        len(kept),
        sum(len(coded.records) for coded in kept),
        _lost(kept, format, tables),
        (*refused.values(), *map(str, orphans)),
    )


def _lost(texts: Iterable[CodedText], format: str, tables: Tables) -> Mapping[str, int]:
    lost: dict[str, int] = {}
    for coded in texts:
        left = [record["kind"] for record in after_losses(format, coded, tables)]
        for kind in {record["kind"] for record in coded.records}:
            gone = sum(record["kind"] == kind for record in coded.records) - left.count(kind)
            if gone:
                lost[kind] = lost.get(kind, 0) + gone
    return dict(sorted(lost.items()))


@dataclass(frozen=True, slots=True)
class Import:
    """The records that came back, and the orphans, whose words are not where they say."""

    records: tuple[Record, ...]
    orphans: tuple[Orphan, ...]


def import_records(
    path: Path,
    format: str,
    documents: Sequence[Document] | None = None,
    tables: Tables | None = None,
) -> Import:
    """Return the records of another tool's files.

    With documents, each record's words must stand in its place in the document of that id; one that
    does not is an orphan, and nobody looks for its words elsewhere. Raises WrongUseError where the
    format is not known or nothing is there, UnreadableDocumentError where a file is something else.
    """
    read = reader_of(format)
    if not path.exists():
        raise WrongUseError(f"{path}: there is no such file or folder; check the name")
    texts = read(path, tables or read_tables())
    if not texts:
        raise UnreadableDocumentError(f"{path}: there is nothing in the format {format} here")
    known = {document.id: document.text for document in documents or ()}
    records: list[Record] = []
    orphans: list[Orphan] = []
    for coded in texts:
        text = coded.text
        if documents is not None:
            if coded.id not in known:
                raise WrongUseError(
                    f"the corpus has no document {coded.id!r}, of which {path} has records; it "
                    f"has {', '.join(list(known)[:10]) or 'none'}"
                )
            text = known[coded.id]
        kept, lost = fitting(coded.records, text) if text is not None else (coded.records, [])
        records += kept
        orphans += lost
    return Import(tuple(records), tuple(orphans))
