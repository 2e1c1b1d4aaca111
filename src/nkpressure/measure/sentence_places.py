"""The sentence that holds a place of an article: by it a coder's mark is found in a report."""

from bisect import bisect_right
from collections.abc import Iterable

from nkpressure.model import Document
from nkpressure.read.regions import find_regions
from nkpressure.read.sentences import Sentence, find_sentences
from nkpressure.records import annotation_ids
from nkpressure.tables import Tables, read_tables


class SentencePlaces:
    """The sentences of some documents, each with the id under which a report shows it.

    >>> places = SentencePlaces([Document("note", "Talks resumed. Seoul agreed.")])
    >>> places.at("note", 20), places.words("note", 20)
    ('note#sentence-002', 'Seoul agreed.')
    """

    def __init__(self, documents: Iterable[Document], tables: Tables | None = None) -> None:
        self._documents = {document.id: document for document in documents}
        self._tables = tables or read_tables()
        self._known: dict[str, tuple[list[Sentence], dict[int, str]]] = {}

    def at(self, document: str, place: int) -> str | None:
        """Return the id of the sentence in which a place lies, or the nearest before it."""
        sentence = self._near(document, place)
        return self._of(document)[1][id(sentence)] if sentence else None

    def words(self, document: str, place: int) -> str | None:
        """Return the words of that sentence."""
        sentence = self._near(document, place)
        text = self._documents[document].text if sentence else ""
        return " ".join(sentence.span.of(text).split()) if sentence else None

    def _near(self, document: str, place: int) -> Sentence | None:
        sentences = self._of(document)[0] if document in self._documents else []
        number = bisect_right(sentences, place, key=lambda sentence: sentence.span.start) - 1
        return sentences[max(number, 0)] if sentences else None

    def _of(self, id_: str) -> tuple[list[Sentence], dict[int, str]]:
        if id_ not in self._known:
            document = self._documents[id_]
            regions = find_regions(document, self._tables)
            sentences = list(find_sentences(document, regions, self._tables))
            sentences.sort(key=lambda sentence: sentence.span)
            self._known[id_] = sentences, annotation_ids(document, sentences)
        return self._known[id_]
