"""The articles that a notebook is about: a corpus, read whole, or a store, read as it is needed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from nkpressure.errors import WrongUseError
from nkpressure.find.directions import Direction
from nkpressure.measure.corpus_signals import THREE, CorpusLedger, ledger_of_corpus
from nkpressure.read.corpora import Corpus, read_corpus
from nkpressure.store.opening import is_being_changed, is_store
from nkpressure.store.reading import Store, open_store
from nkpressure.tables import Tables, read_tables

MOST_DRAWN = 5_000  # documents of a store that are held at once unless somebody asks for more
UNDATED = "undated"
_SERIES = frozenset(series.value for series in THREE)
_SIGNAL = ("published_from", "series", "direction", "counts", "sender", "target")
_Counted = tuple[date | None, str, str]  # a signal's day of publication, series and direction


def open_articles(
    source: Path | str,
    published: str | None = None,
    tables: Tables | None = None,
    columns: str | None = None,
) -> Corpus | Store:
    """Open a store, where the folder is one, or read a corpus.

    Raises WrongUseError where there is neither, and where a store is to be dated or its columns
    are to be named: what it says of its documents is settled.

    >>> len(open_articles("seeds").documents)
    2
    """
    if not is_store(source):
        return read_corpus(source, published, tables, columns)
    for name, given in (("published", published), ("columns", columns)):
        if given:
            raise WrongUseError(
                f"{source}: {name} is for articles, and this is a store; say it to nkpressure "
                "annotate, which makes stores"
            )
    return open_store(source)


def gather_ledger(
    articles: Corpus | Store, tables: Tables | None = None, *, sample: int = 0, seed: int = 1
) -> CorpusLedger:
    """Return the ledger of articles, or of so many of them as are drawn.

    Of a store at most 5,000 documents are drawn unless `sample` says more, since a ledger is held
    whole. Raises WrongUseError for a store without any document.
    """
    tables = tables or read_tables()
    if isinstance(articles, Corpus):
        return ledger_of_corpus(articles.documents, tables, sample=sample, seed=seed)
    refuse_empty(articles)
    ledger = articles.ledger(sample=sample or MOST_DRAWN, seed=seed, tables=tables)
    return replace(
        ledger, origin="; ".join([about_store(articles), *store_remarks(articles, tables)])
    )


def refuse_empty(store: Store) -> None:
    """Raise WrongUseError for a store without any document."""
    if not len(store):
        raise WrongUseError(
            f"{store.folder}: this store holds no document; its unread.parquet says why"
        )


def about_store(store: Store) -> str:
    """Say in one phrase which store it is and on what it rests."""
    basis = store.manifest.get("basis", {})
    states = ", ".join(f"{name} {str(state)[:12]}" for name, state in basis.items())
    return f"{store.folder.resolve().name}, {len(store):,} documents; {states}"


def store_remarks(store: Store, tables: Tables | None = None) -> list[str]:
    """Say what a reader should know of a store: an update that has not ended, other tables."""
    remarks = []
    if is_being_changed(store.folder):
        remarks.append(
            "An update of this store is under way or was broken off: what is shown is its state "
            "before that; nkpressure annotate goes on with it."
        )
    made_with = store.manifest.get("basis", {}).get("tables")
    if made_with is not None and made_with != (tables or read_tables()).digest:
        remarks.append(
            "The store was made with another state of the tables: its marks are those of that "
            "state, names and weights those of the tables of today."
        )
    return remarks


def signals_by_month(
    articles: Corpus | Store, ledger: CorpusLedger, about: str = ""
) -> pd.DataFrame:
    """Count the signals of each month of publication, series and direction.

    A store is counted whole, file by file, whatever was drawn of it; of a corpus the documents of
    the ledger are counted. Only signals that the codebook counts are in it, also those that
    another document has told before. Columns: month ("2018-07", or "undated"), series, tighten,
    loosen, maintain, ambiguous, signals, documents (of that month, also those without a signal).
    """
    if isinstance(articles, Store):
        days: Iterable[date | None] = (
            row["published_from"] for row in articles.rows("documents", ("published_from",))
        )
        return _by_month(_stored(articles, about), days)
    published = {
        each.id: each.published.first if each.published else None for each in ledger.documents
    }
    counted = (
        (published[told.document], told.signal.series.value, told.signal.direction.value)
        for told in ledger.about(about).signals
        if told.signal.counts and told.signal.series in THREE
    )
    return _by_month(counted, published.values())


def _stored(store: Store, about: str) -> Iterator[_Counted]:
    wanted = about if about.startswith("e:") or not about else f"e:{about}"
    for row in store.rows("signal", _SIGNAL, {"counts": True, "series": sorted(_SERIES)}):
        if not wanted or wanted in row["sender"] or wanted in row["target"]:
            yield row["published_from"], row["series"], row["direction"]


def month_of(day: date | None) -> str:
    """Name the month of a day; "undated" where there is none.

    >>> month_of(date(2018, 7, 23)), month_of(None)
    ('2018-07', 'undated')
    """
    return UNDATED if day is None else f"{day.year:04d}-{day.month:02d}"


def _by_month(signals: Iterable[_Counted], days: Iterable[date | None]) -> pd.DataFrame:
    counts = Counter((month_of(day), series, direction) for day, series, direction in signals)
    documents = Counter(map(month_of, days))
    order = [series.value for series in THREE]
    places = sorted({(month, order.index(series)) for month, series, _ in counts})
    directions = [direction.value for direction in Direction]
    rows = []
    for month, place in places:
        numbers = [counts[month, order[place], direction] for direction in directions]
        rows.append([month, order[place], *numbers, sum(numbers), documents[month]])
    columns = ["month", "series", *directions, "signals", "documents"]
    return pd.DataFrame(rows, columns=columns)
