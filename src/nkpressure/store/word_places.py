"""The articles that hold a word: one that is named, or some that are drawn of all that hold it.

The texts are looked through one after another, and only those that are drawn are annotated.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from nkpressure.errors import WrongUseError
from nkpressure.find.everything import Findings, find_everything
from nkpressure.find.plain_text import lowered
from nkpressure.measure.concordance import word_pattern
from nkpressure.measure.document_draws import draw_ids
from nkpressure.model import DateBasis, Document, Interval
from nkpressure.read.corpora import Corpus
from nkpressure.store.reading import Store
from nkpressure.store.sources import refuse_empty
from nkpressure.tables import Tables, read_tables

_FACTS = (
    *("id", "text", "title", "byline", "outlet", "published", "published_basis", "language"),
    *("url", "sha256", "encoding", "file"),
)


@dataclass(frozen=True, slots=True)
class ArticlesWith(Sequence[Findings]):
    """Annotated articles; `note` says of how many they were drawn, None where one was named."""

    findings: tuple[Findings, ...]
    note: str | None = None

    def __len__(self) -> int:
        """Return how many articles are annotated."""
        return len(self.findings)

    @overload
    def __getitem__(self, place: int) -> Findings: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Findings]: ...

    def __getitem__(self, place: int | slice) -> Findings | Sequence[Findings]:
        """Return the findings of one article, or of some."""
        return self.findings[place]


def articles_with(
    articles: Corpus | Store,
    word: str,
    document: str = "",
    tables: Tables | None = None,
    *,
    sample: int = 200,
    seed: int = 1,
) -> ArticlesWith:
    """Annotate the named document, or so many of those that hold a word, drawn with a seed.

    A star stands for any letters, as in "sanction*"; a `sample` of 0 takes all that hold it.
    Raises WrongUseError for a document that is not there, and for a store without any.

    >>> from nkpressure.read.corpora import read_corpus
    >>> articles_with(read_corpus("seeds"), "coal").note
    '"coal" stands at 2 places in 2 of 2 documents.'
    """
    tables = tables or read_tables()
    if isinstance(articles, Store):
        refuse_empty(articles)
    if document:
        return ArticlesWith((find_everything(_named(articles, document), tables),))
    search = _Search(word)
    drawn = draw_ids(search.holders(_texts(articles)), sample, seed)
    found = tuple(find_everything(each, tables) for each in _documents(articles, drawn))
    return ArticlesWith(found, search.told(word, len(found)))


class _Search:
    """Looks through texts for a word, and counts."""

    def __init__(self, word: str) -> None:
        self._pattern = word_pattern(word)
        self.looked_at = self.holding = self.places = 0

    def holders(self, texts: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Give the ids of the texts that hold the word."""
        for document, text in texts:
            self.looked_at += 1
            places = sum(1 for _ in self._pattern.finditer(lowered(text)))
            self.places += places
            if places:
                self.holding += 1
                yield document

    def told(self, word: str, drawn: int) -> str:
        said = (
            f'"{word}" stands at {self.places:,} places in {self.holding:,} of '
            f"{self.looked_at:,} documents."
        )
        if drawn < self.holding:
            said += f" What follows is of {drawn:,} of these, drawn at random."
        return said


def _texts(articles: Corpus | Store) -> Iterator[tuple[str, str]]:
    if isinstance(articles, Store):
        return articles.texts()
    return ((document.id, document.text) for document in articles.documents)


def _named(articles: Corpus | Store, document: str) -> Document:
    if isinstance(articles, Corpus):
        return articles[document]
    for found in _documents(articles, [document]):
        return found
    raise WrongUseError(
        f"{articles.folder}: this store has no document {document!r}; an empty one takes all that "
        "hold the word"
    )


def _documents(articles: Corpus | Store, ids: Sequence[str]) -> Iterator[Document]:
    if isinstance(articles, Store):
        return map(_restored, articles.rows("documents", _FACTS, {"id": list(ids)}))
    wanted = frozenset(ids)
    return (document for document in articles.documents if document.id in wanted)


def _restored(row: dict[str, Any]) -> Document:
    """Return a document as the store keeps it: the parts that a web page named are not there."""
    facts = {name: row[name] for name in _FACTS if name not in ("byline", "published")}
    basis = row["published_basis"]
    return Document(
        **{**facts, "published_basis": DateBasis(basis) if basis else None},
        author=row["byline"],
        published=Interval.parse(row["published"]) if row["published"] else None,
    )
