"""A store in the place of a report's documents: which notebooks read it, and what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nkpressure.errors import WrongUseError
from nkpressure.read.corpora import Corpus, Remark, Unread
from nkpressure.run.digests import digest, file_digest
from nkpressure.run.notebooks import Notebook
from nkpressure.tables import Tables

if TYPE_CHECKING:
    from nkpressure.store.reading import Store

_NAMED = 20  # of what could not be read; the store's own table names all


@dataclass(frozen=True, slots=True)
class StorePart:
    """What a report says of the store that it is about, and a checksum of all that it holds."""

    about: str
    state: str
    note: str


def readers_of_stores(
    found: Sequence[Notebook], named: Sequence[str], documents: Sequence[str] = ()
) -> list[Notebook]:
    """Return the notebooks that read stores; where some were named, all of them must.

    Raises WrongUseError where one does not, and where single documents are asked for.
    """
    if documents:
        raise WrongUseError(
            "--documents is for articles: a report on a store has no pages of single documents"
        )
    readers = [notebook for notebook in found if notebook.reads_stores]
    others = [notebook.name for notebook in found if not notebook.reads_stores]
    if not readers or (named and others):
        raise WrongUseError(
            f"{others[0]} reads articles and no store; give it the corpus itself, or a part of it"
        )
    return readers


def read_store_part(
    path: Path, published: str | None, tables: Tables, columns: str | None
) -> tuple[Corpus, StorePart]:
    """Return a corpus without documents for a store's folder, and what is to be said of it.

    Raises WrongUseError where the store cannot be opened.
    """
    # Imported here: they load pandas and every finder, which a report on articles may not need.
    from nkpressure.store.reading import Store
    from nkpressure.store.sources import about_store, open_articles, store_remarks

    store = open_articles(path, published, tables, columns)
    assert isinstance(store, Store)  # who calls has looked
    remarks = store_remarks(store, tables)
    part = StorePart(
        about_store(store), _state(path, remarks), " ".join([_what_it_is(store), *remarks])
    )
    said = tuple(Remark(path.name, words) for words in remarks)
    return Corpus(path, (), tuple(_unread(store)), said), part


def _state(path: Path, remarks: Sequence[str]) -> str:
    """A manifest names each part by a checksum of what the part rests on."""
    files = [path / name for name in ("manifest.json", "unread.parquet", "duplicates.parquet")]
    return digest([*(file_digest(each.read_bytes()) for each in files if each.is_file()), *remarks])


def _what_it_is(store: "Store") -> str:
    return (
        f"This report is about a store of {len(store):,} documents, none of which has a page here: "
        "only notebooks that look across documents are in it. The sentences that they show come "
        "from the store, with the document's id and the place of the words."
    )


def _unread(store: "Store") -> list[Unread]:
    frame = store.unread()
    rows = frame.head(_NAMED).itertuples(index=False)
    unread = [Unread(str(row.file), str(row.reason)) for row in rows]
    if len(frame) > _NAMED:
        more = f"{len(frame) - _NAMED:,} others were not read; it names them all"
        unread.append(Unread("unread.parquet", more))
    return unread
