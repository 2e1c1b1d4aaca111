"""Which sentences hold a code, by each coder: units that count what nobody marked as well."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from nkpressure.measure.alpha import Ratings
from nkpressure.measure.coded_fields import main_field, main_value
from nkpressure.measure.codings import Coding, shared_documents
from nkpressure.measure.scored_fields import covered
from nkpressure.records import Record
from nkpressure.tables import Tables, read_tables

ANY_CODE = "any"
_YES, _NO = "yes", "no"
# Parts of the page rather than things that a coder finds in a sentence
_NOT_IN_SENTENCES = frozenset({"sentence", "region", "erratum"})
# A code that nobody has given to this many sentences says nothing about agreement.
_FEWEST_SENTENCES = 2

CodedSentences = Mapping[tuple[str, str], list[tuple[str, Ratings[str]]]]


def coded_sentences(
    codings: Sequence[Coding], kinds: Collection[str], tables: Tables | None = None
) -> CodedSentences:
    """Return for each kind and code what each coder says of each sentence: "yes" or "no".

    Of kinds with names rather than codes (whose main field makes no label), only whether a
    sentence holds any.
    The sentences are those of the first coder who has records of them, document by document;
    documents in which nobody has are left out.
    """
    tables = tables or read_tables()
    found: dict[tuple[str, str], list[tuple[str, Ratings[str]]]] = {}
    bounds = _sentences(codings)
    for kind in sorted(set(kinds) - _NOT_IN_SENTENCES):
        marks = [coding.marks(kind) for coding in codings]
        held = {
            document: [_held(each.get(document, []), starts, tables) for each in marks]
            for document, starts in bounds.items()
        }
        field = main_field(kind, tables)
        values = _values(held) if field and field.label else [ANY_CODE]
        for value in values:
            found[kind, value] = [
                (
                    document,
                    tuple(_YES if value in coder.get(number, ()) else _NO for coder in coders),
                )
                for document, coders in held.items()
                for number in range(len(bounds[document]))
            ]
    return found


def _sentences(codings: Sequence[Coding]) -> dict[str, list[tuple[int, int]]]:
    """Return the places of the sentences of each document, in text order."""
    marks = [coding.marks("sentence") for coding in codings]
    bounds = {}
    for document in shared_documents(codings):
        records = next((each[document] for each in marks if each.get(document)), None)
        if records:
            bounds[document] = sorted((record["start"], record["end"]) for record in records)
    return bounds


def _held(
    records: Sequence[Record], sentences: Sequence[tuple[int, int]], tables: Tables
) -> Mapping[int, set[str]]:
    """Return the codes that each sentence holds, by the sentence's number."""
    held: dict[int, set[str]] = defaultdict(set)
    for record in records:
        for start, end in covered(record):
            number = max(bisect_right(sentences, (start, end)) - 1, 0)
            # Sentences do not overlap, so only those that begin before the mark's end can hold it.
            while number < len(sentences) and sentences[number][0] < max(end, start + 1):
                if sentences[number][1] > start:
                    held[number] |= {ANY_CODE, main_value(record, tables)}
                number += 1
    return held


def _values(held: Mapping[str, Sequence[Mapping[int, set[str]]]]) -> list[str]:
    sentences: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for document, coders in held.items():
        for coder in coders:
            for number, values in coder.items():
                for value in values:
                    sentences[value].add((document, number))
    often = [value for value, where in sentences.items() if len(where) >= _FEWEST_SENTENCES]
    return sorted(often, key=lambda value: (value != ANY_CODE, value))
