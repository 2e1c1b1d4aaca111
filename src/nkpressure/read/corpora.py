"""A folder, a list or one file -> a corpus of documents; what cannot be read is said, not lost."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache, partial
from pathlib import Path

from nkpressure.errors import NkpressureError, UnreadableDocumentError, WrongUseError
from nkpressure.model import DateBasis, Document, Interval
from nkpressure.read.documents import complete_document, read_as_received, to_interval
from nkpressure.read.lists import LIST_NAME, ListRow, read_jsonl, read_list
from nkpressure.shipped import shipped_folder
from nkpressure.tables import Tables, read_tables


@dataclass(frozen=True, slots=True)
class Unread:
    """A file of the corpus, or a line of it, that could not be read, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of a folder in the order of its list, and what could not be read of it."""

    folder: Path
    documents: tuple[Document, ...]
    unread: tuple[Unread, ...] = ()

    def __getitem__(self, id: str) -> Document:
        """Return the document of that id; raises WrongUseError with the ids that there are."""
        for document in self.documents:
            if document.id == id:
                return document
        there = [document.id for document in self.documents]
        near = get_close_matches(id, there, n=3) or there[:10]
        raise WrongUseError(f"the corpus has no document {id!r}; it has {', '.join(near)} ...")

    def pair(self, first: str = "", second: str = "") -> tuple[Document, ...]:
        """Return two documents to compare; an empty id takes the first that is not the other.

        A corpus of one document gives that one alone.
        """
        named = [self[id] for id in (first, second) if id]
        others = [document for document in self.documents if document not in named]
        both = [*named, *others][:2]
        return tuple(reversed(both)) if second and not first else tuple(both)


Reader = Callable[[], Document]
SEEDS = "seeds"


def read_corpus(
    folder_or_file: Path | str,
    published: Interval | str | None = None,
    tables: Tables | None = None,
) -> Corpus:
    """Read a folder with documents.csv, a folder of .txt files, one .txt file or one .jsonl file.

    The word "seeds" means the two founding articles, from whichever folder one works in.
    `published` dates the documents that have no date of their own. A document that cannot be read
    goes to `unread`, and so does the second of two with one id; the others are read.
    Raises WrongUseError where there is nothing to read at all.

    >>> [document.id for document in read_corpus("seeds").documents]
    ['piie-2017-07', 'sino-nk-2018-07']
    """
    path = Path(folder_or_file)
    if str(folder_or_file) == SEEDS and not path.exists():
        path = shipped_folder(SEEDS)
    tables = tables or read_tables()
    given = to_interval(published) if published is not None else None
    folder = path if path.is_dir() else path.parent
    documents: dict[str, Document] = {}
    unread: list[Unread] = []
    for name, read in _readers(path, given):
        try:
            document = read()
            _refuse_second(document, documents)
        except NkpressureError as error:
            unread.append(Unread(name, _reason(error)))
        else:
            documents[document.id] = document
    completed = _completed(tuple(documents.values()), tables)
    dated = tuple(_dated(document, given) for document in completed)
    return Corpus(folder, dated, tuple(unread))


@lru_cache(maxsize=2)
def _completed(documents: tuple[Document, ...], tables: Tables) -> tuple[Document, ...]:
    """Look into the texts for what nobody gave; kept, since each notebook reads its corpus anew."""
    return tuple(complete_document(document, tables) for document in documents)


def _reason(error: NkpressureError) -> str:
    """Return what an error says without the name of the file, which stands beside it."""
    file, _, reason = str(error).partition(": ")
    return reason if reason and " " not in file else str(error)


def _readers(path: Path, given: Interval | None) -> Iterator[tuple[str, Reader]]:
    """Give each document's name and a call that reads it."""
    if path.is_dir():
        return _of_folder(path, given)
    if not path.exists():
        raise WrongUseError(f"{path}: there is no such folder or file; check the name")
    if path.name == LIST_NAME:
        return _of_list(path)
    if path.suffix.lower() == ".jsonl":
        return _of_rows(read_jsonl(path), path.parent)
    return _of_files([path], given)


def _of_folder(folder: Path, given: Interval | None) -> Iterator[tuple[str, Reader]]:
    if (folder / LIST_NAME).is_file():
        return _of_list(folder / LIST_NAME)
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".txt")
    if not files:
        raise WrongUseError(
            f"{folder}: this folder holds no documents; put .txt files or a {LIST_NAME} in it"
        )
    return _of_files(files, given)


def _of_list(path: Path) -> Iterator[tuple[str, Reader]]:
    return _of_rows(read_list(path), path.parent)


def _of_files(files: Iterable[Path], given: Interval | None) -> Iterator[tuple[str, Reader]]:
    for path in files:
        yield path.name, partial(read_as_received, path, given)


def _of_rows(rows: Iterable[ListRow], folder: Path) -> Iterator[tuple[str, Reader]]:
    for row in rows:
        yield row.name, partial(row.to_document, folder)


def _dated(document: Document, given: Interval | None) -> Document:
    if document.published is not None or given is None:
        return document
    return replace(document, published=given, published_basis=DateBasis.GIVEN)


def _refuse_second(document: Document, documents: dict[str, Document]) -> None:
    if document.id in documents:
        first = documents[document.id].file
        raise UnreadableDocumentError(
            f"{document.file}: the id {document.id} is that of {first} already; "
            "give each document an id of its own"
        )
