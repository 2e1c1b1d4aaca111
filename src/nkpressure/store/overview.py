"""What a corpus is made of: when and where its documents appeared, what is in it twice or unread.

The documents are counted one after another and none is held, so that a store of any size is told
in the memory that a small one takes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from nkpressure.errors import WrongUseError
from nkpressure.measure.document_draws import draw_ids
from nkpressure.model import Document
from nkpressure.read.copies import Copy, find_copies, find_exact_copies
from nkpressure.read.corpora import Corpus
from nkpressure.store.reading import Store
from nkpressure.store.sources import about_store, month_of, store_remarks
from nkpressure.tables import Tables, read_tables

MOST_SHOWN = 200  # rows of a table; a note says how many there are
_FACTS = {
    "title": "a title",
    "outlet": "an outlet",
    "published": "a date",
    "language": "a language",
}
_ROW = ("id", "title", "outlet", "published_from", "published_to", "language", "chars")
_NO_OUTLET, _NO_LANGUAGE = "(no outlet named)", "(not told)"
_ENGLISH = "en"


@dataclass(frozen=True, slots=True, eq=False)
class CorpusOverview:
    """What a corpus is made of, as tables; `notes` say of each table what is not in it.

    `facts`: what there is, and how many. `months`: documents by month and outlet. `outlets`:
    documents, first and last day, characters of each outlet. `languages`: documents by language.
    `copies`: documents that repeat an earlier one, word for word or nearly. `unread`: what could
    not be read, and why; `reasons`: how often each reason was met.
    """

    facts: pd.DataFrame
    months: pd.DataFrame
    outlets: pd.DataFrame
    languages: pd.DataFrame
    copies: pd.DataFrame
    unread: pd.DataFrame
    reasons: pd.DataFrame
    notes: Mapping[str, str]
    about: str
    tables: Tables


@dataclass(slots=True)
class _Outlet:
    documents: int = 0
    characters: int = 0
    first: date | None = None
    last: date | None = None

    def add(self, row: Mapping[str, Any]) -> None:
        self.documents += 1
        self.characters += row["chars"]
        first, last = row["published_from"], row["published_to"]
        if first is not None:
            self.first = min(self.first or first, first)
            self.last = max(self.last or last, last)


@dataclass(slots=True)
class _Tally:
    months: Counter[tuple[str, str]] = field(default_factory=Counter)
    outlets: dict[str, _Outlet] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)
    lacking: Counter[str] = field(default_factory=Counter)

    def add(self, row: Mapping[str, Any]) -> None:
        outlet = row["outlet"] or _NO_OUTLET
        self.months[month_of(row["published_from"]), outlet] += 1
        self.outlets.setdefault(outlet, _Outlet()).add(row)
        self.languages[row["language"] or _NO_LANGUAGE] += 1
        for fact in _FACTS:
            self.lacking[fact] += not row["published_from" if fact == "published" else fact]


def overview(
    articles: Corpus | Store, tables: Tables | None = None, *, sample: int = 1_000, seed: int = 1
) -> CorpusOverview:
    """Count what a corpus or a store is made of.

    Near copies are looked for among so many documents drawn with the seed, or among all with 0;
    exact copies among all. Without the library that finds near ones, a note says so.

    >>> from nkpressure.store.sources import open_articles
    >>> overview(open_articles("seeds")).outlets["documents"].tolist()
    [1, 1]
    """
    tables = tables or read_tables()
    tally = _Tally()
    for row in _rows(articles):
        tally.add(row)
    unread = _unread(articles)
    copies, exact, said = _copies(articles, sample, seed)
    reasons = unread.groupby("reason", sort=False).size().rename("files").reset_index()
    notes = {"copies": said}
    if len(unread):
        notes["unread"] = _shown(unread, "files")
    if set(tally.languages) - {_ENGLISH}:
        notes["languages"] = (
            "The words by which claims, instruments and speakers are found are English: in "
            "documents of other languages names, dates and numbers may be found, and little else."
        )
    if isinstance(articles, Store):
        notes["facts"] = " ".join(store_remarks(articles, tables))
    return CorpusOverview(
        _facts(tally, len(unread), exact),
        _months(tally),
        _outlets(tally),
        _languages(tally),
        copies,
        unread.head(MOST_SHOWN),
        reasons.sort_values(["files", "reason"], ascending=[False, True], ignore_index=True),
        {name: note for name, note in notes.items() if note},
        _about(articles),
        tables,
    )


def _about(articles: Corpus | Store) -> str:
    if isinstance(articles, Store):
        return f"store {about_store(articles)}"
    return f"{articles.folder.resolve().name}, {len(articles.documents):,} documents"


def _rows(articles: Corpus | Store) -> Iterator[Mapping[str, Any]]:
    if isinstance(articles, Store):
        yield from articles.rows("documents", _ROW)
        return
    for document in articles.documents:
        yield {
            "title": document.title,
            "outlet": document.outlet,
            "published_from": document.published.first if document.published else None,
            "published_to": document.published.last if document.published else None,
            "language": document.language,
            "chars": len(document.text),
        }


def _facts(tally: _Tally, unread: int, exact: int) -> pd.DataFrame:
    several = tally.outlets.values()
    days = [day for each in several for day in (each.first, each.last) if day is not None]
    documents = sum(each.documents for each in several)
    characters = sum(each.characters for each in several)
    rows: list[tuple[str, object]] = [
        ("documents", f"{documents:,}"),
        ("what could not be read", f"{unread:,}"),
        ("first and last day", f"{min(days)} to {max(days)}" if days else "no document has a date"),
        ("outlets named", f"{len(set(tally.outlets) - {_NO_OUTLET}):,}"),
        ("characters, all together", f"{characters:,}"),
        ("characters of a document, on average", f"{characters / max(documents, 1):,.0f}"),
        ("word for word as an earlier one", f"{exact:,}"),
    ]
    rows += [(f"without {said}", f"{tally.lacking[fact]:,}") for fact, said in _FACTS.items()]
    return pd.DataFrame(rows, columns=["fact", "value"])


def _months(tally: _Tally) -> pd.DataFrame:
    rows = [[month, outlet, number] for (month, outlet), number in sorted(tally.months.items())]
    return pd.DataFrame(rows, columns=["month", "outlet", "documents"])


def _outlets(tally: _Tally) -> pd.DataFrame:
    rows = [
        [name, each.documents, each.first, each.last, round(each.characters / each.documents)]
        for name, each in sorted(tally.outlets.items(), key=lambda o: (-o[1].documents, o[0]))
    ]
    return pd.DataFrame(rows, columns=["outlet", "documents", "first_day", "last_day", "length"])


def _languages(tally: _Tally) -> pd.DataFrame:
    whole = max(sum(tally.languages.values()), 1)
    ordered = sorted(tally.languages.items(), key=lambda each: (-each[1], each[0]))
    rows = [[language, number, number / whole] for language, number in ordered]
    return pd.DataFrame(rows, columns=["language", "documents", "share"])


def _unread(articles: Corpus | Store) -> pd.DataFrame:
    if isinstance(articles, Store):
        return articles.unread()[["file", "reason"]]
    rows = [[each.file, each.reason] for each in articles.unread]
    return pd.DataFrame(rows, columns=["file", "reason"])


def _copies(articles: Corpus | Store, sample: int, seed: int) -> tuple[pd.DataFrame, int, str]:
    """Return the first copies, how many are exact, and what is to be said of them."""
    exact, number = _exact(articles)
    drawn = _drawn(articles, sample, seed)
    try:
        near = [copy for copy in find_copies(drawn) if copy.likeness < 1]
        said = f"{len(near):,} nearly, among {len(drawn):,} documents that were looked through"
    except WrongUseError as error:
        near, said = [], f"near ones were not looked for ({error})"
    rows = [
        [
            *(copy.document, copy.copy_of),
            *("nearly" if copy.likeness < 1 else "word for word", copy.likeness),
        ]
        for copy in [*near, *exact]
    ]
    frame = pd.DataFrame(rows[:MOST_SHOWN], columns=["document", "copy_of", "how", "likeness"])
    shown = f" Shown are {MOST_SHOWN}." if len(near) + number > MOST_SHOWN else ""
    return frame, number, f"{number:,} word for word; {said}.{shown}"


def _exact(articles: Corpus | Store) -> tuple[list[Copy], int]:
    if isinstance(articles, Corpus):
        copies = find_exact_copies(articles.documents)
        return copies, len(copies)
    first = articles.duplicates(MOST_SHOWN)
    pairs = zip(first["document"], first["duplicate_of"], strict=True)
    return [Copy(document, of, 1.0) for document, of in pairs], articles.count_duplicates()


def _drawn(articles: Corpus | Store, sample: int, seed: int) -> Sequence[Document]:
    if isinstance(articles, Store):
        drawn = draw_ids((row["id"] for row in articles.rows("documents", ("id",))), sample, seed)
        return [Document(id, text) for id, text in articles.texts(drawn)]
    wanted = set(draw_ids((each.id for each in articles.documents), sample, seed))
    return [document for document in articles.documents if document.id in wanted]


def _shown(frame: pd.DataFrame, noun: str) -> str:
    if len(frame) <= MOST_SHOWN:
        return f"{len(frame):,} {noun} in all."
    return f"The first {MOST_SHOWN} of {len(frame):,} {noun}."
