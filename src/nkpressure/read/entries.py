"""The documents of a corpus before they are read: named, told apart, given one at a time.

A corpus of a hundred thousand articles is walked without holding them: each entry knows where its
document lies, reads it when asked, and can be sent to another process.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from nkpressure.errors import WrongUseError
from nkpressure.model import Interval
from nkpressure.read.columns import to_columns
from nkpressure.read.documents import to_interval
from nkpressure.read.entry import Entry, Remark, Unread
from nkpressure.read.walk import Walk
from nkpressure.shipped import shipped_folder
from nkpressure.tables import Tables, read_tables

__all__ = ["SEEDS", "Entry", "Remark", "Unread", "corpus_path", "iter_entries"]

SEEDS = "seeds"


def iter_entries(
    source: Path | str,
    published: Interval | str | None = None,
    columns: Mapping[str, str] | str | None = None,
    tables: Tables | None = None,
) -> Iterator[Entry | Unread | Remark]:
    """Walk a corpus and give its documents unread, one at a time, in an order that stays.

    Between the entries stand those of which no document can come (Unread) and what a user should
    know (Remark). Two entries never have one id: the second is Unread. `columns` says which column
    of a table holds what: `{"text": "body", "published": "date"}` or "text=body,published=date".
    Raises WrongUseError at once where there is no such folder or file, and at the end where it
    holds no documents.

    >>> [entry.id for entry in iter_entries("seeds") if isinstance(entry, Entry)]
    ['piie-2017-07', 'sino-nk-2018-07']
    """
    path = corpus_path(source)
    given = to_interval(published) if published is not None else None
    return Walk(given, to_columns(columns), tables or read_tables()).source(path)


def corpus_path(source: Path | str) -> Path:
    """Return where a corpus lies; the word "seeds" means the package's own.

    Raises WrongUseError where nothing lies there.
    """
    path = Path(source)
    try:
        there = path.exists()
    except OSError:  # a name that is too long
        there = False
    if str(source) == SEEDS and not there:
        return shipped_folder(SEEDS)
    if not there:
        raise WrongUseError(f"{path}: there is no such folder or file; check the name")
    return path
