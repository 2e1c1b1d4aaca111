"""The codings that lie beside a corpus: one file of records for each coder, in a folder `coders`.

The folder is never read as documents. A corpus without one is no mistake: it has no codings yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nkpressure.errors import WrongUseError
from nkpressure.measure.agreement import Agreement, compare_coders
from nkpressure.measure.codings import Coding, compared_kinds, read_codings
from nkpressure.model import Document
from nkpressure.read.corpora import Corpus
from nkpressure.records import CODERS, Record
from nkpressure.tables import Tables

_HOW = (
    "Code some of them with the notebook by_hand/code_a_text, or in a tool such as INCEpTION, brat "
    "or Label Studio (nkpressure export and import), and put each coder's file of records into a "
    f"folder “{CODERS}” beside the articles."
)


@dataclass(frozen=True, slots=True)
class CorpusCodings:
    """What coders marked in the articles of a corpus.

    `documents` are those that any of them has worked on. `note` says in a sentence why there is
    nothing to compare; None where there is.
    """

    documents: tuple[Document, ...]
    codings: tuple[Coding, ...]
    tables: Tables | None
    note: str | None


def codings_of(corpus: Corpus, coders: str = "", tables: Tables | None = None) -> CorpusCodings:
    """Read the codings of a corpus: those in the folder `coders`, else beside the articles.

    Records of other articles are left out. Raises WrongUseError with the coder and the record
    where one says other words than the article has in its place, and for a folder that is missing.

    >>> from nkpressure.read.corpora import read_corpus
    >>> [coding.coder for coding in codings_of(read_corpus("seeds")).codings]
    ['first', 'second']
    """
    found = _read(corpus, coders)
    known = {document.id: document for document in corpus.documents}
    kept = [Coding(c.coder, tuple(r for r in c.records if r["document"] in known)) for c in found]
    kept = [coding for coding in kept if coding.records]
    for coding in kept:
        for record in coding.records:
            _refuse_other_words(coding.coder, record, known[record["document"]])
    worked_on = {record["document"] for coding in kept for record in coding.records}
    documents = tuple(known[id] for id in known if id in worked_on)
    return CorpusCodings(documents, tuple(kept), tables, _note(kept))


def agreement_of(coded: CorpusCodings, draws: int = 1000) -> Agreement:
    """Return how far the coders of a corpus agree; an empty agreement where a note says why."""
    if coded.note is not None:
        return Agreement(tuple(c.coder for c in coded.codings), (), (), (), (), (), (), ())
    return compare_coders(coded.codings, tables=coded.tables, draws=draws)


def _read(corpus: Corpus, coders: str) -> list[Coding]:
    folder = Path(coders) if coders else corpus.folder / CODERS
    if folder.is_file():
        return read_codings([folder])
    if coders and not folder.is_dir():
        raise WrongUseError(f"{folder}: there is no such folder of codings; check the name")
    return read_codings(sorted(folder.glob("*.jsonl"))) if folder.is_dir() else []


def _note(codings: Sequence[Coding]) -> str | None:
    if not codings:
        return f"There are no codings of these articles yet. {_HOW}"
    if len(codings) == 1:
        return f"Only {codings[0].coder} has coded these articles; agreement needs a second coder."
    shared = set.intersection(*(set(coding.documents) for coding in codings))
    if not shared:
        return "The coders have no article in common yet, so there is nothing to compare."
    common = [
        Coding(c.coder, tuple(r for r in c.records if r["document"] in shared)) for c in codings
    ]
    if not compared_kinds(common):
        return "The coders have no kind of marks in common yet, so there is nothing to compare."
    return None


def _refuse_other_words(coder: str, record: Record, document: Document) -> None:
    start, end, text = record.get("start"), record.get("end"), record.get("text")
    if not isinstance(text, str) or not isinstance(start, int) or not isinstance(end, int):
        return
    there = document.text[start:end]
    if there != text:
        name = record.get("id") or record["kind"]
        raise WrongUseError(
            f"{coder}: the record {name} says {text[:40]!r}, but at {start}-{end} the article "
            f"{document.id} has {there[:40]!r}; it was coded on another text"
        )
