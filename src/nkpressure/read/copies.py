"""Finds the articles that stand in a corpus twice: word for word, or nearly, as agencies' do.

Nothing is dropped: each copy is named with the document that it is a copy of.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from nkpressure.errors import WrongUseError
from nkpressure.model import Document, Role

_WORD = re.compile(r"\w+")
_RUN = 5  # words; runs that two articles share by chance are shorter
_FEWEST_RUNS = 20  # of a text; short notes are alike without being copies
_LEAST_LIKE = 0.5  # share of the runs of both that both have
_PERMUTATIONS, _BANDS = 128, 32  # by which texts that are alike by half are found nearly always
_SEED = 1


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that repeats an earlier one; `likeness` is 1 where it does so word for word.

    Near copies are measured by the runs of five words that both have (Jaccard's index).
    """

    document: str
    copy_of: str
    likeness: float


def find_exact_copies(documents: Iterable[Document]) -> list[Copy]:
    """Find the documents whose article repeats an earlier one word for word.

    >>> note = "Beijing met Seoul."
    >>> find_exact_copies([Document("a", note), Document("b", note.upper())])
    [Copy(document='b', copy_of='a', likeness=1.0)]
    """
    first: dict[bytes, str] = {}
    copies = []
    for document in documents:
        words = " ".join(article_words(document))
        of = first.setdefault(sha256(words.encode("utf-8", "replace")).digest(), document.id)
        if of != document.id and words:
            copies.append(Copy(document.id, of, 1.0))
    return copies


def find_copies(documents: Sequence[Document]) -> list[Copy]:
    """Find the exact and the near copies, in the order of the documents.

    Raises WrongUseError where the library is missing that finds near ones.
    """
    exact = {copy.document: copy for copy in find_exact_copies(documents)}
    others = [document for document in documents if document.id not in exact]
    near = {copy.document: copy for copy in _near_copies(others)}
    found = {**exact, **near}
    return [found[document.id] for document in documents if document.id in found]


def _near_copies(documents: Sequence[Document]) -> Iterator[Copy]:
    try:
        from rensa import RMinHash, RMinHashLSH
    except ImportError:
        raise WrongUseError(
            'near copies are found with rensa; pip install "nkpressure[corpora]" brings it'
        ) from None
    index = RMinHashLSH(_LEAST_LIKE, _PERMUTATIONS, _BANDS)
    for number, document in enumerate(documents):
        runs = _runs(document)
        if len(runs) < _FEWEST_RUNS:
            continue
        minhash = RMinHash(_PERMUTATIONS, _SEED)
        minhash.update(sorted(runs))
        candidates = sorted(index.query(minhash))
        likes = ((_likeness(runs, _runs(documents[other])), other) for other in candidates)
        best = max(likes, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
        if best[0] >= _LEAST_LIKE:
            yield Copy(document.id, documents[best[1]].id, round(best[0], 3))
        else:
            index.insert(number, minhash)  # a copy of a copy is one of the first as well


def article_words(document: Document) -> list[str]:
    """Return the words of the article; the furniture of its page is another site's by chance.

    >>> article_words(Document("note", "Beijing met Seoul."))
    ['beijing', 'met', 'seoul']
    """
    body = [part.span.of(document.text) for part in document.parts if part.role is Role.BODY]
    return _WORD.findall(("\n".join(body) if body else document.text).lower())


def _runs(document: Document) -> frozenset[str]:
    words = article_words(document)
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0
