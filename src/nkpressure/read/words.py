"""Finds the words of the sentences, punctuation apart."""

import re
from collections.abc import Iterator, Sequence

from nltk.tokenize.destructive import NLTKWordTokenizer

from nkpressure.model import Document, Span
from nkpressure.read.sentences import Sentence

_TOKENIZER = NLTKWordTokenizer()

_PLAIN_TOKEN = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")


def find_words(document: Document, sentences: Sequence[Sentence]) -> list[Span]:
    """Find the words and the marks of each sentence, in text order.

    >>> from nkpressure.read.regions import find_regions
    >>> from nkpressure.read.sentences import find_sentences
    >>> note = Document("note", "China’s coal trade ended.")
    >>> sentences = find_sentences(note, find_regions(note))
    >>> [span.of(note.text) for span in find_words(note, sentences)]
    ['China', '’', 's', 'coal', 'trade', 'ended', '.']
    """
    return [
        Span(sentence.start + start, sentence.start + end)
        for sentence in sentences
        for start, end in _tokens(sentence.span.of(document.text))
    ]


def _tokens(words: str) -> Iterator[tuple[int, int]]:
    try:
        yield from list(_TOKENIZER.span_tokenize(words))
    except (ValueError, IndexError):
        # NLTK puts other marks for some quotation marks and then cannot find them in the text.
        for match in _PLAIN_TOKEN.finditer(words):
            yield match.span()
