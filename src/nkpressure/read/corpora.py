"""A folder, a list or one file -> a corpus of documents; what cannot be read is said, not lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from nkpressure.errors import NkpressureError, WrongUseError
from nkpressure.model import Document, Interval
from nkpressure.read.copies import find_exact_copies
from nkpressure.read.documents import complete_document
from nkpressure.read.entries import SEEDS, Entry, Remark, Unread, corpus_path, iter_entries
from nkpressure.tables import Tables, read_tables

__all__ = ["SEEDS", "Corpus", "Remark", "Unread", "read_corpus"]

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of a folder in the order of its list, and what could not be read of it."""

    folder: Path
    documents: tuple[Document, ...]
    unread: tuple[Unread, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def __getitem__(self, id: str) -> Document:
        """Return the document of that id; raises WrongUseError with the ids that there are."""
        for document in self.documents:
            if document.id == id:
                return document
        there = [document.id for document in self.documents]
        near = get_close_matches(id, there, n=3) or there[:10]
        raise WrongUseError(f"the corpus has no document {id!r}; it has {', '.join(near)} ...")

    def remarks_on_texts(self) -> list[Remark]:
        """Say what stands out in the texts: another language than English, word for word copies."""
        others: dict[str, list[str]] = {}
        for document in self.documents:
            if document.language not in (None, "en"):
                others.setdefault(str(document.language), []).append(document.id)
        remarks = [
            Remark(
                _shown(ids),
                f"not in English but in {language!r}; names, dates and numbers may be found, "
                "what is said in words is not",
            )
            for language, ids in others.items()
        ]
        copies = [copy.document for copy in find_exact_copies(self.documents)]
        if copies:
            remarks.append(
                Remark(
                    _shown(copies),
                    "word for word what another document says; nkpressure copies lists them",
                )
            )
        return remarks

    def pair(self, first: str = "", second: str = "") -> tuple[Document, ...]:
        """Return two documents to compare; an empty id takes the first that is not the other.

        A corpus of one document gives that one alone.
        """
        named = [self[id] for id in (first, second) if id]
        others = [document for document in self.documents if document not in named]
        both = [*named, *others][:2]
        return tuple(reversed(both)) if second and not first else tuple(both)


def _shown(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
    return f"{', '.join(ids[:_MOST_NAMED])}{more}"


def read_corpus(
    folder_or_file: Path | str,
    published: Interval | str | None = None,
    tables: Tables | None = None,
    columns: Mapping[str, str] | str | None = None,
) -> Corpus:
    """Read a folder with documents.csv, a folder of .txt files, one .txt file or one .jsonl file.

    The word "seeds" means the two founding articles, from whichever folder one works in.
    `published` dates the documents that have no date of their own. A document that cannot be read
    goes to `unread`, and so does the second of two with one id; the others are read.
    Raises WrongUseError where there is nothing to read at all.

    >>> [document.id for document in read_corpus("seeds").documents]
    ['piie-2017-07', 'sino-nk-2018-07']
    """
    path = corpus_path(folder_or_file)
    tables = tables or read_tables()
    received: list[tuple[Entry, Document]] = []
    unread: list[Unread] = []
    remarks: list[Remark] = []
    for item in iter_entries(path, published, columns, tables):
        match item:
            case Unread():
                unread.append(item)
            case Remark():
                remarks.append(item)
            case Entry():
                try:
                    received.append((item, item.as_received()))
                except NkpressureError as error:
                    unread.append(Unread.because(item.name, error))
    completed = _completed(tuple(document for _, document in received), tables)
    dated = tuple(
        entry.dated(document) for (entry, _), document in zip(received, completed, strict=True)
    )
    folder = path if path.is_dir() else path.parent
    return Corpus(folder, dated, tuple(unread), tuple(remarks))


@lru_cache(maxsize=2)
def _completed(documents: tuple[Document, ...], tables: Tables) -> tuple[Document, ...]:
    """Look into the texts for what nobody gave; kept, since each notebook reads its corpus anew."""
    return tuple(complete_document(document, tables) for document in documents)
